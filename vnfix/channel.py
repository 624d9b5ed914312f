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
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from .glyphs import strokes, vowel_marks
from .part_index import PartIndex
from .store import Store
from .syllable import is_well_spelt, onsets, parse, spell

KIND = "vnfix channel"
#: Pieces of a rule are at most so long on either side; ``ưcmg`` for ``ương`` needs four.
LONGEST = 4
PARTS = ("onset", "rime")
#: A misread onset is at most so long: ``tiian`` for ``thàn``.
LONGEST_ONSET = 6
#: Readings that cost more are never right in the development sets (e**-15 each).
MOST_COST = 15.0
#: Letters of a loan or an abbreviation that may differ: any garbage resembles one of them.
LISTED_LETTERS = 2
#: Onsets and rimes that are looked at for one head or tail, and steps of the search.
_MOST_PARTS, _MOST_STEPS = 20, 600
#: A part this much dearer than the cheapest one is not looked at.
_MOST_BEHIND = 7.5

#: Cost of a whole onset or rime read by its strokes alone, of each stroke that
#: differs, and of a tone or a vowel mark that differs.  Chosen by cross-validation
#: over halves of the FineReader sets.
SHAPE_COST, STROKE_COST, MARK_COST = 5.0, 2.5, 1.5

Parts = tuple[tuple[str, float], ...]


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
    """Rules of one part of the syllable, and the strings that the part can be."""

    def __init__(
        self,
        rules: Iterable[Rule],
        targets: Iterable[str],
        vowels: bool,
        index: PartIndex | None = None,
    ) -> None:
        self._vowels, self._index = vowels, index
        self._by_read: dict[str, list[tuple[str, float]]] = {}
        for meant, read, cost in rules:
            self._by_read.setdefault(read, []).append((meant, cost))
        for options in self._by_read.values():
            options.sort(key=lambda option: option[1])
        self._targets = frozenset(targets)
        self._prefixes = frozenset(t[:k] for t in self._targets for k in range(len(t) + 1))
        self._by_strokes: dict[str, list[str]] = {}
        for target in self._targets:
            self._by_strokes.setdefault(strokes(target), []).append(target)
        self.readings = lru_cache(maxsize=1 << 15)(self._readings)
        self.quick_readings = lru_cache(maxsize=1 << 15)(self._quick_readings)
        self._moves = lru_cache(maxsize=1 << 16)(self._find_moves)

    def _readings(self, read: str) -> Parts:
        """Targets that may have been read as ``read``: by learnt rules, or because they look alike."""
        return self._with_shapes(read, dict(self._by_rules(read)))

    def _quick_readings(self, read: str) -> Parts:
        """The same from the precompiled table, which knows one rule, or two cheap ones, at a time."""
        return self._with_shapes(read, dict(self._index.lookup(read))) if self._index else self.readings(read)

    def _with_shapes(self, read: str, best: dict[str, float]) -> Parts:
        for target, cost in self._by_shape(read):
            if cost < best.get(target, MOST_COST):
                best[target] = cost
        return tuple(sorted(best.items(), key=lambda item: (item[1], item[0]))[:_MOST_PARTS])

    def _by_shape(self, read: str) -> Iterable[tuple[str, float]]:
        """Targets with the same strokes, or one stroke more or less."""
        if not read:
            return
        own = strokes(read)
        tones, marks = vowel_marks(read)
        near = {own: 0} | dict.fromkeys(_one_stroke_off(own), 1)
        for shape, distance in near.items():
            for target in self._by_strokes.get(shape, ()):
                if target == read:
                    continue
                its_tones, its_marks = vowel_marks(target)
                cost = SHAPE_COST + STROKE_COST * distance
                if self._vowels:
                    cost += MARK_COST * ((tones[-1:] != its_tones) + (marks != its_marks))
                yield target, cost

    def _by_rules(self, read: str) -> Parts:
        """Targets that may have been read as ``read``, cheapest first (uniform-cost search over prefixes)."""
        queue: list[tuple[float, int, str]] = [(0.0, 0, "")]
        closed: set[tuple[int, str]] = set()
        found: list[tuple[str, float]] = []
        bound = MOST_COST
        size = len(read)
        pieces = [[(end, read[at:end]) for end in range(at, min(at + LONGEST, size) + 1)] for at in range(size + 1)]
        moves, steps = self._moves, 0
        while queue and len(found) < _MOST_PARTS and steps < _MOST_STEPS:
            cost, at, built = heapq.heappop(queue)
            if (at, built) in closed:
                continue
            closed.add((at, built))
            steps += 1
            if at == len(read) and built in self._targets:
                bound = min(bound, cost + _MOST_BEHIND) if not found else bound
                found.append((built, cost))
            for end, piece in pieces[at]:
                for step, longer in moves(built, piece):
                    if cost + step > bound:
                        break
                    if (end, longer) not in closed:
                        heapq.heappush(queue, (cost + step, end, longer))
        return tuple(found)

    def _find_moves(self, built: str, piece: str) -> tuple[tuple[float, str], ...]:
        """Longer prefixes that ``piece`` may stand for after ``built``, cheapest first."""
        found = {built + meant: cost for meant, cost in self._by_read.get(piece, ()) if built + meant in self._prefixes}
        if len(piece) == 1 and built + piece in self._prefixes:
            found[built + piece] = 0.0
        return tuple(sorted((cost, longer) for longer, cost in found.items()))


