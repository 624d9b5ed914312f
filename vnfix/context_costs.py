"""What a word costs in its context: the language model, with the neighbours inside a term made likely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .lexicon import PairSet
from .ngrams import Costs, Ids, NgramModel


class Bound(NamedTuple):
    """Pairs of neighbours (ids) of which the second costs no more than ``most`` (nats)."""

    pairs: PairSet
    most: float


class ContextCosts:
    """``costs(u, v, w)`` = -ln P(w | u v) in nats, of arrays of ids of equal shape.

    Args:
        bounds: what neighbours inside terms cost at most; the model knows many of the terms too little.
    """

    def __init__(self, model: NgramModel, bounds: Sequence[Bound] = ()) -> None:
        self._model = model
        self._bounds = [bound for bound in bounds if len(bound.pairs)]

    def __call__(self, u: Ids, v: Ids, w: Ids) -> Costs:
        """The cost of each third word after the first two."""
        costs = self._model.costs(u, v, w)
        for pairs, most in self._bounds:
            at = pairs.find(v, w)
            costs[at] = np.minimum(costs[at], np.float32(most))
        return costs

    def from_states(self, states: tuple[Ids, Ids], source: Ids, pairs: tuple[Ids, Ids], which: Ids) -> Costs:
        """`__call__` where few pairs of words make many triples: all but the trigrams is looked up once a pair.

        Args:
            states: pairs (u, v).
            source: for each triple, the place of its first two words in ``states``.
            pairs: pairs (v, w).
            which: for each triple, the place of its last two words in ``pairs``.
        """
        model = self._model
        before, behind = model.find_pairs(*states), model.find_pairs(*pairs)
        costs = behind.costs().take(which)
        costs += before.weights().take(source)
        paired = before.found.take(source) & behind.found.take(which)
        model.put_trigrams(costs, paired, states[0].take(source), states[1].take(source), pairs[1].take(which))
        for listed, most in self._bounds:
            bounds = np.full(len(behind.first), np.inf, dtype=np.float32)
            bounds[listed.find(*pairs)] = most
            np.minimum(costs, bounds.take(which), out=costs)
        return costs
