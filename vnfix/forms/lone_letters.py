"""Letters that stand apart: ``Đ H Q G H N`` is ĐHQGHN where the page has it, ``the structure o f power`` has an *of*.

Engines take the gaps of a stretched line for spaces, and the overhang of an f for one.  What `vnfix.spacing.spaced`
joins are syllables; these are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..chunks import SPACE, WORD, Trait
from ..page import Page

#: Letters of an abbreviation that the lexicon lists, and of one that only the page itself has: what is shorter may be
#: the names of points (``A B C``).
LISTED, OWN = 4, 5
#: Letters of a piece of an abbreviation: ``ĐHQ G H N``.
_LONGEST = 4
#: Share of the pieces that are single letters: ``TP HCM`` is how some write it.
_LONE = 0.5


def lone_letters(page: Page, listed: Callable[[str], str | None]) -> Iterator[tuple[int, int, str]]:
    """(start, end, joined) of every abbreviation, and of every English *of*, that was pulled apart.

    Args:
        listed: the abbreviation of the lexicon that a word is, or was misread for (``DHQGHN``).
    """
    lone = (page.kinds == WORD) & (page.lengths == 1)
    places: list[int] = (lone[:-2] & lone[2:]).nonzero()[0].tolist()
    own: set[str] | None = None
    done = 0
    for k in places:
        if k < done or not _follows(page, k):
            continue
        if page.tokens.text(k) == "o" and page.tokens.text(k + 2) == "f":
            found = _amid_english(page, k)
            run, joined = range(k, k + 3), "of" if found else None
        else:
            own = _abbreviations_of(page) if own is None else own
            run, joined = _longest(page, _run(page, k, done), own, listed)
        if joined:
            done = run.stop
            yield int(page.starts[run.start]), page.tokens[run.stop - 1].end, joined


def _follows(page: Page, k: int) -> bool:
    """Is there a single space between a word and the next?"""
    return k + 2 < len(page.tokens) and page.tokens.text(k + 1) == " " and bool(page.kinds[k + 2] == WORD)


def _amid_english(page: Page, k: int) -> bool:
    """Do words in plain letters stand on both sides of ``o f``?"""
    if k < 2 or k + 4 >= len(page.tokens) or page.kinds[k - 1] != SPACE or page.kinds[k + 3] != SPACE:
        return False
    beside = page.tokens.text(k - 2), page.tokens.text(k + 4)
    return all(len(word) > 1 and word.isascii() and word.isalpha() for word in beside)


def _abbreviations_of(page: Page) -> set[str]:
    """The words in capitals that the page has."""
    return {word for word in map(page.tokens.text, page.has(Trait.CAPITALS).nonzero()[0].tolist()) if len(word) >= OWN}


def _run(page: Page, k: int, done: int) -> range:
    """The pieces in capitals around a letter, from a token on, as tokens: every other one is a space."""
    first = last = k
    while first >= done + 2 and _follows(page, first - 2) and _is_piece(page.tokens.text(first - 2)):
        first -= 2
    while _follows(page, last) and _is_piece(page.tokens.text(last + 2)):
        last += 2
    return range(first, last + 1) if _is_piece(page.tokens.text(k)) else range(k, k)


def _is_piece(word: str) -> bool:
    return len(word) <= _LONGEST and word.isupper() and word.isalpha()


def _longest(page: Page, run: range, own: set[str], listed: Callable[[str], str | None]) -> tuple[range, str | None]:
    """The longest part of a run that is an abbreviation, and that; None if there is none."""
    pieces = [page.tokens.text(k) for k in run[::2]]
    for count in range(len(pieces), 1, -1):
        for first in range(len(pieces) - count + 1):
            some = pieces[first : first + count]
            if sum(len(piece) == 1 for piece in some) < _LONE * count:
                continue
            joined = "".join(some)
            meant = listed(joined) if len(joined) >= LISTED else None
            if meant or joined in own:
                start = run.start + 2 * first
                return range(start, start + 2 * count - 1), meant or joined
    return run, None
