"""Capitals within a sentence: stray on dirty paper, the writer's own on clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix import Corrector
from vnfix.edits import apply_edits
from vnfix.forms.stray_capitals import stray_capitals
from vnfix.train import capital_counts


def _mended(text: str, bond: float, share: float, dirt: float, before_names: bool = False) -> str:
    edits = stray_capitals(text, lambda left, right: bond, lambda word: share, lambda word: before_names, dirt)
    return apply_edits(text, [edit for edit in edits if edit.confidence >= 0.7])


@pytest.mark.parametrize(
    ("read", "bond", "share", "meant"),
    [
        ("cơ quan tiếp nhận hồ Sơ của người nộp", 5.0, 0.0, "cơ quan tiếp nhận hồ sơ của người nộp"),
        ("cơ quan tiếp nhận hồ\nSơ của người nộp", 5.0, 0.0, "cơ quan tiếp nhận hồ\nsơ của người nộp"),
        ("nơi tiếp dân\nSau khi nộp", 1.0, 0.0, "nơi tiếp dân\nSau khi nộp"),  # a sentence behind a heading
        ("về tỉnh Thái bình", 5.0, 0.9, "về tỉnh Thái bình"),  # a name
        ("thành phố Hồ Chí Minh", 5.0, 0.0, "thành phố Hồ Chí Minh"),  # capitals go on
        ("ban hành Quyết 15", 5.0, 0.0, "ban hành Quyết 15"),
        ("xong. Sau khi nộp", 5.0, 0.0, "xong. Sau khi nộp"),
        ("ở a. Sơ đồ", 5.0, 0.0, "ở a. Sơ đồ"),
        ("HỒ SƠ gồm", 5.0, 0.0, "HỒ SƠ gồm"),
    ],
)
def test_on_a_dirty_page(read: str, bond: float, share: float, meant: str) -> None:
    """The word, its neighbour and what stands between decide."""
    assert _mended(read, bond, share, dirt=0.1) == meant


def test_on_a_clean_page_nothing_is_stray() -> None:
    """Without repairs a capital is the writer's own."""
    text = "cơ quan tiếp nhận hồ Sơ của người nộp"
    assert _mended(text, 2.0, 0.0, dirt=0.0) == text


def test_names_and_terms_of_the_writer_stay() -> None:
    """Behind a word that names stand behind, and where the same capital comes again."""
    assert _mended("hầm qua đèo Cả dài", 5.0, 0.0, dirt=0.1, before_names=True) == "hầm qua đèo Cả dài"
    again = "nếu bên Vay không trả thì bên Vay chịu lãi"
    assert _mended(again, 5.0, 0.0, dirt=0.1) == again
    assert _mended("nếu bên Vay không trả", 5.0, 0.0, dirt=0.1) == "nếu bên vay không trả"


@given(st.text("sơhồVẽ \n.", max_size=40), st.floats(-5, 9), st.floats(0, 1), st.floats(0, 1))
def test_only_the_size_changes(text: str, bond: float, share: float, dirt: float) -> None:
    """Every letter stays, small or large."""
    once = _mended(text, bond, share, dirt)
    assert once.lower() == text.lower()


def test_the_bar_does_not_make_a_page_dirty(corrector: Corrector) -> None:
    """Repairs count by their confidence: asked for all that it doubts, a clean text is as clean as before."""
    text = "Tại hội nghị, các đại biểu nghe Báo cáo của đơn vị và hồ Sơ kèm theo; bà con trồng lúa, nuôi cá."
    edits = corrector.explain(text, min_confidence=0.0).edits
    assert [edit for edit in edits if edit.reason == "case"] == []


def test_capitals_are_counted_within_sentences(tmp_path: Path) -> None:
    """Of each word, and of what stands right behind it; not at the head of a line, not behind a name."""
    path = tmp_path / "corpus.txt"
    path.write_text("Qua đèo Cả, qua đèo Ngang.\nQua đèo cao ở Cả Mau\n", "utf8")
    counts = capital_counts.count(path)
    assert (counts.capital["cả"], counts.total["cả"]) == (2, 2)
    assert (counts.capital_behind["đèo"], counts.behind["đèo"]) == (2, 3)
    assert counts.total["qua"] == 0 and counts.behind["cả"] == 0
    arrays = capital_counts.shares([counts, counts], ["cả", "đèo", "chưa"])
    assert arrays["shares"].tolist() == [round(255 * 4.5 / 5), round(255 * 0.5 / 7), 128]
    assert arrays["before_names"].tolist() == [0, 1, 0]  # four capitals of six and the credit
