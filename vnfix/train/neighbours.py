"""Compile `vnfix.channel.neighbours`: for every word of the vocabulary, the channel's readings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .. import store
from ..candidates import NO_READINGS, Readings, Shortlist
from ..channel.neighbours import EMPTY, FAR_WIDTH, FINE_EMPTY, FINE_SCALE, KIND, SCALE, WIDTH, as_stored
from ..ngrams import NgramModel
from ..vocab import CLASSES

#: Words asked for together.
_TOGETHER = 256


def compile_neighbours(
    lists: Sequence[Shortlist], alike: npt.NDArray[np.bool_], rarity: npt.NDArray[np.floating], path: Path
) -> None:
    """Write ids (uint16) and costs (uint8, sixteenths of a nat) of up to 48 neighbours a word, ids of 48 more, and the
    costs of all (uint16).

    Args:
        lists: per word of the vocabulary, its readings and what they cost (nats).
        alike: are they the same for the word with a capital?
        rarity: what the promise of a reading counts beside its cost, per word (nats).
    """
    count = len(lists)
    ids, far_ids = (np.zeros((count, width), dtype=np.uint16) for width in (WIDTH, FAR_WIDTH))
    costs = np.full((count, WIDTH), EMPTY, dtype=np.uint8)
    fine = np.full((count, WIDTH + FAR_WIDTH), FINE_EMPTY, dtype=np.uint16)
    for row, (of, cost) in enumerate(lists):
        order = np.argsort(cost + rarity[of], kind="stable")
        of, cost = of[order], cost[order]
        is_near = cost < EMPTY / SCALE
        is_near &= np.cumsum(is_near) <= WIDTH
        is_far = ~is_near[: WIDTH + FAR_WIDTH]
        near, far = np.flatnonzero(is_near), np.flatnonzero(is_far)[:FAR_WIDTH]
        _put(ids[row], of[near])
        _put(costs[row], as_stored(cost[near]))
        _put(far_ids[row], of[far])
        _put(fine[row, :WIDTH], np.clip(np.round(cost[near] * FINE_SCALE), 0, FINE_EMPTY - 1))
        _put(fine[row, WIDTH:], np.clip(np.round(cost[far] * FINE_SCALE), 0, FINE_EMPTY - 1))
    arrays: dict[str, store.Array] = {
        "ids": ids,
        "costs": costs,
        "far_ids": far_ids,
        "fine_costs": fine,
        "capital_alike": alike,
    }
    store.write(path, KIND, arrays, {})


def readings_of_all(readings: Readings, model: NgramModel) -> tuple[list[Shortlist], npt.NDArray[np.bool_]]:
    """The readings of every word, by promise, and whether they are the same for the word with a capital."""
    lists: list[Shortlist] = [NO_READINGS] * len(CLASSES)
    alike = np.zeros(len(model.words), dtype=bool)
    for row in range(len(CLASSES), len(model.words)):
        word = model.words[row]
        if (row - len(CLASSES)) % _TOGETHER == 0:
            some = model.words[row : row + _TOGETHER]
            readings.prepare(form for word in some for form in (word, word.capitalize()))
        lists.append(readings.near(word))
        alike[row] = _same(lists[row], readings.near(word.capitalize()))
    return lists, alike


def _same(some: Shortlist, others: Shortlist) -> bool:
    pairs: zip[tuple[store.Array, store.Array]] = zip(some, others)
    return all(np.array_equal(a[: WIDTH + FAR_WIDTH], b[: WIDTH + FAR_WIDTH]) for a, b in pairs)


def _put(row: store.Array, values: store.Array) -> None:
    row[: len(values)] = values
