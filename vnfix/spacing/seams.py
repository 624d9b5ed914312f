"""Where a capital, or its end, tells that a second word begins: ``NAMĐộc``, ``HòaÔng``, ``UBNDtỉnh``, ``củaHĐND``."""

from __future__ import annotations

from collections.abc import Mapping

from ..forms.abbreviations import Abbreviations
from ..syllable import case_shape, syllable_id

#: Letters of an abbreviation that may be glued to a word; shorter ones are misread words (``IDanh``).
_ABBREVIATION = 3


def seam(word: str, ids: Mapping[str, int], abbreviations: Abbreviations) -> int:
    """Where a second known word begins inside a word, 0 if nowhere."""
    for cut in range(2, len(word) - 1):
        head, tail = word[:cut], word[cut:]
        is_word = syllable_id(head, ids) is not None
        if is_word and head.islower() and not head.isascii() and tail.isupper() and abbreviations.has(tail):
            return cut
        if syllable_id(tail, ids) is None:
            continue
        if tail.istitle() and is_word and case_shape(head) != "mixed":
            return cut
        if cut >= _ABBREVIATION and tail.islower() and head.isupper() and abbreviations.has(head):
            return cut
    return 0
