"""Text layers of fonts from before Unicode: ``Céng hoµ x· héi`` is Cộng hoà xã hội.

Old Vietnamese fonts (TCVN3, VNI) lay our letters over the codes of others, and a
PDF of that time gives the codes.  No letter is misread there: each code stands for
one letter (data/lexicon/legacy.tsv), so nothing is guessed but that it is such a text.
That shows in its words: hardly one with such codes is a syllable as it stands, and
nearly all are when decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import regex

from .bare_runs import OWN
from .records import Edit
from .resources import read_lexicon
from .syllable import parse

#: What the edits say, and how sure they are: of 1,900 words of the own text in either encoding all come back.
REASON, CONFIDENCE = "encoding", 0.99
#: Codes that no text of our time holds within a word, whatever its language: looked for before anything else.
_SIGNS = {
    "tcvn3": regex.compile(r"[A-Za-z][µ¶·¸¹¨»¼½¾©®ª«¬§­×Þß÷]|[®§][A-Za-zµ-ÿ]"),
    "vni": regex.compile(r"[aeouyAEOUYôÔöÖ][øïåäëûØÏÅÄËÛ]|[öÖ][ùõÙÕ]|[ñÑ][a-zA-ZöÖ]"),
}
#: So many signs, and so many words with codes, make a text worth a look; that share of those words, decoded, must be
#: syllables (names and abbreviations are not), and at most so many as they stand.
_LEAST_SIGNS, _LEAST_WORDS, _DECODED, _STANDING = 2, 3, 0.8, 0.5
_WORD = regex.compile(r"[\p{L}\p{M}µ¶·¸¹¨»¼½¾©®ª«¬§¡¢£¤¥¦­×÷]+")
_OWN = frozenset(OWN + OWN.upper())


class _Encoding(NamedTuple):
    """Codes and their letters; ``pattern`` finds the codes, longest first."""

    letters: dict[str, str]
    pattern: regex.Pattern[str]

    def decoded(self, word: str, line: str) -> str:
        """A word of a line in Unicode; in capitals if typed in those of a capital font (``CéNG HOµ X· HéI``)."""
        meant = self.pattern.sub(lambda match: self.letters[match.group()], word)
        plain = _plain(word)
        return meant.upper() if plain.isupper() and (len(plain) > 1 or _plain(line).isupper()) else meant


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
    edits: list[Edit] = []
    for name, sign in _SIGNS.items():
        if len(sign.findall(text, overlapped=True)) >= _LEAST_SIGNS and not edits:
            edits = _decoded(text, _encodings()[name])
    return edits


def _decoded(text: str, encoding: _Encoding) -> list[Edit]:
    edits = list(_coded(text, encoding))
    syllables = sum(parse(edit.new.lower()) is not None for edit in edits)
    standing = sum(parse(edit.old.lower()) is not None for edit in edits)
    is_old = syllables >= _DECODED * len(edits) and standing <= _STANDING * len(edits) and len(edits) >= _LEAST_WORDS
    return edits if is_old else []


def _coded(text: str, encoding: _Encoding) -> Iterator[Edit]:
    """Words that hold codes, on lines without letters of ours."""
    start = 0
    for line in text.splitlines(keepends=True):
        if _OWN.isdisjoint(line):
            for match in _WORD.finditer(line):
                word = match.group()
                if encoding.pattern.search(word):
                    at, meant = start + match.start(), encoding.decoded(word, line)
                    yield Edit(at, at + len(word), word, meant, REASON, CONFIDENCE)
        start += len(line)
