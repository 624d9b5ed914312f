"""How far a rate could be off by the luck of the page: bootstrap intervals over blocks of words.

The blocks are drawn anew with replacement, as many as there are, and each rate
is read off the sum; the middle 95 % of what comes out is the interval (Efron
1979, percentile method; for error rates Bisani & Ney 2004).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .metrics import Counts

#: With fewer blocks the interval would feign a certainty that nobody has.
LEAST_BLOCKS = 8


def intervals(
    blocks: Sequence[Counts], rounds: int = 1000, *, seed: int = 0, level: float = 0.95
) -> dict[str, tuple[float, float]]:
    """Lower and upper bound of every rate; none at all if there are fewer than `LEAST_BLOCKS` blocks.

    Args:
        blocks: counts of the blocks of a text or of several; the empty ones are left out.
        rounds: how often to draw; 1000 gives two steady digits.
        seed: the same seed, the same bounds.
        level: share of the draws between the bounds, 0 to 1.

    Raises:
        ValueError: rounds or level out of range.
    """
    if rounds < 1 or not 0 < level < 1:
        raise ValueError(f"rounds={rounds}, level={level}: expected rounds of 1 or more and a level between 0 and 1")
    table = np.array([block.row() for block in blocks if any(block.row())], dtype=np.int64)
    if len(table) < LEAST_BLOCKS:
        return {}
    random = np.random.default_rng(seed)
    even = np.full(len(table), 1 / len(table))
    drawn = [_rates(random.multinomial(len(table), even) @ table) for _ in range(rounds)]
    tail = (1 - level) / 2
    bounds = {name: np.quantile([rates[name] for rates in drawn], [tail, 1 - tail]) for name in drawn[0]}
    return {name: (float(low), float(high)) for name, (low, high) in bounds.items()}


def _rates(sums: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> dict[str, float]:
    return Counts(*(int(number) for number in sums)).rates()
