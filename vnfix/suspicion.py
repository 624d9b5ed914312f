"""Suspicion: which words of the text might be wrong?  A few numpy passes over all of it.

Unknown words are doubtful at once.  A known word is doubtful if one of its
neighbours (words the engine confuses with it) would fit its context so much
better that the gain in language-model cost comes near the cost of the
confusion.  The bar is low here: the decoder decides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .neighbours import Neighbours
from .ngrams import ORDER, Costs, Ids, NgramModel
from .vocab import CLASSES, STOP_ID

#: A neighbour is looked at by the decoder if its gain is above this (nats): its
#: context may itself be wrong, so it need not win yet.
NEAR_GAIN = -5.0
#: No word fits its context better than this (nats over three trigrams).
LEAST_LOCAL_COST = 2.0
#: Words looked at in one go: bounds the memory; smaller blocks are slower, larger ones no faster.
BLOCK = 8192


def _windows(ids: Ids) -> Ids:
    """Each symbol with two before and two after it; sentence marks outside the text.  Shape (n, 5)."""
    edge = [STOP_ID] * (ORDER - 1)
    padded = np.concatenate([edge, ids, edge]).astype(np.int64)
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * ORDER - 1)


def local_costs(model: NgramModel, windows: Ids, middle: Ids) -> Costs:
    """Cost of the three trigrams that hold ``middle`` in place of each window's middle symbol."""
    a, b, _, d, e = (windows[:, k] for k in range(2 * ORDER - 1))
    return model.costs(a, b, middle) + model.costs(b, middle, d) + model.costs(middle, d, e)


def fit_costs(model: NgramModel, ids: list[int]) -> Costs:
    """Per symbol, the cost of the three trigrams that hold it (nats)."""
    array = np.array(ids, dtype=np.int64)
    costs = np.zeros(len(array), dtype=np.float32)
    windows = _windows(array)
    for first in range(0, len(array), BLOCK):
        block = slice(first, first + BLOCK)
        costs[block] = local_costs(model, windows[block], array[block])
    return costs


Options = dict[int, list[tuple[int, float]]]


def promising(
    model: NgramModel,
    neighbours: Neighbours,
    ids: list[int],
    known: npt.NDArray[np.bool_],
    priors: npt.NDArray[np.float64],
    bar: float = NEAR_GAIN,
) -> tuple[Options, npt.NDArray[np.float64]]:
    """The neighbours that come near to fitting better than the words as they stand.

    Args:
        ids: the symbols of the whole text.
        known: which of them are ordinary words that may be changed.
        priors: per symbol, the cost of any error at all at that place, nats.
        bar: gain (nats) from which a neighbour comes near.

    Returns:
        Position → (neighbour id, channel cost) of those neighbours, and per
        position the gain of the best of them (nats, -inf where none comes near).
    """
    best = np.full(len(ids), -np.inf)
    result: Options = {}
    windows = _windows(np.array(ids, dtype=np.int64))
    everywhere = np.flatnonzero(known & (np.array(ids) >= len(CLASSES)))
    for first in range(0, len(everywhere), BLOCK):
        at = everywhere[first : first + BLOCK]
        _look(model, neighbours, windows[at], at, priors[at], bar, result, best)
    return result, best


def _look(
    model: NgramModel,
    neighbours: Neighbours,
    windows: Ids,
    at: Ids,
    prior: npt.NDArray[np.float64],
    bar: float,
    result: Options,
    best: npt.NDArray[np.float64],
) -> None:
    """`promising` for the positions ``at``; fills ``result`` and ``best``."""
    words = windows[:, ORDER - 1]
    own = local_costs(model, windows, words)
    options, costs = neighbours.ids[words].astype(np.int64), neighbours.costs(words)
    # Not worth a look unless the present fit is worse than the cheapest change could mend.
    row, column = np.nonzero(own[:, None] - costs - prior[:, None] > bar + LEAST_LOCAL_COST)
    gain = own[row] - local_costs(model, windows[row], options[row, column]) - costs[row, column] - prior[row]
    for k in np.flatnonzero(gain > bar):
        r, c = row[k], column[k]
        result.setdefault(int(at[r]), []).append((int(options[r, c]), float(costs[r, c])))
    np.maximum.at(best, at[row], gain)
