"""Case: give a repaired word the capitals that its place demands."""

from __future__ import annotations

from .syllable import apply_case, case_shape


def surrounding_shape(shapes: list[str]) -> str:
    """``UPPER`` if the words around are a heading in capitals, else ``lower``."""
    upper = sum(shape == "UPPER" for shape in shapes)
    return "UPPER" if upper * 2 > len(shapes) else "lower"


def recase(read: str, words: tuple[str, ...], around: list[str], misread_capitals: bool) -> list[str]:
    """The meant words in the capitals of what was read.

    Args:
        read: the word as the engine gave it.
        words: the meant words, lower case.
        around: case shapes of the neighbours.
        misread_capitals: the read capitals were small letters (``Mio`` for ``khó``).
    """
    shape = case_shape(read)
    if shape == "Title" and len(read) == 1 and surrounding_shape(around) == "UPPER":
        shape = "UPPER"
    if shape == "UPPER" and surrounding_shape(around) != "UPPER" or shape == "mixed":
        shape = "Title" if read[0].isupper() else "lower"
    if shape == "mixed":
        shape = "lower"
    if misread_capitals and surrounding_shape(around) != "UPPER":
        shape = "lower"
    first = apply_case(shape, words[0])
    return [first] + [apply_case("UPPER" if shape == "UPPER" else "lower", word) for word in words[1:]]
