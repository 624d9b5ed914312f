"""Marks that stand for nothing: footnote numbers read as carets, specks and stains of the paper.

- A caret, with the quotes that come with it: ``tỉnh^``, ``^tỉnh``, ``chính"^``.  Prose has no carets.
- One apostrophe that is neither opened nor closed: ``'huyện``, ``đầu tư' nước ngoài``.
- A full stop in front of a small word: ``quyền lợi .của người lao động``.
- A diacritic without a letter: ``Điều 3. ˆ Hồ sơ``.
- A speck between two words that belong together: ``nước ~ sạch``, ``tỉnh ■ Hậu Giang``.

Bullets, quotes, ellipses, code and tables keep theirs: a mark goes only where
Vietnamese words stand on the side (or both) that make it impossible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import regex

from ..patterns import lazy
from ..syllable import are_vietnamese, parse

Bond = Callable[[int, int], float]

_S = r"[■▪●•|~_¬\\`´·¦°]"
#: How much likelier a word must be behind the other than anywhere (nats) for both to be one phrase:
#: nước sạch is at 4.6, thuật ngữ at 7.9; of 10,000 pairs across a sentence end 2 % are above 3.
LEAST_BOND = 3.0
#: Words that name a unit; a name must follow: ``tỉnh ■ Hậu Giang``.
_UNIT = r"(?:[Tt]ỉnh|[Hh]uyện|[Xx]ã|[Pp]hường|[Qq]uận|thị xã|thị trấn|thành phố)"

_QUOTES = "['‘’\"“”*°_]*"
#: A whole word of two letters or more, in front of the mark, behind it, or behind it in small letters.
_LEFT = r"(?<!\p{L})(?P<left>\p{L}{2,})"
_RIGHT = r"(?P<right>\p{Ll}{2,})(?!\p{L})"
_CARET_BEHIND = lazy(
    rf"(?:(?P<word>[\p{{L}}\p{{M}}]{{2,}})|[)\"”…]|\.\.\.)(?P<m>(?<!\^){_QUOTES}\^{_QUOTES})(?=[\s.,;:!?)\]-]|$)"
)
_CARET_AHEAD = lazy(rf"(?<=\s)(?P<m>{_QUOTES}\^{_QUOTES})(?P<word>[\p{{L}}\p{{M}}]{{2,}})")
_CARET_ALONE = lazy(rf"(?<=[\p{{L}}.,;:)%]{{2}})(?P<m>[ ]{_QUOTES}\^{_QUOTES})(?=[ ]\p{{L}}{{2}})")
_QUOTE_AHEAD = lazy(rf"(?<={_LEFT} )(?P<m>['‘’`´]){_RIGHT}")
_QUOTE_BEHIND = lazy(rf"{_LEFT}(?P<m>['‘’`´])(?= {_RIGHT}|[.,;]\s)")
#: Blanks of forms are rows of full stops: ``.năm ..``.
_STOP_AHEAD = lazy(rf"(?<={_LEFT} )(?P<m>\.)(?!(?:năm|tháng|ngày|giờ)\b){_RIGHT}")
_GLUED_BEHIND = lazy(rf"{_LEFT}(?P<m>{_S})(?= {_RIGHT})")
_GLUED_AHEAD = lazy(rf"(?<={_LEFT} )(?P<m>{_S}){_RIGHT}")
_SPACED = lazy(rf"{_LEFT}(?P<m> {_S}(?: ?{_S})*)(?= (?P<right>\p{{L}}{{2,}})(?!\p{{L}}))")
#: Without one of these, or a full stop behind a space, there is nothing to find.
_MARKS = frozenset("^'‘’ˆ˜■▪●•|~_¬\\`´·¦°")
#: Of these a list in a line may have several kinds: ``● một ■ hai ▪ ba``.
_BULLETS = "■▪●•"
#: Characters on either side that tell whether a mark is alone, at most.  Set by hand: three lines of a page, and the
#: cost of a long line without a break stays bounded.
_NEAR = 300
#: Between two small words the stain and the soft hyphen are nothing else: lists in a line have more than one.
_STAIN = lazy(r"(?<=\p{Ll}{2})(?P<m> [■▪¬])(?= \p{Ll}{2})")
#: A diacritic with no letter under it is no character of any text: ``Điều 3. ˆ Hồ sơ``.
_BARE_DIACRITIC = lazy(
    r"(?P<m>[ ][ˆ˜]+(?=[ ]?(?:\n|$))|(?<!\S)[ˆ˜]+(?: |(?=\s|$))|(?<![\p{L}\p{M}ˆ˜])[ˆ˜]+(?![\p{L}\p{M}]))"
)
#: A chunk that holds a mark which one of the patterns may take away.
ODD = "|".join(
    (
        r"[\^ˆ˜]",  # tỉnh^
        r"^['‘’`´]\p{Ll}{2}|\p{L}{2}['‘’`´][.,;]?$",  # 'huyện, tư'
        r"^\.\p{Ll}{2}",  # .của
        rf"^{_S}+$",  # nước ~ sạch
        rf"^{_S}\p{{Ll}}{{2}}|\p{{L}}{{2}}{_S}$",  # ■sạch, nước■
    )
)
_BEHIND_UNIT = lazy(rf"(?<!\p{{L}}){_UNIT}(?P<m> {_S})(?= \p{{Lu}}\p{{Ll}}+ \p{{Lu}}\p{{Ll}})")


def stray_marks(text: str, spans: Iterable[tuple[int, int]], bond: Bond) -> Iterator[tuple[int, int, str]]:
    """(start, end, what stays) of every stretch that holds a stray mark.

    Args:
        spans: where to look, in order; see `vnfix.odd_forms`.
        bond: how much likelier (nats) the word that begins at the second place of the
            text is behind the one at the first than anywhere.
    """
    for span in spans:
        taken = -1
        for start, end, kept in sorted(_in_span(text, span, bond)):
            if start >= taken:
                yield start, end, kept
                taken = end


def _in_span(text: str, span: tuple[int, int], bond: Bond) -> Iterator[tuple[int, int, str]]:
    if _MARKS.isdisjoint(text[span[0] : span[1]]) and text.find(" .", *span) < 0:
        return
    yield from _carets(text, span)
    for match in chain(_QUOTE_AHEAD.finditer(text, *span), _QUOTE_BEHIND.finditer(text, *span)):
        if _between_words(match) and _opens_nothing(text, match.start("m")):
            yield *match.span("m"), ""
    for match in chain(*(pattern.finditer(text, *span) for pattern in (_STOP_AHEAD, _GLUED_AHEAD, _GLUED_BEHIND))):
        if _between_words(match) and (match["m"] == "." or _alone(text, match.start("m"), match["m"])):
            yield *match.span("m"), ""
    for match in _SPACED.finditer(text, *span):
        mark = match["m"].strip()[0]
        start, end = _line(text, match.start("m"))
        if text.count(mark, start, end) > match["m"].count(mark) or not _is_vietnamese(match["left"]):
            continue  # cells of a table, items of a list
        if bond(match.start("left"), match.start("right")) >= LEAST_BOND:
            yield *match.span("m"), ""
    for match in _STAIN.finditer(text, *span):
        if _alone(text, match.start("m"), _BULLETS if match["m"][1] in _BULLETS else match["m"][1]):
            yield *match.span("m"), ""
    for match in chain(_BEHIND_UNIT.finditer(text, *span), _BARE_DIACRITIC.finditer(text, *span)):
        yield *match.span("m"), ""


def _carets(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int, str]]:
    for match in _CARET_BEHIND.finditer(text, *span):
        if match["word"] is None or _is_vietnamese(match["word"]):
            yield *match.span("m"), _closing(text, match.start("m"), match["m"])
    for match in _CARET_AHEAD.finditer(text, *span):
        if _is_vietnamese(match["word"]):
            yield *match.span("m"), ""
    for match in _CARET_ALONE.finditer(text, *span):
        yield *match.span("m"), ""


def _between_words(match: regex.Match[str]) -> bool:
    """Does the mark stand at a word that is Vietnamese beyond doubt, with no other language beside it?"""
    return are_vietnamese([word for word in (match["left"], match["right"]) if word is not None])


def _is_vietnamese(word: str) -> bool:
    return parse(word.lower()) is not None


def _line(text: str, at: int) -> tuple[int, int]:
    """The line around a place, or what of it lies within `_NEAR` characters."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return max(start, at - _NEAR), min(end if end >= 0 else len(text), at + _NEAR)


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """The paragraph around a place (a page breaks its lines where it ends), or what lies within `_NEAR` characters."""
    start, end = text.rfind("\n\n", 0, at) + 1, text.find("\n\n", at)
    return max(start, at - _NEAR), min(end if end >= 0 else len(text), at + _NEAR)


def _alone(text: str, at: int, marks: str) -> bool:
    """Is the mark at the place the only one of its kind in its line (others open, close or draw)?"""
    start, end = _line(text, at)
    return sum(text.count(mark, start, end) for mark in marks) == 1


def _opens_nothing(text: str, at: int) -> bool:
    """Is the apostrophe the only one in its paragraph, and has every double quote its fellow (not ``‘học phí"``)?"""
    start, end = _paragraph(text, at)
    single, double = (sum(text.count(mark, start, end) for mark in marks) for marks in ("'‘’`´", '"“”'))
    return single == 1 and double % 2 == 0


def _closing(text: str, at: int, marks: str) -> str:
    """The double quote among the marks, if one is open in the line."""
    start, _ = _paragraph(text, at)
    for opening, closing in (('"', '"'), ("“", "”")):
        before = text.count(opening, start, at) - (text.count(closing, start, at) if opening != closing else 0)
        if closing in marks and before % 2 == 1:
            return closing
    return ""
