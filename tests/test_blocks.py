"""Blocks: nothing lost, the same however the text comes in, and cut where no word or grapheme is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st
from test_properties import ANYTHING, PAGES

import vnfix
from vnfix import Corrector, apply_edits, correct, correct_stream
from vnfix.intake import blocks

#: Small blocks, so that short texts have many.
SMALL = {"SIZE": 24, "WHOLE": 36, "NO_WORD": 80}
ODD_PIECES = [
    "tỉnh ",
    "Ủy ban",
    "\r\n",
    "\n\n",
    ". ",
    "  ",
    "\u0301",
    "a\u0301\u0323 ",
    "🇻🇳",
    "👨‍👩‍👧",
    "x" * 30,
    "\ud800",
    "각",
]
TEXTS = st.one_of(ANYTHING, PAGES, st.lists(st.sampled_from(ODD_PIECES), max_size=40).map("".join))


@contextmanager
def small_blocks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in SMALL.items():
            patch.setattr(blocks, name, value)
        yield


@st.composite
def chunked(draw: st.DrawFn) -> list[str]:
    text = draw(TEXTS)
    at = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    return [text[a:b] for a, b in zip([0, *at], [*at, len(text)])]


@given(chunked())
def test_nothing_lost_and_chunks_do_not_matter(chunks: list[str]) -> None:
    """Joining the blocks gives the text; the same blocks however it was chunked; none empty, none too long."""
    with small_blocks():
        found = list(blocks.blocks(chunks))
        text = "".join(chunks)
        assert "".join(found) == text
        assert found == list(blocks.blocks([text])) == list(blocks.blocks(text))
        assert all(0 < len(block) <= 2 * blocks.NO_WORD for block in found)


@given(TEXTS)
def test_no_word_grapheme_or_line_end_is_cut(text: str) -> None:
    """After every cut a grapheme begins, and before it is a space: words here are shorter than `NO_WORD`.

    A space before a flag or a mark is no place to cut, so words that only such spaces part count as one.
    """
    starts = {match.start() for match in regex.finditer(r"\X", text)}
    with small_blocks():
        assume(max(map(len, regex.split(r"\s(?=\p{GCB=XX})", text))) < blocks.NO_WORD)
        at = 0
        for block in list(blocks.blocks([text]))[:-1]:
            at += len(block)
            assert at in starts and text[at - 1].isspace(), (text[:at], text[at:])


#: What stands in the text (SIZE 24: a cut is looked for after characters 12 to 24), and the first block of it.
CUTS = [
    ("Một hai ba.\nBốn\n\nnăm.\nSáu bảy tám chín mười", "Một hai ba.\nBốn\n\n", "blank line before sentence end"),
    ("Một hai ba bốn.\nNăm\nsáu bảy tám chín mười", "Một hai ba bốn.\n", "line that ends a sentence"),
    ("Một hai ba bốn.\r\nNăm\r\nsáu bảy tám chín mười", "Một hai ba bốn.\r\n", "the same with CRLF"),
    ("Một hai ba bốn\nnăm. Sáu bảy tám chín mười", "Một hai ba bốn\n", "line before sentence"),
    ("Một hai ba bốn. Năm sáu bảy tám chín mười", "Một hai ba bốn. ", "sentence before space"),
    ("một hai ba bốn năm sáu bảy tám chín mười", "một hai ba bốn năm sáu ", "the last space"),
    ("một hai xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ba", "một hai ", "a space before the window"),
    ("x" * 40 + " một hai", "x" * 40 + " ", "a space after it"),
    ("x" * 100, "x" * 80, "no space at all"),
    ("một hai ba bốn \u0301" + "x" * 40, "một hai ba ", "a mark belongs to its space"),
]


@pytest.mark.parametrize(("text", "first", "why"), CUTS, ids=[why for *_, why in CUTS])
def test_where_it_is_cut(text: str, first: str, why: str) -> None:
    with small_blocks():
        assert next(blocks.blocks([text])) == first


@pytest.mark.parametrize("letter", ["a", "\u0301", "\n", "\r\n", " ", "🇻🇳", "ạ "], ids=ascii)
def test_megabytes_of_one_letter(letter: str) -> None:
    """In bounded blocks, and no pattern backtracks."""
    text = letter * (3_000_000 // len(letter))
    found = list(blocks.blocks([text]))
    assert "".join(found) == text and len(found) > 1
    assert max(map(len, found)) <= 2 * blocks.NO_WORD and sum(len(block) % len(letter) for block in found) == 0


@given(PAGES)
def test_explain_in_blocks(text: str) -> None:
    """Offsets count from the beginning of the text, not of the block."""
    with small_blocks():
        result = vnfix.explain(text)
        assert all(text[e.start : e.end] == e.old for e in result.edits)
        assert all(text[d.start : d.end] == d.old for d in result.unresolved)
        assert apply_edits(text, result.edits) == result.text == correct(text)


@given(chunked())
def test_stream_is_correct(chunks: list[str]) -> None:
    """Pieces, lines or one string: the same result."""
    with small_blocks():
        text = "".join(chunks)
        assert "".join(correct_stream(chunks)) == "".join(correct_stream(text)) == correct(text)


def test_blocks_are_judged_like_the_whole(corrector: Corrector, monkeypatch: pytest.MonkeyPatch) -> None:
    """A block is long enough to tell how noisy the document is: edits are those of the text in one piece."""
    page = "Thảo luận ữong hai ngày về phát ừiển kinh tế - xã hội cùa tỉnh, tmh hình thu chi nãm nay.\n"
    clean = "Hội đồng nhân dân tỉnh họp kỳ cuối năm để bàn về kế hoạch của năm tới.\n"
    text = (page + clean * 5) * 100
    whole = corrector.explain(text)
    monkeypatch.setattr(blocks, "SIZE", 10_000)
    monkeypatch.setattr(blocks, "WHOLE", 15_000)
    cut = corrector.explain(text)
    assert len(list(blocks.blocks([text]))) >= 4
    assert [edit[:4] for edit in cut.edits] == [edit[:4] for edit in whole.edits] and len(cut.edits) >= 300


def test_stream_gives_before_it_has_all() -> None:
    """A block comes out once it is full: what is held does not grow with the text."""
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield "Hội đồng nhân dân tỉnh họp kỳ cuối năm.\n"

    first = next(correct_stream(endless()))
    assert first.startswith("Hội đồng") and taken * 40 < 2 * blocks.WHOLE


def test_wrong_options_are_told_at_the_call() -> None:
    """Not at the first piece, which may come much later."""
    with pytest.raises(vnfix.OptionError, match="min_confidence"):
        correct_stream(["a"], min_confidance=0.9)
