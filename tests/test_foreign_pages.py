"""Pages in another language go out as they came."""

from __future__ import annotations

import pytest

import vnfix
from vnfix.foreign_pages import is_foreign_page

VIETNAMESE = (
    "Ủy ban nhân dân huyện giao các phòng rà soát hộ nghèo, hộ cận nghèo trên địa bàn và báo cáo trước ngày 15; "
    "xã nào chậm thì chủ tịch xã chịu trách nhiệm."
)
FOREIGN = {
    "Czech": (
        "Databáze obsahuje více záznamů než v minulém roce, a proto systém hledá v indexu tak dlouho, "
        "až najde všechny použitelné soubory nebo vypíše chybu."
    ),
    "French": (
        "Le maire à signé la décision spécifique dans la salle du conseil, et les élèves de l'école "
        "ont visité le musée avec leurs parents un après-midi d'été."
    ),
    "Swedish": (
        "Programmet väntar på ett svar från servern och visar sedan två rader för varje fil som inte "
        "finns där, men det är inget fel i den här delen av texten."
    ),
    "English": (
        "The program prints %s for every name that it cannot find and then goes on with the next one, "
        "so that one bad line in the middle of a file is no reason to stop."
    ),
    "Romanian": (
        "Primarul a semnat hotărârea în sala de consiliu, iar elevii școlii au vizitat muzeul împreună cu "
        "părinții lor într-o după-amiază de vară când era cald afară."
    ),
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_another_language(text: str) -> None:
    """No word of it is taken for a misread Vietnamese one."""
    assert is_foreign_page(text)
    assert vnfix.explain(text) == vnfix.Correction(text, ())


@pytest.mark.parametrize(
    "text",
    [
        VIETNAMESE,
        VIETNAMESE.upper(),
        "cơquan " * 30,
        "y ban nhân dân huyn giao các phòng rà soát h nghèo, h cn nghèo và báo cáo kt qu theo tháng, năm; " * 3,
        "Le maire a signé.",
    ],
    ids=["small", "capitals", "one telling letter a word", "an engine without them", "too short to judge"],
)
def test_not_another_language(text: str) -> None:
    """Letters or common words of Vietnamese, or too little text."""
    assert not is_foreign_page(text)


def test_a_foreign_sentence_amid_errors() -> None:
    """A French sentence between garbled lines stays; the lines are repaired."""
    french = "Le conseil municipal a décidé de créer une école avec les élèves de la région voisine."
    text = f"Các địa phưcmg ừong tỉnh đã ứiực hiện đồng bộ giải pháp.\n{french}\nKết quả ừong năm rất tốt."
    repaired = vnfix.correct(text)
    assert french in repaired and "trong tỉnh đã thực hiện" in repaired


MEETING = "The committee met on Monday to discuss the annual budget, and members agreed that the plan was sound.\n"


@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("Hội đồng đã ứiông qua báo cáo ừong phiên họp.", "Hội đồng đã thông qua báo cáo trong phiên họp."),
        ("C¨n cø vµo kÕ ho¹ch, c¸c x· tæ chøc häp d©n.", "Căn cứ vào kế hoạch, các xã tổ chức họp dân."),
        ("Uy ban nhan dan tinh to chuc hop bao.", "Ủy ban nhân dân tỉnh tổ chức họp báo."),
    ],
    ids=["misread", "an old font", "without accents"],
)
def test_one_line_of_ours_on_a_foreign_page(garbled: str, meant: str) -> None:
    """A line of Vietnamese makes a long English page worth a look; the English stays."""
    assert vnfix.correct(MEETING * 20 + garbled) == MEETING * 20 + meant


def test_figures_say_nothing() -> None:
    """A table with few words is no page in another language."""
    table = "\n".join(f"{label} " + " ".join(["18.682"] * 20) for label in ("Tổng thu", "Thu nội địa", "Chi đầu tư"))
    assert not is_foreign_page(table)


def test_without_restoring() -> None:
    """Who does not want accents still gets the codes of a page that lost them."""
    text = "Uy ban nhan dan tinh giao So Tai chinh chu tri va bao cao theo Quyet dinh 12/QD-UBND ngay 20/3/2015; " * 2
    assert "12/QĐ-UBND" in vnfix.correct(text, restore_accents=False)
