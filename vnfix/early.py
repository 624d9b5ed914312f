"""What a text needs before its words can be read: Unicode in place of old fonts, lost letters, specks, moved spaces.

Each station sees the text that the one before it left; a text of another character set is no scan, and has no specks.
"""

from __future__ import annotations

from . import accents, spaces
from .chunks import Chunks
from .config import Config
from .edits import apply_edits, composed
from .intake import legacy
from .lost_letters import LostLetters
from .ngrams import NgramModel
from .page import Page
from .records import Edit
from .shields import sure_ones, unshielded
from .spacing.moved_spaces import moved_spaces
from .spacing.specks import specks


class Early:
    """The stations that look at a text before its words are repaired."""

    def __init__(self, model: NgramModel) -> None:
        self._model, self._lost_letters = model, LostLetters(model)

    def readied(self, text: str, config: Config, chunks: Chunks) -> tuple[list[Edit], Page]:
        """The edits that make a text ready, and the page that it then is."""
        ready = self._decoded(text, config, chunks) or self._without_specks(text, config)
        page = Page(apply_edits(text, ready), chunks)
        spaced = sure_ones(page.text, moved_spaces(page, self._model), config) if config.fix_spacing else []
        if not spaced:
            return ready, page
        ready = composed(text, ready, spaced)
        return ready, Page(apply_edits(text, ready), chunks)

    def _decoded(self, text: str, config: Config, chunks: Chunks) -> list[Edit]:
        """The edits that bring a text of another character set into Unicode, with the letters that it lost there."""
        recoded = sure_ones(text, legacy.decoded(text), config) if config.decode_legacy else []
        if not config.restore_accents:
            return recoded
        text_then, least = apply_edits(text, recoded), accents.least_confidence(config.min_confidence)
        lost = self._lost_letters.restored(text_then, chunks, least, bool(recoded))
        lost = unshielded(text_then, lost, config)
        return composed(text, recoded, lost) if lost else recoded

    def _without_specks(self, text: str, config: Config) -> list[Edit]:
        """Specks are taken out now so that they do not cut phrases; `late` sees those between words that were wrong."""
        found = specks(text, self._model.word_bond)
        return sure_ones(text, spaces.allowed(text, found, config.fix_spacing), config)
