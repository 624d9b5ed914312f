"""Find the cheapest path through a lattice, and what every arc would have cost.

Exact Viterbi over trigram states, the sure words left and right as context;
the beam only bounds the worst case.  A backward pass gives each arc its
max-marginal: the cost of the best path through it.  The difference between
"as it stands" and the best path is the *gain* that decides whether to edit.

Many lattices are decoded side by side, level by level: at each level all states
of all lattices meet their arcs in one array look-up, since asking the language
model pair by pair, or lattice by lattice, takes ten times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .lattice import Arc, Lattice
from .levels import Levels, Table

#: States kept at a boundary, and how far behind the best (nats) they may be.
#: No output changed on the development sets between 60 and 200 states.
BEAM_STATES, BEAM_COST = 40, 20.0
#: Lattices decoded at a time: bounds the memory; more are no faster.
SIDE_BY_SIDE = 256

Ids = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float64]
CostsOf = Callable[[Ids, Ids, Ids], npt.NDArray[np.floating]]


class Problem(NamedTuple):
    """A lattice with a path from start to end, and the two symbols in front of it and behind it."""

    lattice: Lattice
    before: tuple[int, int]
    after: tuple[int, int]


class Decision(NamedTuple):
    """One arc of the best path.

    Attributes:
        arc: the arc.
        gain: nats by which the best path beats the best one that keeps these tokens.
        rivals: (arc, nats behind the best path) of the other readings of the same
            tokens, best first, the keeping arc included.
    """

    arc: Arc
    gain: float
    rivals: tuple[tuple[Arc, float], ...]


class _States(NamedTuple):
    """The states of all lattices at a level: lattice and last two symbols, packed and ascending; cost of the way."""

    keys: Ids
    costs: Costs


class _Steps(NamedTuple):
    """All steps from a level: the row of the state, the row of the arc in the table, cost and state reached."""

    source: Ids
    arc: Ids
    costs: Costs
    keys: Ids


class _Best(NamedTuple):
    """The cheapest step on from every state of a level: the row of the arc, and of the state that it reaches."""

    arc: list[int]
    row: list[int]


def decode(lattice: Lattice, before: tuple[int, int], after: tuple[int, int], costs: CostsOf) -> list[Decision]:
    """`decode_all` for one lattice."""
    return next(decode_all([Problem(lattice, before, after)], costs))


def decode_all(problems: Sequence[Problem], costs: CostsOf) -> Iterator[list[Decision]]:
    """For each lattice the arcs of the cheapest path, in order.

    Args:
        problems: the lattices with their contexts.
        costs: ``costs(u, v, w)`` = -ln P(w | u v), arrays of equal shape.
    """
    for start in range(0, len(problems), SIDE_BY_SIDE):
        some = problems[start : start + SIDE_BY_SIDE]
        levels = Levels([problem.lattice for problem in some])
        states, steps = _forward(some, levels, costs)
        rest, through, best = _backward(some, levels, states, steps, costs)
        for number, problem in enumerate(some):
            yield _decide(problem.lattice, levels, number, best, float(rest[number]), through)


def _spread(counts: Ids) -> tuple[Ids, Ids]:
    """For ``counts`` things each: whose thing it is, and which of them."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def _add_language(total: Costs, keys: Ids, symbols: Ids, costs: CostsOf) -> Ids:
    """Add the cost of the symbols (a column for each, -1 where there is none) after each state; the states reached."""
    for w in symbols.T:
        rows = slice(None) if w.min(initial=0) >= 0 else np.flatnonzero(w >= 0)
        u, v, w = keys[rows] >> 16 & 0xFFFF, keys[rows] & 0xFFFF, w[rows]
        total[rows] += costs(u, v, w)
        keys[rows] = keys[rows] >> 32 << 32 | v << 16 | w
    return keys


def _forward(
    problems: Sequence[Problem], levels: Levels, costs: CostsOf
) -> tuple[dict[int, _States], dict[int, _Steps]]:
    """The states of every level, and the steps from there."""
    starts = [number << 32 | p.before[0] << 16 | p.before[1] for number, p in enumerate(problems)]
    arriving = {0: [_States(np.array(starts, dtype=np.int64), np.zeros(len(starts)))]}
    states: dict[int, _States] = {}
    steps: dict[int, _Steps] = {}
    for level in range(levels.count):
        states[level] = here = _pruned(_merged(arriving.pop(level)), levels.last, level)
        table = levels.tables[level]
        first, behind = (np.searchsorted(table.lattice, here.keys >> 32, side=side) for side in ("left", "right"))
        source, nth = _spread(behind - first)
        arc = first[source] + nth
        total = table.costs[arc]
        keys = _add_language(total, here.keys[source], table.symbols[arc], costs)
        steps[level] = _Steps(source, arc, total, keys)
        target, reached = table.target[arc], here.costs[source] + total
        for later in sorted(set(target.tolist())):
            rows = target == later
            arriving.setdefault(later, []).append(_States(keys[rows], reached[rows]))
    return states, steps


