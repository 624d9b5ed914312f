"""From the decoder's costs to confidence: the probability that an edit is right.

The decoder's gain is a difference of costs, not a probability: its parts are
not independent.  What tells nearly all: by how much the reading beats the text
as it stands (gain), by how much it beats the next best reading (margin), how
common the confusion is (channel cost), how odd the repaired text still reads
there (surprise), how sure the other repairs of the document are (agreement) and
those of the same letters (habit), and whether the document says the same elsewhere
(echo): among ruined lines every reading is doubtful, in a report whose errors are all
alike none is, an engine that read ``ở`` as ``ờ`` ten times did so the eleventh time too,
and a page that speaks of ``chà vôi`` means it again.  A logistic curve per kind of edit is
fitted on pages that nothing else was trained on (`vnfix.train.calibrate`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from os.path import commonprefix
from typing import NamedTuple

#: Beyond these (nats) more says nothing more.
MOST_GAIN, MOST_MARGIN, MOST_COST, MOST_SURPRISE = 12.0, 10.0, 12.0, 10.0
#: Beyond so many sure repairs of the same letters more say nothing more.
MOST_ALIKE = 12.0
#: A document is credited with so many edits of so much confidence before it is read.
CREDIT, USUAL = 5.0, 0.85
#: (intercept, per nat of gain, of margin, of channel cost, of surprise, per unit of agreement, of habit, of the
#: echo of the old pair, of the new pair, of the new word) of logit P(right), fitted by
#: `vnfix.train.calibrate` on 300 held-back and 99 development Tesseract pages, both halves of the
#: FineReader pages (each read with the channel of the other half; counted five-fold, as they are
#: few) and clean text.  ``split`` leaves the cost out, and so states too little: the few splits
#: of worn pages would teach it to distrust the good ones of reports.  ``join`` was fitted with 24 held-back pages
#: read by Tesseract 3 as well, which knots its words.
CURVES: dict[str, tuple[float, ...]] = {
    "word": (-0.43, 0.17, 0.35, -0.13, -0.19, 0.45, 1.77, -0.89, 1.61, 0.68),
    "letters": (-2.65, 0.27, 0.46, -0.18, -0.19, 0.64, 1.24, 0.0, 0.83, 0.95),
    "split": (-4.09, 0.30, 0.55, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    "join": (4.55, 0.09, 0.33, -0.33, -0.65, -0.08, 0.0, 0.0, 0.02, 1.21),
    "spaced": (-3.5, 0.16, 0.59, 0.0, -0.39, 1.01, 0.0, 0.0, 0.0, 0.0),
    "abbreviation": (-1.0, 0.3, 0.3, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
}
#: (intercept, per nat of margin) for a restored accent; fitted on 48,000 words of held-back
#: lines with their accents stripped: nearly e**-margin as it is.
ACCENTS = (-0.13, 0.88)
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


class Evidence(NamedTuple):
    """What speaks for an edit; nats.

    ``prior`` is the cost of an error at the place, ``confusion`` the letters read
    and meant (``ờ``, ``ở``); the echoes are those of `vnfix.echoes.Echo`;
    ``foreign``: it stands in a passage of another language.
    """

    reason: str
    gain: float
    margin: float
    cost: float
    surprise: float
    prior: float
    confusion: tuple[str, str] = ("", "")
    echo_old: float = 0.0
    echo_new: float = 0.0
    echo_word: float = 0.0
    foreign: bool = False


def confidences(document: Sequence[Evidence]) -> list[float]:
    """Probability that each edit is right, all edits of a document considered together."""
    alone = [probability(one.reason, _numbers(one, _logit(USUAL), 0.0)) for one in document]
    total, count = sum(alone) + CREDIT * USUAL, len(alone) - 1 + CREDIT
    alike: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one, p in zip(document, alone):
        alike[one.confusion] += p
    sure = (_in_company(one, (total - p) / count, alike[one.confusion] - p) for one, p in zip(document, alone))
    return [_sober(one, p) for one, p in zip(document, sure)]


def probability(reason: str, numbers: tuple[float, ...]) -> float:
    """P(right) by the curve of a reason, from what `CURVES` lists."""
    intercept, *weights = CURVES[reason]
    return _logistic(intercept + sum(weight * number for weight, number in zip(weights, numbers)))


def accents(margin: float) -> float:
    """Probability that a restored word is right, from its lead over the next reading (nats)."""
    return _logistic(ACCENTS[0] + ACCENTS[1] * min(margin, MOST_MARGIN))


def _in_company(one: Evidence, others: float, alike: float) -> float:
    """P(right), from the mean confidence of the other edits, and the sum of those of the same letters."""
    habit = math.log1p(min(max(alike, 0.0), MOST_ALIKE)) if any(one.confusion) else 0.0
    return probability(one.reason, _numbers(one, _logit(others), habit))


def _numbers(one: Evidence, agreement: float, habit: float) -> tuple[float, ...]:
    """The numbers that the curves weigh."""
    return (
        min(one.gain, MOST_GAIN),
        min(one.margin, MOST_MARGIN),
        min(one.cost, MOST_COST),
        min(one.surprise, MOST_SURPRISE),
        agreement,
        habit,
        one.echo_old,
        one.echo_new,
        one.echo_word,
    )


def confusion(read: str, meant: str) -> tuple[str, str]:
    """The letters in which two words differ, without beginning and end that they share: ``trờ``, ``trở`` → ờ, ở."""
    first = len(commonprefix([read, meant]))
    last = len(commonprefix([read[first:][::-1], meant[first:][::-1]]))
    return read[first : len(read) - last], meant[first : len(meant) - last]


def _sober(one: Evidence, confidence: float) -> float:
    """For a known word: a narrow win in a clean place is a rare word, no error; nor is a foreign word."""
    narrow = one.reason == "word" and one.prior > CLEAN_PRIOR and one.gain < CLEAN_GAIN
    return min(confidence, UNSURE) if narrow or one.foreign else confidence


def _logistic(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


def _logit(p: float) -> float:
    return math.log(p / (1.0 - p))


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
