"""How sure an edit is for which one number tells, or none: repairs by form, restored accents, broken capitals.

Where the decoder chose among readings, `vnfix.confidence` weighs all that speaks for the one it took.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

#: A lead over the next reading (nats) beyond which more says nothing more.
MOST_MARGIN = 10.0
#: (intercept, per nat of margin) for a restored accent; fitted on 48,000 words of held-back
#: lines with their accents stripped: nearly e**-margin as it is.
ACCENTS = (-0.13, 0.88)
#: The same where the engine misread letters, too; fitted on 51,000 words of 180 held-back pages that engines without
#: Vietnamese letters read (training/plain/README.md): of the words that lead by 1 to 2 nats 58 % are right.
MISREAD_ACCENTS = (-0.29, 0.46)
#: Confidence of the repairs that follow from a closed list or from the form alone.
CERTAIN = 0.97
#: Confidence that capitals alone were broken, and where errors are common, so that
#: the letters are as likely wrong (right in 11 of 22 on worn pages).
CASE, CASE_IN_DIRT = 0.9, 0.5
#: A word with so strong a bond (nats) to its neighbour is read right: ``dỊch vụ``.
CASE_BOND = 3.0


def logistic(logit: float) -> float:
    """The probability of which this is the log of the odds."""
    return 1.0 / (1.0 + math.exp(-logit))


def accents(margin: float, misread: bool) -> float:
    """Probability that a restored word is right, from its lead over the next reading (nats).

    Args:
        misread: the engine misread letters of the text, and did not lose its accents alone.
    """
    intercept, slope = MISREAD_ACCENTS if misread else ACCENTS
    return logistic(intercept + slope * min(margin, MOST_MARGIN))


def case(prior: float, bond: float) -> float:
    """Confidence that capitals alone were broken.

    Args:
        prior: cost of an error at the place (nats).
        bond: how much likelier the word is beside its neighbour than anywhere (nats): its letters are right.
    """
    return CASE if prior > 0 or bond >= CASE_BOND else CASE_IN_DIRT


def shares(confidence: float, behind: Sequence[float], standing: int | None = None) -> list[float]:
    """Probabilities of the readings that an edit was preferred to: what its confidence leaves, by what each costs.

    None is likelier than the edit, which costs less: where that is right once in thirty times (``đọtmột`` → đảng), the
    next reading is not right nine times in ten; what is left is for readings that nobody thought of.  The text
    as it stands has no such bound: that the edit is not right speaks for it.

    Args:
        confidence: of the edit, 0 to 1; with it they make 1 at most.
        behind: by how many nats each reading is behind that of the edit.
        standing: which of them is the text as it stands, if one is.
    """
    weights = [math.exp(-far) for far in behind]
    found = [(1.0 - confidence) * weight / sum(weights) for weight in weights]
    return [share if k == standing else min(share, confidence) for k, share in enumerate(found)]
