"""The page: a text as tokens and as the symbols that the language model sees."""

from __future__ import annotations

from collections.abc import Mapping

from .records import Token
from .syllable import case_shape
from .tokens import tokenize
from .vocab import STOP_ID, UNKNOWN_ID, symbol

#: Words on either side that tell whether a word stands in a heading of capitals.
_AROUND = 4
#: Symbols on either side that the language model looks at.
CONTEXT = 2


class Page:
    """Tokens and symbols of one text, each knowing the other's place.

    Attributes:
        text: the text, NFC.
        tokens: all tokens, gapless.
        ids: vocabulary id of every symbol the model sees.
        token_of: index into ``tokens`` of every symbol.
        symbol_of: index into ``ids`` of every token, -1 for what the model does not see.
    """

    def __init__(self, text: str, vocabulary: Mapping[str, int]) -> None:
        self.text = text
        self.tokens: list[Token] = list(tokenize(text))
        self.ids: list[int] = []
        self.token_of: list[int] = []
        self.symbol_of: list[int] = []
        for index, token in enumerate(self.tokens):
            name = symbol(token)
            if name is None:
                self.symbol_of.append(-1)
                continue
            self.symbol_of.append(len(self.ids))
            self.ids.append(vocabulary.get(name, UNKNOWN_ID))
            self.token_of.append(index)
        self.words: list[int] = [k for k in self.token_of if self.tokens[k].kind == "word"]

    def id_of(self, index: int) -> int | None:
        """Vocabulary id of a token, None if the model does not see it."""
        at = self.symbol_of[index]
        return None if at < 0 else self.ids[at]

    def is_unknown(self, index: int) -> bool:
        """Is the token a word outside the vocabulary?"""
        return self.tokens[index].kind == "word" and self.id_of(index) == UNKNOWN_ID

    def read_as(self, ids: Mapping[int, int]) -> None:
        """Let the model see, in place of some tokens, the words that were meant (token → vocabulary id)."""
        for index, meant in ids.items():
            self.ids[self.symbol_of[index]] = meant

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
        """Do the words around ``tokens[first:last]`` stand in capitals?"""
        left = [k for k in range(max(0, first - 2 * _AROUND), first) if self.tokens[k].kind == "word"][-_AROUND:]
        right = [k for k in range(last, min(len(self.tokens), last + 2 * _AROUND)) if self.tokens[k].kind == "word"]
        shapes = [case_shape(self.tokens[k].text) for k in left + right[:_AROUND]]
        return 2 * shapes.count("UPPER") > len(shapes)

    def within_small(self, index: int) -> bool:
        """Does a word stand within a sentence, right behind a word in small letters?"""
        before = self.tokens[max(0, index - 2) : index]
        return len(before) == 2 and before[0].text.rstrip(",;").islower() and not before[1].text.strip()
