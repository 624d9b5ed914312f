"""Candidates: what may have been meant by one read word, and at what channel cost.

- `Readings.of` asks the channel, once for the word in small letters and once
  as it stands, since OCR reads ``kh`` as ``M``: ``Mio khăn`` is ``khó khăn``.
- `Readings.splits` cuts a word in two: ``Toàntmh`` → Toàn tỉnh.

Results are cached: the same garbled word comes again and again in a document.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from .channel import Channel
from .ngrams import NgramModel
from .part_channel import NEVER, Costs
from .records import Candidate
from .syllable import bare, canonical, case_shape, parse
from .vocab import CLASSES

#: Candidates a word keeps.  Among the errors of the development sets the right
#: one is beyond rank 24 (by channel + prior) in 1 of 200.
MOST = 24
#: Cost of a capital that is a misread small letter, on top of the channel's rules.
_CASE_COST = 1.0
#: Cost of a lost space.  A word in some 150 is glued to the next in the reports that we saw: ln 150.
SPLIT_COST = 5.0
_SPLIT_MOST = 12
#: How far the rank of candidates follows how common the word is; 0.3 keeps the right one highest.
_PRIOR_WEIGHT = 0.7
#: Dearer readings rise more slowly: rare damage comes in company (a fold, a faint
#: line), and its parts are not independent as the channel takes them to be.  By the
#: log-loss of held-back errors in their true context.
KNEE, BEYOND_KNEE = 7.0, 0.6
#: Readings of a word among which its context chooses, and the dearest of them (nats).
SHORTLIST, MOST_COST = 256, 25.0

Shortlist = tuple[npt.NDArray[np.int64], Costs]
"""Ids of words and their channel costs, most promising first."""


class Readings:
    """Candidates from a channel and a vocabulary; immutable, with bounded caches."""

    def __init__(self, channel: Channel, model: NgramModel) -> None:
        self._channel = channel
        self._ids = model.ids
        self._words = model.words
        self._unigram = model.unigram
        self.near = lru_cache(maxsize=1 << 13)(self._near)
        self.of = lru_cache(maxsize=1 << 16)(self._of)
        self.splits = lru_cache(maxsize=1 << 14)(self._splits)

    def _costs(self, word: str) -> Costs:
        """Cost of every word of the vocabulary for having been read as ``word``; the word itself out of reach."""
        lower = word.lower()
        own = self._ids.get(canonical(lower))
        costs = self._channel.costs(lower, listed=own is None)
        if word != lower and case_shape(word) != "UPPER" or 1 < len(word) <= 3:
            costs = np.minimum(costs, self._channel.costs(word) + _CASE_COST)
        flattened: Costs = np.minimum(costs, KNEE + np.float32(BEYOND_KNEE) * (costs - KNEE))
        if own is not None:
            flattened[own - len(CLASSES)] = NEVER
        return flattened

    def _near(self, word: str) -> Shortlist:
        costs = self._costs(word)
        rank = costs + _PRIOR_WEIGHT * self._unigram[len(CLASSES) :]
        first = np.argpartition(rank, SHORTLIST)[:SHORTLIST]
        # Stable, and by id where ranks tie, so that every run gives the same text.
        first = np.sort(first)
        first = first[np.argsort(rank[first], kind="stable")]
        first = first[costs[first] <= MOST_COST]
        return first + len(CLASSES), costs[first]

    def _of(self, word: str) -> tuple[Candidate, ...]:
        """Readings of one word other than itself, most promising first."""
        ids, costs = self.near(word)
        pairs = zip(ids[:MOST].tolist(), costs[:MOST].tolist())
        return tuple(Candidate((self._words[k],), cost, "letters") for k, cost in pairs)

    def misread_capitals(self, read: str, meant: str) -> bool:
        """Were the capitals of ``read`` small letters (``Mio`` = ``khó``), not capitals (``Tinh`` = ``Tỉnh``)?"""
        if read == read.lower():
            return False
        at = self._ids[meant] - len(CLASSES)
        as_small, as_read = self._channel.costs(read.lower())[at], self._channel.costs(read)[at]
        return bool(as_read + _CASE_COST < as_small)

    def with_vowel(self, head: str, tail: str) -> list[str]:
        """Syllables that are ``head``, one vowel under a blot, ``tail``: ``th``, ``o`` → thảo, tháo, thao, …"""
        first, last = head.lower(), tail.lower()
        spelt = (word for vowel in "aeiouy" for word in self._by_bare.get(bare(first + vowel + last), ()))
        return [word for word in spelt if word.startswith(first) and word.endswith(last)]

    def has_bare(self, word: str) -> bool:
        """Is a syllable spelt with the same letters, diacritics aside?"""
        return bare(word.lower()) in self._by_bare

    @cached_property
    def _by_bare(self) -> dict[str, list[str]]:
        """Syllables by their form without diacritics; made when first asked for."""
        index: dict[str, list[str]] = {}
        for word in self._ids:
            if parse(word):
                index.setdefault(bare(word), []).append(word)
        return index

    def _half(self, part: str) -> list[tuple[str, float]]:
        own = canonical(part.lower())
        found = [(c.words[0], c.cost) for c in self.of(part)[:6] if parse(c.words[0])]
        return ([(own, 0.0)] if own in self._ids and parse(own) else []) + found

    def _splits(self, word: str) -> tuple[Candidate, ...]:
        """Two words that were run together, the channel's costs of both included."""
        found: dict[tuple[str, str], float] = {}
        for cut in range(2, len(word) - 1):
            left, right = word[:cut], word[cut:]
            # One side must be a word as it stands, else anything could be anything.
            if not any(parse(side.lower()) and canonical(side.lower()) in self._ids for side in (left, right)):
                continue
            for a, cost_a in self._half(left):
                for b, cost_b in self._half(right):
                    cost = cost_a + cost_b + SPLIT_COST
                    if cost < found.get((a, b), 20.0):
                        found[a, b] = cost
        candidates = [Candidate(words, cost, "split") for words, cost in found.items()]
        return tuple(sorted(candidates, key=self._split_rank)[:_SPLIT_MOST])

    def _split_rank(self, candidate: Candidate) -> tuple[float, tuple[str, ...]]:
        common = sum(self._unigram[self._ids[word]] for word in candidate.words)
        return candidate.cost + _PRIOR_WEIGHT * common, candidate.words
