"""Engines of a narrow alphabet: they know ê and mostly đ and ư, but not the letters of Vietnamese alone (ế, ạ, ộ).

Such are PaddleOCR's models for Latin letters and Tesseract's `script/Latin`.  Of the small letters for Vietnamese in
Unicode's block *Latin Extended Additional* PP-OCRv6 knows one, ồ.  The others it drops (``huyn`` for huyện, ``đưc`` for
được) or reads as what is like them.  That is so unlike what other engines do that it has a channel of its own,
data/lexicon/narrow_engines.tsv, and the document (a block of it, if it is long) chooses: in a mixture for all it would
repair less here, and make everybody's ``đi`` a misread đối.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .candidates import Readings
from .channel.model import Channel
from .channel.neighbours import EMPTY, SCALE, WIDTH, NeighbourTable, as_stored
from .channel.syllabary import Syllabary
from .ngrams import NgramModel
from .syllable import OWN
from .telling import has_common_words, is_usual
from .vocab import CLASSES

#: Small letters that engines of a narrow alphabet lack (but for ồ), and letters of Vietnamese that they have.
COMPOSITE = "".join(letter for letter in OWN if letter >= "\u1ea0")
_SIMPLE = "đươêôâă"
#: How many letters of the second kind a text must have, and how many of the first kind it may have for each: clean
#: texts have 1.3 to 2.8, the pages of PP-OCRv6 up to 0.01 and those of `script/Latin` up to 0.08.
_LEAST, _MOST_SHARE = 25, 0.3
#: Columns of the channel that are kept: few texts need it.
_MOST_COLUMNS = 1024
#: Words asked for together: what is made ready for too many is forgotten before it is asked for.
_TOGETHER = 256


def is_narrow(text: str) -> bool:
    """Did an engine of a narrow alphabet read the text?"""
    if is_usual(text):
        return False
    simple = sum(map(text.count, _SIMPLE))
    if simple < _LEAST or sum(map(text.count, COMPOSITE)) > _MOST_SHARE * simple:
        return False
    return has_common_words(text.lower().split())


def narrow_channel(syllabary: Syllabary) -> Channel:
    """The channel of such engines."""
    return Channel.of_lexicon("narrow_engines", syllabary, _MOST_COLUMNS)


class AskedNeighbours(NeighbourTable):
    """The neighbours of the words that were asked for, where nothing is precompiled."""

    def __init__(self, readings: Readings, model: NgramModel) -> None:
        count = len(model.words)
        super().__init__(np.zeros((count, WIDTH), dtype=np.uint16), np.full((count, WIDTH), EMPTY, dtype=np.uint8))
        self._readings, self._words = readings, model.words
        self._asked: set[int] = set()

    def cover(self, words: Iterable[int]) -> None:
        """Ask the channel for the words that it was not asked for yet."""
        new = sorted(word for word in set(words) - self._asked if word >= len(CLASSES))
        for first in range(0, len(new), _TOGETHER):
            some = new[first : first + _TOGETHER]
            self._readings.prepare(self._words[word] for word in some)
            for word in some:
                self._fill(word)
        self._asked.update(new)

    def _fill(self, word: int) -> None:
        ids, costs = self._readings.near(self._words[word])
        near = (costs < EMPTY / SCALE).nonzero()[0][:WIDTH]
        self.ids[word, : len(near)] = ids[near]
        self.stored[word, : len(near)] = as_stored(costs[near])
        self.least[word] = self.stored[word].min() / np.float32(SCALE)
