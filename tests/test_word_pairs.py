"""Whole words that an engine gives more often, or less, than the parts of the words let expect."""

from __future__ import annotations

import numpy as np
import pytest

from vnfix.ngrams import NgramModel
from vnfix.resources import data_path
from vnfix.train.channel_model import Example
from vnfix.train.learn_channel import mixed
from vnfix.train.word_pairs import CREDIT, LEAST, WORD, Pairs, Seen, as_rules, corrections, of_rules

MODEL = NgramModel(data_path("model", "ngrams.vnfix"))
#: (read, meant): all cost the same by the rules.
WORDS = [("chỉ", "chi"), ("bạn", "ban"), ("tố", "tổ"), ("kế", "kể"), ("đo", "do")]
PAIRS = Pairs(
    *(np.array(MODEL.encode(words), dtype=np.int64) for words in zip(*WORDS)),
    np.full(len(WORDS), 4.0, dtype=np.float64),
)


def examples(**often: int) -> list[Example]:
    """Each word 100 times, of which so many are read as the other one."""
    found: list[Example] = []
    for read, meant in WORDS:
        wrong = often.get(meant, 0)
        found += [(read, meant, float(wrong)), (meant, meant, float(100 - wrong))]
    return found


def test_what_is_seen_more_often_costs_less() -> None:
    """Of 40 confusions 32 are one word's: it costs less by the shrunk ratio to what its cost lets expect, 8."""
    found = corrections(PAIRS, MODEL, [], [Seen(examples(chi=32, ban=2, tổ=2, kể=2, do=2), 1.0)])
    assert found[0] == pytest.approx(-np.log((32 + CREDIT) / (8 + CREDIT)), abs=0.01)
    assert found[1:] == pytest.approx(-np.log((2 + CREDIT) / (8 + CREDIT)), abs=0.01)


@pytest.mark.parametrize("seen", [[], [Seen([], 1.0)], [Seen(examples(), 1.0)], [Seen([("x", "qzx", 3.0)], 1.0)]])
def test_what_teaches_nothing_corrects_nothing(seen: list[Seen]) -> None:
    """No pages, no errors, no word of the vocabulary."""
    assert not corrections(PAIRS, MODEL, [], seen).any()


def test_little_is_none() -> None:
    """What was seen about as often as expected keeps its cost."""
    found = corrections(PAIRS, MODEL, [], [Seen(examples(chi=9, ban=8, tổ=8, kể=8, do=7), 1.0)])
    assert not found.any() and LEAST > 0


def test_an_engine_counts_by_its_share() -> None:
    """Half of a mixture of which nothing else is known: the mean of its ratio and 1."""
    seen = examples(chi=32, ban=2, tổ=2, kể=2, do=2)
    whole, half = (corrections(PAIRS, MODEL, [], [Seen(seen, share)])[0] for share in (1.0, 0.5))
    assert np.exp(-half) == pytest.approx((1 + np.exp(-whole)) / 2, abs=0.02)


def test_corrections_are_kept_as_rules() -> None:
    """A channel that was compiled can be mixed and compiled again."""
    found = corrections(PAIRS, MODEL, [], [Seen(examples(chi=32, ban=2, tổ=2, kể=2, do=2), 1.0)])
    rules = as_rules(PAIRS, MODEL, found)
    assert of_rules(PAIRS, MODEL, rules) == pytest.approx(found)
    assert corrections(PAIRS, MODEL, rules, []) == pytest.approx(found)
    tables = [{"onset": [], "rime": [], WORD: rules}, {"onset": [], "rime": []}]
    [half] = [rule.cost for rule in mixed(tables, [1.0, 1.0])[WORD] if rule.meant == "chi"]
    assert np.exp(-half) == pytest.approx((1 + np.exp(-found[0])) / 2)
