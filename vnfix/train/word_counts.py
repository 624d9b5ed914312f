"""Words and how often each was read as what: all that the channel learns from, and no sentence of the pages.

A table with the columns read, meant and count, a row a pair of words, equal ones included, since they set the
rates.  Pages that may not be passed on can still teach: `vnfix learn-channel --counts` writes such tables, and
`vnfix learn-channel` and `vnfix train --pairs` learn from them as from the pages, to the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..resources import ResourceError, read_table
from .channel_model import Example

COLUMNS = ("read", "meant", "count")


def is_counts(path: Path) -> bool:
    """Does a TSV file hold counted words, rather than pages (columns noisy and gold)?"""
    with path.open("rb") as stream:
        header = stream.readline().decode("utf-8", "replace").strip().split("\t")
    return set(COLUMNS) <= set(header)


def read_counts(path: Path) -> Iterator[Example]:
    """The examples of a table.

    Raises:
        ResourceError: a row of another length, or a count that is no positive number.
    """
    for read, meant, count in read_table(path, COLUMNS):
        if not (count.isdecimal() and int(count)):
            raise ResourceError(f"{path}: {read!r} for {meant!r} has the count {count!r}; expected 1, 2, 3, …")
        yield read, meant, float(count)


def write_counts(data: Iterable[Example], path: Path) -> None:
    """Write the table of some examples; sorted, so that the same pages give the same bytes."""
    total: defaultdict[tuple[str, str], float] = defaultdict(float)
    for read, meant, weight in data:
        total[read, meant] += weight
    rows = [f"{read}\t{meant}\t{count:.0f}" for (read, meant), count in sorted(total.items())]
    path.write_text("\n".join(["\t".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
