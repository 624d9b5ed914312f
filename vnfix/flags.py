"""The options of `Config` as arguments: ``--min-confidence NUMBER``, ``--no-fix-case``, ``--protect REGEX``."""

from __future__ import annotations

import argparse
import dataclasses
from collections.abc import Collection
from typing import Any, get_args, get_type_hints

import regex

from .config import DEFAULT, Config

#: The options that say what is right as it stands: those that an estimate hangs on.
OF_WHAT_IS_RIGHT = ("extra_words", "protect")
_NAMES = tuple(field.name for field in dataclasses.fields(Config))


def add_options(parser: argparse.ArgumentParser, names: Collection[str] = _NAMES) -> None:
    """Give a parser one argument for each of some fields of `Config`, as `config_of` reads them."""
    says, hints = _option_help(), get_type_hints(Config)
    group = parser.add_argument_group("options")
    for name in names:
        flag, value = "--" + name.replace("_", "-"), getattr(DEFAULT, name)
        how: dict[str, Any] = {"dest": name, "default": argparse.SUPPRESS, "help": says.get(name)}
        if isinstance(value, bool):
            how["action"] = argparse.BooleanOptionalAction
        elif isinstance(value, tuple):
            flag, how["action"] = flag.removesuffix("s"), "append"
            how["metavar"] = "REGEX" if name == "protect" else "WORD"
        elif isinstance(value, str):
            how["choices"] = get_args(hints[name])
        else:
            how["type"], how["metavar"] = type(value), "NUMBER"
        group.add_argument(flag, **how)


def config_of(args: argparse.Namespace) -> Config:
    """The options that a command line gives, the others by default.

    Raises:
        OptionError: a value that an option cannot take.
    """
    return DEFAULT.replace(**{name: value for name, value in vars(args).items() if name in _NAMES})


def _option_help() -> dict[str, str]:
    """What `Config` says of each option, so that it is said once."""
    section = (Config.__doc__ or "").partition("Attributes:")[2]
    found = regex.findall(r"^ {8}(\w+): (.*?)(?=^ {8}\w|\Z)", section, regex.MULTILINE | regex.DOTALL)
    return {name: " ".join(text.replace("``", "").replace("%", "%%").split()) for name, text in found}
