"""Words that hold marks."""

from __future__ import annotations

import pytest

from vnfix.chunks import Chunks
from vnfix.page import Page
from vnfix.spacing.knots import composed, knots


@pytest.mark.parametrize(
    ("read", "meant"),
    [("nu’ớc", "nước"), ("thu'c", "thưc"), ("đo^`ng", "đồng"), ("xuâ't", "xuất"), ("ngươ`i", "người")],
)
def test_composed(read: str, meant: str) -> None:
    """A mark goes on the vowel in front of it; behind a consonant it stays."""
    assert composed(read) == meant


def test_forms() -> None:
    """A knot knows what was read, its marks as diacritics, and its letters alone."""
    (knot,) = knots(Page("của ngu’ò’i", Chunks({"<unk>": 0, "</s>": 1, "của": 2})))
    assert knot[1:] == ("ngu’ò’i", "người", "nguòi")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("của co’ quan nu’ớc ta", ["co’", "nu’ớc"]),
        ("‘việc của chu’ rồi", []),
        ("Ma-lai-xi-a và ngu-ời", ["ngu-ời"]),
        ("sở'công và việc", []),
        ("", []),
    ],
)
def test_knots(text: str, found: list[str]) -> None:
    """Runs of pieces and marks without a space; no closing quotes, no foreign names, no two whole words."""
    known = {word: number for number, word in enumerate("<unk> </s> của quan ta việc rồi và sở công".split())}
    page = Page(text, Chunks(known))
    assert [knot.read for knot in knots(page)] == found
