"""Gold words with what stands in their place before and after the repair.

Both texts are aligned with the gold on their own, by words, with the fewest
insertions, deletions and substitutions (Levenshtein 1966, by RapidFuzz); the
two alignments meet at the gold word, or at the gap where a word is too many.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from .words import Word

#: (gold position, 0, k) is the k-th surplus word before it, (gold position, 1, 0) the word itself:
#: sorted, keys give reading order.
_Key = tuple[int, int, int]


class Cell(NamedTuple):
    """A gold word and its two readings; "" in ``gold`` is a gap, "" in a reading a lost word.

    ``line`` counts the lines of the gold from 0.
    """

    gold: str
    noisy: str
    system: str
    scored: bool
    line: int

    @property
    def status(self) -> str:
        """What became of it: right, fixed, missed, miscorrected, broken, unscored."""
        if not self.scored:
            return "unscored"
        if self.noisy == self.gold:
            return "right" if self.system == self.gold else "broken"
        if self.system == self.gold:
            return "fixed"
        return "missed" if self.system == self.noisy else "miscorrected"


def align(noisy: Sequence[Word], system: Sequence[Word], gold: Sequence[Word], first_line: int = 0) -> tuple[Cell, ...]:
    """Cells in reading order; each gold word has exactly one.

    Args:
        noisy: words as the engine read them.
        system: words after the repair.
        gold: words as they stand on the paper; theirs is the say on what is scored.
        first_line: added to the line numbers, for texts aligned line by line.
    """
    truth = [word.text for word in gold]
    before = _differences([word.text for word in noisy], truth)
    after = _differences([word.text for word in system], truth)
    cells = []
    for key in sorted(before.keys() | after.keys() | {(k, 1, 0) for k in range(len(truth))}):
        position, is_word, _ = key
        text = truth[position] if is_word else ""
        line = first_line + (gold[min(position, len(gold) - 1)].line if gold else 0)
        scored = gold[position].scored if is_word else _gap_is_scored(gold, position)
        cells.append(Cell(text, before.get(key, text), after.get(key, text), scored, line))
    return tuple(cells)


def _gap_is_scored(gold: Sequence[Word], position: int) -> bool:
    """A surplus word counts unless it touches a stretch that nobody could read."""
    return all(word.scored for word in gold[max(position - 1, 0) : position + 1])


def _differences(read: list[str], gold: list[str]) -> dict[_Key, str]:
    """What stands where the gold has something else; "" for a lost word."""
    found: dict[_Key, str] = {}
    for op in Levenshtein.opcodes(read, gold):
        if op.tag == "delete":
            for k, word in enumerate(read[op.src_start : op.src_end]):
                found[op.dest_start, 0, k] = word
        elif op.tag == "insert":
            for position in range(op.dest_start, op.dest_end):
                found[position, 1, 0] = ""
        elif op.tag == "replace":
            for k, word in enumerate(read[op.src_start : op.src_end]):
                found[op.dest_start + k, 1, 0] = word
    return found
