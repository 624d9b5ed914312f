"""What each part of the engine gives and costs: leave one out, `python benchmarks/ablation.py`.

    python benchmarks/ablation.py [--models FOLDER] [--rounds 3] [--only WORD...] [--out benchmarks]

Every part is switched off (or replaced by something plain) from here, by patching the engine while it runs; the
engine has no switches.  The channel is learnt from training/pairs without the pages that are read (`crossed.py`),
so no figure flatters; without ../shared the own text alone is read.  FOLDER holds n-gram models to try, one in each
subfolder, as `ablation_models.py` makes them.  Writes ablation.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import ablation_parts
import crossed
from ablation_parts import PARTS, WHOLE, Part
from circumstances import circumstances, told
from peers.report import percent, speed, table
from sets import SHARED, all_sets

from vnfix import Corrector
from vnfix.evaluate import Counts, evaluate
from vnfix.ngrams import NgramModel
from vnfix.progress import progress
from vnfix.resources import model_dir
from vnfix.train.channel_file import compile_rules
from vnfix.train.learn_channel import complete, mixed

HERE = Path(__file__).resolve().parent
#: What is neither cut in halves nor learnt from; all of it is read by the first model.
OTHERS = {
    "own_printed": "own pages",
    "own_paddle": "own pages, PP-OCR",
    "clean_dev": "clean",
    "own_clean": "own clean",
    "own_stripped": "stripped",
}
CLEAN, STRIPPED = ("clean", "own clean"), "stripped"
Tables = dict[str, dict[str, crossed.Rules]]


class Row(NamedTuple):
    """What came out for a part: counts by set, CPU seconds by set, bytes of data saved."""

    part: Part
    counts: dict[str, Counts]
    seconds: dict[str, float]
    saved: int


def sets() -> list[crossed.Part]:
    """Everything that is read, with the model that may read it."""
    found = list(crossed.parts()) if SHARED.is_dir() else []
    for s in all_sets():
        if s.name in OTHERS:
            found.append(crossed.Part(OTHERS[s.name], "reads_1", list(zip(s.noisy, s.gold, strict=True))))
    return found


def tables() -> Tables:
    """Model → engine → rules, learnt once for all parts."""
    return {model: dict(zip(crossed.ENGINES, crossed.rules_of(model), strict=True)) for model in crossed.HALVES}


@contextmanager
def applied(part: Part) -> Iterator[None]:
    """The engine without a part.

    Raises:
        AttributeError: the engine no longer has what is to be patched.
    """
    with ExitStack() as stack:
        for owner, name, value in part.patches:
            stack.enter_context(patch.object(owner, name, value))
        yield


def models(part: Part, learnt: Tables, whole: dict[str, Path], folder: Path) -> dict[str, Path]:
    """The models that a part is tried with: compiled anew where it changes what is compiled."""
    if not part.compiled:
        return whole
    found = {}
    for name, of_engine in learnt.items():
        found[name] = folder / name
        complete(part.ngrams or model_dir(), found[name])
        shares = dict(zip(sorted(of_engine), crossed.WEIGHTS, strict=True))
        rules = mixed([of_engine[engine] for engine in part.engines], [shares[engine] for engine in part.engines])
        with applied(part):
            seen = crossed.seen_by(name, part.engines)
            compile_rules(rules, NgramModel(found[name] / "ngrams.vnfix"), found[name], seen)
    return found


def read(part: Part, folders: dict[str, Path], found: list[crossed.Part]) -> Row:
    """Read everything without the part; a fresh `Corrector`, so that no cache is warm."""
    counts: dict[str, Counts] = {}
    seconds: dict[str, float] = {}
    with applied(part):
        correctors = {name: Corrector(folder) for name, folder in folders.items()}
        for corrector in correctors.values():
            corrector.correct("Ủy ban nhân dân huyện đã hợp phiên thường kỳ.")
        for title, model, pages in found:
            noisy, gold = [page[0] for page in pages], [page[1] for page in pages]
            start = time.process_time()
            repaired = [correctors[model].correct(text, **part.options) for text in noisy]
            seconds[title] = seconds.get(title, 0.0) + time.process_time() - start
            counts[title] = counts.get(title, Counts()) + evaluate(noisy, repaired, gold, whole=False).counts
    return Row(part, counts, seconds, part.saved(folders["reads_1"]))


def fastest(rows: list[Row]) -> Row:
    """The row with the least seconds that any round took on each set."""
    return rows[0]._replace(seconds={title: min(row.seconds[title] for row in rows) for title in rows[0].seconds})


def measured(parts: list[Part], rounds: int) -> list[Row]:
    """A row for each part; the rounds go over all parts in turn, so that a busy minute hits no single one."""
    found, learnt = sets(), tables()
    with tempfile.TemporaryDirectory() as temporary:
        whole = {
            name: crossed.write([t[engine] for engine in sorted(t)], name, Path(temporary) / name)
            for name, t in learnt.items()
        }
        jobs = [(part, models(part, learnt, whole, Path(temporary) / f"part{k}")) for k, part in enumerate(parts)]
        rows: dict[str, list[Row]] = {}
        turns = [job for _ in range(rounds) for job in jobs]
        for part, folders in progress(turns, label="reading"):
            rows.setdefault(part.title, []).append(read(part, folders, found))
    return [fastest(of_part) for of_part in rows.values()]


def shown(rows: list[Row]) -> str:
    """The table: the whole engine in full, without a part the difference."""
    first, *rest = rows
    noisy = [title for title in first.counts if title not in (*CLEAN, STRIPPED)]
    clean = [title for title in first.counts if title in CLEAN]
    header = [
        "without",
        "instead",
        *noisy,
        *(f"{title}: changed" for title in clean),
        "accents right",
        "noisy words/s",
        "clean words/s",
        "MB",
    ]
    cells: list[list[str]] = []
    for row in rows:
        cell: Callable[[Row, str], str] = _absolute if row is first else lambda r, t: _difference(r, first, t)
        speeds = [_speed(row, noisy), _speed(row, clean)]
        base = [_speed(first, noisy), _speed(first, clean)]
        told_speeds = map(speed, speeds) if row is first else (f"×{a / b:.2f}" for a, b in zip(speeds, base))
        right = 1 - row.counts[STRIPPED].errors_after / row.counts[STRIPPED].words
        cells.append(
            [
                row.part.title,
                row.part.instead,
                *(cell(row, title) for title in noisy),
                *(f"{row.counts[title].broken}" for title in clean),
                percent(right, 1),
                *told_speeds,
                f"{_size(first) / 1e6:.1f}" if row is first else _signed(-row.saved / 1e6),
            ]
        )
    return table(header, cells)


def _absolute(row: Row, title: str) -> str:
    rates = row.counts[title].rates()
    return f"{100 * rates['wer_reduction']:.1f} / {100 * rates['precision']:.1f}"


def _difference(row: Row, first: Row, title: str) -> str:
    old, new = first.counts[title].rates(), row.counts[title].rates()
    return " / ".join(_signed(100 * (new[name] - old[name])) for name in ("wer_reduction", "precision"))


def _signed(value: float) -> str:
    return "0" if abs(value) < 0.05 else f"{value:+.1f}".replace("-", "−")


def _speed(row: Row, titles: list[str]) -> float:
    return sum(row.counts[title].words for title in titles) / max(sum(row.seconds[title] for title in titles), 1e-9)


def _size(first: Row) -> int:
    """Bytes of the compiled model and the lexicon."""
    folders = (model_dir(), ablation_parts.LEXICON)
    return sum(path.stat().st_size for folder in folders for path in folder.iterdir() if path.suffix != ".md")


HEAD = """# What each part gives, and what it costs

