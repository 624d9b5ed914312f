"""Repairs that need no context: digits, numerals, marks, document codes, capitals, tone style.  Form alone tells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

import numpy as np

from .. import casing, certainty, spaces
from ..chunks import CODE, WORD, Trait
from ..config import Config
from ..lookalikes import plain
from ..odd_forms import windows
from ..page import Page
from ..records import TONE_STYLE, Edit
from ..shields import unshielded
from ..syllable import bare, restyle
from .abbreviations import Abbreviations
from .cut_codes import cut_codes
from .formulas import Formulas
from .lone_letters import lone_letters
from .numbers import misread_digits, misread_pages
from .official_names import Names, heading_words
from .points import misread_points
from .pulled_words import LEAST_APART, pulled_words
from .section_numbers import AT_HEAD, counted_numerals, misread_numerals
from .stray_marks import Bond, stray_marks


class Known(NamedTuple):
    """What the repairs by form go by, the same for all pages."""

    abbreviations: Abbreviations
    names: Names
    formulas: Formulas
    bond: Bond
    vocabulary: Collection[str]


class FormRepairs:
    """The repairs of one page by form.

    Args:
        fixed: tokens that stay as they are.

    Attributes:
        in_formulas: tokens of misread `Formulas`, which are repaired as a whole.
    """

    def __init__(self, page: Page, fixed: set[int], known: Known, config: Config) -> None:
        self._page, self._fixed = page, fixed
        self._abbreviations, self._names, formulas, self._bond, self._vocabulary = known
        self._config = config
        self._formulas = self._in_formulas(formulas)
        self.in_formulas = {k for edit in self._formulas for k in page.meeting(edit.start, edit.end)}

    def add(self, edits: list[Edit], prior: Callable[[int], float]) -> list[Edit]:
        """Those edits that leave digits and numerals alone, and the repairs by form where they change nothing.

        Args:
            prior: cost of an error at a token, nats.
        """
        held = {at for edit in self._formulas for at in range(edit.start, edit.end)}
        edits = [edit for edit in edits if held.isdisjoint(range(edit.start, edit.end))] + self._formulas
        odd = self._page.starts[self._page.has(Trait.ODD_FORM)].tolist()
        spans = list(windows(self._page.text, odd))
        numbers = self._numbers(odd, spans)
        numbers += [e for e in self._joined(edits) if not _overlap(e, numbers)]
        edits = [e for e in edits if not _overlap(e, numbers)] + numbers
        edits += [e for e in self._marks(spans) if not _overlap(e, edits)]
        taken = {k for e in edits for k in range(e.start, e.end)}
        edits += self._capitals(taken)
        taken |= {k for e in edits for k in range(e.start, e.end)}
        return edits + self._others(taken, prior)

    def _in_formulas(self, formulas: Formulas) -> list[Edit]:
        """The misread words of formulas that may be repaired."""
        config, page = self._config, self._page
        found = spaces.allowed(page.text, formulas.misread(page), config.fix_spacing)
        if not config.restore_accents:
            found = [edit for edit in found if bare(edit.new.lower()) != edit.old.lower()]
        free = [edit for edit in found if self._fixed.isdisjoint(page.meeting(edit.start, edit.end))]
        return unshielded(page.text, free, config)

    def _capitals(self, taken: set[int]) -> list[Edit]:
        if not self._config.fix_case:
            return []
        starts, text = self._page.starts, self._page.text
        names = ((int(np.searchsorted(starts, at)), new) for at, _, new in self._names.committees_in(text))
        edits = []
        for k, new in [*names, *heading_words(self._page, self._abbreviations.cased)]:
            token = self._page.tokens[k]
            if token.start not in taken and k not in self._fixed and new != token.text:
                edits.append(Edit(token.start, token.end, token.text, new, "case", certainty.CASE))
        return edits

    def _numbers(self, odd: list[int], spans: list[tuple[int, int]]) -> list[Edit]:
        text = self._page.text
        found = [(a, b, new, "code") for a, b, new in cut_codes(text, self._abbreviations.whole_code)]
        cut = [range(a, b) for a, b, *_ in found]
        digits = misread_digits(text, spans)
        found += [(a, b, new, "number") for a, b, new in digits if not any(a in code for code in cut)]
        found += [(a, b, new, "letters") for a, b, new in misread_pages(text, spans)]
        if any(AT_HEAD.match(text, at) for at in odd):
            found += [(a, b, new, "numeral") for a, b, new in misread_numerals(text)]
        found += [(a, b, new, "numeral") for a, b, new in misread_points(text)]
        heads = {a for a, *_ in found}
        found += [(a, b, new, "numeral") for a, b, new in counted_numerals(text, spans) if a not in heads]
        edits = (Edit(a, b, text[a:b], new, reason, certainty.CERTAIN) for a, b, new, reason in found)
        return spaces.allowed(text, edits, self._config.fix_spacing)

    def _joined(self, edits: Sequence[Edit]) -> list[Edit]:
        if not self._config.fix_spacing:
            return []
        sure = (edit for edit in edits if edit.confidence >= self._config.min_confidence)
        pulled = sum(edit.reason == "spaced" for edit in sure) >= LEAST_APART
        found = list(lone_letters(self._page, self._abbreviations.meant, pulled))
        if pulled:
            found += pulled_words(self._page, self._vocabulary.__contains__)
        joined: list[Edit] = []
        for start, end, new in sorted(found):
            if not joined or start >= joined[-1].end:
                joined.append(Edit(start, end, self._page.text[start:end], new, "spaced", certainty.CERTAIN))
        return joined

    def _marks(self, spans: list[tuple[int, int]]) -> list[Edit]:
        text = self._page.text
        marks = stray_marks(text, spans, self._bond_at)
        return [Edit(a, b, text[a:b], kept, "mark", certainty.CERTAIN) for a, b, kept in marks]

    def _bond_at(self, first: int, second: int) -> float:
        """The bond of the two words that begin at two places of the text, 0 if the model does not know one."""
        left, right = (np.searchsorted(self._page.starts, (first, second), side="right") - 1).tolist()
        a, b = self._page.id_of(left), self._page.id_of(right)
        return 0.0 if a is None or b is None else self._bond(a, b)

    def _bond_around(self, k: int) -> float:
        """The bond of a word with the one before or behind it, whichever is stronger."""
        ids, at = self._page.ids, self._page.symbol_of[k]
        pairs = [ids[a : a + 2] for a in (at - 1, at) if 0 <= a < len(ids) - 1]
        return max((self._bond(a, b) for a, b in pairs), default=0.0)

    def _others(self, taken: set[int], prior: Callable[[int], float]) -> list[Edit]:
        edits = []
        for k in self._in_question():
            if k in self._fixed or int(self._page.starts[k]) in taken:
                continue
            token = self._page.tokens[k]
            new, reason = self._repair(k)
            if new is not None and new != token.text:
                sure = certainty.case(prior(k), self._bond_around(k)) if reason == "case" else certainty.CERTAIN
                edits.append(Edit(token.start, token.end, token.text, new, reason, sure))
        return edits

    def _in_question(self) -> list[int]:
        """Tokens that `_repair` might change."""
        kinds = self._page.kinds
        words = self._page.has(Trait.CASE) if self._config.tone_style == "keep" else kinds == WORD
        found: list[int] = ((kinds == CODE) | words).nonzero()[0].tolist()
        return found

    def _repair(self, k: int) -> tuple[str | None, str]:
        token = self._page.tokens[k]
        if token.kind == "code":
            return self._abbreviations.code(token.text), "code"
        meant = plain(token.text)
        if meant != token.text:
            return meant, "lookalike"
        if self._config.fix_case and self._case_may_be_broken(k):
            mended = self._mended(k)
            if mended is not None:
                return mended, "case"
        if self._config.tone_style != "keep":
            return restyle(token.text, self._config.tone_style == "new"), TONE_STYLE
        return None, ""

    def _mended(self, k: int) -> str | None:
        page, text = self._page, self._page.tokens[k].text
        behind = page.tokens[k + 2].text if k + 2 < len(page.tokens) else ""
        within = page.within_small(k, over_comma=True) and (len(text) > 1 or page.tokens[k - 1].text == " ")
        begins = (text.lower(), behind.lower()) in self._names.pairs
        return casing.mended(text, page.in_capitals(k, k + 1), within, behind, begins)

    def _case_may_be_broken(self, k: int) -> bool:
        text = self._page.tokens.text(k)
        known = not self._page.is_unknown(k) and self._abbreviations.cased.get(text.lower()) != text
        return known and casing.may_be_broken(text)


def _overlap(edit: Edit, others: list[Edit]) -> bool:
    return any(other.start < edit.end and edit.start < other.end for other in others)
