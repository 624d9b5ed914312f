"""The language model: a back-off trigram over syllables, mapped from disk.

Interpolated modified Kneser-Ney (Chen & Goodman 1998), estimated per domain,
linearly interpolated, pruned and quantised by `vnfix.train.ngram_model`.  A
trigram that is stored answers by itself; else the cost is the back-off weight
of its first two words plus the cost of the shorter n-gram.

All costs are in nats, -ln P.  Look-ups never fail: words outside the
vocabulary are ``<unk>``.  A fingerprint makes an absent trigram look present
once in 1,024 look-ups (64 K for bigrams); the margin of the decoder absorbs that.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .hashing import U64, mix, mix_one, mix_pairs, slot_one, slots
from .store import Store
from .syllable import canonical
from .vocab import CLASSES, UNKNOWN_ID

Ids = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float32]

KIND = "vnfix n-grams"
#: Trigrams: 4-grams in the same 23 MB cut the perplexity of government news from
#: 31.6 to 26.4, but with more of the shorter n-grams pruned they read *noisy*
#: context worse and cost 1.5 to 3.5 points of WER reduction (benchmarks/history.md).
ORDER = 3
#: Bits of a stored trigram: 10 of fingerprint, 6 of cost code.
COST_BITS = 6
FINGERPRINT_MASK = (1 << (16 - COST_BITS)) - 1


def _packed(first: Ids, second: Ids) -> U64:
    keys = first << 16
    keys |= second
    return keys.view(np.uint64)


def _put_stored(costs: Costs, found: npt.NDArray[np.bool_], entry: npt.NDArray[np.uint32], book: Costs) -> None:
    """Put the stored costs where there are some; few are."""
    at = found.nonzero()[0]
    costs[at] = book.take((entry.take(at) >> np.uint32(8)).astype(np.uint8))


class Pairs(NamedTuple):
    """Some bigrams as they were found in the table; what follows from that is worked out when asked for."""

    model: NgramModel
    first: Ids
    second: Ids
    entry: npt.NDArray[np.uint32]
    found: npt.NDArray[np.bool_]

    def only(self, at: Ids) -> Pairs:
        """Some of them."""
        first, second = self.first.take(at), self.second.take(at)
        return Pairs(self.model, first, second, self.entry.take(at), self.found.take(at))

    def costs(self) -> Costs:
        """Cost of each second word after the first alone."""
        costs: Costs = self.model.unigram.take(self.second)
        costs += self.model.unigram_backoff.take(self.first)
        _put_stored(costs, self.found, self.entry, self.model.bigram_book)
        return costs

    def weights(self) -> Costs:
        """Back-off weight of each pair."""
        weights: Costs = self.model.backoff_book.take(self.entry.astype(np.uint8))
        weights *= self.found
        return weights


class NgramModel:
    """Costs of words in context.

    Attributes:
        words: the vocabulary; the index is the id.  The first are `vnfix.vocab.CLASSES`.
        ids: word → id.
        least_cost: no trigram costs less (nats).
    """

    def __init__(self, path: Path) -> None:
        store = Store(path, KIND)
        self.meta = store.meta
        self.words: list[str] = store.words("words")
        self.ids: dict[str, int] = dict(zip(self.words, range(len(self.words))))
        assert tuple(self.words[: len(CLASSES)]) == CLASSES
        self.unigram = store["unigram"]
        self.unigram_backoff = store["unigram_backoff"]
        self._bigram, self._bigram_shift = store["bigram"], store["bigram_shift"]
        self._trigram, self._trigram_shift = store["trigram"], store["trigram_shift"]
        self.bigram_book, self.backoff_book, self._book3 = (
            store[name] for name in ("bigram_book", "backoff_book", "trigram_book")
        )
        cheapest = [float(book.min()) for book in (self.bigram_book, self.backoff_book, self._book3)]
        backed = float(self.unigram.min()) + float(self.unigram_backoff.min())
        self.least_cost = min(cheapest[2], min(cheapest[0], backed) + min(cheapest[1], 0.0))
        # Plain views for the decoder: one item of a memoryview costs a third of one of an array.
        self._one = memoryview(self._bigram), memoryview(self._bigram_shift)
        self._lists = tuple(
            a.tolist() for a in (self.unigram, self.unigram_backoff, self.bigram_book, self.backoff_book)
        )

    def encode(self, symbols: Iterable[str]) -> list[int]:
        """Ids of symbols; unknown ones become ``<unk>``."""
        get = self.ids.get
        return [get(name, UNKNOWN_ID) for name in symbols]

    def bigram_parts(self, first: Ids, second: Ids) -> tuple[Costs, Costs, npt.NDArray[np.bool_]]:
        """Per pair: cost of ``second`` after ``first``, back-off weight of the pair, and whether it is stored."""
        pairs = self.find_pairs(first, second)
        return pairs.costs(), pairs.weights(), pairs.found

    def find_pairs(self, first: Ids, second: Ids) -> Pairs:
        """The bigrams, looked up."""
        entry, found = self._bigram_entries(mix(_packed(first, second)))
        return Pairs(self, first, second, entry, found)

    def _bigram_entries(self, h: U64) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.bool_]]:
        entry = self._bigram.take(slots(h, self._bigram_shift, len(self._bigram)))
        found: npt.NDArray[np.bool_] = (entry >> np.uint32(16)).astype(np.uint16) == h.astype(np.uint16)
        return entry, found

    def pair_costs(self, first: Ids, second: Ids) -> Costs:
        """Cost of every second word after every first one alone: a matrix."""
        h = mix_pairs(first.astype(np.uint64) << np.uint64(16), second.astype(np.uint64)).ravel()
        slot = slots(h, self._bigram_shift, len(self._bigram))
        # Three in four are not stored: nearly all of those are seen from a byte each, which stay in the cache.
        at = (self._bigram_bytes.take(slot) == h.astype(np.uint8)).nonzero()[0]
        entry = self._bigram.take(slot.take(at))
        found = (entry >> np.uint32(16)).astype(np.uint16) == h.take(at).astype(np.uint16)
        cost: Costs = self.unigram_backoff.take(first)[:, None] + self.unigram.take(second)[None, :]
        cost.ravel()[at[found]] = self.bigram_book.take((entry[found] >> np.uint32(8)).astype(np.uint8))
        return cost

    @cached_property
    def _bigram_bytes(self) -> npt.NDArray[np.uint8]:
        """The low byte of every bigram's fingerprint, made when first asked for."""
        return (self._bigram >> np.uint32(16)).astype(np.uint8)

    def trigram_costs(self, first: Ids, second: Ids, third: Ids) -> tuple[Costs, npt.NDArray[np.bool_]]:
        """Per triple: stored cost of ``third`` after ``first second``, and whether it is stored.

        Only a triple of two stored pairs may be: to look up others is to meet the fingerprints of strangers.
        """
        keys = first << 16
        keys |= second
        h = mix(_packed(keys, third))
        entry = self._trigram.take(slots(h, self._trigram_shift, len(self._trigram)))
        found = (entry >> np.uint16(COST_BITS)) == (h.astype(np.uint16) & np.uint16(FINGERPRINT_MASK))
        return self._book3.take(entry & np.uint16((1 << COST_BITS) - 1)), found

    def put_trigrams(self, costs: Costs, paired: npt.NDArray[np.bool_], first: Ids, second: Ids, third: Ids) -> None:
        """Put the costs of stored trigrams in place of those by shorter n-grams.

        Args:
            costs: of each third word after the first two, nats.
            paired: are both pairs of a triple stored?
        """
        at = paired.nonzero()[0]
        cost, found = self.trigram_costs(first.take(at), second.take(at), third.take(at))
        kept = found.nonzero()[0]
        costs[at.take(kept)] = cost.take(kept)

    def costs(self, first: Ids, second: Ids, third: Ids) -> Costs:
        """Cost of each third word after the first two, nats; rows of equal length."""
        before, pairs = self.find_pairs(first, second), self.find_pairs(second, third)
        costs = pairs.costs()
        costs += before.weights()
        self.put_trigrams(costs, before.found & pairs.found, first, second, third)
        return costs

    def bigram_parts_of(self, first: int, second: int) -> tuple[float, float]:
        """Cost of ``second`` after ``first`` and the back-off weight of the pair, for one pair."""
        unigram, unigram_backoff, book2, book2_backoff = self._lists
        h = mix_one(first << 16 | second)
        bigram, shift = self._one
        entry = bigram[slot_one(h, shift, len(bigram))]
        if entry >> 16 == h & 0xFFFF:
            return book2[entry >> 8 & 0xFF], book2_backoff[entry & 0xFF]
        return unigram[second] + unigram_backoff[first], 0.0

    def bigram_cost(self, first: int, second: int) -> float:
        """Cost of ``second`` after ``first`` alone."""
        return self.bigram_parts_of(first, second)[0]

    def bond(self, first: int, second: int) -> float:
        """How much likelier ``second`` is behind ``first`` than anywhere (nats); 0 for unknown words and marks."""
        if min(first, second) < len(CLASSES):
            return 0.0
        return float(self._lists[0][second]) - self.bigram_cost(first, second)

    def word_bond(self, left: str, right: str) -> float:
        """`bond` of two words as they are written."""
        first, second = self.encode(canonical(word.lower()) for word in (left, right))
        return self.bond(first, second)
