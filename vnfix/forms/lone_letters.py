"""Letters that stand apart: ``Đ H Q G H N`` where the page has ĐHQGHN too, ``the quality o f rural schools``.

Engines take the gaps of a stretched line for spaces, and the overhang of an f for one.  What `vnfix.spacing.spaced`
joins are syllables; these are none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..chunks import SPACE, WORD, Trait
from ..page import Page

#: Letters of an abbreviation, and different ones: what is shorter, or less, may be a list of marks (``T T T T``).
_LEAST, _DIFFERENT = 4, 3
#: Letters of a piece of an abbreviation (``ĐHQ G H N``), and pieces of one: the longest that is listed has nine.
_LONGEST, _MOST_PIECES = 4, 12
#: Share of the pieces that are single letters: ``TP HCM`` is how some write it.
_LONE = 0.5
#: Tokens on either side among which the two nearest words tell what language it is.
_AROUND = 8


def lone_letters(page: Page, listed: Callable[[str], str | None], pulled: bool) -> Iterator[tuple[int, int, str]]:
    """(start, end, joined) of every abbreviation, and of every English *of*, that was pulled apart.

    An abbreviation is one if the page has it whole as well, or if other words of the page are pulled apart.

    Args:
        listed: the abbreviation of the lexicon that a word is, or was misread for (``DHQGHN``).
        pulled: are other words of the page pulled apart?
    """
    lone = (page.kinds == WORD) & (page.lengths == 1)
    own: set[str] | None = None
    done = 0
    for k in (lone[:-2] & lone[2:]).nonzero()[0].tolist():
        if k < done or not _follows(page, k):
            continue
        if page.tokens.text(k) == "o" and page.tokens.text(k + 2) == "f":
            if _amid_english(page, k):
                yield int(page.starts[k]), page.tokens[k + 2].end, "of"
            continue
        own = _abbreviations_of(page) if own is None else own
        run = _run(page, k, done)
        done = max(done, run.stop)
        meant = _abbreviation([page.tokens.text(at) for at in run[::2]], own, listed, pulled)
        if meant is not None:
            yield int(page.starts[run.start]), page.tokens[run.stop - 1].end, meant


def _follows(page: Page, k: int) -> bool:
    """Is there a single space between a word and the next?"""
    return k + 2 < len(page.tokens) and page.tokens.text(k + 1) == " " and bool(page.kinds[k + 2] == WORD)


def _amid_english(page: Page, k: int) -> bool:
    """Are the two nearest words on both sides of ``o f`` in plain letters, the nearest more than a letter?"""
    if k < 2 or k + 4 >= len(page.tokens) or page.kinds[k - 1] != SPACE or page.kinds[k + 3] != SPACE:
        return False
    before = [page.tokens.text(at) for at in range(k - 1, max(-1, k - 1 - _AROUND), -1) if page.kinds[at] == WORD][:2]
    behind = [
        page.tokens.text(at) for at in range(k + 3, min(len(page.tokens), k + 3 + _AROUND)) if page.kinds[at] == WORD
    ]
    near = (page.tokens.text(k - 2), page.tokens.text(k + 4))
    plain = all(word.isascii() and word.isalpha() for word in (*near, *before, *behind[:2]))
    return plain and min(map(len, near)) > 1


def _abbreviations_of(page: Page) -> set[str]:
    """The words in capitals that the page has; letters in the order of the alphabet are points, as of ``ABCDE``."""
    words = map(page.tokens.text, page.has(Trait.CAPITALS).nonzero()[0].tolist())
    return {word for word in words if len(word) >= _LEAST and list(word) != sorted(word)}


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


def _abbreviation(pieces: list[str], own: set[str], listed: Callable[[str], str | None], pulled: bool) -> str | None:
    """What all pieces of a run are together, if that is an abbreviation and they may have been pulled apart."""
    joined = "".join(pieces[: _MOST_PIECES + 1])
    if not 1 < len(pieces) <= _MOST_PIECES or sum(len(piece) == 1 for piece in pieces) < _LONE * len(pieces):
        return None
    if len(joined) < _LEAST or len(set(joined)) < _DIFFERENT:
        return None
    meant = listed(joined)
    if meant is not None and (meant in own or pulled):
        return meant
    return joined if joined in own else None
