"""Align a noisy text with its truth, word by word, to learn the channel from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ..spacing.knots import GLUES, composed
from ..syllable import bare
from ..tokens import tokenize

#: How many noisy and true words may correspond: one to one, joins, splits, lost and invented words.
_MOVES = ((1, 1), (2, 1), (1, 2), (3, 1), (1, 3), (2, 2), (1, 0), (0, 1))
#: Longest stretch of disagreement that is worth aligning; longer ones are page furniture.
LONGEST = 40


def on_paper(gold: str) -> str:
    """A gold text without the brackets ``⟦ ⟧`` around what is not scored."""
    return gold.replace("⟦", " ").replace("⟧", " ")


class Word(NamedTuple):
    """A word and where it begins in the NFC text."""

    text: str
    start: int


def words_of(text: str) -> list[Word]:
    """The words of a text; marks within a word stay with it (``ngu-ời``), or stand on their vowel (``nu’ớc``: nước)."""
    result: list[Word] = []
    glue, last_end = "", -1
    for token in tokenize(unicodedata.normalize("NFC", text)):
        if token.kind == "space":
            glue = ""
        elif token.kind == "mark":
            glue = glue + token.text if token.start == last_end and result else ""
        elif glue and GLUES.issuperset(glue) and _goes_on(token.kind, result[-1]):
            result[-1] = Word(composed(result[-1].text + glue + token.text), result[-1].start)
            glue = ""
        else:
            result.append(Word(token.text, token.start))
            glue = ""
        last_end = token.end
    return result


def _goes_on(kind: str, word: Word) -> bool:
    """May a token behind a mark belong to the word before it?  Digits may: ``m1’1’c`` (mức)."""
    return kind == "word" or kind == "number" and word.text[0].isalpha()


@lru_cache(maxsize=1 << 16)
def distance(noisy: str, true: str) -> float:
    """How unlike two strings are: letters count twice, marks half as much again."""
    return 0.5 * Levenshtein.distance(noisy, true) + 0.5 * Levenshtein.distance(bare(noisy), bare(true))


def align(noisy: str, true: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Corresponding groups of words, equal ones included, in order.

    ``("Toàntmh",) ↔ ("Toàn", "tỉnh")`` is a join in the noisy text.
    Exact matches are fixed first (Levenshtein over words), the stretches
    between them are aligned by letters.
    """
    left = [word.text for word in words_of(noisy)]
    return align_words(left, [word.text for word in words_of(true)])


def align_words(a: list[str], b: list[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """`align` for texts that are words already."""
    i = j = 0
    for block in Levenshtein.editops(a, b).as_matching_blocks():
        left, right = a[i : block.a], b[j : block.b]
        if max(len(left), len(right)) <= LONGEST:
            yield from _align_block(left, right)
        else:
            yield tuple(left), tuple(right)
        yield from (((word,), (word,)) for word in a[block.a : block.a + block.size])
        i, j = block.a + block.size, block.b + block.size


def _align_block(left: list[str], right: list[str]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        for j in range(len(right) + 1):
            if (i, j) not in best:
                continue
            for di, dj in _MOVES:
                if i + di > len(left) or j + dj > len(right):
                    continue
                cost = best[i, j][0] + distance("".join(left[i : i + di]), "".join(right[j : j + dj]))
                cost += 0.6 * (di != 1 or dj != 1)
                if (i + di, j + dj) not in best or cost < best[i + di, j + dj][0]:
                    best[i + di, j + dj] = (cost, (di, dj))
    groups = []
    at = (len(left), len(right))
    while at != (0, 0):
        i, j = at
        di, dj = best[at][1]
        groups.append((tuple(left[i - di : i]), tuple(right[j - dj : j])))
        at = (i - di, j - dj)
    return groups[::-1]
