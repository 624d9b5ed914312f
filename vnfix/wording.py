"""The words of an edit: a decision of the decoder in the document's own spelling, capitals and layout."""

from __future__ import annotations

from . import casing, certainty
from .candidates import Readings
from .capitals import Capitals
from .decoder import Decision
from .forms.abbreviations import Abbreviations
from .lattice import Arc
from .page import Page
from .records import Edit
from .spacing import line_ends
from .syllable import case_shape, is_respelt, restyle

#: Rivals that are told of an edit.
MOST_RIVALS = 3


class Wording:
    """Writes the edits of one page.

    Args:
        readings: tell whether capitals were misread small letters.
        capitals: which words begin with one.
    """

    def __init__(self, page: Page, readings: Readings, abbreviations: Abbreviations, capitals: Capitals) -> None:
        self._page, self._readings = page, readings
        self._abbreviations, self._capitals = abbreviations, capitals

    def edit(self, decision: Decision, confidence: float) -> Edit | None:
        """The edit of a decision, None if it comes to the text as it stands."""
        arc = decision.arc
        start, end = self._page.tokens[arc.first].start, self._page.tokens[arc.last - 1].end
        new = " ".join(self._dress(arc))
        if arc.reason == "join":
            start, end, new = line_ends.rejoined(self._page.text, start, end, new)
        old = self._page.text[start:end]
        if old == new or is_respelt(old.lower(), new.lower()):
            return None
        return Edit(start, end, old, new, arc.reason, confidence, _runners_up(decision, old, confidence))

    def _dress(self, arc: Arc) -> list[str]:
        """The words of an arc in the document's tone style and in the capitals of what was read."""
        if arc.reason == "abbreviation" or any(word != word.lower() for word in arc.words):
            return list(arc.words)  # as it is to stand
        read = "".join(t.text for t in self._page.tokens[arc.first : arc.last] if t.kind == "word")
        if len(arc.words) == 1 and arc.words[0] in self._abbreviations.cased and case_shape(read) != "lower":
            return [self._abbreviations.cased[arc.words[0]]]
        words = tuple(restyle(word, self._page.new_style) for word in arc.words)
        if arc.reason == "spaced" and len(read) > 1 and read.isupper():
            return [word.upper() for word in words]  # K Ế H O Ạ C H
        misread = self._readings.misread_capitals(read, arc.words[0]) if len(arc.words) == 1 else False
        # Small letters stay small, whatever stands around.
        in_capitals = read[0].isupper() and self._page.in_capitals(arc.first, arc.last)
        within = self._page.within_small(arc.first)
        share, heads_line = self._capitals.share(arc.ids[0]), self._page.heads_line(arc.first)
        return casing.recase(read, words, in_capitals, misread, within, share, heads_line)


def _runners_up(decision: Decision, old: str, confidence: float) -> tuple[tuple[str, float], ...]:
    """The next best readings with their probabilities, the text as it stands among them."""
    # What keeps the text is no single arc where a join changes it: the gain tells its cost.
    others = [(" ".join(arc.words), behind) for arc, behind in decision.rivals if arc.words]
    readings = [*others, (old, decision.gain)]
    shares = certainty.shares(confidence, [behind for _, behind in readings], standing=len(others))
    told = sorted(zip(readings, shares), key=lambda item: -item[1])
    return tuple((words, round(share, 3)) for (words, _), share in told[:MOST_RIVALS])
