"""Words that a speck holds together on dirty paper: ``thẩm-quyền``, ``hoặc.thực``, ``về:cấp``, ``04-tỷ``, ``18.Điều``.

Where the paper is dirty, a mark without a space between two Vietnamese words is a speck in the space between them, or a
true mark whose space was lost; either way they are two words.  Loan words and pairs of nouns that are written with a
hyphen (``pa-nô``, ``kinh tế-xã hội``) are listed in data/lexicon/hyphened.tsv.  What needs no dirt, for its words
belong together, `vnfix.intake.specks` sees before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import regex

from ..confidence import calibration
from ..patterns import lazy
from ..records import Edit
from ..resources import read_lexicon
from ..syllable import are_vietnamese, canonical

Bond = Callable[[str, str], float]

#: Repairs per word from which on a document is dirty.  In 610 printed and worn documents above it 338 of 350 such marks
#: (those that the rules below take) stand between two words that are two on the paper; 196,000 words of clean text have
#: five between small words.
LEAST_DIRT = 0.02
#: Words per hyphen of a writer who joins his words by them, as all did before 1975 (``thẩm-quyền``, ``nghiên-cứu``),
#: and hyphens that specks alone may make, whatever the length.  By judgement: such writers have one in five words, the
#: worst of 580 worn documents one in 74.
_WRITERS_OWN, _FEW = 15, 3
#: Hyphens between strangers for each one between words that belong together: specks stand anywhere (58 and 70 on worn
#: pages), and writers put a dash between pairs of nouns that have nothing else in common (``tâm lý-xã hội``).
_MOST_STRANGERS = 2
#: How much likelier the second word must be behind the first than anywhere (nats), where names have such marks, too,
#: and for a colon to be the speck itself, not a colon that lost its space.
_LEAST_BOND = 1.0
_MARK = lazy(
    r"(?<![\p{L}\p{N}@/_&=])(?P<left>\p{L}{2,}|\d{1,3}(?:[.,]\d{3})+|\d+)(?P<mark>[-.:,]{1,2})"
    r"(?P<right>(?:\p{L}{2,}|(?<=điểm.)\p{Ll}|\d+)(?![\p{L}\p{N}]|[@/_][\p{L}\d])|(?<=[Ss]ố.{1,2})\d+(?=/(?:19|20)\d\d/))"
)
#: A mark beside them without a space between: a name or a file (``Ma-lai-xi-a``), or more specks.
_CHAIN = lazy(r"[-.:,][\p{L}\d]")


@cache
def hyphened() -> frozenset[str]:
    """Pairs that are written with a hyphen, lower case: ``pa-nô``."""
    return frozenset(pair for (pair,) in read_lexicon("hyphened", ("pair",)))


def specked(text: str, bond: Bond, repairs: float) -> list[Edit]:
    """The edits that part such words, none if the text is not dirty.

    Args:
        bond: how much likelier (nats) a word is behind another than anywhere.
        repairs: how many there were in the text, each by its confidence.
    """
    found = [match for match in _MARK.finditer(text, overlapped=True) if _are_words(match["left"], match["right"])]
    words = text.count(" ") + text.count("\n") + 1
    parted = [part for part in (_parted(match, text, bond) for match in found) if part is not None]
    if repairs + len(parted) < LEAST_DIRT * words:
        return []
    kept = {belong for belong in (True, False) if not _is_writers_own(belong, parted, words)}
    return [edit for edit, belong in parted if edit.old != "-" or belong in kept]


def _is_writers_own(belonging: bool, parted: Sequence[tuple[Edit, bool]], words: int) -> bool:
    """Are the hyphens between words that belong together, or between strangers, the writer's?"""
    hyphens = [belong for edit, belong in parted if edit.old == "-"]
    strangers = hyphens.count(False)
    old_style = len(hyphens) > max(_FEW, words / _WRITERS_OWN)
    return old_style or not belonging and strangers > _MOST_STRANGERS * (len(hyphens) - strangers)


def _are_words(left: str, right: str) -> bool:
    words = [word for word in (left, right) if not word[0].isdigit() and len(word) > 1]
    pair = "-".join(canonical(word.lower()) for word in (left, right))
    return bool(words) and are_vietnamese(words) and pair not in hyphened()


def _parted(match: regex.Match[str], text: str, bond: Bond) -> tuple[Edit, bool] | None:
    """The edit of a mark, and do the words belong together?  A number belongs to any word."""
    left, mark, right = match.group("left", "mark", "right")
    belong = left[-1].isalpha() and right[0].isalpha() and bond(left, right) >= _LEAST_BOND
    if not belong and (_CHAIN.match(text, match.end()) or text[max(0, match.start() - 1)] in "-.:,"):
        return None
    new = _between(left, mark, right, belong)
    if new is None:
        return None
    edit = Edit(*match.span("mark"), mark, new, "mark", calibration.CERTAIN)
    return edit, belong or left[-1].isdigit() or right[0].isdigit()


def _between(left: str, mark: str, right: str, belong: bool) -> str | None:
    """What stands between two words: a space, behind a mark that may be true; None if the two may be one."""
    small = left.islower(), right.islower()
    if all(small):
        return ", " if "," in mark else ": " if ":" in mark and not belong else " "
    if left[0].isdigit() or right[0].isdigit():
        if mark != "," and left in ("số", "Số"):
            return ": " if ":" in mark and left == "Số" else " "
        if right.islower() or left.islower() and mark in "-:":
            return " " if mark != "," else None
        return ". " if left[0].isdigit() and mark == "." else None
    if any(small):
        return " " if belong else ": " if mark == ":" else None
    return " " if belong and mark == "." else None
