"""Find the cheapest path through a lattice, and what every arc would have cost.

Exact Viterbi over n-gram states, the sure words left and right as context;
the beam only bounds the worst case.  A backward pass gives each arc its
max-marginal: the cost of the best path through it.  The difference between
"as it stands" and the best path is the *gain* that decides whether to edit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .lattice import Arc, Lattice

#: States kept at a boundary, and how far behind the best (nats) they may be.
#: No output changed on the development sets between 60 and 200 states.
BEAM_STATES, BEAM_COST = 40, 20.0

State = tuple[int, ...]
CostOf = Callable[..., float]


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


class _Step(NamedTuple):
    source: State
    arc: Arc
    target: State
    cost: float


def decode(lattice: Lattice, before: State, after: tuple[int, ...], cost: CostOf) -> list[Decision]:
    """The arcs of the cheapest path, in order.

    Args:
        lattice: the doubtful stretch; must have a path from start to end.
        before: the symbols in front of it, one fewer than the order of the model.
        after: the symbols behind it, as many.
        cost: ``cost(*before, w)`` = -ln P(w | before).
    """
    steps, best = _forward(lattice, before, cost)
    rest = _backward(lattice, steps, best, after, cost)
    return _decide(lattice, steps, best, rest)


def _advance(state: State, ids: tuple[int, ...], cost: CostOf) -> tuple[State, float]:
    total = 0.0
    for word in ids:
        total += cost(*state, word)
        state = (*state[1:], word)
    return state, total


def _pruned(states: dict[State, float]) -> dict[State, float]:
    if len(states) <= 1:
        return states
    bound = min(states.values()) + BEAM_COST
    kept = sorted((c, s) for s, c in states.items() if c <= bound)[:BEAM_STATES]
    return {s: c for c, s in kept}


def _forward(
    lattice: Lattice, before: State, cost: CostOf
) -> tuple[dict[int, list[_Step]], dict[int, dict[State, float]]]:
    """Best cost of every state at every boundary, and all the steps taken, by the boundary they reach."""
    best: dict[int, dict[State, float]] = {lattice.start: {before: 0.0}}
    steps: dict[int, list[_Step]] = {}
    for at in range(lattice.start, lattice.end):
        if at not in best:
            continue
        best[at] = _pruned(best[at])
        for state, so_far in best[at].items():
            for arc in lattice.arcs.get(at, ()):
                target, language = _advance(state, arc.ids, cost)
                step = _Step(state, arc, target, language + arc.cost)
                steps.setdefault(arc.last, []).append(step)
                reached = best.setdefault(arc.last, {})
                if so_far + step.cost < reached.get(target, float("inf")):
                    reached[target] = so_far + step.cost
    return steps, best


def _backward(
    lattice: Lattice,
    steps: dict[int, list[_Step]],
    best: dict[int, dict[State, float]],
    after: tuple[int, ...],
    cost: CostOf,
) -> dict[int, dict[State, float]]:
    """Cheapest way from every state to the end, the context behind included."""
    rest: dict[int, dict[State, float]] = {lattice.end: {}}
    for state in best[lattice.end]:
        rest[lattice.end][state] = _advance(state, after, cost)[1]
    for at in range(lattice.end, lattice.start, -1):
        for step in steps.get(at, ()):
            ahead = rest.get(at, {}).get(step.target)
            if ahead is None:
                continue
            here = rest.setdefault(step.arc.first, {})
            if ahead + step.cost < here.get(step.source, float("inf")):
                here[step.source] = ahead + step.cost
    return rest


def _decide(
    lattice: Lattice,
    steps: dict[int, list[_Step]],
    best: dict[int, dict[State, float]],
    rest: dict[int, dict[State, float]],
) -> list[Decision]:
    through: dict[Arc, float] = {}
    for at, taken in steps.items():
        for step in taken:
            ahead = rest.get(at, {}).get(step.target)
            so_far = best[step.arc.first].get(step.source)
            if ahead is None or so_far is None:
                continue
            total = so_far + step.cost + ahead
            if total < through.get(step.arc, float("inf")):
                through[step.arc] = total
    state = next(iter(best[lattice.start]))
    least = rest[lattice.start][state]
    decisions = []
    at = lattice.start
    while at < lattice.end:
        arc, state = _best_step(lattice, at, state, steps, rest)
        decisions.append(_decision(lattice, arc, through, least))
        at = arc.last
    return decisions


def _best_step(
    lattice: Lattice,
    at: int,
    state: State,
    steps: dict[int, list[_Step]],
    rest: dict[int, dict[State, float]],
) -> tuple[Arc, State]:
    """The step that the cheapest path takes from a state."""
    choice: _Step | None = None
    least = float("inf")
    for end in {arc.last for arc in lattice.arcs[at]}:
        for step in steps.get(end, ()):
            if step.arc.first != at or step.source != state:
                continue
            total = step.cost + rest.get(end, {}).get(step.target, float("inf"))
            if total < least:
                choice, least = step, total
    assert choice is not None, "a lattice always has the arcs that keep its tokens"
    return choice.arc, choice.target


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
