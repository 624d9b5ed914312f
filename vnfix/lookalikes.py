"""Words in letters that only look right: ``Ðảng`` with an eth, ``trƣờng`` with an oi, ``Мinh`` with a Cyrillic M.

A reader sees nothing, a search finds nothing.  The letters are in
data/lexicon/lookalikes.tsv; characters that no reader sees (a soft hyphen
within a word) are left out.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from .patterns import lazy
from .resources import read_lexicon
from .syllable import OWN_LETTERS, parse

#: Within a word these are not seen, and say that the word goes on: soft hyphen, joiners, byte order mark.
UNSEEN = "\u00ad\u200c\u200d\u2060\ufeff"
#: A word of so many capitals may be an abbreviation with an eth: ``HÐND``, ``BÐS``.
_LONGEST_ABBREVIATION = 5
_LATIN = lazy(r"\p{Latin}")
_CAPITALS = lazy(rf"[A-ZĐ]{{2,{_LONGEST_ABBREVIATION}}}")


@lru_cache(maxsize=1)
def _table() -> dict[int, str | None]:
    rows = read_lexicon("lookalikes", ("code_point", "latin"))
    return {int(code[2:], 16): latin for code, latin in rows} | dict.fromkeys(map(ord, UNSEEN))


@lru_cache(maxsize=1)
def _odd() -> frozenset[str]:
    return frozenset(map(chr, _table()))


def plain(word: str) -> str:
    """The word in the letters that it seems to be written in, if it so is a possible syllable; else as it stands.

    ``ðƣợc`` → ``được``; ``на`` has no Latin letter and ``Sigurður`` is no syllable: they stay.  ``Ðắk`` is none either,
    but has a letter of Vietnamese alone.
    """
    if _odd().isdisjoint(word):
        return word
    meant = unicodedata.normalize("NFC", word.translate(_table()))
    possible = parse(meant.lower()) is not None or _CAPITALS.fullmatch(meant) is not None
    possible = possible or not OWN_LETTERS.isdisjoint(word)
    return meant if possible and _LATIN.search(word) else word
