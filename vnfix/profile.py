"""What kind of document is this? How noisy, and in which style of tone placement."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .syllable import NO_TONE, case_shape, parse, spell

#: Errors for each word that is plainly garbage: half of all errors are real
#: words, and some garbage is hidden in capitals (counted on the development sets).
ERRORS_PER_GARBAGE = 2.5
#: Errors and words that every document is credited with before it is read:
#: an unknown text is taken to be clean.
PRIOR_ERRORS, PRIOR_WORDS = 0.03, 20
#: The error rate at which the channel was trained; its costs hold at this rate.
CHANNEL_RATE = 0.1
MOST_RATE = 0.3
#: Reach of a dirty patch in words, and the weight (in words) of the document's own rate.
PATCH, OVERALL_WEIGHT = 12, 20.0
#: A neighbour that fits better by so many nats is evidence of 1 - 1/e.
SURE_GAIN = 3.0


def is_garbage(word: str) -> bool:
    """Can an unknown word only be a misreading? ``ứiủy`` can, ``Heraeus``, ``KĐCL`` and ``Liễng`` need not."""
    if case_shape(word) == "UPPER" or word.isascii():
        return False
    return parse(word.lower()) is None


def error_rate(words: int, garbage: int) -> float:
    """Estimated share of wrong words in the whole document."""
    return min(MOST_RATE, (ERRORS_PER_GARBAGE * garbage + PRIOR_ERRORS) / (words + PRIOR_WORDS))


def suspicion_weight(gain: Floats) -> Floats:
    """From the gain of a word's best neighbour (nats) to the evidence, 0 to 1, that it is an error."""
    return np.where(gain > 0, 1 - np.exp(-np.maximum(gain, 0) / SURE_GAIN), 0.0)


def local_priors(wrong: Floats, overall: float) -> Floats:
    """Cost of an error at each word, nats, relative to the rate at which the channel was trained.

    Dirt comes in patches: a fold, a stamp, a faint line.  The rate at a word is
    that of the document, drawn towards the share of wrong words around it.

    Args:
        wrong: per word, the evidence (0 to 1) that it is an error.
        overall: error rate of the document.
    """
    kernel = np.exp(-np.abs(np.arange(-PATCH * 3, PATCH * 3 + 1)) / PATCH)
    # The word itself is no evidence about its surroundings.
    kernel[PATCH * 3] = 0.0
    near = np.convolve(wrong, kernel, "full")[PATCH * 3 : PATCH * 3 + len(wrong)]
    seen = np.convolve(np.ones(len(wrong)), kernel, "full")[PATCH * 3 : PATCH * 3 + len(wrong)]
    rate = (near + overall * OVERALL_WEIGHT) / (seen + OVERALL_WEIGHT)
    clipped: Floats = np.log(CHANNEL_RATE / np.clip(rate, 1e-5, MOST_RATE))
    return clipped


def writes_new_style(words: Iterable[str]) -> bool:
    """Does the document write ``hoà`` rather than ``hòa``?"""
    balance = 0
    for word in words:
        syllable = parse(word.lower())
        if syllable is None or syllable.rime not in ("oa", "oe", "uy") or syllable.tone == NO_TONE:
            continue
        balance += 1 if spell(syllable, new_style=True) == word.lower() else -1
    return balance > 0
