"""Repairs that need no context: digits, numerals, marks, document codes, capitals, tone style.  The form alone tells."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import calibration, casing
from .abbreviations import Abbreviations
from .chunks import CODE, WORD, Trait
from .config import Config
from .numbers import misread_digits
from .odd_forms import windows
from .page import Page
from .records import Edit
from .section_numbers import AT_HEAD, misread_numerals
from .stray_marks import Bond, stray_marks
from .syllable import case_shape, restyle


class FormRepairs:
    """The repairs of one page by form.

    Args:
        fixed: tokens that stay as they are.
    """

    def __init__(self, page: Page, fixed: set[int], abbreviations: Abbreviations, config: Config, bond: Bond) -> None:
        self._page, self._fixed = page, fixed
        self._abbreviations, self._config = abbreviations, config
        self._bond = bond

    def add(self, edits: list[Edit], prior: Callable[[int], float]) -> list[Edit]:
        """Those edits that leave digits and numerals alone, and the repairs by form where they change nothing.

        Args:
            prior: cost of an error at a token, nats.
        """
        odd = self._page.starts[self._page.has(Trait.ODD_FORM)].tolist()
        spans = list(windows(self._page.text, odd))
        numbers = self._numbers(odd, spans)
        edits = [e for e in edits if not _overlap(e, numbers)] + numbers
        edits += [e for e in self._marks(spans) if not _overlap(e, edits)]
        taken = {k for e in edits for k in range(e.start, e.end)}
        return edits + self._others(taken, prior)

    def _numbers(self, odd: list[int], spans: list[tuple[int, int]]) -> list[Edit]:
        text = self._page.text
        found = [(a, b, new, "number") for a, b, new in misread_digits(text, spans)]
        if any(AT_HEAD.search(text, max(0, at - 12), at + 8) for at in odd):
            found += [(a, b, new, "numeral") for a, b, new in misread_numerals(text)]
        return [Edit(a, b, text[a:b], new, reason, calibration.CERTAIN) for a, b, new, reason in found]

    def _marks(self, spans: list[tuple[int, int]]) -> list[Edit]:
        text = self._page.text
        marks = stray_marks(text, spans, self._bond_at)
        return [Edit(a, b, text[a:b], kept, "mark", calibration.CERTAIN) for a, b, kept in marks]

    def _bond_at(self, first: int, second: int) -> float:
        """The bond of the two words that begin at two places of the text, 0 if the model does not know one."""
        left, right = (np.searchsorted(self._page.starts, (first, second), side="right") - 1).tolist()
        a, b = self._page.id_of(left), self._page.id_of(right)
        return 0.0 if a is None or b is None else self._bond(a, b)

    def _others(self, taken: set[int], prior: Callable[[int], float]) -> list[Edit]:
        edits = []
        for k in self._in_question():
            token = self._page.tokens[k]
            if token.start in taken or k in self._fixed:
                continue
            new, reason = self._repair(k)
            if new is not None and new != token.text:
                confidence = calibration.case(prior(k)) if reason == "case" else calibration.CERTAIN
                edits.append(Edit(token.start, token.end, token.text, new, reason, confidence))
        return edits

    def _in_question(self) -> list[int]:
        """Tokens that `_repair` might change."""
        kinds = self._page.kinds
        words = self._page.has(Trait.CASE) if self._config.tone_style == "keep" else kinds == WORD
        found: list[int] = np.flatnonzero((kinds == CODE) | words).tolist()
        return found

    def _repair(self, k: int) -> tuple[str | None, str]:
        token = self._page.tokens[k]
        if token.kind == "code":
            return self._abbreviations.code(token.text), "code"
        if self._config.fix_case and self._case_may_be_broken(k):
            after, within = self._page.tokens[k + 2 : k + 3], self._page.within_small(k)
            next_is_lower = bool(after) and after[0].text.islower()
            mended = casing.mended(token.text, self._page.in_capitals(k, k + 1), within, next_is_lower)
            if mended is not None:
                return mended, "case"
        if self._config.tone_style != "keep":
            return restyle(token.text, self._config.tone_style == "new"), "tone style"
        return None, ""

    def _case_may_be_broken(self, k: int) -> bool:
        text = self._page.tokens[k].text
        known = not self._page.is_unknown(k) and self._abbreviations.cased.get(text.lower()) != text
        return known and case_shape(text) in ("mixed", "UPPER")


def _overlap(edit: Edit, others: list[Edit]) -> bool:
    return any(other.start < edit.end and edit.start < other.end for other in others)
