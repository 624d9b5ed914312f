"""Fit the curves of `vnfix.calibration`: from the decoder's numbers to the probability that an edit is right.

    python -m vnfix.train.calibrate SET=PATH[@MODEL]...

Every edit that the corrector would consider, sure or not, is judged against the
gold, and a logistic curve for each reason is fitted to its numbers (gain,
margin, channel cost, surprise, agreement, habit, echoes).  The agreement is that
of the present curves, so run it until nothing changes: twice.  A SET named
``lines`` holds pages of lines from everywhere: no document, so their echoes count
as none.  Use pages that the channel has not learnt from, or give for each half of
the pages the MODEL that has learnt from the other half.  The program prints the
curves as they stand in `vnfix/calibration.py`, with the log loss of the present
ones beside theirs.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from .. import calibration
from ..corrector import Corrector
from ..records import Edit
from ..resources import ResourceError
from ..store import StoreError
from ..syllable import canonical
from ..textfiles import InputError, told
from .documents import Document, read_sets
from .logistic import Floats, logistic
from .pairs import LONGEST, align_words, words_of

#: Pull of the weights towards 0; the log loss changes by at most 0.01 between 0.01 and 0.2.
_RIDGE = 0.05
#: With fewer edits a curve keeps its present weights: six weights want ten cases each.
_LEAST = 60
#: Name of a set whose pages are no documents, and how many of the numbers are echoes.
_LINES, _ECHOES = "lines", 3


class Judged(NamedTuple):
    """An edit with the numbers its confidence came from (none for a certain form) and whether it is right."""

    edit: Edit
    numbers: tuple[float, ...]
    right: bool


class Traced(float):
    """A confidence that remembers what it was computed from."""

    numbers: tuple[float, ...] = ()


@contextmanager
def tracing() -> Iterator[None]:
    """Inside, every confidence is a `Traced`."""
    usual = calibration.probability

    def traced(reason: str, numbers: tuple[float, ...]) -> float:
        value = Traced(usual(reason, numbers))
        value.numbers = numbers
        return value

    calibration.probability = traced
    try:
        yield
    finally:
        calibration.probability = usual


@lru_cache(maxsize=4)
def _corrector(model: str | None) -> Corrector:
    return Corrector(model)


def judged(document: Document) -> list[Judged]:
    """Every edit of a document, also the unsure ones, judged against the gold."""
    with tracing():
        edits = _corrector(document.model).explain(document.noisy, min_confidence=0.0).edits
    gold = document.gold.replace("⟦", " ").replace("⟧", " ")
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
            numbers = getattr(edit.confidence, "numbers", ())
            if numbers and document.group == _LINES:
                numbers = (*numbers[:-_ECHOES], *(0.0,) * _ECHOES)
            found.append(Judged(edit, numbers, right))
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
    return np.column_stack([np.ones(len(rows)), np.array([row.numbers for row in rows])])


def log_loss(rows: list[Judged], reason: str, curve: tuple[float, ...]) -> float:
    """Mean -ln P(what came true), nats, of one reason's edits under a curve."""
    own = [row for row in rows if row.edit.reason == reason and row.numbers]
    if not own:
        return 0.0
    p = 1 / (1 + np.exp(-(_columns(own) @ np.array(curve))))
    right = np.array([row.right for row in own])
    return float(-np.log(np.clip(np.where(right, p, 1 - p), 1e-6, 1.0)).mean())


def main(arguments: list[str] | None = None) -> int:
    """Fit and print the curves; 2 with a message if the pages cannot be read."""
    summary = (__doc__ or "").splitlines()[0]
    parser = argparse.ArgumentParser(prog="python -m vnfix.train.calibrate", description=summary)
    parser.add_argument("sets", nargs="+", metavar="SET=PATH[@MODEL]", help="pages with their truth")
    args = parser.parse_args(arguments)
    try:
        rows = [row for document in read_sets(args.sets) for row in judged(document)]
    except (ResourceError, StoreError, InputError, OSError) as error:
        print(f"calibrate: {told(error)}", file=sys.stderr)
        return 2
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
    return 0


if __name__ == "__main__":
    sys.exit(main())
