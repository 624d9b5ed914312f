"""What every onset, or every rime, costs if a piece of a word was meant for it: one table of costs per read piece.

The cheapest cut is found by dynamic programming over all targets at once
(Wagner & Fischer 1974, with the substring moves of Brill & Moore 2000): a
column per letter read, a row per letter meant, and in every cell a vector over
the targets.  Rules that were learnt have their own costs; any other letter
may still have been lost, added or misread, at a price.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .glyphs import strokes, vowel_marks

Costs = npt.NDArray[np.float32]

#: Pieces of a rule are at most so long on either side; ``ưcmg`` for ``ương`` needs four.
LONGEST = 4
#: Dearer than any reading (nats); a learnt rule dearer than the second is not worth its place.
NEVER, MOST_RULE_COST = 99.0, 15.0
#: A letter read for another, a letter too many, a letter lost, where no rule was
#: learnt.  By the log-loss of held-back errors in their true context; a nat more
#: or less changes little.
SUBSTITUTED, ADDED, LOST = 8.5, 10.0, 7.5
#: Cost of a whole onset or rime read by its strokes alone, of each stroke that
#: differs, and of a tone or a vowel mark that differs (chosen in the same way).
SHAPE_COST, STROKE_COST, MARK_COST = 8.0, 2.5, 1.5


class Rule(NamedTuple):
    """``meant`` was read as ``read`` at ``cost`` nats."""

    meant: str
    read: str
    cost: float


def _one_stroke_off(shape: str) -> set[str]:
    """Stroke strings with one stroke lost or one stem too many."""
    shorter = {shape[:k] + shape[k + 1 :] for k in range(len(shape))}
    longer = {shape[:k] + stroke + shape[k:] for k in range(len(shape) + 1) for stroke in "ic"}
    return (shorter | longer) - {shape, ""}


class PartChannel:
    """Rules of one part of the syllable, and the strings that the part can be.

    Attributes:
        targets: the strings, in the order of `costs`.
        rank: target → its place in that order.

    Args:
        rules: the learnt rules.
        targets: the strings.
        at_end: the part ends the syllable (a rime), rather than beginning it (an onset).
    """

    def __init__(self, rules: Iterable[Rule], targets: Iterable[str], at_end: bool) -> None:
        self._at_end = at_end
        self.targets = sorted(targets)
        self.rank = {target: k for k, target in enumerate(self.targets)}
        self._rows = max(map(len, self.targets))
        self._ends = np.array([len(target) for target in self.targets])
        self._number_pieces()
        self._rules: dict[str, dict[int, dict[int, float]]] = {}
        for meant, read, cost in rules:
            number = self._number.get(self._turned(meant))
            if number is not None:
                self._rules.setdefault(self._turned(read), {}).setdefault(len(meant), {})[number] = cost
        self._shapes: dict[str, list[int]] = {}
        for k, target in enumerate(self.targets):
            self._shapes.setdefault(strokes(target), []).append(k)
        self._marks = [vowel_marks(target) for target in self.targets]
        self._moves = lru_cache(maxsize=1 << 13)(self._find_moves)
        self._by_shape = lru_cache(maxsize=1 << 13)(self._find_by_shape)

    def _turned(self, text: str) -> str:
        """The text in the order of reading: rimes are read from the end of the word."""
        return text[::-1] if self._at_end else text

    def _number_pieces(self) -> None:
        """Number the pieces of all targets (turned); ``_pieces[p][i, k]``: that of ``targets[k][i : i + p]``."""
        self._number: dict[str, int] = {"": 0}
        self._pieces: list[npt.NDArray[np.int32]] = []
        for length in range(LONGEST + 1):
            table = np.full((max(self._rows + 1 - length, 0), len(self.targets)), -1, dtype=np.int32)
            for k, target in enumerate(map(self._turned, self.targets)):
                for i in range(len(target) + 1 - length):
                    table[i, k] = self._number.setdefault(target[i : i + length], len(self._number))
            self._pieces.append(table)

    def _find_moves(self, read: str) -> list[tuple[int, Costs]]:
        """For each length p of a meant piece that ``read`` may stand for: costs, one per start and target."""
        by_length = self._rules.get(read, {})
        moves = []
        for length in range(LONGEST + 1):
            rules = by_length.get(length, {})
            usual = self._usual(read, length)
            if length == len(read) == 0 or usual is None and not rules:
                continue
            # One place more than there are pieces: -1 marks a start beyond the end of its target.
            table = np.full(len(self._number) + 1, NEVER, dtype=np.float32)
            if usual is not None:
                table[:-1] = usual
            for number, cost in rules.items():
                table[number] = min(cost, table[number])
            if len(read) == 1 and read in self._number:
                table[self._number[read]] = 0.0 if length == 1 else table[self._number[read]]
            moves.append((length, table[self._pieces[length]]))
        return moves

    @staticmethod
    def _usual(read: str, length: int) -> float | None:
        """Cost of a single letter for another, for nothing, or of none for one."""
        return {(1, 1): SUBSTITUTED, (1, 0): ADDED, (0, 1): LOST}.get((len(read), length))

    def costs(self, read: str) -> list[Costs]:
        """Costs of every target (nats) for the first 0, 1, 2, … letters of ``read``; for the last ones if ``at_end``.

        Heads of all lengths are columns of one table, and so are tails.
        """
        read = self._turned(read)
        size = (self._rows + 1, len(self.targets))
        columns = [np.full(size, NEVER, dtype=np.float32) for _ in range(len(read) + 1)]
        columns[0][0] = 0.0
        for at, column in enumerate(columns):
            for taken in range(1, min(LONGEST, at) + 1):
                self._extend(columns[at - taken], column, self._moves(read[at - taken : at]))
            for row in range(self._rows):
                for length, costs in self._moves(""):
                    if row + length <= self._rows:
                        np.minimum(column[row + length], column[row] + costs[row], out=column[row + length])
        here = np.arange(len(self.targets))
        return [self._with_shapes(self._turned(read[:k]), column[self._ends, here]) for k, column in enumerate(columns)]

    @staticmethod
    def _extend(source: Costs, column: Costs, moves: list[tuple[int, Costs]]) -> None:
        """Paths that reach ``column`` from ``source`` by one move."""
        for length, costs in moves:
            below = column[length:]
            np.minimum(below, source[: len(source) - length] + costs, out=below)

    def _with_shapes(self, read: str, costs: Costs) -> Costs:
        """Targets with the same strokes, or one stroke more or less, cost no more than that deserves."""
        places, bounds = self._by_shape(read)
        costs[places] = np.minimum(costs[places], bounds)
        return costs

    def _find_by_shape(self, read: str) -> tuple[npt.NDArray[np.int64], Costs]:
        """Places of the targets that look like ``read``, and what they cost for that."""
        own = strokes(read)
        tones, marks = vowel_marks(read)
        near = {own: 0} | dict.fromkeys(_one_stroke_off(own), 1)
        found = {}
        for shape, distance in near.items() if read else ():
            for k in self._shapes.get(shape, ()):
                its_tones, its_marks = self._marks[k]
                cost = SHAPE_COST + STROKE_COST * distance
                found[k] = cost + MARK_COST * ((tones[-1:] != its_tones) + (marks != its_marks))
        return np.array(list(found), dtype=np.int64), np.array(list(found.values()), dtype=np.float32)
