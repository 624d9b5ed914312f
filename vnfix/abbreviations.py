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
_DIGITS = str.maketrans({"O": "0", "o": "0", "Ơ": "0", "Ô": "0", "I": "1", "l": "1", "Í": "1", "Ì": "1", "Ĩ": "1", "Ỉ": "1", "|": "1"})
_CODE = regex.compile(r"(?P<number>[\p{L}\d]+?)(?P<year>/\d{4})?(?P<slash>[/-])(?P<suffix>\p{Lu}.*)")


def folded(text: str) -> str:
    """Capitals without tones and vowel marks, Đ kept: ``ƯBĨD`` → ``UBID``; what engines add to capitals goes."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("Q", "O")


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
        match = _CODE.fullmatch(read)
        if match is None:
            suffix = _only(self._suffixes, read)
            return suffix if suffix != read else None
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
