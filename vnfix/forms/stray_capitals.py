"""Capitals within a sentence that were small letters on dirty paper: ``hồ Sơ``, ``thực Hiện``, ``xem Xét``, ``đơn Vị``.

A speck makes a small letter tall, and of c, o, s, u, v, x and their like engines tell the size alone.  What speaks
against a capital: a word that hardly ever has one there, that belongs to the small word before it, on a page where much
was repaired.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator

import regex

from ..certainty import logistic
from ..patterns import lazy
from ..records import Edit
from ..syllable import bare

Bond = Callable[[str, str], float]
Share = Callable[[str], float]

#: Letters that have one shape small and large.
_ONE_SHAPE = frozenset("cosuvwxzkpy")
#: A word with a capital right behind one in small letters, and before no other capital or number: ``thành phố Hồ Chí``.
_WITHIN = lazy(
    r"(?<![\p{L}\p{N}@/._-])(?P<left>\p{Ll}{2,})(?:[ ]|[ ]?\n[ ]?)(?P<word>\p{Lu}\p{Ll}+)"
    r"(?![\p{L}\p{N}]|[@/._-][\p{L}\d]|\s[\p{Lu}\d])"
)
#: Log odds that the letter was small: intercept; per nat of the share of capitals (and a little), of the bond, for a
#: letter of one shape, per nat of the repairs per word (and a little).  Logistic regression over 10,845 such words of
#: 610 printed and worn documents and 196,000 words of clean text, 331 of them small on the paper; by cross-validation
#: 0.7 takes 146 of these and 20 others, none of the clean text.
_INTERCEPT, _PER_SHARE, _PER_BOND, _ONE_SHAPED, _PER_DIRT = -4.13, -1.17, 0.75, 1.49, 1.26
_A_LITTLE_SHARE, _A_LITTLE_DIRT = 0.002, 0.005
_MOST_DIRT, _LEAST_BOND, _MOST_BOND = 0.2, -2.0, 6.0
#: A sentence may begin behind a heading or a lost full stop (``Biên dịch chương trình Để biên dịch``); so strong a bond
#: (nats) says that it does not (``hồ Sơ``).  Of the edits that it forbids on 60 pages by Tesseract and in 36 texts of
#: others' OCR 3 of 21 were right, of those that it leaves 4 of 5.  Where a quarter of the words was misread, capitals
#: were, too: of 105 on pages by the engine of Tesseract 3 in English 101.
_WORD_BOND, _RUINED = 3.0, 0.25


def stray_capitals(text: str, bond: Bond, share: Share, before_names: Callable[[str], bool], dirt: float) -> list[Edit]:
    """The edits that make them small, those that are likelier right than not.

    Args:
        bond: how much likelier (nats) a word is behind another than anywhere.
        share: how often a word has a capital in such a place, 0 to 1.
        before_names: do names stand right behind a word (``đèo Cả``, ``chợ Cũ``, ``cục Xuất bản``)?
        dirt: repairs per word.
    """
    base = _INTERCEPT + _PER_DIRT * math.log(min(dirt, _MOST_DIRT) + _A_LITTLE_DIRT)
    least = _WORD_BOND if dirt < _RUINED else _LEAST_BOND
    edits = []
    for match in _once(text):
        left, word = match.group("left", "word")
        if before_names(left):
            continue
        belongs = min(max(bond(left, word), _LEAST_BOND), _MOST_BOND)
        if belongs < least:
            continue
        odds = base + _PER_BOND * belongs + _PER_SHARE * math.log(share(word) + _A_LITTLE_SHARE)
        odds += _ONE_SHAPED if bare(word[0].lower()) in _ONE_SHAPE else 0.0
        if odds > 0:
            edits.append(Edit(match.start("word"), match.end(), word, word.lower(), "case", logistic(odds)))
    return edits


def _once(text: str) -> Iterator[regex.Match[str]]:
    """The words with a capital within a sentence that do not come again behind the same word.

    What comes again is the writer's: ``bên Vay``.  (With what stands behind `before_names` it leaves four of some 140
    stray capitals on 200 printed pages, and two right ones.)
    """
    found = list(_WITHIN.finditer(text))
    times = Counter(match.group("left", "word") for match in found)
    return (match for match in found if times[match.group("left", "word")] == 1)
