"""How often does a word begin with a capital within a sentence? ``Nguyễn`` always, ``của`` never, ``Tỉnh`` at times."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from .store import Store

KIND = "vnfix capitals"
#: Shares are stored as bytes.
SCALE = 255


class Capitals:
    """Share of capitals of every word of the vocabulary right behind a word in small letters.

    Args:
        shares: by word id; 255 is always.
    """

    def __init__(self, shares: npt.NDArray[np.uint8]) -> None:
        self._shares = shares

    @classmethod
    def load(cls, path: Path) -> Capitals:
        """The table compiled by `vnfix.train`."""
        return cls(Store(path, KIND)["shares"])

    def share(self, word: int) -> float:
        """Share of one word, 0 to 1."""
        return float(self._shares[word]) / SCALE
