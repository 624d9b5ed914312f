"""The command line: ``vnfix correct``, ``explain``, ``check``, ``profile``, ``segment``, ``evaluate``, ``train``.

Every command reads standard input and writes standard output unless told
otherwise.  Whatever goes wrong is one line on standard error and exit status 2.
Files are replaced when their new content is complete: one that cannot be read
stays as it was, and the others are repaired all the same.
"""

from __future__ import annotations

import argparse
import bisect
import importlib
import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import regex

from . import __version__
from .arguments import Parser
from .config import OptionError
from .flags import add_options, config_of
from .intake import textfiles
from .intake.textfiles import STANDARD, InputError, TextFile
from .records import Correction
from .resources import ResourceError
from .store import StoreError

#: Commands that live in workshops of their own, imported only when called:
#: each module has ``add_arguments(parser)`` and ``command(args) -> int``.
_WORKSHOPS = {
    "check": ("vnfix.reports.check_command", "estimate how many words of a text layer are wrong"),
    "profile": ("vnfix.reports.profile_command", "show the engine's confusions, the names and the doubts of a text"),
    "evaluate": ("vnfix.evaluate", "compare OCR text with its truth: CER, WER, words fixed and broken"),
    "learn-channel": ("vnfix.train.learn_channel", "learn an engine's confusions from pairs of read and true pages"),
    "train": ("vnfix.train.build", "compile the n-gram model and the channel from a corpus"),
}
_ERRORS = (InputError, OptionError, ResourceError, StoreError, OSError, ImportError)
_LINE_END = regex.compile(r"\r\n|\n|\r")
#: What a name of a folder may end in.
_SLASHES = ("/", os.sep)
#: The exit status after Ctrl-C: 128 and the number of the signal, as shells write it.
STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line; the exit status: 0 done, 2 an error that is told on standard error, 130 stopped by Ctrl-C."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        args = _parser(words).parse(words)
        return int(args.run(args) or 0)
    except BrokenPipeError:
        # `vnfix explain page.txt | head`: nobody reads on, which is no error.
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"vnfix {words[0]}: stopped", file=sys.stderr)
        return STOPPED
    except _ERRORS as error:
        print(f"vnfix {words[0]}: {textfiles.told(error)}", file=sys.stderr)
        return 2


def _parser(words: Sequence[str]) -> Parser:
    parser = Parser(prog="vnfix", description="Repairs Vietnamese text that OCR has garbled.")
    parser.add_argument("--version", action="version", version=f"vnfix {__version__}")
    commands = parser.add_commands()
    _add_correct(commands)
    _add_explain(commands)
    _add_segment(commands)
    for name, (module, summary) in _WORKSHOPS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        if words and words[0] == name:
            workshop = importlib.import_module(module)
            workshop.add_arguments(command)
            command.set_defaults(run=_evaluate if name == "evaluate" else workshop.command)
    return parser


def _add_correct(commands: Any) -> None:
    summary = "repair text"
    parser = commands.add_parser("correct", help=summary, description=summary)
    parser.add_argument("files", nargs="*", metavar="FILE", help="UTF-8 text; standard input if none, or for -")
    where = parser.add_mutually_exclusive_group()
    out = "file, or folder for several FILEs (ending in /, for one, too); else standard output"
    where.add_argument("-o", "--output", metavar="OUT", help=out)
    where.add_argument("--in-place", action="store_true", help="put the repaired text in the place of each FILE")
    jobs = "processes that repair; default: as many as there are cores, fewer for little text"
    parser.add_argument("--jobs", type=_count, metavar="N", help=jobs)
    add_options(parser)
    parser.set_defaults(run=_correct)


def _add_explain(commands: Any) -> None:
    summary = "list what `correct` would change, and why"
    parser = commands.add_parser("explain", help=summary, description=summary)
    parser.add_argument("file", nargs="?", default=STANDARD, metavar="FILE", help="UTF-8 text; else standard input")
    parser.add_argument("--json", action="store_true", help="edits and doubtful stretches as JSON")
    add_options(parser)
    parser.set_defaults(run=_explain)


def _add_segment(commands: Any) -> None:
    summary = "join the syllables of each word by _ (pyvi)"
    parser = commands.add_parser("segment", help=summary, description=summary)
    parser.add_argument("file", nargs="?", default=STANDARD, metavar="FILE", help="UTF-8 text; else standard input")
    parser.set_defaults(run=_segment)


def _evaluate(args: argparse.Namespace) -> int:
    from . import correct
    from .evaluate import command

    return command(args, correct)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number of processes, 1 or more")
    return int(text)


