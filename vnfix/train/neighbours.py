"""Precompile, for every word of the vocabulary, what else may have been meant by it.

Half of all OCR errors are real syllables.  The suspicion station asks for every
word of the text whether one of its neighbours would fit clearly better, so the
neighbours lie in one array: row = word id, columns by promise.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from .. import store
from ..candidates import Readings
from ..ngrams import NgramModel
from ..vocab import CLASSES

KIND = "vnfix neighbours"
WIDTH = 24
#: Stored costs are in sixteenths of a nat.
SCALE = 16


def compile_neighbours(readings: Readings, model: NgramModel, path: Path, meta: dict[str, Any]) -> None:
    """Write ids (uint16) and costs (uint8, sixteenths of a nat) of up to 24 neighbours a word."""
    ids = np.zeros((len(model.words), WIDTH), dtype=np.uint16)
    costs = np.full((len(model.words), WIDTH), 255, dtype=np.uint8)
    for row, word in enumerate(model.words):
        if row < len(CLASSES):
            continue
        for column, candidate in enumerate(readings.neighbours(word)[:WIDTH]):
            ids[row, column] = model.ids[candidate.words[0]]
            costs[row, column] = min(254, round(candidate.cost * SCALE))
    store.write(path, KIND, {"ids": ids, "costs": costs}, meta)
