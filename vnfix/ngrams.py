"""The language model: back-off 4-grams over syllables, mapped from disk.

Interpolated modified Kneser-Ney (Chen & Goodman 1998), estimated per domain,
linearly interpolated, pruned and quantised by `vnfix.train.ngram_model`.  An
n-gram that is stored answers by itself; else the cost is the back-off weight of
its first words plus the cost of the shorter n-gram.

All costs are in nats, -ln P.  Look-ups never fail: words outside the
vocabulary are ``<unk>``.  A fingerprint makes an absent n-gram look present
once in 1,024 look-ups; the margin of the decoder absorbs that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .hashing import mix, mix_one, slot_one, slots
from .store import Store
from .vocab import CLASSES, UNKNOWN_ID

Ids = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float32]

KIND = "vnfix n-grams"
#: 4-grams cut the perplexity of provincial reports from 22 to 16 (unpruned) over trigrams.
ORDER = 4
#: Bits of a stored n-gram: 10 of fingerprint, 6 of cost code.
COST_BITS = 6
_COST_MASK = (1 << COST_BITS) - 1
FINGERPRINT_MASK = (1 << (16 - COST_BITS)) - 1


class _Table:
    """The stored n-grams of one order."""

    def __init__(self, store: Store, order: int) -> None:
        self.entry, self.shift = store[f"entry{order}"], store[f"shift{order}"]
        self.costs = store[f"costs{order}"]
        # The highest order is nobody's context: one weight of nought serves all its slots.
        self.backoff = store[f"backoff{order}"] if order < ORDER else np.zeros(len(self.entry), dtype=np.uint8)
        self.weights = store[f"weights{order}"] if order < ORDER else np.zeros(1, dtype=np.float32)
        # Plain views for the decoder: one item of a memoryview costs a third of one of an array.
        self._entry, self._shift, self._size = memoryview(self.entry), memoryview(self.shift), len(self.entry)
        self._backoff = memoryview(self.backoff)
        self._costs: list[float] = self.costs.tolist()
        self._weights: list[float] = self.weights.tolist()

    def find(self, keys: Ids) -> tuple[Costs, Costs, npt.NDArray[np.bool_]]:
        """Cost (meaningless if not stored) and back-off weight of each key, and whether it is stored."""
        h = mix(keys.astype(np.uint64))
        at = slots(h, self.shift, len(self.entry))
        entry = self.entry[at]
        found = (entry >> COST_BITS) == (h & np.uint64(FINGERPRINT_MASK)).astype(np.uint16)
        return self.costs[entry & _COST_MASK], np.where(found, self.weights[self.backoff[at]], np.float32(0)), found

    def find_one(self, key: int) -> tuple[float, float] | None:
        """Cost and back-off weight of one key, None if it is not stored."""
        h = mix_one(key)
        at = slot_one(h, self._shift, self._size)
        entry = self._entry[at]
        if entry >> COST_BITS != h & FINGERPRINT_MASK:
            return None
        return self._costs[entry & _COST_MASK], self._weights[self._backoff[at]]


class NgramModel:
    """Costs of words in context.

    Attributes:
        words: the vocabulary; the index is the id.  The first are `vnfix.vocab.CLASSES`.
        ids: word → id.
        unigram: cost of every word without context.
    """

    def __init__(self, path: Path) -> None:
        store = Store(path, KIND)
        self.meta = store.meta
        self.words: list[str] = store.words("words")
        self.ids: dict[str, int] = dict(zip(self.words, range(len(self.words))))
        assert tuple(self.words[: len(CLASSES)]) == CLASSES
        self.unigram = store["unigram"]
        self._unigram_backoff = store["unigram_backoff"]
        self._one: tuple[list[float], list[float]] = (self.unigram.tolist(), self._unigram_backoff.tolist())
        self._two, self._three, self._four = (_Table(store, order) for order in (2, 3, 4))

    def encode(self, symbols: Iterable[str]) -> list[int]:
        """Ids of symbols; unknown ones become ``<unk>``."""
        get = self.ids.get
        return [get(name, UNKNOWN_ID) for name in symbols]

    def costs(self, a: Ids, b: Ids, c: Ids, d: Ids) -> Costs:
        """Cost of each fourth word after the first three, nats; arrays of equal shape."""
        bc, cd = b << 16 | c, c << 16 | d
        abc, bcd = a << 32 | bc, b << 32 | cd
        cost, _, found = self._two.find(cd)
        cost = np.where(found, cost, self.unigram[d] + self._unigram_backoff[c])
        longer, _, found = self._three.find(bcd)
        cost = np.where(found, longer, cost + self._two.find(bc)[1])
        longer, _, found = self._four.find(a << 48 | bcd)
        return np.where(found, longer, cost + self._three.find(abc)[1])

    def bigram_cost(self, first: int, second: int) -> float:
        """Cost of ``second`` after ``first`` alone."""
        found = self._two.find_one(first << 16 | second)
        return found[0] if found else self._one[0][second] + self._one[1][first]

    def cost(self, a: int, b: int, c: int, d: int) -> float:
        """`costs` for one 4-gram."""
        bcd = b << 32 | c << 16 | d
        found = self._four.find_one(a << 48 | bcd)
        if found:
            return found[0]
        above = self._three.find_one(a << 32 | b << 16 | c)
        weight = above[1] if above else 0.0
        found = self._three.find_one(bcd)
        if found:
            return weight + found[0]
        above = self._two.find_one(b << 16 | c)
        return weight + (above[1] if above else 0.0) + self.bigram_cost(c, d)
