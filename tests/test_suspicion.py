"""Suspicion, and the array look-ups under it, against the plain way of doing each."""

from __future__ import annotations

import numpy as np
import pytest

from vnfix.channel.model import Channel
from vnfix.channel.neighbours import EMPTY, SCALE, Neighbours
from vnfix.corrector import Corrector
from vnfix.lexicon import PAIR_SHIFT, PairSet
from vnfix.memo import Memo
from vnfix.ngrams import NgramModel
from vnfix.resources import model_dir
from vnfix.suspicion import LEAST_LOCAL_COST, Fit, Options, Suspicion
from vnfix.vocab import CLASSES, STOP_ID

LINE = "tinh ủy và ủy ban nhân dân tình chỉ đạo các sở , nganh thưc hiện kế hoạch phát triền kinh tể năm nay ."


@pytest.fixture(scope="module")
def model() -> NgramModel:
    return NgramModel(model_dir(None) / "ngrams.vnfix")


@pytest.fixture(scope="module")
def neighbours() -> Neighbours:
    return Neighbours(model_dir(None) / "neighbours.vnfix")


def slowly(model: NgramModel, neighbours: Neighbours, ids: list[int], priors: list[float], bar: float) -> Options:
    """Every neighbour of every word in its place, one by one."""

    def fit(symbols: list[int], at: int) -> float:
        first, second, third = (np.array(symbols[at + k : at + k + 3]) for k in range(3))
        return float(model.costs(first, second, third).sum())

    padded, found = [STOP_ID, STOP_ID, *ids, STOP_ID, STOP_ID], {}
    for at, word in enumerate(ids):
        if word < len(CLASSES):
            continue
        own = fit(padded, at)
        for option, stored in zip(neighbours.ids[word].tolist(), neighbours.stored[word].tolist()):
            cost, other = stored / SCALE, [*padded[: at + 2], option, *padded[at + 3 :]]
            slack = own - priors[at] - bar - LEAST_LOCAL_COST - cost
            if stored != EMPTY and slack > 1e-4 and own - fit(other, at) - cost - priors[at] > bar + 1e-4:
                found.setdefault(at, []).append((option, cost))
    return found


@pytest.mark.parametrize(
    ("prior", "bar", "ahead"), [(2.3, 0.0, 0.0), (2.3, 0.0, 3.0), (0.5, -5.0, 0.0), (7.0, -5.0, 1.0)]
)
def test_promising_is_what_a_plain_search_finds(
    model: NgramModel, neighbours: Neighbours, prior: float, bar: float, ahead: float
) -> None:
    ids = model.encode(LINE.split())
    known, priors = np.ones(len(ids), dtype=bool), np.full(len(ids), prior)
    found, best = Suspicion(Fit(model, np.array(ids)), neighbours, known).promising(priors, bar, ahead)
    expected = slowly(model, neighbours, ids, [prior] * len(ids), bar)
    assert {k: sorted(v) for k, v in found.items()} == {k: sorted(v) for k, v in expected.items()}
    assert prior > 5 or expected, "the line must hold something to be found"
    assert set(np.flatnonzero(best > -np.inf).tolist()) == set(found)


def test_second_look_does_not_hang_on_the_first(model: NgramModel, neighbours: Neighbours) -> None:
    """Whatever was looked up before, the answer is that of a fresh start."""
    ids = np.array(model.encode(LINE.split() * 3))
    known, rng = np.ones(len(ids), dtype=bool), np.random.default_rng(4)
    looked = Suspicion(Fit(model, ids), neighbours, known)
    for bar, ahead in ((0.0, 3.0), (-5.0, 0.0), (-2.0, 1.0)):
        priors = rng.uniform(-2.0, 8.0, len(ids))
        found, best = looked.promising(priors, bar, ahead)
        fresh, fresh_best = Suspicion(Fit(model, ids), neighbours, known).promising(priors, bar)
        assert found == fresh and (best == fresh_best).all()


def test_pairs_by_matrix_by_row_and_by_one(model: NgramModel) -> None:
    """The same costs, however they are asked for."""
    first, second = np.arange(5, 400, 7), np.arange(20, 900, 11)
    matrix = model.pair_costs(first, second)
    rows, columns = (grid.ravel() for grid in np.meshgrid(first, second, indexing="ij"))
    costs, weights, found = model.bigram_parts(rows, columns)
    assert (matrix.ravel() == costs).all() and 0 < found.sum() < len(found)
    one = [model.bigram_parts_of(int(a), int(b)) for a, b in zip(rows[:500], columns[:500])]
    assert np.allclose(np.array(one), np.column_stack([costs, weights])[:500])


@pytest.mark.parametrize("count", [0, 1, 300])
def test_pair_set(count: int) -> None:
    rng = np.random.default_rng(count)
    pairs = frozenset(map(tuple, rng.integers(0, 50, (count, 2)).tolist()))
    first, second = (grid.ravel() for grid in np.meshgrid(np.arange(50), np.arange(50)))
    keys = np.array(sorted(a << PAIR_SHIFT | b for a, b in pairs), dtype=np.int64)
    found = PairSet(keys).find(first, second).tolist() if pairs else []
    assert {(int(first[k]), int(second[k])) for k in found} == pairs and len(found) == len(pairs)


def test_memo_is_bounded_and_keeps_what_is_used() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    memo = Memo(make, 20)
    for k in range(200):
        assert memo(f"k{k}") == f"K{k}" and memo("often") == "OFTEN"
        assert len(memo._young) + len(memo._old) <= 20
    assert made.count("often") == 1 and "often" in memo and "k0" not in memo


@pytest.mark.parametrize("word", ["Mio", "chưcxQg", "TỂ", "İa", "ừiển", "o", "Tinh"])
def test_channel_costs_hang_together(corrector: Corrector, word: str) -> None:
    """One word's cost is that of the table; two forms cost what the better of them costs."""
    channel: Channel = corrector._loaded.readings._channel
    lower, spelt = word.lower(), channel.words.spelt
    small, as_read = channel.costs(lower)[spelt], channel.costs(word)[spelt]
    both = channel.syllable_costs(lower, word, 1.0)
    assert both == pytest.approx(np.minimum(small, as_read + 1.0), abs=1e-4)
    for place in (0, 17, 4000):
        assert channel.cost_of(lower, int(spelt[place])) == pytest.approx(small[place], abs=1e-4)


def test_columns_made_together_are_those_made_alone(corrector: Corrector) -> None:
    """And a table that is full is begun anew without a trace."""
    channel: Channel = corrector._loaded.readings._channel
    words = [a + b for a in ("ừ", "th", "m", "li") for b in ("ường", "ien", "ơ'c", "uyểnn")]
    alone = Channel.load(model_dir(None) / "channel.vnfix", corrector.language_model.words[len(CLASSES) :])
    expected = [alone.costs(word) for word in words]
    channel.learn(words)
    channel._rime.learn(str(k) for k in range(10_000, 14_000))
    assert all((channel.costs(word) == cost).all() for word, cost in zip(words, expected))
