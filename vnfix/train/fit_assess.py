"""Fit the estimate of the error rate, and say how far it holds for engines it has not seen.

    python -m vnfix.train.fit_assess GROUP=PATH[@MODEL]... --clean GROUP=FOLDER --out data/assessment/weights.tsv

Three steps, each with few weights: a logistic curve for P(a word is wrong); the
error rate that appears in clean documents; the width of the interval.  The
table that is printed leaves one group out at a time (pages of one engine, made in
one way), and the interval is that of the residuals of the groups left out.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..evaluate import evaluate
from ..reports.evidence import COLUMNS, Evidence, gather
from ..reports.weights import OTHERS, Weights, from_table
from .documents import Document, read_sets
from .logistic import Floats, logistic
from .noise import damaged, stripped

#: Strength of the pull of the weights towards 0 (they have standard normal priors).
_RIDGE = 1.0
#: Rates that are tried for the floor.
_FLOORS = np.arange(0.0, 0.0301, 0.001)
#: Tails beyond the interval, each.
_TAIL = 0.05
#: Lengths (words) at which the width of the interval is fitted: a page, a paragraph, a line.
_PIECES = (500, 100, 12)
#: Rates of made noise, from least to least times most, evenly in the logarithm; every
#: fourth clean document is also stripped, in these shares of its lines.
_LEAST_NOISE, _NOISE_RANGE, _STRIPPED = 0.004, 150.0, (0.1, 0.4, 1.0, 1.0)
#: The group of made noise, and how much it counts beside pages that an engine read: with 1 the rates of Tesseract's
#: pages come out lower by 0.1 to 0.2 points of WER, whose errors are harder to see than such noise.
MADE, _SHARE_OF_MADE = "made", 0.25
#: A document that lost a greater share of its words is judged apart and not fitted to: whole lines are gone, and
#: nothing in what is left tells how many.
_MOST_LOST = 0.1
#: An error rate counts in the fit of the floor relative to its square root above this.
_NOISE_OF_RATE = 0.02


class Sample(NamedTuple):
    """A document as numbers: evidence, which words are wrong, words lost, and the true rate."""

    group: str
    evidence: Evidence
    wrong: Floats
    scored: Floats
    lost: int
    rate: float


def sample(document: Document) -> Sample:
    """The numbers of a document."""
    evidence = gather(document.noisy, document.reader())
    unit = evaluate(document.noisy, None, document.gold).units[0]
    wrong, scored = [], []
    for cell in unit.cells:
        if cell.noisy:
            wrong.append(float(cell.noisy != cell.gold))
            scored.append(float(cell.scored))
    assert len(wrong) == len(evidence.spans), "evaluate and evidence disagree on what a word is"
    lost = sum(cell.scored and not cell.noisy for cell in unit.cells)
    errors = sum(cell.scored and cell.noisy != cell.gold for cell in unit.cells)
    words = sum(cell.scored and cell.gold != "" for cell in unit.cells)
    return Sample(document.group, evidence, np.array(wrong), np.array(scored), lost, errors / max(words, 1))


def made_noise(clean: list[Document], seed: int = 7) -> list[Document]:
    """Clean documents damaged by chance at rates from 0.4 % to 60 %, and some stripped of diacritics."""
    rng = random.Random(seed)
    made = []
    for k, document in enumerate(clean):
        noisy = damaged(document.gold, _LEAST_NOISE * _NOISE_RANGE ** rng.random(), rng)
        made.append(document._replace(group=MADE, noisy=noisy))
        if k % 4 == 0:
            bare = stripped(document.gold, rng.choice(_STRIPPED), rng)
            made.append(document._replace(group=MADE, noisy=bare))
    return made


def fit(samples: list[Sample]) -> dict[str, float]:
    """Weights without the interval."""
    columns = fit_columns(samples)
    table = dict(zip(COLUMNS, columns.tolist(), strict=True)) | dict.fromkeys(OTHERS, 1.0)
    table["lost"] = lost_share(samples, from_table(table))
    raw = np.array([estimate(s, from_table(table | {"floor": 0.0})) for s in samples])
    true = np.array([s.rate for s in samples])
    sizes = Counter(s.group for s in samples)
    weight = np.array([_share(s.group) * sizes[s.group] ** -0.5 for s in samples]) / np.sqrt(_NOISE_OF_RATE + true)
    losses = []
    for floor in _FLOORS:
        less = [from_table(table | {"floor": floor}).less_floor(rate) for rate in raw]
        losses.append(float((weight * np.abs(less - true)).sum()))
    return table | {"floor": float(_FLOORS[int(np.argmin(losses))])}


def torn(s: Sample) -> bool:
    """Did the engine drop whole lines?"""
    return s.lost > _MOST_LOST * len(s.wrong)


def lost_share(samples: list[Sample], weights: Weights) -> float:
    """Words lost without a trace for each wrong word that stands, those aside that are glued to it."""
    real = [s for s in samples if s.group != MADE] or samples
    seen = sum(float((s.wrong * s.scored).sum()) for s in real)
    glued = sum(float((weights.wrong(s.evidence.values) * s.evidence.more * s.scored).sum()) for s in real)
    return max(0.0, sum(s.lost for s in real) - glued) / max(seen, 1.0)


def _share(group: str) -> float:
    return _SHARE_OF_MADE if group == MADE else 1.0


def fit_columns(samples: list[Sample]) -> Floats:
    """Logistic regression by Newton's method; a group weighs as the square root of its words."""
    sizes: Counter[str] = Counter()
    for s in samples:
        sizes[s.group] += len(s.wrong)
    rows = np.concatenate([s.evidence.values for s in samples])
    wrong = np.concatenate([s.wrong for s in samples])
    weight = np.concatenate([s.scored * _share(s.group) * (1e4 / sizes[s.group]) ** 0.5 for s in samples])
    return logistic(rows, wrong, weight, _RIDGE)


