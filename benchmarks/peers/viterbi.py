"""A bigram language model and the Viterbi search over candidates: the glue of the usual recipe.

cost(reading) = Σ EDIT · edits(read → word) − ln P(word | word before)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

Candidates = list[tuple[str, float]]

#: Cost of an edit in nats, and the share of the bigram against the unigram (Jelinek & Mercer 1980).  Of 4, 5, 6 with
#: 0.8 and 6 with 0.9, this pair has the least sum of the WER of the report (6.9 %) and of every third Tesseract page
#: (9.1 %), both development sets; 5 with 0.8 is as good and breaks a tenth more.
EDIT, SHARE = 6.0, 0.9
#: Candidates of a word that the search keeps, the likeliest by themselves.
MOST = 20


class Bigrams:
    """Interpolated bigram probabilities from counts."""

    def __init__(self, words: dict[str, int], pairs: dict[tuple[str, str], int]) -> None:
        self._words, self._pairs = words, pairs
        self._total = sum(words.values())

    @classmethod
    def load(cls, words: Path, pairs: Path) -> Bigrams:
        """From the files of `counts.py`."""
        rows = (line.rstrip("\n").split("\t") for line in words.open(encoding="utf8"))
        counts = {word: int(count) for word, count in rows}
        found = {}
        for line in pairs.open(encoding="utf8"):
            pair, count = line.split("\t")
            first, second = pair.split(" ")
            found[first, second] = int(count)
        return cls(counts, found)

    def alone(self, word: str) -> float:
        """-ln P(word); a word never seen counts as seen half a time."""
        return -math.log(self._words.get(word, 0.5) / self._total)

    def cost(self, before: str, word: str) -> float:
        """-ln P(word | before); "" before the first word."""
        single = self._words.get(word, 0.5) / self._total
        seen = self._words.get(before, 0)
        if not seen:
            return -math.log(single)
        return -math.log(SHARE * self._pairs.get((before, word), 0) / seen + (1 - SHARE) * single)

    def weigh(self, word: str, near: Sequence[tuple[str, int]]) -> Candidates:
        """Candidates with the cost of their edits, the word itself always among them."""
        found = {term: EDIT * edits for term, edits in near}
        found[word] = 0.0
        best = sorted(found.items(), key=lambda item: (item[1] + self.alone(item[0]), item[0]))[:MOST]
        return best if any(term == word for term, _ in best) else [*best[:-1], (word, 0.0)]


def best_path(columns: Sequence[Candidates], cost: Callable[[str, str], float]) -> list[str]:
    """The cheapest choice of one candidate a column (Viterbi 1967)."""
    far: dict[str, float] = {"": 0.0}
    back: list[dict[str, str]] = []
    for column in columns:
        steps = {word: min(far, key=lambda last: far[last] + cost(last, word)) for word, _ in column}
        far = {word: far[last] + cost(last, word) + dict(column)[word] for word, last in steps.items()}
        back.append(steps)
    found = [min(far, key=lambda word: far[word])]
    for steps in reversed(back[1:]):
        found.append(steps[found[-1]])
    return found[::-1] if columns else []
