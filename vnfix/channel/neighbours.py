"""The confusion neighbours of every word, precompiled: what else may have been meant by it.

Half of all OCR errors are real syllables, so suspicion asks for every word of
the text whether a neighbour would fit clearly better.  The answers of the
channel lie in two arrays: row = word id, columns by promise.  Where several
words in a row are doubtful, more of the answers are wanted and their costs to
the point: those lie in two arrays of their own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..store import Store

KIND = "vnfix neighbours, near and far"
#: Neighbours of a word that are kept: with 24 fewer repairs are found, with 96 no more (`benchmarks/history.md`).
WIDTH = 48
#: Stored costs are in sixteenths of a nat; 255 marks an empty place.
SCALE, EMPTY = 16, 255
#: Farther neighbours, with those `proposals.MOST_CHOICES` in all.  (What asks for them weighs costs more finely: in
#: sixteenths and tenths of a nat 3 of 4,910 edits became others, and half of the confidences; in 256ths in place of
#: 2048ths no figure of seven sets changes, and the wheel is 150 KB smaller.)
FAR_WIDTH, FINE_SCALE, FINE_EMPTY = 48, 256, 65535
#: Rows kept as `Neighbours.of` gives them (1 KB each).
_MOST_ROWS = 1024


def as_stored(costs: npt.NDArray[np.floating]) -> npt.NDArray[np.uint8]:
    """Costs (nats) as `NeighbourTable.stored` has them."""
    return np.clip(np.round(costs * SCALE), 0, EMPTY - 1).astype(np.uint8)


class NeighbourTable:
    """The nearest neighbours of words.

    Attributes:
        ids: words × 48.
        stored: their costs as they are stored; `EMPTY` where there is none.
        least: per word, the cost of its cheapest neighbour, nats.
    """

    def __init__(self, ids: npt.NDArray[np.uint16], stored: npt.NDArray[np.uint8]) -> None:
        self.ids, self.stored = ids, stored
        self.least: npt.NDArray[np.float32] = stored.min(axis=1) / np.float32(SCALE)

    def cover(self, words: Iterable[int]) -> None:
        """Make ready the rows of some words: those of a table that is precompiled are."""


class Neighbours(NeighbourTable):
    """The confusion neighbours of every word.

    Attributes:
        capital_alike: per word, are the neighbours the same when it has a capital?  Not those of ``Mình``, which may
            be ``khình``: k and h read as M.
    """

    def __init__(self, path: Path) -> None:
        store = Store(path, KIND)
        super().__init__(store["ids"], store["costs"])
        self._far_ids, self._fine = store["far_ids"], store["fine_costs"]
        self.capital_alike: list[bool] = store["capital_alike"].tolist()
        self.of = lru_cache(maxsize=_MOST_ROWS)(self._of)

    def _of(self, word: int) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.float32]]:
        """Near and far neighbours of one word, by promise, and their costs (nats)."""
        fine = self._fine[word]
        stored = (fine != FINE_EMPTY).nonzero()[0]
        ids = np.concatenate([self.ids[word], self._far_ids[word]])
        return ids.take(stored), fine.take(stored) / np.float32(FINE_SCALE)
