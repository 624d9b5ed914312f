"""Tokens that are read together, and words that are read as two: ``tr ình``, ``th^o``, ``tri-⏎ển``, ``Toàntmh``.

What a lost or an added space, a piece of dirt or a hyphen costs beyond the channel's misreadings, and which of the
readings that it allows deserve an arc in the lattice.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np

from .candidates import Readings
from .chunks import WORD, Trait
from .lattice import Arc
from .ngrams import NgramModel
from .page import Page
from .spacing.knots import LONGEST_WORD, Knot
from .spacing.line_ends import is_break
from .syllable import apply_case, canonical, case_shape, parse

# The costs below (nats) were set by hand, as those of `proposals`.

#: Cost of a piece of dirt, of a diacritic beside its letter (0 and 1 do alike, 2.5 repairs 40 of the 3,569 wrong words
#: on 24 held-back pages of Tesseract 3 fewer), or of a space, inside a word (nats).
GLUE_COST, BESIDE_COST, SPACE_COST = 4.5, 1.0, 9.0
#: Cost of the hyphen of a word that is cut at the end of a line: nearly all such hyphens are one's.
HYPHEN_COST = 1.0
#: Arcs that a word, and that two words read as one, bring into the lattice.  The
#: right one is among them as often as with twice as many (cross-validation).
MOST_ARCS, MOST_JOINS = 10, 3
#: Readings of two pieces put together that are tried.
MOST_JOINED = 8


def may_be_two(word: str) -> bool:
    """Is a word one that may be two run together?"""
    if not 3 <= len(word) <= 2 * LONGEST_WORD:
        return False
    # Capitals behind a small letter are misread: ``cấmkMnh``; others show where words begin (`seam`).
    return case_shape(word[:-1]) != "mixed" or word[0].islower() and word.isalpha()


def promising(model: NgramModel, page: Page, lists: Sequence[list[Arc]]) -> list[list[Arc]]:
    """Of each list of arcs those that fit best between their two neighbours as those stand."""
    ways = []
    for arcs in lists:
        if len(arcs) > MOST_ARCS:
            left, right = page.before(arcs[0].first)[-1], page.after(arcs[0].last)[0]
            ways += [(left, *arc.ids, right) for arc in arcs]
    if not ways:
        return list(lists)
    first, second = np.array([pair for way in ways for pair in zip(way, way[1:])], dtype=np.int64).T
    steps = np.array([len(way) - 1 for way in ways])
    costs = model.find_pairs(first, second).costs().astype(np.float64)
    fits = iter(np.add.reduceat(costs, np.cumsum(steps) - steps).tolist())
    return [
        sorted(arcs, key=lambda arc: arc.cost + next(fits))[:MOST_ARCS] if len(arcs) > MOST_ARCS else arcs
        for arcs in lists
    ]


def _dressed(read: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, a capital by itself behind them as it stands: ``điểmB`` → điểm B."""
    if len(words[-1]) > 1 or read[-1].islower() or read.isupper():
        return words
    return (*(apply_case(case_shape(read[:-1]), word) for word in words[:-1]), read[-1])


