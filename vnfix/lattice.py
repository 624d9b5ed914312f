"""The lattice: every reading of a doubtful stretch as arcs between token boundaries.

An arc covers ``tokens[first:last]``, so a substitution (one token, one word), a
join (``tr``, `` ``, ``ình`` → trình) and a split (``Toàntmh`` → Toàn tỉnh) are
the same thing.  Every token also has its arc "as it stands".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Arc(NamedTuple):
    """One reading of ``tokens[first:last]``.

    ``ids`` are what the language model sees (none for a mark), ``cost`` is the
    channel's, in nats.  ``words`` is empty for the arc that keeps the tokens.
    """

    first: int
    last: int
    ids: tuple[int, ...]
    cost: float
    words: tuple[str, ...] = ()
    reason: str = "keep"


@dataclass
class Lattice:
    """Arcs by the boundary where they begin, from ``start`` to ``end``; built left to right."""

    start: int
    end: int
    arcs: dict[int, list[Arc]] = field(default_factory=dict)

    def add(self, arc: Arc) -> None:
        """Add an arc that lies within the lattice."""
        if not self.start <= arc.first < arc.last <= self.end:
            raise ValueError(f"arc {arc.first}..{arc.last} lies outside {self.start}..{self.end}")
        self.arcs.setdefault(arc.first, []).append(arc)


class HasSymbols(Protocol):
    """What `spans` needs to know of a page."""

    def symbols_between(self, first: int, last: int) -> int:
        """How many symbols stand in ``tokens[first:last]``."""


#: Doubtful words with fewer sure words than this between them are decoded
#: together: beyond that the one no longer stands in the other's context.
_SURE_BETWEEN = 2


def spans(page: HasSymbols, arcs: Mapping[int, Sequence[Arc]]) -> list[tuple[int, int]]:
    """Stretches of tokens to decode as one: arcs that overlap or that stand in each other's context."""
    ends = {first: max(arc.last for arc in found) for first, found in arcs.items()}
    return [(group[0], max(ends[first] for first in group)) for group in grouped(page, ends)]


def grouped(page: HasSymbols, ends: Mapping[int, int]) -> list[list[int]]:
    """`spans` for stretches of tokens, first → last: the first ones of those that belong together."""
    groups: list[list[int]] = []
    reach = 0
    for first in sorted(ends):
        if groups and page.symbols_between(reach, first) < _SURE_BETWEEN:
            groups[-1].append(first)
            reach = max(reach, ends[first])
        else:
            groups.append([first])
            reach = ends[first]
    return groups


def runs(places: list[int], longest: int) -> list[range]:
    """Runs of consecutive numbers in an ascending list, each cut after ``longest``."""
    found: list[range] = []
    for place in places:
        if found and found[-1].stop == place and len(found[-1]) < longest:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found
