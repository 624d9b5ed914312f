"""`evaluate`: texts in, report out.  START READING HERE.

words → alignment → metrics (counts in blocks) → report; classes, bootstrap and
html_page tell more of the same cells.
"""

from __future__ import annotations

from ..intake.textfiles import InputError
from .alignment import align
from .metrics import count
from .report import Report, Unit
from .words import words

_SIDES = ("noisy", "system", "gold")


def evaluate(
    noisy: str | list[str],
    system: str | list[str] | None,
    gold: str | list[str],
    *,
    lower: bool = False,
    tone_placement: bool = False,
    whole: bool = True,
) -> Report:
    """Compare a text before and after its repair with its gold.

    Args:
        noisy: the text as read; a list is of lines, pages or other pieces.
        system: the text after the repair; None measures the engine alone.
        gold: the text as it stands on the paper; what is in ⟦ ⟧ is not scored.
        lower: compare in lower case.
        tone_placement: count ``hoà`` for ``hòa`` as an error.
        whole: align all of the text at once; else line by line, or piece by piece of the lists.

    Raises:
        InputError: ``whole`` is False and the numbers of lines or pieces differ.
        TypeError: a side is neither text nor a list of texts.

    >>> evaluate("Uy ban nhân dân tinh", "Ủy ban nhân dân tinh", "Ủy ban nhân dân tỉnh").counts.fixed
    1
    """
    sides = [
        _pieces(side, name, whole) for side, name in zip((noisy, system, gold), _SIDES, strict=True) if side is not None
    ]
    if system is None:
        sides.insert(1, sides[0])
    sizes = [len(side) for side in sides]
    if len(set(sizes)) > 1:
        told = ", ".join(f"{name} {size}" for name, size in zip(_SIDES, sizes, strict=True))
        raise InputError(
            f"numbers of lines differ ({told}): they cannot be aligned by line; align the texts as a whole"
        )
    units = []
    first_line = 0
    for texts in zip(*sides, strict=True):
        units.append(_unit(texts, first_line, lower, tone_placement))
        first_line += texts[2].count("\n") + 1
    return Report(tuple(units), lower, tone_placement)


def _unit(texts: tuple[str, ...], first_line: int, lower: bool, tone_placement: bool) -> Unit:
    noisy, system, gold = (words(text, lower=lower, tone_placement=tone_placement) for text in texts)
    cells = align(noisy, system, gold, first_line)
    x, y, g = ([word.text for word in side] for side in (noisy, system, gold))
    return Unit(cells, tuple(count(x, y, g, cells)))


def _pieces(side: str | list[str], name: str, whole: bool) -> list[str]:
    if not isinstance(side, str) and not (isinstance(side, (list, tuple)) and all(isinstance(x, str) for x in side)):
        raise TypeError(f"{name} is {type(side).__name__}, expected a text (str) or a list of texts")
    if whole:
        return [side if isinstance(side, str) else "\n".join(side)]
    # A text file ends with a line end; the nothing after it is no line.
    return side.removesuffix("\n").split("\n") if isinstance(side, str) else list(side)
