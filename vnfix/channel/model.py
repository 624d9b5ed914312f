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

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from ..resources import read_lexicon
from ..store import Store
from .glyphs import strokes
from .part_channel import MARK_COST, MOST_COLUMNS, NEVER, Costs, PartChannel, Rule, RuleTable
from .syllabary import Syllabary

KIND = "vnfix channel"
#: The file of the syllabary in the same folder.
SYLLABARY = "syllabary.vnfix"
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
        words: every word that may be meant.
        room: columns kept of each.
    """

    def __init__(
        self,
        onset_rules: Iterable[Rule] | RuleTable,
        rime_rules: Iterable[Rule] | RuleTable,
        words: Syllabary,
        room: int = MOST_COLUMNS,
    ) -> None:
        self.words = words
        self._onset = PartChannel(onset_rules, words.onsets, room)
        self._rime = PartChannel(rime_rules, words.rimes, room)

    @classmethod
    def load(cls, path: Path, words: Sequence[str]) -> Channel:
        """The channel compiled by `vnfix.train.channel_file`, with the syllabary beside it."""
        store = Store(path, KIND)
        tables = []
        for part in PARTS:
            costs = store[f"{part}_costs"].tolist()
            text = store[f"{part}_rules"].tobytes().decode("utf-8")
            pieces = text.replace("\n", "\t").split("\t") if costs else []
            tables.append(RuleTable(pieces[::2], pieces[1::2], costs))
        return cls(tables[0], tables[1], Syllabary.load(path.with_name(SYLLABARY), words))

    @classmethod
    def of_lexicon(cls, table: str, words: Syllabary, room: int) -> Channel:
        """The channel by the rules of data/lexicon/<table>.tsv."""
        rules: dict[str, list[Rule]] = {part: [] for part in PARTS}
        for part, meant, read, cost in read_lexicon(table, ("part", "meant", "read", "cost")):
            rules[part].append(Rule(meant, read, float(cost)))
        return cls(rules["onset"], rules["rime"], words, room)

    def learn(self, reads: Iterable[str]) -> None:
        """Make ready the costs of some words: together they take a quarter of the time."""
        reads = set(reads)
        self._onset.learn({read[:LONGEST_ONSET] for read in reads})
        self._rime.learn(reads)

    def costs(self, read: str, listed: bool = False) -> Costs:
        """Cost of every word of the vocabulary, in its order; `NEVER` for what is out of reach.

        ``read`` is taken letter by letter as it stands: the caller decides
        whether capitals are capitals or misread small letters (``Mio`` = ``khó``).

        Args:
            listed: also words of the vocabulary that are no syllables.
        """
        costs = np.full(self.words.size, NEVER, dtype=np.float32)
        costs[self.words.spelt] = self.syllable_costs(read, read)
        for k, cost in self.listed_costs(read) if listed else ():
            costs[k] = cost
        return costs

    def syllable_costs(self, read: str, other: str, dearer: float = 0.0) -> Costs:
        """Cost of the words that are syllables, `Syllabary.spelt` of them.

        Args:
            other: the word as it may stand, too (``Mio`` beside ``mio``), which costs ``dearer``; else ``read`` again.
        """
        ways = self._ways(read) if other == read else self._ways_of_both(read, other, np.float32(dearer))
        best = _every_pair(ways).ravel().take(self.words.cells)
        costs: Costs = best[: len(self.words.spelt)]
        again = self.words.respelt
        costs[again] = np.minimum(costs[again], best[len(costs) :])
        return costs

    def cost_of(self, read: str, word: int) -> float:
        """`costs` of one word."""
        width, ways = len(self.words.rimes.all), self._ways(read)
        pairs = [divmod(cell, width) for cell in self.words.cells_of(word)]
        return min((float(head[onset] + tail[rime]) for onset, rime in pairs for head, tail in ways), default=NEVER)

    def _ways(self, read: str) -> list[tuple[Costs, Costs]]:
        """For every cut of the word the costs of all onsets for its head, and of all rimes for its tail."""
        heads, tails = self._onset.costs(read[:LONGEST_ONSET]), self._rime.costs(read)
        return [(head, tails[len(read) - cut]) for cut, head in enumerate(heads)]

    def _ways_of_both(self, read: str, other: str, dearer: np.float32) -> list[tuple[Costs, Costs]]:
        """The ways of two forms of one word; where a head or a tail is the same for both, they are one way."""
        if len(read) != len(other):  # ``İ`` is two letters in lower case
            return self._ways(read) + [(head + dearer, tail) for head, tail in self._ways(other)]
        both = []
        for cut, ((head, tail), (other_head, other_tail)) in enumerate(zip(self._ways(read), self._ways(other))):
            if read[cut:] == other[cut:]:
                both.append((np.minimum(head, other_head + dearer), tail))
            elif read[:cut] == other[:cut]:
                both.append((head, np.minimum(tail, other_tail + dearer)))
            else:
                both += [(head, tail), (other_head + dearer, other_tail)]
        return both

    def listed_costs(self, read: str) -> list[tuple[int, float]]:
        """Loans and abbreviations of the same strokes and length: ``lsrael`` → israel, ``ŭsd`` → usd."""
        found = []
        for k in self.words.same_strokes(strokes(read)):
            word = self.words.all[k]
            differ = sum(a != b for a, b in zip(word, read))
            if len(word) == len(read) and 0 < differ <= LISTED_LETTERS:
                found.append((k, LISTED_COST + MARK_COST * (differ - 1)))
        return found


def _every_pair(ways: list[tuple[Costs, Costs]]) -> Costs:
    """Cost of every onset with every rime, by the best way; sums of a grid beat picking the words."""
    (head, tail), *others = ways
    best = head[:, None] + tail[None, :]
    other = np.empty_like(best)
    for head, tail in others:
        np.add(head[:, None], tail[None, :], out=other)
        np.minimum(best, other, out=best)
    return best