def _correct(args: argparse.Namespace) -> int:
    from . import batch

    config = config_of(args)
    names = args.files or [STANDARD]
    jobs = [batch.Job(*pair) for pair in zip(names, _places(names, args.output, args.in_place), strict=True)]
    errors = batch.run(jobs, config, args.jobs)
    for error in errors:
        print(f"vnfix correct: {textfiles.told(error)}", file=sys.stderr)
    return 2 if errors else 0


def _places(names: list[str], output: str | None, in_place: bool) -> list[Path | None]:
    """Where the result of each file goes; None is standard output.  A folder for them is there afterwards.

    Raises:
        InputError: the wish cannot be met without losing a result or a FILE.
    """
    if in_place:
        if STANDARD in names:
            raise InputError("--in-place needs FILEs: standard input has no place to put the result")
        return [_regular(name) for name in names]
    if output is None or textfiles.is_standard_output(output):
        return [None] * len(names)
    is_folder = len(names) > 1 or output.endswith(_SLASHES) or Path(output).is_dir()
    places = _in_folder(names, output) if is_folder else [Path(output)]
    _refuse_overwriting(names, places, output)
    return [*places]


def _regular(name: str) -> Path:
    """The place of a FILE that is one; its reading will say if it is missing, or a folder."""
    place = Path(name)
    if not textfiles.is_replaced(place) and not place.is_dir():
        raise InputError(f"--in-place: {name} is no file that could be replaced but a pipe or device; give -o OUT")
    return place


def _in_folder(names: list[str], output: str) -> list[Path]:
    """The places in a folder, which is made if it is missing: not those above it, which may be a slip of the pen."""
    folder = Path(output)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"-o {output}: is no folder, which several FILEs need, and a / at the end says; name another")
    if STANDARD in names:
        raise InputError(f"-o {output}: standard input has no name to write under; give OUT as a file")
    bases = [Path(name).name for name in names]
    base, count = Counter(bases).most_common(1)[0]
    if count > 1:
        raise InputError(f"-o {output}: two FILEs are called {base}; one result would overwrite the other")
    if not folder.exists() and any(Path(name).exists() for name in names):  # else there is nothing to put there
        textfiles.require_folder(folder.parent, output)
        folder.mkdir()
    return [folder / base for base in bases]


def _refuse_overwriting(names: list[str], places: list[Path], output: str) -> None:
    """``cd scans; vnfix correct a.txt -o .`` must not cost the only copy of what the engine read."""
    sources = {textfiles.identity(name): name for name in names}
    sources.pop(None, None)
    for place in places:
        name = sources.get(textfiles.identity(place))
        if name is not None:
            read = "what standard input reads" if name == STANDARD else name
            raise InputError(f"-o {output}: would overwrite {read}; use --in-place if you mean it, else name another")


def _explain(args: argparse.Namespace) -> int:
    from . import explain

    source = textfiles.read(args.file)
    result = explain(source.text, config_of(args))
    textfiles.put_text(_json(source, result) if args.json else _table(source, result))
    return 0


def _position(starts: list[int], offset: int) -> tuple[int, int]:
    """Line and column, both from 1."""
    line = bisect.bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def _table(source: TextFile, result: Correction) -> str:
    starts = _line_starts(source.text)
    rows = []
    for edit in result.edits:
        line, column = _position(starts, edit.start)
        # A join over a line end is shown on one line.
        change = " → ".join(" ".join(side.split()) for side in (edit.old, edit.new))
        rows.append((f"{line}:{column}", change, edit.reason, f"{edit.confidence:.3f}"))
    if not rows:
        return ""
    widths = [max(len(row[k]) for row in rows) for k in range(3)]
    return "".join("  ".join([*(c.ljust(w) for c, w in zip(row, widths, strict=False)), row[3]]) + "\n" for row in rows)


def _json(source: TextFile, result: Correction) -> str:
    """Offsets count characters of the text, from 0, a byte order mark not counted."""
    starts = _line_starts(source.text)

    def record(item: Any) -> dict[str, Any]:
        line, column = _position(starts, item.start)
        return {"line": line, "column": column, **item._asdict()}

    document = {
        "file": source.name,
        "edits": [record(edit) for edit in result.edits],
        "unresolved": [record(doubt) for doubt in result.unresolved],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _segment(args: argparse.Namespace) -> int:
    from .segment import segment

    source = textfiles.read(args.file)
    textfiles.put(source.encoded(segment(source.text)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
