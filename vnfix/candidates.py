"""Candidates: what may have been meant by one read word, and at what channel cost.

- `Readings.near` asks the channel, once for the word in small letters and once
  as it stands, since OCR reads ``kh`` as ``M``: ``Mio khăn`` is ``khó khăn``.
- `Readings.splits` cuts a word in two: ``Toàntmh`` → Toàn tỉnh.

Results are cached: the same garbled word comes again and again in a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from .channel.model import Channel
from .channel.neighbours import Neighbours
from .channel.part_channel import Costs
from .memo import Memo
from .ngrams import NgramModel
from .syllable import bare, bare_all, canonical, case_shape, parse, syllable_id
from .vocab import CLASSES

#: Cost of a capital that is a misread small letter, on top of the channel's rules.
_CASE_COST = 1.0
#: Cost of a lost space.  A word in some 150 is glued to the next in the reports that we saw: ln 150.
SPLIT_COST = 5.0
#: Splits of a word that are kept, readings of each half that are tried, and the dearest split (nats): of 12,800 words
#: that are repaired on ten sets of pages 12 loses 23 (``Toàntmh``); 40 repairs as many and makes 28 others wrong.
_SPLIT_MOST, _HALVES, _SPLIT_COST_MOST = 12, 6, 20.0
#: Words of one letter in every kind of text: y tế, lấy ý kiến, họp báo ở.
_WORDS_OF_ONE_LETTER = frozenset("yýở")
#: Words beside which any letter stands, as the name of a point in a law: tại điểm a và điểm c khoản 2.
_BESIDE_LETTERS = frozenset(("điểm", "khoản", "và"))
#: How far the rank of candidates follows how common the word is.  Of 12,800 words that are repaired on ten sets,
#: 0 repairs 81 fewer, 0.3 two and 1 one; with 0.3 ``cải cách M tục`` stays.
_PRIOR_WEIGHT = 0.7
#: Dearer readings rise more slowly: rare damage comes in company (a fold, a faint
#: line), and its parts are not independent as the channel takes them to be.  By the
#: log-loss of held-back errors in their true context.
KNEE, BEYOND_KNEE = 7.0, 0.6
#: Weight of the channel's costs, and cost of letters in which the two words differ, diacritics aside: of the first and
#: of each further one.  A rule that was seen once is trusted too much where it changes letters, too little where it
#: changes marks; but several letters are often one event (``ưcm`` for ươn).  Of the right readings of Tesseract's words
#: 1,155 of 1,790 are then the best in their context, without it 1,114; with 1.8 for each letter 1,177, but of
#: Tesseract 3 and FineReader fewer than without.
CHANNEL_WEIGHT, LETTER_COST, MORE_COST = 0.85, 1.4, 0.2
#: Readings of a word among which its context chooses, and the dearest of them (nats).
SHORTLIST, MOST_COST = 256, 25.0

#: Shortlists kept (2 KB each), splits kept (2 KB each), words made ready together.  A noisy block of 100,000
#: characters needs 2,700, and half of those kept are sure to stay; words of the vocabulary are precompiled.
_MOST_LISTS, MOST_SPLITS, _TOGETHER = 5400, 1024, 256
#: The shortlist's bar is guessed by the ranks of so many of the commonest words (512 and fewer take a third longer): a
#: partition of 600 ranks in place of 7,000.
_GUESSED_BY = 1024

Shortlist = tuple[npt.NDArray[np.int64], Costs]
"""Ids of words and their channel costs, most promising first."""
NO_READINGS: Shortlist = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


def _forms(word: str) -> list[str]:
    """A word in small letters, and as it stands where its capitals may be misread small letters."""
    lower = word.lower()
    apart = word != lower and (case_shape(word) != "UPPER" or len(word) <= 3)
    return [lower, word] if apart else [lower]


def _lowest(ranks: npt.NDArray[np.floating], guessed_by: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Places of the lowest `SHORTLIST` + 1 ranks; so many of some of them are no higher than the highest of these."""
    if len(guessed_by) > SHORTLIST:
        most = np.partition(ranks.take(guessed_by), SHORTLIST)[SHORTLIST]
        within = (ranks <= most).nonzero()[0]
    else:
        within = np.arange(len(ranks))
    chosen = ranks.take(within).argpartition(min(SHORTLIST, len(within) - 1))[: SHORTLIST + 1]
    lowest: npt.NDArray[np.int64] = within.take(chosen)
    return lowest


