"""From the decoder's costs to confidence: the probability that an edit is right.

The decoder's gain is a difference of costs, not a probability: its parts are
not independent.  What tells nearly all: by how much the reading beats the text
as it stands (gain), by how much it beats the next best reading (margin), how
common the confusion is (channel cost), how odd the repaired text still reads
there (surprise), and how sure the other repairs of the document are
(agreement): among ruined lines every reading is doubtful, in a report whose
errors are all alike none is.  A logistic curve per kind of edit is fitted on
pages that nothing else was trained on (`vnfix.train.calibrate`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

#: Beyond these (nats) more says nothing more.
MOST_GAIN, MOST_MARGIN, MOST_COST, MOST_SURPRISE = 12.0, 10.0, 12.0, 10.0
#: A document is credited with so many edits of so much confidence before it is read.
CREDIT, USUAL = 5.0, 0.85
#: (intercept, per nat of gain, of margin, of channel cost, of surprise, per unit of agreement) of logit P(right),
#: fitted by `vnfix.train.calibrate` on 300 held-back and 99 development Tesseract pages, both
#: halves of the FineReader pages (each read with the channel of the other half; counted
#: five-fold, as they are few) and clean text.  ``split`` leaves the cost out, and so states
#: too little: the few splits of worn pages would teach it to distrust the good ones of reports.
CURVES: dict[str, tuple[float, float, float, float, float, float]] = {
    "word": (0.14, 0.2, 0.34, -0.21, -0.19, 0.54),
    "letters": (-2.78, 0.28, 0.47, -0.19, -0.18, 0.76),
    "split": (-4.09, 0.30, 0.55, 0.0, 0.0, 0.0),
    "join": (5.49, 0.35, 0.23, -0.97, -0.33, 0.9),
    "spaced": (-3.5, 0.16, 0.59, 0.0, -0.39, 1.01),
    "abbreviation": (-1.0, 0.3, 0.3, 0.0, 0.0, 0.0),
}
#: (intercept, per nat of margin) for a restored accent; fitted on 48,000 words of held-back
#: lines with their accents stripped: nearly e**-margin as it is.
ACCENTS = (-0.13, 0.88)
#: Confidence of the repairs that follow from a closed list or from the form alone.
CERTAIN = 0.97
#: Confidence that capitals alone were broken, and where errors are common, so that
#: the letters are as likely wrong (right in 11 of 22 on worn pages).
CASE, CASE_IN_DIRT = 0.9, 0.5
#: Where an error costs more than this (nats) and the gain is less than that, 6 of 16 edits of known words
#: were right on the development pages and none of 6 in clean text: mực nhòe is not mực nước.
CLEAN_PRIOR, CLEAN_GAIN, UNSURE = 2.0, 2.0, 0.4


class Evidence(NamedTuple):
    """What speaks for an edit; nats. ``prior`` is the cost of an error at the place."""

    reason: str
    gain: float
    margin: float
    cost: float
    surprise: float
    prior: float


def confidences(document: Sequence[Evidence]) -> list[float]:
    """Probability that each edit is right, all edits of a document considered together."""
    alone = [probability(one.reason, _numbers(one, _logit(USUAL))) for one in document]
    total, count = sum(alone) + CREDIT * USUAL, len(alone) - 1 + CREDIT
    return [_sober(one, _agreeing(one, (total - p) / count)) for one, p in zip(document, alone)]


def probability(reason: str, numbers: tuple[float, ...]) -> float:
    """P(right) by the curve of a reason, from what `CURVES` lists."""
    intercept, *weights = CURVES[reason]
    return _logistic(intercept + sum(weight * number for weight, number in zip(weights, numbers)))


def accents(margin: float) -> float:
    """Probability that a restored word is right, from its lead over the next reading (nats)."""
    return _logistic(ACCENTS[0] + ACCENTS[1] * min(margin, MOST_MARGIN))


def _agreeing(one: Evidence, others: float) -> float:
    return probability(one.reason, _numbers(one, _logit(others)))


def _numbers(one: Evidence, agreement: float) -> tuple[float, ...]:
    """The numbers that the curves weigh."""
    return (
        min(one.gain, MOST_GAIN),
        min(one.margin, MOST_MARGIN),
        min(one.cost, MOST_COST),
        min(one.surprise, MOST_SURPRISE),
        agreement,
    )


def _sober(one: Evidence, confidence: float) -> float:
    """For a known word: a narrow win in a clean place is a rare word, not an error."""
    narrow = one.reason == "word" and one.prior > CLEAN_PRIOR and one.gain < CLEAN_GAIN
    return min(confidence, UNSURE) if narrow else confidence


def _logistic(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


def _logit(p: float) -> float:
    return math.log(p / (1.0 - p))


def case(prior: float) -> float:
    """Confidence that capitals alone were broken, by the cost of an error at the place (nats)."""
    return CASE if prior > 0 else CASE_IN_DIRT


def share(behind: float) -> float:
    """Weight of a rival that is so many nats behind, next to the best reading."""
    return math.exp(-behind) / (1.0 + math.exp(-behind))
