"""Names by their form: what the channel is not asked about."""

from __future__ import annotations

import pytest

from vnfix.corrector import Corrector

NAMES = Corrector()._loaded.foreign_names
CASES = [
    ("Washington", 5.0, True),
    ("iPhone", 5.0, True),
    ("UNESCO", 5.0, True),
    ("LĐBĐ", 5.0, True),  # an abbreviation that no list has
    ("SITC", 5.0, True),  # not sit: in capitals
    ("SITC", 2.0, False),
    ("CHUONG", 5.0, False),  # a heading may have lost a mark: CHƯƠNG TRÌNH
    ("H0I", 5.0, False),
    ("Washington", 2.0, False),  # among errors it may be anything
    ("smartphone", 5.0, False),  # no capital
    ("Müller", 5.0, False),  # not of plain letters
    ("Mlnh", 5.0, False),  # Minh
    ("Trunig", 5.0, False),  # Trung
    ("Mio", 5.0, False),  # khó
    ("HDND", 5.0, False),  # HĐND
]


@pytest.mark.parametrize(("word", "prior", "is_name"), CASES)
def test_names(word: str, prior: float, is_name: bool) -> None:
    """A name is unlike any syllable, where errors are rare."""
    assert NAMES.has(word, prior) is is_name
