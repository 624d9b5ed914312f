"""The channel model: how likely is it that the engine read x where y was meant?

A substring channel (Brill & Moore 2000, "An improved error model for noisy
channel spelling correction"): y is cut into pieces of up to four letters, each
of which became a piece of up to four letters of x; ``trường`` → ``tmờng`` is
the one event ``rư`` → ``m``.  The cost of a reading is that of its cheapest cut.

Vietnamese makes this small: a syllable is an onset (28) and a rime with tone
(some 800), and confusions hardly ever cross between them.  So onset and rime
have rules of their own, and for every cut of the read word the costs of all
onsets for its head meet those of all rimes for its tail.  *Every* syllable gets
a cost, however damaged the word; the context chooses among all of them.

Costs are in nats, -ln P(read | meant), 0 for a piece that is read as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from .glyphs import strokes
from .part_channel import MARK_COST, NEVER, Costs, PartChannel, Rule
from .store import Store
from .syllable import is_well_spelt, onsets, parse, spell

KIND = "vnfix channel"
PARTS = ("onset", "rime")
#: A misread onset is at most so long: ``tiian`` for ``thàn``.
LONGEST_ONSET = 6
#: Letters of a loan or an abbreviation that may differ: any garbage resembles one of them.
LISTED_LETTERS = 2
#: Cost of a loan or an abbreviation read by its strokes alone.
LISTED_COST = 5.0


class Channel:
    """Costs of whole words: syllables by onset and rime, listed words by letters.

    Args:
        onset_rules, rime_rules: the learnt rules.
        words: every word that may be meant, lower case, canonical tone placement.
    """

    def __init__(self, onset_rules: Iterable[Rule], rime_rules: Iterable[Rule], words: Iterable[str]) -> None:
        self._words = list(words)
        self._listed: dict[str, list[tuple[int, str]]] = {}
        spelt: list[tuple[str, str, int]] = []
        respelt: list[tuple[str, str, int]] = []  # hoà beside hòa
        for k, word in enumerate(self._words):
            parts = parse(word)
            if parts is None or not is_well_spelt(word):
                self._listed.setdefault(strokes(word), []).append((k, word))
                continue
            old, new = (spell(parts._replace(onset=""), style) for style in (False, True))
            spelt.append((parts.onset, old, k))
            if new != old:
                respelt.append((parts.onset, new, k))
        self._once = len(spelt)
        spelt += respelt
        self.onset = PartChannel(onset_rules, onsets(), at_end=False)
        self.rime = PartChannel(rime_rules, {rime for _, rime, _ in spelt}, at_end=True)
        onset_of = np.array([self.onset.rank[onset] for onset, _, _ in spelt])
        rime_of = np.array([self.rime.rank[rime] for _, rime, _ in spelt])
        self._cell_of = onset_of * len(self.rime.targets) + rime_of
        self._word_of = np.array([k for _, _, k in spelt])

    @classmethod
    def load(cls, path: Path, words: Iterable[str]) -> Channel:
        """The channel compiled by `vnfix.train.channel_file`."""
        store = Store(path, KIND)
        tables = []
        for part in PARTS:
            costs = store[f"{part}_costs"].tolist()
            pieces = (row.split("\t") for row in store.words(f"{part}_rules"))
            tables.append([Rule(meant, read, cost) for (meant, read), cost in zip(pieces, costs)])
        return cls(tables[0], tables[1], words)

    def costs(self, read: str, listed: bool = False) -> Costs:
        """Cost of every word of the vocabulary, in its order; `NEVER` for what is out of reach.

        ``read`` is taken letter by letter as it stands: the caller decides
        whether capitals are capitals or misread small letters (``Mio`` = ``khó``).

        Args:
            listed: also words of the vocabulary that are no syllables.
        """
        best = self._every_pair(read).ravel()[self._cell_of]
        costs = np.full(len(self._words), NEVER, dtype=np.float32)
        first, second = self._word_of[: self._once], self._word_of[self._once :]
        costs[first] = best[: self._once]
        costs[second] = np.minimum(costs[second], best[self._once :])
        if listed:
            self._add_listed(read, costs)
        return costs

    def _every_pair(self, read: str) -> Costs:
        """Cost of every onset with every rime, by the best cut of the word; sums of a grid beat picking the words."""
        heads, tails = self.onset.costs(read[:LONGEST_ONSET]), self.rime.costs(read)
        best = heads[0][:, None] + tails[len(read)][None, :]
        other = np.empty_like(best)
        for cut in range(1, len(heads)):
            np.add(heads[cut][:, None], tails[len(read) - cut][None, :], out=other)
            np.minimum(best, other, out=best)
        return best

    def _add_listed(self, read: str, costs: Costs) -> None:
        """Loans and abbreviations of the same strokes and length: ``lsrael`` → israel, ``ŭsd`` → usd."""
        for k, word in self._listed.get(strokes(read), ()):
            differ = sum(a != b for a, b in zip(word, read))
            if len(word) == len(read) and 0 < differ <= LISTED_LETTERS:
                costs[k] = LISTED_COST + MARK_COST * (differ - 1)
