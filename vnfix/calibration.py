"""From gain to confidence: the probability that an edit is right.

The decoder's gain is a difference of costs, not a probability: its parts are
not independent.  Three of its numbers tell nearly all: by how much the reading
beats the text as it stands (gain), by how much it beats the next best reading
(margin), and how common the confusion is (channel cost); garbage is never right as it stands, but its second reading
may be as good as its first.  A logistic curve per kind of edit is fitted on
pages that nothing else was trained on (`vnfix.train.calibrate`).
"""

from __future__ import annotations

import math

#: Beyond these (nats) more says nothing more.
MOST_GAIN, MOST_MARGIN, MOST_COST = 12.0, 10.0, 12.0
#: (intercept, per nat of gain, per nat of margin, per nat of channel cost) of logit P(right),
#: fitted by `vnfix.train.calibrate` on 300 held-back and 99 development Tesseract pages, both
#: halves of the FineReader pages (each read with the channel of the other half; counted
#: five-fold, as they are few) and clean text.  ``split`` leaves the cost out, and so states
#: too little: the few splits of worn pages would teach it to distrust the good ones of reports.
CURVES: dict[str, tuple[float, float, float, float]] = {
    "word": (-0.85, 0.22, 0.39, -0.13),
    "letters": (-3.11, 0.27, 0.56, -0.18),
    "split": (-4.09, 0.30, 0.55, 0.0),
    "join": (2.33, 0.40, 0.55, -1.01),
    "abbreviation": (-1.0, 0.3, 0.3, 0.0),
    # Fitted on 48,000 words of held-back lines with their accents stripped: nearly e**-margin as it is.
    "accents": (-0.13, 0.0, 0.88, 0.0),
}
#: Confidence of the repairs that follow from a closed list or from the form alone.
CERTAIN = 0.97
#: Confidence that capitals alone were broken, and where errors are common, so that
#: the letters are as likely wrong (right in 11 of 22 on worn pages).
CASE, CASE_IN_DIRT = 0.9, 0.5
#: A word with so strong a bond (nats) to its neighbour is read right: ``dỊch vụ``.
CASE_BOND = 3.0
#: Where an error costs more than this (nats) and the gain is less than that, 6 of 16 edits of known words
#: were right on the development pages and none of 6 in clean text: mực nhòe is not mực nước.
CLEAN_PRIOR, CLEAN_GAIN, UNSURE = 2.0, 2.0, 0.4


def confidence(reason: str, gain: float, margin: float, cost: float) -> float:
    """Probability that an edit of this kind, gain, margin and channel cost (nats) is right."""
    a, b, c, d = CURVES[reason]
    logit = a + b * min(gain, MOST_GAIN) + c * min(margin, MOST_MARGIN) + d * min(cost, MOST_COST)
    return 1.0 / (1.0 + math.exp(-logit))


def sober(confidence: float, gain: float, prior: float) -> float:
    """The confidence for a known word: a narrow win in a clean place is a rare word, not an error."""
    return min(confidence, UNSURE) if prior > CLEAN_PRIOR and gain < CLEAN_GAIN else confidence


def case(prior: float, bond: float) -> float:
    """Confidence that capitals alone were broken.

    Args:
        prior: cost of an error at the place (nats).
        bond: how much likelier the word is beside its neighbour than anywhere (nats): its letters are right.
    """
    return CASE if prior > 0 or bond >= CASE_BOND else CASE_IN_DIRT


def share(behind: float) -> float:
    """Weight of a rival that is so many nats behind, next to the best reading."""
    return math.exp(-behind) / (1.0 + math.exp(-behind))
