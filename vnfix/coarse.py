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
    """Per stretch, place and choice, the cost of the cheapest path through it under the bigram model."""
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
    steps = [model.pair_costs(left.ids, place.ids) + place.costs for left, place in zip(places, places[1:])]
    ahead, behind = [into + places[0].costs], [out]
    for step in steps:
        ahead.append((ahead[-1][:, None] + step).min(axis=0))
    for step in reversed(steps):
        behind.append((step + behind[-1]).min(axis=1))
    return [a + b for a, b in zip(ahead, reversed(behind))]