def estimate(s: Sample, weights: Weights) -> float:
    """The estimated rate of a document's scored words."""
    scored = s.scored > 0
    return weights.less_floor(weights.rate(weights.wrong(s.evidence.values[scored]), s.evidence.more[scored]))


class Held(NamedTuple):
    """An estimate by weights that have not seen the document's group: length, estimate, truth, did it lose lines?"""

    group: str
    words: int
    guess: float
    rate: float
    torn: bool = False


def leave_one_out(samples: list[Sample]) -> tuple[list[Held], list[Held]]:
    """Estimates of whole documents, and of their pieces, with each group left out of the fit."""
    whole, pieces = [], []
    for group in sorted({s.group for s in samples}):
        weights = from_table(fit([s for s in samples if s.group != group and not torn(s)]))
        for s in samples:
            if s.group == group:
                whole.append(Held(group, len(s.wrong), estimate(s, weights), s.rate, torn(s)))
                pieces += [] if torn(s) else _pieces(s, weights)
    return whole, pieces


def _pieces(s: Sample, weights: Weights) -> list[Held]:
    """Stretches of a document, judged within it as `vnfix check --per line` does; lost words are left aside."""
    wrong = weights.wrong(s.evidence.values)
    whole = float(wrong.mean())
    share = weights.less_floor(whole) / whole
    return [
        Held(s.group, size, min(1.0, float(wrong[k : k + size].mean()) * share), float(s.wrong[k : k + size].mean()))
        for size in _PIECES[1:]
        for k in range(0, len(wrong) - size + 1, size * 4)
    ]


