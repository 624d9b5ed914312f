"""Words without accents that were run together: ``thungansach`` is thu ngân sách.

Some engines lose the spaces with the accents.  A string of bare syllables can be
cut in many ways (nhan-danh-uyen, nhan-dan-huyen), so the way is chosen over all
words that the pieces may have been: Viterbi under a bigram model, whose states
are a place in the string and the word that ends there.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..candidates import SPLIT_COST
from ..memo import Memo
from ..ngrams import Costs, Ids, NgramModel
from ..spacing.glued import MORE_SPACE
from ..syllable import LONGEST, case_shape
from ..vocab import STOP_ID
from .plain_words import PlainWords

#: Letters of the shortest string that is cut, and of the longest (a bound on the time).
_LEAST, _MOST = 5, 200
#: Words that end at one place and go on (a bound on the time: a bare syllable has some ten readings).
_STATES = 40
#: Strings whose cuts are kept.
_KEPT = 1024


class _Ends(NamedTuple):
    """The words that end at one place, the cost of the way there, where each begins, and the word before it."""

    words: Ids
    costs: Costs
    begins: Ids
    before: Ids


class BareCuts:
    """Cuts strings into bare syllables; immutable, with a bounded cache."""

    def __init__(self, model: NgramModel, plain: PlainWords) -> None:
        self._model, self._plain = model, plain
        self.of = Memo(self._cut, _KEPT)

    def _cut(self, read: str) -> tuple[tuple[str, ...], float]:
        """The pieces of the best cut and its cost (nats); no pieces if there is none."""
        if not _LEAST <= len(read) <= _MOST or not read.isalpha():
            return (), np.inf
        ends = {0: _Ends(np.array([STOP_ID]), np.zeros(1, np.float32), np.zeros(1, np.int64), np.zeros(1, np.int64))}
        for end in range(1, len(read) + 1):
            found = [
                self._ending(read, first, end, ends[first])
                for first in range(max(0, end - LONGEST), end)
                if first in ends
            ]
            kept = [ending for ending in found if ending is not None]
            if kept:
                ends[end] = _joined(kept)
        if len(read) not in ends:
            return (), np.inf
        return _pieces(read, ends), float(ends[len(read)].costs.min()) + SPLIT_COST - 2 * MORE_SPACE

    def _ending(self, read: str, first: int, end: int, ends: _Ends) -> _Ends | None:
        """The words that ``read[first:end]`` may have been, behind those that end where it begins."""
        piece = read[first:end]
        readings = self._plain.readings(piece) if case_shape(piece) != "mixed" else None
        if readings is None:
            return None
        ways = ends.costs[:, None] + self._model.pair_costs(ends.words, readings.ids)
        best = ways.argmin(axis=0)
        costs = ways[best, np.arange(len(best))] + np.float32(MORE_SPACE)
        return _Ends(readings.ids, costs, np.full(len(best), first), best)


def _joined(endings: list[_Ends]) -> _Ends:
    """The cheapest of them."""
    costs = np.concatenate([ending.costs for ending in endings])
    order = costs.argsort(kind="stable")[:_STATES]
    words, begins, before = (
        np.concatenate(column)[order]
        for column in ([e.words for e in endings], [e.begins for e in endings], [e.before for e in endings])
    )
    return _Ends(words, costs[order], begins, before)


def _pieces(read: str, ends: dict[int, _Ends]) -> tuple[str, ...]:
    """Back along the cheapest way."""
    pieces: list[str] = []
    end, row = len(read), 0
    while end:
        first = int(ends[end].begins[row])
        pieces.append(read[first:end])
        end, row = first, int(ends[end].before[row])
    return tuple(reversed(pieces))
