"""The letters of points follow from their count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix.edits import apply_edits
from vnfix.forms.points import LETTERS, misread_points
from vnfix.records import Edit


def _mended(text: str) -> str:
    return apply_edits(text, [Edit(a, b, text[a:b], new, "numeral", 1.0) for a, b, new in misread_points(text)])


def _list(heads: str) -> str:
    """Heads with a sentence behind each."""
    return "Hồ sơ gồm:\n" + "".join(f"{head} Giấy tờ của người nộp;\n" for head in heads.split())


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("a) b) ©) d)", "a) b) c) d)"),
        ("a) b) €) d)", "a) b) c) d)"),
        ("&) b) c)", "a) b) c)"),
        ("đ) e) ø) h)", "đ) e) g) h)"),
        ("g) h) ï) k)", "g) h) i) k)"),
        ("k) 1) m)", "k) l) m)"),
        ("a) b} c]", "a) b) c)"),  # a bracket is a bracket
        ("a) bì c)", "a) b) c)"),  # the bracket was read as a letter
        ("a) bJ c)", "a) b) c)"),
        ("c) đ) đ)", "c) d) đ)"),
        ("c) d) d) e)", "c) d) đ) e)"),
        ("a) 'b) c)", "a) 'b) c)"),  # a stray mark before a letter that is right
        ("a) b) d)", "a) b) d)"),  # the writer left one out
        ("c) đ) e)", "c) đ) e)"),  # so did this one: đ may be d, or d be left out
        ("a) b) 3) 4)", "a) b) 3) 4)"),  # counted in digits
        ("1) 2) 3)", "1) 2) 3)"),
        ("i) ii) iii)", "i) ii) iii)"),
        ("c1) c2) c3)", "c1) c2) c3)"),
        ("h) i) j) k)", "h) i) j) k)"),  # the English count
        ("e) f) g)", "e) f) g)"),
        ("©) ®) €)", "©) ®) €)"),  # nothing to go by
        ("a) b) a) b)", "a) b) a) b)"),  # two lists
    ],
)
def test_the_count_tells(read: str, meant: str) -> None:
    """Only what was misread changes, and only where the other points tell."""
    assert _mended(_list(read)) == _list(meant)


def test_another_list_begins_anew() -> None:
    """Points of two clauses are two counts: c) here is no point behind the b) of the clause before."""
    text = "1. Hồ sơ:\na) Đơn;\nb) Giấy;\n2. Trình tự:\n©) Nộp đơn;\nb) Trả lời;\n"
    assert _mended(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "a) Đơn (có xác nhận của cấp\nxã) theo mẫu;\nb) Bản sao.",
        "a) Đơn;\nb) Giấy tờ (nếu\ncó) còn hạn.",
        "a) Bản sao theo khoản 4 (hoặc khoản\n6) còn hạn;\nb) Ảnh.",
        "a) Phí của hai chú,\ndì Lan và con;\nb) Thuế.",
        "A) Hồ sơ\na) Đơn;\nb) Ảnh.\nB) Lệ phí\na) Phí;\nb) Thuế.",
    ],
)
def test_what_only_looks_like_a_point_stays(text: str) -> None:
    """A line that closes a bracket, a word at the head of a line, a list of a higher level."""
    assert _mended(text) == text


@given(st.lists(st.sampled_from([*LETTERS, "1", "ii"]), min_size=1, max_size=12))
def test_no_plain_letter_changes_but_d(letters: list[str]) -> None:
    """Whatever a writer counts by, his letters stay; d and đ alone are asked about."""
    text = _list(" ".join(f"{letter})" for letter in letters))
    changed = [(text[a:b], new) for a, b, new in misread_points(text)]
    assert all({old, new} == {"d)", "đ)"} or old == "1)" and new in ("i)", "l)") for old, new in changed)


@given(st.text("abcdđ©€&)}] \n;A", max_size=60))
def test_a_second_look_changes_nothing(text: str) -> None:
    """What was mended is right, then."""
    once = _mended(text)
    assert _mended(once) == once
