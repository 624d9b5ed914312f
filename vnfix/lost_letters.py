"""Letters that a narrower character set lost: ``Ngh? quy?t c?a H?i d?ng`` is Nghị quyết của Hội đồng.

A program that wrote our text into Windows-1252, Latin-1 or ASCII put a question mark (or U+FFFD) where that has no
letter.  All other letters are right, and which letters were lost is a fact about the set: so every word of the
vocabulary has one form that it would have become, and what a form may have been is looked up, not guessed.  The
language model chooses, as it does where an engine lost the accents (`vnfix.accents.restoring`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from . import certainty
from .accents import REASON
from .accents.misread_case import case_as_read
from .accents.restoring import Position, Reading, restore, sure
from .chunks import Chunks
from .ngrams import NgramModel
from .page import Page
from .patterns import lazy
from .records import Edit, Token
from .syllable import apply_case, case_shape, parse, restyle
from .vocab import CLASSES, STOP_ID

#: A letter without case that no text holds (of a click) stands for what was lost, so that words stay words.
_LOST = "\u01c2"
#: U+FFFD stands for nothing else; a question mark does.
_NO_LETTER = "\ufffd"
_INSIDE = {_NO_LETTER: lazy(r"\p{L}\ufffd|\ufffd\p{L}"), "?": lazy(r"\p{L}[?]+\p{L}")}
#: Behind ``ở`` (``?``) the sentence goes on, behind a question mark or a bullet it mostly does not.
_WITHIN = lazy(rf"(?<=\p{{L}}[ ]){_LOST}[ ]\p{{Ll}}")
#: What it costs (nats, hand-set) that it is one all the same, within a line and before a small letter (``không ? em``).
_MARK_COST = 3.0
#: Behind these a sentence begins, as does a text or a line.
_ENDS = ("", "\n", ".", "!", "?")
#: Characters that hold the word before.
_AROUND = 40
#: Question marks within words that make a text worth a look, and their share of its words: clean text has none, and of
#: words of ours one in two loses a letter to Windows-1252.
_LEAST, _LEAST_SHARE = 2, 0.05
#: Share of the words with lost letters that must be forms of known ones (names and foreign words are not), and how many
#: must be: three such words are soon found in Portuguese (``p?o, m?e, n?o``).
_KNOWN, _LEAST_KNOWN = 0.7, 3
#: What the text costs a word at most when read (nats): papers 3, short sentences up to 5, lists of words of Portuguese,
#: French or Pinyin 6.8 and more; and what is charged for a word that a set leaves unread (hand-set: dearer than any).
_MOST_COST, _UNREAD = 6.0, 15.0
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

    def restored(self, text: str, chunks: Chunks, least: float, decoded: bool = False) -> list[Edit]:
        """The edits that give a text its letters back, none if it lost none so.

        Args:
            chunks: what is known of what stands between two spaces.
            least: the confidence that an edit must have, 0 to 1.
            decoded: was it decoded by `mojibake`, which leaves U+FFFD for letters of lost bytes, and for nothing else?
        """
        mark = _NO_LETTER if _NO_LETTER in text else "?"
        fewest = 1 if decoded else _LEAST
        if text.count(mark) < fewest or (decoded and mark == "?"):
            return []
        inside = len(_INSIDE[mark].findall(text))
        if inside < fewest or not decoded and inside < _LEAST_SHARE * len(text.split()):
            return []
        page = Page(text.replace(mark, _LOST), chunks)
        names = [name for name in _SETS if name.startswith("bytes") == decoded and not _holds(text, name)]
        found = [self._words(page, name) for name in names]
        enough = 1 if decoded else _LEAST_KNOWN
        found = [words for words in found if words.known >= max(enough, _KNOWN * words.lost)]
        # Of the sets that explain the words the one that makes the best text of them.
        read = [(words, self._read(page, words.readings)) for words in found]
        if not read:
            return []
        words, meant = min(read, key=lambda pair: _cost(*pair))
        if _cost(words, meant) > _MOST_COST * len(meant) and not decoded:
            return []
        edits = (self._edit(text, page, at, meant[at]) for at, k in enumerate(page.token_of) if k in words.readings)
        return [edit for edit in edits if edit is not None and edit.confidence >= least]

    def _words(self, page: Page, name: str) -> _Words:
        small, large = self._forms(name, False), self._forms(name, True)
        readings, known, lost = {}, 0, 0
        for k in page.words:
            word = page.tokens.text(k)
            forms, plain = large if word.isupper() else small, word.lower().replace("ð", "d")
            ids: Sequence[int]
            if word == _LOST:
                ids = [STOP_ID, *forms.get(plain, ())] if _WITHIN.match(page.text, page.tokens[k].start) else ()
            else:  # a mark behind the word may be that of a question, after all: ``gì?``
                ids = forms.get(plain) or forms.get(plain.removesuffix(_LOST)) or forms.get(plain.rstrip(_LOST)) or ()
                if _LOST in word:
                    lost, known = lost + 1, known + bool(ids)
            if ids:
                costs = np.where(np.array(ids) == STOP_ID, _MARK_COST, 0.0)
                readings[k] = Position(np.array(ids, dtype=np.int64), costs)
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
        if reading.id == STOP_ID:
            return None
        token = page.tokens[page.token_of[at]]
        word = restyle(self._model.words[reading.id], page.new_style)
        new = apply_case(_shape(page, token), word)
        old = text[token.start : token.start + len(new)]  # without the mark of a question
        if new == old:
            return None
        margin = reading.rivals[0][1] if reading.rivals else certainty.MOST_MARGIN
        return Edit(token.start, token.start + len(old), old, new, REASON, certainty.accents(margin, False))


def _cost(words: _Words, meant: Iterable[Reading]) -> float:
    """Nats of a page as read, with the words that lost letters and were not."""
    return sum(reading.cost for reading in meant) + _UNREAD * (words.lost - words.known)


def _holds(text: str, name: str) -> bool:
    """Holds a text letters that it would have lost in a set?"""
    lost = sum(text.count(chr(letter)) for letter in _SETS[name])
    return lost > _MOST_LEFT * len(text.split())


def _shape(page: Page, token: Token) -> str:
    """``lower``, ``Title`` or ``UPPER``; where the first letter is lost, by where the word stands."""
    read = token.text
    if case_shape(read) == "lower" and read[0] == _LOST and len(read) > 1:
        before = page.text[max(0, token.start - _AROUND) : token.start].rstrip(" ")
        behind = page.text[token.end : token.end + 2].lstrip(" ")
        among_names = "".join(before.split()[-1:])[:1].isupper() and behind[:1].isupper()
        return "Title" if before[-1:] in _ENDS or among_names else "lower"
    return case_as_read(read)
