"""How well does the repaired text read around each repair?  A right repair leaves its surroundings at ease."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from ..decoder import CostsOf, Decision, Problem
from ..page import CONTEXT


class Change(NamedTuple):
    """A decision that changes something, its surprise (nats), and the symbols beside it in the repaired text."""

    decision: Decision
    surprise: float
    left: int
    right: int


def surprises(decided: Iterable[tuple[Problem, list[Decision]]], costs: CostsOf) -> list[Change]:
    """The decisions that change something, each with its surprise.

    The surprise is the mean cost (nats) of the trigrams that hold a word of the
    repair, in the text as all decisions leave it: ``nhân dân thành phố`` costs
    little throughout, while a word that fits by chance among ruined neighbours
    leaves them odd.

    Args:
        costs: ``costs(u, v, w)`` = -ln P(w | u v), arrays of equal shape.
    """
    symbols: list[int] = []
    found: list[tuple[Decision, int, int]] = []
    for problem, decisions in decided:
        if not any(decision.arc.words for decision in decisions):
            continue
        symbols += problem.before
        for decision in decisions:
            first = len(symbols)
            symbols += decision.arc.ids
            if decision.arc.words:
                found.append((decision, first, len(symbols) + CONTEXT))
        symbols += problem.after
    if not found:
        return []
    text = np.array(symbols, dtype=np.int64)
    # The cost of symbol k is that of the trigram that ends there; the first two of all begin a context.
    sums = np.concatenate([[0.0] * (CONTEXT + 1), np.cumsum(costs(text[:-2], text[1:-1], text[2:]), dtype=np.float64)])
    return [
        Change(decision, float(sums[last] - sums[first]) / (last - first), symbols[first - 1], symbols[last - CONTEXT])
        for decision, first, last in found
    ]
