"""Find the cheapest path through a lattice, and what every arc would have cost.

Exact Viterbi over trigram states, the sure words left and right as context;
the beam only bounds the worst case.  A backward pass gives each arc its
max-marginal: the cost of the best path through it.  The difference between
"as it stands" and the best path is the *gain* that decides whether to edit.

All states at a boundary meet all arcs that begin there in one array look-up,
which is ten times faster than asking the language model pair by pair.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .lattice import Arc, Lattice

#: States kept at a boundary, and how far behind the best (nats) they may be.
#: No output changed on the development sets between 60 and 200 states.
BEAM_STATES, BEAM_COST = 40, 20.0

Ids = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float64]
CostsOf = Callable[[Ids, Ids, Ids], npt.NDArray[np.floating]]


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
    """The states at a boundary: the last two symbols, packed, and the cost of the best way there."""

    keys: Ids
    costs: Costs


class _Steps(NamedTuple):
    """Arcs that lead from the states of one boundary to those of another: costs and targets, (states, arcs)."""

    arcs: list[Arc]
    costs: Costs
    keys: Ids


_HALF = 32
_LOW = (1 << _HALF) - 1


def decode(lattice: Lattice, before: tuple[int, int], after: tuple[int, int], costs: CostsOf) -> list[Decision]:
    """The arcs of the cheapest path, in order.

    Args:
        lattice: the doubtful stretch; must have a path from start to end.
        before, after: the two symbols in front of it and behind it.
        costs: ``costs(u, v, w)`` = -ln P(w | u v), arrays of equal shape.
    """
    states, steps = _forward(lattice, before, costs)
    rest = _backward(lattice, states, steps, after, costs)
    through = _through(states, steps, rest)
    return _decide(lattice, states, steps, rest, through)


def _language(keys: Ids, first: Ids, costs: CostsOf) -> tuple[Costs, Ids]:
    """Cost of each symbol after each state, and the state that it makes; shape (states, symbols)."""
    shape = len(keys), len(first)
    u, v = (np.broadcast_to(half[:, None], shape) for half in (keys >> _HALF, keys & _LOW))
    w = np.broadcast_to(first[None, :], shape)
    return costs(u, v, w).astype(np.float64), v << _HALF | w


def _steps_of(arcs: list[Arc], keys: Ids, costs: CostsOf) -> _Steps:
    """The steps along arcs that show the model equally many symbols."""
    total = np.broadcast_to(np.array([arc.cost for arc in arcs]), (len(keys), len(arcs)))
    size = len(arcs[0].ids)
    if size == 0:
        return _Steps(arcs, total, np.broadcast_to(keys[:, None], total.shape))
    symbols = np.array([arc.ids for arc in arcs], dtype=np.int64)
    cost, reached = _language(keys, symbols[:, 0], costs)
    total = total + cost
    for k in range(1, size):
        w = np.broadcast_to(symbols[:, k][None, :], reached.shape)
        total = total + costs(reached >> _HALF, reached & _LOW, w)
        reached = (reached & _LOW) << _HALF | w
    return _Steps(arcs, total, reached)


def _forward(
    lattice: Lattice, before: tuple[int, int], costs: CostsOf
) -> tuple[dict[int, _States], dict[int, list[_Steps]]]:
    """The states of every boundary, and the steps taken, by the boundary where they begin."""
    states = {lattice.start: _States(np.array([before[0] << _HALF | before[1]]), np.zeros(1))}
    steps: dict[int, list[_Steps]] = {}
    arriving: dict[int, list[_States]] = {}
    for at in range(lattice.start, lattice.end):
        if at in arriving:
            states[at] = _pruned(_merged(arriving.pop(at)))
        if at not in states:
            continue
        groups: dict[tuple[int, int], list[Arc]] = {}
        for arc in lattice.arcs.get(at, ()):
            groups.setdefault((arc.last, len(arc.ids)), []).append(arc)
        for (last, _), arcs in groups.items():
            step = _steps_of(arcs, states[at].keys, costs)
            steps.setdefault(at, []).append(step)
            reached = states[at].costs[:, None] + step.costs
            arriving.setdefault(last, []).append(_States(step.keys.ravel(), reached.ravel()))
    states[lattice.end] = _merged(arriving[lattice.end])
    return states, steps


def _merged(arriving: list[_States]) -> _States:
    """The best way into each state, states ascending."""
    keys = np.concatenate([found.keys for found in arriving])
    costs = np.concatenate([found.costs for found in arriving])
    order = np.lexsort((costs, keys))
    keys, costs = keys[order], costs[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = keys[1:] != keys[:-1]
    return _States(keys[first], costs[first])


def _pruned(states: _States) -> _States:
    kept = states.costs <= states.costs.min() + BEAM_COST
    if kept.sum() > BEAM_STATES:
        kept &= states.costs <= np.partition(states.costs, BEAM_STATES - 1)[BEAM_STATES - 1]
    return states if kept.all() else _States(states.keys[kept], states.costs[kept])


def _ahead(steps: _Steps, states: dict[int, _States], rest: dict[int, Costs]) -> Costs:
    """Cheapest way to the end behind each step; infinite where the state was pruned.  Shape (states, arcs)."""
    last = steps.arcs[0].last
    if last not in rest:
        return np.full(steps.costs.shape, np.inf)
    keys = states[last].keys
    place = np.minimum(np.searchsorted(keys, steps.keys), len(keys) - 1)
    return np.where(keys[place] == steps.keys, rest[last][place], np.inf)


def _backward(
    lattice: Lattice,
    states: dict[int, _States],
    steps: dict[int, list[_Steps]],
    after: tuple[int, int],
    costs: CostsOf,
) -> dict[int, Costs]:
    """Cheapest way from every state to the end, the context behind included."""
    closing = Arc(lattice.end, lattice.end + 1, after, 0.0)
    rest = {lattice.end: _steps_of([closing], states[lattice.end].keys, costs).costs[:, 0]}
    for at in sorted(steps, reverse=True):
        ways = [(step.costs + _ahead(step, states, rest)).min(axis=1) for step in steps[at]]
        rest[at] = np.min(ways, axis=0)
    return rest


def _through(
    states: dict[int, _States], steps: dict[int, list[_Steps]], rest: dict[int, Costs]
) -> dict[Arc, float]:
    """Cost of the best path through each arc."""
    through: dict[Arc, float] = {}
    for at, groups in steps.items():
        for step in groups:
            total = states[at].costs[:, None] + step.costs + _ahead(step, states, rest)
            for arc, cost in zip(step.arcs, total.min(axis=0).tolist()):
                if cost < through.get(arc, np.inf):
                    through[arc] = cost
    return through


def _decide(
    lattice: Lattice,
    states: dict[int, _States],
    steps: dict[int, list[_Steps]],
    rest: dict[int, Costs],
    through: dict[Arc, float],
) -> list[Decision]:
    at, row = lattice.start, 0
    least = float(rest[at][row])
    decisions = []
    while at < lattice.end:
        arc, key = _best_step(row, steps[at], states, rest)
        decisions.append(_decision(lattice, arc, through, least))
        at = arc.last
        row = int(np.searchsorted(states[at].keys, key))
    return decisions


def _best_step(
    row: int, groups: list[_Steps], states: dict[int, _States], rest: dict[int, Costs]
) -> tuple[Arc, int]:
    """The arc that the cheapest path takes from a state, and the state that it reaches."""
    choices = []
    for number, step in enumerate(groups):
        total = step.costs[row] + _ahead(step, states, rest)[row]
        column = int(total.argmin())
        choices.append((float(total[column]), number, column))
    _, number, column = min(choices)
    return groups[number].arcs[column], int(groups[number].keys[row, column])


def _decision(lattice: Lattice, arc: Arc, through: dict[Arc, float], least: float) -> Decision:
    keeping = [
        # Beyond the beam means dearer than the beam is wide.
        through.get(other, least + BEAM_COST)
        for at in range(arc.first, arc.last)
        for other in lattice.arcs.get(at, ())
        if not other.words and other.last <= arc.last
    ]
    gain = max(keeping) - least if keeping and arc.words else 0.0
    rivals = [
        (other, through[other] - least)
        for other in lattice.arcs[arc.first]
        if other.last == arc.last and other is not arc and other in through
    ]
    return Decision(arc, gain, tuple(sorted(rivals, key=lambda rival: rival[1])[:5]))
