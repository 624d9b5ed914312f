"""Capitals that a place demands, where engines mistake the size of a letter.

The small and the capital form of many letters differ in size alone (``u`` and
``U``, ``x`` and ``X``, ``s`` and ``S``), and under a tone mark engines misjudge it.

- A word between two in capitals stands in capitals: ``CỘNG HÒA Xã HỘI``.
- People's committees and their like are names (Decree 30/2020/NĐ-CP, annex II,
  part IV): ``ủy ban nhân dân`` → Ủy ban nhân dân.  Of 450 people's
  committees in clean text 4 stand in small letters; committees of a parliament, 30 of
  780, are left as they are (``inner`` in terms.tsv).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from ..chunks import WORD, Trait
from ..page import Page
from ..patterns import lazy
from ..resources import read_lexicon
from ..syllable import canonical, case_shape, parse

#: The first word of such a name, in both styles of tone marks, and where it may begin one.
_COMMITTEE = ("ủy", "uỷ")
_BEGINNING = lazy(r"(?<![\p{L}\p{N}])(?:ủy|uỷ)(?=\s{1,3}(?:ban|BAN)\s)")
_PIECE = lazy(r"\p{L}+|[^\p{L}\s]")
#: Words of such a name that are looked at, and at least; characters that they take at most.
_LONGEST, _SHORTEST, _ROOM = 8, 4, 120
#: What may stand between the words of one phrase: KINH TẾ - XÃ HỘI.
_IN_PHRASE = (" ", " - ", " – ", ", ")


class Names:
    """Names of the lexicon that have a capital wherever they stand."""

    @cached_property
    def _terms(self) -> list[str]:
        """Read when first asked for, as few pages do."""
        return [term for term, case in read_lexicon("terms", ("term", "case")) if case == "fixed"]

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The first two words of each name, in small letters: tổ quốc."""
        words = [term.lower().split() for term in self._terms]
        return frozenset((first, rest[0]) for first, *rest in words if rest)

    @cached_property
    def committees(self) -> frozenset[str]:
        """Names that begin with Ủy ban, but for the first letter in their capitals."""
        names = (term[0].lower() + term[1:] for term in self._terms)
        return frozenset(name for name in names if name.startswith("ủy ban "))

    def committees_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, as it must stand) of every ``ủy`` that begins the name of a committee in a small letter."""
        if not any(word in text for word in _COMMITTEE):
            return
        for match in _BEGINNING.finditer(text):
            words = _PIECE.findall(text, match.start(), match.start() + _ROOM)[:_LONGEST]
            in_capitals = case_shape(words[1]) == "UPPER"
            if self._is_name(words, in_capitals):
                first = match.group()
                yield *match.span(), first.upper() if in_capitals else first[0].upper() + first[1:]

    def _is_name(self, words: list[str], in_capitals: bool) -> bool:
        """Do the words begin with a committee's name, or stand in capitals but for the first?"""
        if in_capitals:
            return len(words) > 2 and case_shape(words[2]) == "UPPER"
        words = [canonical(words[0]), *words[1:]]
        return any(" ".join(words[:size]) in self.committees for size in range(_SHORTEST, _LONGEST + 1))


def heading_words(page: Page, abbreviations: Collection[str]) -> Iterator[tuple[int, str]]:
    """(token, in capitals) of every word with a capital that stands between two words in capitals.

    One of the 18,900 wrong words of 180 foreign pages is repaired so (``HÒA XÃ Hội CHỦ NGHĨA``), no clean one changes.

    Args:
        abbreviations: in small letters; they stand in capitals among small words.
    """
    words = (page.kinds == WORD).nonzero()[0]
    large = page.has(Trait.CAPITALS)[words]
    for at in (~large[1:-1] & large[:-2] & large[2:]).nonzero()[0].tolist() if len(words) > 2 else ():
        before, k, behind = words[at : at + 3].tolist()
        if _in_heading(page, before, k, behind, abbreviations):
            yield k, page.tokens[k].text.upper()


def _in_heading(page: Page, before: int, k: int, behind: int, abbreviations: Collection[str]) -> bool:
    """Does a word with a capital stand between two syllables in capitals, spaces apart?"""
    texts = [page.tokens[at].text for at in (before, k, behind)]
    if not texts[1][0].isupper() or len(texts[1]) < 2 or page.is_unknown(k) or parse(texts[1].lower()) is None:
        return False
    if any(parse(text.lower()) is None or text.lower() in abbreviations for text in (texts[0], texts[2])):
        return False
    return all("".join(t.text for t in page.tokens[a + 1 : b]) in _IN_PHRASE for a, b in ((before, k), (k, behind)))
