"""Formulas at the head of papers: found in any letters, nothing else taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix import Corrector, apply_edits, correct, explain
from vnfix.forms.formulas import Formulas
from vnfix.page import Page

NAME, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("CQNG HOA xA HQI cHU NGHIA VIET NAM", NAME),
        ("ceNG noa xAHqr cHU xcniavrET NAM", NAME),
        ("CONG HOAXA HOI CHUNGHIA VIÊT NAM", NAME),
        ("Ceng hda xä héi chñ nghïa Viét Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("BO TAI CHINH      CQNG HOA XA HQI CHU NGHIA VIET NAM", f"BO TAI CHINH      {NAME}"),
        ("CỘNG HÒA XÃ HỘI CHU NGHĨA VIỆT NAMĐộc lâp - Tự do - Hanh phúcc", f"{NAME} {MOTTO}"),
        ("DQc l$p - Tr; do - H4nh phric", MOTTO),
        ("Dic lip - TY' do - Hqnh phúcs", MOTTO),
        ("Độc lâp – Tư do – Hanh phúcc", "Độc lập – Tự do – Hạnh phúc"),
        ("Mic lap - Tg do - Hanh pluic", MOTTO),
    ],
)
def test_a_misread_formula_is_read(read: str, meant: str, corrector: Corrector) -> None:
    """With what stands beside it on the line as it is."""
    page = Page(read, corrector.language_model.ids)
    assert apply_edits(read, Formulas().misread(page)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Liên bang Cộng hòa xã hội chủ nghia Xô viết (KPSS)",
        "Cộng hòa xã hội chủ nghĩa Tiệp Khắc Dubček",
        "Cộng hòa Xã hội chủ nghĩa Xô viết là Nga và Kavkaz",
        "Cộng hòa xã hội chủ nghĩa Rumani Ceausescu",
        "Cộng hòa Dân chủ Nhân dân Làoo",
        "Độc lập, tự do, hạnh phúc: ba chữ mà cụ Nguyễn Xyzt viết.",
        "Độc lập. Tự do. Hạnh phúc. Hello!",
        "Cộng hoà xã hội chủ nghĩa Việt Nam, gọi tắt là CHXHCNVN, Facebook",
        'title = "Cộng hoà xã hội chủ nghĩa Việt Nam"; slogan = "Độc Lập - Tự Do - Hạnh Phúc"',
        "congHoaXaHoiChuNghiaVietNam = 1",
        "cong hoa xa hoi chu nghia viet nam kkk",
        "Cộng Hòa Xã Hội Chủ Nghĩa Việt Nam / Socialist Republic of Viet Nam",
        "cộng hòa xã hội chủ nghĩa việt nam kkk",
        "Báo Độc lập, số đặc biệt về hạnh phúcc",
        "Xã hội chủ nghĩa là mục tiêu của nhân dân Việt Namm",
        NAME,
        MOTTO,
        "Từ khi độc lập, xã nhà không còn hộ nào phải lo cái ăn từng bữa, trẻ con đều đến trường, người già có thuốccc",
    ],
)
def test_other_lines_hold_none(text: str, corrector: Corrector) -> None:
    assert not list(Formulas().misread(Page(text, corrector.language_model.ids)))


def test_options_count_word_by_word() -> None:
    """What the user protects, or is too sure about, stays; the others of the line are repaired."""
    text = "CQNG HOA XA HQI CHU NGHIA VIET NAM"
    assert correct(text, extra_words=["CQNG"]).split()[:2] == ["CQNG", "HÒA"]
    assert correct(text, protect=["CQNG"]).split()[:2] == ["CQNG", "HÒA"]
    left = explain("Độc lậpp - Tự do - Hạnh phúcc", min_confidence=0.98)
    assert not left.edits and [doubt.readings[0][0] for doubt in left.unresolved] == ["lập", "phúc"]
    assert correct("CQNG HOAXA HQI CHU NGHIA VIỆT NAM", fix_spacing=False).split()[1] == "HOAXA"


@given(st.text(alphabet="CONGHAXIUETMQ ,.-;$4\nộòãủ", max_size=80))
def test_formulas_of_a_text_do_not_overlap(text: str) -> None:
    """And no mark between words goes: of what is no letter and no mark that engines print for one all is left."""
    page = Page(text, {})
    repaired = apply_edits(page.text, Formulas().misread(page))
    assert [char for char in repaired if char in ",.-"] == [char for char in page.text if char in ",.-"]
