"""Brute force over all paths is the judge of Viterbi."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from vnfix.decoder import Costs, Ids, decode
from vnfix.lattice import Arc, Lattice

LENGTH, VOCABULARY = 5, 6


def random_lattice(rng: random.Random) -> Lattice:
    """Tokens "as they stand", some of them marks without symbol, and readings of one to three tokens."""
    lattice = Lattice(0, LENGTH)
    for at in range(LENGTH):
        kept = () if rng.random() < 0.2 else (rng.randrange(VOCABULARY),)
        lattice.add(Arc(at, at + 1, kept, 0.0))
        for k in range(rng.randrange(4)):
            last = min(LENGTH, at + rng.choice((1, 1, 2, 3)))
            ids = tuple(rng.randrange(VOCABULARY) for _ in range(rng.choice((1, 1, 2))))
            lattice.add(Arc(at, last, ids, rng.uniform(0, 6), tuple(f"w{at}.{k}.{i}" for i in ids), "letters"))
    return lattice


def paths(lattice: Lattice, at: int = 0) -> Iterator[list[Arc]]:
    if at == lattice.end:
        yield []
        return
    for arc in lattice.arcs.get(at, ()):
        for rest in paths(lattice, arc.last):
            yield [arc, *rest]


class Judge:
    """A random trigram model, and the cost of a whole path by plain addition."""

    def __init__(self, rng: random.Random) -> None:
        self.table = {
            (u, v, w): rng.uniform(0, 9)
            for u in range(VOCABULARY)
            for v in range(VOCABULARY)
            for w in range(VOCABULARY)
        }
        self.before = (rng.randrange(VOCABULARY), rng.randrange(VOCABULARY))
        self.after = (rng.randrange(VOCABULARY), rng.randrange(VOCABULARY))

    def costs(self, u: Ids, v: Ids, w: Ids) -> Costs:
        triples = zip(u.ravel().tolist(), v.ravel().tolist(), w.ravel().tolist())
        return np.array([self.table[triple] for triple in triples]).reshape(u.shape)

    def total(self, path: list[Arc]) -> float:
        symbols = [*self.before, *(i for arc in path for i in arc.ids), *self.after]
        language = sum(self.table[tuple(symbols[k - 2 : k + 1])] for k in range(2, len(symbols)))  # type: ignore[index]
        return language + sum(arc.cost for arc in path)


@pytest.mark.parametrize("seed", range(60))
def test_viterbi_finds_the_cheapest_path(seed: int) -> None:
    """No path costs less than the one that the decoder takes."""
    rng = random.Random(seed)
    lattice, judge = random_lattice(rng), Judge(rng)
    decisions = decode(lattice, judge.before, judge.after, judge.costs)
    found = [decision.arc for decision in decisions]
    assert [arc.first for arc in found] == [0, *(arc.last for arc in found[:-1])]
    assert judge.total(found) == pytest.approx(min(judge.total(path) for path in paths(lattice)))


@pytest.mark.parametrize("seed", range(60, 100))
def test_gain_and_rivals_are_differences_of_whole_paths(seed: int) -> None:
    """A rival's distance is that of the best path through it, context behind included."""
    rng = random.Random(seed)
    lattice, judge = random_lattice(rng), Judge(rng)
    everything = [(judge.total(path), path) for path in paths(lattice)]
    least = min(cost for cost, _ in everything)
    for decision in decode(lattice, judge.before, judge.after, judge.costs):
        assert decision.gain >= 0.0
        for arc, behind in decision.rivals:
            through = min(cost for cost, path in everything if arc in path)
            assert behind == pytest.approx(through - least)


def test_an_arc_outside_is_refused() -> None:
    """A lattice knows its ends."""
    with pytest.raises(ValueError, match="outside"):
        Lattice(3, 5).add(Arc(4, 6, (), 0.0))
