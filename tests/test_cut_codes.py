"""Codes with a space in them are one code, if they are one without it."""

from __future__ import annotations

import pytest

from vnfix import correct, explain
from vnfix.forms.abbreviations import Abbreviations
from vnfix.forms.cut_codes import cut_codes


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Nghị định số 171/2025/NĐ- CP quy định", "Nghị định số 171/2025/NĐ-CP quy định"),
        ("Thông tư số 15/2024/TT -BTC quy định", "Thông tư số 15/2024/TT-BTC quy định"),
        ("Quyết định số 22/2017/QĐ- -TTg quy định", "Quyết định số 22/2017/QĐ-TTg quy định"),
        ("Nghị định số 163/2024/NĐ- GP quy định", "Nghị định số 163/2024/NĐ-CP quy định"),  # and its letters
        ("Quyết định số 22/201 7/QĐ-TTg quy định", "Quyết định số 22/2017/QĐ-TTg quy định"),
        ("Nghị quyết số 26- NQ/TW của Trung ương", "Nghị quyết số 26-NQ/TW của Trung ương"),
        ("Nghị định số 171/2025/NĐ - CP quy định", "Nghị định số 171/2025/NĐ - CP quy định"),  # some write so
        ("Kế hoạch số 12/KH- ABCXYZ của công ty", "Kế hoạch số 12/KH- ABCXYZ của công ty"),  # no known code
        ("biên bản 3/BB-\nUBND tỉnh", "biên bản 3/BB-\nUBND tỉnh"),  # lines stay
        ("giai đoạn 2020- 2025", "giai đoạn 2020- 2025"),
    ],
)
def test_only_codes_are_closed(read: str, meant: str) -> None:
    """Where both halves make a listed code."""
    assert correct(read) == meant


def test_it_is_one_edit_of_the_whole_code() -> None:
    """So that no other repair touches half of it."""
    (edit,) = explain("Nghị định số 171/2025/NĐ- CP quy định").edits
    assert (edit.old, edit.new, edit.reason) == ("171/2025/NĐ- CP", "171/2025/NĐ-CP", "code")


def test_listed_suffixes_are_closed_and_no_others() -> None:
    """Behind a number and a year, with a space on one side of the first dash."""
    abbreviations = Abbreviations.load()
    closed = [
        list(cut_codes(f"số 7/2020/{read} và", abbreviations.whole_code))
        for read in ("NĐ- CP", "TT -BTC", "TTLT- BTC-BNV", "UBTVQH- 15")
    ]
    assert [found[0][2] if found else None for found in closed] == [
        "7/2020/NĐ-CP",
        "7/2020/TT-BTC",
        "7/2020/TTLT-BTC-BNV",
        None,
    ]
