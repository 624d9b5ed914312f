"""How much does an unknown word look like a word? A letter bigram over names, loans and abbreviations.

``Heraeus`` and ``Singapore`` are unknown but well-formed in some language;
``tiianĩi`` is not.  The cost of leaving an unknown word as it stands is
-ln P(its letters), which the channel's readings must beat.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .store import Store

KIND = "vnfix spelling"
EDGE = " "
#: Letters that are told apart; all others count as one.
_MARKED = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
ALPHABET = EDGE + "abcdefghijklmnopqrstuvwxyz0123456789" + _MARKED + "?"
_INDEX = {letter: k for k, letter in enumerate(ALPHABET)}
_OTHER = len(ALPHABET) - 1


def _codes(word: str) -> list[int]:
    padded = EDGE + unicodedata.normalize("NFC", word.lower()) + EDGE
    return [_INDEX.get(letter, _OTHER) for letter in padded]


def learn(counts: Counter[str]) -> npt.NDArray[np.float32]:
    """Table of -ln P(next letter | letter) from unknown words and their counts (log-weighted, add one half)."""
    table = np.full((len(ALPHABET), len(ALPHABET)), 0.02)
    for word, count in counts.items():
        codes = _codes(word)
        weight = np.log1p(count)
        for a, b in zip(codes, codes[1:]):
            table[a, b] += weight
    costs: npt.NDArray[np.float32] = (-np.log(table / table.sum(axis=1, keepdims=True))).astype(np.float32)
    return costs


class Spelling:
    """Cost of the letters of a word, nats."""

    def __init__(self, table: npt.NDArray[np.float32]) -> None:
        self._rows: list[list[float]] = table.tolist()
        self.cost = lru_cache(maxsize=1 << 14)(self._cost)

    @classmethod
    def load(cls, path: Path) -> Spelling:
        """The table compiled by `vnfix.train`."""
        return cls(Store(path, KIND)["bigram"])

    def _cost(self, word: str) -> float:
        codes = _codes(word)
        return sum(self._rows[a][b] for a, b in zip(codes, codes[1:]))
