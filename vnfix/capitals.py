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
    """Shares of capitals of every word of the vocabulary within sentences, where a word in small letters stands before.

    Args:
        shares: by word id, of the word itself; 255 is always.
        before_names: by word id, 1 where names stand right behind it: ``đèo`` (Cả, Ngang), not ``quy``.
    """

    def __init__(self, shares: npt.NDArray[np.uint8], before_names: npt.NDArray[np.uint8]) -> None:
        self._shares, self._before_names = shares, before_names

    @classmethod
    def load(cls, path: Path) -> Capitals:
        """The table compiled by `vnfix.train`."""
        store = Store(path, KIND)
        return cls(store["shares"], store["before_names"])

    def share(self, word: int) -> float:
        """Share of one word, 0 to 1."""
        return float(self._shares[word]) / SCALE

    def before_names(self, word: int) -> bool:
        """Do words with a capital often stand right behind one?"""
        return bool(self._before_names[word])
