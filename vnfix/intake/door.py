"""The door: NFC and plain line ends once on the way in, offsets of the given text on the way out."""

from __future__ import annotations

import os
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from ..records import Edit

_GRAPHEME = regex.compile(r"\X", regex.DOTALL)
#: Line ends of Windows.  Inside the house a line ends in one character: no pattern has to know of two.
_CRLF = "\r\n"


class Entered(NamedTuple):
    """A text inside the house.

    Attributes:
        given: the text as the caller gave it.
        text: the same in NFC, its lines ended by ``\\n``.
        starts, ends: for every offset of ``text``, where the grapheme that holds it
            begins and ends in ``given``; empty if that is in NFC.
        breaks: if it is, where in ``text`` a character of ``given`` was left out.
        decomposed: is ``given`` in NFD?
    """

    given: str
    text: str
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    breaks: Sequence[int] = ()
    decomposed: bool = False

    def outside(self, edit: Edit) -> Edit:
        """The edit in offsets, and in the normal form and the line ends, of the given text."""
        if self.given == self.text:
            return edit
        if self.starts:
            start, end = self.starts[edit.start], self.ends[edit.end]
        else:
            start, end = (at + bisect_left(self.breaks, at) for at in (edit.start, edit.end))
        old = self.given[start:end]
        new = unicodedata.normalize("NFD", edit.new) if self.decomposed else edit.new
        return edit._replace(start=start, end=end, old=old, new=new.replace("\n", _CRLF) if _CRLF in old else new)


def as_text(given: object) -> str:
    """What is given, if it is a text.

    Raises:
        TypeError: it is none; the message says what makes one of it.
    """
    if isinstance(given, str):
        return given
    cure = ""
    if isinstance(given, (bytes, bytearray, memoryview)):
        cure = "; bytes are to be decoded first: data.decode('utf-8')"
    elif isinstance(given, os.PathLike):
        cure = "; read the file first: path.read_text(encoding='utf-8')"
    elif isinstance(given, Iterable):
        cure = "; give several texts one by one: [correct(text) for text in texts], pieces of one to correct_stream"
    raise TypeError(f"expected text (str), not {type(given).__name__}{cure}")


def enter(given: str) -> Entered:
    """The text with the way back; nothing is copied when it is in NFC and has plain line ends already.

    Raises:
        TypeError: it is no text.
    """
    given = as_text(given)
    if not unicodedata.is_normalized("NFC", given):
        return _composed(given)
    if _CRLF not in given:
        return Entered(given, given)
    lines = given.split(_CRLF)
    breaks, at = [], -1
    for line in lines[:-1]:
        at += len(line) + 1
        breaks.append(at)
    return Entered(given, "\n".join(lines), breaks=breaks)


def _composed(given: str) -> Entered:
    """A text that is not in NFC, by graphemes: a line end of two characters is one, too."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = [0]
    for match in _GRAPHEME.finditer(given):
        piece = unicodedata.normalize("NFC", match.group()).replace(_CRLF, "\n")
        pieces.append(piece)
        starts += [match.start()] * len(piece)
        ends += [match.end()] * len(piece)
    starts.append(len(given))
    decomposed = unicodedata.is_normalized("NFD", given)
    return Entered(given, "".join(pieces), tuple(starts), tuple(ends), (), decomposed)
