"""Abbreviations and document codes: ``ƯBND`` → UBND, ``I74/KH-ƯBND`` → 174/KH-UBND, ``ỌĐ-TTg`` → QĐ-TTg.

Both are closed lists (data/lexicon/abbreviations.tsv, code_suffixes.tsv), so a
reading is accepted only if it is on the list and only one fits as well.  Digits
change only inside a code or a number whose form makes it certain.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import regex

from .resources import read_lexicon

#: Letters that stand for a digit inside a number.
_DIGITS = str.maketrans("OoƠÔIlÍÌĨỈ|", "00001111111")
_CODE = regex.compile(r"(?P<number>[\p{L}\d]+?)(?P<year>/\d{4})?(?P<slash>[/-])(?P<suffix>\p{Lu}.*)")


#: Capitals that engines take for each other; Ð (eth) is what some fonts give for Đ.
_ALIKE = str.maketrans({"Q": "O", "D": "O", "0": "O", "Ð": "Đ", "L": "I", "l": "I", "1": "I"})


def folded(text: str) -> str:
    """A form that garbled capitals share with the true ones: no tones and marks (``ƯBND``), O for Q and D, I for L."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.translate(_ALIKE)


class Abbreviations:
    """The closed lists, and what a garbled form stands for.

    Attributes:
        cased: lower-case abbreviation → as it is written (``ttg`` → ``TTg``).
    """

    def __init__(self, words: Iterable[str], suffixes: Iterable[str]) -> None:
        words = [word for word in words if len(word) > 1]
        self.cased = {word.lower(): word for word in words}
        self._words = _index(words)
        self._suffixes = _index(suffixes)
        self.word = lru_cache(maxsize=1 << 12)(self._word)
        self.code = lru_cache(maxsize=1 << 12)(self._code)

    @classmethod
    def load(cls) -> Abbreviations:
        """The lists of data/lexicon."""
        return cls(
            [row[0] for row in read_lexicon("abbreviations", ("abbreviation",))],
            [row[0] for row in read_lexicon("code_suffixes", ("suffix",))],
        )

    def _word(self, read: str) -> str | None:
        """The abbreviation that a word in capitals stands for, None if it is one already or no single one fits."""
        if read.lower() in self.cased or len(read) < 3:
            return None
        return _only(self._words, read)

    def _code(self, read: str) -> str | None:
        """A document code with its letters and digits mended, None if nothing certain is wrong."""
        whole = _only(self._suffixes, read)
        if whole is not None:
            return whole if whole != read else None
        match = _CODE.fullmatch(read)
        if match is None:
            return None
        suffix = _only(self._suffixes, match["suffix"])
        number = match["number"].translate(_DIGITS)
        if suffix is None or not number.isdigit():
            return None
        code = number + (match["year"] or "") + match["slash"] + suffix
        return code if code != read else None


def _index(words: Iterable[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in words:
        index.setdefault(folded(word), []).append(word)
    return index


def _only(index: dict[str, list[str]], read: str) -> str | None:
    """The one entry that looks like ``read``; ``read`` itself if it is listed."""
    found = index.get(folded(read), [])
    if read in found:
        return read
    return found[0] if len(found) == 1 else None
