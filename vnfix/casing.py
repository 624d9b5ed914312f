"""Case: give a repaired word the capitals that its place demands, and mend capitals that OCR broke."""

from __future__ import annotations

from .syllable import apply_case, case_shape, parse


def recase(read: str, words: tuple[str, ...], in_capitals: bool, misread: bool) -> list[str]:
    """The meant words in the capitals of what was read.

    Args:
        read: the word as the engine gave it.
        words: the meant words, lower case.
        in_capitals: the words around stand in capitals.
        misread: the read capitals were small letters (``Mio`` for ``khó``).
    """
    if in_capitals and read[:1].isupper():
        return [word.upper() for word in words]
    shape = case_shape(read)
    if misread:
        shape = "lower"
    elif shape != "lower":
        # Outside headings a capital inside a word is an accident: "Toàntmh", "chưcxQg", "CU đạo".
        shape = "Title" if read[0].isupper() else "lower"
    return [apply_case(shape, words[0]), *words[1:]]


def mended(read: str, in_capitals: bool, next_is_lower: bool) -> str | None:
    """A known syllable with its capitals mended, or None if they are in order.

    ``đỊnh`` → định, ``TỔ`` (before ``chức``) → Tổ.  Capitals in a row are left
    alone unless the word is of two letters with a diacritic: of ``Ổ``, ``Ị``,
    ``Ụ`` engines cannot tell the size, while ``KHÔNG`` is emphasis.
    """
    shape = case_shape(read)
    if in_capitals or parse(read.lower()) is None:
        return None
    if shape == "mixed":
        return apply_case("Title" if read[0].isupper() else "lower", read.lower())
    if shape == "UPPER" and len(read) == 2 and not read.isascii() and next_is_lower:
        return apply_case("Title", read.lower())
    return None
