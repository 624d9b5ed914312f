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
#: Letters of a piece of an abbreviation (``ĐHQ G H N``), and pieces of one: the longest that is listed has nine.
_LONGEST, _MOST_PIECES = 4, 12
#: Share of the pieces that are single letters: ``TP HCM`` is how some write it.
_LONE = 0.5


def lone_letters(page: Page, listed: Callable[[str], str | None]) -> Iterator[tuple[int, int, str]]:
    """(start, end, joined) of every abbreviation, and of every English *of*, that was pulled apart.

    Args:
        listed: the abbreviation of the lexicon that a word is, or was misread for (``DHQGHN``).
    """
    lone = (page.kinds == WORD) & (page.lengths == 1)
    own: set[str] | None = None
    done = 0
    for k in (lone[:-2] & lone[2:]).nonzero()[0].tolist():
        if k < done or not _follows(page, k):
            continue
        if page.tokens.text(k) == "o" and page.tokens.text(k + 2) == "f":
            if _amid_english(page, k):
                done = k + 3
                yield int(page.starts[k]), page.tokens[k + 2].end, "of"
            continue
        own = _abbreviations_of(page) if own is None else own
        run = _run(page, k, done)
        done = max(done, run.stop)
        yield from _joined(page, run, own, listed)


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


def _joined(
    page: Page, run: range, own: set[str], listed: Callable[[str], str | None]
) -> Iterator[tuple[int, int, str]]:
    """The abbreviations of a run, from the left, each as long as may be."""
    pieces = [page.tokens.text(k) for k in run[::2]]
    first = 0
    while first < len(pieces) - 1:
        for count in range(min(_MOST_PIECES, len(pieces) - first), 1, -1):
            meant = _abbreviation(pieces[first : first + count], own, listed)
            if meant is not None:
                at = run.start + 2 * first
                yield int(page.starts[at]), page.tokens[at + 2 * count - 2].end, meant
                first += count - 1
                break
        first += 1


def _abbreviation(pieces: list[str], own: set[str], listed: Callable[[str], str | None]) -> str | None:
    """What some pieces are together, if that is an abbreviation and they may have been pulled apart."""
    if sum(len(piece) == 1 for piece in pieces) < _LONE * len(pieces):
        return None
    joined = "".join(pieces)
    meant = listed(joined) if len(joined) >= LISTED else None
    return meant or (joined if joined in own else None)
