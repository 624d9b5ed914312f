"""The result of an evaluation: the aligned words, and what can be told of them as table, JSON or page."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from typing import Any, NamedTuple

from . import html_page
from .alignment import Cell
from .bootstrap import LEAST_BLOCKS, intervals
from .classes import CLASSES, FORMS, Tally, tally
from .metrics import BLOCK, Counts, Rate


class Unit(NamedTuple):
    """A text aligned at once (a page, or a line): its cells, and its counts in blocks."""

    cells: tuple[Cell, ...]
    blocks: tuple[Counts, ...]


@dataclasses.dataclass(frozen=True)
class Report:
    """What `evaluate` returns; ``report + report`` and ``sum(reports)`` add up pages.

    Attributes:
        units: what was aligned, in order.
        lower: compared in lower case.
        tone_placement: ``hoà`` for ``hòa`` counted as an error.
    """

    units: tuple[Unit, ...]
    lower: bool = False
    tone_placement: bool = False

    def __add__(self, other: Report) -> Report:
        if not isinstance(other, Report):
            return NotImplemented
        if (self.lower, self.tone_placement) != (other.lower, other.tone_placement):
            raise ValueError(
                f"cannot add a report with lower={other.lower}, tone_placement={other.tone_placement} to one with "
                f"lower={self.lower}, tone_placement={self.tone_placement}; evaluate both with the same options"
            )
        return dataclasses.replace(self, units=self.units + other.units)

    def __radd__(self, start: int) -> Report:
        """``sum(reports)`` begins with 0."""
        return self if start == 0 else NotImplemented

    @cached_property
    def counts(self) -> Counts:
        """The counts of all units together."""
        rows = [block.row() for block in self.blocks]
        return Counts(*(sum(column) for column in zip(*rows, strict=True)))

    @property
    def blocks(self) -> tuple[Counts, ...]:
        """The counts in blocks of at most `BLOCK` gold words, the units of the bootstrap."""
        return tuple(block for unit in self.units for block in unit.blocks)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every aligned word, in reading order."""
        return tuple(cell for unit in self.units for cell in unit.cells)

    @property
    def wer(self) -> tuple[Rate, Rate]:
        """Word error rate before and after, each with its length in words."""
        return Rate(self.counts.errors, self.counts.words), Rate(self.counts.errors_after, self.counts.words)

    @property
    def cer(self) -> tuple[Rate, Rate]:
        """Grapheme error rate before and after, each with its length in graphemes."""
        counts = self.counts
        return Rate(counts.char_errors_before, counts.chars), Rate(counts.char_errors_after, counts.chars)

    @cached_property
    def _tallies(self) -> tuple[Tally, Tally]:
        # Unit by unit: the last word of a page is no neighbour of the next page's first.
        pages = [tally(unit.cells) for unit in self.units] or [tally(())]
        return _total([page[0] for page in pages]), _total([page[1] for page in pages])

    @property
    def classes(self) -> Tally:
        """Class of error (`CLASSES`) → counts of errors, fixed, missed, miscorrected, broken."""
        return self._tallies[0]

    @property
    def forms(self) -> Tally:
        """The same counts by whether the wrong word is a possible syllable (`FORMS`)."""
        return self._tallies[1]

    def intervals(self, rounds: int = 1000, *, seed: int = 0, level: float = 0.95) -> dict[str, tuple[float, float]]:
        """Bootstrap bounds of every rate (see `bootstrap.intervals`); none if the text is too short."""
        return intervals(self.blocks, rounds, seed=seed, level=level)

    def to_dict(self, bootstrap: int = 0) -> dict[str, Any]:
        """Everything but the words, ready for JSON; rates are fractions, None if the gold has no words.

        Args:
            bootstrap: rounds for ``intervals``; 0 leaves them out.
        """
        counts = self.counts
        rates = {name: round(value, 6) if counts.words else None for name, value in counts.rates().items()}
        result: dict[str, Any] = {
            **vars(counts),
            "errors": counts.errors,
            "errors_after": counts.errors_after,
            **rates,
            "classes": self.classes,
            "forms": self.forms,
            "options": {"lower": self.lower, "tone_placement": self.tone_placement},
        }
        if bootstrap:
            found = self.intervals(bootstrap).items()
            result["intervals"] = {name: [round(low, 6), round(high, 6)] for name, (low, high) in found}
        return result

    def table(self, bootstrap: int = 0) -> str:
        """The report in plain ASCII columns, for a terminal; ``bootstrap`` as for `to_dict`."""
        if not self.counts.words:
            return _without_gold(self.counts)
        bounds = self.intervals(bootstrap) if bootstrap else {}
        parts = [
            _rates_table(self.counts, bounds),
            _tally_table(self.classes, "class"),
            _tally_table(self.forms, "form"),
        ]
        if bootstrap and not bounds:
            parts.append(f"no intervals: they need {LEAST_BLOCKS} blocks, {LEAST_BLOCKS * BLOCK} words of gold or more")
        return "\n\n".join(parts) + "\n"

    def html(self, title: str = "vnfix evaluate", bootstrap: int = 0) -> str:
        """A page that needs no other file: the table, and the aligned text in colour."""
        return html_page.render(title, self.table(bootstrap), [unit.cells for unit in self.units])


def _total(tallies: list[Tally]) -> Tally:
    first = tallies[0]
    return {name: {key: sum(page[name][key] for page in tallies) for key in numbers} for name, numbers in first.items()}


def _without_gold(counts: Counts) -> str:
    """What is left to say where nothing can be a share of the words of the gold."""
    return (
        "no rates: the gold has no words that count; is it the right file?\n"
        f"words that are not on the paper: {counts.errors} before the repair, {counts.errors_after} after\n"
    )


def _rates_table(counts: Counts, bounds: dict[str, tuple[float, float]]) -> str:
    rates = counts.rates()

    def rate(name: str, decimals: int = 2) -> str:
        text = f"{100 * rates[name]:7.{decimals}f} %"
        if name in bounds:
            low, high = bounds[name]
            text += f" [{100 * low:.{decimals}f}, {100 * high:.{decimals}f}]"
        return text

    lines = [
        f"{'WER':12}{rate('wer_before')}  ->{rate('wer_after')}   of {counts.words} words",
        f"{'CER':12}{rate('cer_before')}  ->{rate('cer_after')}   of {counts.chars} graphemes",
        f"{'errors':12}{counts.errors:7}    ->{counts.errors_after:7}     reduced by {rate('wer_reduction').lstrip()}",
        f"{'':12}fixed {counts.fixed}, missed {counts.missed}, "
        f"miscorrected {counts.miscorrected}; broken {counts.broken}",
    ]
    for label, prefix in (("correction", ""), ("detection", "detection_")):
        names = ("precision", "recall", "f1")
        lines.append(f"{label:12}" + ", ".join(f"{name}{rate(prefix + name)}" for name in names))
    lines.append(f"{'damage':12}{rate('damage', 3)}   of the right words broken")
    return "\n".join(lines)


def _tally_table(table: Tally, label: str) -> str:
    columns = ("errors", "fixed", "missed", "miscorrected", "broken")
    lines = [f"{label:12}" + "".join(f"{name:>14}" for name in columns)]
    for name in (*CLASSES, *FORMS):
        if name in table and any(table[name].values()):
            lines.append(f"{name:12}" + "".join(f"{table[name][column]:14}" for column in columns))
    return "\n".join(lines)
