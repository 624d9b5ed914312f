"""Case: give a repaired word the capitals that its place demands, and mend capitals that OCR broke."""

from __future__ import annotations

from .syllable import apply_case, bare, case_shape, parse

#: Capitals in a row from this length on are no accident: ``VỤQUỐCHỘI``.
_LONG_CAPITALS = 6
#: A capital within a sentence stays on a word that so often has one there.  In 126 repairs of held-back Tesseract
#: pages: first letter read right, small in 8 of 9 below the first bound, capital in 89 of 93 above it; first letter
#: misread, small in 21 of 24 below the second, capital in 8 of 12 above.  Above the third any misread letter was one.
_KEPT, _MISREAD, _ALWAYS = 0.02, 0.2, 0.9
#: "At" or "in": never a name, and of one shape small and large.
_AT = "Ở"


def recase(
    read: str, words: tuple[str, ...], in_capitals: bool, misread: bool, within: bool, share: float, heads_line: bool
) -> list[str]:
    """The meant words in the capitals of what was read.

    Args:
        read: the word as the engine gave it.
        words: the meant words, lower case.
        in_capitals: the words around stand in capitals.
        misread: the read capitals were small letters (``Mio`` for ``khó``).
        within: it stands within a sentence, right behind a word in small letters.
        share: how often the first of the meant words has a capital in such a place, 0 to 1.
        heads_line: it is the first word of a line, where a sentence begins behind a heading without a stop:
            ``Về văn hóa - xã hội⏎Chât lượng``.  A capital that was read right stays.
    """
    shape = case_shape(read)
    if in_capitals and read[:1].isupper() or shape == "UPPER" and len(read) >= _LONG_CAPITALS:
        return [word.upper() for word in words]
    if misread:
        shape = "lower"
    elif shape != "lower":
        # Outside headings a capital inside a word is an accident: "Toàntmh", "chưcxQg", "CU đạo".
        # Capitals behind a small word were small letters: "hành HƯỚC ngoài".  So was one that stands for a
        # whole word with another letter in front: "cải cách M tục" for thủ.
        scrap = len(read) == 1 and bare(read.lower()) != bare(words[0][0])
        accident = not read[0].isupper() or within and (scrap or shape == "UPPER" and len(read) > 2)
        shape = "lower" if accident else "Title"
    kept = read[0].lower() == words[0][0]
    share = max(share, _KEPT) if heads_line and kept else share
    return [apply_case(_usual(shape, kept, within, share), words[0]), *words[1:]]


def _usual(shape: str, initial_kept: bool, within: bool, share: float) -> str:
    """The shape by what is usual for the word: ``khu trung Lâm`` → tâm, ``lsrael`` → Israel."""
    if within and shape == "Title" and share < (_KEPT if initial_kept else _MISREAD):
        return "lower"
    return "Title" if shape == "lower" and not initial_kept and share > _ALWAYS else shape


def may_be_broken(read: str) -> bool:
    """Are there capitals in a syllable that `mended` might change, whatever stands around it?

    Not in plain letters: ``xAI`` and ``BoA`` are names.
    """
    shape = case_shape(read)
    broken = not read.isascii() and (shape == "mixed" or shape == "UPPER" and len(read) == 2)
    return read == _AT or broken and parse(read.lower()) is not None


def mended(read: str, in_capitals: bool, within: bool, behind: str, begins_name: bool = False) -> str | None:
    """A known syllable with its capitals mended, or None if they are in order.

    ``đỊnh`` → định, ``TỔ`` (before ``chức``) → Tổ, ``các CƠ sở`` → cơ.  Capitals
    in a row are left alone unless the word is of two letters with a diacritic: of
    ``Ổ``, ``Ị``, ``Ụ`` engines cannot tell the size, while ``KHÔNG`` is emphasis.

    Args:
        read: the word.
        in_capitals: the words around stand in capitals.
        within: it stands within a sentence, behind a word in small letters.
        behind: the next word.
        begins_name: with the next word it begins a name that has a capital (``Tổ quốc``).
    """
    if in_capitals or not may_be_broken(read):
        return None
    if read == _AT:
        return _AT.lower() if within and behind.islower() and len(behind) > 1 else None
    if case_shape(read) == "mixed":
        return apply_case("Title" if read[0].isupper() else "lower", read.lower())
    if behind.islower():
        return apply_case("lower" if within and not begins_name else "Title", read.lower())
    return apply_case("Title", read.lower()) if begins_name and case_shape(behind) == "Title" else None
