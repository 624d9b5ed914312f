"""Formulas at the head of official papers, in whatever letters an engine read them.

``CQNG HOAXA HQI CHU NGHiAVIET NAM`` and ``DQc l$p - Tr; do - H4nh phric`` stand on the first page of most papers, in
capitals and bold, which engines read worst.  The words are always the same, so the line as a whole tells them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from .. import certainty
from ..page import Page
from ..patterns import lazy
from ..records import Edit
from ..resources import read_lexicon
from ..syllable import bare

#: Share of letters that are as they should be, without accents: of all, and of each word.  ``ceNG noa xAHqr cHU
#: xcniavrET NAM`` has 0.63; *Cộng hòa xã hội chủ nghĩa Xô viết* lacks a word.
LEAST_ALIKE, LEAST_WORD = 0.6, 0.3
#: Characters of a line that may hold a formula, with a wide gap to what stands beside it: longer ones are sentences.
_LONGEST_LINE = 160
#: The same in a stretch of as many letters of the line, which says where to look; heads of words that are tried.
_WORTH_A_LOOK, _NEAREST = 0.55, 3
#: Letters of a word that may have run together with another one.
_LEAST_PARTED = 2
#: Share of capitals above which it stands in capitals: as a sentence it has 0.11 and 0.17, ``DQc lQp -Tr; do - Hqnh
#: phric`` 0.28.
_CAPITALS = 0.35
#: By how many letters a step of an alignment moves what follows.
_SHIFT = {"insert": 1, "delete": -1, "replace": 0}
_LETTER, _DASH = lazy(r"[^\s\-–—−_.:*|]"), lazy("[–—−]")


class _Formula(NamedTuple):
    """A formula: as it stands, its letters without accents, and where its words begin and end in these."""

    text: str
    letters: str
    bounds: list[int]


def _formula(text: str) -> _Formula:
    words = [bare(word.lower()) for word in text.split() if word != "-"]
    return _Formula(text, "".join(words), [0, *accumulate(map(len, words))])


class Formulas:
    """The formulas of the lexicon."""

    def __init__(self) -> None:
        self._all = [_formula(text) for (text,) in read_lexicon("formulas", ("formula",))]

    def misread(self, page: Page, leave: set[int]) -> Iterator[Edit]:
        """The misread formulas of a page: only lines with a word that does not exist are looked at.

        Args:
            leave: tokens that are right as they are, because the user says so.
        """
        done = 0
        for k in page.unknown_words().nonzero()[0].tolist():
            start = int(page.starts[k])
            if start >= done:
                line = page.text.rfind("\n", 0, start) + 1
                end = page.text.find("\n", start)
                done = len(page.text) if end < 0 else end
                if done - line <= _LONGEST_LINE:
                    yield from self._in_line(page, line, done, leave)

    def _in_line(self, page: Page, start: int, end: int, leave: set[int]) -> Iterator[Edit]:
        places = [match.start() for match in _LETTER.finditer(page.text, start, end)]
        read = "".join((bare(page.text[at]) or " ")[0] for at in places).lower()
        heads = [k for k, at in enumerate(places) if not k or at > places[k - 1] + 1]
        spans = ((_found(formula, read, heads), formula.text) for formula in self._all)
        for span, formula in sorted((span, formula) for span, formula in spans if span is not None):
            edit = _edit(page.text, formula, max(start, places[span[0]]), places[span[1] - 1] + 1)
            start = edit.end
            if edit.new.strip() != edit.old and leave.isdisjoint(page.meeting(edit.start, edit.end)):
                yield edit


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
    if alike < LEAST_ALIKE:
        return None
    there = read[first:last]
    steps = Levenshtein.editops(formula.letters, there)
    cuts = [bound + sum(_SHIFT[step.tag] for step in steps if step.src_pos < bound) for bound in formula.bounds]
    words = zip(zip(formula.bounds, formula.bounds[1:]), zip(cuts, cuts[1:]))
    least = min(_alike(formula.letters[a:b], there[c:d]) for (a, b), (c, d) in words)
    return (first, last) if least >= LEAST_WORD else None


def _nearest(places: list[int], to: int) -> list[int]:
    """The places nearest to one, and that itself if it may part two words that ran together: ``NAMĐộc``."""
    nearest = sorted(places, key=lambda place: abs(place - to))[:_NEAREST]
    return nearest if abs(nearest[0] - to) < _LEAST_PARTED else [*nearest, to]


def _alike(letters: str, read: str) -> float:
    """Share of the letters that are the same, 0 to 1."""
    return float(Levenshtein.normalized_similarity(letters, read))


def _edit(text: str, formula: str, start: int, end: int) -> Edit:
    """The formula in place of what was read, in capitals if that is, with the dash that stands there.

    What ran together with the word before (``NAMĐộc``) is parted.
    """
    old = text[start:end]
    dash = _DASH.search(old)
    formula = " " * (text[start - 1 : start].isalpha()) + formula
    new = formula.upper() if sum(map(str.isupper, old)) > _CAPITALS * sum(map(str.isalpha, old)) else formula
    return Edit(start, end, old, new.replace("-", dash.group()) if dash else new, "letters", certainty.CERTAIN)
