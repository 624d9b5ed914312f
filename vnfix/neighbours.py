"""The confusion neighbours of every word, precompiled: what else may have been meant by it.

Half of all OCR errors are real syllables, so suspicion asks for every word of
the text whether a neighbour would fit clearly better.  The answers of the
channel lie in two arrays: row = word id, columns by promise.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .store import Store

KIND = "vnfix neighbours"
#: Neighbours of a word that are kept: with 24 fewer repairs are found, with 96 no more (`benchmarks/README.md`).
WIDTH = 48
#: Stored costs are in sixteenths of a nat; 255 marks an empty place.
SCALE, EMPTY = 16, 255


class Neighbours:
    """The confusion neighbours of every word.

    Attributes:
        ids: words × 48.
        stored: their costs as they are stored; `EMPTY` where there is none.
        least: per word, the cost of its cheapest neighbour, nats.
    """

    def __init__(self, path: Path) -> None:
        store = Store(path, KIND)
        self.ids = store["ids"]
        self.stored = store["costs"]
        self.least = self.stored.min(axis=1) / np.float32(SCALE)
