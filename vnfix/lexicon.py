"""The lexicon at run time: words that are right as they are, and terms whose syllables belong together.

Read from data/lexicon when a `Corrector` is made, so that a row added to a
table counts at once; the compiled language model knows the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt

from .groups import starts_of
from .resources import read_lexicon
from .syllable import canonical

#: Tables of single words, and of multi-word terms, with the column to read.
WORD_TABLES = (("syllables", "syllable"), ("foreign", "word"), ("abbreviations", "abbreviation"))
TERM_TABLES = (("terms", "term"),)

Ids = npt.NDArray[np.int64]


#: Bits of a vocabulary id.
PAIR_SHIFT = 16
#: A word that no vocabulary has, between two terms that are read at once.
_APART = " \ufffe "


def table_words() -> Iterator[tuple[str, list[str]]]:
    """(table, its words as they are written) of every table of single words."""
    for name, column in WORD_TABLES:
        yield name, [row[0] for row in read_lexicon(name, (column,))]


def listed_words(terms: Iterable[str] | None = None) -> frozenset[str]:
    """Every word of the word tables, and every syllable of the terms (``trỗ`` of trỗ bông), lower case.

    Syllables that are only names have a capital (``Tir``).

    Args:
        terms: `listed_terms`, if they were read before.
    """
    words: set[str] = set()
    for name, found in table_words():
        words.update(found if name == "syllables" else "\n".join(found).lower().split("\n"))
    return frozenset(words.union(_words_of("\n".join(listed_terms() if terms is None else terms))))


def _words_of(text: str) -> list[str]:
    return text.lower().replace("-", " ").replace(",", " , ").split()


def listed_terms() -> list[str]:
    """Every multi-word term."""
    return [row[0] for name, column in TERM_TABLES for row in read_lexicon(name, (column,))]


def term_pairs(terms: Iterable[str], ids: Mapping[str, int]) -> Ids:
    """Pairs of neighbouring syllables inside terms, as `PairSet` takes them; unknown words make no pair."""
    words = _words_of(_APART.join(terms))
    # The vocabulary is in the old style of tone marks: the word itself comes first, as most are known.
    known = {word: ids[word] if word in ids else ids.get(canonical(word), -1) for word in set(words)}
    found = np.fromiter(map(known.__getitem__, words), np.int64, len(words))
    first, second = found[:-1], found[1:]
    keys: Ids = np.sort((first << PAIR_SHIFT | second)[(first >= 0) & (second >= 0)])
    return keys[starts_of(keys)]


class PairSet:
    """Pairs of ids, asked for by arrays.

    Nearly all pairs of a text are none of them: one look into a table of bits
    (a Bloom filter with one hash function) sends only the others to the search.

    Args:
        keys: a number for each pair, first · 2**`PAIR_SHIFT` + second, ascending.
    """

    def __init__(self, keys: Ids) -> None:
        self._keys = keys
        #: So large that one place in sixteen is taken at most.
        self._bits = max(16 * len(self._keys), 16).bit_length()
        self._taken = np.zeros(1 << self._bits, dtype=bool)
        self._taken[self._place(self._keys)] = True

    def __len__(self) -> int:
        return len(self._keys)

    def _place(self, keys: Ids) -> Ids:
        """Fibonacci hashing (Knuth, TAOCP 3, 6.4)."""
        mixed = keys.view(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed >>= np.uint64(64 - self._bits)
        return mixed.view(np.int64)

    def find(self, first: Ids, second: Ids) -> Ids:
        """Where in two arrays of equal length the pairs stand that belong to the set."""
        keys = first << PAIR_SHIFT | second
        at = self._taken.take(self._place(keys)).nonzero()[0]
        keys = keys.take(at)
        place = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        found: Ids = at[self._keys[place] == keys]
        return found
