"""Runs of equal numbers in ascending arrays: where they begin, and how long they are.

`np.diff` with ``prepend`` or ``append`` says the same in 20 µs a call, these in 3; a page of 200 words asks 17 times.
(`np.unique` would import numpy.ma, 20 ms at the first call.)
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int64]


def starts_of(ascending: Ids) -> Ids:
    """Where each run of equal numbers begins."""
    begins = np.ones(len(ascending), dtype=bool)
    np.not_equal(ascending[1:], ascending[:-1], out=begins[1:])
    return begins.nonzero()[0]


def sizes_of(starts: Ids, total: int) -> Ids:
    """How long each run is, given where they begin and where the last one ends."""
    sizes = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=sizes[:-1])
    sizes[-1:] = total - starts[-1:]
    return sizes
