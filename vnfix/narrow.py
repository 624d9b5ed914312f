"""Engines of a narrow alphabet: they know đ, ư and ê, but no hook, no dot below and no letter with two diacritics.

Such are PaddleOCR's models for Latin letters: of the small letters for Vietnamese in Unicode's block *Latin Extended
Additional* the alphabet of PP-OCRv6 has one, ồ.  The others it drops (``huyn`` for huyện, ``đưc`` for được) or reads as
what is like them.  That is so unlike what other engines do that it has a channel of its own,
data/lexicon/narrow_engines.tsv, and the document chooses: in a mixture for all it would repair less here, and make
everybody's ``đi`` a misread đối.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .candidates import Readings
from .channel.model import PARTS, Channel
from .channel.neighbours import EMPTY, SCALE, WIDTH, NeighbourTable
from .channel.part_channel import Rule
from .channel.syllabary import Syllabary
from .ngrams import NgramModel
from .resources import read_lexicon

#: Letters that engines of a narrow alphabet lack, and letters of Vietnamese that they have.
COMPOSITE = "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốổỗộớờởỡợụủứừửữựỳỵỷỹ"
_SIMPLE = "đươêôâă"
#: How much of a text is looked at, how many letters of the second kind it must have, and how many of the first kind it
#: may have for each: in 34 clean texts there are 1.0 to 1.5, in 20 pages of PP-OCRv6 none to 0.01.
_LOOKED_AT, _LEAST, _MOST_SHARE = 8000, 25, 0.1
#: Columns of the channel that are kept: few texts need it.
_MOST_COLUMNS = 1024


def is_narrow(text: str) -> bool:
    """Did an engine of a narrow alphabet read the text?"""
    text = text[:_LOOKED_AT]
    simple = sum(map(text.count, _SIMPLE))
    return simple >= _LEAST and sum(map(text.count, COMPOSITE)) < _MOST_SHARE * simple


def narrow_channel(syllabary: Syllabary) -> Channel:
    """The channel of such engines."""
    rules: dict[str, list[Rule]] = {part: [] for part in PARTS}
    for part, meant, read, cost in read_lexicon("narrow_engines", ("part", "meant", "read", "cost")):
        rules[part].append(Rule(meant, read, float(cost)))
    onsets, rimes = (rules[part] for part in PARTS)
    return Channel(onsets, rimes, syllabary, _MOST_COLUMNS)


class AskedNeighbours(NeighbourTable):
    """The neighbours of the words that were asked for, where nothing is precompiled."""

    def __init__(self, readings: Readings, model: NgramModel) -> None:
        count = len(model.words)
        super().__init__(np.zeros((count, WIDTH), dtype=np.uint16), np.full((count, WIDTH), EMPTY, dtype=np.uint8))
        self._readings, self._words = readings, model.words
        self._asked: set[int] = set()

    def cover(self, words: Iterable[int]) -> None:
        """Ask the channel for the words that it was not asked for yet."""
        new = sorted(set(words) - self._asked)
        self._readings.prepare(self._words[word] for word in new)
        for word in new:
            self._fill(word)
        self._asked.update(new)

    def _fill(self, word: int) -> None:
        ids, costs = self._readings.near(self._words[word])
        near = (costs < EMPTY / SCALE).nonzero()[0][:WIDTH]
        self.ids[word, : len(near)] = ids[near]
        self.stored[word, : len(near)] = np.clip(np.round(costs[near] * SCALE), 0, EMPTY - 1)
        self.least[word] = self.stored[word].min() / np.float32(SCALE)
