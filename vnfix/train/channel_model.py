"""Learn the channel from aligned pairs: which pieces of a word are read as which, and how often.

EM with hard assignments: align every pair under the present rules, count the
pieces that differ (alone and with a neighbour letter), estimate the rules anew.
Counts are smoothed towards what the letters' shapes say: the same letter with
another tone, another vowel mark, another base letter (`_shape_class`), so that
an accent never seen to be lost can still be lost.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np

from .. import part_index, store
from ..candidates import Readings
from ..channel import KIND, LONGEST, MOST_COST, PARTS, Channel, Rule
from ..glyphs import strokes
from ..ngrams import NgramModel
from ..resources import model_dir, read_lexicon
from ..syllable import TONE_NAMES, Syllable, canonical, case_shape, onsets, parse, rimes, spell, split_tone
from ..vocab import CLASSES
from .neighbours import compile_neighbours

#: Pseudo-count of the shape prior; the value is the best of 2, 5, 10, 20 by cross-validation over the pages.
_PRIOR = 10.0
#: The same for pieces of several letters, whose prior is the product of their parts.
_PRIOR_PIECE = 4.0
#: A listed confusion's hint (0 = common) is taken as a cost so much higher, an upper bound: nobody measured it.
HINT_COST = 4.0
#: A piece must be seen this often (weighted) to become a rule of more than one letter.
_LEAST = 0.9
_LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"

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


@lru_cache(maxsize=1 << 14)
def _shape(letter: str) -> tuple[str, str, str]:
    """Base letter, vowel mark, tone: ``ể`` → (e, ^, hỏi)."""
    plain, tone = split_tone(letter)
    decomposed = unicodedata.normalize("NFD", plain.lower())
    return decomposed[:1].replace("đ", "d"), decomposed[1:] + ("-" if "đ" in plain.lower() else ""), tone


@lru_cache(maxsize=1 << 16)
def _shape_class(meant: str, read: str) -> str:
    """What differs between two letters."""
    a, b = _shape(meant), _shape(read)
    if a[0] != b[0]:
        return "base"
    return ("tone" if a[2] != b[2] else "") + ("mark" if a[1] != b[1] else "") or "case"


class _ShapePrior:
    """P(read letter | meant letter) by what differs: base letter, vowel mark, tone.

    Tone and mark are lost independently of the letter that carries them, so a
    few hundred errors tell how ``ế`` turns into ``ê`` even if only ``ấ`` → ``â``
    was seen.
    """

    def __init__(self, changed: Counter[tuple[str, str]], seen: Counter[str]) -> None:
        self._tone: Counter[tuple[str, str]] = Counter()
        self._mark: Counter[tuple[str, str]] = Counter()
        self._tones: Counter[str] = Counter()
        self._marks: Counter[str] = Counter()
        base = 0.5
        total = 1.0
        for letter in _LETTERS:
            _, mark, tone = _shape(letter)
            self._tones[tone] += seen[letter]
            self._marks[mark] += seen[letter]
            total += seen[letter]
        for (meant, read), count in changed.items():
            if not len(meant) == len(read) == 1:
                continue
            a, b = _shape(meant), _shape(read)
            if a[0] != b[0]:
                base += count
                continue
            self._tone[a[2], b[2]] += count * (a[2] != b[2])
            self._mark[a[1], b[1]] += count * (a[1] != b[1])
        self._base = base / total
        self.lost = (sum(c for (a, b), c in changed.items() if len(a) == 1 and not b) + 0.5) / total
        self.extra = (sum(c for (a, b), c in changed.items() if not a and len(b) == 1) + 0.5) / total / len(_LETTERS)

    def substitution(self, meant: str, read: str) -> float:
        """P(read | meant) for two different letters."""
        a, b = _shape(meant), _shape(read)
        if a[0] != b[0]:
            alike = strokes(meant) == strokes(read)
            differ = (a[1] != b[1]) + (a[2] != b[2])
            return self._base * (0.1 if alike else 0.01) * 0.3**differ
        p = 1.0
        if a[2] != b[2]:
            p *= (self._tone[a[2], b[2]] + 0.3) / (self._tones[a[2]] + 30.0)
        if a[1] != b[1]:
            p *= (self._mark[a[1], b[1]] + 0.3) / (self._marks[a[1]] + 30.0)
        # Both at once is likelier than chance: one blot hides both.
        return p if (a[2] == b[2] or a[1] == b[1]) else min(1.0, 5 * p)


class _Part:
    """Counts and rules of one part of the syllable while learning."""

    def __init__(self, hints: dict[tuple[str, str], float]) -> None:
        self._hints = hints
        self.costs: dict[tuple[str, str], float] = {}
        self.changed: Counter[tuple[str, str]] = Counter()
        self.seen: Counter[str] = Counter()

    def cost(self, meant: str, read: str) -> float:
        """Cost of one piece; before anything is learnt, by shape and length."""
        if meant == read:
            return 0.0
        known = self.costs.get((meant, read))
        if known is not None:
            return known
        if len(meant) == len(read) == 1:
            return {"tone": 4.0, "mark": 4.5, "tonemark": 6.0, "case": 4.0, "base": 9.0}[_shape_class(meant, read)]
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
        prior = _ShapePrior(self.changed, self.seen)
        self.costs = {}
        for meant in _LETTERS:
            for read in _LETTERS:
                if meant != read:
                    self._set(meant, read, prior.substitution(meant, read), _PRIOR)
            self._set(meant, "", prior.lost, _PRIOR)
            self._set("", meant, prior.extra, _PRIOR)
        for (meant, read), count in sorted(self.changed.items(), key=lambda item: (len(item[0][0]) + len(item[0][1]), item)):
            if (meant, read) not in self.costs and count >= _LEAST:
                self._set(meant, read, math.exp(-min(_by_parts(self, meant, read), 30.0)), _PRIOR_PIECE)
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
    unique: Counter[tuple[str, str]] = Counter()
    for read, meant, weight in data:
        unique[read, meant] += weight
    parts = {name: _Part(hints.get(name, {})) for name in ("onset", "rime")}
    for _ in range(rounds):
        for part in parts.values():
            part.changed, part.seen = Counter(), Counter()
        for (read, meant), weight in unique.items():
            _count_word(parts, read, meant, weight)
        for part in parts.values():
            part.estimate()
    return {name: _prune(part) for name, part in parts.items()}


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


def _prune(part: _Part) -> list[Rule]:
    """Rules that say something: a longer piece must be cheaper than its parts together."""
    return sorted(
        Rule(meant, read, cost)
        for (meant, read), cost in part.costs.items()
        if cost <= MOST_COST and (max(len(meant), len(read)) < 2 or cost + 0.05 < _by_parts(part, meant, read))
    )


def _by_parts(part: _Part, meant: str, read: str) -> float:
    """Cost of a piece without the rule for the whole of it."""
    table = [[math.inf] * (len(read) + 1) for _ in range(len(meant) + 1)]
    table[0][0] = 0.0
    for i in range(len(meant) + 1):
        for j in range(len(read) + 1):
            for p in range(i, len(meant) + 1):
                for q in range(j, len(read) + 1):
                    piece = meant[i:p], read[j:q]
                    step = 0.0 if piece[0] == piece[1] else part.costs.get(piece, math.inf)
                    if (p, q) != (i, j) and piece != (meant, read) and table[i][j] + step < table[p][q]:
                        table[p][q] = table[i][j] + step
    return table[-1][-1]


def save(rules: dict[str, list[Rule]], path: Path, meta: dict[str, object]) -> None:
    """Write the rules, and the tables of quick readings, where `vnfix.channel.Channel.load` reads them."""
    arrays: dict[str, store.Array] = {}
    targets = {"onset": sorted(onsets()), "rime": all_rimes()}
    for name, table in rules.items():
        arrays[f"{name}_rules"] = store.pack_words([f"{rule.meant}\t{rule.read}" for rule in table])
        arrays[f"{name}_costs"] = np.array([rule.cost for rule in table], dtype=np.float32)
        packed = part_index.pack(part_index.tabulate(table, targets[name]), targets[name])
        arrays |= {f"{name}_index_{key}": array for key, array in packed.items()}
        arrays[f"{name}_index_targets"] = store.pack_words(targets[name])
    store.write(path, KIND, arrays, meta)


def all_rimes() -> list[str]:
    """Every rime with every tone that it takes, in both styles of tone placement."""
    parts = (parse(spell(Syllable("", rime, tone), style)) for rime in rimes() for tone in TONE_NAMES for style in (False, True))
    plain = {part for part in parts if part is not None}
    return sorted({spell(part._replace(onset=""), style) for part in plain for style in (False, True)})


def default_hints(engine: str) -> Hints:
    """Confusions of data/lexicon/confusions.tsv that an engine is known for, by the part they can stand in."""
    hints: Hints = defaultdict(dict)
    for read, meant, cost, whose in read_lexicon("confusions", ("read", "meant", "cost_hint", "engine")):
        if whose not in (engine, "any"):
            continue
        part = "rime" if any(_shape(c)[0] in "aeiouy" for c in meant) else "onset"
        hints[part][meant, read] = float(cost) + HINT_COST
    return hints


def load_rules(path: Path) -> dict[str, list[Rule]]:
    """The rules of a compiled channel."""
    source = store.Store(path, KIND)
    rules = {}
    for part in PARTS:
        pieces = (row.split("\t") for row in source.words(f"{part}_rules"))
        costs = source[f"{part}_costs"].tolist()
        rules[part] = [Rule(meant, read, cost) for (meant, read), cost in zip(pieces, costs)]
    return rules


def compile_channel(model: NgramModel, channel: Path | None, out: Path) -> None:
    """Write channel and neighbours into ``out`` from the rules of a compiled channel (default: the built-in one)."""
    compile_rules(load_rules(channel or model_dir() / "channel.vnfix"), model, out)


def compile_rules(rules: dict[str, list[Rule]], model: NgramModel, out: Path) -> None:
    """Write channel.vnfix and neighbours.vnfix into ``out``."""
    save(rules, out / "channel.vnfix", {part: len(table) for part, table in rules.items()})
    readings = Readings(Channel.load(out / "channel.vnfix", model.words[len(CLASSES) :]), model)
    compile_neighbours(readings, model, out / "neighbours.vnfix", {})
