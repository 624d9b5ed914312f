"""Engines that lose the accents: find the stretches, and write the accents again.

``Luat Doanh nghiep`` is what an engine prints whose letters end at z; an
English one reads ``c6ng ty`` for ``công ty`` and ``tru’éc`` for ``trước``, another
one loses the spaces too.  Such text holds none of the letters that only Vietnamese
has (ă, đ, ơ, ư, ế, ...), while three words in five of ordinary text do.

1. One array pass over the letters of the text finds runs without those letters:
   hardly any in ordinary text, which so costs next to nothing.
2. A run is cut into lines and sentences; a piece stays if most of its words
   could be Vietnamese ones without accents (``nghiep``, ``ngdy``; not ``world``)
   and if it does not read well as it stands (``trong khi quan tham gia`` does).
3. `vnfix.accents.bare_words` tells what the words are, `vnfix.accents.plain_words` what they may have
   been, and `vnfix.accents.restoring` finds the cheapest reading of what is left.
4. A piece is restored (`vnfix.accents.bare_choice`) if that reading fits as Vietnamese does, and far better
   than the piece as it stands.  English fits badly either way, and a name
   alone (``Hoa Binh``) may be a foreigner's spelling: it is left.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice
from typing import NamedTuple

from .. import certainty
from ..channel.syllabary import Syllabary
from ..chunks import WORD
from ..ngrams import Costs, NgramModel
from ..page import CONTEXT, Page
from ..records import Edit
from ..spelling import Spelling
from ..syllable import apply_case, restyle
from ..vocab import STOP_ID, UNKNOWN_ID
from .bare_choice import SURE_WORDS, Word, reads_badly, to_restore
from .bare_cuts import BareCuts
from .bare_runs import MOSTLY, Piece, neighbouring, pieces_of
from .bare_words import BareWords
from .misread_case import among_capitals, case_as_read, misread_case
from .plain_words import NAME_GAIN, PlainWords, is_odd
from .restoring import Position, Reading, restore, sure

#: Share of words that could be Vietnamese: 99 in 100 stripped lines have 0.75; half of English ones have less than 0.6.
LEAST_ABLE = 0.6
#: The same in sentences with accents of other languages: of French, German and Spanish words 0.1 to 0.26.  So of
#: 23,000 words of nine languages amid dirty text 87 change, not 172; with 0.35 it is 72, but PP-OCR loses repairs.
LEAST_ACCENTED = 0.3
#: The bar in a restored piece is such a power of the ordinary one that the default, 0.7, becomes 0.175.  With 0.2 in
#: place of 0.6 it is 98.8 and not 98.6 % of the words of government news that come back right (benchmarks/accents.md).
#: A power and no share: who asks for 1 wants no edit that may be wrong.
BAR_POWER = math.log(0.175) / math.log(0.7)
#: So many words in plain letters, most of them not Vietnamese, are another language and no accident of an engine.
FOREIGN_WORDS = 5
#: Share of small words that hold a digit or a shared accent, or are no Vietnamese letters at all, if an engine misread
#: them: of 39 texts whose accents were only stripped 0.044 at most, of own pages read by English, French and Latin
#: models 0.15 and more, by one for Chinese and English 0.02 to 0.2.  So few in plain letters may be foreign words.
LEAST_MISREAD, MOST_FOREIGN = 0.05, 3.0
#: Share of such words, in the bare pieces and on the page, from which on misread ones are looked for among the others,
#: which takes time: English manuals have 0.01, clean pages 0.002, pages by English engines 0.1 and more.
LEAST_ODD = 0.02
#: Words of bare pieces on a page from which on strings are cut: a few such strings alone are names of users and columns
#: (``hoten, ngaysinh``), an engine that loses spaces leaves long lines of them (hand-set).
LEAST_CUT = 12
#: Words that are read together: the channel for misread ones keeps columns for about so many.
TOGETHER = 64

#: Symbols that part two stretches as a sentence end does.
_APART = (STOP_ID, STOP_ID)

#: What the edits say.
REASON = "accents"


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


class _Task(NamedTuple):
    """A page, its words without accents as they were read, and their costs as they stand (nats)."""

    page: Page
    read: BareWords
    standing: dict[int, float]
    misread: bool

    def own(self, k: int) -> int:
        """The vocabulary id of a word as it stands."""
        return UNKNOWN_ID if self.read.is_unknown(k) else self.page.ids[self.page.symbol_of[k]]


class Accents:
    """Restores accents with a language model; immutable, with bounded caches."""

    def __init__(self, model: NgramModel, spelling: Spelling, syllabary: Syllabary) -> None:
        self._model, self._spelling = model, spelling
        self._plain = PlainWords(model, syllabary)
        self._cuts = BareCuts(model, self._plain)
        self._dressed = lru_cache(maxsize=1 << 12)(self._dress)

    def restore(self, page: Page, costs: Costs, leave: Collection[int], spacing: bool = True) -> Restored:
        """The accents that a page lost; `NOTHING` on ordinary pages.

        Args:
            costs: per symbol, its cost after the two before it, nats.
            leave: tokens that are right as they are, because the user says so.
            spacing: words that were run together may be cut.
        """
        task, pieces, foreign = self._recognised(page, costs, leave, spacing)
        if sum(len(piece.words) for piece in pieces) < MOSTLY * len(page.words):
            pieces = [piece for piece in pieces if len(piece.words) >= SURE_WORDS]
        found = self._found(task, pieces)
        kept = [k for piece in to_restore(page, pieces, found) for k in piece.words if k in found]
        edits = [self._edit(task, k, found[k].readings) for k in kept if found[k].is_changed]
        ids = {at: found[k].readings[-1].id for k in kept for at in task.read.tokens(k) if page.kinds[at] == WORD}
        return Restored(ids, tuple(edit for edit in edits if edit is not None), foreign)

    def _recognised(
        self, page: Page, costs: Costs, leave: Collection[int], spacing: bool
    ) -> tuple[_Task, list[Piece], frozenset[int]]:
        """How the words were read, the pieces that may have lost their accents, and the tokens in another language."""
        found_pieces = list(pieces_of(page, leave))
        bare = sum(len(piece.words) for piece in found_pieces)
        may_cut = spacing and bare >= max(LEAST_CUT, MOSTLY * len(page.words))
        cut = self._parts if may_cut else lambda word: (word,)
        read = BareWords(page, found_pieces, cut)
        standing, able, pieces = self._look(page, costs, read)
        foreign = [piece for piece in pieces if self._is_foreign_sentence(read.parts_of(piece), able)]
        pieces = [piece for piece in pieces if _may_be_bare(read.parts_of(piece), able)]
        misread = self._is_misread([part for piece in pieces for part in read.parts_of(piece)])
        if misread:  # marks may be letters, too: ``v~n``
            read = BareWords(page, found_pieces, cut, self._plain.could_be)
            standing, able, pieces = self._look(page, costs, read)
            pieces = [piece for piece in pieces if _may_be_bare(read.parts_of(piece), able)]
        return _Task(page, read, standing, misread), pieces, frozenset(k for piece in foreign for k in piece.words)

    def _look(self, page: Page, costs: Costs, read: BareWords) -> tuple[dict[int, float], set[str], list[Piece]]:
        """Costs of the words as they stand (nats), those that could be Vietnamese, and the pieces that read badly."""
        standing = self._standing(page, costs, read)
        pieces = [piece for piece in read.pieces if reads_badly(piece, standing)]
        able = self._able_words([part for piece in pieces for part in read.parts_of(piece)], len(page.words))
        return standing, able, pieces

    def _parts(self, word: str) -> tuple[str, ...]:
        """The words that were run together in a string, else itself alone; a name is no such case (``Honolulu``)."""
        if self._plain.could_be(word) or not word.isascii():
            return (word,)
        parts, cost = self._cuts.of(word)
        return parts if parts and cost < self._spelling.cost(word) - NAME_GAIN * word.istitle() else (word,)

    def _standing(self, page: Page, costs: Costs, read: BareWords) -> dict[int, float]:
        """Cost of words as they stand, of unknown ones with their letters (nats)."""
        words = [k for piece in read.pieces for k in piece.words]
        letters = [self._spelling.cost(read.text(k)) if read.is_unknown(k) else 0.0 for k in words]
        own = costs.take([page.symbol_of[k] for k in words]).tolist() if words else []
        return {k: cost + spelt for k, cost, spelt in zip(words, own, letters)}

    def _is_misread(self, words: Sequence[str]) -> bool:
        """Did the engine misread letters too?  Names tell nothing, two words in plain letters may be foreign ones."""
        small = [word for word in words if word[0].islower() or not word[0].isalpha()]
        misread = sum(is_odd(word) or not self._plain.could_be(word) for word in small)
        return misread >= max(1.0 if any(map(is_odd, small)) else MOST_FOREIGN, LEAST_MISREAD * len(small))

    def _able_words(self, words: Sequence[str], of_page: int) -> set[str]:
        """Those that could be Vietnamese without accents, of many misread ones those that often come of such, too."""
        odd = {word for word in words if is_odd(word)}
        able = odd.union(filter(self._plain.could_be, words))
        if sum(word in odd for word in words) >= max(1, LEAST_ODD * len(words), LEAST_ODD * of_page):
            others = list(set(words) - able)
            for first in range(0, len(others), TOGETHER):
                self._plain.prepare(others[first : first + TOGETHER])
                able.update(filter(self._plain.is_near, others[first : first + TOGETHER]))
        return able

    def _is_foreign_sentence(self, words: Sequence[str], able: Collection[str]) -> bool:
        """Is this a sentence too few of whose words could be Vietnamese?"""
        if len(words) < FOREIGN_WORDS or not all(map(str.isalpha, words)):
            return False
        if any(map(is_odd, words)):  # letters of French or of an engine that took ours for them
            return sum(map(self._plain.could_be, words)) < LEAST_ACCENTED * len(words)
        return sum(word in able for word in words) < LEAST_ABLE * len(words)

    def _found(self, task: _Task, pieces: Iterable[Piece]) -> dict[int, Word]:
        """The cheapest reading of every word that could be Vietnamese."""
        found: dict[int, Word] = {}
        for groups in _batches(neighbouring(pieces)):
            if task.misread:
                self._plain.prepare(part for group in groups for piece in group for part in task.read.parts_of(piece))
            found |= self._read(task, groups)
        return found

    def _read(self, task: _Task, groups: Sequence[Sequence[Piece]]) -> dict[int, Word]:
        """`_found` for some groups of pieces that follow each other: all in one row, as if sentences lay between."""
        rows = [self._row(task, group) for group in groups]
        flat: list[Position] = []
        for group, row in zip(groups, rows):
            before = map(sure, (*_APART, *task.page.before(group[0].first)))
            flat += [*before, *chain.from_iterable(places for _, places in row)]
        readings = iter(restore(self._model, flat, _APART))
        result = {}
        for row in rows:
            readings = islice(readings, len(_APART) + CONTEXT, None)
            for k, places in row:
                meant = tuple(islice(readings, len(places)))
                if k is not None:
                    result[k] = Word(meant, task.standing[k], [reading.id for reading in meant] != [task.own(k)])
        return result

    def _row(self, task: _Task, group: Sequence[Piece]) -> list[tuple[int | None, list[Position]]]:
        """The words of a group with their positions; None for those that can only be what they are."""
        page, read = task.page, task.read
        words = {k for piece in group for k in piece.words}
        tokens = range(group[0].first, group[-1].last)
        row: list[tuple[int | None, list[Position]]] = []
        for k in tokens:
            if page.symbol_of[k] >= 0 and not read.is_within(k):
                found = self._positions(task, k) if k in words else []
                row.append((k, found) if found else (None, [sure(page.ids[page.symbol_of[k]])]))
        return row

    def _positions(self, task: _Task, k: int) -> list[Position]:
        """The readings of the parts of a word, none if it can only be what it is."""
        text, parts = task.read.text(k), task.read.parts(k)
        if task.misread and len(parts) == 1:
            found = [self._plain.misread(text, task.own(k), self._spelling.cost(text))]
        else:
            found = [self._plain.readings(part) for part in parts]
        return [position for position in found if position is not None]

    def _edit(self, task: _Task, k: int, readings: Sequence[Reading]) -> Edit | None:
        page, parts = task.page, task.read.letters(k)
        among = task.misread and among_capitals(page, k)
        shapes = [misread_case(part, among) if task.misread else case_as_read(part) for part in parts]
        tokens = task.read.tokens(k)
        start, end = page.tokens[tokens[0]].start, page.tokens[tokens[-1]].end
        new = " ".join(self._dressed(shape, reading.id, page.new_style) for shape, reading in zip(shapes, readings))
        old = page.text[start:end]
        if new == old:
            return None
        margins = [reading.rivals[0][1] if reading.rivals else certainty.MOST_MARGIN for reading in readings]
        confidence = certainty.accents(min(margins), task.misread)
        rivals = readings[0].rivals if len(readings) == 1 else ()
        words = [self._dressed(shapes[0], rival, page.new_style) for rival, _ in rivals]
        shares = certainty.shares(confidence, [behind for _, behind in rivals])
        return Edit(start, end, old, new, REASON, confidence, tuple(zip(words, (round(share, 3) for share in shares))))

    def _dress(self, shape: str, word: int, new_style: bool) -> str:
        """A word in the capitals of what was read."""
        return apply_case(shape, restyle(self._model.words[word], new_style))


def _may_be_bare(words: Sequence[str], able: Collection[str]) -> bool:
    """Could most of the words be Vietnamese without accents?  Abbreviations (``HDND``) do not count."""
    is_prose = not all(word.isupper() for word in words)
    judged = sum(word in able or not (is_prose and word.isupper()) for word in words)
    return sum(word in able for word in words) >= max(1.0, LEAST_ABLE * judged)


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
    """The bar for a word of a restored piece, where ``min_confidence`` is ``asked`` (both 0 to 1).

    The bar keeps edits from breaking right words; in such a piece only the few
    words without any mark can be right as they stand.  The default 0.7 becomes 0.175, 0.9 0.6, and 1 stays 1.
    """
    return math.pow(asked, BAR_POWER)
