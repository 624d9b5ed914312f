"""The vocabulary as syllables: which onset meets which rime in which word.  Of no engine, so all channels share it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from .glyphs import strokes
from .syllable import bare_all, onsets, well_spelt
from .targets import Ids, Targets


class Syllabary:
    """Words by onset and rime; those that are no syllables by their strokes.

    Args:
        words: every word that may be meant, lower case, canonical tone placement.

    Attributes:
        size: how many words.
        listed: strokes → number and word, of words that are no well-spelt syllables.
        onsets, rimes: what they can be.
        spelt: the numbers of the syllables among the words, ascending.
        cells: onset · (how many rimes) + rime, of each of ``spelt``, then of each of ``respelt``.
        respelt: places in ``spelt`` of those with a second spelling: ``hoà`` beside ``hòa``.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = list(words)
        self.size = len(self._words)
        found = list(well_spelt(self._words))
        first = [(k, *parts) for k, parts in enumerate(found) if parts is not None]
        second = [(place, onset, new) for place, (_, onset, old, new) in enumerate(first) if new != old]
        self.listed = self._by_strokes([k for k, parts in enumerate(found) if parts is None])
        self.onsets = Targets(onsets(), at_end=False)
        spelt = [(onset, old) for _, onset, old, _ in first] + [(onset, new) for _, onset, new in second]
        self.rimes = Targets({rime for _, rime in spelt}, at_end=True)
        of_onset, of_rime, width = self.onsets.rank, self.rimes.rank, len(self.rimes.all)
        cells = [of_onset[onset] * width + of_rime[rime] for onset, rime in spelt]
        self.cells: Ids = np.array(cells, dtype=np.int64)
        self.spelt: Ids = np.array([k for k, *_ in first], dtype=np.int64)
        self.respelt: Ids = np.array([place for place, *_ in second], dtype=np.int64)

    def _by_strokes(self, numbers: list[int]) -> dict[str, list[tuple[int, str]]]:
        """Some words by their strokes."""
        found: dict[str, list[tuple[int, str]]] = {}
        shapes = strokes("\n".join([self._words[k] for k in numbers])).split("\n")
        for k, shape in zip(numbers, shapes):
            found.setdefault(shape, []).append((k, self._words[k]))
        return found

    def cells_of(self, word: int) -> list[int]:
        """The cells of one word; none if it is no syllable."""
        place = int(np.searchsorted(self.spelt, word))
        if place == len(self.spelt) or self.spelt[place] != word:
            return []
        again = np.flatnonzero(self.respelt == place) + len(self.spelt)
        found: list[int] = self.cells[[place, *again.tolist()]].tolist()
        return found

    def same_letters(self, plain: str) -> list[int]:
        """The words that are ``plain`` (lower case, ASCII) without their diacritics."""
        return self._by_bare.get(plain, [])

    @cached_property
    def bare(self) -> list[str]:
        """The words without their diacritics."""
        return bare_all(self._words)

    @cached_property
    def _by_bare(self) -> dict[str, list[int]]:
        """Made when first asked for."""
        index: dict[str, list[int]] = {}
        for k, plain in enumerate(self.bare):
            index.setdefault(plain, []).append(k)
        return index
