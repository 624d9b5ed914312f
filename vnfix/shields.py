"""Shields: stretches that no edit may touch: addresses, figures with their units, formulae, what the user names.

The patterns of data/lexicon/protected.tsv are matched around the edits only:
on a clean page, matching all of them everywhere takes longer than all else.  Most
hold a character (@, %, <) without which they are neither tried nor compiled.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import regex

from .config import Config
from .own_terms import own_terms
from .patterns import lazy
from .records import Edit
from .resources import read_lexicon

#: Lines before and after that of an edit where a match that touches it may begin or end.
#: No pattern of the table has more than two spaces that may be line breaks (``7 giờ 30``).
_LINES = 2

_DOT_WITHIN = lazy(r"\.\S")

#: Reasons of edits that mend a figure as such: what the table protects is the rest of it (``l00%``, ``l5/8/2022``).
_OF_FIGURES = frozenset({"number"})

Span = tuple[int, int]


def unshielded(text: str, edits: list[Edit], config: Config) -> list[Edit]:
    """The edits that touch nothing protected.

    Args:
        config: whose patterns and terms are the user's own, and may be any stretch.
    """
    if not edits:
        return edits
    own = [match.span() for pattern in _compiled(config.protect) for match in pattern.finditer(text)]
    edits = _outside(edits, own + own_terms(config.extra_words).spans(text))
    figures = [edit for edit in edits if edit.reason in _OF_FIGURES]
    others = [edit for edit in edits if edit.reason not in _OF_FIGURES]
    found: list[Span] = []
    for start, end in _windows(text, others):
        around = set(text[start:end])
        if _DOT_WITHIN.search(text, start, end) is None:  # those of sentence ends are in every text, and hold nothing
            around.discard(".")
        tried = (pattern for holds, pattern in _built_in() if not holds or not around.isdisjoint(holds))
        found += [match.span() for pattern in tried for match in pattern.finditer(text, start, end)]
    return figures + _outside(others, found)


def _outside(edits: list[Edit], found: list[Span]) -> list[Edit]:
    """The edits that touch none of the stretches; one without a character (``x*`` matches before any) is nothing."""
    found = sorted((start, end) for start, end in found if start < end)
    starts, reach = [start for start, _ in found], list(accumulate((end for _, end in found), max))
    return [edit for edit in edits if not _touched(edit, starts, reach)]


def sure_ones(text: str, edits: Iterable[Edit], config: Config) -> list[Edit]:
    """Those of some edits that are sure enough and touch nothing that the user says is right."""
    return unshielded(text, [edit for edit in edits if edit.confidence >= config.min_confidence], config)


def _touched(edit: Edit, starts: Sequence[int], reach: Sequence[int]) -> bool:
    """Does one of the stretches overlap the edit?  ``reach``: how far those up to each one go."""
    at = bisect_left(starts, edit.end) - 1
    return at >= 0 and reach[at] > edit.start


def _windows(text: str, edits: Iterable[Edit]) -> Iterator[Span]:
    """The lines around the edits, in order; those that overlap or touch are one."""
    held: Span | None = None
    for edit in sorted(edits):
        start, end = edit.start, edit.end
        if held is not None and end <= held[1]:
            continue
        for _ in range(_LINES + 1):
            start = text.rfind("\n", 0, start) if start > 0 else start
            end = text.find("\n", end + 1) if 0 <= end < len(text) else end
        window = max(start, 0), end if end >= 0 else len(text)
        if held is not None and window[0] <= held[1]:
            window = held[0], window[1]
        elif held is not None:
            yield held
        held = window
    if held is not None:
        yield held


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[regex.Pattern[str], ...]:
    return tuple(map(regex.compile, patterns))


@lru_cache(maxsize=1)
def _built_in() -> tuple[tuple[str, regex.Pattern[str]], ...]:
    """The patterns of the table, each with the characters one of which must be there (none: try it anyway)."""
    return tuple((holds, lazy(pattern)) for holds, pattern in read_lexicon("protected", ("holds", "pattern")))
