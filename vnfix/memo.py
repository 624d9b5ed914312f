"""A bounded memory of what a function gave, that can be asked whether it knows a key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Memo(Generic[_Value]):
    """``memo(key)`` is ``make(key)``, made once; threads may share it.

    Two generations: what is asked for moves into the younger one, and when that
    is full, the older one is forgotten.  So the last ``most / 2`` keys are known,
    at the price of one or two look-ups.

    Args:
        make: what makes a value.
        most: values kept.
    """

    def __init__(self, make: Callable[[str], _Value], most: int) -> None:
        self._make, self._half = make, most // 2
        self._young: dict[str, _Value] = {}
        self._old: dict[str, _Value] = {}

    def __contains__(self, key: str) -> bool:
        """Is the key known?  Then it will be for a while."""
        if key in self._old:
            self(key)
        return key in self._young

    def __call__(self, key: str) -> _Value:
        """The value of a key."""
        young, old = self._young, self._old
        if key in young:
            return young[key]
        value = old[key] if key in old else self._make(key)
        if len(self._young) >= self._half:
            self._old, self._young = self._young, {}
        self._young[key] = value
        return value
