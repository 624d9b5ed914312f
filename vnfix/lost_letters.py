"""Letters that a narrower character set lost: ``Ngh? quy?t c?a H?i d?ng`` is Nghị quyết của Hội đồng.

A program that wrote our text into Windows-1252, Latin-1 or ASCII put a question mark (or U+FFFD) where that has no
letter.  All other letters are right, and which letters were lost is a fact about the set: so every word of the
vocabulary has one form that it would have become, and what a form may have been is looked up, not guessed.  The
language model chooses, as it does where an engine lost the accents (`vnfix.accents.restoring`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from . import certainty
from .accents import REASON
from .accents.restoring import Position, Reading, restore, sure
from .chunks import Chunks
from .ngrams import NgramModel
from .page import Page
from .patterns import lazy
from .records import Edit
from .syllable import apply_case, case_shape, parse, restyle
from .vocab import CLASSES, STOP_ID

#: A letter without case that no text holds (of a click) stands for what was lost, so that words stay words.
_LOST = "\u01c2"
#: U+FFFD stands for nothing else; a question mark does.
_NO_LETTER = "\ufffd"
_INSIDE = {_NO_LETTER: lazy(r"\p{L}\ufffd|\ufffd\p{L}"), "?": lazy(r"\p{L}[?]+\p{L}")}
#: Behind ``ở`` (``?``) the sentence goes on, behind a question mark it does not.
_GOES_ON = lazy(r"\s+\p{Ll}")
#: Question marks within words that make a text worth a look, and their share of its words: clean text has none, and of
#: words of ours one in two loses a letter to Windows-1252.
_LEAST, _LEAST_SHARE = 2, 0.05
#: Share of the words with lost letters that must be forms of known ones (names and foreign words are not).
_KNOWN = 0.7
#: Letters for a word that a text may have though the set lacks them: what was added later (hand-set).
_MOST_LEFT = 0.02
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


def _table(lost: str, likenesses: str = "", alike: str = "") -> dict[int, str]:
    return str.maketrans(dict.fromkeys(lost, _LOST) | dict(zip(likenesses, alike)))


#: The letters that Windows-1252 lacks.
_BEYOND = "".join(letter for letter in _LETTERS if not letter.encode("cp1252", "ignore"))
#: What became of the letters by the sets that are met: Windows-1252 as Windows writes it (``đ`` is d, ``Đ`` is Ð, and
#: five more have a likeness), the same without likenesses, ASCII, and UTF-8 of which a byte was lost (`mojibake`),
#: or a soft hyphen, too.
_SETS = {
    "windows": _table(_BEYOND, "đơưăĩũ", "douaiu"),
    "latin": _table(_BEYOND),
    "ascii": _table(_LETTERS),
    "bytes": _table("ềọỏờ"),
    "bytes and hyphens": _table("ềọỏờửí"),
}
#: The same for words in capitals, where it is not the same: Ố, Á, Í, Ý have other bytes.
_CAPITALS = _SETS | dict.fromkeys(("bytes", "bytes and hyphens"), _table("ốáíý"))


class _Words(NamedTuple):
    """What the words of a page may have been, by token; how many lost a letter, and of how many that is known."""

    readings: dict[int, Position]
    known: int
    lost: int


class LostLetters:
    """Restores what a character set lost; immutable, with a cache for each set."""

    def __init__(self, model: NgramModel) -> None:
        self._model = model
        self._forms = cache(self._forms_of)

    def restored(self, text: str, chunks: Chunks, least: float) -> list[Edit]:
        """The edits that give a text its letters back, none if it lost none so.

        Args:
            chunks: what is known of what stands between two spaces.
            least: the confidence that an edit must have, 0 to 1.
        """
        mark = _NO_LETTER if _NO_LETTER in text else "?"
        if mark not in text or mark == "?" and text.count(mark) < _LEAST:
            return []
        inside = len(_INSIDE[mark].findall(text))
        if not inside or mark == "?" and inside < max(_LEAST, _LEAST_SHARE * len(text.split())):
            return []
        page = Page(text.replace(mark, _LOST), chunks)
        found = [self._words(page, name) for name in _SETS if not _holds(text, name)]
        found = [words for words in found if words.known >= _KNOWN * words.lost]
        most = max((words.known for words in found), default=0)
        # Of the sets that explain the words the one that makes the best text of them.
        read = [(words.readings, self._read(page, words.readings)) for words in found if words.known >= _KNOWN * most]
        if not read:
            return []
        readings, meant = min(read, key=lambda pair: sum(reading.cost for reading in pair[1]))
        edits = (self._edit(text, page, at, meant[at]) for at, k in enumerate(page.token_of) if k in readings)
        return [edit for edit in edits if edit is not None and edit.confidence >= least]

    def _words(self, page: Page, name: str) -> _Words:
        small, large = self._forms(name, False), self._forms(name, True)
        readings, known, lost = {}, 0, 0
        for k in page.words:
            word = page.tokens.text(k)
            if word == _LOST and not _GOES_ON.match(page.text, page.tokens[k].end):
                continue
            forms, plain = large if word.isupper() else small, word.lower().replace("ð", "d")
            ids = forms.get(plain) or forms.get(plain.rstrip(_LOST))  # the mark of a question, after all: ``gì?``
            if ids:
                readings[k] = Position(np.array(ids, dtype=np.int64), np.zeros(len(ids)))
            if _LOST in word.rstrip(_LOST):
                lost, known = lost + 1, known + bool(ids)
        return _Words(readings, known, lost)

    def _forms_of(self, name: str, in_capitals: bool) -> Mapping[str, list[int]]:
        """What the known syllables become in a set, with their ids."""
        forms: dict[str, list[int]] = {}
        table = (_CAPITALS if in_capitals else _SETS)[name]
        for at, word in enumerate(self._model.words[len(CLASSES) :], len(CLASSES)):
            if parse(word):
                for style in {word, restyle(word, True)}:
                    forms.setdefault(style.translate(table), []).append(at)
        return forms

    def _read(self, page: Page, readings: Mapping[int, Position]) -> list[Reading]:
        """The best reading of every symbol of the page."""
        row = [readings.get(k) or sure(own) for own, k in zip(page.ids, page.token_of)]
        return restore(self._model, row, (STOP_ID, STOP_ID))

    def _edit(self, text: str, page: Page, at: int, reading: Reading) -> Edit | None:
        token = page.tokens[page.token_of[at]]
        stem = token.text.rstrip(_LOST)
        new = apply_case(_shape(token.text), restyle(self._model.words[reading.id], page.new_style))
        is_question = 0 < len(stem) == len(new) < len(token.text)
        old = text[token.start : token.start + len(stem)] if is_question else text[token.start : token.end]
        if new == old:
            return None
        margin = reading.rivals[0][1] if reading.rivals else certainty.MOST_MARGIN
        return Edit(token.start, token.start + len(old), old, new, REASON, certainty.accents(margin, False))


def _holds(text: str, name: str) -> bool:
    """Holds a text letters that it would have lost in a set?"""
    lost = sum(text.count(chr(letter)) for letter in _SETS[name])
    return lost > _MOST_LEFT * len(text.split())


def _shape(read: str) -> str:
    shape = case_shape(read)
    return ("Title" if read[0].isupper() else "lower") if shape == "mixed" else shape
