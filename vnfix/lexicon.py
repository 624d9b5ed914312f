"""The lexicon at run time: words that are right as they are, and terms whose syllables belong together.

Read from data/lexicon when a `Corrector` is made, so that a row added to a
table counts at once; the compiled language model knows the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from .resources import read_lexicon
from .syllable import canonical

#: Tables of single words, and of multi-word terms, with the column to read.
WORD_TABLES = (("syllables", "syllable"), ("foreign", "word"), ("abbreviations", "abbreviation"))
TERM_TABLES = (("terms", "term"),)

Pairs = frozenset[tuple[int, int]]


#: Bits of a vocabulary id.
PAIR_SHIFT = 16


def listed_words() -> frozenset[str]:
    """Every word of the word tables, lower case."""
    return frozenset(row[0].lower() for name, column in WORD_TABLES for row in read_lexicon(name, (column,)))


def listed_terms() -> list[str]:
    """Every multi-word term."""
    return [row[0] for name, column in TERM_TABLES for row in read_lexicon(name, (column,))]


def term_pairs(terms: Iterable[str], ids: Mapping[str, int]) -> Pairs:
    """Pairs of neighbouring syllables inside terms, as vocabulary ids; unknown words make no pair."""
    pairs: set[tuple[int, int]] = set()
    for term in terms:
        known = [ids.get(canonical(word)) for word in term.lower().replace("-", " ").replace(",", " , ").split()]
        pairs.update((a, b) for a, b in zip(known, known[1:], strict=False) if a is not None and b is not None)
    return frozenset(pairs)


def pair_keys(pairs: Pairs) -> npt.NDArray[np.int64]:
    """The pairs packed into one number each, ascending, for a vectorised look-up."""
    return np.array(sorted(a << PAIR_SHIFT | b for a, b in pairs), dtype=np.int64)
