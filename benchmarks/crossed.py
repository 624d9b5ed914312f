"""Honest figures on the development sets: every page read by a model whose channel has not learnt from it.

    python benchmarks/crossed.py                 # prints the table, and puts it into the READMEs
    python benchmarks/crossed.py --out FOLDER    # keeps the models and the halves, too

The channel of the built-in model has learnt from the development sets.  Here it is learnt again, from the counts in
training/pairs, without the half of the report and of the journal page that is read, and without the Tesseract
development pages; of the listed confusions that were counted on them (data/lexicon/confusions.tsv) it has those that
its own pages show, too.  The language model has seen none of them.  Needs the sets in ../shared.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from circumstances import circumstances, told
from peers.report import percent, refresh, table
from sets import SHARED

from vnfix import Corrector
from vnfix.channel.part_channel import Rule
from vnfix.evaluate import Report, evaluate
from vnfix.evaluate.classes import CLASSES
from vnfix.ngrams import NgramModel
from vnfix.resources import model_dir
from vnfix.train.channel_file import compile_rules
from vnfix.train.channel_model import Example
from vnfix.train.learn_channel import complete, learnt, mixed, read_engines, seen
from vnfix.train.word_pairs import Seen

HERE = Path(__file__).resolve().parent
PAIRS = HERE.parent / "training" / "pairs"
#: Model → the half of the FineReader pages that its channel learnt from: not the one that it reads.
HALVES = {"reads_1": "finereader_2.tsv", "reads_2": "finereader_1.tsv"}
#: The printed pages that they all learn from.
PRINTED = (
    "tesseract=tesseract_printed_1.tsv",
    "tesseract3=tesseract3_printed.tsv",
    "tesseract-eng=../plain/tesseract-eng.tsv",
    "ppocrv6=../narrow/ppocrv6.tsv",
)
#: Sets whose pages are cut in two, and those that are read whole.
CUT = {"thai_binh_dev": "provincial report", "finereader_dev": "journal page"}
WHOLE, WHOLE_TITLE = "tesseract_dev", "Tesseract pages"
#: Weight of each engine in the mixture, as in data/model (CARD.md): shares of their sum.
ENGINES = ("finereader", "ppocrv6", "tesseract", "tesseract-eng", "tesseract3")
WEIGHTS = [0.25, 0.03, 0.6, 0.09, 0.15]
Pages = list[tuple[str, str]]
Rules = dict[str, list[Rule]]


class Part(NamedTuple):
    """Pages of a set as (noisy, gold), and the name of the model that reads them."""

    title: str
    model: str
    pages: Pages


def parts() -> Iterator[Part]:
    """The development sets with the models that may read them."""
    for name, title in CUT.items():
        halves: dict[str, Pages] = {"reads_1": [], "reads_2": []}
        for noisy, gold in _pages(name):
            # Lines correspond in these sets; the counts in training/pairs were cut at the same place.
            middle = noisy.count("\n") + 1 >> 1
            for model, which in (("reads_1", slice(middle)), ("reads_2", slice(middle, None))):
                halves[model].append(("\n".join(noisy.split("\n")[which]), "\n".join(gold.split("\n")[which])))
        for model, pages in halves.items():
            yield Part(title, model, pages)
    yield Part(WHOLE_TITLE, "reads_1", _pages(WHOLE))


def _pages(name: str) -> Pages:
    golds = sorted((SHARED / "eval" / name).glob("*.gold.txt"))
    return [(p.with_name(p.name.replace(".gold.", ".noisy.")).read_text("utf8"), p.read_text("utf8")) for p in golds]


def rules_of(model: str) -> list[Rules]:
    """The rules of each of `ENGINES`, learnt from what a model of HALVES may know."""
    read = _known_to(model)
    wrong = {example for examples in read.values() for example in examples if example[0] != example[1]}
    return learnt(read, known=wrong)


def _known_to(model: str) -> dict[str, list[Example]]:
    """What engines were seen to read, of the pages that a model of HALVES may know."""
    named = (engine.partition("=") for engine in (f"finereader={HALVES[model]}", *PRINTED))
    return read_engines([f"{engine}={PAIRS / name}" for engine, _, name in named])


def make(folder: Path) -> dict[str, Path]:
    """Learn and write the models; name → folder."""
    return {name: write(rules_of(name), name, folder / name) for name in HALVES}


def write(tables: list[Rules], name: str, out: Path) -> Path:
    """A model of HALVES with the rules of its engines, corrected by whole words, and the built-in n-grams."""
    complete(model_dir(), out)
    compile_rules(mixed(tables, WEIGHTS), NgramModel(out / "ngrams.vnfix"), out, seen_by(name))
    return out


def seen_by(name: str, engines: Sequence[str] = ENGINES) -> list[Seen]:
    """What engines read on those pages, each with its share in the mixture."""
    read = _known_to(name)
    shares = dict(zip(ENGINES, WEIGHTS, strict=True))
    return seen({engine: read[engine] for engine in engines}, [shares[engine] for engine in engines])


def scored(found: Iterable[Part], models: dict[str, Path]) -> dict[str, Report]:
    """Set → its report, all pages together."""
    correctors = {name: Corrector(folder) for name, folder in models.items()}
    reports: dict[str, Report] = {}
    for part in found:
        noisy, gold = (list(side) for side in zip(*part.pages, strict=True))
        report = evaluate(noisy, [correctors[part.model].correct(text) for text in noisy], gold, whole=False)
        reports[part.title] = reports[part.title] + report if part.title in reports else report
    return reports


def shown(reports: dict[str, Report]) -> str:
    """The table for benchmarks/README.md, with its circumstances."""
    rows = []
    for title, report in reports.items():
        rates, c = report.counts.rates(), report.counts
        low, high = report.intervals()["wer_reduction"]
        cut = f"{percent(rates['wer_reduction'], 1)} [{100 * low:.0f}, {100 * high:.0f}]"
        counts = (c.fixed, c.miscorrected, c.missed, c.broken)
        rows.append([title, cut, percent(rates["precision"], 1), *(f"{n:,}" for n in counts)])
    header = ["set", "WER cut by [95 %]", "precision", "fixed", "miscorrected", "missed", "broken"]
    return f"{told(circumstances())}\n\n{table(header, rows)}"


def sentence(reports: dict[str, Report]) -> str:
    """The figures of README.md, in words."""
    told_of = []
    for title, report in reports.items():
        rates = report.counts.rates()
        told_of.append((title, percent(rates["wer_reduction"]), percent(rates["precision"])))
    parts = [f"of the {title} by {cut} (precision {right})" for title, cut, right in told_of]
    return f"Cross-validated, the WER falls {', '.join(parts)}."


def by_class(reports: dict[str, Report]) -> str:
    """Errors by class, and how many of them are still wrong afterwards."""
    rows = []
    for name in CLASSES:
        cells = []
        for report in reports.values():
            found = report.classes[name]
            left = found["missed"] + found["miscorrected"]
            cells.append(f"{left:,} of {found['errors']:,}" if found["errors"] else "–")
        rows.append([name, *cells])
    return "Errors left, by class (what the classes mean: `vnfix/evaluate/classes.py`):\n\n" + table(
        ["class", *reports], rows
    )


def keep(found: Iterable[Part], folder: Path) -> list[tuple[Part, Path]]:
    """Write the pages as JSONL, named after set and model, for `calibration.py` and `vnfix evaluate`."""
    written = []
    for part in found:
        path = folder / f"{part.title.replace(' ', '_').lower()}-{part.model}.jsonl"
        rows = (json.dumps({"noisy": noisy, "gold": gold}, ensure_ascii=False) for noisy, gold in part.pages)
        path.write_text("\n".join(rows) + "\n", "utf8")
        written.append((part, path))
    return written


def main() -> int:
    """Learn, read, write; 2 if ../shared is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, help="keep the models and the pages here")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is missing: the development sets are not part of this repository", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.out or Path(temporary)
        models = make(folder)
        if args.out:
            keep(parts(), folder)
        reports = scored(parts(), models)
        text = f"{shown(reports)}\n\n{by_class(reports)}"
    refresh(HERE / "README.md", "crossed", text)
    refresh(HERE.parent / "README.md", "crossed", sentence(reports))
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
