"""A static hash table with exactly two look-ups a key, in numpy and in plain ints.

Hash and displace (Belazzougui, Botelho & Dietzfelbinger, "Hash, displace, and
compress", ESA 2009): a key's first hash names a bucket, the bucket's
displacement and a second hash name the slot.  No probing, so a whole text is
looked up by a few vectorised operations; slots hold a fingerprint, so keys are
not stored.  `slots` (arrays) and `slot_one` (one key) are the same function.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

U64 = npt.NDArray[np.uint64]

#: Odd multipliers of splitmix64 (Steele, Lea & Flood 2014).
_M1, _M2, _M3 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_MASK = (1 << 64) - 1
#: Keys a bucket and share of slots filled: larger values save memory but more
#: displacements must be tried; 4.5 and 0.94 still place 7 M keys in a minute or two.
KEYS_PER_BUCKET = 4.5
LOAD = 0.94
_MOST_TRIES = 1 << 16


def mix(keys: U64) -> U64:
    """64-bit finaliser of splitmix64, vectorised."""
    return _mixed(keys * np.uint64(_M1))


def mix_pairs(first: U64, second: U64) -> U64:
    """`mix` of ``first + second`` for every first with every second: a matrix."""
    # Multiplication is distributive modulo 2**64 as well.
    return _mixed((first * np.uint64(_M1))[:, None] + (second * np.uint64(_M1))[None, :])


def _mixed(h: U64) -> U64:
    """The rest of `mix`, in place."""
    h ^= h >> np.uint64(30)
    h *= np.uint64(_M2)
    h ^= h >> np.uint64(29)
    return h


def mix_one(key: int) -> int:
    """`mix` for one key."""
    h = key * _M1 & _MASK
    h ^= h >> 30
    h = h * _M2 & _MASK
    return h ^ (h >> 29)


def _slots(h: U64, displacement: U64, size: int) -> U64:
    g = (h ^ (displacement * np.uint64(_M3))) * np.uint64(_M1)
    return ((g >> np.uint64(32)) * np.uint64(size)) >> np.uint64(32)


def _buckets(h: U64, count: int) -> U64:
    return ((h >> np.uint64(32)) * np.uint64(count)) >> np.uint64(32)


def slots(h: U64, displacements: npt.NDArray[np.uint16], size: int) -> npt.NDArray[np.int64]:
    """Slot of each mixed key in a table of ``size`` slots."""
    # In place and by `take`: half the time of plain expressions.
    g = h >> np.uint64(32)
    g *= np.uint64(len(displacements))
    g >>= np.uint64(32)
    g = displacements.take(g.view(np.int64)).astype(np.uint64)
    g *= np.uint64(_M3)
    g ^= h
    g *= np.uint64(_M1)
    g >>= np.uint64(32)
    g *= np.uint64(size)
    g >>= np.uint64(32)
    return g.view(np.int64)


def slot_one(h: int, displacements: memoryview, size: int) -> int:
    """`slots` for one mixed key."""
    d = displacements[(h >> 32) * len(displacements) >> 32]
    return (((h ^ (d * _M3 & _MASK)) * _M1 & _MASK) >> 32) * size >> 32


def build(keys: U64) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.int64], int]:
    """Displacements, the slot of each key, and the number of slots, for distinct keys.

    Buckets are placed from the largest to the smallest; all buckets of one size
    try the same displacement at once, those that collide try the next.
    """
    h = mix(keys)
    size = int(len(keys) / LOAD) + 16
    buckets = _buckets(h, int(len(keys) / KEYS_PER_BUCKET) + 1).astype(np.int64)
    count = int(len(keys) / KEYS_PER_BUCKET) + 1
    per_bucket = np.bincount(buckets, minlength=count)
    order = np.argsort(buckets, kind="stable")
    starts = np.concatenate([[0], np.cumsum(per_bucket)[:-1]])
    displacements = np.zeros(count, dtype=np.uint16)
    taken = np.zeros(size, dtype=bool)
    for width in range(int(per_bucket.max()), 0, -1):
        waiting = np.flatnonzero(per_bucket == width)
        members = h[order[starts[waiting][:, None] + np.arange(width)]] if len(waiting) else None
        _place(waiting, members, displacements, taken, size)
    d = displacements[buckets].astype(np.uint64)
    return displacements, _slots(h, d, size).astype(np.int64), size


def _place(
    waiting: npt.NDArray[np.int64],
    members: U64 | None,
    displacements: npt.NDArray[np.uint16],
    taken: npt.NDArray[np.bool_],
    size: int,
) -> None:
    """Give every waiting bucket a displacement that puts its keys on free slots."""
    for displacement in range(_MOST_TRIES):
        if members is None or not len(waiting):
            return
        places = _slots(members, np.array(displacement, dtype=np.uint64), size).astype(np.int64)
        free = ~taken[places].any(axis=1)
        index = np.flatnonzero(free)
        flat = places[index].ravel()
        first = np.zeros(len(flat), dtype=bool)
        first[np.unique(flat, return_index=True)[1]] = True
        # A bucket goes in only if it is the first to want each of its slots.
        good = index[first.reshape(len(index), members.shape[1]).all(axis=1)]
        taken[places[good].ravel()] = True
        displacements[waiting[good]] = displacement
        keep = np.ones(len(waiting), dtype=bool)
        keep[good] = False
        waiting, members = waiting[keep], members[keep]
    if len(waiting):
        raise RuntimeError(f"{len(waiting)} buckets could not be placed; lower LOAD or KEYS_PER_BUCKET")
