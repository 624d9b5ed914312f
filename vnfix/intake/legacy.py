"""Text layers of fonts from before Unicode: ``Céng hoµ x· héi`` is Cộng hoà xã hội.

Old Vietnamese fonts (TCVN3, VNI) lay our letters over the codes of others, and a
PDF of that time gives the codes.  No letter is misread there: each code stands for
one letter (data/lexicon/legacy.tsv), so nothing is guessed but that it is such a text.
That shows in its words: hardly one with such codes is a syllable as it stands, and
nearly all are when decoded.  UTF-8 read as another set is decoded here, too (`mojibake`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from ..patterns import lazy
from ..records import Edit
from ..resources import read_lexicon
from ..syllable import OWN_LETTERS, parse
from . import mojibake

#: What the edits say, and how sure they are: each code stands for one letter, and hardly another text is mistaken for
#: one of an old font (set by hand).
REASON, CONFIDENCE = "encoding", 0.99
#: Codes that hardly any text of our time holds, and what of them hardly ever stands beside a letter there: looked for
#: before anything else (0.01 and 0.4 µs a word).
_CODES = {"tcvn3": "µ¶·¸¹¨»¼½¾©®ª«¬§\u00ad×Þß÷", "vni": "øïåäëûöñØÏÅÄËÛÖÑ"}
_SIGNS = {
    "tcvn3": lazy(r"[A-Za-z][µ¶·¸¹¨»¼½¾©®ª«¬§\u00ad×Þß÷]|[®§][A-Za-zµ-ÿ]"),
    "vni": lazy(r"[aeouyAEOUYôÔöÖ][øïåäëûØÏÅÄËÛ]|[öÖ][ùõÙÕ]|[ñÑ][a-zA-ZöÖ]"),
}
# Set by hand, far from either side: of the words with codes of the own text in both encodings 99 % and more are
# syllables when decoded, 18 % at most as they stand; every text holds 50 codes and more, and 86 % of the words some.
# Footnotes (``b¹``), units (``N·m``), formulas (``m×n``) and names (``thaï``, ``Mª``) repeat one code or two.
#: Signs that make a text worth a look; words and codes that it must hold, repeated ones counted once.
_LEAST_SIGNS, _LEAST_WORDS, _LEAST_CODES = 2, 3, 4
#: Share of words with codes that are syllables when decoded (names and abbreviations are not), on every line that are
#: syllables as they stand, and on every line of words that hold codes.
_DECODED, _STANDING, _CODED = 0.8, 0.5, 0.4
_WORD = lazy(r"[\p{L}\p{M}µ¶·¸¹¨»¼½¾©®ª«¬§¡¢£¤¥¦\u00ad×÷]+")


class _Encoding(NamedTuple):
    """Codes and their letters; ``pattern`` finds the codes, longest first."""

    letters: dict[str, str]
    pattern: regex.Pattern[str]

    def decoded(self, word: str, in_capitals: bool) -> str:
        """A word in Unicode; in capitals if typed in those of a capital font (``CéNG HOµ X· HéI``), as its line is."""
        meant = self.pattern.sub(lambda match: self.letters[match.group()], word)
        plain = _plain(word)
        return meant.upper() if plain.isupper() and (len(plain) > 1 or in_capitals) else meant


def _plain(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isalpha())


@lru_cache(maxsize=1)
def _encodings() -> dict[str, _Encoding]:
    letters: dict[str, dict[str, str]] = {}
    for name, code, letter in read_lexicon("legacy", ("encoding", "code", "letter")):
        letters.setdefault(name, {})["\u00ad" if code == "U+00AD" else code] = letter
    return {name: _Encoding(found, _any_of(found)) for name, found in letters.items()}


def _any_of(codes: dict[str, str]) -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, sorted(codes, key=len, reverse=True))))


def decoded(text: str) -> list[Edit]:
    """The edits that bring the text of an old font into Unicode, none if it is no such text.

    Lines that hold letters of ours are in Unicode already and stay.
    """
    if mojibake.is_mojibake(text):
        found = ((start, mojibake.decoded(line)) for start, line in _other_lines(text))
        edits = [_edit(word, start, meant) for start, words in found for word, meant in words]
        if edits:
            return edits
    for name, sign in _SIGNS.items():
        if any(code in text for code in _CODES[name]) and len(sign.findall(text, overlapped=True)) >= _LEAST_SIGNS:
            edits = _decoded(text, _encodings()[name])
            if edits:
                return edits
    return []


def _decoded(text: str, encoding: _Encoding) -> list[Edit]:
    edits = [edit for line in _old_lines(text, encoding) for edit in line]
    words = {edit.old: edit.new for edit in edits}
    codes = {code for word in words for code in encoding.pattern.findall(word)}
    syllables = sum(_is_syllable(meant) for meant in words.values())
    is_old = len(words) >= _LEAST_WORDS and len(codes) >= _LEAST_CODES and syllables >= _DECODED * len(words)
    return [edit for edit in edits if edit.old != edit.new] if is_old else []


def _old_lines(text: str, encoding: _Encoding) -> Iterator[list[Edit]]:
    """Of every line that may be of that encoding the words that hold codes."""
    for start, line in _other_lines(text):
        if encoding.pattern.search(line):
            words = list(_WORD.finditer(line))
            in_capitals = _plain(line).isupper()
            coded = [word for word in words if encoding.pattern.search(word.group())]
            standing = sum(_is_syllable(word.group()) for word in coded)
            if len(coded) >= _CODED * len(words) and standing <= _STANDING * len(coded):
                yield [_edit(word, start, encoding.decoded(word.group(), in_capitals)) for word in coded]


def _other_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines without letters of ours, each with its place: the others are in Unicode already."""
    start = 0
    for line in text.splitlines(keepends=True):
        if OWN_LETTERS.isdisjoint(line):
            yield start, line
        start += len(line)


def _edit(word: regex.Match[str], start: int, meant: str) -> Edit:
    return Edit(start + word.start(), start + word.end(), word.group(), meant, REASON, CONFIDENCE)


def _is_syllable(word: str) -> bool:
    return parse(word.lower()) is not None
