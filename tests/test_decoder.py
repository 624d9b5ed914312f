"""Brute force over all paths is the judge of Viterbi."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from vnfix.decoder import BEAM_COST, Costs, Ids, Problem, decode, decode_all
from vnfix.lattice import Arc, Lattice

LENGTH, VOCABULARY = 5, 6


def random_lattice(rng: random.Random, length: int = LENGTH) -> Lattice:
    """Tokens "as they stand", some of them marks without symbol, and readings of one to three tokens."""
    lattice = Lattice(0, length)
    for at in range(length):
        kept = () if rng.random() < 0.3 else (rng.randrange(VOCABULARY),)
        lattice.arcs[at] = [Arc(at, at + 1, kept, 0.0)]
        for k in range(rng.randrange(4)):
            last = min(length, at + rng.choice((1, 1, 2, 3)))
            ids = tuple(rng.randrange(VOCABULARY) for _ in range(rng.choice((1, 1, 2))))
            words = tuple(f"w{at}.{k}.{i}" for i in ids)
            lattice.arcs[at].append(Arc(at, last, ids, rng.uniform(0, 6), words, "letters"))
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

    def __call__(self, u: Ids, v: Ids, w: Ids) -> Costs:
        triples = zip(u.ravel().tolist(), v.ravel().tolist(), w.ravel().tolist())
        return np.array([self.table[triple] for triple in triples]).reshape(u.shape)

    def from_states(self, states: tuple[Ids, Ids], source: Ids, pairs: tuple[Ids, Ids], which: Ids) -> Costs:
        assert (states[1][source] == pairs[0][which]).all()
        return self(states[0][source], states[1][source], pairs[1][which])

    def total(self, path: list[Arc]) -> float:
        symbols = [*self.before, *(i for arc in path for i in arc.ids), *self.after]
        language = sum(self.table[tuple(symbols[k - 2 : k + 1])] for k in range(2, len(symbols)))  # type: ignore[index]
        return language + sum(arc.cost for arc in path)


@pytest.mark.parametrize("seed", range(60))
def test_viterbi_finds_the_cheapest_path(seed: int) -> None:
    """No path costs less than the one that the decoder takes."""
    rng = random.Random(seed)
    lattice, judge = random_lattice(rng), Judge(rng)
    decisions = decode(lattice, judge.before, judge.after, judge)
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
    for decision in decode(lattice, judge.before, judge.after, judge):
        assert decision.gain >= 0.0
        for arc, behind in decision.rivals:
            through = min(cost for cost, path in everything if arc in path)
            assert behind == pytest.approx(through - least)


@pytest.mark.parametrize("seed", range(100, 140))
def test_gain_is_that_over_the_dearest_token_kept(seed: int) -> None:
    """Marks that the model does not see are kept too, and cost what the best way over them costs."""
    rng = random.Random(seed)
    lattice, judge = random_lattice(rng), Judge(rng)
    everything = [(judge.total(path), path) for path in paths(lattice)]
    least = min(cost for cost, _ in everything)
    for arc, gain, _ in decode(lattice, judge.before, judge.after, judge):
        kept = [a for at in range(arc.first, arc.last) for a in lattice.arcs[at] if not a.words and a.last <= arc.last]
        through = [min(cost for cost, path in everything if keep in path) - least for keep in kept]
        if arc.words and max(through) < BEAM_COST:
            assert gain == pytest.approx(max(through))
        elif not arc.words:
            assert gain == 0.0


def test_side_by_side_is_one_by_one() -> None:
    """Lattices of all lengths do not disturb each other."""
    rng = random.Random(7)
    judge = Judge(rng)
    problems = [Problem(random_lattice(rng, 1 + k % 7), judge.before, judge.after) for k in range(300)]
    alone = [decode(problem.lattice, judge.before, judge.after, judge) for problem in problems]
    assert list(decode_all(problems, judge)) == alone
