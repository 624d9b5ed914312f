"""Names that no page needs to ask the channel about: ``Washington``, ``iPhone``, ``UNESCO`` where errors are rare.

Two unknown words in three of clean text are such, and what else they may be is the longest question there is.  A word
of plain letters with a capital is one, if no syllable is like it (``Mlnh`` may be Minh, ``Mio`` khó).  In capitals it
is one too, if it is neither a syllable without its marks (``CHUONG``) nor a known abbreviation without them (``HDND``).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from .channel.syllabary import Syllabary
from .forms.abbreviations import Abbreviations
from .syllable import LONGEST, bare

#: Where an error costs more than this (nats).  Of 1,600 repairs of unknown words on 237 noisy pages none is lost; at 2
#: nats two are, and hardly more words of clean text are named.
LEAST_PRIOR = 3.0


class ForeignNames:
    """Knows names by their form; immutable."""

    def __init__(self, syllabary: Syllabary, abbreviations: Abbreviations) -> None:
        self._syllabary, self._abbreviations = syllabary, abbreviations

    def has(self, word: str, prior: float) -> bool:
        """Is an unknown word a name as it stands?

        Args:
            prior: what any error costs at its place, nats.
        """
        if prior <= LEAST_PRIOR or not word.replace("Đ", "D").isascii() or word.islower():
            return False
        if len(word) <= LONGEST + 1 and self._is_like_a_syllable(word):
            return False
        return self._abbreviations.word(word) is None

    def _is_like_a_syllable(self, word: str) -> bool:
        letters = bare(word.lower())
        if len(word) > 1 and word.isupper() and word.isalpha():
            return letters in self._syllables
        return not self._forms.isdisjoint(_without_a_letter(letters))

    @cached_property
    def _syllables(self) -> frozenset[str]:
        """The letters of every syllable, diacritics aside."""
        return frozenset(self._syllabary.bare[k] for k in self._syllabary.spelt.tolist())

    @cached_property
    def _forms(self) -> frozenset[str]:
        """`_syllables`, whole and without any one letter.

        Two words with one letter more, one fewer or another one have such a form in common (SymSpell, Garbe 2012).
        """
        return frozenset(form for letters in self._syllables for form in _without_a_letter(letters))


def _without_a_letter(word: str) -> Iterator[str]:
    """A word, and what is left of it without any one of its letters."""
    yield word
    for k in range(len(word)):
        yield word[:k] + word[k + 1 :]
