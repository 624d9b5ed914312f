"""Words made of dirt go, on a page that has such; what counts, and what the user says is right, stays."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from vnfix import correct, explain
from vnfix.edits import Edit, apart, apply_edits

#: A worn page with marks at the ends of its lines; ``{}`` is where a row of the table stands.
PAGE = """ỦY BAN NHÂN DÂN XÃ _ | ị
| Số: 12/BC-UBND : ~ BÁO CÁO KẾT QUẢ THU HOẠCH VỤ MÙA ¬
Xã đã thu hoạch xong lúa mùa trên toàn bộ diện tích, năng suất khá hơn năm _
trước, bà con nông dân phấn khởi chuẩn bị đất cho vụ đông theo kế hoạch ss
đã đề ra. Các thôn tiếp tục nạo vét kênh mương, sửa chữa trạm bơm và ị |
_ kiểm tra hồ đập trước mùa mưa bão. {} Hội Nông dân phối hợp với trường |
dạy nghề mở hai lớp tập huấn, đã có nhiều hộ mạnh dạn chuyển đổi cây ,
š trồng trên đất xấu. Đề nghị huyện hỗ trợ kinh phí mua giống và phát ừiển |
"""


def repaired(row: str, **options: object) -> str:
    """What becomes of a row within the page, on one line."""
    text = correct(PAGE.format(f"Hết tuần. {row} Sang tuần."), **options)
    return " ".join(text.split("Hết tuần. ")[1].split(" Sang tuần.")[0].split())


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Trạm y tế xã t tổ chức khám bệnh.", "Trạm y tế xã tổ chức khám bệnh."),  # a letter read twice
        ("Trạm y tế xã tổ chức ss\nkhám bệnh cho người già.", "Trạm y tế xã tổ chức khám bệnh cho người già."),
        ("Trạm y tế xã tổ chức\nš khám bệnh cho người già.", "Trạm y tế xã tổ chức khám bệnh cho người già."),
        ("Việc đó theo quy s š định của tỉnh.", "Việc đó theo quy định của tỉnh."),  # seen when the other is gone
        ("Bị cáo H khai, H rủ Đ, Đ từ chối, H đi với Đ.", "Bị cáo H khai, H rủ Đ, Đ từ chối, H đi với Đ."),
        ("Vitamin B có trong cám gạo.", "Vitamin B có trong cám gạo."),
        ("Theo mục a của văn bản này.", "Theo mục a của văn bản này."),
        ("\na) Nội dung họp thôn.", "a) Nội dung họp thôn."),
        ("\nb. Nội dung họp thôn.", "b. Nội dung họp thôn."),
        ("V/v họp thôn đầu năm.", "V/v họp thôn đầu năm."),
        ("Có 5 hộ và 3\ncơ sở xay xát.", "Có 5 hộ và 3 cơ sở xay xát."),  # a number is never dirt
        ("Ý kiến của bà con rất đúng.", "Ý kiến của bà con rất đúng."),  # nor a word of one letter in its place
        ("Đoàn công tác ở lại ủy ban.", "Đoàn công tác ở lại ủy ban."),
    ],
)
def test_what_goes_and_what_stays(read: str, meant: str) -> None:
    """Dirt goes with the space beside it."""
    assert repaired(read) == meant


@pytest.mark.parametrize(
    "row",
    [
        "The State of the Art in a big way is to be set by all of us.",
        "Theo bài The art of war in the new era của tác giả X.",
        "Công thức a + b = c và x = y, khi n > 0 thì A = B.",
        "Cao ốc A, B và C nằm ở khu D, do ông K. và bà T. quản lý.",
        "Kích thước 3 m x 5 m, nặng 2 kg, giá 5 k, cao 4 cm, 6 l nước.",
        "Thép phi 6, ống DN 50, cáp Cu XLPE, tủ RM 6, MBA 22 kV.",
    ],
)
def test_short_words_of_other_kinds_stay(row: str) -> None:
    """Another language, formulas, units, names of one letter: on a worn page, too."""
    assert repaired(row) == row


def test_lines_stay_lines() -> None:
    """Of the white space around a word that goes, that with the fewer line breaks goes too."""
    text = correct(PAGE.format(""))
    assert "theo kế hoạch\nđã đề ra" in text and "chuyển đổi cây ,\ntrồng trên" in text
    assert text.count("\n") == PAGE.count("\n")


def test_a_single_sentence_has_no_dirt() -> None:
    """One odd letter tells nothing of a text that has no other."""
    text = "Trạm y tế xã t tổ chức khám bệnh."
    assert correct(text) == text


@pytest.mark.parametrize(
    "options", [{"remove_dirt": False}, {"extra_words": ["ss", "t"]}, {"protect": [r"\b(ss|t)\b"]}]
)
def test_the_user_has_the_say(options: dict[str, object]) -> None:
    """The option, the words and the patterns of the user keep a word."""
    text = correct(PAGE.format("Trạm y tế xã t tổ chức khám bệnh."), **options)
    assert "kế hoạch ss\n" in text and "xã t tổ" in text


def test_a_run_is_one_edit() -> None:
    """Words of dirt side by side go together."""
    found = explain(PAGE.format("").replace(" ss\n", " ị Ệ\n"))
    assert "theo kế hoạch\nđã đề ra" in found.text
    assert " ị Ệ" in [edit.old for edit in found.edits]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PAGE.split(" ")), max_size=60))
def test_only_short_words_without_digits_go(chunks: list[str]) -> None:
    """Whatever the page, edits replay, and those of dirt take chunks of a few letters and nothing else."""
    text = " ".join([PAGE, *chunks])
    found = explain(text)
    assert apply_edits(text, found.edits) == found.text
    for edit in found.edits:
        if edit.reason == "dirt" and not edit.new:
            assert all(len(regex.findall(r"\p{L}", chunk)) <= 3 for chunk in edit.old.split())
            assert not regex.search(r"\d", edit.old)


def test_apart() -> None:
    """Edits that meet none of the others; those that only touch do not meet."""
    others = [Edit(4, 6, "cd", "x", "word", 1.0), Edit(9, 10, "g", "y", "word", 1.0)]
    some = [Edit(k, k + 2, "zz", "", "word", 1.0) for k in (2, 3, 5, 6, 8, 10)]
    assert [edit.start for edit in apart(some, others)] == [2, 6, 10]
