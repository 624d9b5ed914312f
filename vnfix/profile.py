"""What kind of document is this? How noisy, and in which style of tone placement."""

from __future__ import annotations

import math
from collections.abc import Iterable

from .syllable import case_shape, parse, spell

#: Errors for each word that is plainly garbage: half of all errors are real
#: words, and some garbage is hidden in capitals (counted on the development sets).
ERRORS_PER_GARBAGE = 2.5
#: Errors and words that every document is credited with before it is read:
#: an unknown text is taken to be clean.
PRIOR_ERRORS, PRIOR_WORDS = 0.02, 20
#: The error rate at which the channel was trained; its costs hold at this rate.
CHANNEL_RATE = 0.1
MOST_RATE = 0.3


def is_garbage(word: str) -> bool:
    """Can an unknown word only be a misreading? ``ứiủy`` can, ``Heraeus``, ``KĐCL`` and ``Liễng`` need not."""
    if case_shape(word) == "UPPER" or word.isascii():
        return False
    return parse(word.lower()) is None


def error_rate(words: int, garbage: int) -> float:
    """Estimated share of wrong words."""
    return min(MOST_RATE, (ERRORS_PER_GARBAGE * garbage + PRIOR_ERRORS) / (words + PRIOR_WORDS))


def error_prior(words: int, garbage: int) -> float:
    """Cost of any error at all, in nats, relative to the rate the channel was trained at."""
    return math.log(CHANNEL_RATE / error_rate(words, garbage))


def writes_new_style(words: Iterable[str]) -> bool:
    """Does the document write ``hoà`` rather than ``hòa``?"""
    balance = 0
    for word in words:
        syllable = parse(word.lower())
        if syllable is None or syllable.rime not in ("oa", "oe", "uy") or syllable.onset == "qu" or syllable.tone == "ngang":
            continue
        balance += 1 if spell(syllable, new_style=True) == word.lower() else -1
    return balance > 0
