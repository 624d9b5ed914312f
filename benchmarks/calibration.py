"""Does confidence mean probability, and what does `min_confidence` trade?

    python benchmarks/calibration.py [SET=PATH[@MODEL]...] [--out benchmarks]

Writes calibration.md and calibration.svg.  PATH and MODEL as for `python -m vnfix.train.calibrate`: the model of a
set should not have learnt from it; where one is missing the built-in one reads, and the page says that this may
flatter.  Without arguments the development sets of ../shared are read, each page by a model of `crossed.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import crossed
from circumstances import circumstances, told

from vnfix.evaluate import Counts, evaluate
from vnfix.train.calibrate import Judged, judged
from vnfix.train.documents import Document, read_sets

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: Titles of `crossed.parts` → how the engines are called here.
ENGINES = {"provincial report": "FineReader", "journal page": "FineReader", "Tesseract pages": "Tesseract"}
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.0001)
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99)


class Bin(NamedTuple):
    low: float
    high: float
    edits: int
    stated: float
    right: float


def bins(rows: list[Judged]) -> Iterator[Bin]:
    """Edits by confidence: how many, what they state on average, what share is right."""
    for low, high in zip(BINS, BINS[1:]):
        own = [row for row in rows if low <= row.edit.confidence < high]
        if own:
            stated = sum(row.edit.confidence for row in own) / len(own)
            yield Bin(low, min(high, 1.0), len(own), stated, sum(row.right for row in own) / len(own))


def expected_error(rows: list[Judged]) -> float:
    """Mean distance of stated and true share over the bins, weighted by edits (expected calibration error)."""
    return sum(b.edits * abs(b.stated - b.right) for b in bins(rows)) / max(len(rows), 1)


def counts_at(documents: list[Document], threshold: float) -> Counts:
    """What happens to the words under a min_confidence, all other options being the default ones."""
    total = Counts()
    for document in documents:
        repaired = document.reader().correct(document.noisy, min_confidence=threshold)
        total += evaluate(document.noisy, repaired, document.gold).counts
    return total


def table(header: str, rows: list[str]) -> str:
    columns = header.count("|") - 1
    return "\n".join([header, "|" + "---|" * columns, *rows]) + "\n"


def reliability(name: str, rows: list[Judged]) -> str:
    lines = [f"| {b.low:.2f} to {b.high:.2f} | {b.edits} | {b.stated:.1%} | {b.right:.1%} |" for b in bins(rows)]
    title = f"### {name}: {len(rows)} edits, expected calibration error {expected_error(rows):.1%}\n\n"
    return title + table("| confidence | edits | stated | right |", lines)


def trade(name: str, documents: list[Document]) -> tuple[str, list[tuple[float, ...]]]:
    lines, points = [], []
    for threshold in THRESHOLDS:
        c = counts_at(documents, threshold)
        rates = c.rates()
        points.append((threshold, rates["precision"], rates["recall"]))
        shown = f"{rates['precision']:.1%} | {rates['recall']:.1%} | {c.fixed} | {c.miscorrected} | {c.broken}"
        lines.append(f"| {threshold:.2f} | {shown} |")
    header = "| min_confidence | precision | recall | fixed | miscorrected | broken |"
    return f"### {name}\n\n" + table(header, lines), points


def picture(curves: dict[str, list[Bin]], trades: dict[str, list[tuple[float, ...]]]) -> str:
    """Two panels side by side: stated against true; precision (solid) and recall (dashed) against min_confidence."""
    colours = ("#1b6ca8", "#c1440e", "#3a7d44", "#7b4b94")
    parts = [_axes(60, "confidence stated", "share right"), _axes(480, "min_confidence", "precision, recall (dashed)")]
    parts.append(f'<line x1="{_x(60, 0)}" y1="{_y(0)}" x2="{_x(60, 1)}" y2="{_y(1)}" stroke="#999"/>')
    for k, (name, found) in enumerate(curves.items()):
        colour = colours[k % len(colours)]
        parts.append(_line([(_x(60, b.stated), _y(b.right)) for b in found], colour))
        parts += [
            f'<circle cx="{_x(60, b.stated):.1f}" cy="{_y(b.right):.1f}" r="{min(9, 1 + b.edits**0.5 / 4):.1f}" '
            f'fill="{colour}" fill-opacity="0.5"/>'
            for b in found
        ]
        parts.append(_line([(_x(480, t), _y(p)) for t, p, _ in trades[name]], colour))
        parts.append(_line([(_x(480, t), _y(r)) for t, _, r in trades[name]], colour, ' stroke-dasharray="5 4"'))
        parts.append(f'<text x="{_x(60, 0.03)}" y="{_y(0.96 - 0.06 * k)}" fill="{colour}">{name}</text>')
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="860" height="420" font-family="sans-serif" font-size="13">'
    return "\n".join([head, *parts, "</svg>"]) + "\n"


def _x(left: int, value: float) -> float:
    return left + 340 * value


def _y(value: float) -> float:
    return 360 - 330 * value


def _line(points: list[tuple[float, float]], colour: str, more: str = "") -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{more}/>'


def _axes(left: int, below: str, beside: str) -> str:
    parts = [f'<rect x="{left}" y="30" width="340" height="330" fill="none" stroke="#444"/>']
    for tick in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        parts.append(f'<text x="{_x(left, tick)}" y="378" text-anchor="middle">{tick:.1f}</text>')
        parts.append(f'<text x="{left - 6}" y="{_y(tick) + 4}" text-anchor="end">{tick:.1f}</text>')
    parts.append(f'<text x="{left + 170}" y="402" text-anchor="middle">{below}</text>')
    parts.append(f'<text x="{left + 170}" y="20" text-anchor="middle">{beside}</text>')
    return "\n".join(parts)


HEAD = """# Calibration

