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

from ..ngrams import NgramModel
from ..page import Page
from ..vocab import CLASSES
from .surprise import Change

#: Beyond so many times more say nothing more.
MOST_TIMES = 9
#: Cost (nats) below which a word is too common to tell; the model counts what words stand beside it, and so
#: expects too few of them.  Log loss of the Tesseract pages: 0.279; without a bound 0.283, at 6 nats 0.281, at 7 0.289.
COMMON = 6.5
#: Bits of a vocabulary id.
_SHIFT = 16

Ids = npt.NDArray[np.int64]


class Echo(NamedTuple):
    """What the document says elsewhere of a repair.

    Attributes:
        old: ln(1 + how often a pair of the word as read and its neighbour comes again).
        new: ln of how much more often a pair of the repaired word and its neighbour is read than the language model
            expects beside so many neighbours: ``chà vôi`` five times is much, ``trong đó`` is not.
        word: the same of the repaired word in a text of that length; 0 for the commonest words.
    """

    old: float = 0.0
    new: float = 0.0
    word: float = 0.0


def echoes(page: Page, model: NgramModel, changes: Sequence[Change]) -> list[Echo]:
    """The echo of each change."""
    if not changes:
        return []
    said = _Said(page.symbols, model)
    return [_echo(page, said, change) for change in changes]


def _echo(page: Page, said: _Said, change: Change) -> Echo:
    ids = change.decision.arc.ids
    if not ids:
        return Echo()
    new = max(said.excess(change.left, ids[0]), said.excess(ids[-1], change.right))
    return Echo(log1p(min(_again(page, said, change), MOST_TIMES)), new, said.excess_of(ids[0]))


def _again(page: Page, said: _Said, change: Change) -> int:
    """How often a pair of the word as read comes again; the pieces of ``tr ình`` are no word."""
    arc = change.decision.arc
    read = [word for word in map(page.id_of, range(arc.first, arc.last)) if word is not None]
    if len(read) != 1:
        return 0
    sides = said.pairs(page.before(arc.first)[-1], read[0]), said.pairs(read[0], page.after(arc.last)[0])
    return max(*sides, 1) - 1  # its own place aside


class _Said:
    """How often words and pairs stand in a text as read."""

    def __init__(self, symbols: Ids, model: NgramModel) -> None:
        self._length, self._model = len(symbols), model
        self._words = np.sort(symbols)
        self._pairs = np.sort(symbols[:-1] << _SHIFT | symbols[1:])

    def pairs(self, first: int, second: int) -> int:
        """Times that two words stand side by side; 0 for classes such as marks and unknown words."""
        return _count(self._pairs, first << _SHIFT | second) if min(first, second) >= len(CLASSES) else 0

    def excess(self, first: int, second: int) -> float:
        """ln of (1 + times that a pair is read) over (1 + times expected), 0 at least."""
        times = self.pairs(first, second)
        if not times:
            return 0.0
        expected = _count(self._words, first) * exp(-self._model.bigram_cost(first, second))
        return max(0.0, log((times + 1) / (expected + 1)))

    def excess_of(self, word: int) -> float:
        """ln of (1 + times that a word is read) over (1 + times expected)."""
        cost = float(self._model.unigram[word])
        return log((_count(self._words, word) + 1) / (self._length * exp(-cost) + 1)) if cost > COMMON else 0.0


def _count(ascending: Ids, value: int) -> int:
    first, last = np.searchsorted(ascending, (value, value + 1)).tolist()
    return int(last - first)
