"""The door: NFC once on the way in, offsets of the given text on the way out."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

import regex

from ..records import Edit

_GRAPHEME = regex.compile(r"\X", regex.DOTALL)


class Entered(NamedTuple):
    """A text inside the house.

    Attributes:
        given: the text as the caller gave it.
        text: the same in NFC.
        starts, ends: for every offset of ``text``, where the grapheme that holds it
            begins and ends in ``given``; empty if both texts are the same.
    """

    given: str
    text: str
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    def outside(self, edit: Edit) -> Edit:
        """The edit in offsets, and in the normal form, of the given text."""
        if not self.starts:
            return edit
        start, end = self.starts[edit.start], self.ends[edit.end]
        old = self.given[start:end]
        decomposed = unicodedata.is_normalized("NFD", self.given)
        new = unicodedata.normalize("NFD", edit.new) if decomposed else edit.new
        return edit._replace(start=start, end=end, old=old, new=new)


def enter(given: str) -> Entered:
    """The text in NFC with the way back; nothing is copied when it is in NFC already."""
    if unicodedata.is_normalized("NFC", given):
        return Entered(given, given)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = [0]
    for match in _GRAPHEME.finditer(given):
        piece = unicodedata.normalize("NFC", match.group())
        pieces.append(piece)
        starts += [match.start()] * len(piece)
        ends += [match.end()] * len(piece)
    starts.append(len(given))
    return Entered(given, "".join(pieces), tuple(starts), tuple(ends))
