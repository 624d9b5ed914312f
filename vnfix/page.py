"""The page: a text as tokens and as the symbols that the language model sees."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

import numpy as np
import numpy.typing as npt
import regex

from .chunks import KINDS, SPACE, UNSEEN, WORD, Chunks, Trait
from .groups import sizes_of
from .records import Token
from .syllable import OWN_LETTERS
from .vocab import STOP_ID, UNKNOWN_ID

#: Words on either side that tell whether a word stands in a heading of capitals.
_AROUND = 4
#: Tokens on either side that tell whether a passage is in another language, and the words that must be among them:
#: of seven Vietnamese words all are plain once in 16,000 times (one word in four is), and five English ones of a side
#: are ten tokens.
_PLAIN_TOKENS, _PLAIN_WORDS = 10, 6
#: Symbols on either side that the language model looks at.
CONTEXT = 2

Ids = npt.NDArray[np.int64]
Traits = npt.NDArray[np.uint8]

#: Letters of Western languages that engines hardly ever give for one of Vietnamese: in 1.8 million characters of worn
#: pages are no ß and þ, 4 æ and 20 œ.  (With ä, ë, ö and their like one word in a hundred fewer is repaired on pages
#: that engines without Vietnamese letters read.)
_WESTERN = frozenset("ßþæœÞÆŒ")
_CAPITALS_AMID_SMALL = regex.compile(r"(?<=\p{Ll},?\s)\p{Lu}{1,3}(?=\s\p{Ll})")
#: White space as `vnfix.tokens` has it (``\s`` of the regex module), by code point; the last place is for all beyond.
#: `str.split` takes four control characters for spaces too, marked 2 here.
_SPACES = np.zeros(0x3002, dtype=np.uint8)
_SPACES[[0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B)]] = 1
_SPACES[[0x2028, 0x2029, 0x202F, 0x205F, 0x3000]] = 1
_SPACES[0x1C:0x20] = 2


class Tokens(Sequence[Token]):
    """The tokens of a text, made when asked for: hardly one in ten ever is."""

    def __init__(self, text: str, kinds: npt.NDArray[np.uint8], starts: Ids) -> None:
        self._text, self._kinds = text, kinds.tobytes()
        self._bounds: list[int] = [*starts.tolist(), len(text)]

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> list[Token]: ...
    def __getitem__(self, index: int | slice) -> Token | list[Token]:
        if isinstance(index, slice):
            return [self[k] for k in range(*index.indices(len(self._kinds)))]
        if index < 0:
            index += len(self._kinds)
        kind, start, end = self._kinds[index], self._bounds[index], self._bounds[index + 1]
        return Token(KINDS[kind], start, end, self._text[start:end])

    def text(self, index: int) -> str:
        """The text of a token, without making the token."""
        return self._text[self._bounds[index] : self._bounds[index + 1]]

    def __iter__(self) -> Iterator[Token]:
        return (self[k] for k in range(len(self._kinds)))


class Page:
    """Tokens and symbols of one text, each knowing the other's place.

    Args:
        text: the text, NFC.
        vocabulary: symbol → id.  `Chunks` of it, kept from page to page, save most of the work.

    Attributes:
        text: the text, NFC.
        tokens: all tokens, gapless.
        kinds, traits: of every token, its number in `chunks.KINDS` and its `chunks.Trait` s.
        ids, symbols: vocabulary id of every symbol the model sees, as a list and as an array.
        token_of: index into ``tokens`` of every symbol.
        symbol_of: index into ``ids`` of every token, -1 for what the model does not see.
        words: the tokens that are words.
    """

    def __init__(self, text: str, vocabulary: Mapping[str, int] | Chunks) -> None:
        self.text = text
        known = vocabulary if isinstance(vocabulary, Chunks) else Chunks(vocabulary)
        self.kinds, self.traits, starts, symbols = _read(text, known)
        self.tokens = Tokens(text, self.kinds, starts)
        self.starts = starts
        seen = symbols != UNSEEN
        token_of = seen.nonzero()[0]
        self.symbols = symbols[token_of]
        self.ids: list[int] = self.symbols.tolist()
        self._places = token_of
        self.token_of: list[int] = token_of.tolist()
        self.symbol_of: list[int] = np.where(seen, np.cumsum(seen) - 1, -1).tolist()
        self.words: list[int] = (self.kinds == WORD).nonzero()[0].tolist()

    def has(self, trait: Trait) -> npt.NDArray[np.bool_]:
        """Per token, has it the trait?"""
        having: npt.NDArray[np.bool_] = np.not_equal(self.traits & int(trait), 0)
        return having

    def unknown_words(self) -> npt.NDArray[np.bool_]:
        """Per token, `is_unknown`."""
        unknown: npt.NDArray[np.bool_] = np.zeros(len(self.kinds), dtype=bool)
        unknown[self._places] = self.symbols == UNKNOWN_ID
        unknown &= self.kinds == WORD
        return unknown

    def id_of(self, index: int) -> int | None:
        """Vocabulary id of a token, None if the model does not see it."""
        at = self.symbol_of[index]
        return None if at < 0 else self.ids[at]

    def is_unknown(self, index: int) -> bool:
        """Is the token a word outside the vocabulary?"""
        return bool(self.kinds[index] == WORD) and self.id_of(index) == UNKNOWN_ID

    def read_as(self, ids: Mapping[int, int]) -> None:
        """Let the model see, in place of some tokens, the words that were meant (token → vocabulary id)."""
        for index, meant in ids.items():
            self.ids[self.symbol_of[index]] = self.symbols[self.symbol_of[index]] = meant

    def inside(self, start: int, end: int) -> range:
        """The tokens that lie wholly in ``text[start:end]``."""
        first, last = np.searchsorted(self.starts, (start, end)).tolist()
        behind = self.starts[last] if last < len(self.starts) else len(self.text)
        return range(first, last - 1 if last and behind > end else last)

    def meeting(self, start: int, end: int) -> range:
        """The tokens that lie in ``text[start:end]``, wholly or in part."""
        first = int(np.searchsorted(self.starts, start, side="right")) - 1
        return range(first, int(np.searchsorted(self.starts, end)))

    @cached_property
    def lengths(self) -> Ids:
        """Characters of every token."""
        return sizes_of(self.starts, len(self.text))

    @cached_property
    def new_style(self) -> bool:
        """Does the document place most tone marks as in ``hoà``, not as in ``hòa``?"""
        votes = [int(np.count_nonzero(self.traits & style)) for style in (Trait.NEW_STYLE, Trait.OLD_STYLE)]
        return votes[0] > votes[1]

    def before(self, index: int) -> tuple[int, int]:
        """Ids of the last two symbols before a token; sentence marks before the text."""
        at = self._symbols_before(index)
        first, second = ([STOP_ID] * CONTEXT + self.ids[max(0, at - CONTEXT) : at])[-CONTEXT:]
        return first, second

    def after(self, index: int) -> tuple[int, int]:
        """Ids of the first two symbols from a token on; sentence marks after the text."""
        at = self._symbols_before(index)
        first, second = (self.ids[at : at + CONTEXT] + [STOP_ID] * CONTEXT)[:CONTEXT]
        return first, second

    def _symbols_before(self, index: int) -> int:
        while index < len(self.tokens) and self.symbol_of[index] < 0:
            index += 1
        return self.symbol_of[index] if index < len(self.tokens) else len(self.ids)

    def symbols_between(self, first: int, last: int) -> int:
        """How many symbols stand in ``tokens[first:last]``."""
        return self._symbols_before(last) - self._symbols_before(first)

    def in_capitals(self, first: int, last: int) -> bool:
        """Do the words around ``tokens[first:last]`` stand in capitals?  Those of the same line tell, if it has others.

        A word in capitals beside another one does so in any case: ``TÍNH BÌNH THUẬN lu E``.
        """
        before, after = self._words_around(first, last, within_line=True)
        beside = [*before[-1:], *after[:1]]
        if self.traits[first] & Trait.CAPITALS and any(word & Trait.CAPITALS for word in beside):
            return True
        if not beside:
            before, after = self._words_around(first, last, within_line=False)
        capitals = np.count_nonzero(before & Trait.CAPITALS) + np.count_nonzero(after & Trait.CAPITALS)
        return bool(2 * capitals > len(before) + len(after))

    def _words_around(self, first: int, last: int, within_line: bool) -> tuple[Traits, Traits]:
        """Traits of the words in front of and behind ``tokens[first:last]``, the four nearest on either side."""
        left, right = max(0, first - 2 * _AROUND), min(len(self.kinds), last + 2 * _AROUND)
        if within_line:
            breaks = [k for k in range(left, right) if self.kinds[k] == SPACE and "\n" in self.tokens.text(k)]
            left = max((k for k in breaks if k < first), default=left)
            right = min((k for k in breaks if k >= last), default=right)
        before, after = slice(left, first), slice(last, right)
        words_before, words_after = self.kinds[before] == WORD, self.kinds[after] == WORD
        return self.traits[before][words_before][-_AROUND:], self.traits[after][words_after][:_AROUND]

    def amid_plain(self, first: int, last: int) -> bool:
        """Hold ``tokens[first:last]`` and the words around (seven at least) only plain letters: ``time to try``?

        Of fewer words, if they are all, only a name: ``Nguyen Van Nam`` is spelt so by foreigners, ``hom nay`` is not.
        Of Vietnamese words three in four have a diacritic: such a passage is in another language.  So is one that has
        letters of other languages and none that only Vietnamese has: ``Straße, «très cher»``.
        """
        left, right = max(0, first - _PLAIN_TOKENS), min(len(self.kinds), last + _PLAIN_TOKENS)
        end = int(self.starts[right]) if right < len(self.starts) else len(self.text)
        words = np.count_nonzero(self.kinds[left:right] == WORD)
        text = self.text[self.starts[left] : end]
        is_name = right - left == len(self.kinds) and all(self.tokens.text(k)[0].isupper() for k in self.words)
        return bool(words > _PLAIN_WORDS or is_name) and (
            text.isascii() or not _WESTERN.isdisjoint(text) and OWN_LETTERS.isdisjoint(text)
        )

    def scraps(self) -> list[int]:
        """Symbols of one to three capitals between small words: ``cải cách M tục``, ``nhiệm TO``."""
        starts = [match.start() for match in _CAPITALS_AMID_SMALL.finditer(self.text)]
        found = (self.symbol_of[k] for k in np.searchsorted(self.starts, starts).tolist())
        return [at for at in found if at >= 0]

    def within_small(self, index: int, over_comma: bool = False) -> bool:
        """Does a word stand within a sentence, right behind a word in small letters (and a comma)?"""
        if index < 2 or self.tokens.text(index - 1).strip():
            return False
        behind = index - 3 if over_comma and index > 2 and self.tokens.text(index - 2) == "," else index - 2
        return self.tokens.text(behind).islower()

    def heads_line(self, index: int) -> bool:
        """Is a token the first of a line, blanks aside?"""
        return index == 0 or "\n" in self.tokens.text(index - 1)


def _read(text: str, known: Chunks) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8], Ids, Ids]:
    """Kind, traits, start and symbol of every token."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    begin, end, numbers = _chunks(text, codes, known)
    count = known.count[numbers]
    lead = int(len(begin) == 0 or begin[0] > 0) if text else 0
    total = lead + int(count.sum()) + max(len(begin) - 1, 0) + (len(end) > 0 and end[-1] < len(text))
    kinds, traits = np.full(total, SPACE, dtype=np.uint8), np.zeros(total, dtype=np.uint8)
    starts, symbols = np.zeros(total, dtype=np.int64), np.full(total, UNSEEN, dtype=np.int64)
    before = np.cumsum(count) - count
    first = lead + before + np.arange(len(count))
    offset = np.arange(int(count.sum())) - np.repeat(before, count)
    at, row = np.repeat(first, count) + offset, np.repeat(known.first[numbers], count) + offset
    kinds[at], traits[at] = known.kind[row], known.traits[row]
    starts[at], symbols[at] = np.repeat(begin, count) + known.start[row], known.symbol[row]
    behind = first + count
    starts[behind[behind < total]] = end[behind < total]
    # A space with two line breaks ends a sentence.
    lines = np.searchsorted(starts, (codes == ord("\n")).nonzero()[0], side="right") - 1
    symbols[lines[1:][lines[1:] == lines[:-1]]] = STOP_ID
    return kinds, traits, starts, symbols


def _chunks(text: str, codes: npt.NDArray[np.uint32], known: Chunks) -> tuple[Ids, Ids, Ids]:
    """Where each chunk begins and ends, and its number in ``known``."""
    spaces = _SPACES[np.minimum(codes, len(_SPACES) - 1)]
    within = np.zeros(len(spaces) + 2, dtype=bool)
    np.not_equal(spaces, 1, out=within[1:-1])
    edges = (within[1:] != within[:-1]).nonzero()[0]
    begin, end = edges[::2], edges[1::2]
    alike = not (spaces == 2).any()
    found = text.split() if alike else [text[a:b] for a, b in zip(begin.tolist(), end.tolist())]
    return begin, end, np.fromiter(map(known.__getitem__, found), dtype=np.int64, count=len(found))
