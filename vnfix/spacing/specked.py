"""Words that a speck holds together on dirty paper: ``thẩm-quyền``, ``hoặc.thực``, ``về:cấp``, ``04-tỷ``, ``18.Điều``.

Where the paper is dirty, a mark without a space between two Vietnamese words is a speck in the space between them, or a
true mark whose space was lost; either way they are two words.  Loan words and pairs of nouns that are written with a
hyphen (``pa-nô``, ``kinh tế-xã hội``) are listed in data/lexicon/hyphened.tsv.  What needs no dirt, for its words
belong together, `vnfix.spacing.specks` sees before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cache

import regex

from .. import certainty
from ..patterns import lazy
from ..records import Edit
from ..resources import read_lexicon
from ..syllable import are_vietnamese, canonical
from .specks import Bond, is_label

#: Repairs per word from which on a document is dirty.  In 610 printed and worn documents above it 338 of 350 such marks
#: (those that the rules below take) stand between two words that are two on the paper; 196,000 words of clean text have
#: five between small words.
LEAST_DIRT = 0.02
#: Characters on either side, and hyphens among them beyond which they are the writer's, who joins his words by them as
#: all did before 1975 (``thẩm-quyền``, ``nghiên-cứu``), be it in a quotation.  By judgement: such writers have one in
#: five words, some twelve in so many characters; the worst of 580 worn documents has one in 74.
_AROUND, _FEW = 150, 3
#: Hyphens between strangers for each one between words that belong together: specks stand anywhere (58 and 70 on worn
#: pages), and writers put a dash between pairs of nouns that have nothing else in common (``tâm lý-xã hội``).
_MOST_STRANGERS = 2
#: How much likelier the second word must be behind the first than anywhere (nats), where names have such marks, too,
#: and for a colon to be the speck itself, not a colon that lost its space.
_LEAST_BOND = 1.0
#: Commas of a line from which on it is a row of a table, if none has a space behind (by judgement: a line of print has
#: seldom more than four, and one engine in three of them left spaces out).
_TABLE = 3
_MARK = lazy(
    r"(?<![\p{L}\p{N}@/_&=])(?P<left>\p{L}{2,}|[IVX](?=,)|\d{1,3}(?:[.,]\d{3})+|\d+)(?P<mark>[-.:,]{1,2})"
    r"(?P<right>(?:\p{L}{2,}|(?<=điểm.)\p{Ll}|\d+)(?![\p{L}\p{N}]|[@/_][\p{L}\d])|(?<=[Ss]ố.{1,2})\d+(?=/(?:19|20)\d\d/))"
)
#: A mark beside them without a space between: a name, a loan word (``in-tơ-nét``) or a file, or more specks.
_CHAIN = lazy(r"[-.:,][\p{L}\d]")
#: Before a name within a sentence; a word and its number, the second end of a range; a number of degrees.
_WITHIN = lazy(r"[\p{L}\p{N},][ ]")
_NUMBERED = lazy(r"\p{L}+[ ]\d")
_SIGNED = lazy(r"\d+(?:,\d+)?[ ]?(?:độ|°|%)")


@cache
def hyphened() -> frozenset[str]:
    """Pairs that are written with a hyphen, lower case: ``pa-nô``."""
    return frozenset(pair for (pair,) in read_lexicon("hyphened", ("pair",)))


def specked(text: str, bond: Bond, dirt: float) -> list[Edit]:
    """The edits that part such words, none if the text is not dirty.

    Args:
        bond: how much likelier (nats) a word is behind another than anywhere.
        dirt: repairs per word.
    """
    if dirt < LEAST_DIRT:
        return []
    marks = _MARK.finditer(text, overlapped=True)
    found = [match for match in marks if _are_words(*match.group("left", "mark", "right"))]
    parted = [part for part in (_parted(match, text, bond) for match in found) if part is not None]
    hyphens = {edit.start: belong for edit, belong in parted if edit.old == "-"}
    own = _writers_own(hyphens)
    made = (edit for edit, _ in parted if edit.start not in own)
    return [edit for edit in made if edit.new != ", " or not _in_table(text, edit.start)]


def _in_table(text: str, at: int) -> bool:
    """Does a comma stand in a row of a table, none of which has a space behind: ``Họ tên,Quê quán,Nơi ở,Ghi chú``?"""
    before = text[max(0, at - _AROUND) : at].rpartition("\n")[2]
    row = before + text[at : at + _AROUND].partition("\n")[0]
    return ", " not in row and row.count(",") >= _TABLE


def _writers_own(hyphens: Mapping[int, bool]) -> set[int]:
    """The hyphens that are the writer's.

    Args:
        hyphens: place → do the words beside it belong together?
    """
    places = sorted(hyphens)
    own = {at for at in places if bisect_right(places, at + _AROUND) - bisect_left(places, at - _AROUND) > _FEW}
    strangers = {at for at, belong in hyphens.items() if not belong}
    return own | strangers if len(strangers) > _MOST_STRANGERS * (len(hyphens) - len(strangers)) else own


def _are_words(left: str, mark: str, right: str) -> bool:
    words = [word for word in (left, right) if not word[0].isdigit() and len(word) > 1]
    pair = mark.join(canonical(word.lower()) for word in (left, right))
    return bool(words) and are_vietnamese(words) and pair not in hyphened()


def _parted(match: regex.Match[str], text: str, bond: Bond) -> tuple[Edit, bool] | None:
    """The edit of a mark, and do the words belong together?  A number belongs to any word."""
    left, mark, right = match.group("left", "mark", "right")
    belong = left[-1].isalpha() and right[0].isalpha() and bond(left, right) >= _LEAST_BOND
    if _stays(match, text, belong):
        return None
    new = _between(left, mark, right, belong)
    if new is None:
        return None
    if ":" in mark and not text.startswith("/", match.end()) and is_label(text, match.start("mark")):
        new = ": "  # ``Tổng số:45``, not ``Nghị định số:141/2024/NĐ-CP``
    edit = Edit(*match.span("mark"), mark, new, "mark", certainty.CERTAIN)
    return edit, belong or left[-1].isdigit() or right[0].isdigit()


def _stays(match: regex.Match[str], text: str, belong: bool) -> bool:
    """Is the mark the writer's for what stands around it?"""
    chained = _CHAIN.match(text, match.end()) or text[max(0, match.start() - 1)] in "-.:,"
    if match["mark"] == "-":
        return bool(chained) or _ties(match, text)
    return bool(chained) and not belong or match["mark"] == ".."  # the dots of one who waits: ``Chờ..xem``


def _ties(match: regex.Match[str], text: str) -> bool:
    """Is a hyphen one of a name (``người Xơ-đăng``), of a range (``lớp 6-lớp 9``) or a sign (``-5 độ``)?"""
    if match["left"].istitle() and match["right"].islower():
        return _WITHIN.fullmatch(text, max(0, match.start() - 2), match.start()) is not None
    return (_NUMBERED if match["left"][0].isdigit() else _SIGNED).match(text, match.end("mark")) is not None


def _between(left: str, mark: str, right: str, belong: bool) -> str | None:
    """What stands between two words: a space, behind a mark that may be true; None if the two may be one."""
    small = left.islower(), right.islower()
    if mark == "," and not right[0].isdigit() or "," in mark and all(small):
        return ", "
    if all(small):
        return ": " if ":" in mark and not belong else " "
    if left[0].isdigit() or right[0].isdigit():
        if mark != "," and left in ("số", "Số"):
            return ": " if ":" in mark and left == "Số" else " "
        if right.islower() or left.islower() and mark in "-:":
            return " "
        return ". " if left[0].isdigit() and mark == "." else None
    if any(small):
        return " " if belong else ": " if mark == ":" else None
    return " " if belong and mark == "." else None
