"""Codes of the National Assembly: ``78/2025/UBTVQHI5``, ``62/2025/QHI15``, ``87/2025/Q1115`` → QH15.

The year of a law tells its term, so that letters read for digits leave no doubt; two
terms share a year at most, and then the last digit tells.
"""

from __future__ import annotations

from functools import lru_cache

from ..patterns import lazy
from ..resources import read_lexicon
from .numbers import DIGIT_OF

_CODE = lazy(
    r"(?P<head>\d{1,4}/(?P<year>(?:19|20)\d\d)/(?:UBTV)?Q)(?P<h>H|11|II|ll|I1|1I|l1)(?P<term>[\dIlLOoSŠT|]{1,4})"
)


def assembly_code(read: str) -> str | None:
    """The code that was meant, None if it is none of the National Assembly's or nothing certain is wrong."""
    match = _CODE.fullmatch(read)
    if match is None or match["h"] == "H" and match["term"].isdigit():
        return None  # digits are never changed into other digits
    last = match["term"].translate(DIGIT_OF)[-1]
    terms = [term for term in _terms().get(int(match["year"]), ()) if term.endswith(last)]
    return f"{match['head']}H{terms[0]}" if len(terms) == 1 else None


@lru_cache(maxsize=1)
def _terms() -> dict[int, list[str]]:
    """Year → the terms whose laws bear it."""
    found: dict[int, list[str]] = {}
    for term, first, last in read_lexicon("assembly_terms", ("term", "first", "last")):
        for year in range(int(first), int(last) + 1):
            found.setdefault(year, []).append(term)
    return found
