"""What engines make of whole words, beyond what the parts tell: of ten ``chi`` Tesseract reads six as ``chỉ``.

The channel's rules say how onsets and rimes are confused, over all words alike.  A
neural engine has a language model of its own and gives the word that it met more
often.  So every pair of words is counted, too, and held against what the rules let
expect; the cost changes by the logarithm of the ratio, shrunk towards 1 where little
was seen (gamma-Poisson shrinkage; DuMouchel 1999, "Bayesian data mining in large
frequency tables").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..candidates import Shortlist
from ..channel.part_channel import Rule
from ..ngrams import NgramModel
from ..syllable import canonical
from ..vocab import UNKNOWN_ID
from .channel_model import Example

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: The name of the corrections among the tables of rules.
WORD = "word"
#: Cases of the ratio 1 that every pair is credited with.  Learnt from 290,000 words of printed pages, the deviance of
#: 100,000 others (2,277 confusions) is 12,203 without the ratios, and 11,538, 11,369, 11,309, 11,338 with 1, 2, 4, 8.
CREDIT = 4.0
#: A correction of less (nats) is none: pairs that were hardly seen.
LEAST = 0.2
#: Weights that the rules' costs are tried with, when it is told what they let expect.
_SLOPES = np.arange(0.5, 1.5, 0.02)


class Seen(NamedTuple):
    """The words that one engine was seen to read, and its share in the mixture."""

    examples: Sequence[Example]
    share: float


class Pairs(NamedTuple):
    """All pairs of a word of the vocabulary and one of its readings: ids, and the cost by the rules (nats)."""

    read: Ids
    meant: Ids
    cost: Floats

    @classmethod
    def of(cls, lists: Sequence[Shortlist]) -> Pairs:
        """The pairs of the readings of each word."""
        read = np.repeat(np.arange(len(lists)), [len(ids) for ids, _ in lists])
        meant = np.concatenate([ids for ids, _ in lists]).astype(np.int64)
        return cls(read, meant, np.concatenate([costs for _, costs in lists]).astype(np.float64))


def corrections(pairs: Pairs, model: NgramModel, known: Sequence[Rule], seen: Sequence[Seen]) -> Floats:
    """What is to be added to the cost of each pair (nats); nothing where it would be little.

    The engines' ratios are averaged by their shares.  To weigh them also by how likely each engine's own rules make
    the pair changed no set by more than 3 words in 1,000, and takes twice as long.

    Args:
        known: corrections of old, as rules whose pieces are whole words; other pairs had none.
        seen: what engines read; the shares of those of which nothing was seen are in ``known``.
    """
    ratio = np.exp(-of_rules(pairs, model, known))
    for examples, share in seen:
        ratio += share * (_ratio(_counted(examples, model), pairs, len(model.words)) - 1)
    correction: Floats = -np.log(ratio)
    return np.where(np.abs(correction) < LEAST, 0.0, np.round(correction, 2))


def as_rules(pairs: Pairs, model: NgramModel, corrections: Floats) -> list[Rule]:
    """The corrections as rules whose pieces are whole words."""
    at = np.flatnonzero(corrections)
    words = ((model.words[m], model.words[r]) for m, r in zip(pairs.meant[at].tolist(), pairs.read[at].tolist()))
    return sorted(Rule(meant, read, cost) for (meant, read), cost in zip(words, corrections[at].tolist()))


def of_rules(pairs: Pairs, model: NgramModel, known: Sequence[Rule]) -> Floats:
    """The corrections that stand in a table of rules; 0 for other pairs."""
    size = len(model.words)
    read = np.array(model.encode(rule.read for rule in known), dtype=np.int64)
    meant = np.array(model.encode(rule.meant for rule in known), dtype=np.int64)
    costs = np.array([rule.cost for rule in known], dtype=np.float64)
    return _looked_up(read * size + meant, costs, pairs.read * size + pairs.meant, 0.0)


def _looked_up(keys: Ids, values: Floats, wanted: Ids, otherwise: float) -> Floats:
    """The value of each wanted key, ``otherwise`` if it is not among the keys."""
    if not len(keys):
        return np.full(len(wanted), otherwise)
    order = np.argsort(keys)
    keys, values = keys[order], values[order]
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], otherwise)


def _counted(examples: Sequence[Example], model: NgramModel) -> tuple[Ids, Ids, Floats]:
    """(read, meant, how often) of words of the vocabulary; a word read that is none of it is an unknown one."""
    read, meant, count = zip(*examples) if examples else ((), (), ())
    ids = [np.array(model.encode(canonical(w.lower()) for w in words), dtype=np.int64) for words in (read, meant)]
    known = ids[1] != UNKNOWN_ID
    return ids[0][known], ids[1][known], np.array(count, dtype=np.float64)[known]


def _ratio(seen: tuple[Ids, Ids, Floats], pairs: Pairs, size: int) -> Floats:
    """How much more often each pair was seen than the rules let expect, shrunk."""
    read, meant, count = seen
    wrong = read != meant
    keys, place = np.unique((read * size + meant)[wrong], return_inverse=True)
    often: Floats = np.bincount(place, weights=count[wrong], minlength=len(keys)).astype(np.float64)
    found = _looked_up(keys, often, pairs.read * size + pairs.meant, 0.0)
    if not found.any():
        return np.ones(len(found))
    total = np.bincount(meant, weights=count, minlength=size).astype(np.float64)
    expected = _expected(total[pairs.meant], found, pairs.cost)
    shrunk: Floats = (found + CREDIT) / (expected + CREDIT)
    return shrunk


def _expected(total: Floats, found: Floats, cost: Floats) -> Floats:
    """How often each pair is to be expected by its cost: the level and slope that make what was found likeliest."""
    levels = [float(np.log((total * np.exp(-slope * cost)).sum() / found.sum())) for slope in _SLOPES]
    weight = (found * cost).sum()
    best = int(np.argmax([-found.sum() * level - slope * weight for level, slope in zip(levels, _SLOPES)]))
    expected: Floats = total * np.exp(-levels[best] - _SLOPES[best] * cost)
    return expected
