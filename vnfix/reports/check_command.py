"""``vnfix check FILE…``: is this text layer garbage?"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from typing import Any

from ..flags import OF_WHAT_IS_RIGHT, add_options, config_of
from ..intake import textfiles
from ..intake.textfiles import STANDARD, InputError
from ..records import Assessment
from .estimate import check, together
from .parts import Stretch

_PLURAL = {"page": "pages", "chunk": "chunks", "line": "lines"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments that `command` reads."""
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE", help="UTF-8 text; standard input if none, or for -")
    add("--per", choices=("page", "line"), default="page", help="what is judged apart; form feeds part pages")
    add("--json", action="store_true", help="print JSON instead of the table")
    add("--min-wer", type=float, default=0.0, metavar="RATE", help="show only parts at least so bad, e.g. 0.1")
    add_options(parser, OF_WHAT_IS_RIGHT)


def command(args: argparse.Namespace) -> int:
    """Run ``vnfix check``; prints a block for each file.

    Returns:
        The exit status: 0, or 2 if a file is not UTF-8 text or cannot be read, which
        is told on standard error; the others are judged all the same.

    Raises:
        OptionError: a pattern that is no regular expression.
    """
    config, found, status = config_of(args), [], 0
    for name in args.files or [STANDARD]:
        try:
            source = textfiles.read(name)
        except (InputError, OSError) as error:
            print(f"vnfix check: {textfiles.told(error)}", file=sys.stderr)
            status = 2
            continue
        parts = check(source.text, args.per, config)
        shown = [(part, judged) for part, judged in parts if judged.wer >= args.min_wer]
        found.append((source.name, parts, shown))
    if args.json:
        textfiles.put_text(json.dumps([_record(*item) for item in found], ensure_ascii=False, indent=2) + "\n")
    else:
        textfiles.put_text("\n".join(_block(*item) for item in found))
    return status


Judged = list[tuple[Stretch, Assessment]]


def _record(name: str, parts: Judged, shown: Judged) -> dict[str, Any]:
    told = [{part.kind: part.number, **dataclasses.asdict(judged)} for part, judged in shown]
    return {"file": name, **dataclasses.asdict(together(parts)), "parts": told}


def _block(name: str, parts: Judged, shown: Judged) -> str:
    """The file as a whole, then its parts unless there is only one."""
    lines = [f"{name}: {_told(together(parts))}"]
    if len(parts) > 1:
        lines += [f"  {part.kind} {part.number:<5d} {_told(judged)}" for part, judged in shown]
        if len(shown) < len(parts):
            lines.append(f"  {len(parts) - len(shown)} other {_PLURAL[parts[0][0].kind]}")
    return "\n".join(lines) + "\n"


def _told(judged: Assessment) -> str:
    """``WER  4.1 % ( 2.0 to  8.3)   512 words  repairable``."""
    rates = f"WER {judged.wer:6.1%} ({judged.low:6.1%} to {judged.high:6.1%})".replace("%", " %")
    remark = f" ({judged.remark})" if judged.remark else ""
    return f"{rates} {judged.words:6d} words  {judged.verdict}{remark}"
