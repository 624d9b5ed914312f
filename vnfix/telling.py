"""What tells Vietnamese text at a glance, whatever engine read it: letters that are frequent, words that read well."""

from __future__ import annotations

from collections.abc import Collection

#: Three letters that are one character in fifty of usual text: a text with one in two hundred is usual.
_FREQUENT, _USUAL = "ạếộ", 200
#: Words that engines of a narrow alphabet read well, and their share of all words: 3 to 14 % of a page that such an
#: engine can read.  Other languages have ê and ă, too, and nearly none of these words.
_COMMON = frozenset("và các có trong không theo công năm tháng ngày nhân dân".split())
_LEAST_COMMON = 0.02


def is_usual(text: str) -> bool:
    """Is a text Vietnamese by an engine that has its letters?  By three counts, as every page is asked."""
    return sum(map(text.count, _FREQUENT)) * _USUAL > len(text)


def has_common_words(words: Collection[str]) -> bool:
    """Are enough of the words (in small letters) such as Vietnamese always has?"""
    return sum(map(_COMMON.__contains__, words)) >= _LEAST_COMMON * len(words)
