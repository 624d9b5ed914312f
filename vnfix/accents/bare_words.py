"""The words of a page that lost its accents, as they were read.

A knot is one word, and one token may be several words run together.

An engine without our letters prints the horn of ``ư`` and ``ơ`` as an apostrophe: ``tru’éc``
(trước) is three tokens, and no part of it means anything by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import regex

from ..chunks import MARK, NUMBER
from ..page import Page
from ..patterns import lazy
from ..spacing.knots import Knot, Marks, knots
from .bare_runs import Piece

#: Marks that English engines print for our letters: ``v~n`` (văn, vận), ``Thu€`` (Thuế), ``C[n`` (Căn), ``b?c`` (bậc),
#: ``dr;ng`` (dụng); those that may end a word, and of them the one that ends a sentence, too: it is a letter behind an
#: onset alone, ``ngh!`` (nghị), not ``ok!``.
_LETTERS, _ENDING, _STOP = "~€}@&$?[!;{", "~€}@!", "!"
_ONSET = lazy("(?i)(?:[bcdghklmnprstvx]|[cgknpt]h|ng|ngh|tr)")
_WITHIN = Marks(_LETTERS, _ENDING)
_PARTS, _CAPITAL_BEHIND = lazy(f"[{regex.escape(_LETTERS)}]+"), lazy(r"\?\p{Lu}")
#: Letters beside ``&`` that are no ``x&y``: ``v&i`` (với) is rarer than that.
_LEAST_BESIDE = 3


class BareWords:
    """How the words of some pieces of a page were read.

    Args:
        pieces: pieces whose words are single tokens.
        cut: the parts of a word, itself alone if it is one.
        could_be: on a page whose letters were misread, whether a word could be a Vietnamese one (`_WITHIN`); else None.

    Attributes:
        pieces: the same, with the first token of every knot in place of all of its words.
    """

    def __init__(
        self,
        page: Page,
        pieces: Iterable[Piece],
        cut: Callable[[str], tuple[str, ...]],
        could_be: Callable[[str], bool] | None = None,
    ) -> None:
        self._page = page
        pieces = list(pieces)
        words = {k for piece in pieces for k in piece.words}
        behind = np.array([k + 1 for k in words if k + 1 < len(page.kinds)], dtype=np.int64)
        # Knots are sought on the whole page: not without a mark right behind a word.
        marked = (page.kinds[behind] == MARK).any()
        found = () if not marked else knots(page) if could_be is None else _with_marks(page, could_be)
        found = (knot for knot in found if knot.tokens.start in words)
        self._knots: dict[int, Knot] = {knot.tokens.start: knot for knot in found}
        self._parts = {k: cut(page.tokens.text(k)) for k in words if page.is_unknown(k) and k not in self._knots}
        self._within = {k for knot in self._knots.values() for k in knot.tokens[1:]}
        whole = (piece._replace(words=tuple(k for k in piece.words if k not in self._within)) for piece in pieces)
        self.pieces = [piece for piece in whole if piece.words]

    def text(self, k: int) -> str:
        """What was read; the marks that are diacritics stand on their vowels."""
        knot = self._knots.get(k)
        return knot.whole if knot else self._page.tokens.text(k)

    def parts(self, k: int) -> tuple[str, ...]:
        """The words that a token holds, nearly always one."""
        return self._parts.get(k) or (self.text(k),)

    def parts_of(self, piece: Piece) -> list[str]:
        """The words of a piece, those apart that were run together."""
        return [part for k in piece.words for part in self.parts(k)]

    def letters(self, k: int) -> tuple[str, ...]:
        """The letters of its words, without the marks between them."""
        knot = self._knots.get(k)
        return (knot.plain,) if knot else self.parts(k)

    def tokens(self, k: int) -> range:
        """The tokens of the word that begins at one."""
        knot = self._knots.get(k)
        return knot.tokens if knot else range(k, k + 1)

    def is_unknown(self, k: int) -> bool:
        """Is it no word of the vocabulary, as it stands?"""
        return k in self._knots or self._page.is_unknown(k)

    def is_within(self, k: int) -> bool:
        """Is a token part of a word that begins before it?"""
        return k in self._within


def _with_marks(page: Page, could_be: Callable[[str], bool]) -> Iterator[Knot]:
    """The knots of a page whose engine prints marks for letters, without what writers put between words."""
    for knot in knots(page, _WITHIN):
        if _WITHIN.letters.isdisjoint(knot.read) or _is_one_word(page, knot, could_be):
            yield knot


def _is_one_word(page: Page, knot: Knot, could_be: Callable[[str], bool]) -> bool:
    """Not ``bệnh[2]``, ``a[i]``, ``x&y``, ``rồi?Anh``, ``Hàn&Quốc``."""
    if any(page.kinds[k] == NUMBER for k in knot.tokens) or page.text.startswith("]", page.tokens[knot.tokens[-1]].end):
        return False
    if "&" in knot.read and len(knot.plain) < _LEAST_BESIDE or _CAPITAL_BEHIND.search(knot.read):
        return False
    if knot.read.endswith(_STOP) and not _ONSET.fullmatch(knot.read[:-1]):
        return False
    parts = _PARTS.split(knot.read.strip(_ENDING))
    return len(parts) < 2 or not all(len(part) > 1 and could_be(part) for part in parts)
