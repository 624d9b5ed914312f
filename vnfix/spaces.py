"""What ``fix_spacing=False`` forbids: an edit that parts or joins words, whatever it is made for."""

from __future__ import annotations

from collections.abc import Iterable

from .patterns import lazy
from .records import Edit

_SPACE = lazy(r"\s")
#: A piece between spaces that is a word or a number, not a lone mark (``ˆ`` and ``´`` count as letters in Unicode).
_WORD = lazy(r"\S*[\p{Lu}\p{Ll}\p{Lo}\p{N}]\S*")


def allowed(text: str, edits: Iterable[Edit], fix_spacing: bool) -> list[Edit]:
    """The edits of a text that an option of that name lets pass."""
    return [edit for edit in edits if fix_spacing or not moves_spaces(text, edit)]


def moves_spaces(text: str, edit: Edit) -> bool:
    """Does an edit part or join words: ``5năm`` → 5 năm, ``vật.liệu`` → vật liệu, ``NĐ- CP`` → NĐ-CP?

    A lone mark may go with its space: ``nước ~ sạch`` are two words before and after.

    Args:
        text: what the edit is of.
    """
    if len(_SPACE.findall(edit.old)) == len(_SPACE.findall(edit.new)):
        return False
    before, behind = text[max(0, edit.start - 1) : edit.start], text[edit.end : edit.end + 1]
    return len(_WORD.findall(before + edit.old + behind)) != len(_WORD.findall(before + edit.new + behind))
