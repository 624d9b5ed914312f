"""Words cut at the end of a line: ``phát tri-⏎ển kinh tế`` → ``phát triển⏎kinh tế``.

The whole word stays on the first line and the break comes behind it, so that the
text keeps its lines.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..chunks import WORD
from ..page import Page
from ..patterns import lazy

#: A hyphen (or what engines make of one) at the end of a line, within a word.
_HYPHEN = lazy(r"(?<=\p{L})[-¬\xad][ \t]*\n[ \t]*(?=\p{Ll})")
_TAIL = lazy(r"(?P<marks>[.,;:!?)\]”\"…]*)[ \t]+(?=\S)")
_LAST = lazy(r"(?P<marks>[.,;:!?)\]”\"…]*)[ \t]*(?:\n|$)")


def hyphened(page: Page) -> Iterator[int]:
    """First of the four tokens (piece, hyphen, line end, piece) of every word cut at the end of a line."""
    for match in _HYPHEN.finditer(page.text):
        k = int(np.searchsorted(page.starts, match.start())) - 1
        if k >= 0 and page.kinds[k : k + 4].tolist()[::3] == [WORD, WORD] and page.starts[k + 3] == match.end():
            yield k


def is_break(space: str) -> bool:
    """Is the space one end of a line, not of a paragraph?"""
    return space.count("\n") == 1


def rejoined(text: str, start: int, end: int, word: str) -> tuple[int, int, str]:
    """The edit (start, end, new) that makes a word of ``text[start:end]``, which holds one end of a line, and keeps it.

    The break moves behind the word and its punctuation; where the line ends
    there anyway, it moves in front of the word.
    """
    if "\n" not in text[start:end]:
        return start, end, word
    if tail := _TAIL.match(text, end):
        return start, tail.end(), f"{word}{tail['marks']}\n"
    head = start
    while head and text[head - 1] in " \t":
        head -= 1
    if _LAST.match(text, end) and head < start:
        return head, end, f"\n{word}"
    return start, end, f"{word}\n"
