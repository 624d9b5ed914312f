"""The lattice: every reading of a doubtful stretch as arcs between token boundaries.

An arc covers ``tokens[first:last]``, so a substitution (one token, one word), a
join (``tr``, `` ``, ``ình`` → trình) and a split (``Toàntmh`` → Toàn tỉnh) are
the same thing.  Every token also has its arc "as it stands".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


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
