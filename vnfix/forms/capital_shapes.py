"""How well does one row of capitals pass for another in print: ``UBĨTO`` for UBND, ``NĐ-GP`` for NĐ-CP?

A weighted edit distance whose steps are the rows of data/lexicon/capital_shapes.tsv
(up to three letters a side) and the loss of a tone mark; no other step is allowed,
so that nothing but likeness of shape turns one abbreviation into another.
"""

from __future__ import annotations

import math
from functools import lru_cache

from ..resources import read_lexicon
from ..syllable import split_tone

#: Cost of a tone mark on a letter that has none (nats): a speck over the line.
TONE_COST = 0.7


@lru_cache(maxsize=1)
def _steps() -> dict[str, list[tuple[str, float]]]:
    """What came → (what was meant, cost)."""
    steps: dict[str, list[tuple[str, float]]] = {}
    for read, meant, cost in read_lexicon("capital_shapes", ("read", "meant", "cost")):
        steps.setdefault(read, []).append((meant, float(cost)))
    return steps


def cost(read: str, meant: str) -> float:
    """Cost of reading ``meant`` as ``read``, nats; infinite where shapes do not allow it."""
    letters = [split_tone(c)[0] for c in read]
    tones = [TONE_COST * (a != b) for a, b in zip(letters, read, strict=True)]
    best = [[math.inf] * (len(meant) + 1) for _ in range(len(read) + 1)]
    best[0][0] = 0.0
    for i in range(len(read)):
        for j in (j for j in range(len(meant) + 1) if best[i][j] < math.inf):
            if meant[j : j + 1] == letters[i]:
                _lower(best, i + 1, j + 1, best[i][j] + tones[i])
            for size in (1, 2, 3):
                for target, step in _steps().get("".join(letters[i : i + size]), ()):
                    if meant.startswith(target, j) and i + size <= len(read):
                        _lower(best, i + size, j + len(target), best[i][j] + step + sum(tones[i : i + size]))
    return best[-1][-1]


def _lower(table: list[list[float]], i: int, j: int, value: float) -> None:
    table[i][j] = min(table[i][j], value)
