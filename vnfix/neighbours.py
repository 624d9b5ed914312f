"""The confusion neighbours of every word, precompiled: what else may have been meant by it.

Half of all OCR errors are real syllables, so suspicion asks for every word of
the text whether a neighbour would fit clearly better.  The answers of the
channel lie in two arrays: row = word id, columns by promise.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from .store import Store

KIND = "vnfix neighbours"
WIDTH = 48
#: Stored costs are in sixteenths of a nat; 255 marks an empty place.
SCALE, EMPTY = 16, 255


class Neighbours:
    """The confusion neighbours of every word: ``ids`` (words × 48) and ``costs`` in nats; cost is inf where none."""

    def __init__(self, path: Path) -> None:
        store = Store(path, KIND)
        self.ids = store["ids"]
        self._costs = store["costs"]

    def costs(self, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Channel costs of the neighbours of some words."""
        stored = self._costs[rows]
        return np.where(stored == EMPTY, np.float32(np.inf), stored.astype(np.float32) / SCALE)
