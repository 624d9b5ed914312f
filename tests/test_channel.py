"""The channel's tables against a plain search, and the coarse look against brute force."""

from __future__ import annotations

import itertools
import random
from functools import cache

import numpy as np
import pytest

from vnfix.channel.part_channel import ADDED, LOST, NEVER, SUBSTITUTED, PartChannel, Rule
from vnfix.channel.targets import LONGEST, Targets
from vnfix.coarse import Choices, Stretch, max_marginals
from vnfix.lattice import runs

RULES = [
    Rule("tr", "ừ", 2.0),
    Rule("h", "", 3.0),
    Rule("ng", "n", 1.5),
    Rule("n", "ri", 4.0),
    Rule("a", "o", 1.0),
    Rule("", "i", 6.0),
]
TARGETS = ["", "tr", "th", "an", "ang", "anh", "ong"]


def slow_cost(read: str, meant: str) -> float:
    """The cheapest cut by recursion over both strings: the twin of the table (without the strokes)."""
    learnt = {(rule.meant, rule.read): rule.cost for rule in RULES}

    def step(a: str, b: str) -> float:
        if a == b and len(a) == 1:
            return 0.0
        usual = {(1, 1): SUBSTITUTED, (0, 1): ADDED, (1, 0): LOST}.get((len(a), len(b)), NEVER)
        return min(usual, learnt.get((a, b), NEVER))

    @cache
    def best(i: int, j: int) -> float:
        if i == len(meant) and j == len(read):
            return 0.0
        ways = [NEVER]
        for p, q in itertools.product(range(LONGEST + 1), repeat=2):
            if (p or q) and i + p <= len(meant) and j + q <= len(read):
                ways.append(step(meant[i : i + p], read[j : j + q]) + best(i + p, j + q))
        return min(ways)

    return best(0, 0)


class Blind(PartChannel):
    """Without the strokes, which the twin does not know."""

    def _add_shapes(self, reads: object, costs: object) -> None:
        pass


@pytest.mark.parametrize("at_end", [False, True])
@pytest.mark.parametrize("read", ["", "ừ", "t", "an", "on", "arih", "oing", "xyz", "ừan"])
def test_table_is_the_cheapest_cut(read: str, at_end: bool) -> None:
    """Every head (or tail) of the word costs what a plain search over its cuts finds."""
    part = Blind(RULES, Targets(TARGETS, at_end))
    for size, costs in enumerate(part.costs(read)):
        piece = read[len(read) - size :] if at_end else read[:size]
        expected = [slow_cost(piece, target) for target in part.targets.all]
        assert costs == pytest.approx(np.minimum(expected, NEVER), abs=1e-4)


def test_strokes_bound_the_cost() -> None:
    """What looks alike never costs more than looking alike deserves."""
    targets = Targets(TARGETS, at_end=False)
    with_strokes, blind = PartChannel(RULES, targets), Blind(RULES, targets)
    assert (with_strokes.costs("ừh")[-1] <= blind.costs("ừh")[-1]).all()


class Pairs:
    """A random bigram model."""

    def __init__(self, rng: random.Random, size: int) -> None:
        self.table = np.array([[rng.uniform(0, 9) for _ in range(size)] for _ in range(size)])

    def bigram_parts(self, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, None, None]:  # type: ignore[type-arg]
        return self.table[first, second], None, None

    def pair_costs(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        return self.table[np.ix_(first, second)]


@pytest.mark.parametrize("seed", range(20))
def test_coarse_look_is_exact(seed: int) -> None:
    """The max-marginal of a choice is the cost of the best whole path through it."""
    rng = random.Random(seed)
    model = Pairs(rng, 6)
    stretch = [
        Choices(np.array(rng.sample(range(6), 3)), np.array([rng.uniform(0, 5) for _ in range(3)]))
        for _ in range(rng.randint(1, 4))
    ]
    other = Stretch([Choices(np.array([3]), np.zeros(1))], 0, 4)
    _, found, _ = max_marginals(model, [other, Stretch(stretch, 1, 2), other])  # type: ignore[arg-type]
    best: dict[tuple[int, int], float] = {}
    for path in itertools.product(range(3), repeat=len(stretch)):
        ids = [1, *(int(place.ids[k]) for place, k in zip(stretch, path)), 2]
        total = sum(model.table[a, b] for a, b in zip(ids, ids[1:]))
        total += sum(float(place.costs[k]) for place, k in zip(stretch, path))
        for at, k in enumerate(path):
            best[at, k] = min(total, best.get((at, k), np.inf))
    for at, costs in enumerate(found):
        assert costs == pytest.approx([best[at, k] for k in range(3)])


@pytest.mark.parametrize(
    ("places", "longest", "expected"),
    [([], 3, []), ([4], 3, [range(4, 5)]), ([1, 2, 3, 4, 7], 3, [range(1, 4), range(4, 5), range(7, 8)])],
)
def test_runs(places: list[int], longest: int, expected: list[range]) -> None:
    """Consecutive numbers go together, but not too many."""
    assert runs(places, longest) == expected
