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


class HasSymbols(Protocol):
    """What `spans` needs to know of a page."""

    def symbols_between(self, first: int, last: int) -> int:
        """How many symbols stand in ``tokens[first:last]``."""


#: Doubtful words with fewer sure words than this between them are decoded
#: together: beyond that the one no longer stands in the other's context.
_SURE_BETWEEN = 2
#: Tokens at which a stretch is cut.  Stretches are decoded side by side, step by step, so one of 20,000
#: (``ừ ừ ừ …``) would take as many steps.  The longest of 5,186 on the Tesseract pages, the report and 1.2 MB of
#: journals has 310.
_LONGEST = 400


def spans(page: HasSymbols, arcs: Mapping[int, Sequence[Arc]]) -> list[tuple[int, int]]:
    """Stretches of tokens to decode as one: arcs that overlap or that stand in each other's context.

    Endless ones are cut; an arc that reaches over the cut belongs to none.
    """
    found: list[tuple[int, int]] = []
    for first in sorted(arcs):
        last = max(arc.last for arc in arcs[first])
        if found and first - found[-1][0] >= _LONGEST:
            found[-1] = (found[-1][0], min(found[-1][1], first))
            found.append((first, last))
        elif found and page.symbols_between(found[-1][1], first) < _SURE_BETWEEN:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def runs(places: list[int], longest: int) -> list[range]:
    """Runs of consecutive numbers in an ascending list, each cut after ``longest``."""
    found: list[range] = []
    for place in places:
        if found and found[-1].stop == place and len(found[-1]) < longest:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found
