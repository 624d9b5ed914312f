"""The compiled syllabary says what the words and the tables say, and gives way to them where they changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix.channel.model import SYLLABARY
from vnfix.channel.part_channel import PartChannel, Rule, RuleTable
from vnfix.channel.syllabary import Syllabary, compile_syllabary
from vnfix.channel.targets import Targets
from vnfix.ngrams import NgramModel
from vnfix.resources import model_dir
from vnfix.store import StoreError
from vnfix.syllable import LETTERS, bare, parse, spell_rime, well_spelt
from vnfix.vocab import CLASSES

FEW = ["hòa", "bình", "quý", "gia", "internet", "ubnd", "bĩnh"]


@pytest.fixture(scope="module")
def words() -> list[str]:
    return NgramModel(model_dir(None) / "ngrams.vnfix").words[len(CLASSES) :]


def slowly(word: str) -> tuple[str, str, str] | None:
    """`well_spelt` of one word."""
    parts = parse(word)
    if parts is None or parts.onset + spell_rime(parts.rime, parts.tone) != word:
        return None
    old, new = (spell_rime(parts.rime, parts.tone, new_style=style) for style in (False, True))
    return parts.onset, old, new


def test_all_words_at_once_are_cut_as_one_by_one(words: list[str]) -> None:
    assert list(well_spelt(words)) == list(map(slowly, words))


@given(st.lists(st.text(st.sampled_from(sorted({*LETTERS, "g", "i", "í", "q", "u", "ú", "'"})), max_size=6)))
def test_any_strings_are_cut_as_one_by_one(strings: list[str]) -> None:
    """``gía`` is no spelling of gi + a, whatever ``ía`` is."""
    assert list(well_spelt([*strings, "gía", "giá", "gì", "quý", "càc"])) == [
        *map(slowly, strings),
        None,
        ("gi", "á", "á"),
        ("g", "ì", "ì"),
        ("qu", "ý", "ý"),
        None,
    ]


def test_the_committed_file_is_up_to_date(words: list[str], tmp_path: Path) -> None:
    """To the byte; else every start works it out, which is slower: `vnfix learn-channel` writes it."""
    compile_syllabary(words, tmp_path / SYLLABARY)
    assert (tmp_path / SYLLABARY).read_bytes() == (model_dir(None) / SYLLABARY).read_bytes()


def same(one: Syllabary, other: Syllabary) -> bool:
    """Do they know the same of every word?"""
    alike = all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("cells", "spelt", "respelt"))
    return alike and one.rimes.all == other.rimes.all and one.bare == other.bare


def test_the_file_says_what_the_words_say(words: list[str]) -> None:
    found = Syllabary.load(model_dir(None) / SYLLABARY, words)
    assert same(found, Syllabary(words))
    assert found.same_letters("hoa") == [k for k, word in enumerate(words) if bare(word) == "hoa"] != []
    assert found.same_letters("xyz") == found.same_strokes("?") == []


def test_a_file_of_other_words_or_none_is_not_used(tmp_path: Path) -> None:
    """As when a channel was learnt before there was such a file, or a table got a row."""
    compile_syllabary(FEW[::-1], tmp_path / SYLLABARY)
    for path in (tmp_path / SYLLABARY, tmp_path / "none"):
        found = Syllabary.load(path, FEW)
        assert same(found, Syllabary(FEW)) and found.same_letters("binh") == [1, 6]


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    compile_syllabary(FEW, tmp_path / SYLLABARY)
    (tmp_path / SYLLABARY).write_bytes((tmp_path / SYLLABARY).read_bytes()[:-64])
    with pytest.raises(StoreError, match="is cut"):
        Syllabary.load(tmp_path / SYLLABARY, FEW)


@pytest.mark.parametrize("rules", [[], [Rule("ư", "u", 2.0), Rule("n", "", 3.0), Rule("x", "y", 1.0)]])
@pytest.mark.parametrize("at_end", [False, True])
def test_rules_in_columns_are_rules(rules: list[Rule], at_end: bool) -> None:
    """Of a rule for a piece that no target has (x) nothing is left."""
    targets = Targets(["an", "ưn", "ư"], at_end)
    one, other = PartChannel(rules, targets), PartChannel(RuleTable.of(rules), targets)
    assert [costs.tolist() for costs in one.costs("un")] == [costs.tolist() for costs in other.costs("un")]
