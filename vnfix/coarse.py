"""A coarse look at damaged stretches: which readings of every word can stand beside some reading of its neighbours?

Where several words in a row are wrong, no single one of them fits better by
itself: ``nhàn đan tan phe`` is ``nhân dân thành phố`` only as a whole.  A
bigram lattice over many readings of every word is cheap enough to try all of
them together (coarse-to-fine decoding; Charniak et al. 2006); the few best of
each go on to the decoder, which knows trigrams, joins and splits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .ngrams import Costs, Ids, NgramModel

#: How far behind the best way to its place a choice may be to be followed (nats).  Of 3,190 repairs one was farther,
#: and 57 % of the choices are within; with 10 it is four, and 39 %.
BEAM = 12.0


class Choices(NamedTuple):
    """Readings of one place: ids and costs (nats), the word as it stands included."""

    ids: Ids
    costs: Costs


class Stretch(NamedTuple):
    """A damaged stretch: its places in order, and the symbols around it."""

    places: list[Choices]
    before: int
    after: int


def max_marginals(model: NgramModel, stretches: Sequence[Stretch]) -> list[list[Costs]]:
    """Per stretch, place and choice, the cost of the cheapest path through it under the bigram model.

    Infinite where a choice is more than `BEAM` behind on the way to it (beam search; Lowerre 1976).
    """
    if not stretches:
        return []
    into = _after(model, [(stretch.before, stretch.places[0].ids) for stretch in stretches])
    out = _before(model, [(stretch.places[-1].ids, stretch.after) for stretch in stretches])
    return [_through(model, stretch.places, *edges) for stretch, *edges in zip(stretches, into, out)]


def fits_between(model: NgramModel, left: Sequence[int], places: Sequence[Ids], right: Sequence[int]) -> list[Costs]:
    """Per place and choice, its cost under the bigram model between the symbols beside it as they stand."""
    if not places:
        return []
    into, out = _after(model, list(zip(left, places))), _before(model, list(zip(places, right)))
    return [a + b for a, b in zip(into, out)]


# The places of a page in one look-up, since one for each takes ten times as long.


def _after(model: NgramModel, places: list[tuple[int, Ids]]) -> list[Costs]:
    """Costs of the choices of each place after a symbol."""
    sizes = [len(ids) for _, ids in places]
    before = np.repeat(np.array([symbol for symbol, _ in places], dtype=np.int64), sizes)
    costs, _, _ = model.bigram_parts(before, np.concatenate([ids for _, ids in places]))
    return np.split(costs, np.cumsum(sizes)[:-1])


def _before(model: NgramModel, places: list[tuple[Ids, int]]) -> list[Costs]:
    """Costs of a symbol after the choices of each place."""
    sizes = [len(ids) for ids, _ in places]
    after = np.repeat(np.array([symbol for _, symbol in places], dtype=np.int64), sizes)
    costs, _, _ = model.bigram_parts(np.concatenate([ids for ids, _ in places]), after)
    return np.split(costs, np.cumsum(sizes)[:-1])


def _through(model: NgramModel, places: list[Choices], into: Costs, out: Costs) -> list[Costs]:
    ahead, likely, steps = [into + places[0].costs], [], []
    for left, place in zip(places, places[1:]):
        likely.append((ahead[-1] < ahead[-1].min() + BEAM).nonzero()[0])
        steps.append(model.pair_costs(left.ids.take(likely[-1]), place.ids) + place.costs)
        ahead.append((ahead[-1].take(likely[-1])[:, None] + steps[-1]).min(axis=0))
    behind = [out]
    for left, rows, step in zip(reversed(places[:-1]), reversed(likely), reversed(steps)):
        behind.append(np.full(len(left.ids), np.inf, dtype=np.float32))
        behind[-1][rows] = (step + behind[-2]).min(axis=1)
    return [a + b for a, b in zip(ahead, reversed(behind))]
