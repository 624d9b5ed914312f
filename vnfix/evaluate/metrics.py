"""Counts that add up over pages, and the rates that are read off their sum.

Rates come with their length (`Rate`), because the mean of the rates of a title
page and of a table is the rate of neither.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from .alignment import Cell
from .words import graphemes, words

#: Gold words in a block, the unit that the bootstrap draws: errors come in bursts
#: (a smudge, a column cut badly), so words are not drawn singly.
BLOCK = 25


@dataclasses.dataclass(frozen=True)
class Rate:
    """Errors over a length (words or graphemes of the gold); ``+`` sums pages fairly."""

    errors: int
    length: int

    @property
    def value(self) -> float:
        """Errors / length, 0.0 upwards (above 1 if much was added); an empty gold counts as length 1."""
        return self.errors / max(self.length, 1)

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.errors + other.errors, self.length + other.length)


@dataclasses.dataclass(frozen=True)
class Counts:
    """What happened to the scored words; ``+`` sums.

    Attributes:
        words: gold words.
        fixed: wrong before, right after.
        missed: wrong before, the same after.
        miscorrected: wrong before, wrong otherwise after.
        broken: right before, wrong after.
        chars: graphemes of the gold words joined by one space.
        char_errors_before, char_errors_after: insertions, deletions, substitutions of graphemes.
    """

    words: int = 0
    fixed: int = 0
    missed: int = 0
    miscorrected: int = 0
    broken: int = 0
    chars: int = 0
    char_errors_before: int = 0
    char_errors_after: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(self.row(), other.row(), strict=True)))

    def row(self) -> tuple[int, ...]:
        """The eight numbers in the order of the fields."""
        return tuple(vars(self).values())

    @property
    def errors(self) -> int:
        """Wrong words before the repair: lost, surplus and misread ones."""
        return self.fixed + self.missed + self.miscorrected

    @property
    def errors_after(self) -> int:
        """Wrong words after the repair."""
        return self.missed + self.miscorrected + self.broken

    def rates(self) -> dict[str, float]:
        """Every rate by name, as fractions; a rate without a case to judge is 0.0.

        Correction counts a change as right if it gives the gold word; detection
        if it touches a wrong word at all.  ``damage`` is the share of right words broken.
        """
        changed = self.fixed + self.miscorrected + self.broken
        precision, recall = _ratio(self.fixed, changed), _ratio(self.fixed, self.errors)
        touched = self.fixed + self.miscorrected
        found, alert = _ratio(touched, self.errors), _ratio(touched, changed)
        return {
            "wer_before": _ratio(self.errors, self.words),
            "wer_after": _ratio(self.errors_after, self.words),
            "cer_before": _ratio(self.char_errors_before, self.chars),
            "cer_after": _ratio(self.char_errors_after, self.chars),
            "precision": precision,
            "recall": recall,
            "f1": _harmonic(precision, recall),
            "detection_precision": alert,
            "detection_recall": found,
            "detection_f1": _harmonic(alert, found),
            "damage": _ratio(self.broken, self.words - self.errors),
            "wer_reduction": 1 - _ratio(self.errors_after, self.errors),
        }


def wer(read: str, gold: str, *, lower: bool = False, tone_placement: bool = False) -> Rate:
    """Word error rate of a text against its gold as a whole; ⟦ ⟧ have no meaning here."""
    sides = [[w.text for w in words(s, lower=lower, tone_placement=tone_placement)] for s in (read, gold)]
    return Rate(Levenshtein.distance(*sides), len(sides[1]))


def cer(read: str, gold: str, *, lower: bool = False, tone_placement: bool = False) -> Rate:
    """Grapheme error rate of the words joined by one space; ⟦ ⟧ have no meaning here."""
    sides = [[w.text for w in words(s, lower=lower, tone_placement=tone_placement)] for s in (read, gold)]
    letters = [_letters(side) for side in sides]
    return Rate(Levenshtein.distance(*letters), len(letters[1]))


def count(noisy: Sequence[str], system: Sequence[str], gold: Sequence[str], cells: Sequence[Cell]) -> list[Counts]:
    """Counts of a text in blocks of `BLOCK` gold words; at least one block, their sum is the text's.

    Args:
        noisy, system, gold: the words.
        cells: their alignment.
    """
    blocks = [dict.fromkeys(vars(Counts()), 0) for _ in range(max(1, -(-len(gold) // BLOCK)))]
    position = 0  # gold words so far
    for cell in cells:
        block = blocks[_block(position, len(gold))]
        if cell.scored:
            block["words"] += cell.gold != ""
            if cell.status in block:
                block[cell.status] += 1
        position += cell.gold != ""
    if all(cell.scored for cell in cells if cell.gold):
        _count_letters(blocks, noisy, system, gold, cells)
    else:
        _count_letters_of_scored(blocks, cells, len(gold))
    return [Counts(**block) for block in blocks]


def _count_letters(
    blocks: list[dict[str, int]],
    noisy: Sequence[str],
    system: Sequence[str],
    gold: Sequence[str],
    cells: Sequence[Cell],
) -> None:
    """Letters of the whole text aligned at once, each edit booked where it meets the gold."""
    owner: list[int] = []  # word of each grapheme of the gold
    for k, word in enumerate(gold):
        size = len(graphemes(word)) + (k + 1 < len(gold))
        blocks[k // BLOCK]["chars"] += size
        owner += [k] * size
    truth = _letters(gold)
    bounds = (
        sum(_most(cell.noisy, cell.gold) for cell in cells),
        sum(_most(cell.system, cell.gold) for cell in cells),
    )
    sides = (("char_errors_before", noisy), ("char_errors_after", system))
    for (name, side), bound in zip(sides, bounds, strict=True):
        # The distance is at most that of the words as they are aligned: with this hint RapidFuzz looks at a band of
        # so many letters alone, and a text of 600,000 letters takes seconds and not a minute.
        for op in Levenshtein.editops(_letters(side), truth, score_hint=bound):
            place = owner[op.dest_pos] if op.dest_pos < len(owner) else len(gold)
            blocks[_block(place, len(gold))][name] += 1


def _most(read: str, gold: str) -> int:
    """Edits of letters that turn one word into the other, with the space beside a word that is lost or surplus."""
    if read == gold:
        return 0
    return Levenshtein.distance(graphemes(read), graphemes(gold)) + (not read or not gold)


def _count_letters_of_scored(blocks: list[dict[str, int]], cells: Sequence[Cell], size: int) -> None:
    """Letters of the scored words alone: no alignment of letters may lean on ⟦what nobody could read⟧."""
    position = 0
    for cell in cells:
        block = blocks[_block(position, size)]
        position += cell.gold != ""
        if not cell.scored:
            continue
        truth = graphemes(cell.gold)
        block["chars"] += len(truth) + 1 if truth else 0
        block["char_errors_before"] += Levenshtein.distance(graphemes(cell.noisy), truth)
        block["char_errors_after"] += Levenshtein.distance(graphemes(cell.system), truth)


def _block(position: int, size: int) -> int:
    """Block of a gold position; what is surplus at the end belongs to the last one."""
    return max(min(position, size - 1), 0) // BLOCK


def _letters(sides: Sequence[str]) -> list[str]:
    """Graphemes of the words, a space between two; a stray mark never melts into that space."""
    found: list[str] = []
    for word in sides:
        found += graphemes(word)
        found.append(" ")
    return found[:-1]


def _ratio(part: int, whole: int) -> float:
    return part / max(whole, 1)


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
