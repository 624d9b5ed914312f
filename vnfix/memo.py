"""A bounded memory of what a function gave, that can be asked whether it knows a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Memo(Generic[_Value]):
    """``memo(key)`` is ``make(key)``, made once.  When ``most`` are kept, all are forgotten: threads may share it."""

    def __init__(self, make: Callable[[str], _Value], most: int) -> None:
        self._make, self._most = make, most
        self._kept: dict[str, _Value] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._kept

    def __call__(self, key: str) -> _Value:
        kept = self._kept
        if key in kept:
            return kept[key]
        value = self._make(key)
        if len(self._kept) >= self._most:
            self._kept = {}
        self._kept[key] = value
        return value
