"""The parser of the command line: a slip is told with the nearest name that exists, under the usage of its command."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable, Sequence
from typing import Any

#: How alike (0 to 1, `difflib`) a name must be to be suggested; as for the options of `Config.replace`.
_ALIKE = 0.3


def near(name: str, names: Iterable[str]) -> str:
    """``; did you mean --min-confidence?``, or nothing if no name is alike."""
    found = difflib.get_close_matches(name, list(names), n=1, cutoff=_ALIKE)
    return f"; did you mean {found[0]}?" if found else ""


class Parser(argparse.ArgumentParser):
    """An `argparse.ArgumentParser` with commands whose unknown arguments are errors of the command."""

    commands: Any = None

    def add_commands(self) -> Any:
        """Where commands are added, each by ``add_parser(name)``."""
        self.commands = self.add_subparsers(dest="name", required=True, metavar="COMMAND")
        return self.commands

    def parse(self, words: Sequence[str]) -> argparse.Namespace:
        """The arguments of a command line; the process ends with status 2 after a message if they are wrong."""
        if words and not words[0].startswith("-") and words[0] not in self.commands.choices:
            names = ", ".join(self.commands.choices)
            self.error(f"no command {words[0]!r}{near(words[0], self.commands.choices)} (there are {names})")
        args, unknown = self.parse_known_args(words)
        if unknown:
            self.commands.choices[args.name].refuse(unknown)
        return args

    def refuse(self, unknown: Sequence[str]) -> None:
        """End with the first option that does not exist, and the nearest that does."""
        options = [word.partition("=")[0] for word in unknown if word.startswith("--")]
        names = [name for name in self._option_string_actions if name.startswith("--")]
        if options:
            self.error(f"unknown option {options[0]}{near(options[0], names)}")
        self.error(f"too many arguments: {' '.join(unknown)}")
