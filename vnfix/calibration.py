"""From gain to confidence: the probability that an edit is right.

The decoder's gain is a difference of costs, not a probability: its parts are
not independent.  A logistic curve per kind of edit is fitted on pages that no
other part was trained on (`benchmarks/calibrate.py`).
"""

from __future__ import annotations

import math

#: (intercept, slope) of logit P(right) = a + b · gain.
CURVES: dict[str, tuple[float, float]] = {
    "word": (-1.0, 0.6),
    "letters": (-0.5, 0.5),
    "split": (-1.5, 0.4),
    "join": (-1.5, 0.4),
    "abbreviation": (0.0, 0.5),
}
#: Confidence of the repairs that follow from a closed list or from the form alone.
CERTAIN = 0.97


def confidence(reason: str, gain: float) -> float:
    """Probability that an edit of this kind and gain (nats) is right."""
    a, b = CURVES[reason]
    return 1.0 / (1.0 + math.exp(-min(a + b * gain, 30.0)))


def share(behind: float) -> float:
    """Weight of a rival that is so many nats behind, next to the best reading."""
    return math.exp(-behind) / (1.0 + math.exp(-behind))
