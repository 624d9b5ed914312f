"""Text that went through another character set: letters as two or three signs, or lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import vnfix
from vnfix.evaluate import wer
from vnfix.intake import legacy

OWN = sorted((Path(__file__).parents[1] / "benchmarks" / "own_text").glob("*.txt"))


def as_windows(text: str) -> str:
    """Written into Windows-1252 as Windows does it."""
    likeness = str.maketrans("đĐơƠưƯăĂĩĨũŨ", "dÐoOuUaAiIuU")
    return text.translate(likeness).encode("cp1252", "replace").decode("cp1252")


def as_latin(text: str) -> str:
    """Written into Latin-1; U+FFFD for what it lacks."""
    return "".join(char if ord(char) < 256 else "\ufffd" for char in text)


def misread(text: str) -> str:
    """UTF-8 read as Windows-1252."""
    return text.encode("utf-8").decode("cp1252", "replace")


def misread_and_dropped(text: str) -> str:
    """The same when a program dropped what it did not know, soft hyphens with it."""
    return misread(text).replace("\ufffd", "").replace("\u00ad", "")


def misread_and_spaced(text: str) -> str:
    """The same when every space was made a plain one."""
    return misread(text).replace("\u00a0", " ")


def misread_as_latin(text: str) -> str:
    """UTF-8 read as Latin-1, which has a character for every byte."""
    return text.encode("utf-8").decode("latin-1")


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("how", "most_wrong"),
    [
        (as_windows, 0.02),
        (as_latin, 0.05),
        (misread, 0.01),
        (misread_and_dropped, 0.02),
        (misread_and_spaced, 0.01),
        (misread_as_latin, 0.01),
    ],
)
def test_own_text_comes_back(how: Callable[[str], str], most_wrong: float, path: Path) -> None:
    """Nearly every word, of which half and more were wrong."""
    text = path.read_text("utf8")
    assert wer(how(text), text).value > 0.4
    assert wer(vnfix.correct(how(text)), text).value <= most_wrong


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            "Ngh? quy?t c?a H?i d?ng nhân dân t?nh v? k? ho?ch ? vùng núi. Có ph?i không? Ai bi?t?",
            "Nghị quyết của Hội đồng nhân dân tỉnh về kế hoạch ở vùng núi. Có phải không? Ai biết?",
        ),
        ("Ng\ufffd\ufffdi dân n\ufffdp thu\ufffd t\ufffdi xã.", "Người dân nộp thuế tại xã."),
        ("Luáº­t Ä‘áº¥t Ä‘ai cÃ³ hiá»‡u lá»±c.", "Luật đất đai có hiệu lực."),
    ],
)
def test_sentences(read: str, meant: str) -> None:
    """Real question marks stay."""
    assert vnfix.correct(read) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Tải tại https://thaibinh.gov.vn/tim?id=3 hay ở xã? Thế à?Vâng. Gì?Sao?",
        "L?index n?est pas ? l?heure d?ouvrir, qu?il soit l?automne ou l?hiver.",
        "XÃ Ä, “áº” là mã của một chữ.",
        "f(x)?g(x):h(x) và a?b:c là biểu thức.",
        "Shop ơi còn hàng không ? em lấy 2 cái https://a.vn/ao?id=12 https://a.vn/quan?id=13",
        "p?o, m?e, c?o, n?o, s?o, t?o, v?o, m?o, ch?o",
        "Danh mục hàng:\n\ufffd áo sơ mi\n\ufffd quần tây\n\ufffd giày da cao c\ufffdp",
        "Ông Nguyễn Văn H\ufffdng là giám đốc công ty.",
        "Năm nay ông Nguy\ufffdn đã đến nơi, việc nam nữ thì dang dở, các xã đều được phép thu.",
    ],
)
def test_other_question_marks_stay(text: str) -> None:
    """Addresses, French, code, a few signs alone."""
    assert vnfix.correct(text) == text


def test_lines_that_are_right() -> None:
    """Headings in Unicode between lines that were misread stay."""
    body = "Kế hoạch của Ủy ban nhân dân xã"
    text = "I. TÌNH HÌNH XÃ HỘI\n{}\nII. ĐÃ THỰC HIỆN"
    assert vnfix.correct(text.format(misread(body))) == text.format(body)


def test_lost_capitals() -> None:
    """Where the first letter is lost, the place tells whether it was a large one."""
    text = "Điều 1. Phạm vi điều chỉnh. Đường phố rộng rãi.\nTrần Đại Quang\nPhạm Bình Minh đã được mời dự họp."
    assert vnfix.correct("".join(char if ord(char) < 256 else "?" for char in text)) == text


def test_switches() -> None:
    """Each kind has the option of its kind."""
    lost, signs = "Ngh? quy?t c?a t?nh v? k? ho?ch.", "Luáº­t Ä‘áº¥t Ä‘ai má»›i"
    assert vnfix.correct(lost, restore_accents=False) == lost
    assert vnfix.correct(lost, min_confidence=1.0) == lost
    assert "áº" in vnfix.correct(signs, decode_legacy=False)


def test_what_is_left_of_a_letter() -> None:
    """Signs without their second or third one: some tell the letter, U+FFFD stands for the others."""
    (edit, *_) = legacy.decoded("Ä\ufffdiá»\ufffdu luáºt lÃ  cÅ©ng")
    assert edit.new == "Đi\ufffdu"
    assert [edit.new for edit in legacy.decoded("luáºt lÃ  má»›i")] == ["luật", "là", "mới"]
