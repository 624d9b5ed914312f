"""Patterns that are matched around edits only protect what they would if matched everywhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vnfix import Config, correct
from vnfix.records import Edit
from vnfix.shields import _built_in, _compiled, unshielded

PIECES = ["7 giờ 30", "<a href='x'>", "$x_1 = y$", "12.500", "đồng", "tỉnh", "@ten", "ghi chú", "`ma`", "[3,", "5]"]
PIECES.append("lời " * 120)
TEXT = st.lists(st.sampled_from([*PIECES, "\n", " ", "\n\n"]), max_size=30).map(" ".join)
#: One begins and ends lines apart, the others match nothing at every place, and some ``n`` as well.
OWN = [(), (r"(?s)ghi.*tỉnh",), ("n*",), (r"\b", "$")]


def everywhere(text: str, own: tuple[str, ...]) -> set[int]:
    """The characters that some match in the whole text holds."""
    patterns = [*(pattern for _, pattern in _built_in()), *_compiled(own)]
    return {at for pattern in patterns for match in pattern.finditer(text) for at in range(*match.span())}


@given(TEXT, st.data(), st.sampled_from(OWN))
def test_windows_see_what_the_whole_text_shows(text: str, data: st.DataObject, own: tuple[str, ...]) -> None:
    """Edits anywhere, of any length; matches over line breaks."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    edits = [Edit(start, end, text[start:end], "x", "word", 1.0) for start, end in zip(cuts[::2], cuts[1::2])]
    held = everywhere(text, own)
    assert unshielded(text, edits, Config(protect=own)) == [
        edit for edit in edits if held.isdisjoint(range(edit.start, edit.end))
    ]


def test_a_pattern_that_matches_nothing_protects_nothing() -> None:
    """``x*`` matches at every place: each word would be held by what it does not hold."""
    text = "Các đơn vị ứiực hiện kế hoạch phát ừiển."
    assert correct(text, protect=["x*", r"\b", "(?=ự)"]) == correct(text) != text


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
