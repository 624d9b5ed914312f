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

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from .groups import sizes_of, starts_of
from .lattice import Arc, Lattice
from .levels import Levels, Table

#: States kept at a boundary, and how far behind the best (nats) they may be.
#: No output changed on the development sets between 60 and 200 states.
BEAM_STATES, BEAM_COST = 40, 20.0
#: Rivals of a reading that a decision tells, set by hand: the nearest is evidence, the user sees three.
MOST_RIVALS = 5
#: Lattices decoded at a time: bounds the memory; more are no faster.
SIDE_BY_SIDE = 256

Ids = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float64]


class CostsOf(Protocol):
    """Costs of words in context, -ln P(w | u v) in nats; see `vnfix.context_costs`."""

    def __call__(self, u: Ids, v: Ids, w: Ids, /) -> npt.NDArray[np.floating]:
        """Of each triple."""
        ...

    def from_states(
        self, states: tuple[Ids, Ids], source: Ids, pairs: tuple[Ids, Ids], which: Ids
    ) -> npt.NDArray[np.floating]:
        """Of each triple, of which the first two words stand in ``states``, the last two in ``pairs``."""
        ...


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
    """All steps from a level, by state.

    For each the row of the state, the row of the arc in the table, the cost, the state reached, and the row of that
    at its level, -1 if it was pruned (known when that level has been reached).
    """

    source: Ids
    arc: Ids
    costs: Costs
    keys: Ids
    row: Ids


class _Arrivals(NamedTuple):
    """Steps that lead to a level: states reached and costs of the ways there; where their rows are to be put."""

    keys: Ids
    costs: Costs
    rows: Ids
    which: Ids


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
        costs: the language model.
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
        rows = slice(None) if w.min(initial=0) >= 0 else (w >= 0).nonzero()[0]
        u, v, w = keys[rows] >> 16 & 0xFFFF, keys[rows] & 0xFFFF, w[rows]
        total[rows] += costs(u, v, w)
        keys[rows] = keys[rows] >> 32 << 32 | v << 16 | w
    return keys


def _forward(
    problems: Sequence[Problem], levels: Levels, costs: CostsOf
) -> tuple[dict[int, _States], dict[int, _Steps]]:
    """The states of every level, and the steps from there."""
    starts = np.array([k << 32 | p.before[0] << 16 | p.before[1] for k, p in enumerate(problems)], dtype=np.int64)
    nowhere = np.zeros(len(starts), dtype=np.int64)
    arriving = {0: [_Arrivals(starts, np.zeros(len(starts)), nowhere, np.arange(len(starts)))]}
    states: dict[int, _States] = {}
    steps: dict[int, _Steps] = {}
    for level in range(levels.count):
        states[level] = here = _arrived(arriving.pop(level), levels.last, level)
        table = levels.tables[level]
        steps[level] = step = _steps(here, table, costs)
        target, reached = table.target[step.arc], here.costs[step.source] + step.costs
        for later in sorted(set(table.target.tolist())):
            which = (target == later).nonzero()[0]
            found = _Arrivals(step.keys[which], reached[which], step.row, which)
            arriving.setdefault(later, []).append(found)
    return states, steps


def _steps(here: _States, table: Table, costs: CostsOf) -> _Steps:
    """All steps from the states of a level by the arcs of its table."""
    # The symbol that an arc begins with meets few last symbols of states: pairs of those are looked up once.
    lasts = here.keys >> 32 << 16 | here.keys & 0xFFFF
    order = lasts.argsort(kind="stable")
    begin = starts_of(lasts[order])
    group = np.empty_like(order)
    group[order] = np.repeat(np.arange(len(begin)), sizes_of(begin, len(order)))
    lasts = lasts[order[begin]]
    first, behind = (np.searchsorted(table.lattice, lasts >> 16, side=side) for side in ("left", "right"))
    counts = behind - first
    of_group, nth = _spread(counts)
    pair_arc = first[of_group] + nth
    source, nth = _spread(counts[group])
    which = (np.cumsum(counts) - counts)[group][source] + nth
    arc = pair_arc[which]
    total, keys = table.costs[arc], here.keys[source]
    if len(arc) and table.symbols.shape[1]:
        begins = table.symbols[:, 0]
        rows = slice(None) if begins.min() >= 0 else (begins[arc] >= 0).nonzero()[0]
        pairs = lasts[of_group] & 0xFFFF, np.maximum(begins[pair_arc], 0)
        seen = here.keys >> 16 & 0xFFFF, here.keys & 0xFFFF
        total[rows] += costs.from_states(seen, source[rows], pairs, which[rows])
        keys[rows] = keys[rows] >> 32 << 32 | (keys[rows] & 0xFFFF) << 16 | begins[arc[rows]]
        keys = _add_language(total, keys, table.symbols[:, 1:][arc], costs)
    return _Steps(source, arc, total, keys, np.full(len(arc), -1, dtype=np.int64))


