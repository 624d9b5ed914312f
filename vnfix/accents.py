"""Engines that lose the accents: find the stretches, and write the accents again.

``Luat Doanh nghiep`` is what an engine prints whose letters end at z; an
English one reads ``c6ng ty`` for ``công ty``.  Such text holds none of the
letters that only Vietnamese has (ă, đ, ơ, ư, ế, ...), while three words in five
of ordinary text do.

1. One array pass over the letters of the text finds runs without those letters:
   hardly any in ordinary text, which so costs next to nothing.
2. A run is cut into lines and sentences; a piece stays if most of its words
   could be Vietnamese ones without accents (``nghiep``; not ``world``) and if it
   does not read well as it stands (``trong khi quan tham gia`` does).
3. `vnfix.restoring` finds the cheapest reading of what is left.
4. A piece is restored if that reading fits as Vietnamese does, and far better
   than the piece as it stands.  English fits badly either way, and a name
   alone (``Hoa Binh``) may be a foreigner's spelling: it is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from . import calibration
from .bare_runs import MOSTLY, Piece, neighbouring, pieces_of
from .ngrams import NgramModel
from .page import Page
from .plain_words import PlainWords, by_english_engine, is_odd
from .records import Edit
from .restoring import Position, Reading, restore, sure
from .spelling import Spelling
from .syllabary import Syllabary
from .syllable import apply_case, case_shape, restyle

#: What follows was read off 930 held-back lines and 310 parts of three to six words of such lines with their
#: accents stripped, against 43,000 words of clean text and 60 English files.
#: Share of words that could be Vietnamese: 99 in 100 stripped lines have 0.75; half of English ones have less than 0.6.
LEAST_ABLE = 0.6
#: The bar in a restored piece, as a share of the ordinary one.  With 0.2 in place of 0.6 it is 98.8 and not
#: 98.6 % of the words of government news that come back right (benchmarks/accents.md).
BAR_SHARE = 0.25
#: Cost a word, as it stands (nats): 99.5 % of the stripped parts cost more, 95 % of the clean runs less.
READS_WELL = 7.0
#: Gain a word (nats): 99 % of the stripped lines gain more than 3, no English line more than 2.3.
LEAST_GAIN = 2.5
#: Cost a word when restored: no stripped line is above 8.4, English that passes for Vietnamese is at 10.
MOST_COST = 8.5
#: Words and gain in all that make a piece sure by itself: no English one gains more than 9.1, no name more than 22
#: without a small letter.
SURE_WORDS, SURE_GAIN, SMALL_GAIN = 3, 15.0, 6.0
#: In capitals a name cannot be told from a heading: so many words are more than a name.
CAPITAL_WORDS = 5
#: Share of words that must change: three words in five carry an accent even in the poorest of 100 lines.
LEAST_CHANGED = 0.4
#: So many words in plain letters, most of them not Vietnamese, are another language and no accident of an engine.
FOREIGN_WORDS = 5
#: What a piece must gain in all beside others that are sure.
BESIDE_GAIN = 4.0
#: Words of an English engine that are made ready together: the channel for them keeps columns for about so many.
TOGETHER = 64

#: What the edits say.
REASON = "accents"


class Word(NamedTuple):
    """What restoring found for one word, and what the word costs as it stands (nats)."""

    reading: Reading
    cost: float


class Restored(NamedTuple):
    """What was restored.

    Attributes:
        ids: token → vocabulary id of what was meant, for every word of the restored pieces that could be one.
        edits: the words that change.
        foreign: tokens of pieces in another language, which no repair should touch.
    """

    ids: dict[int, int]
    edits: tuple[Edit, ...]
    foreign: frozenset[int] = frozenset()


NOTHING = Restored({}, ())


class Accents:
    """Restores accents with a language model; immutable, with bounded caches."""

    def __init__(self, model: NgramModel, spelling: Spelling, syllabary: Syllabary) -> None:
        self._model, self._spelling = model, spelling
        self._plain = PlainWords(model, syllabary)
        self._dressed = lru_cache(maxsize=1 << 12)(self._dress)

    def restore(self, page: Page, leave: Collection[int], new_style: bool) -> Restored:
        """The accents that a page lost; `NOTHING` on ordinary pages.

        Args:
            leave: tokens that are right as they are, because the user says so.
            new_style: write ``hoà`` rather than ``hòa``.
        """
        pieces = list(pieces_of(page, leave))
        standing = self._standing(page, [k for piece in pieces for k in piece.words])
        pieces = [piece for piece in pieces if _reads_badly(piece, standing)]
        noisy = by_english_engine([page.tokens.text(k) for piece in pieces for k in piece.words])
        foreign = frozenset(k for piece in pieces if self._is_foreign(page, piece) for k in piece.words)
        pieces = [piece for piece in pieces if self._may_be_bare(page, piece, noisy)]
        if sum(len(piece.words) for piece in pieces) < MOSTLY * len(page.words):
            pieces = [piece for piece in pieces if len(piece.words) >= SURE_WORDS]
        found: dict[int, Word] = {}
        for groups in _batches(neighbouring(pieces)):
            if noisy:
                self._plain.prepare(page.tokens.text(k) for group in groups for piece in group for k in piece.words)
            for group in groups:
                found |= self._read(page, group, standing, noisy)
        chosen = self._chosen(page, pieces, found)
        words = [k for piece in chosen for k in piece.words if k in found]
        edits = [self._edit(page, k, found[k].reading, new_style) for k in words]
        ids = {k: found[k].reading.id for k in words}
        return Restored(ids, tuple(edit for edit in edits if edit is not None), foreign)

    def _standing(self, page: Page, words: Sequence[int]) -> dict[int, float]:
        """Cost of words as they stand, of unknown ones with their letters (nats)."""
        if not words:
            return {}
        rows = np.array([(*page.before(k), page.ids[page.symbol_of[k]]) for k in words], dtype=np.int64)
        letters = [self._spelling.cost(page.tokens.text(k)) if page.is_unknown(k) else 0.0 for k in words]
        return dict(zip(words, (self._model.costs(*rows.T) + np.array(letters)).tolist()))

    def _may_be_bare(self, page: Page, piece: Piece, noisy: bool) -> bool:
        """Could most of the words be Vietnamese without accents?  Abbreviations (``HDND``) do not count."""
        words = [page.tokens.text(k) for k in piece.words]
        able = [self._plain.could_be(word) or noisy and is_odd(word) for word in words]
        is_prose = not all(word.isupper() for word in words)
        judged = sum(is_able or not (is_prose and word.isupper()) for word, is_able in zip(words, able))
        return sum(able) >= max(1.0, LEAST_ABLE * judged)

    def _is_foreign(self, page: Page, piece: Piece) -> bool:
        """Is this a sentence in plain letters, too few of whose words could be Vietnamese?"""
        words = [page.tokens.text(k) for k in piece.words]
        able = sum(map(self._plain.could_be, words))
        return len(words) >= FOREIGN_WORDS and not any(map(is_odd, words)) and able < LEAST_ABLE * len(words)

    def _read(self, page: Page, group: Sequence[Piece], standing: dict[int, float], noisy: bool) -> dict[int, Word]:
        """The cheapest reading of pieces that follow each other, for the words that could be Vietnamese."""
        first, last = group[0].first, group[-1].last
        words = {k for piece in group for k in piece.words}
        tokens = [k for k in range(first, last) if page.symbol_of[k] >= 0]
        positions = [self._position(page, k, noisy) if k in words else None for k in tokens]
        row = [position or sure(page.ids[page.symbol_of[k]]) for k, position in zip(tokens, positions)]
        readings = restore(self._model, row, page.before(first))
        able = (position is not None for position in positions)
        return {k: Word(reading, standing[k]) for k, reading, is_able in zip(tokens, readings, able) if is_able}

    def _position(self, page: Page, k: int, noisy: bool) -> Position | None:
        text = page.tokens.text(k)
        if not noisy:
            return self._plain.readings(text)
        return self._plain.noisy_readings(text, page.ids[page.symbol_of[k]], self._spelling.cost(text))

    def _chosen(self, page: Page, pieces: list[Piece], found: dict[int, Word]) -> list[Piece]:
        """The pieces to restore."""
        plausible = [piece for piece in pieces if _fits(page, piece, found)]
        certain = [piece for piece in plausible if _is_sure(page, piece, found)]
        if sum(len(piece.words) for piece in certain) >= MOSTLY * len(page.words):
            return [piece for piece in plausible if _gain(piece.words, found) >= BESIDE_GAIN]
        return certain

    def _edit(self, page: Page, k: int, reading: Reading, new_style: bool) -> Edit | None:
        token = page.tokens[k]
        new = self._dressed(token.text, reading.id, new_style)
        if new == token.text or reading.id == page.ids[page.symbol_of[k]]:
            return None
        margin = reading.rivals[0][1] if reading.rivals else calibration.MOST_MARGIN
        rivals = [(self._dressed(token.text, i, new_style), calibration.share(far)) for i, far in reading.rivals]
        confidence = calibration.accents(margin)
        runners_up = tuple((word, round(share, 3)) for word, share in rivals)
        return Edit(token.start, token.end, token.text, new, REASON, confidence, runners_up)

    def _dress(self, read: str, word: int, new_style: bool) -> str:
        """A word in the capitals of what was read: ``dA`` is đã, ``T6`` Tổ."""
        shape = case_shape(read)
        if shape == "mixed":
            shape = "Title" if read[0].isupper() else "lower"
        return apply_case(shape, restyle(self._model.words[word], new_style))


def _batches(groups: Iterable[list[Piece]]) -> Iterator[list[list[Piece]]]:
    """The groups, as many together as have some words."""
    batch: list[list[Piece]] = []
    words = 0
    for group in groups:
        batch.append(group)
        words += sum(len(piece.words) for piece in group)
        if words >= TOGETHER:
            yield batch
            batch, words = [], 0
    if batch:
        yield batch


def least_confidence(asked: float) -> float:
    """The bar for a word of a restored piece, where ``min_confidence`` is ``asked``.

    The bar keeps edits from breaking right words; in such a piece only the few
    words without any mark can be right as they stand.  The default 0.7 becomes 0.18.
    """
    return asked * BAR_SHARE


def _reads_badly(piece: Piece, standing: dict[int, float]) -> bool:
    return sum(standing[k] for k in piece.words) >= READS_WELL * len(piece.words)


def _gain(words: Iterable[int], found: dict[int, Word]) -> float:
    return sum(found[k].cost - found[k].reading.cost for k in words if k in found)


def _fits(page: Page, piece: Piece, found: dict[int, Word]) -> bool:
    """Does the restored piece read as Vietnamese, much better than before, and have most words lost an accent?"""
    able = [k for k in piece.words if k in found]
    cost = sum(found[k].reading.cost for k in able)
    changed = sum(page.id_of(k) != found[k].reading.id for k in able)
    if changed < LEAST_CHANGED * len(able):
        return False
    return cost <= MOST_COST * len(able) and _gain(able, found) >= LEAST_GAIN * len(able) > 0


def _is_sure(page: Page, piece: Piece, found: dict[int, Word]) -> bool:
    """Is a piece that fits without accents for certain: long enough, and no mere name?"""
    able = [k for k in piece.words if k in found]
    if len(able) < SURE_WORDS or _gain(able, found) < SURE_GAIN:
        return False
    small = [k for k in able if page.tokens.text(k)[0].islower()]
    in_capitals = sum(page.tokens.text(k).isupper() for k in able)
    return _gain(small, found) >= SMALL_GAIN or in_capitals >= CAPITAL_WORDS
