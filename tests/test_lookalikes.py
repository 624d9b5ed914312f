"""Letters that only look right: what is read in their place, and what stays."""

from __future__ import annotations

import pytest

from vnfix import correct, explain
from vnfix.lookalikes import plain


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Ðảng", "Đảng"),
        ("ÐIỀU", "ĐIỀU"),
        ("ðƣợc", "được"),
        ("tƣ̀", "từ"),
        ("HÐND", "HĐND"),
        ("\u041cinh", "Minh"),  # Cyrillic em
        ("\u039ainh", "Kinh"),  # Greek kappa
        ("tri\u00adển", "triển"),
        ("t\u2060ỉnh", "tỉnh"),
        ("Đảng", "Đảng"),
        ("Sigurður", "Sigurður"),  # no syllable
        ("NORÐUR", "NORÐUR"),  # too long for an abbreviation
        ("\u0441\u043e", "\u0441\u043e"),  # "so" in Russian: no Latin letter
        ("Ð", "Ð"),
    ],
)
def test_plain(word: str, meant: str) -> None:
    """The Latin word if it is a possible syllable, else the word as it stands."""
    assert plain(word) == meant


def test_a_soft_hyphen_within_a_word_goes() -> None:
    """The edit takes the whole word, so that it replays."""
    text = "Công tác phát tri\u00adển kinh tế."
    (edit,) = explain(text).edits
    assert (edit.old, edit.new, edit.reason) == ("tri\u00adển", "triển", "lookalike")
    assert correct(text) == "Công tác phát triển kinh tế."
