"""Repairs that need no context: document codes, digits, capitals, tone style.  The form alone tells."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import calibration, casing
from .abbreviations import Abbreviations
from .chunks import CODE, WORD, Trait
from .config import Config
from .numbers import misread_digits
from .page import Page
from .records import Edit
from .syllable import case_shape, restyle


class FormRepairs:
    """The repairs of one page by form.

    Args:
        fixed: tokens that stay as they are.
    """

    def __init__(self, page: Page, fixed: set[int], abbreviations: Abbreviations, config: Config) -> None:
        self._page, self._fixed = page, fixed
        self._abbreviations, self._config = abbreviations, config

    def add(self, edits: list[Edit], prior: Callable[[int], float]) -> list[Edit]:
        """Those edits that leave digits alone, and the repairs by form where they change nothing.

        Args:
            prior: cost of an error at a token, nats.
        """
        digits = self._digits()
        edits = [e for e in edits if not any(d.start < e.end and e.start < d.end for d in digits)] + digits
        taken = {k for e in edits for k in range(e.start, e.end)}
        return edits + self._others(taken, prior)

    def _digits(self) -> list[Edit]:
        text = self._page.text
        return [Edit(a, b, text[a:b], new, "number", calibration.CERTAIN) for a, b, new in misread_digits(text)]

    def _others(self, taken: set[int], prior: Callable[[int], float]) -> list[Edit]:
        edits = []
        for k in self._in_question():
            if k in self._fixed or int(self._page.starts[k]) in taken:
                continue
            token = self._page.tokens[k]
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
        text = self._page.tokens.text(k)
        known = not self._page.is_unknown(k) and self._abbreviations.cased.get(text.lower()) != text
        return known and case_shape(text) in ("mixed", "UPPER")
