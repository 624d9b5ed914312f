"""Learn the channel from aligned pairs: which pieces of a word are read as which, and how often.

EM with hard assignments: align every pair under the present rules, count the
pieces that differ (alone and with a neighbour letter), estimate the rules anew.
Counts are smoothed towards what the letters' shapes say: the same letter with
another tone, another vowel mark, another base letter (`shape_class`), so that
an accent never seen to be lost can still be lost.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable

from rapidfuzz.distance import Levenshtein

from ..channel.part_channel import MOST_RULE_COST, Rule
from ..channel.targets import LONGEST
from ..progress import progress
from ..resources import read_lexicon
from ..syllable import canonical, case_shape, parse, spell
from .shape_prior import LETTERS, ShapePrior, shape, shape_class

#: Pseudo-count of the shape prior; the value is the best of 2, 5, 10, 20 by cross-validation over the pages.
_PRIOR = 10.0
#: The same for pieces of several letters, whose prior is the product of their parts.
_PRIOR_PIECE = 4.0
#: A listed confusion's hint (0 = common) is taken as a cost so much higher, an upper bound: nobody measured it.
HINT_COST = 4.0
#: A piece must be seen this often (weighted) to become a rule of more than one letter.
_LEAST = 0.9
#: So much less (nats) such a piece must cost than its parts together (hand-set).
_LESS = 0.05
#: Source of the confusions that were counted on the development pages.
_COUNTED = "dev-counts"

Example = tuple[str, str, float]
"""(read, meant, weight): one word, the meant one in lower case."""


def examples(groups: Iterable[tuple[tuple[str, ...], tuple[str, ...]]], weight: float = 1.0) -> list[Example]:
    """Single-word examples from aligned groups; equal words count too, as they set the rates."""
    result = []
    for read, meant in groups:
        if len(read) != 1 or len(meant) != 1:
            continue
        word = canonical(meant[0].lower())
        if parse(word) is None:
            continue
        result.append((as_read(read[0], meant[0]), word, weight))
    return result


def as_read(read: str, meant: str) -> str:
    """The read word as the channel sees it: lower case when its capitals are those of the meant word."""
    if case_shape(meant) == "lower" and case_shape(read) != "lower":
        # "dỊch" is a letter of the right kind in the wrong case; "Mio" for "khó" is not.
        return read if not _same_letters(read, meant) else read.lower()
    return read.lower()


def _same_letters(read: str, meant: str) -> bool:
    return len(read) == len(meant) and sum(a == b for a, b in zip(read.lower(), meant)) >= len(meant) - 1


def _by_length(item: tuple[tuple[str, str], float]) -> tuple[int, tuple[str, str]]:
    """Sort key: short pieces first, since longer ones are judged by them."""
    return len(item[0][0]) + len(item[0][1]), item[0]


Costs = dict[tuple[str, str], float]


class _Part:
    """Counts and rules of one part of the syllable while learning."""

    def __init__(self, hints: dict[tuple[str, str], float]) -> None:
        self._hints = hints
        self.costs: Costs = {}
        self.changed: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.seen: defaultdict[str, float] = defaultdict(float)

    def cost(self, meant: str, read: str) -> float:
        """Cost of one piece; before anything is learnt, by shape and length."""
        if meant == read:
            return 0.0
        known = self.costs.get((meant, read))
        if known is not None:
            return known
        if len(meant) == len(read) == 1:
            return {"tone": 4.0, "mark": 4.5, "tonemark": 6.0, "case": 4.0, "base": 9.0}[shape_class(meant, read)]
        if len(meant) + len(read) == 1:
            return 8.0
        return 5.0 + 2.5 * max(len(meant), len(read))

    def align(self, read: str, meant: str) -> tuple[float, list[tuple[str, str]]]:
        """Cheapest cut of ``meant`` into pieces read as pieces of ``read``."""
        best: list[list[float]] = [[math.inf] * (len(read) + 1) for _ in range(len(meant) + 1)]
        back: dict[tuple[int, int], tuple[int, int]] = {}
        best[0][0] = 0.0
        for i in range(len(meant) + 1):
            for j in range(len(read) + 1):
                if best[i][j] == math.inf:
                    continue
                for p in range(i, min(len(meant), i + LONGEST) + 1):
                    for q in range(j, min(len(read), j + LONGEST) + 1):
                        if (p, q) == (i, j) or (p - i > 1 and meant[i:p] == read[j:q]):
                            continue
                        cost = best[i][j] + self.cost(meant[i:p], read[j:q])
                        if cost < best[p][q]:
                            best[p][q] = cost
                            back[p, q] = (i, j)
        pieces = []
        at = (len(meant), len(read))
        while at != (0, 0):
            i, j = back[at]
            pieces.append((meant[i : at[0]], read[j : at[1]]))
            at = (i, j)
        return best[-1][-1], pieces[::-1]

    def count(self, pieces: list[tuple[str, str]], weight: float) -> None:
        """Count the pieces that differ, alone and with their neighbours."""
        meant = "".join(a for a, _ in pieces)
        for start in range(len(meant)):
            for end in range(start + 1, min(len(meant), start + LONGEST) + 1):
                self.seen[meant[start:end]] += weight
        self.seen[""] += weight * (len(meant) + 1)
        # Minimal differing pieces, then each run of neighbours that holds a differing one.
        for start in range(len(pieces)):
            a = b = ""
            for end in range(start, len(pieces)):
                a, b = a + pieces[end][0], b + pieces[end][1]
                if max(len(a), len(b)) > LONGEST:
                    break
                if a != b:
                    self.changed[a, b] += weight

    def estimate(self) -> None:
        """Rules from counts: (count + prior · P by shape) / (seen + prior)."""
        prior = ShapePrior(self.changed, self.seen)
        self.costs = {}
        for meant in LETTERS:
            for read in LETTERS:
                if meant != read:
                    self._set(meant, read, prior.substitution(meant, read), _PRIOR)
            self._set(meant, "", prior.lost, _PRIOR)
            self._set("", meant, prior.extra, _PRIOR)
        for (meant, read), count in sorted(self.changed.items(), key=_by_length):
            if (meant, read) not in self.costs and count >= _LEAST:
                self._set(meant, read, math.exp(-min(_by_parts(self.costs, meant, read), 30.0)), _PRIOR_PIECE)
        for (meant, read), hint in self._hints.items():
            self.costs[meant, read] = min(hint, self.costs.get((meant, read), math.inf))

    def _set(self, meant: str, read: str, prior: float, strength: float) -> None:
        seen = self.seen[meant]
        p = (self.changed[meant, read] + strength * prior) / (seen + strength)
        if p > 0:
            self.costs[meant, read] = -math.log(p)


Hints = dict[str, dict[tuple[str, str], float]]


def learn(data: Iterable[Example], hints: Hints, rounds: int = 3) -> dict[str, list[Rule]]:
    """Rules of onset and rime from examples.

    Args:
        data: examples, most of them unchanged words.
        hints: per part, confusions from data/lexicon with a cost: an upper bound.
        rounds: EM rounds; the likelihood no longer rises after three.
    """
    unique: defaultdict[tuple[str, str], float] = defaultdict(float)
    for read, meant, weight in data:
        unique[read, meant] += weight
    parts = {name: _Part(hints.get(name, {})) for name in ("onset", "rime")}
    for number in range(1, rounds + 1):
        for part in parts.values():
            part.changed, part.seen = defaultdict(float), defaultdict(float)
        for (read, meant), weight in progress(unique.items(), len(unique), f"round {number} of {rounds}"):
            _count_word(parts, read, meant, weight)
        for part in parts.values():
            part.estimate()
    return {name: telling_rules(part.costs, MOST_RULE_COST, _LESS) for name, part in parts.items()}


def _count_word(parts: dict[str, _Part], read: str, meant: str, weight: float) -> None:
    """Count one example under the cheapest cut of ``read`` into onset and rime."""
    syllable = parse(meant)
    assert syllable is not None
    if read == meant or canonical(read) == meant:
        parts["onset"].count([(c, c) for c in syllable.onset], weight)
        parts["rime"].count([(c, c) for c in spell(syllable._replace(onset=""))], weight)
        return
    if abs(len(read) - len(meant)) > 4 or len(read) > 12:
        return
    best = None
    for cut in range(min(len(read), 6) + 1):
        head = parts["onset"].align(read[:cut], syllable.onset)
        for new_style in (False, True):
            tail = parts["rime"].align(read[cut:], spell(syllable._replace(onset=""), new_style))
            if best is None or head[0] + tail[0] < best[0] - 1e-9:
                best = (head[0] + tail[0], head[1], tail[1])
    assert best is not None
    # Beyond any rule: most likely a wrong alignment (page furniture against text).
    if best[0] > 12 + 3 * len(meant):
        return
    parts["onset"].count(best[1], weight)
    parts["rime"].count(best[2], weight)


def telling_rules(costs: Costs, dearest: float, less: float) -> list[Rule]:
    """Rules that say something, sorted: a longer piece must cost so much less than its parts together (nats)."""
    return sorted(
        Rule(meant, read, cost)
        for (meant, read), cost in costs.items()
        if cost <= dearest and (max(len(meant), len(read)) < 2 or cost + less < _by_parts(costs, meant, read))
    )


def _by_parts(costs: Costs, meant: str, read: str) -> float:
    """Cost of a piece without the rule for the whole of it, by the costs of (meant, read)."""
    table = [[math.inf] * (len(read) + 1) for _ in range(len(meant) + 1)]
    table[0][0] = 0.0
    for i in range(len(meant) + 1):
        for j in range(len(read) + 1):
            for p in range(i, len(meant) + 1):
                for q in range(j, len(read) + 1):
                    piece = meant[i:p], read[j:q]
                    step = 0.0 if piece[0] == piece[1] else costs.get(piece, math.inf)
                    if (p, q) != (i, j) and piece != (meant, read) and table[i][j] + step < table[p][q]:
                        table[p][q] = table[i][j] + step
    return table[-1][-1]


def _shows(example: Example, read: str, meant: str) -> bool:
    """Comes the word that was meant nearer to what was read, if ``read`` stands for ``meant`` in it?"""
    seen, word, _ = example
    if meant not in word or read not in seen:
        return False
    return Levenshtein.distance(word.replace(meant, read), seen) < Levenshtein.distance(word, seen)


def default_hints(engine: str, known: Collection[Example] | None = None) -> Hints:
    """Confusions of data/lexicon/confusions.tsv that an engine is known for, by the part they can stand in.

    Args:
        known: the words that a model may know, if it must not know all: then what was counted on the development
            pages is a hint only where one of these shows it.
    """
    hints: Hints = defaultdict(dict)
    rows = read_lexicon("confusions", ("read", "meant", "cost_hint", "engine", "source"))
    for read, meant, cost, whose, source in rows:
        if whose not in (engine, "any"):
            continue
        if source == _COUNTED and known is not None and not any(_shows(word, read, meant) for word in known):
            continue
        part = "rime" if any(shape(c)[0] in "aeiouy" for c in meant) else "onset"
        hints[part][meant, read] = float(cost) + HINT_COST
    return hints
