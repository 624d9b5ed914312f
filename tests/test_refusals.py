"""What the front door refuses: each error says what came, what was expected and what to do."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import vnfix
from vnfix import Config, assess, correct, correct_stream, explain, profile_of
from vnfix.config import OptionError
from vnfix.edits import EditError
from vnfix.reports import check
from vnfix.resources import ResourceError
from vnfix.store import StoreError


@pytest.mark.parametrize(
    ("wrong", "nearest"),
    [
        ("min_confidance", "min_confidence"),
        ("fix_space", "fix_spacing"),
        ("protected", "protect"),
        ("tone", "tone_style"),
        ("legacy", "decode_legacy"),
    ],
)
def test_unknown_option_names_the_nearest(wrong: str, nearest: str) -> None:
    """A slip of the pen is told, with the option that was meant."""
    for way_in in (partial(correct, ""), Config, Config().replace):
        with pytest.raises(OptionError, match=f"'{nearest}'"):
            way_in(**{wrong: True})


def test_unknown_option_that_is_like_none_is_told_all() -> None:
    with pytest.raises(OptionError, match=r"'encoding'; there are \['min_confidence', 'fix_spacing', .*'protect'\]"):
        correct("", encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"min_confidence": 7}, "between 0 and 1, not 7"),
        ({"min_confidence": "0.9"}, "between 0 and 1, not '0.9'"),
        ({"min_confidence": float("nan")}, "between 0 and 1, not nan"),
        ({"min_confidence": True}, "between 0 and 1, not True"),
        ({"tone_style": "ancient"}, "'keep', 'old' or 'new'"),
        ({"fix_case": "no"}, "True or False, not 'no'"),
        ({"protect": "x"}, r"write \('x',\)"),
        ({"protect": ["("]}, r"'\(' is no regular expression: missing"),
        ({"extra_words": [1]}, "sequence of strings; 1 is none"),
        ({"extra_words": 5}, r"sequence of strings, \['một', 'hai'\] for instance, not 5"),
        ({"protect": None}, "sequence of strings, .* not None"),
    ],
)
def test_wrong_value_is_an_error(options: dict[str, object], says: str) -> None:
    """A value that an option cannot take is refused before any work, and told."""
    with pytest.raises(OptionError, match=says):
        correct("", **options)


@pytest.mark.parametrize("function", [correct, explain, assess, profile_of, check])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "not NoneType$"),
        (b"UBND tinh", "not bytes; .* data.decode"),
        (3, "not int$"),
        (["UBND", "tinh"], "not list; .* one by one: .* correct_stream$"),
        (("UBND", None), "not tuple; .* one by one"),
        ({"UBND": 1}, "not dict; .* one by one"),
        (iter("UBND"), "not str_.*iterator; .* one by one"),
        (Path("page.txt"), "not .*Path; .* path.read_text"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_text_is_an_error(function: Callable[[Any], object], text: Any, says: str) -> None:
    """Bytes are not taken for a list of numbers, nor a list of texts for one."""
    with pytest.raises(TypeError, match=rf"^expected text \(str\), {says}"):
        function(text)


@pytest.mark.parametrize("chunks", [None, b"UBND tinh", 3, ["UBND", None], Path("page.txt")])
def test_pieces_that_are_no_text_are_an_error(chunks: Any) -> None:
    """`correct_stream` takes any iterable, of strings alone."""
    with pytest.raises(TypeError, match="expected text"):
        list(correct_stream(chunks))


@pytest.mark.parametrize("function", [correct, correct_stream, explain, assess, profile_of, check])
@pytest.mark.parametrize("config", [{"min_confidence": 0.9}, 0.9, None], ids=str)
def test_what_is_no_config_is_an_error(function: Callable[..., object], config: Any) -> None:
    """Options by their names are what is meant."""
    with pytest.raises(OptionError, match=rf"config is a Config, not {type(config).__name__}; .*min_confidence=0.9"):
        function("UBND", **{"config": config})


def test_replaced_by_nothing_is_the_same() -> None:
    """So that tables of `extra_words` that hang on a `Config` are made once."""
    config = Config(extra_words=("boọc mạy",))
    assert config.replace() is config
    assert list(inspect.signature(Config).parameters) == [field.name for field in dataclasses.fields(Config)]


def test_errors_can_be_caught_by_name() -> None:
    """What the docstrings name stands at the front door."""
    assert vnfix.EditError is EditError and vnfix.ResourceError is ResourceError and vnfix.StoreError is StoreError
    assert all(hasattr(vnfix, name) for name in vnfix.__all__)
