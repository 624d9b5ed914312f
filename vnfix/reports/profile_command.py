"""``vnfix profile FILE``: the engine's habits and the document's names."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterable, Iterator

from ..flags import OF_WHAT_IS_RIGHT, add_options, config_of
from ..intake import textfiles
from ..intake.textfiles import STANDARD
from ..records import DocumentProfile
from .findings import profile_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments that `command` reads."""
    add = parser.add_argument
    add("file", nargs="?", default=STANDARD, metavar="FILE", help="UTF-8 text; else standard input")
    add("--top", type=int, default=20, metavar="N", help="rows of each table (default 20)")
    add("--json", action="store_true", help="print JSON instead of the tables, with all rows")
    add_options(parser, OF_WHAT_IS_RIGHT)


def command(args: argparse.Namespace) -> int:
    """Run ``vnfix profile``; prints what was found, returns the exit status 0.

    Raises:
        InputError: the file is not UTF-8 text.
        OptionError: a pattern that is no regular expression.
        OSError: it cannot be read.
    """
    source = textfiles.read(args.file)
    found = profile_of(source.text, config_of(args))
    if args.json:
        record = {"file": source.name, **dataclasses.asdict(found)}
        textfiles.put_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n")
    else:
        textfiles.put_text("\n".join(_tables(found, max(1, args.top))) + "\n")
    return 0


def _tables(found: DocumentProfile, top: int) -> Iterator[str]:
    judged = found.assessment
    rate = f"{judged.wer:.1%} ({judged.low:.1%} to {judged.high:.1%})".replace("%", " %")
    remark = f"; {judged.remark}" if judged.remark else ""
    yield f"estimated word error rate  {rate} of {judged.words} words: {judged.verdict}{remark}"
    yield from _table("edits by reason", ((reason, str(count)) for reason, count in found.reasons), top)
    confusions = (
        (f"{_piece(c.read)} → {_piece(c.meant)}", str(c.count), f"{c.confidence:.2f}", _examples(c.examples))
        for c in found.confusions
    )
    yield from _table("confusions (read → meant, edits, mean confidence, examples)", confusions, top)
    yield from _table("suspected names", ((name, str(count)) for name, count in found.names), top)
    doubts = ((_flat(word), str(count), ", ".join(map(_flat, best))) for word, count, best in found.unresolved)
    yield from _table("left in doubt (as read, times, best readings)", doubts, top)


def _examples(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{_flat(old)} → {_flat(new)}" for old, new in pairs)


def _piece(piece: str) -> str:
    return _flat(piece.replace(" ", "␣")) or "∅"


def _flat(text: str) -> str:
    """On one line: an edit may span a line end."""
    return " ".join(text.split())


def _table(title: str, rows: Iterable[tuple[str, ...]], top: int) -> Iterator[str]:
    """A title and at most ``top`` rows in columns; nothing for no rows."""
    listed = list(rows)
    if not listed:
        return
    shown = listed[:top]
    widths = [max(len(row[k]) for row in shown) for k in range(len(shown[0]))]
    yield f"\n{title}"
    for row in shown:
        yield ("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()
    if len(listed) > top:
        yield f"  and {len(listed) - top} more"
