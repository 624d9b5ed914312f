"""Patterns that are compiled when they are first asked for.

Compiling takes a third of a millisecond a pattern, and most of them are never
asked for: clean text holds no ``tỉnh^`` and no ``3.O50``.
"""

from __future__ import annotations

from typing import Any, cast

import regex


class _Lazy:
    """Stands in for a pattern; a method of it that was asked for once is found directly from then on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(regex.compile(*self._source), name)
        setattr(self, name, found)
        return found


def lazy(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """``regex.compile(pattern, flags)``, put off until the pattern is used.

    A pattern that is wrong is told only then, so it is for patterns of ours, which the tests use.
    """
    return cast("regex.Pattern[str]", _Lazy(pattern, flags))
