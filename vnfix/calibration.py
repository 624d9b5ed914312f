"""From gain to confidence: the probability that an edit is right.

The decoder's gain is a difference of costs, not a probability: its parts are
not independent.  Two of its numbers tell nearly all: by how much the reading
beats the text as it stands (gain), and by how much it beats the next best
reading (margin); garbage is never right as it stands, but its second reading
may be as good as its first.  A logistic curve per kind of edit is fitted on
pages that nothing else was trained on (`vnfix.train.calibrate`).
"""

from __future__ import annotations

import math

#: Beyond these (nats) more gain or margin says nothing more.
MOST_GAIN, MOST_MARGIN = 12.0, 10.0
#: (intercept, per nat of gain, per nat of margin) of logit P(right).
CURVES: dict[str, tuple[float, float, float]] = {
    "word": (-2.25, 0.19, 0.43),
    "letters": (-7.4, 0.38, 0.63),
    "split": (-4.5, 0.27, 0.50),
    "join": (-6.0, 0.25, 0.50),
    "abbreviation": (-1.0, 0.3, 0.3),
}
#: Confidence of the repairs that follow from a closed list or from the form alone.
CERTAIN = 0.97


def confidence(reason: str, gain: float, margin: float) -> float:
    """Probability that an edit of this kind, gain and margin (nats) is right."""
    a, b, c = CURVES[reason]
    return 1.0 / (1.0 + math.exp(-(a + b * min(gain, MOST_GAIN) + c * min(margin, MOST_MARGIN))))


def share(behind: float) -> float:
    """Weight of a rival that is so many nats behind, next to the best reading."""
    return math.exp(-behind) / (1.0 + math.exp(-behind))
