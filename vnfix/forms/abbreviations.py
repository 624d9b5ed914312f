"""Abbreviations and document codes: ``ƯBND`` → UBND, ``I74/KH-ƯBND`` → 174/KH-UBND, ``ỌĐ-TTg`` → QĐ-TTg.

Both are closed lists (data/lexicon/abbreviations.tsv, code_suffixes.tsv), so a
reading is accepted only if it is on the list and only one fits as well.  Digits
change only inside a code or a number whose form makes it certain.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from ..patterns import lazy
from ..resources import read_lexicon
from . import capital_shapes
from .assembly_codes import assembly_code

#: Letters that stand for a digit inside a number.
_DIGITS = str.maketrans("OoƠÔIlÍÌĨỈ|", "00001111111")
_CODE = lazy(r"(?P<number>[\p{L}\d]+?)(?P<year>/\d{4})?(?P<slash>[/-])(?P<suffix>\p{Lu}.*)")
_NO_SLASH = lazy(r"(?P<number>\d{1,5})(?P<suffix>\p{Lu}[^/]*-[^/]+)")
_BETWEEN = lazy(r"[-/&]")
#: A decision by whomsoever: who issues one is no closed list (``814/QD-BVK``), there is no paper of the kind QD, and
#: letters of bodies are mostly initial consonants; ``65/QD-OLED`` is a screen.
_DECISION = lazy(r"/Q[DÐ](-[BCDĐGHKLMNPQRSTUVXY]{2,})")
#: Of 300 codes in clean text that no list has, none comes as near to a listed one as this (nats, in all and a letter)
#: with so much between it and the next best, but for slips of the source (``QD-UBND``).
MOST_COST, COST_A_LETTER, LEAST_MARGIN = 5.0, 0.55, 1.5
#: Letters of a code that tell anything, and how many may differ at all.
LEAST_LETTERS, MOST_APART = 3, 4

#: Capitals that engines take for each other; Ð (eth) is what some fonts give for Đ.
_ALIKE = str.maketrans({"Q": "O", "D": "O", "0": "O", "Ð": "Đ", "L": "I", "l": "I", "1": "I"})


def folded(text: str) -> str:
    """A form that garbled capitals share with the true ones: no tones and marks (``ƯBND``), O for Q and D, I for L."""
    return _plain(text).translate(_ALIKE)


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _unbarred(text: str) -> str:
    """A form that tells neither tones and marks nor Đ from D."""
    return _plain(text).replace("Đ", "D")


class Abbreviations:
    """The closed lists, and what a garbled form stands for.

    Args:
        words: the abbreviations.
        suffixes: gives the suffixes of codes with their counts; asked at the first code.

    Attributes:
        cased: lower-case abbreviation → as it is written (``ttg`` → ``TTg``).
    """

    def __init__(self, words: Iterable[str], suffixes: Callable[[], Mapping[str, int]]) -> None:
        self._listed = [word for word in words if len(word) > 1]
        self.cased = {word.lower(): word for word in self._listed}
        self._read_suffixes = suffixes
        self.word = lru_cache(maxsize=1 << 12)(self._word)
        self.code = lru_cache(maxsize=1 << 12)(self._code)

    @classmethod
    def load(cls) -> Abbreviations:
        """The lists of data/lexicon; that of the suffixes is read at the first code."""
        return cls([row[0] for row in read_lexicon("abbreviations", ("abbreviation",))], _listed_suffixes)

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        return _index(self._listed, folded)

    @cached_property
    def _without_bars(self) -> dict[str, list[str]]:
        return _index(self._listed, _unbarred)

    @cached_property
    def _counts(self) -> Mapping[str, int]:
        return self._read_suffixes()

    @cached_property
    def _suffixes(self) -> dict[str, list[str]]:
        return _index(self._counts, folded)

    @cached_property
    def _parts(self) -> dict[str, int]:
        return _parts(self._counts)

    def has(self, word: str) -> bool:
        """Is a word an abbreviation of the list, in its own capitals?  ``CN Ba Đình`` is no Cu Ba."""
        return self.cased.get(word.lower()) == word

    def meant(self, read: str) -> str | None:
        """The abbreviation that a word in capitals is, or was misread for; None if it is neither."""
        return read if self.has(read) else self.word(read)

    def _word(self, read: str) -> str | None:
        """The abbreviation that a word in capitals stands for, None if it is one already or no single one fits."""
        if read.lower() in self.cased or len(read) < 3:
            return None
        found = self._words.get(folded(read))
        if found is not None:
            return found[0] if len(found) == 1 else None
        # Engines see a bar where none is, or none where one is: HĐNĐ, UBNĐ.
        found = self._without_bars.get(_unbarred(read), [])
        same = len(found) == 1 and len(read) > 3 and abs(read.count("Đ") - found[0].count("Đ")) == 1
        return found[0] if same else None

    def whole_code(self, read: str) -> str | None:
        """A code as it is written, ``read`` itself if its suffix is listed, None if it is no code."""
        match = _CODE.fullmatch(read)
        return read if match and match["suffix"] in self._counts else self.code(read)

    def _code(self, read: str) -> str | None:
        """A document code with its letters and digits mended, None if nothing certain is wrong."""
        of_assembly = assembly_code(read)
        if of_assembly is not None:
            return of_assembly
        whole = self._suffix(read)
        if whole is not None:
            return whole if whole != read else None
        match = _CODE.fullmatch(read)
        if match is None:
            return None
        suffix = self._suffix(match["suffix"]) or _decision(match["slash"] + match["suffix"])
        number = match["number"].translate(_DIGITS)
        if suffix is None or not number.isdigit():
            return self._with_slash(read)
        code = number + (match["year"] or "") + match["slash"] + suffix
        return code if code != read else None

    def _with_slash(self, read: str) -> str | None:
        """``2416QĐ-BKHĐT`` → 2416/QĐ-BKHĐT; a code of the Party has a dash in its place."""
        match = _NO_SLASH.fullmatch(read)
        return f"{match['number']}/{match['suffix']}" if match and match["suffix"] in self._counts else None

    def _suffix(self, read: str) -> str | None:
        """The suffix that was meant, ``read`` itself if it is listed, None if no single one fits."""
        if read in self._counts:
            return read
        found = _nearest(read, self._counts) or _only(self._suffixes, read)
        if found is not None:
            return found
        parts = [part if part in self._parts else _nearest(part, self._parts) for part in _BETWEEN.split(read)]
        known = [part for part in parts if part is not None]
        if len(known) < max(2, len(parts)):
            return None
        return "".join(a + b for a, b in zip(known, [*_BETWEEN.findall(read), ""], strict=True))


def _decision(read: str) -> str | None:
    """The suffix of a decision whose kind was misread, from its slash on."""
    match = _DECISION.fullmatch(read)
    return f"QĐ{match[1]}" if match else None


def _listed_suffixes() -> dict[str, int]:
    return {suffix: int(count) for suffix, count in read_lexicon("code_suffixes", ("suffix", "count"))}


def _index(words: Iterable[str], form: Callable[[str], str]) -> dict[str, list[str]]:
    """Words by a form of them; formed all at once, letter by letter as the forms are made."""
    index: dict[str, list[str]] = {}
    words = list(words)
    for word, formed in zip(words, form("\n".join(words)).split("\n")):
        index.setdefault(formed, []).append(word)
    return index


def _only(index: dict[str, list[str]], read: str) -> str | None:
    """The one entry that looks like ``read``; ``read`` itself if it is listed."""
    found = index.get(folded(read), [])
    if read in found:
        return read
    return found[0] if len(found) == 1 else None


def _parts(suffixes: Mapping[str, int]) -> dict[str, int]:
    """What stands between the dashes of the suffixes, with counts."""
    parts: dict[str, int] = {}
    for suffix, count in suffixes.items():
        for part in _BETWEEN.split(suffix):
            parts[part] = parts.get(part, 0) + count
    return parts


def _nearest(read: str, counts: Mapping[str, int]) -> str | None:
    """The one entry that ``read`` is a likely misreading of, None if there is none or a second one."""
    if len(read) < LEAST_LETTERS or read[0].isdigit():
        return None
    most = min(MOST_APART, (len(read) + 1) // 2)
    near = process.extract(read, counts.keys(), scorer=Levenshtein.distance, score_cutoff=most, limit=None)
    found: list[tuple[float, str]] = []
    for meant, _, _ in near:
        cost = capital_shapes.cost(read, meant)
        if cost <= min(MOST_COST, COST_A_LETTER * len(meant)):
            found.append((cost - math.log(counts[meant] + 0.5), meant))
    found.sort()
    if not found or len(found) > 1 and found[1][0] - found[0][0] < LEAST_MARGIN:
        return None
    return found[0][1]
