"""What may a word without accents have been?  By its bare form, or by how engines without Vietnamese letters read.

Where an engine only dropped the accents, every word with the same letters is
as good as the next, and the language model decides.  An English engine also
guesses: ``ô`` becomes 6, o or é, ``ã`` a or d; another one reads ``ử`` as ir.
What is read how often is in data/lexicon/plain_engines.tsv, and `vnfix.channel`
reads by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

import numpy as np

from ..channel.model import Channel
from ..channel.syllabary import Syllabary
from ..ngrams import NgramModel
from ..patterns import lazy
from ..syllable import bare, parse
from ..vocab import CLASSES
from .restoring import Position

#: Cost of a word whose accents were lost in a way that the table does not know (nats): e**-6, rarer than all it knows.
LOST_COST = 6.0
#: How much likelier a word with a capital, without an odd letter, is a foreign name (nats): ``Donald`` is not Dương.
NAME_GAIN = 7.0
#: Letters of a misread word: ``nghiêng`` with every letter doubled is no longer, and the search is not linear in them.
LONGEST = 14
#: Readings dearer than this, or so much dearer than the best (nats), are never right.
MOST_COST, MOST_BEHIND = 15.0, 7.5
#: A word that an engine may have made of a Vietnamese one has a reading at most so dear (nats): of words of classical
#: engines that have no bare form 84 to 87 in 100, of English, German and French ones 16, 30 and 19.
NEAR_COST = 6.0
#: Readings of one word that the language model chooses from.
MOST = 40
#: Weight of how rare a word is in choosing those (hand-set; the language model weighs it in full).
RARITY = 0.4
#: Columns of the channel that are kept: few texts need it, and those keep to few words at a time.
MOST_COLUMNS = 512
#: ``20h``, ``5kg``, ``1m76``, ``12a``, ``1A``: a number with its unit or letter; ``16n`` is none, but lên.  ``X7``,
#: ``i7``: a sign, unless the figure is one that engines print for a vowel (``B6`` for Bộ).
_QUANTITY = lazy(r"\p{L}[1-37-9]\d*|\d+\p{Lu}|\d{2,}(?:[a-hklmx]|\p{L}\p{L})?\d*|\d(?:[hmklgx]|kg|km|cm|ha)\d*")
#: Digits that stand for a vowel where a word is only weighed.
_DIGITS = str.maketrans("6041", "ooal")


def is_odd(word: str) -> bool:
    """Does the word hold what engines without Vietnamese letters make of them: ``kiém``, ``c6ng``?"""
    return not (word.isascii() and word.isalpha()) and not _QUANTITY.fullmatch(word)


class PlainWords:
    """Readings of words without accents; immutable, with bounded caches."""

    def __init__(self, model: NgramModel, syllabary: Syllabary) -> None:
        self._syllabary = syllabary
        self._words, self._ids, self._unigram = model.words, model.ids, model.unigram
        self.readings = lru_cache(maxsize=1 << 12)(self._readings)
        self._engines = lru_cache(maxsize=1 << 10)(self._by_engines)
        self.is_near = lru_cache(maxsize=1 << 12)(self._is_near)

    def could_be(self, text: str) -> bool:
        """Could this be a Vietnamese word whose accents were lost or misread (``nghiep``, ``kiém``, ``c6ng``)?"""
        return self.readings(text) is not None or self.readings(bare(text.translate(_DIGITS))) is not None

    def _is_near(self, text: str) -> bool:
        """Is there a Vietnamese word that such an engine often reads like this (``ngdy`` for ngày)?"""
        return len(text) <= LONGEST and float(self._channel.costs(text.lower()).min()) <= NEAR_COST

    def _readings(self, text: str) -> Position | None:
        """All words with the same letters, None if none of them is Vietnamese."""
        ids = self._same_letters(text.lower())
        return Position(np.array(ids, dtype=np.int64), np.zeros(len(ids))) if ids else None

    def _same_letters(self, plain: str) -> list[int]:
        """Words by their form without accents, if a syllable is among them."""
        ids = [k + len(CLASSES) for k in self._syllabary.same_letters(plain)]
        return ids if any(parse(self._words[k]) for k in ids) else []

    def prepare(self, words: Iterable[str]) -> None:
        """Make ready `misread` of many words together."""
        self._channel.learn(word.lower() for word in words if len(word) <= LONGEST)

    def misread(self, text: str, own: int, letters: float) -> Position | None:
        """What such an engine may have read as ``text``, None if it can only be what it is.

        Args:
            own: its vocabulary id as it stands.
            letters: what its letters cost if it is unknown, nats.
        """
        costs = dict(self._engines(text.lower())) if len(text) <= LONGEST else {}
        is_able = self.could_be(text)
        in_capitals = text.isupper() and len(text) > 1
        if not costs or _QUANTITY.fullmatch(text) or in_capitals and not (is_able or self.is_near(text)):
            return None  # HDND, THPT: abbreviations in capitals
        is_name = (in_capitals or text.istitle()) and not is_odd(text) and not is_able
        costs[own] = 0.0 if own >= len(CLASSES) else letters - NAME_GAIN * is_name
        kept = sorted(costs, key=lambda k: (costs[k] + RARITY * float(self._unigram[k]), k))[:MOST]
        return Position(np.array(kept, dtype=np.int64), np.array([costs[k] for k in kept]))

    def _by_engines(self, word: str) -> dict[int, float]:
        same = self._same_letters(bare(word))
        costs = dict.fromkeys(same, LOST_COST)
        known = self._channel.costs(word)
        for at in (known <= min(MOST_COST, float(known.min()) + MOST_BEHIND)).nonzero()[0].tolist():
            k = at + len(CLASSES)
            costs[k] = min(float(known[at]), costs.get(k, MOST_COST))
        return costs

    @cached_property
    def _channel(self) -> Channel:
        return Channel.of_lexicon("plain_engines", self._syllabary, MOST_COLUMNS)
