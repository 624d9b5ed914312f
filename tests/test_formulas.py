"""Formulas at the head of papers: found in any letters, nothing else taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix import Corrector, correct
from vnfix.forms.formulas import Formulas
from vnfix.page import Page

NAME, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("CQNG HOA xA HQI cHU NGHIA VIET NAM", NAME),
        ("ceNG noa xAHqr cHU xcniavrET NAM", NAME),
        ("CNG HÒA XÃ HI CH NGHĨA VIT NAM", NAME),
        ("CONG HOAXA HOI CHUNGHIA VIÊT NAM", NAME),
        ("Ceng hda xä héi chñ nghïa Viét Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("BO TAI CHINH      CQNG HOA XA HQI CHU NGHIA VIET NAM", f"BO TAI CHINH      {NAME}"),
        ("CỘNG HÒA XÃ HỘI CHU NGHĨA VIỆT NAMĐộc lâp - Tự do - Hanh phúcc", f"{NAME} {MOTTO}"),
        ("DQc l$p - Tr; do - H4nh phric", MOTTO),
        ("Dic lip - TY' do - Hqnh phúcs", MOTTO),
        ("Độc lâp – Tư do – Hanh phúcc", "Độc lập – Tự do – Hạnh phúc"),
        ("ĐANG CỘNG SÀN VIÊT NAMM", "ĐẢNG CỘNG SẢN VIỆT NAM"),
    ],
)
def test_a_misread_formula_is_read(read: str, meant: str, corrector: Corrector) -> None:
    """With what stands beside it on the line as it is."""
    page = Page(read, corrector.language_model.ids)
    edits = sorted(Formulas().misread(page, set()))
    text = read
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    assert text == meant


@pytest.mark.parametrize(
    "text",
    [
        "Liên bang Cộng hòa xã hội chủ nghia Xô viết",
        "Cộng hòa Dân chủ Nhân dân Làoo",
        "Đảng Cộng sản Trung Quôc",
        "Báo Độc lập, số đặc biệt về hạnh phúcc",
        "Xã hội chủ nghĩa là mục tiêu của nhân dân Việt Namm",
        NAME,
        MOTTO,
        "Từ khi độc lập, xã nhà không còn hộ nào phải lo cái ăn từng bữa, trẻ con đều đến trường, người già có thuốccc",
    ],
)
def test_other_lines_hold_none(text: str, corrector: Corrector) -> None:
    assert not list(Formulas().misread(Page(text, corrector.language_model.ids), set()))


def test_words_of_the_user_stay() -> None:
    """A word that is right because the user says so is no misread one."""
    text = "CQNG HOA XA HQI CHU NGHIA VIET NAM"
    assert "CQNG" in correct(text, extra_words=["CQNG"])
    assert correct(text, protect=[r"CQNG.*"]) == text


@given(st.text(alphabet="CONGHAXIUETMQ ,.-;$4\nộòãủ", max_size=80))
def test_formulas_of_a_text_do_not_overlap(text: str) -> None:
    page = Page(text, {})
    edits = list(Formulas().misread(page, set()))
    assert all(a.end <= b.start for a, b in zip(edits, edits[1:]))
    assert all(edit.old == page.text[edit.start : edit.end] for edit in edits)
