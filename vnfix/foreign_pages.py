"""Pages in another language: nothing in them is a misread Vietnamese word.

Half of the words of Vietnamese have a letter that no other language has (ơ, ư and those of Unicode's block *Latin
Extended Additional*), and engines that lack these are told by the common words that they read all the same.  Czech,
Swedish or a program's messages have neither, and ``databáze`` is no misread database.
"""

from __future__ import annotations

from .syllable import OWN

#: Letters that, among all languages of Latin letters, Vietnamese alone uses much: ă, â, đ, ê, ô are in others, too.
_TELLING = "ơư" + "".join(letter for letter in OWN if letter >= "\u1ea0")
#: Three of them that are one character in fifty of usual text: a text with one in two hundred is Vietnamese.
_FREQUENT, _USUAL = "ạếộ", 200
#: Words that narrow engines read well, 3 to 14 in 100 of their pages (`vnfix.narrow`); other languages lack them.
_COMMON = frozenset("và các có trong không theo công năm tháng ngày nhân dân".split())
_LEAST_COMMON = 0.02
#: Words of a page that can be judged, and how many letters for a word it has at most: 55,000 pages of thirty words of
#: clean Vietnamese have more, 6,500 pages of a hundred words in 27 other languages less.
_LEAST_WORDS, _MOST_TELLING = 20, 0.03


def is_foreign(text: str) -> bool:
    """Is a text, whose lost accents nothing could restore, in another language?"""
    if sum(map(text.count, _FREQUENT)) * _USUAL > len(text):
        return False
    words = text.lower().split()
    if len(words) < _LEAST_WORDS:
        return False
    if sum(map(text.lower().count, _TELLING)) > _MOST_TELLING * len(words):
        return False
    return sum(map(_COMMON.__contains__, words)) < _LEAST_COMMON * len(words)
