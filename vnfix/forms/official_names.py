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

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

import numpy as np

from ..chunks import WORD, Trait
from ..page import Page
from ..resources import read_lexicon
from ..syllable import canonical, case_shape, parse

#: First two words of such a name, as the language model has them.
_COMMITTEE = ("ủy", "ban")
#: Words of such a name that are looked at, and at least.
_LONGEST, _SHORTEST = 8, 4
#: What may stand between the words of one phrase: KINH TẾ - XÃ HỘI.
_IN_PHRASE = (" ", " - ", " – ", ", ")


class Names:
    """Names of the lexicon that have a capital wherever they stand.

    Args:
        ids: word → vocabulary id.
    """

    def __init__(self, ids: Mapping[str, int]) -> None:
        self._committee = tuple(ids.get(word, -1) for word in _COMMITTEE)

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
        first = " ".join(_COMMITTEE) + " "
        return frozenset(term[0].lower() + term[1:] for term in self._terms if term.lower().startswith(first))

    def committees_in(self, page: Page) -> Iterator[tuple[int, str]]:
        """(token, as it must stand) of every ``ủy`` that begins the name of a committee in a small letter."""
        ids = np.array(page.ids, dtype=np.int64)
        first, second = self._committee
        for at in ((ids[:-1] == first) & (ids[1:] == second)).nonzero()[0].tolist():
            k = page.token_of[at]
            text = page.tokens[k].text
            if case_shape(text) == "lower" and self._begins(page, k):
                in_capitals = case_shape(page.tokens[page.token_of[at + 1]].text) == "UPPER"
                yield k, text.upper() if in_capitals else text[0].upper() + text[1:]

    def _begins(self, page: Page, k: int) -> bool:
        """Does a committee's name begin at a token, or stand there in capitals but for the first word?"""
        words = [t.text for t in page.tokens[k : k + 2 * _LONGEST] if t.kind != "space"]
        if case_shape(words[1]) == "UPPER":
            return len(words) > 2 and case_shape(words[2]) == "UPPER"
        words[0] = canonical(words[0])
        return any(" ".join(words[:size]) in self.committees for size in range(_SHORTEST, _LONGEST + 1))


def heading_words(page: Page, abbreviations: Collection[str]) -> Iterator[tuple[int, str]]:
    """(token, in capitals) of every word with a capital that stands between two words in capitals.

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
