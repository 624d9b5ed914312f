"""Where in a text are the accents missing?  One array pass over its letters.

In ordinary Vietnamese hardly a dozen letters stand in a row without an accent,
so nearly all of a clean text is done with after this pass.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..chunks import SPACE, WORD
from ..page import Page
from ..syllable import OWN, SHARED

#: Characters in a row without any accent, and without a letter of `OWN`, that make a run worth a look:
#: in 43,000 words of clean text there are 240 runs of the first kind and 22 of the second.
PLAIN_RUN, LATIN_RUN = 16, 40
#: Words that make a sentence long enough to be judged by itself.
SENTENCE_WORDS = 5
#: On a page that is mostly such runs, short lines are looked at too.
SHORT_RUN, MOSTLY = 4, 0.5
#: ``chua-xac-minh``, ``bao_cao_nam``: a label, not prose.
_LABEL = re.compile(r"(?<![^\W_])[^\W_]+(?:[-_][^\W_]+){2,}")


class Piece(NamedTuple):
    """A line, or a sentence of it, without accents: ``tokens[first:last]``, of which ``words`` are words."""

    first: int
    last: int
    words: tuple[int, ...]


def pieces_of(page: Page, leave: Collection[int]) -> Iterator[Piece]:
    """The lines and sentences without accents."""
    for start, end in _runs(page.text):
        labels = (match.span() for match in _LABEL.finditer(page.text, start, end))
        named = {k for label in labels for k in page.inside(*label)}
        yield from _cut(page, page.inside(start, end), named.union(leave) if named else leave)


def _cut(page: Page, tokens: range, leave: Collection[int]) -> Iterator[Piece]:
    """Lines, and sentences of them that are long enough to judge."""
    words: list[int] = []
    first = start = tokens.start
    last, kinds = tokens.stop, page.kinds[tokens.start : tokens.stop].tobytes()
    for k in tokens:
        ended = k + 1 == last
        if kinds[k - start] == WORD:
            if k not in leave:
                words.append(k)
        elif kinds[k - start] == SPACE:
            ended |= "\n" in page.tokens.text(k)
        elif len(words) > SENTENCE_WORDS:
            ended |= page.tokens.text(k) in (".", ";", ":", "!", "?")
        if ended:
            if words:
                yield Piece(first, k + 1, tuple(words))
            first, words = k + 1, []


def neighbouring(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces that follow each other without a gap."""
    group: list[Piece] = []
    for piece in pieces:
        if group and piece.first > group[-1].last:
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _table() -> npt.NDArray[np.uint8]:
    """By code point: 2 for the letters of `OWN`, 1 for those of `SHARED`, 0 for others; the last is for all beyond."""
    table = np.zeros(0x1F01, dtype=np.uint8)
    for kind, letters in ((1, SHARED), (2, OWN)):
        table[[ord(letter) for letter in letters + letters.upper()]] = kind
    return table


_KINDS = _table()


def _runs(text: str) -> list[tuple[int, int]]:
    """Where the text has no accents, or none that other languages do not have."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kinds = _KINDS[np.minimum(codes, len(_KINDS) - 1)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(_gaps(kinds > 0, PLAIN_RUN) + _gaps(kinds > 1, LATIN_RUN)):
        if merged and start < merged[-1][1]:
            start, end = merged[-1][0], max(end, merged.pop()[1])
        merged.append((start, end))
    if sum(end - start for start, end in merged) >= MOSTLY * len(text):
        return _gaps(kinds > 1, SHORT_RUN)
    return merged


def _gaps(marks: npt.NDArray[np.bool_], least: int) -> list[tuple[int, int]]:
    """Stretches of at least ``least`` places without a mark."""
    at = np.concatenate([[-1], marks.nonzero()[0], [len(marks)]])
    long = (at[1:] - at[:-1] > least).nonzero()[0]
    return list(zip((at[long] + 1).tolist(), at[long + 1].tolist()))
