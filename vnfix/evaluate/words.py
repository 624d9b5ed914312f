"""Text to the words that are compared: NFC, runs of letters and digits, ⟦unsure stretches⟧ marked.

A word keeps the marks inside it (``01/NQ-CP``, ``0,5``); punctuation between
words and line ends are not compared, since engines set both their own way.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

from ..syllable import TONES

_TOKEN = regex.compile(
    r"(?P<open>⟦)|(?P<close>⟧)|(?P<line>\n)"
    r"|(?P<word>[\p{L}\p{M}\p{N}]+(?:[-/.,:]+[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*)"
)
_GRAPHEME = regex.compile(r"\X")


class Word(NamedTuple):
    """A word as it is compared; ``scored`` is False inside ⟦ ⟧; ``line`` counts from 0."""

    text: str
    scored: bool
    line: int


def words(text: str, *, lower: bool = False, tone_placement: bool = False) -> list[Word]:
    """The words of a text in any normal form.

    Args:
        text: of any length; ⟦ ⟧ need not be balanced: each switches the scoring off or on.
        lower: compare in lower case.
        tone_placement: keep ``hoà`` apart from ``hòa``; else both become ``hòa``.
    """
    found: list[Word] = []
    scored, line = True, 0
    for match in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
        if match.lastgroup == "word":
            word = match[0] if tone_placement else old_placement(match[0])
            found.append(Word(word.lower() if lower else word, scored, line))
        elif match.lastgroup == "line":
            line += 1
        else:
            scored = match.lastgroup == "close"
    return found


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of an NFC text begin and end; ⟦ ⟧ have no meaning here."""
    return [match.span() for match in _TOKEN.finditer(text) if match.lastgroup == "word"]


def old_placement(word: str) -> str:
    """``hoà`` → ``hòa``, ``THUỶ`` → ``THỦY``; ``quý`` and ``hoàn`` have one placement only and stay.

    Works on the end of any token, also one that is no syllable: ``Vinhhoà`` joined by an engine.
    """
    pattern, old = _placements()
    return pattern.sub(lambda match: _like(match[0], old[match[0].lower()]), word)


def graphemes(word: str) -> list[str]:
    """What a reader sees as letters (Unicode extended grapheme clusters), NFC."""
    return _GRAPHEME.findall(unicodedata.normalize("NFC", word))


@lru_cache(maxsize=1)
def _placements() -> tuple[regex.Pattern[str], dict[str, str]]:
    """New spelling → old spelling of the three open rimes on which the styles differ."""
    old = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in TONES:
            old[first + unicodedata.normalize("NFC", second + mark)] = (
                unicodedata.normalize("NFC", first + mark) + second
            )
    # After q the u belongs to the onset: quý is written so in both styles.
    return regex.compile(rf"(?<!q)(?:{'|'.join(old)})(?!\p{{L}})", regex.IGNORECASE), old


def _like(model: str, word: str) -> str:
    """``word`` with the capitals of ``model``, letter by letter."""
    return "".join(char.upper() if like.isupper() else char for like, char in zip(model, word, strict=True))
