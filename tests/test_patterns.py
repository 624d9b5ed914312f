"""Patterns that are compiled late are all right, though no text may ask for them."""

from __future__ import annotations

import importlib
import pkgutil
from typing import Any

import pytest
import regex

import vnfix
from vnfix.patterns import _Lazy, lazy


def all_lazy() -> list[_Lazy]:
    """Every such pattern of the package, also of tuples and lists of them."""
    names = [module.name for module in pkgutil.walk_packages(vnfix.__path__, "vnfix.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    values: list[Any] = [value for module in modules for value in vars(module).values()]
    values += [inner for value in values if isinstance(value, (tuple, list)) for inner in value]
    return [value for value in values if isinstance(value, _Lazy)]


def test_every_pattern_compiles() -> None:
    patterns = all_lazy()
    assert len(patterns) > 30
    for pattern in patterns:
        assert pattern.pattern


def test_a_lazy_pattern_does_what_the_pattern_does() -> None:
    pattern = lazy(r"(?P<n>\p{Lu})x", regex.IGNORECASE)
    found = pattern.search("bộ Đx")
    assert found is not None and found["n"] == "Đ" and pattern.flags & regex.IGNORECASE
    assert pattern.fullmatch("Đx") and "fullmatch" in vars(pattern)


def test_a_wrong_pattern_is_told_when_it_is_used() -> None:
    with pytest.raises(regex.error):
        lazy("(").search("")
