"""Suspicion: which words of the text might be wrong?  A few numpy passes over all of it.

Unknown words are doubtful at once.  A known word is doubtful if one of its
neighbours (words the engine confuses with it) would fit its context so much
better that the gain in language-model cost comes near the cost of the
confusion.  The bar is low here: the decoder decides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .neighbours import SCALE, Neighbours
from .ngrams import Costs, Ids, NgramModel
from .vocab import CLASSES, STOP_ID

#: A neighbour is looked at by the decoder if its gain is above this (nats): its
#: context may itself be wrong, so it need not win yet.
NEAR_GAIN = -5.0
#: No word fits its context better than this (nats over three trigrams).
LEAST_LOCAL_COST = 2.0
#: Words looked at in one go: bounds the memory; smaller blocks are slower, larger ones no faster.
BLOCK = 8192

Options = dict[int, list[tuple[int, float]]]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Fit:
    """How well every symbol of a text fits where it stands; sentence marks stand outside the text.

    Attributes:
        costs: per symbol, the cost of the three trigrams that hold it (nats).
    """

    def __init__(self, model: NgramModel, ids: list[int]) -> None:
        self._model = model
        self._symbols = np.array([STOP_ID, STOP_ID, *ids, STOP_ID, STOP_ID], dtype=np.int64)
        first, second, third = self._symbols[:-2], self._symbols[1:-1], self._symbols[2:]
        self._after, self._weight, _ = model.bigram_parts(self._symbols[:-1], self._symbols[1:])
        cost, found = model.trigram_costs(first, second, third)
        each = np.where(found, cost, self._after[1:] + self._weight[:-1])
        self.costs: Costs = each[:-2] + each[1:-1] + each[2:]

    def words(self, at: Ids) -> Ids:
        """The symbols at some places."""
        return self._symbols[at + 2]

    def others(self, at: Ids, words: Ids, most: Floats) -> tuple[Ids, Costs]:
        """Cost of the three trigrams with other words in place of some symbols; only of those that cost ``most``.

        A word is given up at the first trigram that leaves the others too little:
        one in twelve gets to the last.

        Returns:
            Which of the words, and what they cost (nats).
        """
        model, least = self._model, self._model.least_cost
        a, b, d, e = (self._symbols[at + k] for k in (0, 1, 3, 4))
        lower, weight, _ = model.bigram_parts(b, words)
        cost, found = model.trigram_costs(a, b, words)
        total = np.where(found, cost, lower + self._weight[at])
        left = np.flatnonzero(total + 2 * least <= most)
        b, d, words = b[left], d[left], words[left]
        lower, behind, _ = model.bigram_parts(words, d)
        cost, found = model.trigram_costs(b, words, d)
        total = total[left] + np.where(found, cost, lower + weight[left])
        kept = np.flatnonzero(total + least <= most[left])
        left, words, d = left[kept], words[kept], d[kept]
        cost, found = model.trigram_costs(words, d, e[left])
        return left, total[kept] + np.where(found, cost, self._after[at[left] + 3] + behind[kept])


def promising(
    fit: Fit, neighbours: Neighbours, known: Bools, priors: Floats, bar: float = NEAR_GAIN
) -> tuple[Options, Floats]:
    """The neighbours that come near to fitting better than the words as they stand.

    Args:
        fit: the symbols of the whole text, as they stand.
        known: which of them are ordinary words that may be changed.
        priors: per symbol, the cost of any error at all at that place, nats.
        bar: gain (nats) from which a neighbour comes near.

    Returns:
        Position → (neighbour id, channel cost) of those neighbours, and per
        position the gain of the best of them (nats, -inf where none comes near).
    """
    best = np.full(len(known), -np.inf)
    result: Options = {}
    # Not worth a look unless the present fit is worse than the cheapest change could mend.
    slack = fit.costs - priors - (bar + LEAST_LOCAL_COST)
    words = fit.words(np.arange(len(known)))
    at = np.flatnonzero(known & (words >= len(CLASSES)))
    at = at[slack[at] > neighbours.least[words[at]]]
    for first in range(0, len(at), BLOCK):
        place, option, cost, gain = _look(fit, neighbours, at[first : first + BLOCK], slack, priors, bar)
        for k, *found in zip(place.tolist(), option.tolist(), cost.tolist()):
            result.setdefault(k, []).append((found[0], found[1]))
        np.maximum.at(best, place, gain)
    return result, best


def _look(
    fit: Fit, neighbours: Neighbours, at: Ids, slack: Floats, priors: Floats, bar: float
) -> tuple[Ids, Ids, Costs, Floats]:
    """Places, neighbours, their channel costs and gains, of those whose gain is above the bar."""
    words = fit.words(at)
    # A stored cost is a byte: comparing bytes picks the few in question, with one to spare for rounding.
    limit = np.clip(np.ceil(slack[at] * SCALE) + 1, 0, 254).astype(np.uint8)
    row, column = np.nonzero(neighbours.stored[words] <= limit[:, None])
    place = at[row]
    option, cost = neighbours.ids[words[row], column].astype(np.int64), neighbours.costs(words[row], column)
    most = slack[place] - cost + LEAST_LOCAL_COST
    near = np.flatnonzero(most > LEAST_LOCAL_COST)
    place, option, cost = place[near], option[near], cost[near]
    left, local = fit.others(place, option, most[near] + 0.01)
    place, option, cost = place[left], option[left], cost[left]
    gain = fit.costs[place] - local - cost - priors[place]
    above = gain > bar
    return place[above], option[above], cost[above], gain[above]
