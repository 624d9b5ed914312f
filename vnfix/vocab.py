"""From tokens to language-model symbols: one rule for training and for repairing.

The model sees lower-case syllables with one tone placement, and a handful of
classes: numbers, document codes and unknown words each count as one symbol, so
that ``tăng 38,3%`` and ``tăng 7%`` teach the same thing.  Quotes, hyphens and
stray marks are not seen at all: OCR is least reliable about them, and
``kinh tế - xã hội`` should read as four syllables in a row.
"""

from __future__ import annotations

from collections.abc import Iterable

from .lookalikes import plain
from .records import Token
from .syllable import canonical
from .tokens import is_roman, is_sign

UNKNOWN, STOP, COMMA, NUMBER, CODE = "<unk>", ".", ",", "<num>", "<code>"
#: The first ids of every vocabulary, in this order.
CLASSES = (UNKNOWN, STOP, COMMA, NUMBER, CODE)
UNKNOWN_ID, STOP_ID, COMMA_ID, NUMBER_ID, CODE_ID = range(len(CLASSES))

_MARKS = dict.fromkeys(".;:!?…", STOP) | dict.fromkeys(",()[]/", COMMA)
_KINDS = {"number": NUMBER, "date": NUMBER, "code": CODE, "url": UNKNOWN, "email": UNKNOWN}


def symbol(token: Token) -> str | None:
    """The symbol of one token, or None for what the model does not see.

    ``Thoả`` → ``thỏa``, ``8.450`` → ``<num>``, ``01/NQ-CP`` → ``<code>``, ``"`` → None.
    A line break is a space: engines break lines where the page ends, not the sentence.
    A blank line ends a sentence.
    """
    kind, text = token.kind, token.text
    if kind == "word":
        return word_symbol(text)
    if kind == "mark":
        return _MARKS.get(text)
    if kind == "space":
        return STOP if text.count("\n") > 1 else None
    return _KINDS[kind]


def word_symbol(text: str) -> str:
    """The symbol of a word: roman numerals and words that begin with a digit are numbers.

    A footnote's digit does not make a new word: ``hội1`` → ``hội``; but ``H12`` and ``CO2`` are signs by themselves.
    Nor do letters that only look right: ``ðƣợc``.
    """
    text = plain(text)
    if text[0].isdigit() or is_roman(text):
        return NUMBER
    stem = text.rstrip("0123456789")
    if stem != text and stem.isalpha() and len(stem) > 1 and not is_sign(text):
        text = stem
    return canonical(text.lower())


def symbols(tokens: Iterable[Token]) -> list[str]:
    """All symbols of a line, between two sentence marks, runs of sentence marks made one."""
    result = [STOP]
    for token in tokens:
        name = symbol(token)
        if name is not None and (name != STOP or result[-1] != STOP):
            result.append(name)
    return result
