"""The fitted numbers of the estimate, read from data/assessment/weights.tsv (written by `vnfix.train.fit_assess`)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..resources import ResourceError, data_path, read_table
from .evidence import COLUMNS, Floats

#: The rows of the table beside one for each of `COLUMNS`.
OTHERS = ("lost", "floor", "spread", "slope", "burst", "below", "above")


class Weights(NamedTuple):
    """All that the estimate has learnt.

    Attributes:
        columns: logit weight of each of `COLUMNS`.
        lost: words lost without a trace, for each wrong word that stands there; `rate` adds those that are glued to it.
        floor: error rate that rare names and slips of the author alone make appear.
        spread, slope, burst: standard deviation of the estimate, see `deviation`.
        below, above: deviations from the estimate to the ends of the 90 % interval.
    """

    columns: Floats
    lost: float
    floor: float
    spread: float
    slope: float
    burst: float
    below: float
    above: float

    def wrong(self, values: Floats) -> Floats:
        """Per word, the probability that it is wrong; before the floor is taken off."""
        probability: Floats = 1 / (1 + np.exp(-(values @ self.columns)))
        return probability

    def rate(self, wrong: Floats, more: Floats) -> float:
        """Wrong words for each word on the paper, before the floor is taken off.

        Args:
            wrong: per word, the probability that it is wrong.
            more: words that it stands for beside itself if it is, which are lost then.
        """
        glued = float((wrong * more).sum())
        return min(1.0, (float(wrong.sum()) * (1 + self.lost) + glued) / (len(wrong) + glued)) if len(wrong) else 0.0

    def less_floor(self, rate: float) -> float:
        """A document's rate less what would appear in a clean one: quadratic below the floor, the same far above."""
        return rate * (1 - math.exp(-rate / self.floor)) if self.floor > 0 else rate

    def deviation(self, rate: float, words: int) -> float:
        """Standard deviation of an estimate: model error, in proportion to the variance of a word, and sampling.

        ``burst`` is how many words go wrong together: 1 if they did independently.
        """
        variance = min(rate, 1.0) * (1 - min(rate, 1.0))
        model = self.spread + self.slope * variance
        return float((model * model + self.burst * max(variance, self.spread) / max(words, 1)) ** 0.5)


def from_table(table: Mapping[str, float]) -> Weights:
    """Weights from named numbers.

    Raises:
        ResourceError: a name is missing.
    """
    missing = [name for name in (*COLUMNS, *OTHERS) if name not in table]
    if missing:
        raise ResourceError(f"data/assessment/weights.tsv lacks {missing}; see `python -m vnfix.train.fit_assess`")
    return Weights(np.array([table[name] for name in COLUMNS]), *(table[name] for name in OTHERS))


@lru_cache(maxsize=1)
def built_in() -> Weights:
    """The weights that come with vnfix."""
    rows = read_table(data_path("assessment", "weights.tsv"), ("name", "value"))
    return from_table({name: float(value) for name, value in rows})
