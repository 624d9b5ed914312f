"""Edits: replay them, and make one list of two that follow each other."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

from .records import Edit


class EditError(ValueError):
    """Edits that do not belong to this text, or overlap."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; ``apply_edits(text, explain(text).edits) == correct(text)``.

    Raises:
        EditError: an edit's ``old`` does not stand at its place, or two edits overlap.
    """
    parts = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        if edit.start < at:
            raise EditError(f"edit {edit.old!r} → {edit.new!r} at {edit.start} overlaps the one that ends at {at}")
        if text[edit.start : edit.end] != edit.old:
            stands = text[edit.start : edit.end]
            raise EditError(f"expected {edit.old!r} at {edit.start}, found {stands!r}: edits of another text?")
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join(parts) + text[at:]


def composed(text: str, first: Iterable[Edit], second: Iterable[Edit]) -> list[Edit]:
    """The edits of ``text`` that come to the same as ``first`` and then ``second``, whose offsets count behind those.

    Where edits of both meet they become one, which says what the second says.

    Raises:
        EditError: as for `apply_edits`.
    """
    first = sorted(first)
    between = apply_edits(text, first)
    result, shift = [], 0
    for old_ones, new_ones in _clusters(list(_made(first)), sorted(second)):
        both = old_ones + new_ones
        start, end = min(edit.start for edit in both), max(edit.end for edit in both)
        more = sum(len(edit.new) - len(edit.old) for edit in old_ones)
        old = text[start - shift : end - shift - more]
        new = apply_edits(between[start:end], (e._replace(start=e.start - start, end=e.end - start) for e in new_ones))
        said = (new_ones or old_ones)[0]
        runners_up = said.runners_up if len(new_ones or old_ones) == 1 and new == said.new else ()
        confidence = min(edit.confidence for edit in both)
        if old != new:
            result.append(Edit(start - shift, start - shift + len(old), old, new, said.reason, confidence, runners_up))
        shift += more
    return result


def apart(some: Iterable[Edit], others: Iterable[Edit]) -> list[Edit]:
    """Those of some edits that meet none of the others, which do not overlap."""
    others = sorted(others)
    starts = [edit.start for edit in others]
    kept = []
    for edit in some:
        at = bisect.bisect_left(starts, edit.end) - 1
        if at < 0 or others[at].end <= edit.start:
            kept.append(edit)
    return kept


def _made(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits, in order, each where it stands in the text that they have made."""
    shift = 0
    for edit in edits:
        start = edit.start + shift
        yield edit._replace(start=start, end=start + len(edit.new))
        shift += len(edit.new) - len(edit.old)


def _clusters(some: list[Edit], others: list[Edit]) -> Iterator[tuple[list[Edit], list[Edit]]]:
    """Edits of two lists that meet each other, in the order of the text."""
    cluster: tuple[list[Edit], list[Edit]] = ([], [])
    end = 0
    for edit, which in sorted([(edit, 0) for edit in some] + [(edit, 1) for edit in others], key=lambda item: item[0]):
        if any(cluster) and edit.start >= end:
            yield cluster
            cluster = ([], [])
        cluster[which].append(edit)
        end = max(end, edit.end)
    if any(cluster):
        yield cluster