def _merged(arriving: list[_States]) -> _States:
    """The best way into each state, states ascending."""
    keys = np.concatenate([found.keys for found in arriving])
    costs = np.concatenate([found.costs for found in arriving])
    order = keys.argsort(kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    return _States(keys[first], np.minimum.reduceat(costs[order], first))


def _pruned(states: _States, last: Ids, level: int) -> _States:
    """The states of each lattice within the beam; all of those at the end of theirs."""
    lattice = states.keys >> 32
    first = np.flatnonzero(np.diff(lattice, prepend=-1))
    counts = np.diff(first, append=len(lattice))
    most = np.minimum.reduceat(states.costs, first) + BEAM_COST
    for k in np.flatnonzero(counts > BEAM_STATES).tolist():
        costs = states.costs[first[k] : first[k] + counts[k]]
        most[k] = min(most[k], np.partition(costs, BEAM_STATES - 1)[BEAM_STATES - 1])
    kept = (states.costs <= np.repeat(most, counts)) | (last[lattice] == level)
    return _States(states.keys[kept], states.costs[kept])


def _backward(
    problems: Sequence[Problem],
    levels: Levels,
    states: dict[int, _States],
    steps: dict[int, _Steps],
    costs: CostsOf,
) -> tuple[Costs, list[list[float]], list[_Best]]:
    """Cost of each lattice's best path; by level, that of the best path through each arc, and the best steps."""
    after = np.array([problem.after for problem in problems], dtype=np.int64)
    rest: dict[int, Costs] = {}
    through: list[list[float]] = []
    best: list[_Best] = []
    for level in range(levels.count - 1, -1, -1):
        here, step, table = states[level], steps[level], levels.tables[level]
        lattice = here.keys >> 32
        rest[level] = np.full(len(here.keys), np.inf)
        ended = np.flatnonzero(levels.last[lattice] == level)
        closing = np.zeros(len(ended))
        _add_language(closing, here.keys[ended], after[lattice[ended]], costs)
        rest[level][ended] = closing
        ahead, row = _ahead(step, table, states, rest)
        total = step.costs + ahead
        np.minimum.at(rest[level], step.source, total)
        cheapest = np.full(len(table.lattice), np.inf)
        np.minimum.at(cheapest, step.arc, here.costs[step.source] + total)
        through.append(cheapest.tolist())
        best.append(_best_steps(step, total, row, rest[level]))
    return rest[0], through[::-1], best[::-1]


def _ahead(step: _Steps, table: Table, states: dict[int, _States], rest: dict[int, Costs]) -> tuple[Costs, Ids]:
    """Cheapest way to the end behind each step, infinite where the state was pruned; the row of the state."""
    ahead, row = np.full(len(step.arc), np.inf), np.zeros(len(step.arc), dtype=np.int64)
    target = table.target[step.arc]
    for later in sorted(set(target.tolist())):
        rows = np.flatnonzero(target == later)
        keys, wanted = states[later].keys, step.keys[rows]
        place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        row[rows] = place
        ahead[rows] = np.where(keys[place] == wanted, rest[later][place], np.inf)
    return ahead, row


def _best_steps(step: _Steps, total: Costs, row: Ids, rest: Costs) -> _Best:
    """The first of the cheapest steps from every state."""
    cheapest = np.flatnonzero(total == rest[step.source])
    # The sources ascend.  (`np.unique` would import numpy.ma, 20 ms at the first call.)
    first = np.flatnonzero(np.diff(step.source[cheapest], prepend=-1))
    arc, reached = np.zeros(len(rest), dtype=np.int64), np.zeros(len(rest), dtype=np.int64)
    chosen = cheapest[first]
    arc[step.source[chosen]], reached[step.source[chosen]] = step.arc[chosen], row[chosen]
    return _Best(arc.tolist(), reached.tolist())


def _decide(
    lattice: Lattice, levels: Levels, number: int, best: list[_Best], least: float, costs: list[list[float]]
) -> list[Decision]:
    through: dict[Arc, float] | None = None
    decisions = []
    for arc in _path(lattice, levels, number, best):
        if arc.words and through is None:
            through = levels.by_arc(number, costs, least)
        decisions.append(_decision(lattice, arc, through, least) if arc.words and through else Decision(arc, 0.0, ()))
    return decisions


def _path(lattice: Lattice, levels: Levels, number: int, best: list[_Best]) -> Iterator[Arc]:
    """The arcs of the cheapest path."""
    at, row = lattice.start, number
    while at < lattice.end:
        level = levels.level_of[number].get(at)
        if level is None:
            arc = lattice.arcs[at][0]
        else:
            arc = levels.tables[level].arcs[best[level].arc[row]]
            row = best[level].row[row]
        yield arc
        at = arc.last


def _decision(lattice: Lattice, arc: Arc, through: dict[Arc, float], least: float) -> Decision:
    keeping = [
        # Beyond the beam means dearer than the beam is wide.
        through.get(other, least + BEAM_COST)
        for at in range(arc.first, arc.last)
        for other in lattice.arcs.get(at, ())
        if not other.words and other.last <= arc.last
    ]
    gain = max(keeping) - least if keeping else 0.0
    rivals = [
        (other, through[other] - least)
        for other in lattice.arcs[arc.first]
        if other.last == arc.last and other is not arc and other in through
    ]
    return Decision(arc, gain, tuple(sorted(rivals, key=lambda rival: rival[1])[:5]))
