"""What kind of error a wrong word is: the question that says which part of a repairer to improve.

Two views of the same errors: the class (`CLASSES`), by how the reading differs
from the gold; and the form (`FORMS`), by whether the wrong word could be
Vietnamese, for a list of syllables sees only those that could not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex
from rapidfuzz.distance import Levenshtein

from ..syllable import TONES, is_possible
from .alignment import Cell

#: Name and what it means, in the order of reports.
CLASSES = {
    "tone": "the tone mark alone, lost, changed or misplaced: thu for thủ, cuả for của",
    "mark": "the mark of a vowel, or d for đ, the tone being right: cô for cơ, đuợc for được",
    "tone+mark": "both: đuoc for được",
    "letter": "one letter taken for another, lost or added, whatever its marks: tìmh for tình",
    "letters": "several letters taken for others: ừong for trong, Mó for khó",
    "join": "words run together: phátừiển for phát triển",
    "split": "a word cut in pieces: ngu ời or ngu-ời for người",
    "case": "capitals alone: đỊnh for định",
    "code": "letters with digits, or capitals joined by a mark: I2/KH-SYT for 12/KH-SYT",
    "number": "digits: 0.5 for 0,5",
    "lost": "a word that is not there",
    "extra": "a word too many",
}
FORMS = {
    "valid": "the wrong word is a possible syllable",
    "invalid": "the wrong word is not a possible syllable",
    "none": "no word stands there",
}
#: Words of a join or split on either side of the one that holds them; runs of more are lost lines, not joins.
_REACH = 3
_CODE = regex.compile(r".*(?:\p{N}.*\p{L}|\p{L}.*\p{N}).*|.*\p{Lu}{2}[-/:.,]+\p{L}.*|.*\p{L}[-/:.,]+\p{Lu}{2}.*")
_SEPARATOR = regex.compile(r"[-/.,:]")
_NUMBER = regex.compile(r"[^\p{L}]*\p{N}[^\p{L}]*")

Tally = dict[str, dict[str, int]]


def tally(cells: Sequence[Cell]) -> tuple[Tally, Tally]:
    """Errors by class and by form: name → counts of errors, fixed, missed, miscorrected, broken.

    Broken words are classed by what the repair made of them, and are not among the errors.
    """
    kinds, forms = _empty(CLASSES), _empty(FORMS)
    before = classify([_pair(cell.noisy, cell) for cell in cells])
    after = classify([_pair(cell.system, cell) for cell in cells])
    for cell, was, became in zip(cells, before, after, strict=True):
        status = cell.status
        if status in ("right", "unscored"):
            continue
        broken = status == "broken"
        for table, name in (
            (kinds, became if broken else was),
            (forms, form(cell.system if broken else cell.noisy)),
        ):
            table[name][status] += 1
            table[name]["errors"] += not broken
    return kinds, forms


def form(word: str) -> str:
    """One of `FORMS`, for a wrong word."""
    if not word:
        return "none"
    return "valid" if is_possible(word) else "invalid"


def classify(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """The class of each aligned (read, gold) pair, "" where both agree.

    Neighbours matter: only they tell a join from a lost word, a split from a surplus one.
    """
    # A gap of the other alignment, ("", ""), stands between neighbours without parting them.
    kept = [k for k, (read, gold) in enumerate(pairs) if read or gold]
    read, gold = [pairs[k][0] for k in kept], [pairs[k][1] for k in kept]
    found = [""] * len(pairs)
    joins, splits = _runs(read, gold), _runs(gold, read)
    for place, k in enumerate(kept):
        if read[place] != gold[place]:
            structure = "join" if place in joins else "split" if place in splits else ""
            found[k] = structure or word_class(read[place], gold[place])
    return found


def word_class(read: str, gold: str) -> str:
    """The class of one wrong word, its neighbours unknown."""
    if not read or not gold:
        return "extra" if read else "lost"
    a, b = read.lower(), gold.lower()
    if a == b:
        return "case"
    if _NUMBER.fullmatch(gold):
        return "number"
    if _CODE.fullmatch(gold):
        return "code"
    if _SEPARATOR.search(read) and not _SEPARATOR.search(gold):
        return "split"
    if _bare(a) != _bare(b):
        return "letter" if Levenshtein.distance(_bare(a), _bare(b)) == 1 else "letters"
    if _toneless(a) == _toneless(b):
        return "tone"
    return "mark" if _tones_only(a) == _tones_only(b) else "tone+mark"


def _pair(read: str, cell: Cell) -> tuple[str, str]:
    return (read, cell.gold) if cell.scored else (cell.gold, cell.gold)


def _empty(names: dict[str, str]) -> Tally:
    return {name: dict.fromkeys(("errors", "fixed", "missed", "miscorrected", "broken"), 0) for name in names}


def _runs(one: Sequence[str], many: Sequence[str]) -> set[int]:
    """Places where one word of ``one`` stands for several of ``many``.

    With (read, gold) these are joins, with (gold, read) splits.  The alignment puts
    the long word over one of the short ones and leaves a hole beside it:
    phátừiển | "" over phát | triển.  It is a join if the long word is nearer
    to several together than to the one it stands over.
    """
    found: set[int] = set()
    for k, word in enumerate(one):
        if not word or not many[k] or word == many[k]:
            continue
        left, right = _holes(one, range(k - 1, k - 1 - _REACH, -1)), _holes(one, range(k + 1, k + 1 + _REACH))
        if not left + right:
            continue
        spans = [(first, last) for first in range(k - left, k + 1) for last in range(k, k + right + 1)]
        whole = _bare(word.lower())
        far = {(a, b): Levenshtein.distance(whole, _bare("".join(many[a : b + 1]).lower())) for a, b in spans}
        first, last = min(spans, key=lambda span: (far[span], span[1] - span[0]))
        if first < last:
            found.update(range(first, last + 1))
    return found


def _holes(one: Sequence[str], places: range) -> int:
    """How many of the places, from the first on, are empty."""
    size = 0
    for place in places:
        if not 0 <= place < len(one) or one[place]:
            break
        size += 1
    return size


def _bare(word: str) -> str:
    """Without tone, vowel marks and the stroke of đ."""
    decomposed = unicodedata.normalize("NFD", word)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def _toneless(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if c not in TONES)


def _tones_only(word: str) -> str:
    """Bare letters with their tones: ``đường`` and ``đuờng`` and ``duờng`` are alike here."""
    decomposed = unicodedata.normalize("NFD", word).replace("đ", "d")
    return "".join(c for c in decomposed if c in TONES or not unicodedata.combining(c))
