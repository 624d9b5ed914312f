"""Candidates: what may have been meant by one read word, and at what channel cost.

- `Readings.of` asks the channel, once for the word in small letters and once
  as it stands, since OCR reads ``kh`` as ``M``: ``Mio khăn`` is ``khó khăn``.
- `Readings.splits` cuts a word in two: ``Toàntmh`` → Toàn tỉnh.

Results are cached: the same garbled word comes again and again in a document.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from .channel import Channel
from .ngrams import NgramModel
from .records import Candidate
from .syllable import bare, canonical, case_shape, parse

#: Candidates a word keeps.  Among the errors of the development sets the right
#: one is beyond rank 24 (by channel + prior) in 1 of 200.
MOST = 24
#: Cost of a capital that is a misread small letter, on top of the channel's rules.
_CASE_COST = 1.0
#: Cost of a lost space.  A word in some 150 is glued to the next in the reports that we saw: ln 150.
SPLIT_COST = 5.0
_SPLIT_MOST = 12
#: How far the rank of candidates follows how common the word is; 0.3 keeps the right one highest.
_PRIOR_WEIGHT = 0.4


class Readings:
    """Candidates from a channel and a vocabulary; immutable, with bounded caches."""

    def __init__(self, channel: Channel, model: NgramModel) -> None:
        self._channel = channel
        self._ids = model.ids
        self._unigram: list[float] = model.unigram.tolist()
        self.of = lru_cache(maxsize=1 << 16)(self._of)
        self.splits = lru_cache(maxsize=1 << 14)(self._splits)

    def _rank(self, candidate: tuple[str, float]) -> tuple[float, str]:
        """Sort key; the word itself settles ties, so that every run gives the same text."""
        return candidate[1] + _PRIOR_WEIGHT * self._unigram[self._ids[candidate[0]]], candidate[0]

    def _costs(self, word: str, thorough: bool = False) -> dict[str, float]:
        lower = word.lower()
        own = canonical(lower)
        best = self._channel.readings(lower, listed=own not in self._ids, thorough=thorough)
        if word != lower and case_shape(word) != "UPPER" or 1 < len(word) <= 3:
            for meant, cost in self._channel.readings(word, thorough=thorough).items():
                if cost + _CASE_COST < best.get(meant, 99.0):
                    best[meant] = cost + _CASE_COST
        best.pop(own, None)
        return best

    def neighbours(self, word: str) -> tuple[Candidate, ...]:
        """Readings of a known word by the thorough search, for the precompiled table."""
        return self._ranked(self._costs(word, thorough=True))

    def _of(self, word: str) -> tuple[Candidate, ...]:
        """Readings of one word other than itself, most promising first."""
        return self._ranked(self._costs(word))

    def _ranked(self, costs: dict[str, float]) -> tuple[Candidate, ...]:
        ranked = sorted(costs.items(), key=self._rank)[:MOST]
        return tuple(Candidate((meant,), cost, "letters") for meant, cost in ranked)

    def misread_capitals(self, read: str, meant: str) -> bool:
        """Were the capitals of ``read`` small letters (``Mio`` = ``khó``), not capitals (``Tinh`` = ``Tỉnh``)?"""
        if read == read.lower():
            return False
        as_small = self._channel.readings(read.lower()).get(meant, 99.0)
        return self._channel.readings(read).get(meant, 99.0) + _CASE_COST < as_small

    def with_vowel(self, head: str, tail: str) -> list[str]:
        """Syllables that are ``head``, one vowel under a blot, ``tail``: ``th``, ``o`` → thảo, tháo, thao, …"""
        first, last = head.lower(), tail.lower()
        spelt = (word for vowel in "aeiouy" for word in self._by_bare.get(bare(first + vowel + last), ()))
        return [word for word in spelt if word.startswith(first) and word.endswith(last)]

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
