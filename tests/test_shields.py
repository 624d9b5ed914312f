"""Patterns that are matched around edits only protect what they would if matched everywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnfix.records import Edit
from vnfix.shields import _built_in, _compiled, unshielded

PIECES = ["7 giờ 30", "<a href='x'>", "$x_1 = y$", "12.500", "đồng", "tỉnh", "@ten", "ghi chú", "`ma`", "[3,", "5]"]
TEXT = st.lists(st.sampled_from([*PIECES, "\n", " ", "\n\n"]), max_size=30).map(" ".join)
#: It begins and ends lines apart.
OWN = (r"(?s)ghi.*tỉnh",)


def everywhere(text: str, edit: Edit, own: tuple[str, ...]) -> bool:
    """Is the edit touched by a match in the whole text?"""
    patterns = [*(pattern for _, pattern in _built_in()), *_compiled(own)]
    spans = [match.span() for pattern in patterns for match in pattern.finditer(text)]
    return any(start < edit.end and edit.start < end for start, end in spans)


@given(TEXT, st.data(), st.sampled_from([(), OWN]))
def test_windows_see_what_the_whole_text_shows(text: str, data: st.DataObject, own: tuple[str, ...]) -> None:
    """Edits anywhere; matches over line breaks."""
    places = data.draw(st.lists(st.integers(0, max(0, len(text) - 1)), max_size=4, unique=True))
    edits = [Edit(at, at + 1, text[at : at + 1], "x", "word", 1.0) for at in places if text]
    assert unshielded(text, edits, own) == [edit for edit in edits if not everywhere(text, edit, own)]


#: Pieces of all that is protected, and each mark alone.
SIGNS = [
    "https:",
    "www",
    "vn",
    "10",
    "2024",
    "12",
    "giờ",
    "điểm",
    "Điều",
    "khoản a",
    "K",
    "Hổ",
    "tên",
    "Ab",
    "ISBN",
    "href",
]
ODD = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from("/.@#-$€%‰\\[](){}<>&;`_…°º'’,: 0123456789\n")), max_size=40
)


@given(ODD.map("".join))
def test_no_match_is_without_what_it_is_said_to_hold(text: str) -> None:
    """Else the pattern would not be tried where it matches; one character behind counts, as a look-ahead sees it."""
    for holds, pattern in _built_in():
        for match in pattern.finditer(text) if holds else ():
            assert not set(holds).isdisjoint(text[match.start() : match.end() + 1]), (match, holds)
