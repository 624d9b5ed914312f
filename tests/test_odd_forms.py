"""What the modules of forms find near odd chunks is all that they find in the whole text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from vnfix import correct
from vnfix.forms import numbers, section_numbers, stray_marks
from vnfix.odd_forms import is_odd_form, windows
from vnfix.patterns import _Lazy

_CHUNK = regex.compile(r"\S+")
#: One text for every pattern at least, as read.
ROWS = (
    # numbers: dates, clauses, years, grouped numbers, shares, measures
    *("ngày l5 tháng 6 năm 2022", "ngày TT tháng 6 năm 2022", "ngày o5 tháng 6 năm 2022", "ngày (5 tháng 6 năm 2022"),
    *("ngày 15 tháng Ã năm 2022", "ngày 5 tháng éo năm 2022", "tháng l/2020", "tháng ó năm 2020", "khoản S Điều 27"),
    *("Điều I3 quy định", "khoản 1l, Điều 7", "Điều I. Phạm vi", "Điều l.Phạm vi", "(l/8/2022)", "hạn 15/o8/2022 là"),
    *("năm 2O19", "Giai đoạn 20l6", "trong 20l6", "1.O50 tấn", "“I.056.000” đồng", "tăng l,8%", "đạt 1OO %"),
    *("rộng l,5 ha", "khoảng Š0 triệu", "lúc O7 giờ", "gồm l2 xã"),
    # sixes, italic ones, pages, strokes, sections
    *("năm 202ó", "khu phố ó, phường", "Điều ó/2020", "tăng ó%", "ó năm", "lớp 5, ó và 7", "số Ỉ928", "Ĩ64-173"),
    *("tr. 164-Ĩ73", "(201 Ĩ)", "(201 Ĩ), tr", "năm 2016, ừ.276", "[2, ìr. 24", "14I11I2016", "2,1,3. Công tác"),
    # words that run into their number
    *("trong 5năm", "(5năm", "(Điều5", "(số31/2024/QH15)", "năm2024", "ngày12/3", "“tháng12”", "tăng 0 5%"),
    # marks
    *("của tỉnh^ và", "của ^tỉnh và", "của dân. ^ tỉnh", "nhà 'huyện đã", "đầu tư' nước ngoài", "đầu tư', nước"),
    *("quyền lợi .của người", "nước■ sạch", "nước ■sạch", "nước ~ sạch", "nước · sạch", "nước ° sạch", "nước ·° sạch"),
    *("nước ■ sạch", "tỉnh ■ Hậu Giang", "Điều 3. ˆ Hồ sơ", "Hồ sơ ˜˜", "của tỉnh´ và", "nhà `huyện đã"),
    # numerals
    *("Phụ lục HI", "(xem Phụ lục HI)", "lần thứ H,", "khoá XH/2020", "nhiệm kỳ Xl", "Chương H", "L TỔNG QUAN CHUNG"),
    *(
        "Chương l-Quy định",
        "I. TỔNG QUAN CHUNG\nIL MỤC TIÊU CHUNG",
        "\t   IH - NHIỆM VỤ CHUNG",
        "II. Vị trí\nm. Tên gọi\nIV. Kết quả",
    ),
    *("II. Vị trí\nH1. Tên gọi", "                Chương Ĩ:\n"),
)
#: Pieces of chunks: what the patterns look for, and what may stand right beside it.
_PIECES = (
    *(
        "5",
        "12",
        "2024",
        "19",
        "20",
        "0",
        "l",
        "I",
        "O",
        "o",
        "S",
        "ó",
        "T",
        "Ã",
        "é",
        "Ĩ",
        "í",
        "%",
        "/",
        ".",
        ",",
        "-",
    ),
    *("-", "(", ")", "“", '"', ":", "ngày", "tháng", "năm", "Điều", "khoản", "số", "tăng", "Phụ lục", "Chương"),
    *("lần thứ", "H", "L", "m", "n", "i", "V", "X", "HI", "ừ", "fi", "tr", "ha", "triệu", "tuổi", "xã", "Hậu Giang"),
    *("nước sạch", "■", "~", "·", "°", "|", "_", "^", "ˆ", "'", "’", "`", "´", "tỉnh", "TỔNG QUAN", "\n", "\t"),
)
_LOOSE = st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from(["", " ", " "])), max_size=30).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
#: A row with something else in place of up to two characters: what stands around decides in most patterns.
_ALTERED = st.builds(
    lambda row, at, gone, piece: f"{row[:at]}{piece}{row[at + gone :]}",
    *(st.sampled_from(ROWS), st.integers(0, 25), st.integers(0, 2), st.sampled_from(_PIECES)),
)
TEXTS = st.one_of(_ALTERED, _LOOSE)
#: What lies beyond the surroundings of an odd chunk.
_FAR = " và đồng chí " * 20


def _patterns() -> Iterator[tuple[str, regex.Pattern[str]]]:
    """All that look at the surroundings of odd chunks, by name."""
    for module in (numbers, section_numbers, stray_marks):
        for name, value in vars(module).items():
            for number, pattern in enumerate(value if isinstance(value, tuple) else (value,)):
                if isinstance(pattern, _Lazy):
                    yield f"{module.__name__.rpartition('.')[2]}.{name}{number}", pattern


def _found(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """All that the modules of forms find within some spans, whatever the words' bond."""
    spans = list(spans)
    return [
        *numbers.misread_digits(text, spans),
        *numbers.misread_pages(text, spans),
        *section_numbers.counted_numerals(text, spans),
        *stray_marks.stray_marks(text, spans, lambda first, second: 9.0),
    ]


