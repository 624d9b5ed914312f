"""Words that hold marks."""

from __future__ import annotations

import pytest

from vnfix.chunks import Chunks
from vnfix.knots import composed, knots, stripped, text_of
from vnfix.page import Page


@pytest.mark.parametrize(
    ("read", "meant"),
    [("nu’ớc", "nước"), ("thu'c", "thưc"), ("đo^`ng", "đồng"), ("xuâ't", "xuất"), ("ngươ`i", "người")],
)
def test_composed(read: str, meant: str) -> None:
    """A mark goes on the vowel in front of it; behind a consonant it stays."""
    assert composed(read) == meant


def test_stripped() -> None:
    """Letters and digits alone are left."""
    assert stripped("m1’l’c") == "m1lc"


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
    assert [text_of(page, run) for run in knots(page)] == found
