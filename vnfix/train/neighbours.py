"""Compile `vnfix.neighbours`: for every word of the vocabulary, the channel's readings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .. import store
from ..candidates import Readings
from ..neighbours import EMPTY, KIND, SCALE, WIDTH
from ..ngrams import NgramModel
from ..vocab import CLASSES


def compile_neighbours(readings: Readings, model: NgramModel, path: Path, meta: dict[str, Any]) -> None:
    """Write ids (uint16) and costs (uint8, sixteenths of a nat) of up to 48 neighbours a word."""
    ids = np.zeros((len(model.words), WIDTH), dtype=np.uint16)
    costs = np.full((len(model.words), WIDTH), EMPTY, dtype=np.uint8)
    for row, word in enumerate(model.words):
        if row < len(CLASSES):
            continue
        near, cost = readings.near(word)
        near, cost = near[cost < EMPTY / SCALE][:WIDTH], cost[cost < EMPTY / SCALE][:WIDTH]
        ids[row, : len(near)] = near
        costs[row, : len(near)] = np.minimum(EMPTY - 1, np.round(cost * SCALE))
    store.write(path, KIND, {"ids": ids, "costs": costs}, meta)
