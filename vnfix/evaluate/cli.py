"""``vnfix evaluate NOISY GOLD``: the command line of this workshop.

It knows no corrector: whoever calls `command` passes one in.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable
from pathlib import Path

from ..intake import textfiles
from ..intake.textfiles import InputError
from .comparison import evaluate
from .readers import Pairs, read_jsonl, read_pairs, read_tsv
from .report import Report

_TABLES = {".jsonl": read_jsonl, ".tsv": read_tsv}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments that `command` reads.

    The help is ASCII: argparse would stop at ⟦ on a terminal that has no UTF-8.
    """
    add = parser.add_argument
    add(
        "noisy",
        metavar="NOISY",
        help="text as the engine read it; or a .tsv or .jsonl with fields noisy, gold[, system]",
    )
    add(
        "gold",
        metavar="GOLD",
        nargs="?",
        help="text as it stands on the paper; what is in white square brackets (U+27E6, U+27E7) is not scored",
    )
    add("--system", metavar="FILE", help="text after a repair; without it vnfix repairs NOISY")
    add(
        "--by-line",
        action="store_true",
        help="align line by line; else as a whole, since engines cut lines their own way",
    )
    add("--lower", action="store_true", help="compare in lower case")
    add("--tone-placement", action="store_true", help="count the other style of tone placement as an error")
    add("--bootstrap", metavar="N", type=int, default=0, help="95%% intervals from N draws, e.g. 1000")
    add("--json", action="store_true", help="print JSON instead of the table")
    add("--html", metavar="OUT", help="also write a page that shows the alignment in colour")


def command(args: argparse.Namespace, correct: Callable[[str], str]) -> int:
    """Run ``vnfix evaluate``; prints the report, returns the exit status 0.

    Args:
        args: from a parser that `add_arguments` has prepared.
        correct: repairs a text; called only if no repaired text is given.

    Raises:
        InputError: the files cannot be compared; nothing has been written then.
        OSError: a file cannot be read or written.
    """
    if args.bootstrap < 0:
        raise InputError(f"--bootstrap {args.bootstrap}: expected a number of draws, 1000 for instance, or 0 for none")
    _refuse_overwriting(args)
    report = _report(args, correct)
    rounds = args.bootstrap
    shown = json.dumps(report.to_dict(rounds), indent=2) + "\n" if args.json else report.table(rounds)
    if args.html:
        title = " - ".join(Path(name).name for name in (args.noisy, args.gold) if name)
        with textfiles.replacing(Path(args.html)) as out:
            out.write(report.html(title, rounds).encode("utf-8"))
    textfiles.put_text(shown)
    return 0


def _report(args: argparse.Namespace, correct: Callable[[str], str]) -> Report:
    pairs = _read(args)
    system = [correct(text) for text in pairs.noisy] if pairs.system is None else pairs.system
    # The one pair of two text files is cut into lines on demand; the rows of a table are units already.
    sides = [side[0] if args.gold is not None else side for side in (pairs.noisy, system, pairs.gold)]
    whole = args.gold is not None and not args.by_line
    return evaluate(*sides, lower=args.lower, tone_placement=args.tone_placement, whole=whole)


def _read(args: argparse.Namespace) -> Pairs:
    for name in (args.noisy, args.gold):
        if name and Path(name).is_dir():
            raise InputError(f"{name} is a folder; put its pages into one .jsonl or .tsv, with fields noisy and gold")
    if args.gold is not None:
        return read_pairs(args.noisy, args.gold, args.system)
    reader = _TABLES.get(Path(args.noisy).suffix.lower())
    if reader is None:
        raise InputError(f"{args.noisy}: GOLD is missing; only a .tsv or .jsonl file holds both texts")
    if args.system:
        raise InputError(f"--system {args.system}: put it into {args.noisy} as the field system")
    return reader(args.noisy)


def _refuse_overwriting(args: argparse.Namespace) -> None:
    """A slip such as ``--html gold.txt`` must not cost the gold."""
    for name in (args.noisy, args.gold, args.system):
        if name and args.html and os.path.realpath(name) == os.path.realpath(args.html):
            raise InputError(f"--html {args.html}: this is an input file, and would be overwritten; name another")
