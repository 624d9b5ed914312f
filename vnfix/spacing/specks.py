"""Specks of the paper that were read as full stops within a phrase: ``vật. liệu``, ``an.toàn``, ``bổ:sung``.

A full stop ends a sentence, and a sentence begins with a capital: in front of a
small word it is dirt, if the two words belong together.  They are taken out before
the text is read, for the language model begins anew behind a full stop.
"""

from __future__ import annotations

from collections.abc import Callable

from .. import certainty
from ..patterns import lazy
from ..records import Edit
from ..syllable import LONGEST, are_vietnamese

Bond = Callable[[str, str], float]

#: A full stop between two words, with the space behind it if there is one, or another mark in place of their space.
#: (A colon with a space is mostly dirt on worn pages, too, but not in clean text: ``nhiều màu: xanh và vàng``.)
_MARK = lazy(r"(?<=\p{L}\p{Ll})(?:\.(?:[ ]|\n(?!\s))?|[:'‘’*])(?=\p{Ll}{2})")
_LEFT = lazy(r"(?<![\p{L}\p{N}.@/_&=-])\p{L}+$")
_RIGHT = lazy(r"\p{Ll}+(?![\p{L}\p{N}]|[.@/_-]\p{L})")
#: How much likelier the second word must be behind the first than anywhere (nats): for a mark; for a colon, which a
#: typist may mean (``gồm:các`` is at 3.0); over the end of a line, where lists have full stops.  In 3.6 million words
#: of laws and newspapers one full stop stands so, and none without its space; of some 450 on 230 worn pages for which
#: it can be told, with ends of lines, none is on the paper.
LEAST_BOND, COLON_BOND, LINE_BOND = 1.0, 4.0, 3.0
#: Words of the label of what is filled in (``Màu:xanh``, ``- Mã số thuế:0100``), at most.  By judgement.
_LABEL_WORDS = 5
_LABEL = lazy(r"(?:^|(?<=[\n.;:]))[^\p{L}\n.;:]*\p{Lu}[^\n.,;:]*$|(?:^|\n)[ \t]*[-+*•][^\n.,;:]*$")


def is_label(text: str, at: int) -> bool:
    """Is it the label of a form that stands before a colon, a few words behind the head of a line or a full stop?"""
    found = _LABEL.search(text, max(0, at - _LABEL_WORDS * (LONGEST + 1)), at)
    return found is not None and len(found[0].split()) <= _LABEL_WORDS


def specks(text: str, bond: Bond) -> list[Edit]:
    """The edits that take such marks out.

    Args:
        bond: how much likelier (nats) a word is behind another than anywhere.
    """
    edits = []
    for match in _MARK.finditer(text):
        start, end = match.span()
        left, right = _LEFT.search(text, max(0, start - LONGEST - 1), start), _RIGHT.match(text, end)
        if left is None or right is None or not are_vietnamese((left[0], right[0])):
            continue
        if match[0] == ":" and is_label(text, start):
            continue
        if bond(left[0], right[0]) >= _bound(match[0]):
            new = "" if len(match[0]) > 1 else " "
            edits.append(Edit(start, start + 1, match[0][0], new, "mark", certainty.CERTAIN))
    return edits


def _bound(mark: str) -> float:
    bound = COLON_BOND if mark[0] == ":" else LEAST_BOND
    return max(bound, LINE_BOND) if mark[1:] == "\n" else bound
