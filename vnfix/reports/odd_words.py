"""What speaks for an error in the form of a word alone: words run together, figures with letters in them, scraps.

The repair leaves most of these alone, since it cannot read them (``nhân.viên``
may be a sentence's end without its space), but they tell of errors all the same, and
an engine that makes them makes others that cannot be seen: misread figures, specks read as words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import regex

from ..syllable import case_shape, parse

_JOINT = regex.compile(r"[-/.,:]+")
_STOPS = frozenset(".,:")
_DIGIT_AT_LETTER = regex.compile(r"\p{N}\p{L}|\p{L}\p{N}")
#: Digits beside letters as authors write them: ``QH15``, ``A4``, ``50km``, ``7h30``, ``m2``, ``24a``.
_WRITTEN_SO = regex.compile(
    r"\p{Lu}+\p{N}+\p{Lu}?|\p{N}*[kcdm]?m[²³23]?|\p{N}+(?:[kmg]?g|ha|ml|[MGTk]?[BbWV]|[MGk]?Hz|[hm]\p{N}{0,2}|s|th|tr|K|G)"
    r"|\p{N}+(?:USD|VND|\p{L})"
)
#: Letters of a scrap at most; three letters that are no syllable are mostly an abbreviation.
_SCRAP = 2


class Forms(NamedTuple):
    """One number a word for each sign.

    Attributes:
        glued: words that stops have glued to it, as ``nhân.viên`` holds one more word than it should.
        hyphened: words that hyphens have glued to it: ``hai-xã``, ``14-hộ``.
        mixed: 1 if a digit touches a letter as no author writes it: ``2o25``, ``6ần``.
        figure: 1 if it holds a digit.
        cut: 1 for one of two figures side by side amid words: ``từ 1 9 đến`` was 1/9.
        shape: 1 if capitals stand amid small letters: ``trỞ``.
        scrap: 1 for one or two letters that are no syllable: a speck read as ``l`` or ``cv``.
        vowel: 1 for a letter that is a syllable by itself (``ở``, ``ý``), or a speck; how it fits there tells.
    """

    glued: list[int]
    hyphened: list[int]
    mixed: list[bool]
    figure: list[bool]
    cut: list[bool]
    shape: list[bool]
    scrap: list[bool]
    vowel: list[bool]


def forms(text: str, spans: Sequence[tuple[int, int]], known: Callable[[str], bool]) -> Forms:
    """The signs of every word of a text; ``known`` tells whether a word in small letters exists."""
    words = [text[start:end] for start, end in spans]
    joints = [glued(word, known) for word in words]
    figure = [_is_figure(word) for word in words]
    return Forms(
        [stops for stops, _ in joints],
        [hyphens for _, hyphens in joints],
        [has_digit and is_mixed(word) for word, has_digit in zip(words, figure)],
        figure,
        _cut(text, spans, figure),
        [any(piece.isalpha() and case_shape(piece) == "mixed" for piece in _JOINT.split(word)) for word in words],
        [_is_scrap(text, start, end, before) for (start, end), before in zip(spans, [False, *figure])],
        [len(word) == 1 and parse(word.lower()) is not None for word in words],
    )


def glued(word: str, known: Callable[[str], bool]) -> tuple[int, int]:
    """How many words stops, and how many hyphens, have glued to the last one.

    >>> glued("nhân.viên", {"nhân", "viên"}.__contains__), glued("14-hộ", {"hộ"}.__contains__)
    ((1, 0), (0, 1))
    >>> glued("TP.HCM", {"tp", "hcm"}.__contains__), glued("3.140,5", set().__contains__)
    ((0, 0), (0, 0))
    """
    pieces, stops, hyphens = _JOINT.split(word), 0, 0
    if len(pieces) == 1:
        return 0, 0
    whole = [len(piece) > 1 and piece.isalpha() and known(piece.lower()) for piece in pieces]
    syllable = [is_whole and parse(piece.lower()) is not None for is_whole, piece in zip(whole, pieces)]
    for k, marks in enumerate(_JOINT.findall(word)):
        left, right = pieces[k], pieces[k + 1]
        if set(marks) <= _STOPS:
            behind = (whole[k] or left.isdigit()) and syllable[k + 1]
            stops += syllable[k] or behind or (len(marks) > 1 and marks != "...")
        elif marks == "-" and right == right.lower():
            hyphens += (whole[k] and (whole[k + 1] or right.isdigit())) or (left.isdigit() and whole[k + 1])
    return stops, hyphens


def _is_figure(word: str) -> bool:
    return any(char.isdigit() for char in word)


def is_mixed(word: str) -> bool:
    """Does a digit touch a letter as no author writes it?

    >>> [is_mixed(word) for word in ("2o25", "6ần", "UBTVQH13", "50km", "7h30", "16I12I2016")]
    [True, True, False, False, False, True]
    """
    pieces = _JOINT.split(word)
    return any(_DIGIT_AT_LETTER.search(piece) and not _WRITTEN_SO.fullmatch(piece) for piece in pieces)


def _cut(text: str, spans: Sequence[tuple[int, int]], figure: Sequence[bool]) -> list[bool]:
    """Two figures side by side with a word on either side, all on one line; more of them are a row of a table."""
    found = [False] * len(spans)
    for k in range(1, len(spans) - 2):
        if figure[k] and figure[k + 1] and not figure[k - 1] and not figure[k + 2]:
            (_, before), (after, _) = spans[k - 1], spans[k + 2]
            gap = text[spans[k][1] : spans[k + 1][0]]
            if not gap.strip(" ") and "\n" not in text[before:after]:
                found[k] = found[k + 1] = True
    return found


def _is_scrap(text: str, start: int, end: int, behind_figure: bool) -> bool:
    word = text[start:end]
    if len(word) > _SCRAP or _is_figure(word) or parse(word.lower()) is not None:
        return False
    if len(word) > 1:
        # TW is an abbreviation, 5 cm a measure.
        return not word.isupper() and not behind_figure
    # ``b)`` and ``c.`` at the head of a line are labels.
    heads = start == 0 or text[start - 1] == "\n"
    return not (text[end : end + 1] == ")" or (heads and text[end : end + 1] == "."))
