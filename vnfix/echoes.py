"""Echoes: does the document itself say elsewhere what a repair makes it say?

A report speaks of few things and says them often.  A repair that makes a pair of
words which stands elsewhere in the text as it was read (``chà vôi``, five times)
is right, and a pair that is repeated as it is read is hardly a slip (a cache, as
in Kuhn & De Mori 1990, for the confidence and not for the search).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, log1p
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .page import Page
from .surprise import Change
from .vocab import CLASSES

#: Beyond so many times more say nothing more.
MOST_TIMES = 9
#: Bits of a vocabulary id.
_SHIFT = 16

Ids = npt.NDArray[np.int64]


class Echo(NamedTuple):
    """What the document says elsewhere of a repair.

    Attributes:
        old: ln(1 + how often a pair of the word as read and its neighbour comes again).
        new: ln(1 + how often a pair of the repaired word and its neighbour stands in the text as read).
        word: ln of how much more often the repaired word is read than the language model expects in so long a text.
    """

    old: float = 0.0
    new: float = 0.0
    word: float = 0.0


def echoes(page: Page, unigram: npt.NDArray[np.float32], changes: Sequence[Change]) -> list[Echo]:
    """The echo of each change.

    Args:
        unigram: cost of every word alone, nats.
    """
    if not changes:
        return []
    said = _Said(page.symbols)
    return [_echo(page, said, unigram, change) for change in changes]


def _echo(page: Page, said: _Said, unigram: npt.NDArray[np.float32], change: Change) -> Echo:
    arc = change.decision.arc
    if not arc.ids:
        return Echo()
    old = [page.id_of(k) for k in range(arc.first, arc.last) if page.id_of(k) is not None]
    # One word alone has an echo as it was read: the pieces of ``tr ình`` have none.
    again = said.beside(page.before(arc.first)[-1], old[0], page.after(arc.last)[0]) - 1 if len(old) == 1 else 0
    found = max(said.pairs(change.left, arc.ids[0]), said.pairs(arc.ids[-1], change.right))
    expected = said.length * exp(-float(unigram[arc.ids[0]]))
    return Echo(_times(again), _times(found), log((said.words(arc.ids[0]) + 1) / (expected + 1)))


def _times(count: int) -> float:
    return log1p(min(max(count, 0), MOST_TIMES))


class _Said:
    """How often words and pairs stand in a text as read."""

    def __init__(self, symbols: Ids) -> None:
        self.length = len(symbols)
        self._words = np.sort(symbols)
        self._pairs = np.sort(symbols[:-1] << _SHIFT | symbols[1:])

    def words(self, word: int) -> int:
        """Times that a word stands in the text."""
        return _count(self._words, word)

    def pairs(self, first: int, second: int) -> int:
        """Times that two words stand side by side; 0 for classes such as marks and unknown words."""
        return _count(self._pairs, first << _SHIFT | second) if min(first, second) >= len(CLASSES) else 0

    def beside(self, left: int, word: int | None, right: int) -> int:
        """Times that a word stands beside the left one, or beside the right one if that is more often."""
        return 0 if word is None else max(self.pairs(left, word), self.pairs(word, right))


def _count(ascending: Ids, value: int) -> int:
    first, last = np.searchsorted(ascending, (value, value + 1)).tolist()
    return int(last - first)
