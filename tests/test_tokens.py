"""Tokens: what kind of thing stands there?"""

from __future__ import annotations

import pytest

from vnfix.tokens import is_roman, tokenize

KINDS = [
    ("tỉnh", "word"),
    ("UBND", "word"),
    ("Ngô", "word"),
    ("8.450", "number"),
    ("0,5", "number"),
    ("2024", "number"),
    ("12/3/2024", "date"),
    ("01-02-2023", "date"),
    ("01/NQ-CP", "code"),
    ("256-KL/TU", "code"),
    ("3723/UBND-NCKS", "code"),
    ("15/2020/NĐ-CP", "code"),
    ("I74/KH-ƯBND", "code"),
    ("QĐ-TTg", "code"),
    ("https://vidu.gov.vn/tin?id=3", "url"),
    ("www.vidu.vn", "url"),
    ("lien.he@vidu.gov.vn", "email"),
    ("20Ĩ1", "word"),
    ("^", "mark"),
    (" \t\n", "space"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: str) -> None:
    """One thing, one token."""
    assert [(token.text, token.kind) for token in tokenize(text)] == [(text, kind)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("th^o luận", ["th", "^", "o", " ", "luận"]),
        ("ngu-ời", ["ngu", "-", "ời"]),
        ("tăng 38,3%.", ["tăng", " ", "38,3", "%", "."]),
        ("kinh tế - xã hội", ["kinh", " ", "tế", " ", "-", " ", "xã", " ", "hội"]),
        ("(Nghị quyết 01/NQ-CP)", ["(", "Nghị", " ", "quyết", " ", "01/NQ-CP", ")"]),
        ("tri\u00adển, nhân\u200bdân", ["tri\u00adển", ",", " ", "nhân", "\u200b", "dân"]),
        ("tri\u00ad\nển", ["tri", "\u00ad", "\n", "ển"]),
        ("hết.\r\nMới", ["hết", ".", "\r\n", "Mới"]),
        ("ngày 5/4.", ["ngày", " ", "5", "/", "4", "."]),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    """Marks that OCR glued into words stand alone; numbers and codes stay whole."""
    assert [token.text for token in tokenize(text)] == parts


def test_decomposed_letters_are_part_of_words() -> None:
    """A combining mark never stands apart from its letter."""
    assert [token.kind for token in tokenize("ti\u0309nh")] == ["word"]


@pytest.mark.parametrize("word", ["I", "II", "IV", "IX", "XIV", "XXI"])
def test_roman(word: str) -> None:
    """Numerals of sections and sessions."""
    assert is_roman(word)


@pytest.mark.parametrize("word", ["", "VX", "ii", "TÔI", "IC"])
def test_not_roman(word: str) -> None:
    """Other capitals are no numerals."""
    assert not is_roman(word)
