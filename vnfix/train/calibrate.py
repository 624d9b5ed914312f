"""Fit `vnfix.confidence.calibration`: from the decoder's numbers to the probability that an edit is right.

    python -m vnfix.train.calibrate SET=PATH[@MODEL]... [--weights SET=WEIGHT...] [--trees data/confidence/trees.tsv]

Every edit that the corrector would consider, sure or not, is judged against the
gold.  A logistic curve for each reason is fitted to its numbers and printed as
it stands in `vnfix/confidence/calibration.py`, with the log loss of the present one beside
its own; with ``--trees`` the trees are fitted, too, and written (`pip install
'vnfix[fit]'`).  The agreement is that of the present curves, so fit curves until
nothing changes, twice, and the trees at last.

A SET named ``lines`` holds pages of lines from everywhere: no document, so their
echoes count as none.  Use pages that the channel has not learnt from, or give for
each half of the pages the MODEL that has learnt from the other half.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ..confidence import calibration
from ..confidence.evidence import Evidence
from ..records import Edit
from ..resources import ResourceError
from ..syllable import canonical
from .documents import SIZE, Document, read_sets
from .fit_trees import fit_trees, write
from .logistic import Floats, logistic
from .pairs import LONGEST, align_words, on_paper, words_of

#: Pull of the weights towards 0; the log loss changes by at most 0.01 between 0.01 and 0.2.
_RIDGE = 0.05
#: With fewer edits a curve keeps its present weights: six weights want ten cases each.
_LEAST = 60
#: Every page counts twice: in documents of so many words, since a sentence tells less of its engine than a page does.
_SIZES = (SIZE, 40)
#: Name of a set whose pages are no documents, and where the echoes stand among the numbers.
_LINES = "lines"
_ECHOES = slice(calibration.NUMBERS.index("echo_old"), calibration.NUMBERS.index("echo_word") + 1)


class Judged(NamedTuple):
    """An edit with the numbers its confidence came from (none for a certain form) and whether it is right."""

    edit: Edit
    numbers: tuple[float, ...]
    right: bool
    group: str = ""


class Traced(float):
    """A confidence that remembers what it was computed from."""

    numbers: tuple[float, ...] = ()


@contextmanager
def tracing() -> Iterator[None]:
    """Inside, the confidence of every decoded edit is a `Traced`."""
    usual = calibration.confidences

    def traced(document: Sequence[Evidence], words: int) -> list[float]:
        values = [Traced(value) for value in usual(document, words)]
        for value, case in zip(values, calibration.numbers(document, words) if values else ()):
            value.numbers = tuple(case.tolist())
        return list(values)

    calibration.confidences = traced
    try:
        yield
    finally:
        calibration.confidences = usual


def judged(document: Document) -> list[Judged]:
    """Every edit of a document, also the unsure ones, judged against the gold."""
    with tracing():
        edits = document.reader().explain(document.noisy, min_confidence=0.0, remove_dirt=False).edits
    gold = on_paper(document.gold)
    read = words_of(document.noisy)
    groups: dict[int, tuple[int, tuple[str, ...], tuple[str, ...]]] = {}
    at = 0
    for noisy, true in align_words([w.text for w in read], [w.text for w in words_of(gold)]):
        for k in range(len(noisy)):
            groups[read[at + k].start] = (k, noisy, true)
        at += len(noisy)
    starts = [word.start for word in read]
    found = []
    for edit in edits:
        if edit.start in groups:
            words = sum(edit.start <= start < edit.end for start in starts)
            right = _is_right(edit, words, *groups[edit.start])
            numbers = list(getattr(edit.confidence, "numbers", ()))
            if numbers and document.group == _LINES:
                numbers[_ECHOES] = [0.0] * len(numbers[_ECHOES])
            found.append(Judged(edit, tuple(numbers), right, document.group))
    return found


def _is_right(edit: Edit, words: int, offset: int, noisy: tuple[str, ...], true: tuple[str, ...]) -> bool:
    """Does the edit write what stands on the paper in place of the words that were read?"""
    if len(noisy) > LONGEST:
        return False
    if edit.reason == "case":
        return edit.new == " ".join(true)
    new, meant = (" ".join(canonical(word.lower()) for word in side) for side in (edit.new.split(), true))
    if offset == 0 and len(noisy) == words:
        return new == meant
    # Part of a group, as when two words were read as three: its words must be among those meant.
    return noisy != true and f" {new} " in f" {meant} "


def fit(rows: list[Judged], reason: str) -> tuple[float, ...]:
    """The curve of one reason, as `calibration.CURVES` has it."""
    own = [row for row in rows if row.edit.reason == reason and row.numbers]
    present = calibration.CURVES[reason]
    if len(own) < _LEAST:
        return present
    right = np.array([float(row.right) for row in own])
    return tuple(logistic(_columns(own), right, np.ones(len(own)), _RIDGE).round(2).tolist())


def _columns(rows: list[Judged]) -> Floats:
    """What the curves weigh: 1 and the numbers `calibration.OF_CURVES`."""
    return np.column_stack([np.ones(len(rows)), np.array([row.numbers[: len(calibration.OF_CURVES)] for row in rows])])


def log_loss(rows: list[Judged], reason: str, curve: tuple[float, ...]) -> float:
    """Mean -ln P(what came true), nats, of one reason's edits under a curve."""
    own = [row for row in rows if row.edit.reason == reason and row.numbers]
    if not own:
        return 0.0
    p = 1 / (1 + np.exp(-(_columns(own) @ np.array(curve))))
    right = np.array([row.right for row in own])
    return float(-np.log(np.clip(np.where(right, p, 1 - p), 1e-6, 1.0)).mean())


