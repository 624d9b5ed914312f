"""Which pieces without accents are restored: those whose best reading fits as Vietnamese does, and far better."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ..page import Page
from .bare_runs import MOSTLY, Piece
from .restoring import Reading

# What follows was read off 930 held-back lines and 310 parts of three to six words of such lines with their
# accents stripped, against 43,000 words of clean text and 60 English files.
#: Cost a word, as it stands (nats): 99.5 % of the stripped parts cost more, 95 % of the clean runs less.
READS_WELL = 7.0
#: Words and gain in all that make a piece sure by itself: no English one gains more than 9.1, no name more than 22
#: without a small letter.
SURE_WORDS, SURE_GAIN, SMALL_GAIN = 3, 15.0, 6.0
#: In capitals a name cannot be told from a heading: so many words are more than a name.
CAPITAL_WORDS = 5


class Bounds(NamedTuple):
    """What a restored piece must come up to.

    Attributes:
        cost: what a word costs at most when restored (nats).
        gain: what a word gains at least by it (nats).
        changed: share of words that change at least.
        total: gain of the whole piece at least (nats).
    """

    cost: float
    gain: float
    changed: float
    total: float


#: Of stripped lines none costs more than 8.4 a word, 99 % gain more than 3; of English ones those that pass for
#: Vietnamese cost 10, and none gains more than 2.3.  Three words in five carry an accent even in the poorest of 100
#: lines.
ALONE = Bounds(8.5, 2.5, 0.4, 0.0)
#: On a page that lost its accents nearly every line is Vietnamese, and the misread ones gain less.  With the bounds
#: above 28.1, 25.8 and 21.8 % of the words of the own pages read by English, French and Latin models stay wrong in
#: place of 26.9, 24.7 and 19.8; of 15,000 English words between bare lines none changes in place of 4.
AMONG_SURE = Bounds(10.0, 1.0, 0.2, 2.0)
#: So much gained is Vietnamese there even where letters are lost altogether (``tnc nhafm``): one word more in a hundred
#: right on pages by Tesseract 3 in English, none changed of 20,000 words of eight languages between bare lines.
GARBLED = Bounds(13.0, 6.0, 0.4, 10.0)


class Word(NamedTuple):
    """What restoring found for one word.

    Attributes:
        readings: of its only part, or of all parts of words that were run together.
        cost: what it costs as it stands (nats).
        is_changed: is it another word than what stands there?
    """

    readings: tuple[Reading, ...]
    cost: float
    is_changed: bool

    @property
    def gain(self) -> float:
        """Nats by which the readings are better than the word as it stands."""
        return self.cost - sum(reading.cost for reading in self.readings)


Found = Mapping[int, Word]
"""Token → what was found for the word that begins there."""


def reads_badly(piece: Piece, standing: Mapping[int, float]) -> bool:
    """Does a piece fit badly as it stands (cost of its words, nats)?  ``trong khi quan tham gia`` does not."""
    return sum(standing[k] for k in piece.words) >= READS_WELL * len(piece.words)


def to_restore(page: Page, pieces: Sequence[Piece], found: Found) -> list[Piece]:
    """The pieces to restore: the sure ones; if these and garbled ones are most of the page, all that fit tolerably."""
    sure = [_fits(piece, found, ALONE) and _is_sure(page, piece.words, found) for piece in pieces]
    garbled = [_is_garbled(piece, found) for piece in pieces]
    telling = [k for piece, *tells in zip(pieces, sure, garbled) if any(tells) for k in piece.words]
    if len(telling) >= MOSTLY * len(page.words) and _is_sure(page, telling, found):
        return [piece for piece, is_garbled in zip(pieces, garbled) if is_garbled or _fits(piece, found, AMONG_SURE)]
    return [piece for piece, is_sure in zip(pieces, sure) if is_sure]


def _is_garbled(piece: Piece, found: Found) -> bool:
    return len(piece.words) >= SURE_WORDS and _fits(piece, found, GARBLED)


def _gain(words: Iterable[int], found: Found) -> float:
    return sum(found[k].gain for k in words)


def _fits(piece: Piece, found: Found, bounds: Bounds) -> bool:
    """Does the restored piece read as Vietnamese, much better than before, and have most words lost an accent?"""
    able = [k for k in piece.words if k in found]
    parts = sum(len(found[k].readings) for k in able)
    cost = sum(reading.cost for k in able for reading in found[k].readings)
    if sum(found[k].is_changed for k in able) < bounds.changed * len(able):
        return False
    gain = _gain(able, found)
    return cost <= bounds.cost * parts and gain >= bounds.gain * len(able) > 0 and gain >= bounds.total


def _is_sure(page: Page, words: Sequence[int], found: Found) -> bool:
    """Have words that fit lost their accents for certain: are they enough, and no mere name?"""
    able = [k for k in words if k in found]
    if len(able) < SURE_WORDS or _gain(able, found) < SURE_GAIN:
        return False
    small = [k for k in able if page.tokens.text(k)[0].islower()]
    in_capitals = sum(page.tokens.text(k).isupper() for k in able)
    return _gain(small, found) >= SMALL_GAIN or in_capitals >= CAPITAL_WORDS
