"""Suspicion: which words of the text might be wrong?  A few numpy passes over all of it.

Unknown words are doubtful at once.  A known word is doubtful if one of its
neighbours (words the engine confuses with it) would fit its context so much
better that the gain in language-model cost comes near the cost of the
confusion.  The bar is low here: the decoder decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .channel.neighbours import SCALE, NeighbourTable
from .ngrams import Costs, Ids, NgramModel
from .vocab import CLASSES, STOP_ID

#: A neighbour is looked at by the decoder if its gain is above this (nats): its
#: context may itself be wrong, so it need not win yet.
NEAR_GAIN = -5.0
#: A neighbour is looked at only if it would come near with no better fit than this (nats over three trigrams).  One
#: right word in nine fits better, one in 200 better than 2; but as this is no more than -`NEAR_GAIN`, one that wins is
#: found by the last look whatever its fit.  With 2 in place of 5 nearly twice as many are looked up for the same edits
#: (of 12,232 three differ); with 7 a third fewer, but ``phối họp chặt chẽ`` in a clean text is missed.
LEAST_LOCAL_COST = 5.0
#: Words looked at in one go: some 10,000 neighbours, whose arrays then stay in the cache; 8,192 words take half as
#: long again.
BLOCK = 512

Options = dict[int, list[tuple[int, float]]]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


class Fit:
    """How well every symbol of a text fits where it stands; sentence marks stand outside the text.

    Attributes:
        each: per symbol, its cost after the two before it (nats).
        costs: per symbol, the cost of the three trigrams that hold it (nats).
    """

    def __init__(self, model: NgramModel, ids: Ids) -> None:
        self._model = model
        self._symbols = np.concatenate([[STOP_ID, STOP_ID], ids, [STOP_ID, STOP_ID]])
        first, second, third = self._symbols[:-2], self._symbols[1:-1], self._symbols[2:]
        self._after, self._weight, self._paired = model.bigram_parts(self._symbols[:-1], self._symbols[1:])
        each = self._after[1:] + self._weight[:-1]
        model.put_trigrams(each, self._paired[1:] & self._paired[:-1], first, second, third)
        self.each: Costs = each[:-2]
        self.costs: Costs = self.each + each[1:-1] + each[2:]

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
        a, b = self._symbols.take(at), self._symbols.take(at + 1)
        before = model.find_pairs(b, words)
        total = before.costs()
        total += self._weight.take(at)
        model.put_trigrams(total, before.found & self._paired.take(at), a, b, words)
        left = (total <= most - 2 * least).nonzero()[0]
        before = before.only(left)
        at, words, most, total = at.take(left), words.take(left), most.take(left), total.take(left)
        d = self._symbols.take(at + 3)
        behind = model.find_pairs(words, d)
        costs = behind.costs()
        costs += before.weights()
        model.put_trigrams(costs, before.found & behind.found, before.first, words, d)
        total += costs
        kept = (total <= most - least).nonzero()[0]
        at, words, d, behind = at.take(kept), words.take(kept), d.take(kept), behind.only(kept)
        costs = self._after.take(at + 3)
        costs += behind.weights()
        model.put_trigrams(costs, behind.found & self._paired.take(at + 3), words, d, self._symbols.take(at + 4))
        return left.take(kept), total.take(kept) + costs


class _Found(NamedTuple):
    """Places, their neighbours and the channel's and the language model's costs of those (nats)."""

    place: Ids
    option: Ids
    cost: Costs
    local: Costs

    def only(self, chosen: Ids | Bools) -> _Found:
        """Some of them."""
        return _Found(self.place[chosen], self.option[chosen], self.cost[chosen], self.local[chosen])


class Suspicion:
    """The neighbours of the words of one text, looked up no further than they may come near.

    Args:
        fit: the symbols of the text, as they stand.
        known: which of them are ordinary words that may be changed.
    """

    def __init__(self, fit: Fit, neighbours: NeighbourTable, known: Bools) -> None:
        self._fit, self._neighbours = fit, neighbours
        words = fit.words(np.arange(len(known)))
        self._least = np.where(known & (words >= len(CLASSES)), neighbours.least[words], np.float32(np.inf))
        self._reached = np.full(len(known), -np.inf)
        nothing, free = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        self._found = _Found(nothing, nothing, free, free)

    def promising(self, priors: Floats, bar: float = NEAR_GAIN, ahead: Floats | float = 0.0) -> tuple[Options, Floats]:
        """The neighbours that come near to fitting better than the words as they stand.

        Args:
            priors: per symbol, the cost of any error at all at that place, nats.
            bar: gain (nats) from which a neighbour comes near.
            ahead: look so much further (nats, of each symbol), for the sake of the next call.

        Returns:
            Position → (neighbour id, channel cost) of those neighbours, and per
            position the gain of the best of them (nats, -inf where none comes near).
        """
        # Not worth a look unless the present fit is worse than the cheapest change could mend.
        slack = self._fit.costs - priors - (bar + LEAST_LOCAL_COST)
        self._reach(slack, ahead)
        place, option, cost, local = self._found
        gain = self._fit.costs[place] - local - cost - priors[place]
        near = (gain > bar) & (slack[place] - cost > 0)
        best = np.full(len(priors), -np.inf)
        np.maximum.at(best, place[near], gain[near])
        result: Options = {}
        for k, *found in zip(place[near].tolist(), option[near].tolist(), cost[near].tolist()):
            result.setdefault(k, []).append((found[0], found[1]))
        return result, best

    def _reach(self, slack: Floats, ahead: Floats | float) -> None:
        """Look up the neighbours of places that were not looked at so far."""
        wanted = slack > self._reached
        slack = slack + ahead
        at = (wanted & (slack > self._least)).nonzero()[0]
        if not len(at):
            return
        self._reached[at] = slack[at]
        found = [_look(self._fit, self._neighbours, at[k : k + BLOCK], slack) for k in range(0, len(at), BLOCK)]
        again = np.zeros(len(slack), dtype=bool)
        again[at] = True
        kept = ~again[self._found.place]
        self._found = _joined([self._found.only(kept), *found])


def _joined(parts: Sequence[_Found]) -> _Found:
    """All of them, by place."""
    place, option = np.concatenate([part.place for part in parts]), np.concatenate([part.option for part in parts])
    cost, local = np.concatenate([part.cost for part in parts]), np.concatenate([part.local for part in parts])
    return _Found(place, option, cost, local).only(np.argsort(place, kind="stable"))


def _look(fit: Fit, neighbours: NeighbourTable, at: Ids, slack: Floats) -> _Found:
    """The neighbours of some places that may cost no more than the slack leaves them."""
    words = fit.words(at)
    # A stored cost is a byte: comparing bytes picks the few in question, with one to spare for rounding.
    limit = np.clip(np.ceil(slack[at] * SCALE) + 1, 0, 254).astype(np.uint8)
    stored = neighbours.stored.take(words, axis=0)
    within = stored <= limit[:, None]
    flat, counts = within.ravel().nonzero()[0], np.count_nonzero(within, axis=1)
    place = np.repeat(at, counts)
    cost = stored.ravel().take(flat).astype(np.float32) / np.float32(SCALE)
    option = neighbours.ids.take(words, axis=0).ravel().take(flat).astype(np.int64)
    most = np.repeat(slack[at] + (LEAST_LOCAL_COST + 0.01), counts) - cost
    left, local = fit.others(place, option, most)
    return _Found(place[left], option[left], cost[left], local)
