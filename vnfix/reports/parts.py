"""Where a text can be cut into pages, chunks or lines that are judged apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

#: Words in a chunk of a text that has no form feeds: about a page.
CHUNK = 500
_WORD = regex.compile(r"\S+")
_LINE_END = regex.compile(r"\r\n|\n|\r|\f")


class Stretch(NamedTuple):
    """``text[start:end]`` is the ``number``-th page, chunk or line (from 1)."""

    kind: str
    number: int
    start: int
    end: int


def pages(text: str) -> list[Stretch]:
    """Pages as form feeds part them; without form feeds, chunks of about `CHUNK` words that end with a line.

    What holds no word (a blank page, the end after the last form feed) is numbered but left out.
    """
    if "\f" in text:
        return _cut(text, "page", [match.end() for match in regex.finditer("\f", text)])
    return _cut(text, "chunk", list(_chunk_ends(text)))


def lines(text: str) -> list[Stretch]:
    """The lines that hold something, numbered as an editor numbers them (a form feed ends a line, too)."""
    return _cut(text, "line", [match.end() for match in _LINE_END.finditer(text)])


def _cut(text: str, kind: str, ends: list[int]) -> list[Stretch]:
    bounds = [0, *ends, len(text)]
    found = [Stretch(kind, k, a, b) for k, (a, b) in enumerate(zip(bounds, bounds[1:]), 1)]
    return [stretch for stretch in found if text[stretch.start : stretch.end].strip()]


def _chunk_ends(text: str) -> Iterator[int]:
    """Ends of even chunks: the first line end where one is full, or a space if the line goes on for half as long."""
    total = sum(1 for _ in _WORD.finditer(text))
    size = total / max(1, round(total / CHUNK))
    count, last = 0, 0
    left = total
    for match in _WORD.finditer(text):
        full = count >= size and _LINE_END.search(text, last, match.start()) is not None
        if (full or count >= 1.5 * size) and left >= size / 2:
            yield match.start()
            count = 0
        count, left, last = count + 1, left - 1, match.end()
