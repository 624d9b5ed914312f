"""Whatever comes in: no crash, no loss, and work that grows with the length, not faster."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable

import pytest

from vnfix import Corrector, apply_edits

CLEAN = "Hội đồng nhân dân tỉnh họp kỳ cuối năm. "
GARBLED = "Hội đồng nhân dân tmh họp kỳ cuối nãm, ứiảo luận ừong hai ngày. "

UNCHANGED = {
    "empty": "",
    "spaces": " \t \u00a0\u3000 \n\n ",
    "NUL bytes": "\0\0" + CLEAN + "\0",
    "lone surrogates": "\ud800" + CLEAN + "\udfff\udbff",
    "emoji": "Hội nghị 👍🏽 👨‍👩‍👧‍👦 🇻🇳 kết thúc.",
    "other scripts": "Москва 北京市 東京 서울 กรุงเทพ القاهرة עברית Ελλάδα ᠮᠣᠩᠭᠣᠯ",
    "NFD": unicodedata.normalize("NFD", CLEAN),
    "line ends": "Một.\r\nHai.\nBa.\rBốn.\r\n\r\nNăm.\n\r\u2028Sáu.\u0085",
    "only marks": "^^^---...'''~~~***|||«»“”",
    "lone combining marks": "\u0301\u0323\u0302" * 20,
    "stacked combining marks": "a" + "\u0301" * 500,
    "controls": "".join(map(chr, range(32))) + "\x7f\u200b\u200e\ufeff\u00ad",
    "private use": "\ue000\uf8ff\U0010ffff",
}


@pytest.mark.parametrize("text", UNCHANGED.values(), ids=UNCHANGED.keys())
def test_comes_back_as_it_was(corrector: Corrector, text: str) -> None:
    """Nothing here is a misread Vietnamese word."""
    assert corrector.correct(text) == text


@pytest.mark.parametrize("strange", ["\0", "\ud83d", "😀", "日本", "\r", "\u200b"], ids=ascii)
def test_strange_signs_do_not_disturb_repairs(corrector: Corrector, strange: str) -> None:
    """They stay where they are, and the words around are repaired as ever."""
    text = f"{GARBLED}{strange}\n\n{GARBLED}"
    result = corrector.explain(text)
    assert result.text.count(strange) == text.count(strange)
    assert "ừong" not in result.text
    assert apply_edits(text, result.edits) == result.text


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "đ" * 1_000_000, "1" * 1_000_000, "-" * 1_000_000, "A/" * 100_000, "a." * 100_000],
    ids=lambda text: text[:2],
)
def test_a_megabyte_of_one_letter(corrector: Corrector, text: str) -> None:
    """A page of noise is no word, and does not send any pattern into backtracking."""
    assert corrector.correct(text) == text


def test_a_line_of_ten_megabytes(corrector: Corrector) -> None:
    """No line is too long; most of it is one word of noise between text, to keep the test short."""
    text = GARBLED + "x" * 9_900_000 + " " + CLEAN * 50 + " " * 100_000 + GARBLED
    repaired = corrector.correct(text)
    assert len(text.encode()) > 9_900_000
    assert len(repaired) > 9_900_000 and "ừong" not in repaired and "x" * 9_900_000 in repaired


def operations(work: Callable[[str], object], text: str) -> int:
    """Calls of functions, Python's and C's, that some work makes: the same on every machine."""
    count = 0

    def tick(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        work(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", [CLEAN, GARBLED, "ừ", "th^", "a-", "I7"], ids=lambda piece: piece[:8])
def test_work_is_linear(corrector: Corrector, piece: str) -> None:
    """Four times the text, at most some five times the calls."""
    short, long = piece * 50, piece * 200
    corrector.correct(long)  # fill the caches
    assert operations(corrector.correct, long) < 5.5 * operations(corrector.correct, short) + 2000
