"""From the decoder's costs to confidence: the probability that an edit is right.

The decoder's gain is a difference of costs, not a probability: its parts are
not independent.  What tells most: by how much the reading beats the text
as it stands (gain), by how much it beats the next best reading (margin), how
common the confusion is (channel cost), how odd the repaired text still reads
there (surprise), how sure the other repairs of the document are (agreement) and
those of the same letters (habit), and whether the document says the same elsewhere
(echo): among ruined lines every reading is doubtful, in a report whose errors are all
alike none is, an engine that read ``ở`` as ``ờ`` ten times did so the eleventh time too,
and a page that speaks of ``chà vôi`` means it again.

- A logistic curve per kind of edit gives a first opinion, from which agreement and habit follow, and the last one
  for the rarer kinds.
- For one word read as another, small trees (`trees`) weigh these numbers and some more: how rare the words are, how
  they are bound to their neighbours, how long the word is and how many of its letters differ, how sure the repairs
  beside it are, how much of the page would change.

Both are fitted on pages that nothing else was trained on (`vnfix.train.calibrate`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from ..certainty import MOST_MARGIN, logistic
from ..trees import Floats, Trees
from .evidence import Evidence

#: Beyond these (nats) more says nothing more.
MOST_GAIN, MOST_COST, MOST_SURPRISE = 12.0, 12.0, 10.0
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
#: Confidence at most in a passage of another language.
UNSURE = 0.4
#: What the curves weigh, in their order, and what the trees ask for.
OF_CURVES = ("gain", "margin", "cost", "surprise", "agreement", "habit", "echo_old", "echo_new", "echo_word")
NUMBERS = (
    *OF_CURVES,
    *("known", "prior", "second", "fit", "rarity_read", "rarity_meant", "read_left", "read_right", "left", "right"),
    *("left_sure", "right_sure", "letters", "differ", "possible", "capitals", "marks", "around", "rate"),
)
#: The kinds of edit that the trees weigh.
BY_TREES = ("word", "letters")
#: A page is credited with so many words, one of them to change, before it is read.  With 300 single sentences are
#: repaired too timidly (11 rows of tests/cases fail).
WORDS = 100


def confidences(document: Sequence[Evidence], words: int) -> list[float]:
    """Probability that each edit is right, all edits of a document considered together.

    Args:
        words: how many words the document has.
    """
    if not document:
        return []
    cases = numbers(document, words)
    trees = Trees.built_in("trees.tsv", NUMBERS)
    by_trees = [k for k, one in enumerate(document) if one.reason in BY_TREES]
    sure = [probability(one.reason, case[: len(OF_CURVES)]) for one, case in zip(document, cases.tolist())]
    for k, logit in zip(by_trees, trees.logits(cases[by_trees]).tolist()):
        sure[k] = logistic(logit)
    return [min(p, UNSURE) if one.foreign else p for one, p in zip(document, sure)]


def numbers(document: Sequence[Evidence], words: int) -> Floats:
    """`NUMBERS` of every edit of a document: edits × numbers.

    What an edit gains by its company is weighed by the curves alone: how sure the other edits are (agreement), and
    those of the same letters (habit).
    """
    alone = [probability(one.reason, (*_own(one), _logit(USUAL), 0.0, *one.echo)) for one in document]
    total, count = sum(alone) + CREDIT * USUAL, len(alone) - 1 + CREDIT
    alike: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one, p in zip(document, alone):
        alike[one.confusion] += p
    rate = (len(document) + 1) / (words + WORDS)
    company = ((_logit((total - p) / count), _habit(one, alike[one.confusion] - p)) for one, p in zip(document, alone))
    return np.array([(*_own(one), *by, *one.echo, *_more(one, alone), rate) for one, by in zip(document, company)])


def probability(reason: str, case: Sequence[float]) -> float:
    """P(right) by the curve of a reason, from the numbers `OF_CURVES`."""
    intercept, *weights = CURVES[reason]
    return logistic(intercept + sum(weight * number for weight, number in zip(weights, case)))


def _own(one: Evidence) -> tuple[float, ...]:
    """The numbers of an edit by itself that the curves weigh."""
    return (
        min(one.gain, MOST_GAIN),
        min(one.margin, MOST_MARGIN),
        min(one.cost, MOST_COST),
        min(one.surprise, MOST_SURPRISE),
    )


def _habit(one: Evidence, alike: float) -> float:
    """From the sum of the confidences of the other edits of the same letters."""
    return math.log1p(min(max(alike, 0.0), MOST_ALIKE)) if any(one.confusion) else 0.0


def _more(one: Evidence, alone: Sequence[float]) -> tuple[float, ...]:
    """The numbers of an edit that the trees ask for, too; ``alone`` is how sure each edit is by itself."""
    beside = (1.0 if number is None else alone[number] for number in one.beside)
    costs = one.prior, min(one.second, MOST_MARGIN), one.fit, one.rarity_read, one.rarity_meant
    form = one.letters, one.differ, one.possible, one.capitals, one.marks, one.around
    return (one.reason == "word", *costs, *one.bond_read, *one.bond, *beside, *form)


def _logit(p: float) -> float:
    return math.log(p / (1.0 - p))
