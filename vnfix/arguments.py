"""The parser of the command line: a slip is told with the nearest name that exists, under the usage of its command."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from typing import Any

from .slips import nearest


def near(name: str, names: Iterable[str]) -> str:
    """``; did you mean --min-confidence?``, or nothing if no name is alike.  The dashes that all share say nothing."""
    plain = {other.lstrip("-"): other for other in names}
    found = nearest(name.lstrip("-"), plain)
    return "" if found is None else f"; did you mean {plain[found]}?"


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
            hint = near(options[0], names) or f"; `{self.prog} --help` lists those that there are"
            self.error(f"unknown option {options[0]}{hint}")
        self.error(f"too many arguments: {' '.join(unknown)}")
