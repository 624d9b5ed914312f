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
        behind: of the words right behind it: many behind ``đèo`` (Cả, Ngang), hardly any behind ``quy``.
    """

    def __init__(self, shares: npt.NDArray[np.uint8], behind: npt.NDArray[np.uint8]) -> None:
        self._shares, self._behind = shares, behind

    @classmethod
    def load(cls, path: Path) -> Capitals:
        """The table compiled by `vnfix.train`."""
        store = Store(path, KIND)
        return cls(store["shares"], store["behind"])

    def share(self, word: int) -> float:
        """Share of one word, 0 to 1."""
        return float(self._shares[word]) / SCALE

    def share_behind(self, word: int) -> float:
        """Share of the words behind one, 0 to 1."""
        return float(self._behind[word]) / SCALE
