"""The channel model: how likely is it that the engine read x where y was meant?

A substring channel (Brill & Moore 2000, "An improved error model for noisy
channel spelling correction"): y is cut into pieces of up to four letters, each
of which became a piece of up to four letters of x; ``trường`` → ``tmờng`` is
the one event ``rư`` → ``m``.  The cost of a reading is that of its cheapest cut.

Vietnamese makes the search small: a syllable is an onset (28) and a rime with
tone (some 800), and confusions hardly ever cross between them.  So onset and
rime have rules of their own and are looked up apart: for every cut of the read
word, the few onsets that its head may stand for meet the few rimes that its
tail may stand for.

Costs are in nats, -ln P(read | meant), 0 for a piece that is read as it is.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .store import Store
from .syllable import onsets, parse, spell

KIND = "vnfix channel"
#: Pieces of a rule are at most so long on either side; ``ưcmg`` for ``ương`` needs four.
LONGEST = 4
#: Readings that cost more are never right in the development sets (e**-15 each).
MOST_COST = 15.0
#: Onsets and rimes that are looked at for one head or tail, and steps of the search.
_MOST_PARTS, _MOST_STEPS = 40, 4000

Parts = tuple[tuple[str, float], ...]


class Rule(NamedTuple):
    """``meant`` was read as ``read`` at ``cost`` nats."""

    meant: str
    read: str
    cost: float


class PartChannel:
    """Rules of one part of the syllable, and the strings that the part can be."""

    def __init__(self, rules: Iterable[Rule], targets: Iterable[str]) -> None:
        self._by_read: dict[str, list[tuple[str, float]]] = {}
        for meant, read, cost in rules:
            self._by_read.setdefault(read, []).append((meant, cost))
        for options in self._by_read.values():
            options.sort(key=lambda option: option[1])
        self._targets = frozenset(targets)
        self._prefixes = frozenset(t[:k] for t in self._targets for k in range(len(t) + 1))
        self.readings = lru_cache(maxsize=1 << 15)(self._readings)

    def _readings(self, read: str) -> Parts:
        """Targets that may have been read as ``read``, cheapest first (uniform-cost search over prefixes)."""
        queue: list[tuple[float, int, str]] = [(0.0, 0, "")]
        closed: set[tuple[int, str]] = set()
        found: list[tuple[str, float]] = []
        steps = 0
        while queue and len(found) < _MOST_PARTS and steps < _MOST_STEPS:
            cost, at, built = heapq.heappop(queue)
            if (at, built) in closed:
                continue
            closed.add((at, built))
            steps += 1
            if at == len(read) and built in self._targets:
                found.append((built, cost))
            for step in self._steps(read, at, built):
                if cost + step[0] <= MOST_COST and step[1:] not in closed:
                    heapq.heappush(queue, (cost + step[0], step[1], step[2]))
        return tuple(found)

    def _steps(self, read: str, at: int, built: str) -> list[tuple[float, int, str]]:
        """One piece further: the next letter as it is, or any rule whose ``read`` stands here."""
        steps = []
        if at < len(read) and built + read[at] in self._prefixes:
            steps.append((0.0, at + 1, built + read[at]))
        for length in range(0, min(LONGEST, len(read) - at) + 1):
            for meant, cost in self._by_read.get(read[at : at + length], ()):
                if built + meant in self._prefixes:
                    steps.append((cost, at + length, built + meant))
        return steps


class Channel:
    """Readings of whole words: syllables by onset and rime, listed words by letters.

    Args:
        onset_rules, rime_rules: the learnt rules.
        words: every word that may be meant, lower case, canonical tone placement.
    """

    def __init__(self, onset_rules: list[Rule], rime_rules: list[Rule], words: Iterable[str]) -> None:
        self._syllables: dict[tuple[str, str], str] = {}
        others = []
        for word in words:
            parts = parse(word)
            if parts is None:
                others.append(word)
                continue
            for new_style in (False, True):
                rime = spell(parts._replace(onset=""), new_style)
                self._syllables[parts.onset, rime] = word
        self.onset = PartChannel(onset_rules, onsets())
        self.rime = PartChannel(rime_rules, {rime for _, rime in self._syllables})
        self.word = PartChannel([*rime_rules, *onset_rules], others)

    @classmethod
    def load(cls, path: Path, words: Iterable[str]) -> Channel:
        """The channel compiled by `vnfix.train.channel_model`."""
        store = Store(path, KIND)
        tables = []
        for part in ("onset", "rime"):
            costs = store[f"{part}_costs"].tolist()
            pieces = (row.split("\t") for row in store.words(f"{part}_rules"))
            tables.append([Rule(meant, read, cost) for (meant, read), cost in zip(pieces, costs)])
        return cls(tables[0], tables[1], words)

    def readings(self, read: str, listed: bool = False) -> dict[str, float]:
        """Words that may have been read as ``read``, with their costs; ``listed`` adds those that are no syllables.

        ``read`` is taken letter by letter as it stands: the caller decides
        whether capitals are capitals or misread small letters (``Mio`` = ``khó``).
        """
        best: dict[str, float] = {}
        for cut in range(min(len(read), 6) + 1):
            heads = self.onset.readings(read[:cut])
            if not heads:
                continue
            tails = self.rime.readings(read[cut:])
            self._combine(heads, tails, best)
        if listed:
            for word, cost in self.word.readings(read):
                if cost < best.get(word, MOST_COST):
                    best[word] = cost
        return best

    def _combine(self, heads: Parts, tails: Parts, best: dict[str, float]) -> None:
        syllables = self._syllables
        for onset, head_cost in heads:
            for rime, tail_cost in tails:
                cost = head_cost + tail_cost
                if cost > MOST_COST:
                    break
                word = syllables.get((onset, rime))
                if word is not None and cost < best.get(word, MOST_COST):
                    best[word] = cost
