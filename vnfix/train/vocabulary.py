"""Which words the language model knows: syllables by rule and count, others by list.

"Seen in the corpus" does not mean "right": the corpus holds ``môt`` and
``nươc`` a hundred times.  So a syllable must be possible by the rules of
spelling, with the tone mark on the right letter (not ``đựơc``), and everything
else (``covid``, ``đắk``, ``ubnd``) must be listed in data/lexicon.
"""

from __future__ import annotations

from collections import Counter

from ..lexicon import table_words
from ..resources import read_lexicon
from ..syllable import canonical, is_well_spelt
from ..vocab import CLASSES

#: Rarer syllables, and rarer words that the lexicon lists, are slips more often than words (by reading the tail of the
#: counts).
LEAST_SYLLABLE = 8
LEAST_LISTED = 20


def lexicon_words() -> set[str]:
    """Words of the lexicon that are not ordinary syllables: loans, names, abbreviations; lower case."""
    return {word.lower() for _, words in table_words() for word in words}


def lexicon_syllables() -> set[str]:
    """Every syllable of the multi-word terms and place names, canonical, lower case."""
    tables = (("terms", "term"), ("places", "name"))
    texts = (row[0] for name, column in tables for row in read_lexicon(name, (column,)))
    return {canonical(word) for text in texts for word in text.lower().split() if is_well_spelt(canonical(word))}


def choose(counts: Counter[str]) -> list[str]:
    """The vocabulary: classes first, then words by falling count (ties by spelling)."""
    listed, needed = lexicon_words(), lexicon_syllables()
    chosen = [
        word
        for word, count in counts.items()
        if word not in CLASSES
        and (word in needed or count >= (LEAST_SYLLABLE if is_well_spelt(word) else LEAST_LISTED))
        and (len(word) == 1 or is_well_spelt(word) or word in listed)
    ]
    missing = sorted(needed - set(chosen))
    return list(CLASSES) + sorted(chosen, key=lambda word: (-counts[word], word)) + missing
