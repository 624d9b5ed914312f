"""Three and more words run together: ``đượchiểulà`` → được hiểu là, ``ÖYBANTHƯỜNG`` → ỦY BAN THƯỜNG.

Some engines lose most of their spaces, and so does the text layer of some PDFs.
Nearly every way to cut such a string into syllables is nonsense, so the cheapest
cuts under a bigram model, found by a beam from left to right, are the candidates
(word segmentation by n-grams; Norvig 2009, "Natural Language Corpus Data").
Two words run together, of which either may be garbled, are `candidates.Readings.splits`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..candidates import SPLIT_COST, Readings
from ..memo import Memo
from ..ngrams import NgramModel
from ..syllable import LONGEST, OWN_LETTERS, apply_case, case_shape, parse, syllable_id
from ..vocab import STOP_ID

#: Letters of the longest garbled syllable.
_GARBLED = LONGEST + 1
#: Shorter strings are no three syllables worth a look; longer ones are no text (a bound on the time).
_LEAST_LETTERS, _MOST_LETTERS = 6, 400
#: Cost of each further lost space (nats): where one is lost, the next is likely to be (hand-set, beside `SPLIT_COST`).
MORE_SPACE = 2.0
#: Cuts kept at every letter, cuts that go into the lattice, readings tried of a garbled piece, garbled pieces tried
#: (bounds on the time, set by hand; the cut that is made is the first one nearly always).
_BEAM, _MOST, _READINGS, _GAPS = 6, 4, 4, 8
#: If one piece is garbled, such a share of the letters must stand in syllables spelt right: with less, a string could
#: be cut into anything (set by hand).
_LEAST_SOUND = 0.6
#: Strings whose cuts are kept.
_KEPT = 1024


class Cut(NamedTuple):
    """A way to cut a string into words.

    Attributes:
        words: the words in the capitals in which they were read.
        ids: the same as vocabulary ids.
        cost: the channel's, lost spaces included, nats.
    """

    words: tuple[str, ...]
    ids: tuple[int, ...]
    cost: float


class _Way(NamedTuple):
    """A cut of the first letters; ``rank`` adds the bigrams to its cost."""

    rank: float
    cut: Cut
    is_mended: bool


class Glued:
    """Cuts strings into words; immutable, with a bounded cache."""

    def __init__(self, model: NgramModel, readings: Readings) -> None:
        self._model, self._readings = model, readings
        self.cuts = Memo(self._cuts, _KEPT)

    def _cuts(self, read: str) -> tuple[Cut, ...]:
        """The best cuts of a string into three and more words, none unless it holds letters of Vietnamese alone."""
        if not _LEAST_LETTERS <= len(read) <= _MOST_LETTERS or OWN_LETTERS.isdisjoint(read):
            return ()
        before, behind = self._sound(read)
        pieces = {end: list(self._exact(read, end)) for end in range(1, len(read) + 1)}
        if not before[-1]:
            for first, end in sorted(_gaps(before, behind), key=lambda gap: gap[1] - gap[0])[:_GAPS]:
                pieces[end] += self._mended(read, first, end)
        ways: list[list[_Way]] = [[_Way(0.0, Cut((), (), -MORE_SPACE), False)]]
        for end in range(1, len(read) + 1):
            found = [way for first, piece in pieces[end] for way in self._longer(ways[first], piece)]
            ways.append(sorted(found)[:_BEAM])
        cuts = (way.cut for way in ways[-1] if len(way.cut.ids) > 2)
        return tuple(cut._replace(cost=cut.cost + SPLIT_COST - MORE_SPACE) for cut in list(cuts)[:_MOST])

    def _longer(self, ways: list[_Way], piece: Cut) -> Iterator[_Way]:
        """The ways with one piece more; one piece of a string may be mended."""
        for rank, cut, is_mended in ways:
            if is_mended and piece.cost:
                continue
            language = self._model.bigram_cost(cut.ids[-1] if cut.ids else STOP_ID, piece.ids[0])
            cost = cut.cost + piece.cost + MORE_SPACE
            longer = Cut(cut.words + piece.words, cut.ids + piece.ids, cost)
            yield _Way(rank + piece.cost + MORE_SPACE + language, longer, is_mended or piece.cost > 0)

    def _id(self, piece: str) -> int | None:
        """The syllable that a piece is as it stands, None if it is none: capitals begin a word or fill it."""
        return syllable_id(piece, self._model.ids) if case_shape(piece) != "mixed" else None

    def _exact(self, read: str, end: int) -> Iterator[tuple[int, Cut]]:
        """The syllables that end at a letter, with the letter where each begins."""
        for first in range(max(0, end - LONGEST), end):
            word = self._id(read[first:end])
            if word is not None:
                yield first, Cut((read[first:end],), (word,), 0.0)

    def _sound(self, read: str) -> tuple[list[bool], list[bool]]:
        """Can the letters before each place, and those behind it, be cut into syllables?"""
        size = len(read)
        before, behind = [True] + [False] * size, [False] * size + [True]
        for end in range(1, size + 1):
            spans = range(max(0, end - LONGEST), end)
            before[end] = any(before[first] and self._id(read[first:end]) is not None for first in spans)
        for first in reversed(range(size)):
            spans = range(first + 1, min(size, first + LONGEST) + 1)
            behind[first] = any(behind[end] and self._id(read[first:end]) is not None for end in spans)
        return before, behind

    def _mended(self, read: str, first: int, end: int) -> list[tuple[int, Cut]]:
        """What a garbled piece between sound ones may have been."""
        piece, ids = read[first:end], self._model.ids
        shape = "UPPER" if piece.isupper() else "Title" if piece[0].isupper() else "lower"
        found = [(word, cost) for word, cost in self._readings.of(piece, _READINGS) if parse(word)]
        return [(first, Cut((apply_case(shape, word),), (ids[word],), cost)) for word, cost in found]


def _gaps(before: list[bool], behind: list[bool]) -> Iterator[tuple[int, int]]:
    """Pieces of two letters and more that alone keep a string from being cut into syllables."""
    size = len(before) - 1
    for first in (at for at in range(size) if before[at]):
        for end in range(first + 2, min(size, first + _GARBLED) + 1):
            if behind[end] and end - first <= (1 - _LEAST_SOUND) * size:
                yield first, end