def read_weights(arguments: list[str]) -> dict[str, float]:
    """SET → weight of its edits, from ``SET=WEIGHT`` arguments.

    Raises:
        ResourceError: an argument of another form.
    """
    found = {}
    for argument in arguments:
        group, _, weight = argument.partition("=")
        try:
            found[group] = float(weight)
        except ValueError:
            raise ResourceError(f"--weights {argument}: expected SET=WEIGHT, for instance report=3") from None
    return found


def main(arguments: list[str] | None = None) -> int:
    """Fit, print the curves and write the trees."""
    parser = argparse.ArgumentParser(
        prog="python -m vnfix.train.calibrate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="+", metavar="SET=PATH[@MODEL]", help="pages with their truth")
    parser.add_argument(
        "--weights", nargs="+", default=[], metavar="SET=WEIGHT", help="how much the edits of a set count"
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=_SIZES, metavar="WORDS", help="words of a document")
    parser.add_argument("--trees", type=Path, metavar="FILE", help="fit the trees and write them here")
    args = parser.parse_args(arguments)
    try:
        weights = read_weights(args.weights)
        rows = [row for size in args.sizes for document in read_sets(args.sets, size) for row in judged(document)]
        if args.trees:
            write_trees(rows, weights, args.trees)
    except ResourceError as error:
        print(f"calibrate: {error}", file=sys.stderr)
        return 2
    print_curves(rows)
    return 0


def write_trees(rows: list[Judged], weights: dict[str, float], path: Path) -> None:
    """Fit the trees to the edits that they weigh, and write them."""
    own = [row for row in rows if row.edit.reason in calibration.BY_TREES and row.numbers]
    cases, right = np.array([row.numbers for row in own]), np.array([float(row.right) for row in own])
    weight = np.array([weights.get(row.group, 1.0) for row in own])
    counts = Counter(row.group for row in own)
    told = ", ".join(f"{group} {count} (× {weights.get(group, 1.0):g})" for group, count in sorted(counts.items()))
    head = "Trees of vnfix.confidence, by `python -m vnfix.train.calibrate --trees`; the numbers: its evidence.py"
    nodes = fit_trees(cases, right, weight, calibration.NUMBERS)
    write(nodes, path, [head, f"Fitted on {len(own)} edits: {told}."])


def print_curves(rows: list[Judged]) -> None:
    """The curves as they stand in `vnfix/confidence/calibration.py`, and how the certain forms did."""
    counts: Counter[Any] = Counter((row.edit.reason, row.right) for row in rows if row.numbers)
    print("CURVES: dict[str, tuple[float, ...]] = {")
    for reason, present in calibration.CURVES.items():
        curve = fit(rows, reason)
        total = counts[reason, True] + counts[reason, False]
        losses = f"log loss {log_loss(rows, reason, present):.3f} → {log_loss(rows, reason, curve):.3f}"
        print(f'    "{reason}": {curve},  # {counts[reason, True]} of {total} right; {losses}')
    print("}")
    for reason, right in sorted({(row.edit.reason, row.right) for row in rows if not row.numbers}):
        n = sum((row.edit.reason, row.right) == (reason, right) and not row.numbers for row in rows)
        print(f"# certain forms: {reason} {'right' if right else 'wrong'} {n}")


if __name__ == "__main__":
    sys.exit(main())
