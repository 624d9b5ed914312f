"""Foreign words that were pulled apart: ``Q uality``, ``the w riter``, ``pow er``, on a page whose words are.

What `vnfix.spacing.spaced` joins are syllables, and it needs no other words to tell.  A word of another language is one
only if the vocabulary or the page itself has it whole, and if its pieces are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..chunks import WORD
from ..page import Page

#: Words of a page that were pulled apart, from which on it is one of those: elsewhere ``You Tube`` is the writer's.
LEAST_APART = 3
#: Single letters that are words, or stand before one: ``a part``, ``T shirt``, ``X ray``, ``e mail``.
_WORDS = frozenset("aAIeETX")
#: Letters of a word that is joined.
_SHORTEST = 4


def pulled_words(page: Page, known: Callable[[str], bool]) -> Iterator[tuple[int, int, str]]:
    """(start, end, joined) of every such word of a page.

    Args:
        known: is a word in small letters in the vocabulary?
    """
    words, unknown = page.kinds == WORD, page.unknown_words()
    own: set[str] | None = None
    done = 0
    for k in (words[:-2] & words[2:] & unknown[2:]).nonzero()[0].tolist():
        first, gap, second = (page.tokens.text(k + n) for n in range(3))
        joined = first + second
        if k < done or gap != " " or len(joined) < _SHORTEST or not _could_be_one(first, second):
            continue
        if len(first) > 1 and not unknown[k] or _is_letter(page, k - 2) or _is_letter(page, k + 4):
            continue
        own = own or {page.tokens.text(at) for at in page.words}
        if known(joined.lower()) or joined in own:
            done = k + 3
            yield int(page.starts[k]), page.tokens[k + 2].end, joined


def _could_be_one(first: str, second: str) -> bool:
    """Are these letters of one word, without marks and in the capitals of one?"""
    whole = first + second
    return (
        first not in _WORDS
        and whole.isascii()
        and whole.isalpha()
        and (second.islower() or whole.isupper())
        and len(second) > 1
    )


def _is_letter(page: Page, k: int) -> bool:
    """Is a token a single small letter?  Then more than two pieces lie here: ``tea ch in g``."""
    return 0 <= k < len(page.tokens) and len(page.tokens.text(k)) == 1 and page.tokens.text(k).islower()
