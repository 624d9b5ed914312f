"""Words and terms that are right because the user says so: ``tinh gọn`` as a whole, ``tinh`` alone is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from .tokens import tokenize


class OwnTerms:
    """The terms, as rows of tokens in small letters; any white space between them counts as a space.

    Args:
        terms: words, or several with spaces or marks between; NFC.
    """

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_first: defaultdict[str, list[list[str]]] = defaultdict(list)
        for term in terms:
            row = [_form(token.text) for token in tokenize(term.strip())]
            if row:
                self._by_first[row[0]].append(row)

    def among(self, tokens: Sequence[str]) -> Iterator[range]:
        """Where they stand among the tokens of a text."""
        if not self._by_first:
            return
        forms = list(map(_form, tokens))
        for at, form in enumerate(forms):
            for row in self._by_first.get(form, ()):
                if forms[at : at + len(row)] == row:
                    yield range(at, at + len(row))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where they begin and end in a text."""
        if not self._by_first:
            return []
        tokens = list(tokenize(text))
        found = self.among([token.text for token in tokens])
        return [(tokens[place[0]].start, tokens[place[-1]].end) for place in found]


@lru_cache(maxsize=8)
def own_terms(terms: tuple[str, ...]) -> OwnTerms:
    """`OwnTerms`, made once for all texts and all that ask: a list of ten thousand words is no rarity."""
    return OwnTerms(terms)


def _form(token: str) -> str:
    return " " if token.isspace() else token.lower()
