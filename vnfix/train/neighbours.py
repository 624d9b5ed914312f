"""Compile `vnfix.channel.neighbours`: for every word of the vocabulary, the channel's readings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .. import store
from ..candidates import Readings, Shortlist
from ..channel.neighbours import EMPTY, FAR_WIDTH, FINE_EMPTY, FINE_SCALE, KIND, SCALE, WIDTH
from ..ngrams import NgramModel
from ..vocab import CLASSES

#: Words asked for together.
_TOGETHER = 256


def compile_neighbours(readings: Readings, model: NgramModel, path: Path, meta: dict[str, Any]) -> None:
    """Write ids (uint16) and costs (uint8, sixteenths of a nat) of up to 48 neighbours a word, ids of 48 more, and the
    costs of all (uint16).
    """
    count = len(model.words)
    ids, far_ids = (np.zeros((count, width), dtype=np.uint16) for width in (WIDTH, FAR_WIDTH))
    costs = np.full((count, WIDTH), EMPTY, dtype=np.uint8)
    fine = np.full((count, WIDTH + FAR_WIDTH), FINE_EMPTY, dtype=np.uint16)
    alike = np.zeros(count, dtype=bool)
    for row in range(len(CLASSES), count):
        word = model.words[row]
        if (row - len(CLASSES)) % _TOGETHER == 0:
            some = model.words[row : row + _TOGETHER]
            readings.prepare(form for word in some for form in (word, word.capitalize()))
        found = readings.near(word)
        alike[row] = _same(found, readings.near(word.capitalize()))
        of, cost = found
        is_near = cost < EMPTY / SCALE
        is_near &= np.cumsum(is_near) <= WIDTH
        is_far = ~is_near[: WIDTH + FAR_WIDTH]
        near, far = np.flatnonzero(is_near), np.flatnonzero(is_far)[:FAR_WIDTH]
        _put(ids[row], of[near])
        _put(costs[row], np.minimum(EMPTY - 1, np.round(cost[near] * SCALE)))
        _put(far_ids[row], of[far])
        _put(fine[row, :WIDTH], np.round(cost[near] * FINE_SCALE))
        _put(fine[row, WIDTH:], np.round(cost[far] * FINE_SCALE))
    arrays: dict[str, store.Array] = {
        "ids": ids,
        "costs": costs,
        "far_ids": far_ids,
        "fine_costs": fine,
        "capital_alike": alike,
    }
    store.write(path, KIND, arrays, meta)


def _same(some: Shortlist, others: Shortlist) -> bool:
    pairs: zip[tuple[store.Array, store.Array]] = zip(some, others)
    return all(np.array_equal(a[: WIDTH + FAR_WIDTH], b[: WIDTH + FAR_WIDTH]) for a, b in pairs)


def _put(row: store.Array, values: store.Array) -> None:
    row[: len(values)] = values
