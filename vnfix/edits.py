"""Edits: make them, order them, replay them."""

from __future__ import annotations

from collections.abc import Iterable

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
