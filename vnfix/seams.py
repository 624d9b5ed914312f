"""Where a capital, or its end, tells that a second word begins: ``NAMĐộc``, ``HòaÔng``, ``UBNDtỉnh``."""

from __future__ import annotations

from collections.abc import Container

from .abbreviations import Abbreviations
from .syllable import canonical, case_shape, parse

#: Letters of an abbreviation that may be glued to a word; shorter ones are misread words (``IDanh``).
_ABBREVIATION = 3


def seam(word: str, vocabulary: Container[str], abbreviations: Abbreviations) -> int:
    """Where a second known word begins inside a word, 0 if nowhere."""
    for cut in range(2, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        if not _is_word(tail, vocabulary):
            continue
        if tail.istitle() and _is_word(head, vocabulary) and case_shape(head) != "mixed":
            return cut
        if cut >= _ABBREVIATION and tail.islower() and head.isupper() and abbreviations.has(head):
            return cut
    return 0


def _is_word(word: str, vocabulary: Container[str]) -> bool:
    return parse(word.lower()) is not None and canonical(word.lower()) in vocabulary