def _flattened(costs: Costs) -> Costs:
    flattened: Costs = np.minimum(costs, KNEE + np.float32(BEYOND_KNEE) * (costs - KNEE))
    return flattened


class Split(NamedTuple):
    """Two words that were run together, in small letters, and what it costs to read them so (nats)."""

    words: tuple[str, str]
    cost: float


class Readings:
    """Candidates from a channel and a vocabulary; immutable, with bounded caches.

    Args:
        known: the precompiled candidates of words of the vocabulary; without them the channel is asked for all.
    """

    def __init__(self, channel: Channel, model: NgramModel, known: Neighbours | None = None) -> None:
        self._channel, self._known = channel, known
        self._ids = model.ids
        self._words = model.words
        self._unigram: list[float] = model.unigram.tolist()
        self._spelt = channel.words.spelt + len(CLASSES)
        self.rarity = _PRIOR_WEIGHT * model.unigram
        self._spelt_rarity = self.rarity[self._spelt]
        self._bare = bare_all(model.words[: len(CLASSES)]) + channel.words.bare
        #: Places of the commonest syllables, by which `_lowest` guesses.
        self._common = self._spelt_rarity.argsort(kind="stable")[:_GUESSED_BY]
        self._lists = Memo(self._near, _MOST_LISTS)
        self.splits = Memo(self._splits, MOST_SPLITS)

    def prepare(self, words: Iterable[str]) -> None:
        """Make ready `near` for many words: together they take half of the time."""
        new = [word for word in dict.fromkeys(words) if word not in self._lists and self._compiled(word) is None]
        for first in range(0, len(new), _TOGETHER):
            some = new[first : first + _TOGETHER]
            self._channel.learn(form for word in some for form in _forms(word))
            for word in some:
                self._lists(word)

    def near(self, word: str) -> Shortlist:
        """The most promising of all words for having been read as ``word``; the word itself is out of reach.

        Of words of the vocabulary 96 (`neighbours`), else `SHORTLIST`.
        """
        row = self._compiled(word)
        ids, costs = self._lists(word) if row is None or self._known is None else self._known.of(row)
        return ids.astype(np.int64), costs

    def _compiled(self, word: str) -> int | None:
        """The id of a word whose candidates are precompiled, in small letters or with a capital that changes nothing.

        A single capital tells little of its word, so that all of its `SHORTLIST` is looked at: ``cải cách M tục``.
        """
        if self._known is None:
            return None
        row = self._ids.get(word)
        if row is not None or len(word) == 1:
            return row
        lower = word.lower()
        row = self._ids.get(lower)
        return row if row is not None and self._known.capital_alike[row] and word == lower.capitalize() else None

    def _near(self, word: str) -> tuple[npt.NDArray[np.uint16], Costs]:
        """`near`, as it is kept."""
        lower, as_read = _forms(word)[0], _forms(word)[-1]
        own = self._ids.get(canonical(lower))
        costs = _flattened(self._channel.syllable_costs(lower, as_read, _CASE_COST))
        ids, rank = self._spelt, costs + self._spelt_rarity
        listed = self._channel.listed_costs(lower) if own is None else []
        if listed:
            more = np.array([k for k, _ in listed]) + len(CLASSES)
            more_costs = _flattened(np.array([cost for _, cost in listed], dtype=np.float32))
            ids, costs = np.concatenate([ids, more]), np.concatenate([costs, more_costs])
            rank = np.concatenate([rank, more_costs + self.rarity[more]])
        first = _lowest(rank, self._common)
        first = first[(costs[first] <= MOST_COST) & (ids[first] != own)]
        # By id where ranks tie, so that every run gives the same text.
        first.sort()
        order = np.lexsort((ids[first], rank[first])) if listed else rank[first].argsort(kind="stable")
        first = first[order[:SHORTLIST]]
        return self._weighed(lower, ids.take(first), costs.take(first))

    def _weighed(self, read: str, ids: npt.NDArray[np.int64], costs: Costs) -> tuple[npt.NDArray[np.uint16], Costs]:
        """A shortlist with the letters that differ, diacritics aside, counted once more."""
        plain = [self._bare[k] for k in ids.tolist()]
        letters = cdist([bare(read)], plain, scorer=Levenshtein.distance, dtype=np.uint8)[0]
        letter_costs = np.where(letters > 0, np.float32(LETTER_COST - MORE_COST) + np.float32(MORE_COST) * letters, 0)
        costs = np.float32(CHANNEL_WEIGHT) * costs + letter_costs.astype(np.float32)
        order = (costs + self.rarity[ids]).argsort(kind="stable")
        return ids.take(order).astype(np.uint16), costs.take(order)

    def of(self, word: str, most: int) -> list[tuple[str, float]]:
        """The most promising readings of one word other than itself, and their costs (nats)."""
        ids, costs = self.near(word)
        return [(self._words[k], cost) for k, cost in zip(ids[:most].tolist(), costs[:most].tolist())]

    def misread_capitals(self, read: str, meant: str) -> bool:
        """Were the capitals of ``read`` small letters (``Mio`` = ``khó``), not capitals (``Tinh`` = ``Tỉnh``)?"""
        if read == read.lower() or self._compiled(read) is not None:
            return False
        at = self._ids[meant] - len(CLASSES)
        return self._channel.cost_of(read, at) + _CASE_COST < self._channel.cost_of(read.lower(), at)

    def has_bare(self, word: str) -> bool:
        """Is a syllable spelt with the same letters, diacritics aside?"""
        same = self._channel.words.same_letters(bare(word.lower()))
        return any(parse(self._words[k + len(CLASSES)]) for k in same)

    def _half(self, part: str) -> list[tuple[str, float]]:
        own = canonical(part.lower())
        if len(part) == 1:
            return [(own, 0.0)]
        found = [(word, cost) for word, cost in self.of(part, _HALVES) if parse(word)]
        return ([(own, 0.0)] if own in self._ids and parse(own) else []) + found

    def halves(self, word: str) -> list[tuple[str, str]]:
        """The cuts of a word that may be two run together."""
        cuts = [(word[:cut], word[cut:]) for cut in range(2, len(word) - 1)]
        cuts += (sides for sides in ((word[:1], word[1:]), (word[:-1], word[-1:])) if self._with_letter(*sides))
        # One side must be a word as it stands, or both but for their diacritics (``phẳmđuợc``),
        # else anything could be anything.
        return [sides for sides in cuts if any(map(self._is_word, sides)) or all(map(self.has_bare, sides))]

    def _with_letter(self, left: str, right: str) -> bool:
        """May these be two words, one of them of a single letter?"""
        letter, other = (left, right) if len(left) == 1 else (right, left)
        if letter.lower() in _WORDS_OF_ONE_LETTER:
            return self._is_word(other)
        return other.lower() in _BESIDE_LETTERS and letter.lower() in self._ids

    def _is_word(self, part: str) -> bool:
        return syllable_id(part, self._ids) is not None

    def _splits(self, word: str) -> tuple[Split, ...]:
        """Two words that were run together, the channel's costs of both included."""
        found: dict[tuple[str, str], float] = {}
        for left, right in self.halves(word):
            rights = self._half(right)
            for a, cost_a in self._half(left):
                for b, cost_b in rights:
                    cost = cost_a + cost_b + SPLIT_COST
                    if cost < found.get((a, b), _SPLIT_COST_MOST):
                        found[a, b] = cost
        candidates = [Split(words, cost) for words, cost in found.items()]
        return tuple(sorted(candidates, key=self._split_rank)[:_SPLIT_MOST])

    def _split_rank(self, split: Split) -> tuple[float, tuple[str, ...]]:
        common = sum(self._unigram[self._ids[word]] for word in split.words)
        return split.cost + _PRIOR_WEIGHT * common, split.words
