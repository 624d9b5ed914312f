"""Which stretches of a page deserve a close look by form: ``tỉnh^``, ``3.O50``, ``IIL``, a lone ``■``.

The patterns that judge them look left and right and are slow; clean text hardly
ever holds what they look for.  So every chunk is asked once, when `vnfix.chunks`
learns it, and the patterns see only the surroundings of the odd ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

#: Marks that engines make of dirt, and that stand for nothing in prose.
SPECKS = "^`~|_¬\\■▪●•¦´ˆ˜"
_ODD = regex.compile(
    rf"""
    \d[.,/]?[IlLOoSŠšÍÌĨỈỊíìĩỉị|óÓöáéTJEF] | [(]?[IlLOSŠšÍÌĨỈỊíìĩỉị|óÓöTJEF][.,/]?\d   # 3.O50, l,8%, 202ó, T7, 20Ĩ1
  | [IlO][.,][IlO] | ^[\[(]?(?:[ừữưứửựỪỮƯỨỬỰ]|[fiìí]r)[.]                           # I.O, ừ.276
  | ^[IlLOSŠšóÓöTJEFĐÃãÂÍÌ]{{1,2}}[.,;:)]?$ | ^[(]\d$                 # ngày l tháng, khoản S Điều, ngày TT tháng Ã
  | ^\d{{1,2}}(?:[.,]\d{{1,2}}){{2,3}}[.,]$ | ^\d{{1,4}}\p{{Ll}}{{2}} | ^0$     # 2,1,3. 5năm 0 5%
  | ^(?:[Ss]ố|Điều|[Kk]hoản|[Nn]ăm|ngày|tháng)\d                   # số41/2024/QH15
  | [{regex.escape(SPECKS)}]                                        # tỉnh^
  | ^['‘’]\p{{L}} | \p{{L}}['‘’][.,;]?$                             # 'huyện, tư'
  | ^\.\p{{Ll}}                                                     # .của
  | ^(?=.*[LHUnmYilỊÍÌ1|])(?!\d+[.)-]?$)[IlL1|ỊÍÌHUnmVYXi]{{1,5}}[.,;:)-]?$   # IIL, IỊ., m., lần thứ H,
    """,
    regex.VERBOSE,
)
#: Characters on either side that the patterns may need.
_AROUND = 60


def is_odd_form(chunk: str) -> bool:
    """Might something in the chunk be wrong by its form alone?"""
    return _ODD.search(chunk) is not None


def windows(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Stretches of text around some places (ascending), cut at white space, none overlapping."""
    held: tuple[int, int] | None = None
    for place in places:
        start, end = max(0, place - _AROUND), min(len(text), place + _AROUND)
        while end < len(text) and end < place + 2 * _AROUND and not text[end].isspace():
            end += 1
        if held is not None and start <= held[1]:
            held = held[0], max(end, held[1])
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held
