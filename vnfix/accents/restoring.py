"""The cheapest reading of a long stretch in which *every* word is in doubt, by arrays.

Where an engine lost all accents, each word has a dozen readings and none is
sure, so the lattice of `vnfix.decoder` (few doubtful words, joins and splits)
would be slow.  Here a stretch is a row of positions, each with its readings:

1. costs of all neighbouring pairs, looked up in one go;
2. a reading stays only if its cheapest two pairs come near those of the best;
3. exact Viterbi over trigram states among those that stay (Viterbi 1967), and
   back, which gives every reading its max-marginal: the cost of the best path
   through it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..ngrams import Ids, NgramModel, Pairs
from ..vocab import STOP_ID

Costs = npt.NDArray[np.floating[Any]]

#: A reading is dropped if its pairs cost so much more than the best ones (nats).  Of 56,000 held-back words
#: 97.9 % come out right at 4, 98.0 % at 5 and 6, 97.9 % at 8 (rare readings that a trigram overrates), 97.7 % at 3.
NEAR = 5.0
#: Positions decoded in one go: bounds the memory; longer ones are no faster.
BLOCK = 256
#: Rivals that are told of a word.
MOST_RIVALS = 3


class Reading(NamedTuple):
    """What stands at one position.

    Attributes:
        id: the best reading.
        cost: what it costs in its context, nats.
        rivals: (id, nats behind the best path) of the next best, best first.
    """

    id: int
    cost: float
    rivals: tuple[tuple[int, float], ...]


class Position(NamedTuple):
    """The readings of one word, as vocabulary ids, with what each costs beside the language model (nats)."""

    ids: Ids
    costs: Costs


def sure(word: int) -> Position:
    """A position with one reading."""
    return Position(np.array([word], dtype=np.int64), np.zeros(1))


def restore(model: NgramModel, row: Sequence[Position], before: Sequence[int]) -> list[Reading]:
    """The best reading of every position.

    Args:
        row: the positions, in the order of the text.
        before: ids of the two symbols in front.
    """
    found: list[Reading] = []
    left = list(before)
    for block in _blocks(row):
        found += _restore_block(model, [*map(sure, left), *block, *[sure(STOP_ID)] * 2])[: len(block)]
        left = [*left, *(reading.id for reading in found[-2:])][-2:]
    return found


def _blocks(row: Sequence[Position]) -> Iterator[Sequence[Position]]:
    """Parts of at most `BLOCK` positions, cut behind a sentence mark if there is one."""
    first = 0
    while first < len(row):
        last = min(len(row), first + BLOCK)
        if last < len(row):
            stops = [k for k in range(first + 1, last) if len(row[k].ids) == 1 and row[k].ids[0] == STOP_ID]
            last = stops[-1] + 1 if stops else last
        yield row[first:last]
        first = last


class _Row(NamedTuple):
    """All readings of a row, end to end, with the pairs and triples of neighbouring ones."""

    ids: Ids
    costs: Costs
    sizes: Ids

    @property
    def starts(self) -> Ids:
        """Where the readings of each position begin."""
        return np.concatenate([[0], np.cumsum(self.sizes)[:-1]])

    @classmethod
    def of(cls, row: Sequence[Position]) -> _Row:
        """A row end to end."""
        ids, costs = np.concatenate([p.ids for p in row]), np.concatenate([p.costs for p in row])
        return cls(ids, costs, np.array([len(p.ids) for p in row], dtype=np.int64))

    def only(self, kept: npt.NDArray[np.bool_]) -> _Row:
        """The row without the readings that are not kept; every position must keep one."""
        return _Row(self.ids[kept], self.costs[kept], np.add.reduceat(kept.astype(np.int64), self.starts))

    def combined(self, order: int) -> list[Ids]:
        """Of all pairs (``order`` 2) or triples (3) of neighbouring readings: index of the first, the second, ...

        Ordered by place, then by first, then by second: cut into places, each
        is a matrix in row order.
        """
        count = len(self.sizes) - order + 1
        sizes = [self.sizes[k : k + count] for k in range(order)]
        totals = np.prod(sizes, axis=0)
        place = np.repeat(np.arange(count), totals)
        rest = np.arange(len(place)) - np.repeat(np.cumsum(totals) - totals, totals)
        found = []
        for k in reversed(range(order)):
            size = sizes[k][place]
            found.append(self.starts[k : k + count][place] + rest % size)
            rest //= size
        return found[::-1]


def _near(row: _Row, first: Ids, second: Ids, cost: Costs) -> npt.NDArray[np.bool_]:
    """Which readings are worth a trigram, by their cheapest pairs on either side."""
    into, out = np.full(len(row.ids), np.inf), np.full(len(row.ids), np.inf)
    np.minimum.at(into, second, cost)
    np.minimum.at(out, first, cost)
    into[: row.sizes[0]] = 0.0
    out[len(out) - row.sizes[-1] :] = 0.0
    fit = row.costs + into + out
    least = np.minimum.reduceat(fit, row.starts)
    near: npt.NDArray[np.bool_] = fit <= np.repeat(least, row.sizes) + NEAR
    return near


def _triples(model: NgramModel, row: _Row, pairs: Pairs) -> list[Costs]:
    """For every three neighbours: cost of the third after the first two, its own cost included.

    Args:
        pairs: all pairs of neighbours.
    """
    a, b, c = row.combined(3)
    sizes = row.sizes.tolist()
    shapes = list(zip(sizes, sizes[1:], sizes[2:]))
    # Where the pair (a, b), and the pair (b, c), stands among all pairs.
    begin = np.concatenate([[0], np.cumsum(row.sizes[:-1] * row.sizes[1:])])
    place = np.repeat(np.arange(len(shapes)), [x * y * z for x, y, z in shapes])
    i, j, k = (at - row.starts[place + n] for n, at in enumerate((a, b, c)))
    left = begin[place] + i * row.sizes[place + 1] + j
    right = begin[place + 1] + j * row.sizes[place + 2] + k
    cost = pairs.weights().take(left)
    cost += pairs.costs().take(right)
    model.put_trigrams(cost, pairs.found.take(left) & pairs.found.take(right), row.ids[a], row.ids[b], row.ids[c])
    cost = cost + row.costs[c]
    ends = np.cumsum([x * y * z for x, y, z in shapes]).tolist()
    return [cost[begin:end].reshape(shape) for begin, end, shape in zip([0, *ends], ends, shapes)]


def _restore_block(model: NgramModel, positions: list[Position]) -> list[Reading]:
    """`restore` for a row that begins and ends with two sure positions; gives what stands between them."""
    row = _Row.of(positions)
    first, second = row.combined(2)
    pairs = model.find_pairs(row.ids[first], row.ids[second])
    kept = _near(row, first, second, pairs.costs())
    pairs = pairs.only((kept[first] & kept[second]).nonzero()[0])
    row = row.only(kept)
    triples = _triples(model, row, pairs)
    return _walk(row, triples)


def _walk(row: _Row, triples: list[Costs]) -> list[Reading]:
    """Along the cheapest path, with the max-marginals of the other readings."""
    ahead = _costs_ahead(triples)
    ends = np.cumsum(row.sizes).tolist()
    reached: Costs = np.zeros((1, 1))
    a = b = 0
    readings = []
    # ``reached`` is the cost of every pair of readings so far, ``ahead`` what it takes to the end.
    for k, block in enumerate(triples[:-2]):
        reached = (reached[:, :, None] + block).min(axis=0)
        through = (reached + ahead[k + 1]).min(axis=0)
        c = int((block[a, b] + ahead[k + 1][b]).argmin())
        ids = row.ids[ends[k + 1] : ends[k + 2]]
        readings.append(_reading(ids, through, c, float(block[a, b, c])))
        a, b = b, c
    return readings


def _costs_ahead(triples: Sequence[Costs]) -> list[Costs]:
    """Cost of the best way from every pair of readings to the end; item k stands before triple k."""
    last = triples[-1]
    ahead: list[Costs] = [np.zeros(last.shape[1:])]
    for block in reversed(triples):
        ahead.append((block + ahead[-1][None]).min(axis=2))
    return ahead[::-1]


def _reading(ids: Ids, through: Costs, best: int, cost: float) -> Reading:
    if len(through) == 1:
        return Reading(int(ids[best]), cost, ())
    order = through.argsort(kind="stable")[: MOST_RIVALS + 1].tolist()
    least = through[best]
    rivals = tuple((int(ids[k]), float(through[k] - least)) for k in order if k != best)
    return Reading(int(ids[best]), cost, rivals[:MOST_RIVALS])
