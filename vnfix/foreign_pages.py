"""Pages in another language: what looks like a misread Vietnamese word in them is none.

Half of the words of Vietnamese have a letter that hardly another language has (ơ, ư and those of Unicode's block *Latin
Extended Additional*), and engines that lack these are told by the common words that they read all the same.  Czech,
Swedish or a program's messages have neither, and ``databáze`` is no misread database.
"""

from __future__ import annotations

from .patterns import lazy
from .telling import has_common_words, is_usual

#: Small letters that, among all languages of Latin letters, Vietnamese alone uses much (all of ạ to ỹ are ours): ă, â,
#: đ, ê, ô are in others, too.
_TELLING = lazy("[ơưạ-ỹ]")
#: Words of a page that can be judged, and how many letters for a word it has at most: 55,000 pages of thirty words of
#: clean Vietnamese have more, 6,500 pages of a hundred words in 27 other languages less.
_LEAST_WORDS, _MOST_TELLING = 20, 0.03
#: Letters in one line that may be a line of Vietnamese, in whatever page; other languages have none.
_LEAST_LINE = 3
_WORD = lazy(r"\p{L}{2,}")


def is_foreign_page(text: str) -> bool:
    """Is a text, whose lost accents nothing could restore, in another language?  Figures and codes say nothing."""
    if is_usual(text):
        return False
    small = text.lower()
    words = _WORD.findall(small)
    if len(words) < _LEAST_WORDS:
        return False
    telling = [len(_TELLING.findall(line)) for line in small.split("\n")]
    if sum(telling) > _MOST_TELLING * len(words) or max(telling) >= _LEAST_LINE:
        return False
    return not has_common_words(words)