class Channel:
    """Readings of whole words: syllables by onset and rime, listed words by letters.

    Args:
        onset_rules, rime_rules: the learnt rules.
        words: every word that may be meant, lower case, canonical tone placement.
        store: the compiled file, for its tables of quick readings; None: search always.
    """

    def __init__(
        self, onset_rules: list[Rule], rime_rules: list[Rule], words: Iterable[str], store: Store | None = None
    ) -> None:
        self._syllables: dict[tuple[str, str], str] = {}
        others = []
        for word in words:
            parts = parse(word)
            if parts is None or not is_well_spelt(word):
                others.append(word)
                continue
            for new_style in (False, True):
                self._syllables[parts.onset, spell(parts._replace(onset=""), new_style)] = word
        rimes = {rime for _, rime in self._syllables}
        indices = {part: _index(store, part) for part in PARTS}
        self.onset = PartChannel(onset_rules, onsets(), vowels=False, index=indices["onset"])
        self.rime = PartChannel(rime_rules, rimes, vowels=True, index=indices["rime"])
        self._listed: dict[str, list[str]] = {}
        for word in others:
            self._listed.setdefault(strokes(word), []).append(word)

    @classmethod
    def load(cls, path: Path, words: Iterable[str]) -> Channel:
        """The channel compiled by `vnfix.train.channel_model`."""
        store = Store(path, KIND)
        tables = []
        for part in PARTS:
            costs = store[f"{part}_costs"].tolist()
            pieces = (row.split("\t") for row in store.words(f"{part}_rules"))
            tables.append([Rule(meant, read, cost) for (meant, read), cost in zip(pieces, costs)])
        return cls(tables[0], tables[1], words, store)

    def readings(self, read: str, listed: bool = False, thorough: bool = False) -> dict[str, float]:
        """Words that may have been read as ``read``, with their costs.

        ``read`` is taken letter by letter as it stands: the caller decides
        whether capitals are capitals or misread small letters (``Mio`` = ``khó``).

        Args:
            listed: also words of the vocabulary that are no syllables.
            thorough: search, instead of looking the parts up in the compiled tables
                (a thousand times slower, and no better on unknown words).
        """
        best: dict[str, float] = {}
        if thorough:
            self._by_parts(read, self.onset.readings, self.rime.readings, best)
        else:
            self._by_parts(read, self.onset.quick_readings, self.rime.quick_readings, best)
        if listed:
            best |= self._listed_readings(read)
        return best

    def _listed_readings(self, read: str) -> dict[str, float]:
        """Loans and abbreviations of the same strokes and length: ``lsrael`` → israel, ``ŭsd`` → usd."""
        found = {}
        for word in self._listed.get(strokes(read), ()):
            differ = sum(a != b for a, b in zip(word, read))
            if len(word) == len(read) and 0 < differ <= LISTED_LETTERS:
                found[word] = SHAPE_COST + MARK_COST * (differ - 1)
        return found

    def _by_parts(
        self, read: str, onset: Callable[[str], Parts], rime: Callable[[str], Parts], best: dict[str, float]
    ) -> None:
        """For every cut of the word, let the readings of its head meet those of its tail."""
        syllables, bound = self._syllables, MOST_COST
        for cut in range(min(len(read), LONGEST_ONSET) + 1):
            heads = onset(read[:cut])
            tails = rime(read[cut:]) if heads else ()
            for head, head_cost in heads:
                if head_cost > bound:
                    break
                for tail, tail_cost in tails:
                    cost = head_cost + tail_cost
                    if cost > bound:
                        break
                    word = syllables.get((head, tail))
                    if word is not None and cost < best.get(word, MOST_COST):
                        best[word] = cost
                        bound = min(bound, cost + _MOST_BEHIND)


def _index(store: Store | None, part: str) -> PartIndex | None:
    if store is None or f"{part}_index_shift" not in store:
        return None
    names = ("shift", "fingerprint", "start", "count", "target", "cost")
    arrays = {name: store[f"{part}_index_{name}"] for name in names}
    return PartIndex(arrays, store.words(f"{part}_index_targets"))