def _odd(text: str) -> list[int]:
    return [match.start() for match in _CHUNK.finditer(text) if is_odd_form(match.group())]


@pytest.mark.parametrize("text", ROWS)
@pytest.mark.parametrize("far", ["", _FAR])
def test_rows_are_found(text: str, far: str) -> None:
    """As in the whole text, and at least one thing; so are numerals at heads of lines."""
    text = far.lstrip() + "\n" + text + ("\n" + far.lstrip() if far else "")
    whole, near = _found(text, [(0, len(text))]), _found(text, windows(text, _odd(text)))
    numerals = list(section_numbers.misread_numerals(text))
    assert near == whole and whole + numerals
    assert not numerals or any(section_numbers.AT_HEAD.match(text, at) for at in _odd(text))


@settings(max_examples=200)
@given(TEXTS)
def test_odd_chunks_are_enough(text: str) -> None:
    """Whatever stands in a text, what is found near its odd chunks is what is found in all of it."""
    assert _found(text, windows(text, _odd(text))) == _found(text, [(0, len(text))])


@given(TEXTS)
def test_heads_of_lines_are_looked_at(text: str) -> None:
    """A misread numeral has an odd chunk at the head of a line."""
    if list(section_numbers.misread_numerals(text)):
        assert any(section_numbers.AT_HEAD.match(text, at) for at in _odd(text))


@pytest.mark.parametrize(("name", "pattern"), [*_patterns()], ids=lambda value: value if isinstance(value, str) else "")
def test_no_pattern_without_a_row(name: str, pattern: regex.Pattern[str]) -> None:
    """Who adds a pattern adds a text for it, and so learns whether its chunks are odd."""
    assert any(pattern.search("\n" + text) for text in ROWS), name


@pytest.mark.parametrize(
    "chunk", ["Hội", "(Nghị", "2024,", "30°C", "3·10", "ii.", "IV.", "1.2.3.", "QĐ-TTg", "12/3/2024", "x_y"]
)
def test_clean_chunks_are_not_odd(chunk: str) -> None:
    """Their surroundings cost nothing."""
    assert not is_odd_form(chunk)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Các hộ dùng nước · sạch của nhà máy.", "Các hộ dùng nước sạch của nhà máy."),
        ("Kế hoạch (5năm) của tỉnh.", "Kế hoạch (5 năm) của tỉnh."),
        ("Thực hiện theo luật (Điều5) của tỉnh.", "Thực hiện theo luật (Điều 5) của tỉnh."),
        ("Luật Đất đai (số31/2024/QH15) có hiệu lực.", "Luật Đất đai (số 31/2024/QH15) có hiệu lực."),
    ],
)
def test_odd_chunks_are_mended(read: str, meant: str) -> None:
    """Marks and brackets around them do not hide them."""
    assert correct(read) == meant


def test_a_window_reaches_over_long_chunks() -> None:
    """Four words beyond their end, however long they are, and windows that touch are one."""
    text = f"{'a' * 300}^ nước sạch {'b' * 200} 5năm"
    (only,) = windows(text, [0, text.index("5năm")])
    assert only == (0, len(text))
