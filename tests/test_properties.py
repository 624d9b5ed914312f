"""What holds for any text, hunted by hypothesis."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from tables import rows

from vnfix import apply_edits, correct, explain
from vnfix.tokens import tokenize

#: Garbled and clean syllables, and what stands between them: nearer to pages than random letters are.
WORDS = (
    "tỉnh tinh tmh ứiực thực hiện ừong trong năm nãm kế hoạch Ủy ủy ban ƯBND nhân dân ngu-ời th^o luận "
    "phát triển kinh tế xã hội Toàntỉnh đồng chí Nguyễn Văn An VÀ CỦA đỊnh hòa hoà M tục nghiệp 0,5 % IV Id"
).split()
#: Things that a repair must never move: their meaning hangs on each sign.
PROTECTED = (
    "12/3/2024 01-02-2023 1.234.567,89 2024 38,3 7 50.000 01/NQ-CP 256-KL/TU 3723/UBND-NCKS NQ-CP "
    "https://thaibinh.gov.vn/van-ban?id=12 www.vidu.vn/tin lien.he@vidu.gov.vn a.b+c@mail.vidu.com 14:30 XIV"
).split()
#: Words that a repair parts, and joins.
TORN = (
    "vật.liệu an.toàn bổ:sung 5năm (12tháng số41/2024/QH15 Điều5 tăng 0 5% (20Ĩ Ỉ) 171/2025/NĐ- CP m ụ c đ íc h "
    "tr ình đượchiểulà thẩm-quyền vụ,quyền Uybannhandan Luat tri-\nển Đ H Q G H N o f Nghị định số:141/2024/NĐ-CP"
).split(" ")
SPACES = st.sampled_from([" ", " ", " ", " ", ", ", ". ", "\n", "\r\n", "  ", "; ", " - "])
PAGES = st.lists(st.tuples(st.sampled_from(WORDS), SPACES), max_size=25).map(lambda p: "".join(w + s for w, s in p))
MIXED = st.lists(st.tuples(st.sampled_from(WORDS + PROTECTED), SPACES), max_size=25)
ODD = "tỉnhêđ^-'./0 1Iu\u0301\u0302\u0323\r\n\ud800😀"
ANYTHING = st.one_of(st.text(max_size=60), st.text(alphabet=ODD, max_size=60))
#: Numbers and addresses as a reader sees them.
FIXED = regex.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w.-]+\w|\d+(?:[.,:/-]\d+)*(?:[/-]\p{Lu}[\p{Lu}/-]*)?")


def protected(text: str) -> list[str]:
    return FIXED.findall(text)


@given(ANYTHING)
def test_joining_tokens_gives_the_text(text: str) -> None:
    """The tokenizer loses nothing, and its offsets are right, for any string."""
    tokens = list(tokenize(text))
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


@given(st.one_of(ANYTHING, PAGES))
def test_edits_replay(text: str) -> None:
    """`explain` tells everything that `correct` does, in offsets of the text as given."""
    result = explain(text)
    assert all(text[edit.start : edit.end] == edit.old for edit in result.edits)
    assert apply_edits(text, result.edits) == result.text == correct(text)


@given(PAGES)
def test_composed_and_decomposed_text_agree(text: str) -> None:
    """NFC and NFD of one page are repaired alike."""
    decomposed = correct(unicodedata.normalize("NFD", text))
    assert unicodedata.normalize("NFC", decomposed) == correct(unicodedata.normalize("NFC", text))


@given(MIXED)
def test_what_is_certain_does_not_move(pieces: list[tuple[str, str]]) -> None:
    """Numbers, dates, codes and addresses that are well-formed stay, in their order."""
    text = "".join(word + space for word, space in pieces)
    assert protected(correct(text)) == protected(text)


@given(PAGES)
def test_line_ends_stay(text: str) -> None:
    """Repairs may join words over a line end, but make none and change no kind of it."""
    repaired = correct(text)
    assert repaired.count("\r\n") <= text.count("\r\n")
    assert repaired.count("\n") <= text.count("\n")


@given(st.lists(st.tuples(st.sampled_from(WORDS + PROTECTED + TORN), SPACES), max_size=25))
def test_spaces_may_stay(pieces: list[tuple[str, str]]) -> None:
    """Without `fix_spacing` there are as many words as before; only dirt is taken out, by its own option."""
    text = "".join(word + space for word, space in pieces)
    assert len(correct(text, fix_spacing=False, remove_dirt=False).split()) == len(text.split())


@given(PAGES)
def test_lines_may_end_as_on_windows(text: str) -> None:
    """The same edits, whatever ends the lines, and each replays on the text that was given."""
    plain = text.replace("\r", "")
    windows = plain.replace("\n", "\r\n")
    for given_text in (windows, unicodedata.normalize("NFD", windows)):
        found = explain(given_text)
        assert unicodedata.normalize("NFC", found.text) == correct(plain).replace("\n", "\r\n")
        assert apply_edits(given_text, found.edits) == found.text
        assert all(given_text[edit.start : edit.end] == edit.old for edit in found.edits)


@pytest.mark.parametrize("case", rows("real"), ids=lambda case: case["note"])
def test_a_second_pass_changes_nothing(case: dict[str, str]) -> None:
    """Repaired text is clean text."""
    once = correct(case["read"])
    assert correct(once) == once
