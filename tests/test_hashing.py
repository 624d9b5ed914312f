"""The static hash table: every key its own slot, arrays and single keys alike."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from vnfix.hashing import build, mix, mix_one, slot_one, slots


def test_every_key_has_its_own_slot() -> None:
    """No two of 20,000 keys share a slot, and look-up finds the slot that `build` gave."""
    keys = np.unique(np.random.default_rng(1).integers(0, 1 << 63, 20_000, dtype=np.uint64))
    displacements, places, size = build(keys)
    assert len(np.unique(places)) == len(keys)
    assert places.min() >= 0 and places.max() < size < 1.1 * len(keys) + 20
    assert (slots(mix(keys), displacements, size) == places).all()


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=60, unique=True))
def test_arrays_and_single_keys_agree(numbers: list[int]) -> None:
    """`mix`/`slots` and `mix_one`/`slot_one` are the same functions, for keys in the table and others."""
    keys = np.array(numbers, dtype=np.uint64)
    displacements, _, size = build(keys)
    probes = np.concatenate([keys, keys ^ np.uint64(1)])
    many = slots(mix(probes), displacements, size).tolist()
    view = memoryview(displacements)
    for probe, mixed, slot in zip(probes.tolist(), mix(probes).tolist(), many, strict=True):
        assert mix_one(probe) == mixed
        assert slot_one(mixed, view, size) == slot
