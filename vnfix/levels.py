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
        rows: list[list[tuple[int, Arc, int]]] = [[] for _ in range(self.count)]
        self._places: list[dict[int, range]] = []
        for number, lattice in enumerate(lattices):
            self._places.append(self._place(number, lattice, rows))
        self.tables = [_table(level) for level in rows]

    def _place(self, number: int, lattice: Lattice, rows: list[list[tuple[int, Arc, int]]]) -> dict[int, range]:
        """Put the arcs of a lattice into the rows of the levels; boundary → rows there."""
        places = {}
        levels = self.level_of[number]
        for at, level in levels.items():
            groups: dict[tuple[int, int], list[Arc]] = {}
            for arc in lattice.arcs.get(at, ()) if at < lattice.end else ():
                groups.setdefault((arc.last, len(arc.ids)), []).append(arc)
            first = len(rows[level])
            # Of equally cheap arcs the first group, and its first arc, is taken.
            for (last, _), arcs in groups.items():
                target = levels[_next(levels, last)]
                rows[level] += [(number, arc, target) for arc in arcs]
            places[at] = range(first, len(rows[level]))
        return places

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


def _table(rows: list[tuple[int, Arc, int]]) -> Table:
    arcs = [arc for _, arc, _ in rows]
    longest = max((len(arc.ids) for arc in arcs), default=0)
    symbols = [arc.ids + (-1,) * (longest - len(arc.ids)) for arc in arcs]
    return Table(
        arcs,
        np.array([number for number, _, _ in rows], dtype=np.int64),
        np.array(symbols, dtype=np.int64).reshape(len(arcs), longest),
        np.array([arc.cost for arc in arcs], dtype=np.float64),
        np.array([target for _, _, target in rows], dtype=np.int64),
    )
