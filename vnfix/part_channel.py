"""What every onset, or every rime, costs if a piece of a word was meant for it: one table of costs per read piece.

The cheapest cut is found by dynamic programming over all targets at once
(Wagner & Fischer 1974, with the substring moves of Brill & Moore 2000).  The
targets stand in a trie, and a *column* holds the cost of every node of it for
one read piece.  The column of ``ừc`` follows from those of ``c`` and of nothing,
so columns are kept: heads of words grow to the right and have their tails in
common, tails grow to the left.  Rules that were learnt have their own costs;
any other letter may still have been lost, added or misread, at a price.
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

    Args:
        rules: the learnt rules.
        targets: the strings.
        at_end: the part ends the syllable (a rime), rather than beginning it (an onset).

    Attributes:
        targets: the strings, in the order of `costs`.
        rank: target → its place in that order.
    """

    def __init__(self, rules: Iterable[Rule], targets: Iterable[str], at_end: bool) -> None:
        self.targets = sorted(targets)
        self.rank = {target: k for k, target in enumerate(self.targets)}
        self._at_end = at_end
        self._grow_trie()
        self._rules: dict[str, dict[int, dict[int, float]]] = {}
        for meant, read, cost in rules:
            if self._turned(meant) in self._number:
                of_read = self._rules.setdefault(self._turned(read), {})
                of_read.setdefault(len(meant), {})[self._number[self._turned(meant)]] = cost
        self._shapes: dict[str, list[int]] = {}
        for k, target in enumerate(self.targets):
            self._shapes.setdefault(strokes(target), []).append(k)
        marks = [vowel_marks(target) for target in self.targets]
        self._tones, self._marks = (_Numbering(side) for side in zip(*marks))
        # Bounds of memory: a column of the rimes is 3 KB, and so is a table of costs.
        self._costs = lru_cache(maxsize=1 << 12)(self._find_costs)
        self._moves = lru_cache(maxsize=1 << 12)(self._find_moves)
        self._column = lru_cache(maxsize=1 << 12)(self._find_column)
        self._near_shapes = lru_cache(maxsize=1 << 12)(self._find_near_shapes)
        self._lost = self._losses()

    def _turned(self, piece: str) -> str:
        """A piece in the order of reading: rimes are read from the end of the word."""
        return piece[::-1] if self._at_end else piece

    def _grow_trie(self) -> None:
        """All beginnings of targets, short ones first; for each length p the parents p letters up, and the pieces.

        ``_from[p]`` is the first node of at least p letters, ``_parents[p]`` and
        ``_pieces[p]`` run from there.
        """
        spelt = [self._turned(target) for target in self.targets]
        nodes = sorted({target[:k] for target in spelt for k in range(len(target) + 1)}, key=lambda n: (len(n), n))
        place = {node: k for k, node in enumerate(nodes)}
        self._ends = np.array([place[target] for target in spelt])
        self._size, self._letters = len(nodes), max(map(len, nodes))
        self._number: dict[str, int] = {"": 0}
        self._from, self._parents, self._pieces = [], [], []
        for length in range(max(LONGEST, self._letters) + 1):
            below = [node for node in nodes if len(node) >= length]
            self._from.append(len(nodes) - len(below))
            self._parents.append(np.array([place[node[: len(node) - length]] for node in below], dtype=np.int64))
            ends = (node[len(node) - length :] for node in below)
            numbers = [self._number.setdefault(end, len(self._number)) for end in ends]
            self._pieces.append(np.array(numbers, dtype=np.int64))

    def _find_moves(self, read: str) -> list[tuple[int, Costs]]:
        """For each length p of a meant piece that ``read`` may stand for: costs, one per node of p letters or more."""
        by_length = self._rules.get(read, {})
        moves = []
        for length in range(LONGEST + 1):
            rules = by_length.get(length, {})
            usual = self._usual(read, length)
            if length == len(read) == 0 or usual is None and not rules:
                continue
            table = np.full(len(self._number), NEVER if usual is None else usual, dtype=np.float32)
            for number, cost in rules.items():
                table[number] = min(cost, table[number])
            if len(read) == length == 1 and read in self._number:
                table[self._number[read]] = 0.0
            moves.append((length, table[self._pieces[length]]))
        return moves

    @staticmethod
    def _usual(read: str, length: int) -> float | None:
        """Cost of a single letter for another, for nothing, or of none for one."""
        return {(1, 1): SUBSTITUTED, (1, 0): ADDED, (0, 1): LOST}.get((len(read), length))

    def _losses(self) -> list[tuple[int, Costs]]:
        """As `_moves`, for losing all of the last p letters, in one piece or several."""
        single = dict(self._find_moves(""))
        lost: dict[int, Costs] = {0: np.zeros(self._size, dtype=np.float32)}
        for length in range(1, self._letters + 1):
            first = self._from[length]
            total = np.full(self._size - first, NEVER, dtype=np.float32)
            for last, costs in single.items():
                if last <= length:
                    # What was lost before the last piece ends at the node that many letters up.
                    parents = self._parents[last][first - self._from[last] :]
                    before = lost[length - last][parents - self._from[length - last]]
                    np.minimum(total, before + costs[first - self._from[last] :], out=total)
            lost[length] = total
        return [(length, costs) for length, costs in lost.items() if length and len(costs) and costs.min() < NEVER]

    def _find_column(self, read: str) -> Costs:
        """Cost of every node of the trie for a piece in the trie's spelling; read-only."""
        column = np.full(self._size, NEVER, dtype=np.float32)
        if not read:
            column[0] = 0.0
        for taken in range(1, min(LONGEST, len(read)) + 1):
            self._extend(self._column(read[:-taken]), column, self._moves(read[-taken:]))
        self._extend(column.copy(), column, self._lost)
        return column

    def _extend(self, source: Costs, column: Costs, moves: list[tuple[int, Costs]]) -> None:
        """Paths that reach ``column`` from ``source`` by one move."""
        for length, costs in moves:
            below = column[self._from[length] :]
            np.minimum(below, source[self._parents[length]] + costs, out=below)

    def costs(self, read: str) -> list[Costs]:
        """Costs of every target (nats) for the first 0, 1, 2, … letters of ``read``; for the last ones if ``at_end``.

        Treat as read-only.
        """
        turned = self._turned(read)
        return [self._costs(turned[:k]) for k in range(len(turned) + 1)]

    def _find_costs(self, turned: str) -> Costs:
        costs: Costs = self._column(turned)[self._ends]
        return self._with_shapes(self._turned(turned), costs) if turned else costs

    def _with_shapes(self, read: str, costs: Costs) -> Costs:
        """Targets with the same strokes, or one stroke more or less, cost no more than that deserves."""
        at, alike = self._near_shapes(strokes(read))
        tones, marks = vowel_marks(read)
        differ = self._tones.differ(tones[-1:])[at].astype(np.float32) + self._marks.differ(marks)[at]
        alike = alike + np.float32(MARK_COST) * differ
        costs[at] = np.minimum(costs[at], alike)
        return costs

    def _find_near_shapes(self, own: str) -> tuple[npt.NDArray[np.int64], Costs]:
        """Targets with these strokes or one more or less, and what the strokes cost."""
        near = {own: 0} | dict.fromkeys(_one_stroke_off(own), 1)
        found = {k: SHAPE_COST + STROKE_COST * far for shape, far in near.items() for k in self._shapes.get(shape, ())}
        return np.array(list(found), dtype=np.int64), np.array(list(found.values()), dtype=np.float32)


class _Numbering:
    """Strings as numbers, so that one is compared with all of them at once."""

    def __init__(self, strings: Iterable[str]) -> None:
        self._number: dict[str, int] = {}
        self._all = np.array([self._number.setdefault(string, len(self._number)) for string in strings])

    def differ(self, string: str) -> npt.NDArray[np.bool_]:
        """Which of the strings are others?"""
        others: npt.NDArray[np.bool_] = self._all != self._number.get(string, -1)
        return others
