"""Boosted trees: a sum of small decision trees, read from a table in data/confidence.

Gradient boosting (Friedman 2001, "Greedy function approximation: a gradient
boosting machine"): every tree asks a few numbers of a case whether they exceed
a bound and ends in a value; the sum of the values is the logit of a
probability.  Fitted by `vnfix.train.fit_trees`; here they are only asked, all
trees for all cases side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .resources import ResourceError, data_path, read_table

Floats = npt.NDArray[np.float64]
Ids = npt.NDArray[np.int64]

COLUMNS = ("tree", "node", "number", "at_most", "yes", "no", "logit")


class Node(NamedTuple):
    """A row of the table: in a node a question, in a leaf (``number`` empty) a value.

    Attributes:
        tree: which tree.
        node: which node of it; 0 is the root, the nodes of a tree stand in order.
        number: name of the number asked for.
        at_most: the bound; ``yes`` is the next node if the number is at most that, else ``no``.
        logit: what a leaf adds.
    """

    tree: int
    node: int
    number: str
    at_most: float
    yes: int
    no: int
    logit: float


class Trees:
    """The sum of some trees.

    Args:
        nodes: of all trees, in order.
        numbers: the names of the columns that `logits` gets.
        table: the file that they stand in, for messages.

    Raises:
        ResourceError: the nodes ask for a number that there is not, or do not make trees.
    """

    def __init__(self, nodes: Iterable[Node], numbers: Sequence[str], table: str = "trees.tsv") -> None:
        rows = list(nodes)
        # Column by column: the table is read at the first repair of a process.
        tree, node, number, at_most, yes, no, logit = zip(*rows) if rows else ((),) * len(COLUMNS)
        own: Ids = np.array(node, dtype=np.int64)
        self._roots: Ids = (own == 0).nonzero()[0]
        first = np.maximum.accumulate(np.where(own == 0, np.arange(len(rows)), 0))
        # A leaf asks nothing and leads to itself.
        leaf = np.array([not name for name in number], dtype=bool)
        self._yes, self._no = (first + np.where(leaf, own, np.array(to, dtype=np.int64)) for to in (yes, no))
        place = _places(numbers, dict(zip(number, tree)), table)
        self._column: Ids = np.array([place[name] for name in number], dtype=np.int64)
        self._bound: Floats = np.array(at_most, dtype=np.float64)
        if len(rows) and max(self._yes.max(), self._no.max()) >= len(rows):
            raise ResourceError(f"data/confidence/{table} is cut short; its first line says what makes it")
        self._value: Floats = np.array(logit, dtype=np.float64)
        self._depth = self._deepest()

    @classmethod
    def built_in(cls, table: str, numbers: tuple[str, ...]) -> Trees:
        """The trees of a table that comes with vnfix."""
        return _built_in(table, numbers)

    def logits(self, cases: Floats) -> Floats:
        """The logit of each case: cases × numbers → cases."""
        at: Ids = np.broadcast_to(self._roots, (len(cases), len(self._roots)))
        for _ in range(self._depth):
            asked = np.take_along_axis(cases, self._column[at], axis=1)
            at = np.where(asked <= self._bound[at], self._yes[at], self._no[at])
        found: Floats = self._value[at].sum(axis=1)
        return found

    def _deepest(self) -> int:
        """How many questions lead to the farthest leaf."""
        depth, level = 0, self._roots
        while len(level := level[self._yes[level] != level]):
            level, depth = np.concatenate([self._yes[level], self._no[level]]), depth + 1
        return depth


def _places(numbers: Sequence[str], asked: Mapping[str, int], table: str) -> dict[str, int]:
    """Columns of the numbers asked for (name → one of the trees that ask); that of a leaf, which has no name, is 0."""
    for name, tree in asked.items():
        if name and name not in numbers:
            raise ResourceError(f"data/confidence/{table}: tree {tree} asks for {name!r}; there are {numbers}")
    return {name: numbers.index(name) if name else 0 for name in asked}


def read(path: Path) -> Iterator[Node]:
    """The nodes of a table.

    Raises:
        ResourceError: the file is no such table.
    """
    columns = list(zip(*read_table(path, COLUMNS))) or [()] * len(COLUMNS)
    tree, node, yes, no = ([int(cell or 0) for cell in columns[k]] for k in (0, 1, 4, 5))
    at_most, logit = ([float(cell or 0) for cell in columns[k]] for k in (3, 6))
    return map(Node, tree, node, columns[2], at_most, yes, no, logit)


@lru_cache(maxsize=2)
def _built_in(table: str, numbers: tuple[str, ...]) -> Trees:
    return Trees(read(data_path("confidence", table)), numbers, table)
