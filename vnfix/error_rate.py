"""How noisy is the document, and where in it?  What an error costs at each word, before any reading is tried."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .syllable import case_shape, parse

Floats = npt.NDArray[np.float64]

#: The error rate at which the channel was trained; its costs hold at this rate.
CHANNEL_RATE = 0.1
#: Bounds of an estimated rate.
LEAST_RATE, MOST_RATE = 1e-5, 0.7
#: Reach of a dirty patch, in words; words that a document, and a patch, are
#: credited with before they are read: an unknown text is taken to be clean.
PATCH, CREDIT, PATCH_CREDIT = 3, 20, 6
#: A neighbour that fits better by so many nats is evidence of 1 - 1/e.
SURE_GAIN = 3.0
#: At this rate (nats as `priors`) the suspicion is weighed that tells the rate.
NEUTRAL = 2.3
#: Of clean words so many (share, evidence) are suspected at most, and beyond that in a document about as many as are
#: garbage: so far the first look goes ahead of what it needs, and then the second one finds all there.
USUAL_SUSPICION = 0.0015
#: Cost over three trigrams at which a word begins to be odd, and the span to wholly odd (nats).
ODD_FROM, ODD_SPAN = 12.0, 24.0
#: Weights of the error rate at a word (logit): base; odd words around it; share
#: of the document that is garbage; share that suspicion would change.  Logistic
#: regression on roots of the shares, 42,800 words of OCR and 41,600 of clean
#: text, the clean ones counted fifty-fold, since most text in the world is clean.
BASE, ODD_NEAR, GARBAGE_SHARE, SUSPECT_SHARE = -10.04, 10.09, 9.23, 20.83


def is_garbage(word: str) -> bool:
    """Can an unknown word only be a misreading? ``ứiủy`` can, ``Heraeus``, ``KĐCL`` and ``Liễng`` need not."""
    if case_shape(word) == "UPPER" or word.isascii():
        return False
    return parse(word.lower()) is None


def suspicion_weight(gain: Floats) -> Floats:
    """From the gain of a word's best neighbour (nats) to the evidence, 0 to 1, that it is an error."""
    return np.where(gain > 0, 1 - np.exp(-np.maximum(gain, 0) / SURE_GAIN), 0.0)


def oddness(costs: npt.NDArray[np.float32]) -> Floats:
    """From the cost of a word in its context (nats over three trigrams) to how odd it is there, 0 to 1."""
    odd: Floats = np.clip((costs.astype(np.float64) - ODD_FROM) / ODD_SPAN, 0.0, 1.0)
    return odd


def logits(words: Floats, garbage: Floats, odd: Floats) -> Floats:
    """The error rate at each symbol (logit) by what is seen before any suspicion.

    Dirt comes in patches: a fold, a stamp, a faint line.  The rate at a word
    follows from the document and from how odd the words right around it are;
    the word itself is no evidence about its surroundings.

    Args:
        words: 1 where a symbol is a word, else 0.
        garbage: 1 for what can only be a misreading.
        odd: `oddness`.
    """
    kernel = np.exp(-np.abs(np.arange(-3 * PATCH, 3 * PATCH + 1)) / PATCH)
    kernel[3 * PATCH] = 0.0
    around = _spread(odd * words, kernel) / (_spread(words, kernel) + PATCH_CREDIT)
    found: Floats = BASE + ODD_NEAR * np.sqrt(around) + GARBAGE_SHARE * _root_of_share(garbage, words)
    return found


def priors(logit: Floats, words: Floats, suspicion: Floats) -> Floats:
    """Cost of an error at each symbol, nats, relative to the rate at which the channel was trained.

    Args:
        logit: `logits`.
        words: 1 where a symbol is a word, else 0.
        suspicion: the evidence (0 to 1) that another word was meant.
    """
    logit = logit + SUSPECT_SHARE * _root_of_share(suspicion, words)
    rate = np.clip(1.0 / (1.0 + np.exp(-logit)), LEAST_RATE, MOST_RATE)
    result: Floats = np.log(CHANNEL_RATE / rate)
    return result


def _root_of_share(evidence: Floats, words: Floats) -> float:
    return float(np.sqrt((evidence * words).sum() / (words.sum() + CREDIT)))


def _spread(values: Floats, kernel: Floats) -> Floats:
    """Sum of the values around each place, by the kernel's weights."""
    reach = len(kernel) // 2
    spread: Floats = np.convolve(values, kernel, "full")[reach : reach + len(values)]
    return spread
