"""Which stretches of a page deserve a close look by form: ``tỉnh^``, ``3.O50``, ``IIL``, a lone ``■``.

The patterns that judge them look left and right and are slow; clean text hardly ever holds what they look for.  So
every chunk is asked once, when `vnfix.chunks` learns it, and the patterns see only the surroundings of the odd ones.
What makes a chunk odd is told by each module of forms beside its patterns (``ODD``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from .forms import numbers, section_numbers, stray_marks

_ODD = regex.compile("|".join((numbers.ODD, stray_marks.ODD, section_numbers.ODD)))
#: Characters on either side of an odd chunk that the patterns may need: the longest, ``tăng 0 5%`` or a date in words,
#: reach over four words.
_AROUND = 60
_SPACE = regex.compile(r"\s")


def is_odd_form(chunk: str) -> bool:
    """Might something in the chunk be wrong by its form alone?"""
    return _ODD.search(chunk) is not None


def windows(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Stretches of text around the chunks that begin at some places (ascending), none overlapping, to a white space."""
    held: tuple[int, int] | None = None
    for place in places:
        start, end = max(0, place - _AROUND), _next_space(text, _next_space(text, place) + _AROUND)
        if held is not None and start <= held[1]:
            held = held[0], max(end, held[1])
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held


def _next_space(text: str, place: int) -> int:
    """Where the next white space from a place on is, or the end of the text."""
    found = _SPACE.search(text, place)
    return len(text) if found is None else found.start()
