"""What letters look like: strokes, so that ``ứi`` is seen to resemble ``th`` and ``tmh`` ``tinh``.

An engine that cuts a word into letters wrongly keeps the strokes and loses the
cuts: ``nh`` (four stems) comes back as ``lửi``, ``nli`` or ``rửi``, four stems
each.  Every letter is written as a few strokes (data/lexicon/strokes.tsv);
two pieces with the same strokes look alike, whatever the letters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from ..resources import read_lexicon

_MARKS = {"\u0302": "^", "\u0306": "˘", "\u031b": "'"}


@lru_cache(maxsize=1)
def _strokes_of() -> dict[str, str]:
    return {letter: strokes for letter, strokes in read_lexicon("strokes", ("letter", "strokes"))}


@lru_cache(maxsize=1 << 12)
def _letter(char: str) -> tuple[str, str, str]:
    """Strokes, tone marks and vowel marks of one letter."""
    table, decomposed = _strokes_of(), unicodedata.normalize("NFD", char)
    plain = (c for c in decomposed if not unicodedata.combining(c))
    return (
        "".join(table.get(letter) or table.get(letter.lower(), letter) for letter in plain),
        "".join(c for c in decomposed if c in "\u0300\u0301\u0309\u0303\u0323"),
        "".join(_MARKS[c] for c in decomposed if c in _MARKS),
    )


def strokes(piece: str) -> str:
    """Strokes of a piece, diacritics aside: ``ừ`` and ``tr`` → ``ii``, ``kh`` → ``icii``."""
    return "".join([_letter(char)[0] for char in piece])


def vowel_marks(piece: str) -> tuple[str, str]:
    """The tone marks and the vowel marks of a piece, each in order: ``ướ`` → (``´``, ``''``)."""
    letters = list(map(_letter, piece))
    return "".join([tones for _, tones, _ in letters]), "".join([marks for _, _, marks in letters])
