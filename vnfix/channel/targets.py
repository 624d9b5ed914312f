"""What every onset, or every rime, can be: a trie of the strings, and what they look like.

The trie runs in the order of reading: rimes from the end of the word, since
damaged words have their tails in common.  Nothing here knows of an engine's
habits, so that all channels share one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .glyphs import strokes, vowel_marks

Ids = npt.NDArray[np.int64]
#: Pieces of a rule are at most so long on either side; ``ưcmg`` for ``ương`` needs four.
LONGEST = 4


class Targets:
    """The strings that one part of the syllable can be.

    Args:
        targets: the strings.
        at_end: the part ends the syllable (a rime), rather than beginning it (an onset).

    Attributes:
        all: the strings, ascending.
        rank: target → its place there.
        ends: the node of every target.
        size: how many nodes; short ones come first.
        letters: length of the longest.
        first: for each length p, the first node of at least p letters.
        parents: for each length p, from there on, the node p letters up.
        pieces: for each length p, from there on, the number of the last p letters.
        number: piece → its number.
        tones, marks: of every target, a number for its last tone and for its vowel marks.
    """

    def __init__(self, targets: Iterable[str], at_end: bool) -> None:
        self.all = sorted(targets)
        self.rank = {target: k for k, target in enumerate(self.all)}
        self.at_end = at_end
        self._grow()
        self._shapes: dict[str, list[int]] = {}
        for k, target in enumerate(self.all):
            self._shapes.setdefault(strokes(target), []).append(k)
        self._longest_shape = max(map(len, self._shapes))
        marks = [vowel_marks(target) for target in self.all]
        self._tone_number, self._mark_number = _numbers(tone for tone, _ in marks), _numbers(mark for _, mark in marks)
        self.tones = np.array([self._tone_number[tone] for tone, _ in marks], dtype=np.int64)
        self.marks = np.array([self._mark_number[mark] for _, mark in marks], dtype=np.int64)
        self.near_shapes = lru_cache(maxsize=1 << 12)(self._near_shapes)

    def turned(self, piece: str) -> str:
        """A piece in the order of reading: rimes are read from the end of the word."""
        return piece[::-1] if self.at_end else piece

    def turned_all(self, pieces: Sequence[str]) -> list[str]:
        """`turned` of many pieces without line breaks, all at once."""
        return "\n".join(pieces)[::-1].split("\n")[::-1] if self.at_end and pieces else list(pieces)

    def _grow(self) -> None:
        spelt = [self.turned(target) for target in self.all]
        nodes = sorted({target[:k] for target in spelt for k in range(len(target) + 1)}, key=lambda n: (len(n), n))
        place = {node: k for k, node in enumerate(nodes)}
        self.ends = np.array([place[target] for target in spelt])
        self.size, self.letters = len(nodes), max(map(len, nodes))
        self.number: dict[str, int] = {"": 0}
        self.first: list[int] = []
        self.parents: list[Ids] = []
        self.pieces: list[Ids] = []
        for length in range(max(LONGEST, self.letters) + 1):
            below = [node for node in nodes if len(node) >= length]
            self.first.append(len(nodes) - len(below))
            self.parents.append(np.array([place[node[: len(node) - length]] for node in below], dtype=np.int64))
            ends = (node[len(node) - length :] for node in below)
            numbers = [self.number.setdefault(end, len(self.number)) for end in ends]
            self.pieces.append(np.array(numbers, dtype=np.int64))

    def marks_of(self, read: str) -> tuple[int, int]:
        """The numbers of the tone and of the vowel marks of a read piece; -1 for those that no target has."""
        tones, marks = vowel_marks(read)
        return self._tone_number.get(tones[-1:], -1), self._mark_number.get(marks, -1)

    def _near_shapes(self, own: str) -> dict[int, int]:
        """Targets with these strokes or one more or less, and how many strokes differ."""
        found: dict[int, int] = {}
        if len(own) > self._longest_shape + 1:
            return found
        for far, shapes in enumerate(([own], one_stroke_off(own))):
            found |= {k: far for shape in shapes if shape in self._shapes for k in self._shapes[shape]}
        return found


def _numbers(strings: Iterable[str]) -> dict[str, int]:
    return {string: k for k, string in enumerate(dict.fromkeys(strings))}


def one_stroke_off(shape: str) -> set[str]:
    """Stroke strings with one stroke lost or one stem too many."""
    shorter = {shape[:k] + shape[k + 1 :] for k in range(len(shape))}
    longer = {shape[:k] + stroke + shape[k:] for k in range(len(shape) + 1) for stroke in "ic"}
    return (shorter | longer) - {shape, ""}
