"""The vocabulary as syllables: which onset meets which rime in which word.  Of no engine, so all channels share it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from .glyphs import strokes
from .syllable import bare_all, onsets, parse, spell_rime
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
        self.listed: dict[str, list[tuple[int, str]]] = {}
        first: list[tuple[int, str, str]] = []
        second: list[tuple[int, str, str]] = []
        self._words = list(words)
        self.size = len(self._words)
        for k, word in enumerate(self._words):
            parts = parse(word)
            old = spell_rime(parts.rime, parts.tone) if parts else ""
            if parts is None or parts.onset + old != word:
                self.listed.setdefault(strokes(word), []).append((k, word))
                continue
            new = spell_rime(parts.rime, parts.tone, new_style=True)
            if new != old:
                second.append((len(first), parts.onset, new))
            first.append((k, parts.onset, old))
        self.onsets = Targets(onsets(), at_end=False)
        self.rimes = Targets({rime for _, _, rime in first + second}, at_end=True)
        of_onset, of_rime, width = self.onsets.rank, self.rimes.rank, len(self.rimes.all)
        cells = [of_onset[onset] * width + of_rime[rime] for _, onset, rime in first + second]
        self.cells: Ids = np.array(cells, dtype=np.int64)
        self.spelt: Ids = np.array([k for k, _, _ in first], dtype=np.int64)
        self.respelt: Ids = np.array([k for k, _, _ in second], dtype=np.int64)

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
    def _by_bare(self) -> dict[str, list[int]]:
        """Made when first asked for."""
        index: dict[str, list[int]] = {}
        for k, plain in enumerate(bare_all(self._words)):
            index.setdefault(plain, []).append(k)
        return index