{told}

Leave one out: the engine as it is, and without one part at a time, nothing fitted anew. Each page was read by a
model whose channel has not learnt from it, with the default options. First row: share of the word errors removed /
share of the changes that are right, in per cent; below, the difference in points to that. *changed*: words of clean
text that were changed ({clean}). *accents right*: words of the own text that come back right after all accents were
taken off. Speed is words in a CPU second on one core, the best of {rounds} rounds, below the first row as a ratio
(above 1: faster without the part); MB is the data on disk.

One word of the journal page is 2.3 points, one of the report 0.35, of the own pages 0.22, of the Tesseract pages 0.04:
smaller differences are luck. That leaving out a part helps on one set is no reason to drop it: it was put in by
figures of several sets, of clean text above all.

"""


def main() -> int:
    """Measure and write; 2 if a name is unknown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, help="folder of folders with n-gram models to try instead")
    parser.add_argument("--rounds", type=int, default=3, help="times that everything is read, for the speed")
    parser.add_argument("--only", nargs="+", metavar="WORD", help="only parts whose title holds a WORD; not written")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for ablation.md")
    args = parser.parse_args()
    parts = [*PARTS, *(ablation_parts.other_ngrams(args.models) if args.models else ())]
    if args.only:
        parts = [part for part in parts if any(word in part.title for word in args.only)]
        if not parts:
            print(f"no part's title holds one of {args.only}; there are {[p.title for p in PARTS]}", file=sys.stderr)
            return 2
    rows = measured([WHOLE, *parts], args.rounds)
    sizes = ", ".join(f"{title}: {rows[0].counts[title].words:,} words" for title in CLEAN if title in rows[0].counts)
    text = HEAD.format(told=told(circumstances()), rounds=args.rounds, clean=sizes) + shown(rows) + "\n"
    if not args.only:
        (args.out / "ablation.md").write_text(text, "utf8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
