"""Formulas at the head of official papers, in whatever letters an engine read them.

``CQNG HOAXA HQI CHU NGHiAVIET NAM`` and ``DQc l$p - Tr; do - H4nh phric`` stand on the first page of most papers, in
capitals and bold, which engines read worst.  The words are always the same, so the line as a whole tells them.  Only
words that were misread change: marks, gaps and what was read well stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

import regex
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .. import certainty
from ..chunks import WORD
from ..page import Page
from ..patterns import lazy
from ..records import Edit
from ..resources import read_lexicon
from ..syllable import bare, canonical

#: Share of letters that are as they should be, without accents: of all, and of each word.  ``ceNG noa xAHqr cHU
#: xcniavrET NAM`` has 0.63; *Cộng hòa xã hội chủ nghĩa Xô viết* lacks a word, *Khắc* has one letter in four of *Nam*.
#: In 10.8 million words of clean text, cut into pieces of 150 characters, one changes: ``ng hòa``, which was cut.
LEAST_ALIKE, LEAST_WORD = 0.6, 0.3
#: Characters of a line that may hold a formula, with a wide gap to what stands beside it: longer ones are sentences.
_LONGEST_LINE = 160
#: The same in a stretch of as many letters of the line, which says where to look; heads of words that are tried.
_WORTH_A_LOOK, _NEAREST = 0.55, 3
#: Letters of a word that may have run together with another one, and words of a formula that may have run together.
_LEAST_PARTED, _MOST_TOGETHER = 2, 4
#: Words that exist, but are not those of the formula: ``Mic lap`` for Độc lập.
_MOST_WORDS = 1
#: Share of capitals above which it stands in capitals: as a sentence it has 0.11 and 0.17, ``DQc lQp -Tr; do - Hqnh
#: phric`` 0.28.
_CAPITALS = 0.35
#: By how many letters a step of an alignment moves what follows.
_SHIFT = {"insert": 1, "delete": -1, "replace": 0}
#: Marks that engines print for letters, and what a word may be made of: these, letters and figures.
_MARKS = "$;!{}[]~€@?'’"
_LETTER = lazy(rf"[\p{{L}}\p{{M}}\p{{N}}{regex.escape(_MARKS)}]")


class _Formula(NamedTuple):
    """A formula: its words, their letters without accents, and where the words begin and end in these."""

    words: tuple[str, ...]
    letters: str
    bounds: list[int]


class _Piece(NamedTuple):
    """A word of the line, ``text[start:end]``, and the words of the formula that it should be."""

    start: int
    end: int
    words: tuple[str, ...]


def _formula(text: str) -> _Formula:
    words = tuple(word for word in text.split() if word != "-")
    letters = [bare(word.lower()) for word in words]
    return _Formula(words, "".join(letters), [0, *accumulate(map(len, letters))])


class Formulas:
    """The formulas of the lexicon."""

    def __init__(self) -> None:
        self._all = [_formula(text) for (text,) in read_lexicon("formulas", ("formula",))]

    def misread(self, page: Page) -> Iterator[Edit]:
        """The misread words of the formulas of a page: only lines with a word that does not exist are looked at."""
        done = 0
        for k in page.unknown_words().nonzero()[0].tolist():
            start = int(page.starts[k])
            if start >= done:
                line = page.text.rfind("\n", 0, start) + 1
                end = page.text.find("\n", start)
                done = len(page.text) if end < 0 else end
                if done - line <= _LONGEST_LINE:
                    yield from self._in_line(page, line, done)

    def _in_line(self, page: Page, start: int, end: int) -> Iterator[Edit]:
        places = [match.start() for match in _LETTER.finditer(page.text, start, end)]
        read = "".join((bare(page.text[at]) or " ")[0] for at in places).lower()
        heads = [k for k, at in enumerate(places) if not k or at > places[k - 1] + 1]
        found = ((_found(formula, read, heads), formula) for formula in self._all)
        for span, formula in sorted((span, formula) for span, formula in found if span is not None):
            pieces = list(_pieces(page.text, formula, places, read, span))
            if pieces and _is_misread(page, pieces):
                yield from _edits(page.text, pieces)


def _found(formula: _Formula, read: str, heads: list[int]) -> tuple[int, int] | None:
    """Where a formula stands in the letters of a line: from the head of a word to the end of one, if that fits as well.

    Args:
        heads: where the words of the line begin.
    """
    near = fuzz.partial_ratio_alignment(formula.letters, read, score_cutoff=100 * _WORTH_A_LOOK)
    if near is None:
        return None
    begin, end = _nearest(heads, near.dest_start), _nearest([*heads[1:], len(read)], near.dest_end)
    spans = ((a, b) for a in begin for b in end if a < b)
    alike, first, last = max(((_alike(formula.letters, read[a:b]), a, b) for a, b in spans), key=itemgetter(0))
    return (first, last) if alike >= LEAST_ALIKE else None


def _nearest(places: list[int], to: int) -> list[int]:
    """The places nearest to one, and that itself if it may part two words that ran together: ``NAMĐộc``."""
    nearest = sorted(places, key=lambda place: abs(place - to))[:_NEAREST]
    return nearest if abs(nearest[0] - to) < _LEAST_PARTED else [*nearest, to]


def _alike(letters: str, read: str) -> float:
    """Share of the letters that are the same, 0 to 1."""
    return float(Levenshtein.normalized_similarity(letters, read))


def _pieces(text: str, formula: _Formula, places: list[int], read: str, span: tuple[int, int]) -> list[_Piece]:
    """The words of the line with those of the formula, none if one of these is missing or many ran together."""
    first, last = span
    steps = Levenshtein.editops(formula.letters, read[first:last])
    cuts = [bound + sum(_SHIFT[step.tag] for step in steps if step.src_pos < bound) for bound in formula.bounds]
    held: dict[int, list[str]] = {}
    heads = [k for k in range(first, last) if k == first or places[k] > places[k - 1] + 1]
    for word, (a, b), (c, d) in zip(formula.words, _ranges(formula.bounds), _ranges(cuts)):
        if _alike(formula.letters[a:b], read[first + c : first + d]) < LEAST_WORD:
            return []
        middle = first + (c + d - 1) // 2
        held.setdefault(max(head for head in heads if head <= middle), []).append(word)
    if any(len(words) > _MOST_TOGETHER for words in held.values()):
        return []
    begins = sorted(held)
    ends = [*begins[1:], last]
    return [_trimmed(text, places[begin], places[end - 1] + 1, tuple(held[begin])) for begin, end in zip(begins, ends)]


def _ranges(bounds: list[int]) -> Iterator[tuple[int, int]]:
    return zip(bounds, bounds[1:])


def _trimmed(text: str, start: int, end: int, words: tuple[str, ...]) -> _Piece:
    """A piece without the marks around it, unless an engine may have made them of letters: ``Tr;`` but not ``do;``."""
    old = text[start:end]
    core = old.strip(_MARKS)
    if not core or bare(core.lower()) != _letters(words):
        core = old.lstrip("'’")
    at = start + old.index(core)
    return _Piece(at, at + len(core), words)


def _letters(words: tuple[str, ...]) -> str:
    return bare("".join(words).lower())


def _is_misread(page: Page, pieces: list[_Piece]) -> bool:
    """Is a word misread, and at most one of those a word that exists?

    All in plain letters it only lost its accents, or is a name in a program: `accents` tells.
    """
    behind = page.text[pieces[-1].end : pieces[-1].end + 1]
    read = [page.text[piece.start : piece.end].lower() for piece in pieces]
    telling = (bare(old) != _letters(piece.words) or canonical(old) != bare(old) for piece, old in zip(pieces, read))
    if behind.isalnum() and not behind.isupper() or not any(telling):
        return False
    return sum(_exists(page, piece) for piece in pieces) <= _MOST_WORDS


def _exists(page: Page, piece: _Piece) -> bool:
    """Are its words none of the formula, but words all the same?  ``viet`` lost its accents, ``viết`` has its own."""
    old, meant = page.text[piece.start : piece.end].lower(), " ".join(piece.words).lower()
    words = [k for k in page.meeting(piece.start, piece.end) if page.kinds[k] == WORD]
    if canonical(old) == meant or old.isascii() and old == bare(meant):
        return False
    return not any(page.is_unknown(k) for k in words)


def _edits(text: str, pieces: list[_Piece]) -> list[Edit]:
    """The words that change, in capitals if the line is; then what ran together with the word before is parted, too."""
    whole = "".join(text[piece.start : piece.end] for piece in pieces)
    in_capitals = sum(map(str.isupper, whole)) > _CAPITALS * sum(map(str.isalpha, whole))
    edits, is_changed = [], False
    for start, end, words in pieces:
        old, meant = text[start:end], " ".join(words)
        new = old if canonical(old.lower()) == meant.lower() else meant.upper() if in_capitals else meant
        is_changed |= new != old
        new = " " + new if text[start - 1 : start].isalpha() else new
        if new != old:
            edits.append(Edit(start, end, old, new, "letters", certainty.CERTAIN))
    return edits if is_changed else []
