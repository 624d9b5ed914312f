"""Knots: words that hold marks, ``nu’ớc`` → nước, ``đo^`ng`` → đồng, ``th^o`` → thảo, ``ngu-ời`` → người.

An engine that lacks a letter prints its diacritic beside it, and dirt is a mark to any engine.  A knot is a run of
words and such marks without a space, short enough for one syllable.  Its pieces alone mean nothing (``co`` and ``’`` of
``co’ quan``), so it is read as a whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from typing import NamedTuple

from ..chunks import MARK, NUMBER, WORD, Trait
from ..page import Page
from ..patterns import lazy
from ..syllable import LETTERS, LONGEST

#: Marks that OCR puts inside words: ``th^o``, ``ngu-ời``, ``tu'ợng``, ``l<hoản``.
GLUES = frozenset("^'`´~ˆ˜*-¬°’‘_<|\\")
#: What a mark behind a vowel was: horn or acute, acute, grave, circumflex, tilde.
_BESIDE = {
    **dict.fromkeys("'’‘", ("\u031b", "\u0301")),
    "´": ("\u0301",),
    "`": ("\u0300",),
    **dict.fromkeys("^ˆ", ("\u0302",)),
    **dict.fromkeys("~˜", ("\u0303",)),
}
#: Letters of a word as read: those of a syllable, and one more for a letter that was read as two.
LONGEST_WORD = LONGEST + 1
#: Marks in one knot.  Tesseract 3 prints up to two beside a vowel (``đo^`ng``), and a syllable has no more than three
#: vowels, the third without any; of five marks in a row (``a^^^^^``) nothing is left to read.
_MOST_MARKS = 4
_OPEN_QUOTE = lazy(r"(?<!\S)['‘][^'’\n]*\Z")


class Knot(NamedTuple):
    """A run of tokens that may be one word."""

    tokens: range
    #: What was read, with the marks that are diacritics put on their vowels, and the letters alone.
    read: str
    whole: str
    plain: str


class Marks:
    """Marks that an engine puts into words.

    Args:
        letters: those that stand for letters, beside the `GLUES`: dirt, and diacritics that stand beside their letters.
        ending: those of the letters that may end a word.
    """

    def __init__(self, letters: str = "", ending: str = "") -> None:
        self.all = GLUES.union(letters)
        self.letters, self.ending = frozenset(letters), frozenset(ending)


USUAL = Marks()


def composed(read: str, letters: Collection[str] = "") -> str:
    """The string with the marks that stand beside their vowel put on it: ``thu’c`` → thưc, ``đo^`ng`` → đồng."""
    result = ""
    for char in read:
        result = result + char if char in letters else _put(result, char)
    return result


def _put(before: str, mark: str) -> str:
    for combining in _BESIDE.get(mark, ()):
        letter = unicodedata.normalize("NFC", before[-1:] + combining)
        if letter in LETTERS:
            return before[:-1] + letter
    return before + mark


def knots(page: Page, within: Marks = USUAL) -> Iterator[Knot]:
    """The knots of a page, in order, by the marks that may stand within words."""
    piece = page.has(Trait.PIECE) | page.unknown_words()
    behind_word = ((page.kinds[1:] == MARK) & (page.kinds[:-1] == WORD)).nonzero()[0] + 1
    marks = map(page.text.__getitem__, page.starts[behind_word].tolist())  # a mark is one character
    done, marks_within = 0, within.all
    for k, mark in zip(behind_word.tolist(), marks):
        if mark in marks_within and k >= done:
            run = _run(page, k - 1, within)
            done = run.stop
            if _is_short(page, run, within):
                knot = _knot(page, run, within)
                odd = len(knot.whole) < len(knot.read) or not within.letters.isdisjoint(knot.read)
                if odd or piece[run.start : run.stop].any():
                    yield knot


def _knot(page: Page, run: range, within: Marks) -> Knot:
    read = "".join(map(page.tokens.text, run))
    return Knot(run, read, composed(read, within.letters), "".join(char for char in read if char not in within.all))


def _run(page: Page, first: int, within: Marks) -> range:
    """The words and marks without a space from a word on; behind the last word only a diacritic of its own."""
    last = first + 1
    while last < len(page.kinds) and (page.kinds[last] in (WORD, NUMBER) or page.tokens.text(last) in within.all):
        last += 1
    end = last
    while page.kinds[end - 1] == MARK and page.tokens.text(end - 1) not in within.ending:
        end -= 1
    if end < last and _is_diacritic(page, first, end):
        end += 1
    return range(first, end)


def _is_diacritic(page: Page, first: int, at: int) -> bool:
    """Is the mark behind a word its horn or grave (``co’ quan``, ``la` ``), not a closing quote?"""
    word, mark = page.tokens.text(at - 1), page.tokens.text(at)
    if mark not in "'’`" or len(_put(word, mark)) > len(word):
        return False
    if mark != "`" and word[-1] not in "uUoO":
        return False
    start = page.tokens[first].start
    return _OPEN_QUOTE.search(page.text, max(0, start - 200), start) is None


def _is_short(page: Page, run: range, within: Marks) -> bool:
    """Is a run short enough for one syllable with its marks?"""
    texts = [page.tokens.text(k) for k in run]
    marks = [text for text in texts if text in within.all]
    letters = sum(map(len, texts)) - sum(text not in within.letters for text in marks)
    # Hyphens join the parts of foreign names (Ma-lai-xi-a): no more than one is dirt.
    return 1 < letters <= LONGEST_WORD and 0 < len(marks) <= (1 if "-" in marks else _MOST_MARKS)
