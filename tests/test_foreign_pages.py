"""Pages in another language go out as they came."""

from __future__ import annotations

import pytest

import vnfix
from vnfix.foreign_pages import is_foreign

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
    assert is_foreign(text)
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
    assert not is_foreign(text)


def test_a_foreign_sentence_amid_errors() -> None:
    """A French sentence between garbled lines stays; the lines are repaired."""
    french = "Le conseil municipal a décidé de créer une école avec les élèves de la région voisine."
    text = f"Các địa phưcmg ừong tỉnh đã ứiực hiện đồng bộ giải pháp.\n{french}\nKết quả ừong năm rất tốt."
    repaired = vnfix.correct(text)
    assert french in repaired and "trong tỉnh đã thực hiện" in repaired