def fit_interval(whole: list[Held], pieces: list[Held], table: dict[str, float]) -> dict[str, float]:
    """``spread``, ``slope``, ``burst`` by normal likelihood on a grid, then the tails as they are.

    Documents, paragraphs and lines weigh alike in the grid, groups in the tails, whatever their numbers.
    """
    whole = [h for h in whole if not h.torn]
    held = whole + pieces
    kinds = Counter(_kind(h) for h in held)
    weight = np.array([1 / kinds[_kind(h)] for h in held])
    error = np.array([h.rate - h.guess for h in held])
    best = (math.inf, table)
    for spread in (0.001, 0.002, 0.003, 0.004, 0.006, 0.008, 0.01):
        for slope in (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6):
            for burst in (1.0, 1.5, 2.0, 3.0, 4.0):
                tried = table | {"spread": spread, "slope": slope, "burst": burst}
                weights = from_table(tried)
                deviation = np.array([weights.deviation(h.guess, h.words) for h in held])
                loss = float((weight * (np.log(deviation) + 0.5 * (error / deviation) ** 2)).sum())
                best = min(best, (loss, tried), key=lambda pair: pair[0])
    weights = from_table(best[1])
    sizes = Counter(h.group for h in whole)
    scaled = sorted(((h.rate - h.guess) / weights.deviation(h.guess, h.words), 1 / sizes[h.group]) for h in whole)
    behind = np.cumsum([share for _, share in scaled]) / len(sizes)
    below, above = (scaled[int(np.searchsorted(behind, tail))][0] for tail in (_TAIL, 1 - _TAIL))
    return best[1] | {"below": max(-below, 0.0), "above": max(above, 0.0)}


def _kind(held: Held) -> int:
    return next((size for size in _PIECES[1:] if held.words == size), _PIECES[0])


def report(whole: list[Held], weights: Weights) -> list[str]:
    """A Markdown table: error of the estimate on documents of groups that were left out."""
    rows = ["| left out | documents | WER | mean absolute error | bias | below 20 % WER | in the interval |"]
    rows.append("|---|---|---|---|---|---|---|")
    kept = [h for h in whole if not h.torn]
    sets = {group: [h for h in kept if h.group == group] for group in sorted({h.group for h in kept})}
    sets |= {"all groups alike": kept, "whole lines lost": [h for h in whole if h.torn]}
    for group, own in sets.items():
        if not own:
            continue
        sizes = Counter(h.group for h in own)
        share = np.array([1 / sizes[h.group] for h in own]) / len(sizes)
        error = np.array([h.guess - h.rate for h in own])
        light = np.array([h.rate < 0.2 for h in own])
        inside = [
            -weights.below * (d := weights.deviation(h.guess, h.words)) <= h.rate - h.guess <= weights.above * d
            for h in own
        ]
        mild = float((share * np.abs(error))[light].sum() / max(share[light].sum(), 1e-9))
        values = (sum(share * [h.rate for h in own]), sum(share * np.abs(error)), sum(share * error), mild)
        shown = " | ".join(f"{100 * v:.2f}" for v in values)
        rows.append(f"| {group} | {len(own)} | {shown} | {100 * sum(share * inside):.0f} % |")
    return rows


def write(path: Path, table: dict[str, float], notes: list[str]) -> None:
    """The table that `vnfix.reports.weights` reads."""
    lines = [f"# {note}" for note in notes]
    lines += ["name\tvalue", *(f"{name}\t{table[name]:.4g}" for name in (*COLUMNS, *OTHERS))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(sets: list[str], clean_sets: list[str], out: Path | None) -> list[str]:
    """Fit, write the weights, and give the table as lines; arguments as on the command line."""
    clean = read_sets(clean_sets)
    samples = [sample(document) for document in [*read_sets(sets), *clean, *made_noise(clean)]]
    whole, pieces = leave_one_out(samples)
    fitted = [s for s in samples if not torn(s)]
    table = fit_interval(whole, pieces, fit(fitted))
    if out:
        counts = ", ".join(f"{group} {count}" for group, count in sorted(Counter(s.group for s in fitted).items()))
        words = sum(len(s.wrong) for s in fitted)
        notes = [
            "Weights of vnfix.reports.weights, written by `python -m vnfix.train.fit_assess`; explained there.",
            f"Fitted on {len(fitted)} documents, {words} words: {counts}.",
        ]
        write(out, table, notes)
    return report(whole, from_table(table))


def main() -> int:
    """Fit, print the table, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m vnfix.train.fit_assess", description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="+", metavar="GROUP=PATH[@MODEL]", help="pages with their truth")
    parser.add_argument("--clean", action="append", default=[], metavar="GROUP=FOLDER[@MODEL]", help="clean texts")
    parser.add_argument("--out", type=Path, help="weights.tsv; without it the table is only printed")
    args = parser.parse_args()
    print("\n".join(run(args.sets, args.clean, args.out)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