{told} {how}

- *Reliability*: of the edits that state a probability of so much, how many are right? All edits count, also those that
  `min_confidence` would hold back, but for words of dirt that are taken out. An edit is right if it writes the word
  that stands on the paper; capitals count only for edits of capitals.
- *Trade*: precision and recall by words of `correct(text, min_confidence=...)`, as `vnfix evaluate` counts them
  (capitals count).

![Reliability, and precision and recall by min_confidence](calibration.svg)
"""
FLATTERED = "**The channel of the built-in model may have learnt from these pages: that flatters.**"
CROSSED = """Each page was read by a model whose channel has not learnt
from it. The curves and trees that turn gains into confidence are no such case: they were fitted on these pages, read in
the same way, among others (`vnfix/confidence/calibration.py`; of the edits of the trees every twentieth)."""


def main() -> int:
    """Measure and write; 2 if there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET=PATH[@MODEL]")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent)
    args = parser.parse_args()
    if not args.sets and not SHARED.is_dir():
        print(f"{SHARED} is missing: name sets as SET=PATH[@MODEL]", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        write(args.sets or crossed_sets(Path(temporary)), args.out)
    return 0


def crossed_sets(folder: Path) -> list[str]:
    """The development sets as arguments, each with a model that has not learnt from it."""
    models = crossed.make(folder)
    found = crossed.keep(crossed.parts(), folder)
    return [f"{ENGINES[part.title]}={path}@{models[part.model]}" for part, path in found]


def write(sets: list[str], out: Path) -> None:
    """Measure and write the page and the picture."""
    documents = read_sets(sets)
    groups = list(dict.fromkeys(document.group for document in documents))
    how = CROSSED if all("@" in name for name in sets) else FLATTERED
    text = [HEAD.format(how=how, told=told(circumstances()))]
    reliabilities, trades, curves, points = [], [], {}, {}
    for group in groups:
        own = [document for document in documents if document.group == group]
        rows = [row for document in own for row in judged(document)]
        reliabilities.append(reliability(group, rows))
        shown, points[group] = trade(group, own)
        trades.append(shown)
        curves[group] = list(bins(rows))
    text += ["## Reliability\n", *reliabilities, "## What min_confidence trades\n", *trades]
    (out / "calibration.md").write_text("\n".join(text), encoding="utf-8")
    (out / "calibration.svg").write_text(picture(curves, points), encoding="utf-8")
    print("\n".join(text))


if __name__ == "__main__":
    sys.exit(main())