class Joiner:
    """Makes arcs; immutable."""

    def __init__(self, model: NgramModel, readings: Readings) -> None:
        self._model, self._readings = model, readings

    def splits(self, run: range, read: str, extra: float) -> list[Arc]:
        """Arcs that read some tokens as two words run together.

        Args:
            read: what the tokens say.
            extra: cost beyond the channel's and that of the lost space, nats.
        """
        arcs = []
        for words, cost in self._readings.splits(read):
            ids = tuple(self._model.ids[word] for word in words)
            arcs.append(Arc(run.start, run.stop, ids, cost + extra, _dressed(read, words), "split"))
        return arcs

    def is_two(self, read: str) -> bool:
        """Is an unknown word two run together rather than any one word, by the channel alone?"""
        if not may_be_two(read):
            return False
        splits, (_, costs) = self._readings.splits(read), self._readings.near(read)
        return bool(splits) and min(split.cost for split in splits) < min(costs.tolist(), default=np.inf)

    def joinable(self, page: Page) -> list[int]:
        """Tokens at which `joins` might find something: two short words, one a mere piece, with a space between."""
        words, lengths = page.kinds == WORD, page.lengths
        piece = page.has(Trait.PIECE) | page.unknown_words()
        short = lengths[:-2] + lengths[2:] <= LONGEST_WORD
        found = (words[:-2] & words[2:] & (piece[:-2] | piece[2:]) & short).nonzero()[0].tolist()
        return [k for k in found if self._may_join(page, k)]

    def _may_join(self, page: Page, k: int) -> bool:
        """Over a space only letters are joined that are a syllable, diacritics aside.

        Of 323 joins that were made in noisy pages none was another, and asking the channel what else ``ở các`` may be
        took a third of its time.
        """
        gap = page.tokens.text(k + 1)
        joined = page.tokens.text(k) + page.tokens.text(k + 2)
        # A small word and a capital are two: ``và Ơ đến nhà``, ``ông Ma Y``.
        return (gap == " " or is_break(gap)) and case_shape(joined) != "mixed" and self._readings.has_bare(joined)

    def joins(self, page: Page, k: int, prior: float) -> list[Arc]:
        """Arcs that read the `joinable` ``tokens[k:k+3]`` (word, space, word) as one: ``tr ình``."""
        head, gap, tail = (page.tokens.text(k + n) for n in range(3))
        if is_break(gap):
            return self._whole(k, k + 3, head, tail, SPACE_COST + prior)
        found = self._as_one(head + tail)
        return self._joined(page, range(k, k + 3), found, SPACE_COST + prior)

    def knot(self, page: Page, knot: Knot, prior: float) -> list[Arc]:
        """Arcs that read a knot as one word, its marks as diacritics or as dirt, or as two: ``làmth'ủy``."""
        run, beside = knot.tokens, BESIDE_COST * (len(knot.read) - len(knot.whole))
        found = [(word, cost + beside) for word, cost in self._as_one(knot.whole)]
        if knot.whole != knot.plain:
            found += [(word, cost + GLUE_COST) for word, cost in self._as_one(knot.plain)]
        two = self.splits(run, knot.plain, GLUE_COST + prior) if may_be_two(knot.plain) else []
        return self._joined(page, run, found, prior) + promising(self._model, page, [two])[0][:MOST_JOINS]

    def _as_one(self, read: str) -> list[tuple[str, float]]:
        """Words that a string without a space may be, itself among them, with the channel's costs."""
        own = canonical(read.lower())
        return ([(own, 0.0)] if own in self._model.ids else []) + self._readings.of(read, MOST_JOINED)

    def _joined(self, page: Page, run: range, found: list[tuple[str, float]], extra: float) -> list[Arc]:
        """The arcs that fit best of those that read some tokens as one word."""
        ids = self._model.ids
        arcs = (
            Arc(run.start, run.stop, (ids[word],), cost + extra, (word,), "join")
            for word, cost in found
            if parse(word) and len(word) > 1
        )
        if len(found) <= MOST_ARCS:  # they are not so many that they are ranked
            return list(islice(arcs, MOST_JOINS))
        return promising(self._model, page, [list(arcs)])[0][:MOST_JOINS]

    def over_hyphen(self, page: Page, k: int) -> list[Arc]:
        """Arcs that read a word cut at the end of a line (``tri-⏎ển``, four tokens) as one; the hyphen says so."""
        pieces = page.tokens[k : k + 4]
        return self._whole(k, k + 4, pieces[0].text, pieces[3].text, HYPHEN_COST)

    def _whole(self, first: int, last: int, head: str, tail: str, cost: float) -> list[Arc]:
        """The two pieces as one word, if that is one."""
        word = canonical((head + tail).lower())
        if not tail.islower() or word not in self._model.ids or parse(word) is None:
            return []
        return [Arc(first, last, (self._model.ids[word],), cost, (word,), "join")]