def _arrived(arriving: list[_Arrivals], last: Ids, level: int) -> _States:
    """The states at a level with the best way into each, pruned; the steps that lead there learn their rows."""
    keys = np.concatenate([found.keys for found in arriving])
    costs = np.concatenate([found.costs for found in arriving])
    order = keys.argsort(kind="stable")
    first = starts_of(keys[order])
    merged = _States(keys[order[first]], np.minimum.reduceat(costs[order], first))
    kept = _kept(merged, last, level)
    rows = np.empty_like(order)
    rows[order] = np.repeat(np.where(kept, np.cumsum(kept) - 1, -1), sizes_of(first, len(order)))
    start = 0
    for found in arriving:
        found.rows[found.which] = rows[start : start + len(found.which)]
        start += len(found.which)
    return _States(merged.keys[kept], merged.costs[kept])


def _kept(states: _States, last: Ids, level: int) -> npt.NDArray[np.bool_]:
    """The states of each lattice within the beam; all of those at the end of theirs."""
    lattice = states.keys >> 32
    first = starts_of(lattice)
    counts = sizes_of(first, len(lattice))
    most = np.minimum.reduceat(states.costs, first) + BEAM_COST
    for k in (counts > BEAM_STATES).nonzero()[0].tolist():
        costs = states.costs[first[k] : first[k] + counts[k]]
        most[k] = min(most[k], np.partition(costs, BEAM_STATES - 1)[BEAM_STATES - 1])
    kept: npt.NDArray[np.bool_] = (states.costs <= np.repeat(most, counts)) | (last[lattice] == level)
    return kept


def _backward(
    problems: Sequence[Problem],
    levels: Levels,
    states: dict[int, _States],
    steps: dict[int, _Steps],
    costs: CostsOf,
) -> tuple[Costs, list[list[float]], list[_Best]]:
    """Cost of each lattice's best path; by level, that of the best path through each arc, and the best steps."""
    rest = _closing(problems, levels, states, costs)
    through: list[list[float]] = []
    best: list[_Best] = []
    for level in range(levels.count - 1, -1, -1):
        here, step, table = states[level], steps[level], levels.tables[level]
        total = step.costs + _ahead(step, table, rest)
        np.minimum.at(rest[level], step.source, total)
        cheapest = np.full(len(table.lattice), np.inf)
        np.minimum.at(cheapest, step.arc, here.costs[step.source] + total)
        through.append(cheapest.tolist())
        best.append(_best_steps(step, total, rest[level]))
    return rest[0], through[::-1], best[::-1]


def _closing(
    problems: Sequence[Problem], levels: Levels, states: dict[int, _States], costs: CostsOf
) -> dict[int, Costs]:
    """By level, what the symbols behind the lattices cost after the states that end them; infinite for the others."""
    keys = np.concatenate([states[level].keys for level in range(levels.count)])
    level = np.repeat(np.arange(levels.count), [len(states[level].keys) for level in range(levels.count)])
    ended = (levels.last[keys >> 32] == level).nonzero()[0]
    after = np.array([problem.after for problem in problems], dtype=np.int64)
    closing, rest = np.zeros(len(ended)), np.full(len(keys), np.inf)
    _add_language(closing, keys[ended], after[keys[ended] >> 32], costs)
    rest[ended] = closing
    return dict(enumerate(np.split(rest, starts_of(level)[1:])))


def _ahead(step: _Steps, table: Table, rest: dict[int, Costs]) -> Costs:
    """Cheapest way to the end behind each step, infinite where the state was pruned."""
    ahead = np.full(len(step.arc), np.inf)
    target = table.target[step.arc]
    for later in sorted(set(table.target.tolist())):
        which = ((target == later) & (step.row >= 0)).nonzero()[0]
        ahead[which] = rest[later][step.row[which]]
    return ahead


def _best_steps(step: _Steps, total: Costs, rest: Costs) -> _Best:
    """The first of the cheapest steps from every state."""
    cheapest = (total == rest[step.source]).nonzero()[0]
    arc, reached = np.zeros(len(rest), dtype=np.int64), np.zeros(len(rest), dtype=np.int64)
    # The sources ascend.
    chosen = cheapest[starts_of(step.source[cheapest])]
    arc[step.source[chosen]], reached[step.source[chosen]] = step.arc[chosen], step.row[chosen]
    return _Best(arc.tolist(), reached.tolist())


def _decide(
    lattice: Lattice, levels: Levels, number: int, best: list[_Best], least: float, costs: list[list[float]]
) -> list[Decision]:
    decisions = []
    everywhere: dict[Arc, float] | None = None
    for arc in _path(lattice, levels, number, best):
        if not arc.words:
            decisions.append(Decision(arc, 0.0, ()))
            continue
        if arc.last == arc.first + 1:
            through = levels.at(number, arc.first, costs)
        else:  # once a lattice: it goes through all of it
            through = everywhere = everywhere or levels.by_arc(number, costs, least)
        decisions.append(_decision(lattice, arc, through, least))
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
    return Decision(arc, gain, tuple(sorted(rivals, key=lambda rival: rival[1])[:MOST_RIVALS]))
