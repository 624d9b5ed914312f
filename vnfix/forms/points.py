"""The letters of points: ``©) Trường hợp`` behind b) → c), ``bỳ Cắt giảm`` → b), ``ø) Điều 14`` → g).

Laws and decisions count their points in letters at the heads of lines: a), b), c), d), đ), e), g) … x), y) (decree
30/2020/NĐ-CP, appendix I).  A letter of one or two strokes says little by itself; the count says which it was: the
reading of all heads of a list that costs least (Viterbi), where no other comes near.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby, pairwise
from typing import NamedTuple

from ..patterns import lazy
from ..resources import read_lexicon
from ..syllable import bare

#: Letters that count, in order; f, j, w and z do not.
LETTERS = "abcdđeghiklmnopqrstuvxy"
#: Costs (nats, by judgement; half or twice as large they mend 49 to 66 heads of 640 printed pages; so, 59): a letter
#: read with a diacritic or as a capital, as a shape of it, as anything else, and with another character beside it; a
#: letter that the count leaves out, a list that begins with another than a), and one that begins anew amid another.
_DIACRITIC, _SHAPE, _OTHER, _BESIDE = 0.7, 1.5, 5.0, 1.0
_LEFT_OUT, _BEGUN, _ANEW = 3.0, 3.0, 4.0
#: What it costs to go from a letter to another.
_STEPS = [
    [(0.0 if b == a + 1 else _LEFT_OUT) if b > a else _ANEW + (_BEGUN if b else 0.0) for b in range(len(LETTERS))]
    for a in range(len(LETTERS))
]
#: How much dearer (nats) every other letter must be.
_LEAST_MARGIN = 2.5
#: Characters that stand in a bracket, at most.
_LONGEST_BRACKET = 300
#: The head of a line: a point with its bracket, or with what was read for that before a sentence, or another list's.
#: (A line break is found ten times as fast as ``^``; `misread_points` puts one in front.)
_HEAD = lazy(
    r"\n[ \t]*(?:[-._'`\"“:|*~]{1,3}[ ]?)?(?:"
    r"(?P<read>(?!\p{L}\d|[ivx]{2})[^\s()\[\].,;:]{1,2})(?P<close>[)}\]])(?=[ ]?\p{L}(?!\p{Lu}))"
    r"|(?=.[jJìíỳýyñ1!][ ]\p{Lu})(?<=[;.:”\"]\s{0,3}\n\s{0,9})(?P<read>[\p{Ll}©€¢&])(?P<close>.)"
    r"|(?P<other>\d+[.]|Điều[ ]\d|[IVX]+[.]))"
)


@cache
def _shapes() -> frozenset[tuple[str, str]]:
    """What else is read for a letter that stands alone before a bracket: (read, meant)."""
    return frozenset((read, meant) for read, meant in read_lexicon("point_shapes", ("read", "meant")))


class _Head(NamedTuple):
    start: int
    end: int
    read: str
    close: str


def misread_points(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what was meant) of every point whose letter or bracket was misread."""
    for heads in _lists("\n" + text):
        plain = sum(head.read in LETTERS for head in heads)
        if 2 * plain >= len(heads) > 1 and not _is_in_order(heads) and not _counts_in_digits(heads):
            letters = _letters([head.read for head in heads])
            for k, (head, letter) in enumerate(zip(heads, letters)):
                if letter is None or (head.read, head.close) == (letter, ")"):
                    continue
                if _may_be(head.read, letter) or {head.read, letter} == {"d", "đ"} and _is_between(heads, k, letter):
                    yield head.start - 1, head.end - 1, f"{letter})"


def _may_be(read: str, letter: str) -> bool:
    """May a letter have been read so?  One that counts was not, whatever the writer counts."""
    return _cost(read, letter) < _OTHER and (read == letter or read not in LETTERS)


def _is_between(heads: Sequence[_Head], k: int, letter: str) -> bool:
    """Do both neighbours say that it is the letter?  Writers take d and đ for each other, too."""
    beside = [heads[at].read for at in (k - 1, k + 1) if 0 <= at < len(heads)]
    at = LETTERS.index(letter)
    return beside == [LETTERS[at - 1], LETTERS[at + 1]]


def _lists(text: str) -> Iterator[list[_Head]]:
    """The heads that stand one behind the other with no other list's between."""
    matches = [match for match in _HEAD.finditer(text) if not _closes(text, match.start())]
    large = {match["read"] for match in matches}.intersection(LETTERS.upper())
    own = large if any(_behind(letter) in large for letter in large) else set()  # A) and B) above a) and b)
    for is_other, group in groupby(matches, lambda match: match["other"] is not None or match["read"] in own):
        if not is_other:
            yield [_Head(m.start("read"), m.end("close"), m["read"], m["close"]) for m in group]


def _closes(text: str, at: int) -> bool:
    """Is a bracket open before the head of a line, which so closes that: ``(nếu⏎có) còn hạn``?"""
    opened = text.rfind("(", max(0, at - _LONGEST_BRACKET), at)
    return opened >= 0 and text.find(")", opened, at) < 0


def _behind(letter: str) -> str:
    """The capital that counts after one."""
    at = LETTERS.index(letter.lower()) + 1
    return LETTERS[at : at + 1].upper()


def _is_in_order(heads: Sequence[_Head]) -> bool:
    """Is there nothing to ask, as in nearly every list?"""
    places = [LETTERS.find(head.read) if head.close == ")" else -1 for head in heads]
    return places[0] >= 0 and all(a < b for a, b in pairwise(places))


def _counts_in_digits(heads: Sequence[_Head]) -> bool:
    numbers = [int(head.read) if head.read.isdecimal() else -1 for head in heads]
    return any(0 < a == b - 1 for a, b in pairwise(numbers))


def _letters(reads: Sequence[str]) -> list[str | None]:
    """What each head of a list was, None where it cannot be told."""
    emission = [[_cost(read, letter) for letter in LETTERS] for read in reads]
    forward = _forward(emission)
    backward = _forward(emission[::-1], backwards=True)[::-1]
    found: list[str | None] = []
    for ahead, behind, own in zip(forward, backward, emission):
        costs = [a + b - c for a, b, c in zip(ahead, behind, own)]
        best, second = sorted(costs)[:2]
        found.append(LETTERS[costs.index(best)] if second - best >= _LEAST_MARGIN else None)
    return found


def _forward(emission: Sequence[Sequence[float]], backwards: bool = False) -> list[list[float]]:
    """Least cost of the heads up to each one, by its letter; ``backwards``, of those from it to the end of the list."""
    places = range(len(LETTERS))
    rows: list[list[float]] = []
    for own in emission:
        last = rows[-1] if rows else None
        if last is None:
            ways = [_BEGUN * (at > 0 and not backwards) for at in places]
        elif backwards:
            ways = [min(last[behind] + _STEPS[at][behind] for behind in places) for at in places]
        else:
            ways = [min(last[before] + _STEPS[before][at] for before in places) for at in places]
        rows.append([way + cost for way, cost in zip(ways, own)])
    return rows


def _cost(read: str, letter: str) -> float:
    """Channel cost of a letter read as one character or two."""
    if read == letter:
        return 0.0
    if len(read) > 1:
        return _BESIDE + min(_cost(char, letter) for char in read)
    if (read, letter) in _shapes():
        return _SHAPE
    return _DIACRITIC if bare(read.lower()) == letter or read.lower() == letter else _OTHER
