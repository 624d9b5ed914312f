"""Precompiled readings of onsets and rimes: read string → targets with costs, in mapped arrays.

The search of `vnfix.channel.PartChannel` takes a millisecond a string; nine
strings in ten that real text asks for are one or two rules away from their
target, and those are tabulated when the channel is compiled.  The table holds
fingerprints, not strings, and is found by `vnfix.hashing`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from . import hashing

#: Rules dearer than this are not tabulated alone, nor pairs of rules dearer than that.
MOST_SINGLE, MOST_PAIR = 14.0, 12.5
#: Targets kept for one string.
MOST_TARGETS = 16
#: Stored costs are in sixteenths of a nat.
SCALE = 16
#: Multiplier of the string hash (FNV-1a's 64-bit prime).
_PRIME = 0x100000001B3
_MASK = (1 << 64) - 1

Arrays = dict[str, npt.NDArray[np.generic]]
Targets = list[tuple[str, float]]


def string_key(text: str) -> int:
    """64-bit FNV-1a over code points."""
    key = 0xCBF29CE484222325
    for char in text:
        key = (key ^ ord(char)) * _PRIME & _MASK
    return key


def tabulate(rules: Iterable[tuple[str, str, float]], targets: Iterable[str]) -> dict[str, dict[str, float]]:
    """Every string that one rule, or two cheap ones, make of a target, with the cheapest cost."""
    by_meant: dict[str, list[tuple[str, float]]] = {}
    for meant, read, cost in rules:
        if cost <= MOST_SINGLE:
            by_meant.setdefault(meant, []).append((read, cost))
    longest = max((len(meant) for meant in by_meant), default=0)
    table: dict[str, dict[str, float]] = {}

    def note(read: str, target: str, cost: float) -> None:
        row = table.setdefault(read, {})
        if cost < row.get(target, 99.0):
            row[target] = cost

    def apply(target: str, start: int, bound: float) -> list[tuple[str, int, float]]:
        """(read so far, how much of the target is used, cost) for one rule at or after ``start``."""
        made = []
        for i in range(start, len(target) + 1):
            for j in range(i, min(len(target), i + longest) + 1):
                for read, cost in by_meant.get(target[i:j], ()):
                    if cost <= bound:
                        made.append((target[start:i] + read, j, cost))
        return made

    for target in targets:
        note(target, target, 0.0)
        for head, used, cost in apply(target, 0, MOST_SINGLE):
            note(head + target[used:], target, cost)
            if cost < MOST_PAIR - 1.0:
                for more, used2, cost2 in apply(target, used, MOST_PAIR - cost):
                    note(head + more + target[used2:], target, cost + cost2)
    return table


def pack(table: dict[str, dict[str, float]], targets: list[str]) -> Arrays:
    """The table as arrays: displacement, fingerprint, start and count by slot; target and cost by row."""
    number = {target: k for k, target in enumerate(targets)}
    reads = sorted(table)
    keys = np.array([string_key(read) for read in reads], dtype=np.uint64)
    shift, slots, size = hashing.build(keys)
    fingerprint, start = np.zeros(size, dtype=np.uint16), np.zeros(size, dtype=np.uint32)
    count = np.zeros(size, dtype=np.uint8)
    fingerprint[slots] = (hashing.mix(keys) & np.uint64(0xFFFF)).astype(np.uint16)
    rows: list[tuple[int, int]] = []
    for read, slot in zip(reads, slots):
        best = sorted(table[read].items(), key=lambda item: (item[1], item[0]))[:MOST_TARGETS]
        start[slot], count[slot] = len(rows), len(best)
        rows += [(number[target], min(255, round(cost * SCALE))) for target, cost in best]
    return {
        "shift": shift,
        "fingerprint": fingerprint,
        "start": start,
        "count": count,
        "target": np.array([row[0] for row in rows], dtype=np.uint16),
        "cost": np.array([row[1] for row in rows], dtype=np.uint8),
    }


class PartIndex:
    """Look-up in a packed table."""

    def __init__(self, arrays: Arrays, targets: list[str]) -> None:
        self._targets = targets
        names = ("shift", "fingerprint", "start", "count", "target", "cost")
        self._shift, self._fingerprint, self._start, self._count, self._target, self._cost = (
            memoryview(np.ascontiguousarray(arrays[name])) for name in names
        )

    def lookup(self, read: str) -> Targets:
        """Targets that ``read`` may stand for, cheapest first; empty if the table does not have it."""
        h = hashing.mix_one(string_key(read))
        slot = hashing.slot_one(h, self._shift, len(self._fingerprint))
        if self._fingerprint[slot] != h & 0xFFFF:
            return []
        first = self._start[slot]
        rows = range(first, first + self._count[slot])
        return [(self._targets[self._target[k]], self._cost[k] / SCALE) for k in rows]
