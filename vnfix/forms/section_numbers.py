"""Roman numerals: ``L ĐẶC ĐIỂM`` → I., ``IIL`` → III., ``m. Kiến nghị`` between II and IV, ``lần thứ H`` → II.

Engines take the stems of a numeral for letters (I for l, II for H or n, III for
m) and its full stop for the foot of the last one (``I.`` for L).  Which number
was meant follows from the count of stems; that it is a numeral at all, from the
numbers of the heads before and behind it, or from a head in capitals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from ..patterns import lazy
from ..syllable import parse
from ..tokens import is_roman

#: Letters that are a numeral's strokes.
_STROKES = str.maketrans({c: "I" for c in "Il1|ỊÍÌĨi!"} | {"H": "II", "U": "II", "n": "II", "m": "III", "Y": "V"})
_NUMERAL = r"[IlL1|ỊÍÌĨHUnmVYXi]{1,5}"
#: What may begin a line so that `misread_numerals` finds more than it knows: it is asked of the place of an odd chunk.
AT_HEAD = lazy(rf"(?<=(?:^|\n)[ \t]*(?:(?:Chương|CHƯƠNG|Phần|PHẦN)[ ])?){_NUMERAL}(?:[ .:\n-]|\Z)")
# (A line break is found ten times as fast as ``^``; `misread_numerals` puts one in front.)
_HEAD = lazy(rf"\n[ \t]*(?P<read>{_NUMERAL})(?P<stop>[.]|[ ]?-|)[ ]+(?P<title>\p{{Lu}}[^\n]*)")
_CHAPTER = lazy(rf"\n[ \t]*(?:Chương|CHƯƠNG|Phần|PHẦN)[ ](?P<read>{_NUMERAL})(?=[ ]*(?:\n|\Z|[.:-]))")
#: Behind these a numeral stands, also within a line; ``H`` alone is one only where letters do not count.
_COUNTED = lazy(
    r"\b(?:(?:Phụ lục|Chương|Phần|Mục|[Hh]ạng|[Ll]oại|[Cc]ấp|[Nn]hóm|[Bb]ậc) (?P<read>[IlH|]{2,4})"
    r"|(?:[Ll]ần thứ|[Kk]h(?:óa|oá)|[Qq]uý|[Nn]hiệm kỳ) (?P<read>[XV]{0,3}[IlH|]{2,4}|[XV]{1,3}[l|H]|H))"
    r"(?![\p{L}\d-]|/\p{L})"
)
#: A chunk that holds a numeral with a stroke that may be misread: ``IIL``, ``m.``, ``HI``; not ``IV``, ``1.``, ``ii.``.
ODD = (
    rf"^(?!\d+(?:[.:-]|$)|i{{2,}}(?:[.:-]|$))(?=[VXI]*[lLHUnmYi1|ỊÍÌĨ]){_NUMERAL}(?:[.:-]|$)"
    r"|^(?=[XVI]*[lH|])[XV]{0,3}[IlH|]{1,4}(?![\p{L}\d-]|/\p{L})"
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class _Head(NamedTuple):
    """A head as read, and the numeral that it may be."""

    start: int
    end: int
    read: str
    numeral: str
    stop: str
    in_capitals: bool

    @property
    def is_sure(self) -> bool:
        """Is it a numeral as it stands?"""
        return self.read == self.numeral + self.stop and self.stop != ""


def misread_numerals(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, numeral) of every head of a section or chapter whose numeral was misread."""
    text = "\n" + text
    yield from ((start - 1, end - 1, meant) for start, end, meant in _chapters(text))
    heads = list(_heads(text))
    for k, head in enumerate(heads):
        meant = head.numeral + (head.stop or ".")
        if head.read != meant and not head.is_sure and _is_certain(heads, k):
            yield head.start - 1, head.end - 1, meant


def _chapters(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _CHAPTER.finditer(text):
        read = match["read"]
        meant = _numeral("I" if read == "L" else read)
        if meant is not None and meant != read and not read.isdigit() and not (is_roman(read) and read != "L"):
            yield *match.span("read"), meant


def counted_numerals(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """(start, end, numeral) of every misread numeral behind what is counted by numerals: ``Phụ lục HI``.

    Args:
        spans: where to look, in order; see `vnfix.odd_forms`.
    """
    for span in spans:
        for match in _COUNTED.finditer(text, *span):
            meant = _numeral(match["read"])
            if meant is not None and meant != match["read"]:
                yield *match.span("read"), meant


def _heads(text: str) -> Iterator[_Head]:
    for match in _HEAD.finditer(text):
        read, stop = match["read"], match["stop"]
        if read.isdigit() or is_roman(read.upper()) and (read.islower() or not stop and "L" not in read):
            continue  # 1. 2.; i. ii.; "V Nguyễn"
        foot = read[-1] == "L"  # an I and its full stop
        numeral = _numeral(read[:-1] + "I" if foot else read)
        if numeral is None or foot and len(read) > 1 and stop == "-":
            continue
        words = regex.findall(r"\p{L}{2,}", match["title"])
        capitals = len(words) >= 2 and all(word.isupper() for word in words)
        end = match.end("stop") if stop else match.end("read")
        yield _Head(match.start("read"), end, text[match.start("read") : end], numeral, stop, capitals)


def _numeral(read: str) -> str | None:
    """The numeral that the strokes make, None if they make none (``HH``)."""
    strokes = read.translate(_STROKES)
    return strokes if is_roman(strokes) and "IIII" not in strokes else None


def _value(numeral: str) -> int:
    digits = [_VALUES[c] for c in numeral]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0]))


def _is_counted(heads: list[_Head], k: int) -> bool:
    """Does the numeral that a head may be stand beside it: ``H. Củ Chi`` before a true II., or another ``H.``?"""
    around = heads[max(0, k - 1) : k] + heads[k + 1 : k + 2]
    return any(head.numeral == heads[k].numeral and (head.is_sure or head.read == heads[k].read) for head in around)


def _is_certain(heads: list[_Head], k: int) -> bool:
    """Is a head a misread numeral beyond doubt, by its neighbours or by its own form?"""
    head, value = heads[k], _value(heads[k].numeral)
    if _is_counted(heads, k):
        return False
    before = next((h for h in reversed(heads[:k]) if h.in_capitals == head.in_capitals), None)
    behind = next((h for h in heads[k + 1 :] if h.in_capitals == head.in_capitals), None)
    follows = _value(before.numeral) == value - 1 if before else value == 1
    precedes = behind is not None and _value(behind.numeral) == value + 1
    if not head.read.isascii() and parse(head.read.lower()) is not None:
        return follows and precedes  # VỊ TRÍ VÀ CHỨC NĂNG, VÌ SAO DỰ ÁN CHẬM
    if follows and (precedes or before is not None and (head.in_capitals or head.read[0].isupper())):
        return True
    if head.in_capitals and before is None:
        # The first head of a page may be any: two strokes and more before capitals are no word, but for ``HI SINH``.
        is_word = not head.stop and parse(head.read.lower()) is not None
        return value == 1 and head.read == "L" or len(head.read.rstrip(".-")) > 1 and not is_word
    return precedes and len(head.read.rstrip(".-")) > 1
