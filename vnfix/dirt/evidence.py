"""What speaks for a word being dirt: what the text costs without it, where it stands, what the page is like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..chunks import MARK, SPACE, WORD, Trait
from ..ngrams import NgramModel
from ..page import Page
from ..patterns import lazy
from ..syllable import bare, is_possible
from ..vocab import STOP_ID, UNKNOWN_ID

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

#: Letters of a word at most: of 7,503 words that the trees take out of 211 printed pages when they are asked for those
#: of three letters, too, five have three, and these are two in five of all that are asked for.
LONGEST = 2
#: By how much less (nats) a text must cost without the word for it to be asked for at all; unknown words always are.
LEAST_GAIN = 2.0
#: Symbols of a run of dirt to the end of its line, at most.
_RUN = 4
#: Symbols on either side that tell whether the line can be read at all.  With 4 the trees keep 48.6 / 88.9 of the
#: Tesseract pages and 27.9 / 88.9 of the own ones, with 10 48.7 / 89.0 and 28.0 / 89.4 (share cut / precision).
_AROUND = 10
#: A page is credited with so many clean words and lines before it is read: in a single sentence nothing is dirt.
_WORDS, _LINES = 100, 20
_BREAK = lazy(r"\n")
_LETTERS = lazy(r"\p{Latin}+")
#: Lines that begin or end with a mark as stains and rules make them.
_EDGE = lazy(r"(?m)^[ ]*[|_¬`~ˆ‹›.:,'—-][^\n]{3}|[^\n]{3}[|_¬`~ˆ‹›—][ ]*$")
_SPECKS = lazy(r"[|_¬`~ˆ‹›■•§]")
#: Letters of a neighbour beyond which more say nothing more.
_MOST_LETTERS, _MOST_MARKS = 6, 4

#: What the trees are asked, in this order:
#: by how much less (nats) the page costs without the word, and what the two words behind it cost then; by how much
#: less without it and what follows it to the end of its line, and without it and what stands before it in the line;
#: what the word costs, alone, over three trigrams and by itself; the bond of its neighbours; what the words before it
#: and those beyond the next two cost on an average;
#: does it end a line, begin one, with a blank line beside it; how many marks stand between it and the words around,
#: is there a full stop among them, do they touch it;
#: is it known; its letters, could they be a syllable, are they small, capitals, is there a vowel; do they begin as the
#: next word does (``b báo``), or end the last one; letters of the words around, and are these small;
#: per line of the page, lines with marks at their ends; per word, garbage, lone letters and specks.
NUMBERS = (
    *("gain", "seam", "gain_to_end", "gain_from_start", "cost", "fit", "rarity", "bond", "ahead", "beyond"),
    *("ends_line", "begins_line", "blank", "marks_before", "marks_behind", "stop_before", "stop_behind"),
    *("glued_before", "glued_behind", "known", "letters", "possible", "small", "capitals", "vowel", "stutter", "echo"),
    *("letters_before", "letters_behind", "small_before", "small_behind"),
    *("dirty_lines", "garbage", "lone_letters", "specks"),
)


class View:
    """The numbers of a page, as arrays over its tokens and symbols."""

    def __init__(self, page: Page, model: NgramModel) -> None:
        self._page, self._model = page, model
        #: The symbols between two sentence marks and three, what each costs in its context, and all before each.
        self._symbols = np.concatenate([[STOP_ID] * 2, page.symbols, [STOP_ID] * 3]).astype(np.int64)
        self._cost: Floats = model.costs(self._symbols[:-2], self._symbols[1:-1], self._symbols[2:]).astype(np.float64)
        self._before = _before_each(self._cost)
        self._symbol_of = np.array(page.symbol_of, dtype=np.int64)
        self._marks = page.kinds == MARK
        self._solid = (~self._marks & (page.kinds != SPACE)).nonzero()[0]
        self._lengths = page.lengths
        stops = np.zeros(len(page.kinds), dtype=bool)
        stops[page.token_of] = page.symbols == STOP_ID
        #: Line breaks, full stops and marks of all kinds before each token.
        breaks = [match.start() for match in _BREAK.finditer(page.text)]
        self._breaks = np.searchsorted(breaks, np.append(page.starts, len(page.text))).astype(np.float64)
        self._stops, self._mark_count = _before_each(stops & self._marks), _before_each(self._marks)
        self._line = self._breaks[np.array(page.token_of, dtype=np.int64)]

    def asked(self) -> Ids:
        """Short words that the text would be better without, and unknown ones."""
        page = self._page
        words = ((page.kinds == WORD) & (self._symbol_of >= 0)).nonzero()[0]
        words = words[self._lengths[words] <= LONGEST]
        at = self._symbol_of[words]
        unknown = page.symbols[at] == UNKNOWN_ID
        found: Ids = words[unknown | (self._gain(at, at) > LEAST_GAIN)]
        return found[[_LETTERS.fullmatch(page.tokens.text(k)) is not None for k in found.tolist()]]

    def _gain(self, first: Ids, last: Ids) -> Floats:
        """By how much less the page costs without the symbols from first to last."""
        gain: Floats = self._before[last + 3] - self._before[first] - self._seam(first, last)
        return gain

    def _seam(self, first: Ids, last: Ids) -> Floats:
        """What the two symbols behind cost without those from first to last."""
        s = self._symbols
        a, b, c, d = s[first], s[first + 1], s[last + 3], s[last + 4]
        cost: Floats = (self._model.costs(a, b, c) + self._model.costs(b, c, d)).astype(np.float64)
        return cost

    def _mean(self, first: Ids, end: Ids) -> Floats:
        """What a symbol costs on an average from first to end, of those that there are; 0 if there are none."""
        count = len(self._cost)
        first, end = np.clip(first, 0, count), np.clip(end, 0, count)
        mean: Floats = (self._before[end] - self._before[first]) / np.maximum(end - first, 1)
        return mean

    def numbers(self, tokens: Ids) -> Floats:
        """Words × `NUMBERS`."""
        page, solid = self._page, self._solid
        at = self._symbol_of[tokens]
        place = np.searchsorted(solid, tokens)
        none = len(page.kinds)
        before = np.where(place > 0, solid[np.maximum(place - 1, 0)], -1)
        behind = np.where(place + 1 < len(solid), solid[np.minimum(place + 1, len(solid) - 1)], none)
        text = [page.tokens.text(k) for k in tokens.tolist()]
        left = [page.tokens.text(k) if k >= 0 else "" for k in before.tolist()]
        right = [page.tokens.text(k) if k < none else "" for k in behind.tolist()]
        breaks_before, breaks_behind = self._between(self._breaks, before, tokens, behind)
        stops_before, stops_behind = self._between(self._stops, before, tokens, behind)
        marks_before, marks_behind = self._between(self._mark_count, before, tokens, behind)
        gain, seam = self._gain(at, at), self._seam(at, at)
        to_end, from_start = self._to_edges(at)
        symbols = page.symbols[at]
        columns = [
            *(gain, seam, to_end, from_start, self._cost[at], self._before[at + 3] - self._before[at]),
            self._model.unigram[symbols],
            [self._bond(a, b) for a, b in zip(before.tolist(), behind.tolist())],
            *(self._mean(at - _AROUND, at), self._mean(at + 3, at + 3 + _AROUND)),
            *((breaks_behind > 0) | (behind == none), (breaks_before > 0) | (before < 0)),
            np.maximum(breaks_before, breaks_behind) > 1,
            *(np.minimum(marks_before, _MOST_MARKS), np.minimum(marks_behind, _MOST_MARKS)),
            *(stops_before > 0, stops_behind > 0),
            *(self._touches(tokens - 1), self._touches(tokens + 1), symbols != UNKNOWN_ID),
            *zip(*map(_of_word, text, left, right)),
            *(np.full(len(tokens), number) for number in self._of_page()),
        ]
        return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)

    def _between(self, counted: Floats, before: Ids, tokens: Ids, behind: Ids) -> tuple[Floats, Floats]:
        """How much of what is counted stands between the word before and the token, and between it and the next."""
        return counted[tokens] - counted[before + 1], counted[behind] - counted[tokens + 1]

    def _touches(self, tokens: Ids) -> npt.NDArray[np.bool_]:
        inside = (tokens >= 0) & (tokens < len(self._marks))
        touching: npt.NDArray[np.bool_] = inside & self._marks[np.where(inside, tokens, 0)]
        return touching

    def _to_edges(self, at: Ids) -> tuple[Floats, Floats]:
        """The gain without all from the symbol to the end of its line, and from the line's start to it; 0 if far."""
        line = self._line[at]
        first = np.searchsorted(self._line, line)
        last = np.searchsorted(self._line, line, side="right") - 1
        to_end = np.where(last - at < _RUN, self._gain(at, np.minimum(last, at + _RUN)), 0.0)
        from_start = np.where(at - first < _RUN, self._gain(np.maximum(first, at - _RUN), at), 0.0)
        return to_end, from_start

    def _bond(self, before: int, behind: int) -> float:
        page = self._page
        if before < 0 or behind >= len(page.kinds):
            return 0.0
        first, second = page.id_of(before), page.id_of(behind)
        return 0.0 if first is None or second is None else self._model.bond(first, second)

    def _of_page(self) -> tuple[float, float, float, float]:
        page = self._page
        words, lines = len(page.words) + _WORDS, page.text.count("\n") + _LINES
        lone = int(np.count_nonzero(self._lengths[page.words] == 1))
        garbage = int(np.count_nonzero(page.has(Trait.GARBAGE) & page.unknown_words()))
        edges, specks = (sum(1 for _ in pattern.finditer(page.text)) for pattern in (_EDGE, _SPECKS))
        return edges / lines, garbage / words, lone / words, specks / words


def _before_each(what: npt.NDArray[Any]) -> Floats:
    """The sum of all before each place, and of all."""
    sums: Floats = np.concatenate([[0.0], np.cumsum(what, dtype=np.float64)])
    return sums


def _of_word(text: str, left: str, right: str) -> Sequence[float]:
    """What a word shows by itself and beside its neighbours, in the order of `NUMBERS`."""
    small, first, last = bare(text.lower()), bare(right.lower()), bare(left.lower())
    return (
        *(len(text), is_possible(text), text.islower(), text.isupper(), any(letter in "aeiouy" for letter in small)),
        *(first.startswith(small[:1]), last.endswith(small)),
        *(min(len(left), _MOST_LETTERS), min(len(right), _MOST_LETTERS)),
        *(left.islower(), right.islower()),
    )
