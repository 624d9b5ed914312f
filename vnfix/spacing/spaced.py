"""Letter-spaced words: where an engine took the gaps between letters for spaces, ``m ụ c đ íc h`` is mục đích.

Such gaps come in company: a spaced-out line, a stretched heading.  So a space
inside a word is the likelier, the more mere pieces stand around.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

import numpy as np
import numpy.typing as npt

from ..candidates import Readings
from ..chunks import WORD, Trait
from ..lattice import Arc
from ..page import Page
from ..syllable import LONGEST, canonical, case_shape, parse

Floats = npt.NDArray[np.float64]

#: Words on either side that tell how spaced out a place is, and words of the document's own
#: rate that a place is credited with; words without a piece that a document is credited with.
#: Set by eye on pages of 2010 journals; the confidence, fitted on lines of the corpus with
#: gaps put in by chance (99 % of 2,416 joins right), makes up for what they miss.
AROUND, CREDIT, CLEAN_WORDS = 8, 4.0, 200.0
#: Other readings of the joined letters that are tried, and what they may cost (nats).
_DAMAGED, _MOST_DAMAGE = 3, 8.0
#: So many letters at least must be there for one of them to be misread too: ``Đ en`` may be đến, ``ọ ẹ`` is no mẹ.
_LEAST_LEFT = 3
#: What a misread letter beside such gaps costs at least (nats): of 48,000 words of FineReader's journals 22 more are
#: joined so (``n h ữ n g``, ``M ặt``; all but one right by reading) and two fewer; at 3 nats 29 and five.
_LEAST_PRIOR = 2.0
#: Cost of a space, an error at the place included, from which no join is tried (nats).
MOST = 9.0


class Spaced:
    """Where the words of a page may be letters of longer ones.

    Args:
        priors: per symbol, the cost of any error at that place, nats.
        fixed: tokens that stay as they are.
    """

    def __init__(self, page: Page, priors: Floats, fixed: Set[int]) -> None:
        self._page, self._fixed = page, fixed
        self._at = (page.kinds == WORD).nonzero()[0]
        self._lengths, pieces = page.lengths[self._at], page.has(Trait.PIECE) | page.unknown_words()
        self._piece = (pieces & (page.lengths < LONGEST))[self._at].astype(np.float64)
        self._sums = np.concatenate([[0.0], np.cumsum(self._piece)])
        total = len(self._at) + CLEAN_WORDS
        self._rate = float(self._piece.sum()) / total
        self._prior = priors[np.array(page.symbol_of, dtype=np.int64)[self._at]]

    def arcs(self, ids: Mapping[str, int], readings: Readings) -> dict[int, list[Arc]]:
        """Joins of two to seven pieces into a syllable, by the token where they begin.

        Args:
            ids: word → vocabulary id.
            readings: what else a joined word may be: ``Đ en`` is đến, ``N h ừ n g`` Những.
        """
        found: dict[int, list[Arc]] = {}
        for first in self._starts().tolist():
            for last, joined in self._joins(first):
                meant = list(_meant(joined, ids, readings))
                if not meant:
                    continue
                start, end, cost = int(self._at[first]), int(self._at[last]) + 1, self._cost(first, last)
                # Gaps are one error, letters misread between them another: ``Đ À O`` is đào rather than đảo.
                misread = max(float(self._prior[first]), _LEAST_PRIOR)
                costs = (cost + (damage + misread if damage else 0.0) for _, damage in meant)
                arcs = [Arc(start, end, (ids[word],), c, (word,), "spaced") for (word, _), c in zip(meant, costs)]
                found.setdefault(start, []).extend(arcs)
        return found

    def _starts(self) -> npt.NDArray[np.int64]:
        """Words from which a join may be tried: a piece among the next few, other pieces around, errors likely."""
        n = len(self._at)
        if n < 2 or not self._sums[-1]:
            return np.zeros(0, dtype=np.int64)
        likely: npt.NDArray[np.int64] = (
            self._prior + self._space(np.arange(n), np.zeros(n), np.zeros(n)) < MOST
        ).nonzero()[0]
        return likely[self._may_join(likely)]

    def _may_join(self, first: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Is there a piece among the words that follow each other from here on and are no longer than a syllable?"""
        letters, follows = np.cumsum(self._lengths), self._at[1:] - self._at[:-1] == 2
        may, whole = np.zeros(len(first), dtype=bool), np.ones(len(first), dtype=bool)
        for width in range(1, LONGEST):
            last = np.minimum(first + width, len(self._at) - 1)
            whole &= follows[last - 1] & (first + width == last)
            whole &= letters[last] - letters[first] + self._lengths[first] <= LONGEST
            may |= whole & (self._sums[last + 1] > self._sums[first])
        return may

    def _space(self, k: npt.NDArray[np.int64], own: Floats, width: Floats) -> Floats:
        """Cost of a space inside a word at the places ``k``, not counting ``own`` pieces among ``width`` words."""
        n = len(self._at)
        left, right = np.maximum(k - AROUND, 0), np.minimum(k + AROUND + 1, n)
        pieces = self._sums[right] - self._sums[left] - own
        rate = (pieces + CREDIT * self._rate) / (right - left - width + CREDIT)
        costs: Floats = -np.log(np.clip(rate, 1e-4, 0.9))
        return costs

    def _cost(self, first: int, last: int) -> float:
        """Cost of the spaces from a word to another, and of an error."""
        pieces, width = self._sums[last + 1] - self._sums[first], last - first + 1
        space = self._space(np.array([first]), np.array([pieces]), np.array([float(width)]))
        return float(space[0]) * (width - 1) + float(self._prior[first])

    def _joins(self, first: int) -> Iterator[tuple[int, str]]:
        """Joins that begin at a word: the last word, and the letters."""
        tokens, at = self._page.tokens, self._at
        joined = tokens.text(int(at[first]))
        for last in range(first + 1, min(first + LONGEST, len(at))):
            gap = tokens.text(int(at[last - 1]) + 1)
            if at[last] != at[last - 1] + 2 or gap != " " or not self._fixed.isdisjoint((at[first], at[last])):
                break
            joined += tokens.text(int(at[last]))
            if len(joined) > LONGEST:
                break
            if self._sums[last + 1] > self._sums[first] and case_shape(joined) != "mixed":
                yield last, joined


def _meant(joined: str, ids: Mapping[str, int], readings: Readings) -> Iterator[tuple[str, float]]:
    """What joined letters may mean, and the cost of their damage (nats)."""
    own = canonical(joined.lower())
    if own in ids and parse(own):
        yield own, 0.0
    elif not readings.has_bare(joined):
        return
    if len(joined) < _LEAST_LEFT or joined.isupper() and joined.isascii():  # chords, answers: ``D E C``
        return
    for word, cost in readings.of(joined, _DAMAGED):
        if cost < _MOST_DAMAGE and parse(word):
            yield word, cost
