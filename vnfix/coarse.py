"""A coarse look at damaged stretches: which readings of every word can stand beside some reading of its neighbours?

Where several words in a row are wrong, no single one of them fits better by
itself: ``nhàn đan tan phe`` is ``nhân dân thành phố`` only as a whole.  A
bigram lattice over many readings of every word is cheap enough to try all of
them together (coarse-to-fine decoding; Charniak et al. 2006); the few best of
each go on to the decoder, which knows trigrams, joins and splits.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .ngrams import Costs, Ids, NgramModel


class Choices(NamedTuple):
    """Readings of one place: ids and costs (nats), the word as it stands included."""

    ids: Ids
    costs: Costs


def max_marginals(model: NgramModel, stretch: list[Choices], before: int, after: int) -> list[Costs]:
    """Per place and choice, the cost of the cheapest path through it under the bigram model.

    Args:
        stretch: the places in order.
        before, after: the symbols around the stretch.
    """
    steps = []
    left = np.array([before])
    for place in [*stretch, Choices(np.array([after]), np.zeros(1, dtype=np.float32))]:
        step, _, _ = model.bigram_parts(left[:, None], place.ids[None, :])
        steps.append(step + place.costs[None, :])
        left = place.ids
    ahead = [steps[0].min(axis=0)]
    for step in steps[1:-1]:
        ahead.append((ahead[-1][:, None] + step).min(axis=0))
    behind = [steps[-1].min(axis=1)]
    for step in reversed(steps[1:-1]):
        behind.append((step + behind[-1][None, :]).min(axis=1))
    return [a + b for a, b in zip(ahead, reversed(behind))]
