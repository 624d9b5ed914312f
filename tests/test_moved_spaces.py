"""Spaces that moved into words go back between them; the letters stay what they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix import Corrector, correct
from vnfix.edits import apply_edits
from vnfix.page import Page
from vnfix.spacing.moved_spaces import moved_spaces


def _spaced(text: str, corrector: Corrector) -> str:
    model = corrector.language_model
    return apply_edits(text, moved_spaces(Page(text, model.ids), model))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("dịch bệnh rất phổbi ến ở vùng này", "dịch bệnh rất phổ biến ở vùng này"),
        ("tỉl ệgi ữa hai nhóm", "tỉ lệ giữa hai nhóm"),
        ("mức hỗtr ợ mỗi hộ", "mức hỗ trợ mỗi hộ"),
        ("Độph ức tạp của hồ sơ", "Độph ức tạp của hồ sơ"),  # alone it may be another slip
        ("Độph ức tạp, tỉl ệgi ữa hai nhóm, mức hỗtr ợ", "Độ phức tạp, tỉ lệ giữa hai nhóm, mức hỗ trợ"),
        ("hợpđồng ủy quyền", "hợpđồng ủy quyền"),
        ("được ông bà, đượcc ông bà nuôi", "được ông bà, đượcc ông bà nuôi"),
        ("giámđốc ông Lê Văn Tám", "giámđốc ông Lê Văn Tám"),
        ("Ôman ơi, Yêmen ước mong", "Ôman ơi, Yêmen ước mong"),
        ("tại vịtr í mới", "tại vị trí mới"),
        ("gà thả vườn ở đồi", "gà thả vườn ở đồi"),
        ("người Chơro ở Đồng Nai", "người Chơro ở Đồng Nai"),  # two words, one of them unknown
        ("sạc ôtô ở bến", "sạc ôtô ở bến"),
        ("Milan ở phía bắc", "Milan ở phía bắc"),
        ("un nombre égal à trois", "un nombre égal à trois"),
        ("phổbi\nến", "phổbi\nến"),
        ("phổbi  ến", "phổbi  ến"),
    ],
)
def test_spaces_go_back(read: str, meant: str, corrector: Corrector) -> None:
    assert _spaced(read, corrector) == meant


def test_spaces_are_left_if_they_are_not_to_be_touched() -> None:
    text = "Mức hỗtr ợ được niêm yết tại nhà văn hóa thôn."
    assert correct(text) == "Mức hỗ trợ được niêm yết tại nhà văn hóa thôn."
    assert len(correct(text, fix_spacing=False).split(" ")) == len(text.split(" "))


@given(
    st.lists(
        st.sampled_from("phổbi ến độ ỗtr ợ h ứa chỉch Milan ở đượcc ông hợpđồng ủy Ôman ơi ước".split()), max_size=9
    )
)
def test_no_letter_moves(pieces: list[str]) -> None:
    """The text without its spaces is the same, and a second time changes nothing."""
    corrector, text = Corrector(), " ".join(pieces)
    once = _spaced(text, corrector)
    assert once.replace(" ", "") == text.replace(" ", "")
    assert _spaced(once, corrector) == once
