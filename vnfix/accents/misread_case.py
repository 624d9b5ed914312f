"""The capitals of a word whose letters were misread: ``TiNH`` TỈNH, ``khAu`` khẩu, ``BO`` before small letters Bộ."""

from __future__ import annotations

from ..chunks import WORD
from ..page import Page
from ..syllable import bare, case_shape

#: Letters that tell no case: of one shape small and large (o), or what others are taken for (A of ầ, Q of ộ, i of Í).
_NEITHER = frozenset("cosuvwxzkpyaqil")
#: So short a word by itself is in capitals by misreading: ``BO trưởng``, not ``XOA``.
_SHORT = 2


def among_capitals(page: Page, k: int) -> bool:
    """Is a word beside token ``k`` in capitals?"""
    beside = ((k - 1, k - 2), (k + 1, k + 2))
    words = (at for gap, at in beside if 0 <= at < len(page.kinds) and page.tokens.text(gap) == " ")
    texts = (page.tokens.text(at) for at in words if page.kinds[at] == WORD)
    return any(len(text) > 1 and text.isupper() for text in texts)


def case_as_read(read: str) -> str:
    """``lower``, ``Title`` or ``UPPER``: ``dA`` is đã."""
    shape = case_shape(read)
    return ("Title" if read[0].isupper() else "lower") if shape == "mixed" else shape


def misread_case(read: str, among: bool) -> str:
    """`case_as_read` of a word in which letters may be misread.

    Args:
        among: is a word beside it in capitals?
    """
    shape, first = case_shape(read), "Title" if read[0].isupper() else "lower"
    if shape == "lower":
        return shape
    letters = read[1:] if first == "Title" else read
    telling = [char for char in letters if char.isalpha() and bare(char.lower()) not in _NEITHER]
    large = sum(char.isupper() for char in telling)
    if telling and (first == "Title" or among or large > 1):
        return "UPPER" if 2 * large > len(telling) else first
    in_capitals = shape == "UPPER" and len(read) > _SHORT
    return "UPPER" if in_capitals or among and (shape == "UPPER" or first == "lower") else first
