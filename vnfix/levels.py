"""Many lattices as tables: the arcs of all of them, level by level, for the decoder's arrays.

A boundary where nothing begins but a token that the language model does not see
(a space, nearly always) changes nothing on any path: it has no level, and arcs
that reach it lead on to the next boundary that has one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .lattice import Arc, Lattice

Ids = npt.NDArray[np.int64]


class Table(NamedTuple):
    """The arcs that begin at one level, lattice by lattice.

    ``symbols`` has a column for each symbol of the longest arc, -1 where an arc
    has none; ``target`` is the level that the arc leads to.
    """

    arcs: list[Arc]
    lattice: Ids
    symbols: Ids
    costs: npt.NDArray[np.float64]
    target: Ids


class _Rows(NamedTuple):
    """The arcs of a level, as they come; for groups of arcs their number, their lattice and the level they lead to."""

    arcs: list[Arc]
    counts: list[int]
    lattice: list[int]
    target: list[int]

    def add(self, lattice: int, target: int, arcs: list[Arc]) -> None:
        """A group."""
        self.arcs.extend(arcs)
        self.counts.append(len(arcs))
        self.lattice.append(lattice)
        self.target.append(target)


class Levels:
    """The tables of some lattices.

    Attributes:
        tables: one for each level.
        level_of: per lattice, boundary → level.
        last: per lattice, the level of its end.
        count: how many levels.
    """

    def __init__(self, lattices: Sequence[Lattice]) -> None:
        self._lattices = lattices
        self.level_of = [_levels(lattice) for lattice in lattices]
        self.last = np.array([len(levels) - 1 for levels in self.level_of], dtype=np.int64)
        self.count = int(self.last.max()) + 1
        rows = [_Rows([], [], [], []) for _ in range(self.count)]
        self._places = [self._place(number, lattice, rows) for number, lattice in enumerate(lattices)]
        self.tables = [_table(level) for level in rows]

    def _place(self, number: int, lattice: Lattice, rows: list[_Rows]) -> dict[int, range]:
        """Put the arcs of a lattice into the rows of the levels; boundary → rows there."""
        places = {}
        levels = self.level_of[number]
        for at, level in levels.items():
            arcs = lattice.arcs.get(at, []) if at < lattice.end else []
            first = len(rows[level].arcs)
            # Of equally cheap arcs the first group, and its first arc, is taken.
            groups = dict.fromkeys((arc.last, len(arc.ids)) for arc in arcs)
            for last, length in groups:
                alike = arcs if len(groups) == 1 else [a for a in arcs if a.last == last and len(a.ids) == length]
                rows[level].add(number, levels[_next(levels, last)], alike)
            places[at] = range(first, len(rows[level].arcs))
        return places

    def at(self, number: int, boundary: int, costs: list[list[float]]) -> dict[Arc, float]:
        """`by_arc` for the arcs that begin at one boundary, which has a level."""
        level = self.level_of[number][boundary]
        through: dict[Arc, float] = {}
        for row in self._places[number][boundary]:
            arc = self.tables[level].arcs[row]
            if costs[level][row] < through.get(arc, np.inf):
                through[arc] = costs[level][row]
        return through

    def by_arc(self, number: int, costs: list[list[float]], least: float) -> dict[Arc, float]:
        """Arc → cost of the best path through it, for one lattice; pruned arcs are left out.

        Args:
            costs: the same by level and row.
            least: cost of the best path.
        """
        lattice, levels = self._lattices[number], self.level_of[number]
        through: dict[Arc, float] = {}
        # A way to a boundary without a level is a way through the token there.
        passing = {lattice.start: least}
        for at in range(lattice.start, lattice.end):
            level = levels.get(at)
            if level is not None:
                ways = [(self.tables[level].arcs[row], costs[level][row]) for row in self._places[number][at]]
            else:
                ways = [(lattice.arcs[at][0], passing[at])] if at in passing else []
            for arc, cost in ways:
                if cost < through.get(arc, np.inf):
                    through[arc] = cost
                passing[arc.last] = min(cost, passing.get(arc.last, np.inf))
        return through


def _is_idle(lattice: Lattice, at: int) -> bool:
    arcs = lattice.arcs.get(at, ())
    return len(arcs) == 1 and not arcs[0].ids and not arcs[0].words and arcs[0].cost == 0.0 and arcs[0].last == at + 1


def _levels(lattice: Lattice) -> dict[int, int]:
    """Boundary → level, for those that have one; the end has one always."""
    reached = {lattice.start}
    found: dict[int, int] = {}
    for at in range(lattice.start, lattice.end):
        if at not in reached:
            continue
        if _is_idle(lattice, at):
            reached.add(at + 1)
            continue
        found[at] = len(found)
        reached.update(arc.last for arc in lattice.arcs.get(at, ()))
    found[lattice.end] = len(found)
    return found


def _next(levels: dict[int, int], at: int) -> int:
    while at not in levels:
        at += 1
    return at


def _table(rows: _Rows) -> Table:
    ids = [arc.ids for arc in rows.arcs]
    longest = max(map(len, ids), default=0)
    symbols = [found if len(found) == longest else found + (-1,) * (longest - len(found)) for found in ids]
    counts = np.array(rows.counts, dtype=np.int64)
    return Table(
        rows.arcs,
        np.repeat(np.array(rows.lattice, dtype=np.int64), counts),
        np.array(symbols, dtype=np.int64).reshape(len(ids), longest),
        np.array([arc.cost for arc in rows.arcs], dtype=np.float64),
        np.repeat(np.array(rows.target, dtype=np.int64), counts),
    )
