"""What every onset, or every rime, costs if a piece of a word was meant for it: one table of costs per read piece.

The cheapest cut is found by dynamic programming over all targets at once
(Wagner & Fischer 1974, with the substring moves of Brill & Moore 2000).  The
targets stand in a trie, and a *column* holds the cost of every node of it for
one read piece.  The column of ``ừc`` follows from those of ``c`` and of nothing,
so columns are kept: heads of words grow to the right and have their tails in
common, tails grow to the left.  All new columns of a page are made together,
length by length.  Rules that were learnt have their own costs; any other letter
may still have been lost, added or misread, at a price.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, groupby, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .glyphs import strokes
from .targets import LONGEST, Ids, Targets

Costs = npt.NDArray[np.float32]

#: Dearer than any reading (nats); a learnt rule dearer than the second is not worth its place (of 12,407 edits of
#: `parity.py` none differs without those from 12 to 15, which are a fifth of the rules).
NEVER, MOST_RULE_COST = 99.0, 12.0
#: A letter read for another, a letter too many, a letter lost, where no rule was
#: learnt.  By the log-loss of held-back errors in their true context; a nat more
#: or less changes little.
SUBSTITUTED, ADDED, LOST = 8.5, 10.0, 7.5
#: Cost of a whole onset or rime read by its strokes alone, of each stroke that
#: differs, and of a tone or a vowel mark that differs (chosen in the same way).
SHAPE_COST, STROKE_COST, MARK_COST = 8.0, 2.5, 1.5
#: Columns kept.  One of the rimes takes 8 KB.  Words of the vocabulary are precompiled, and for the others of a
#: noisy block 1,792 do as well as 2,048 and 3,072.
MOST_COLUMNS = 1792


class Rule(NamedTuple):
    """``meant`` was read as ``read`` at ``cost`` nats."""

    meant: str
    read: str
    cost: float


class RuleTable(NamedTuple):
    """Many rules, column by column: at every start 20,000 are read, and to make a `Rule` of each takes too long."""

    meant: Sequence[str]
    read: Sequence[str]
    cost: Sequence[float]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> RuleTable:
        """Rules that come one by one."""
        columns = list(zip(*rules))
        return cls(*columns) if columns else cls((), (), ())


class _Table:
    """The columns of some pieces.  Rows are only added, so a table may be read while it grows.

    Attributes:
        row: piece in the trie's order → its row.
        columns: cost of every node of the trie.
        costs: cost of every target, strokes looked at.
    """

    def __init__(self, room: int, nodes: int, targets: int) -> None:
        self.row: dict[str, int] = {}
        self.columns = np.empty((room, nodes), dtype=np.float32)
        self.costs = np.empty((room, targets), dtype=np.float32)


class PartChannel:
    """Rules of one part of the syllable over the strings that the part can be.

    Args:
        rules: the learnt rules.
        targets: the strings.
        room: columns kept.

    Attributes:
        targets: the strings.
    """

    def __init__(self, rules: Iterable[Rule] | RuleTable, targets: Targets, room: int = MOST_COLUMNS) -> None:
        self.targets, self._room = targets, room
        self._rules = _Rules(rules, targets)
        self._lost = _losses(targets, self._rules)
        self._lock = threading.Lock()
        self._table = self._fresh(room)

    def costs(self, read: str) -> list[Costs]:
        """Costs of every target (nats) for the first 0, 1, 2, … letters of ``read``; for the last ones if at the end.

        Treat as read-only.
        """
        turned = self.targets.turned(read)
        pieces = [turned[:k] for k in range(len(turned) + 1)]
        table = self._table
        if turned not in table.row:  # with a piece, all its beginnings are there
            table = self._with(pieces)
        return [table.costs[table.row[piece]] for piece in pieces]

    def learn(self, reads: Iterable[str]) -> None:
        """Make ready the `costs` of some words; together they take a quarter of the time."""
        turned = map(self.targets.turned, reads)
        self._with({word[:k] for word in turned for k in range(len(word) + 1)})

    def _with(self, pieces: Collection[str]) -> _Table:
        """A table that has some pieces; with each, all its beginnings are among them."""
        table = self._table
        if all(piece in table.row for piece in pieces):
            return table
        with self._lock:
            table = self._table
            missing = sorted((piece for piece in pieces if piece not in table.row), key=len)
            if len(table.row) + len(missing) > len(table.columns):
                missing = sorted(pieces, key=len)
                table = self._fresh(max(self._room, len(missing) + 1))
            for _, alike in groupby((piece for piece in missing if piece), key=len):
                self._add(table, list(alike))
            self._table = table
            return table

    def _fresh(self, room: int) -> _Table:
        table = _Table(room, self.targets.size, len(self.targets.all))
        nothing = np.full((1, self.targets.size), NEVER, dtype=np.float32)
        nothing[0, 0] = 0.0
        table.columns[:1] = self._with_losses(nothing)
        table.costs[0] = table.columns[0, self.targets.ends]
        table.row[""] = 0
        return table

    def _add(self, table: _Table, pieces: list[str]) -> None:
        """Add pieces of one length, all shorter ones being there."""
        first = len(table.row)
        rows = slice(first, first + len(pieces))
        before = table.columns[[table.row[piece[:-1]] for piece in pieces]]
        columns = np.minimum(before + np.float32(ADDED), np.float32(NEVER))
        below, parents = columns[:, self.targets.first[1] :], self.targets.parents[1]
        np.minimum(below, before.take(parents, axis=1) + np.float32(SUBSTITUTED), out=below)
        for taken in range(1, min(LONGEST, len(pieces[0])) + 1):
            ends = [piece[-taken:] for piece in pieces]
            at, node, parent, cost = self._rules.moves(ends)
            source = np.array([table.row[piece[:-taken]] for piece in pieces], dtype=np.int64)
            cost = cost + table.columns[source[at], parent]
            np.minimum.at(columns.ravel(), at * self.targets.size + node, cost)
        table.columns[rows] = columns = self._with_losses(columns)
        costs = columns.take(self.targets.ends, axis=1)
        self._add_shapes([self.targets.turned(piece) for piece in pieces], costs)
        table.costs[rows] = costs
        # Last, so that no other thread finds a piece before its costs.
        table.row.update(zip(pieces, range(first, first + len(pieces))))

    def _with_losses(self, columns: Costs) -> Costs:
        """The columns when any last letters of the meant may have been lost, too."""
        found = columns.copy()
        for length, costs in self._lost:
            below = found[:, self.targets.first[length] :]
            np.minimum(below, columns.take(self.targets.parents[length], axis=1) + costs, out=below)
        return found

    def _add_shapes(self, reads: Sequence[str], costs: Costs) -> None:
        """Targets with the same strokes, or one stroke more or less, cost no more than that deserves."""
        near = [self.targets.near_shapes(strokes(read)) for read in reads]
        row = np.repeat(np.arange(len(reads)), [len(found) for found in near])
        at = np.fromiter(chain.from_iterable(near), np.int64, len(row))
        far = np.fromiter(chain.from_iterable(found.values() for found in near), np.int64, len(row))
        # Of long pieces, which look like nothing, the marks are not asked for.
        marks = [self.targets.marks_of(read) if found else (-1, -1) for read, found in zip(reads, near)]
        tone, mark = np.array(marks, dtype=np.int64).reshape(-1, 2).T
        differ = (self.targets.tones[at] != tone[row]).astype(np.float32) + (self.targets.marks[at] != mark[row])
        alike = np.float32(SHAPE_COST) + np.float32(STROKE_COST) * far.astype(np.float32)
        alike += np.float32(MARK_COST) * differ
        costs[row, at] = np.minimum(costs[row, at], alike)


class _Rules:
    """The learnt rules as arrays, and that every letter may be read as itself.

    For each read piece its rules stand in a row; for each meant piece the nodes
    of the trie that end with it, and the nodes before it.
    """

    def __init__(self, rules: Iterable[Rule] | RuleTable, targets: Targets) -> None:
        # By whole lists: a loop over 20,000 rules would be a tenth of what a process takes to start.
        columns = rules if isinstance(rules, RuleTable) else RuleTable.of(rules)
        letters = [letter for letter in targets.number if len(letter) == 1]
        meant, read = (targets.turned_all(pieces) + letters for pieces in (columns.meant, columns.read))
        number = np.fromiter(map(targets.number.get, meant, repeat(-1)), np.int64, len(meant))
        costs = np.array([*columns.cost, *(0.0 for _ in letters)], dtype=np.float32)
        reads = dict.fromkeys(read)
        self._place = dict(zip(reads, range(len(reads))))
        place = np.fromiter(map(self._place.__getitem__, read), np.int64, len(read))
        lost = place == self._place.pop("", -1)
        self.lost = dict(zip(number[lost & (number >= 0)].tolist(), costs[lost & (number >= 0)].tolist()))
        known = ((number >= 0) & ~lost).nonzero()[0]
        in_rows = known[place[known].argsort(kind="stable")]
        self._count = np.bincount(place[known], minlength=len(reads))
        self._first = np.cumsum(self._count) - self._count
        self._meant, self._cost = number[in_rows], costs[in_rows]
        self._add_steps(targets)

    def _add_steps(self, targets: Targets) -> None:
        """The nodes that end with each meant piece."""
        pieces, nodes = np.concatenate(targets.pieces), [np.arange(first, targets.size) for first in targets.first]
        order = np.argsort(pieces, kind="stable")
        self._node, self._parent = np.concatenate(nodes)[order], np.concatenate(targets.parents)[order]
        self._nodes = np.bincount(pieces, minlength=len(targets.number))
        self._first_node = np.cumsum(self._nodes) - self._nodes

    def moves(self, reads: Sequence[str]) -> tuple[Ids, Ids, Ids, Costs]:
        """Every way to have read some pieces by a rule: which piece, the nodes it leads to and from, the cost."""
        place = np.array([self._place.get(read, -1) for read in reads], dtype=np.int64)
        known = (place >= 0).nonzero()[0]
        at, rule = _each(self._first[place[known]], self._count[place[known]])
        meant = self._meant[rule]
        which, step = _each(self._first_node[meant], self._nodes[meant])
        return known[at[which]], self._node[step], self._parent[step], self._cost[rule[which]]


def _each(first: Ids, count: Ids) -> tuple[Ids, Ids]:
    """Of ranges that begin at ``first``: for each number in them which range it is of, and the number."""
    owner = np.repeat(np.arange(len(count)), count)
    return owner, np.arange(len(owner)) + np.repeat(first - (np.cumsum(count) - count), count)


def _losses(targets: Targets, rules: _Rules) -> list[tuple[int, Costs]]:
    """For each length p, per node of p letters or more: cost of losing its last p letters, in one piece or several."""
    single: dict[int, Costs] = {}
    for length in range(1, LONGEST + 1):
        table = np.full(len(targets.number), LOST if length == 1 else NEVER, dtype=np.float32)
        for number, cost in rules.lost.items():
            table[number] = min(cost, table[number])
        single[length] = table[targets.pieces[length]]
    lost: dict[int, Costs] = {0: np.zeros(targets.size, dtype=np.float32)}
    for length in range(1, targets.letters + 1):
        first = targets.first[length]
        total = np.full(targets.size - first, NEVER, dtype=np.float32)
        for last in range(1, min(LONGEST, length) + 1):
            # What was lost before the last piece ends at the node that many letters up.
            parents = targets.parents[last][first - targets.first[last] :]
            before = lost[length - last][parents - targets.first[length - last]]
            np.minimum(total, before + single[last][first - targets.first[last] :], out=total)
        lost[length] = total
    return [(length, costs) for length, costs in lost.items() if length and len(costs) and costs.min() < NEVER]
