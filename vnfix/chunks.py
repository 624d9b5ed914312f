"""What stands between two spaces, learnt once: ``(Nghị`` is a mark and a word, whatever the page.

No token but a space holds a space, and no token looks further than the space
behind it (`vnfix.tokens`).  So a text is a row of chunks that come again and
again, and all that follows from a chunk alone (its tokens, their symbols, the
`Trait` s of its words) is worked out at the first sight of it and then picked
from arrays: a page of clean text is read without looking at its words one by one.
"""

from __future__ import annotations

import enum
import threading
from collections.abc import Collection, Mapping
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from .casing import may_be_broken
from .error_rate import is_garbage
from .lookalikes import plain
from .odd_forms import is_odd_form
from .records import Token
from .syllable import case_shape, parse, style_vote
from .tokens import holds_figures, tokenize
from .vocab import UNKNOWN_ID, symbol, word_symbol

_Item = TypeVar("_Item", bound=np.generic)

KINDS = ("space", "word", "mark", "number", "date", "code", "url", "email")
SPACE, WORD, MARK, NUMBER, CODE = map(KINDS.index, ("space", "word", "mark", "number", "code"))
#: Symbol of a token that the model does not see.
UNSEEN = -1
#: Characters in all chunks that are kept: some 20,000 chunks, 8 MB.
MOST_CHARACTERS = 135_000


class Trait(enum.IntFlag):
    """What a word is in itself, whatever stands around it."""

    GARBAGE = enum.auto()  #: if unknown, it can only be a misreading
    PIECE = enum.auto()  #: a single letter, or against the rules of spelling: it may be part of a word
    CASE = enum.auto()  #: its capitals may be broken, or letters of it only look right
    NEW_STYLE = enum.auto()  #: hoà
    OLD_STYLE = enum.auto()  #: hòa
    LISTED = enum.auto()  #: right as it is, if unknown: a word table of the lexicon has it, or it is a sign (``B12``)
    CAPITALS = enum.auto()  #: it stands in capitals, two at least
    ODD_FORM = enum.auto()  #: of the first token of a chunk: its form is worth a look (`vnfix.odd_forms`)


class Chunks(dict[str, int]):
    """Chunk → its number; a new chunk is learnt when it is asked for.  Threads may share it.

    Args:
        vocabulary: symbol → id.
        listed: words of the lexicon, as `vnfix.lexicon.listed_words` has them.

    Attributes:
        first, count: per chunk, where its tokens begin in the arrays of tokens, and how many they are.
        kind, start, symbol, traits: per token, its number in `KINDS`, its place in the
            chunk, its id in the vocabulary or `UNSEEN`, and its traits.
    """

    def __init__(self, vocabulary: Mapping[str, int], listed: Collection[str] = ()) -> None:
        super().__init__()
        self._vocabulary, self._listed = vocabulary, listed
        # Symbol and traits in one number: half of all words are in other chunks, too (``Nội``, ``Nội,``).
        self._words: dict[str, int] = {}
        self._lock = threading.Lock()
        self._tokens = self._characters = 0
        self.first, self.count = np.zeros(1024, dtype=np.int64), np.zeros(1024, dtype=np.int64)
        self.start, self.symbol = np.zeros(1024, dtype=np.int64), np.zeros(1024, dtype=np.int64)
        self.kind, self.traits = np.zeros(1024, dtype=np.uint8), np.zeros(1024, dtype=np.uint8)

    def usable(self) -> Chunks:
        """These chunks, or none yet if they have become too many."""
        return self if self._characters < MOST_CHARACTERS else Chunks(self._vocabulary, self._listed)

    def __missing__(self, chunk: str) -> int:
        with self._lock:
            return self[chunk] if chunk in self else self._learn(chunk)

    def _learn(self, chunk: str) -> int:
        number, tokens = len(self), list(tokenize(chunk))
        rows = slice(self._tokens, self._tokens + len(tokens))
        if number >= len(self.first):
            self.first, self.count = _longer(self.first), _longer(self.count)
        while rows.stop > len(self.start):
            self.start, self.symbol = _longer(self.start), _longer(self.symbol)
            self.kind, self.traits = _longer(self.kind), _longer(self.traits)
        self.first[number], self.count[number] = self._tokens, len(tokens)
        # One by one: nearly all chunks are one token or two, and a slice costs as much as ten numbers.
        for row, token in enumerate(tokens, rows.start):
            self.kind[row], self.start[row] = KINDS.index(token.kind), token.start
            self.symbol[row], self.traits[row] = self._seen(token)
        self.traits[rows.start] |= Trait.ODD_FORM if is_odd_form(chunk) else 0
        self._tokens += len(tokens)
        self._characters += len(chunk)
        # Last, so that no other thread finds a chunk before its tokens.
        self[chunk] = number
        return number

    def _seen(self, token: Token) -> tuple[int, int]:
        """The symbol and the traits of a token."""
        if token.kind != "word":
            name = symbol(token)
            return UNSEEN if name is None else self._vocabulary.get(name, UNKNOWN_ID), 0
        known = self._words.get(token.text)
        if known is None:
            known = self._vocabulary.get(word_symbol(token.text), UNKNOWN_ID) << 8 | self._traits(token.text)
            self._words[token.text] = known
        return known >> 8, known & 0xFF

    def _traits(self, word: str) -> int:
        lower, vote = word.lower(), style_vote(word)
        flags = (
            (Trait.GARBAGE, is_garbage(word)),
            (Trait.PIECE, len(word) == 1 or parse(lower) is None),
            (Trait.CASE, may_be_broken(word) or plain(word) != word),
            (Trait.NEW_STYLE, vote > 0),
            (Trait.OLD_STYLE, vote < 0),
            (Trait.LISTED, self._is_listed(word, lower)),
            (Trait.CAPITALS, case_shape(word) == "UPPER"),
        )
        return sum(flag for flag, holds in flags if holds)

    def _is_listed(self, word: str, lower: str) -> bool:
        return lower in self._listed or word[0].isupper() and word.capitalize() in self._listed or holds_figures(word)


def _longer(array: npt.NDArray[_Item]) -> npt.NDArray[_Item]:
    """A copy twice as long."""
    return np.concatenate([array, np.zeros_like(array)])
