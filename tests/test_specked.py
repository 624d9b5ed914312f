"""Words that a speck holds together, on dirty paper and clean."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix import correct
from vnfix.edits import apply_edits
from vnfix.resources import read_table
from vnfix.spacing.specked import LEAST_DIRT, hyphened, specked
from vnfix.train import hyphened as train_hyphened

#: Repairs per word that make a text dirty.
_DIRTY = 0.1


def _parted(text: str, bond: float = 0.0, dirt: float = _DIRTY) -> str:
    return apply_edits(text, specked(text, lambda left, right: bond, dirt))


@pytest.mark.parametrize(
    ("read", "bond", "meant"),
    [
        ("theo thẩm-quyền được giao", 1.0, "theo thẩm quyền được giao"),
        ("hoặc.thực hiện việc cấp phép", 0.0, "hoặc thực hiện việc cấp phép"),
        ("thủ tục về:cấp phép", 1.0, "thủ tục về cấp phép"),
        ("thủ tục về:cấp phép", 0.0, "thủ tục về: cấp phép"),  # it may be a colon that lost its space
        ("nhiệm vụ,quyền hạn", 0.0, "nhiệm vụ, quyền hạn"),
        ("Bộ Văn hóa,Thể thao", 9.0, "Bộ Văn hóa, Thể thao"),  # no letter stands right behind a comma
        ("là 9.655,số quá hạn", 0.0, "là 9.655, số quá hạn"),
        ("trong quý I,thời tiết", 0.0, "trong quý I, thời tiết"),
        ("điểm số;lớp 5;ghi chú", 0.0, "điểm số;lớp 5;ghi chú"),  # fields, not clauses
        ("Họ tên,Quê quán,Nơi ở,Ghi chú", 0.0, "Họ tên,Quê quán,Nơi ở,Ghi chú"),  # a row of a table
        ("Họ tên,Quê quán,Nơi ở, Ghi chú", 0.0, "Họ tên, Quê quán, Nơi ở, Ghi chú"),
        ("đã gieo sạ.Theo xã", 0.0, "đã gieo sạ.Theo xã"),  # writers forget that space as often as engines do
        ("phát triển Việt.Nam", 1.0, "phát triển Việt Nam"),
        ("tại trang ví.Dụ.vn", 0.0, "tại trang ví.Dụ.vn"),
        ("nghiệp vụ.-về trật tự", 0.0, "nghiệp vụ về trật tự"),
        ("đến dưới 04-tỷ đồng", 0.0, "đến dưới 04 tỷ đồng"),
        ("đến dưới 16.000.tỷ đồng", 0.0, "đến dưới 16.000 tỷ đồng"),
        ("khoản 18.Điều 132", 0.0, "khoản 18. Điều 132"),
        ("tại điểm-a khoản này", 1.0, "tại điểm a khoản này"),
        ("Nghị định số:141/2024/NĐ-CP", 0.0, "Nghị định số 141/2024/NĐ-CP"),
        ("của Bộ.Ngoại giao", 1.0, "của Bộ Ngoại giao"),
        ("của Bộ.Ngoại giao", 0.9, "của Bộ.Ngoại giao"),
        ("phát pa-nô, áp-phích", 9.0, "phát pa-nô, áp-phích"),  # loan words
        ("phát triển kinh tế-xã hội", 9.0, "phát triển kinh tế-xã hội"),
        ("huyện Hoà-phú cũ", 9.0, "huyện Hoà-phú cũ"),  # in either style of tone marks
        ("giai đoạn 2020-2025", 9.0, "giai đoạn 2020-2025"),
        ("tại vidu.gov.vn và tin.com", 9.0, "tại vidu.gov.vn và tin.com"),
        ("điểm a.1 khoản 3", 9.0, "điểm a.1 khoản 3"),
        ("ngày 1.5.2020 và 3,5 tỷ", 9.0, "ngày 1.5.2020 và 3,5 tỷ"),
        ("một play-off trên sân", 9.0, "một play-off trên sân"),
        ("kéo mạng in-tơ-nét về xã", 9.0, "kéo mạng in-tơ-nét về xã"),  # hyphens in a row
        ("khoa tai-mũi-họng mở thêm", 9.0, "khoa tai-mũi-họng mở thêm"),
        ("đồng bào Xơ-đăng", 9.0, "đồng bào Xơ-đăng"),  # a name within a sentence
        ("Thẩm-quyền của xã", 9.0, "Thẩm quyền của xã"),
        ("từ lớp 6-lớp 9", 9.0, "từ lớp 6-lớp 9"),  # a range, a sign, dots of one who waits
        ("xuống-5 độ", 9.0, "xuống-5 độ"),
        ("chờ..xem", 9.0, "chờ..xem"),
        ("Họ tên:Trần Văn An", 9.0, "Họ tên: Trần Văn An"),  # labels of a form
        ("Mã số thuế:0100", 9.0, "Mã số thuế: 0100"),
        ("Tổng số:45", 9.0, "Tổng số: 45"),
        ("- cây trồng:lúa", 9.0, "- cây trồng: lúa"),
    ],
)
def test_marks_between_words(read: str, bond: float, meant: str) -> None:
    """What the mark is, and whether the two belong together, decides."""
    assert _parted(read, bond) == meant


def test_clean_paper_is_left_alone() -> None:
    """Below the bound of dirt, however many such marks there are."""
    line = "theo thẩm-quyền được giao, thủ tục về:cấp phép và hoặc.thực hiện"
    assert _parted(line, 1.0, 0.9 * LEAST_DIRT) == line
    assert _parted(line, 1.0, 1.1 * LEAST_DIRT) == "theo thẩm quyền được giao, thủ tục về cấp phép và hoặc thực hiện"


def test_a_writer_who_joins_his_words_by_hyphens_keeps_them() -> None:
    """As all did before 1975."""
    text = "Chính-phủ ban-hành quy-định về quản-lý thị-trường"
    assert _parted(text) == text


def test_so_does_a_writer_who_is_quoted() -> None:
    """His hyphens stand close together, however long the page."""
    quoted = "ông xin ty giáo-dục cấp học-bạ và chứng-chỉ dự-bị"
    page = " ".join(["và"] * 400)
    assert _parted(f"{page} {quoted} {page} thẩm-quyền", 1.0) == f"{page} {quoted} {page} thẩm quyền"


def test_dashes_between_strangers_stay_where_no_speck_is_seen() -> None:
    """Pairs of nouns without a space have nothing else in common; specks stand within words as well."""

    def bond(left: str, right: str) -> float:
        return 5.0 if (left, right) == ("thẩm", "quyền") else 0.0

    dashes = "góc độ tâm lý-xã hội và chính trị-đạo đức"
    assert specked(dashes, bond, _DIRTY) == []
    specks = f"{dashes}, thẩm-quyền"
    assert apply_edits(specks, specked(specks, bond, _DIRTY)) == specks.replace("-", " ")


def test_it_is_part_of_the_repair() -> None:
    """A dirty line as `correct` sees it."""
    read = "Các đơn vị ứiực hiện theo thẩm-quyền được giao, báo cáo kểt quả cho Uỷ ban nhân dân tinh trưóc ngày 20."
    assert "theo thẩm quyền được giao" in correct(read)
    assert "theo thẩm-quyền được giao" in correct(read, fix_spacing=False)


def test_the_list_holds_pairs_of_syllables() -> None:
    """Lower case, with one hyphen."""
    assert "pa-nô" in hyphened() and "tế-xã" in hyphened()
    assert all(pair == pair.lower() and pair.count("-") == 1 for pair in hyphened())


@given(st.text("thẩmquyền04 -.:,\n", max_size=50), st.floats(-5, 9))
def test_only_marks_change(text: str, bond: float) -> None:
    """Every letter and digit stays, in order."""
    once = _parted(text, bond)
    assert [c for c in once if c.isalnum()] == [c for c in text if c.isalnum()]


def test_the_list_is_counted_from_a_corpus(tmp_path: Path) -> None:
    """Three times at least, pairs of syllables with a diacritic, in small letters and the old style of tone marks."""
    lines = [
        "Mô-men xoắn, mô-men quay, mô-men.",
        "Hoà-lạc và hòa-lạc, hòa-lạc.",
        "hát-trick " * 3,
        "ti-vi " * 3,
        "một-hai",
    ]
    (tmp_path / "corpus.txt").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "hyphened.tsv"
    assert train_hyphened.main([str(tmp_path / "corpus.txt"), "--out", str(out)]) == 0
    assert list(read_table(out, ("pair", "count"))) == [["hòa-lạc", "3"], ["mô-men", "3"]]


def test_a_missing_corpus_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the present list stays."""
    assert train_hyphened.main([str(tmp_path / "none"), "--out", str(tmp_path / "out.tsv")]) == 2
    assert "no text in" in capsys.readouterr().err and not (tmp_path / "out.tsv").exists()
