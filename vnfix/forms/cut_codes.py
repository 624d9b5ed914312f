"""Document codes with a space in them: ``171/2025/NĐ- CP``, ``15/2024/TT -BKHĐT``, ``26- NQ/TW``, ``22/201 7/QĐ-TTg``.

No code has spaces; so it is one code, if what it says without them is one.  A dash with spaces on both sides is left:
some write codes so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..patterns import lazy

_PART = r"\p{Lu}[\p{L}\d]{0,7}"
_YEAR = r"(?:19|20)\d"
_CUT = lazy(
    r"(?<![\p{L}\d/.,-])(?:"
    rf"(?P<head>\d{{1,5}}(?:/\d{{4}})?/{_PART})(?P<gap>-[ ][-'’`.:¡]?|[ ]-|--)(?P<tail>{_PART}(?:-{_PART})*)"
    rf"|(?P<head>\d{{1,4}})(?P<gap>-[ ]|[ ]-)(?P<tail>{_PART}/{_PART})"
    rf"|(?P<head>\d{{1,5}}/{_YEAR})(?P<gap>[ ])(?P<tail>\d/{_PART}(?:-{_PART})+)"
    r")(?![\p{L}\d])"
)


def cut_codes(text: str, mended: Callable[[str], str | None]) -> Iterator[tuple[int, int, str]]:
    """(start, end, code) of every code that is cut.

    Args:
        mended: a code with its letters mended, itself if it is one, None if it is none.
    """
    for match in _CUT.finditer(text):
        head, gap, tail = match.group("head", "gap", "tail")
        code = mended(f"{head}{'' if gap == ' ' else '-'}{tail}")
        if code is not None:
            yield *match.span(), code
