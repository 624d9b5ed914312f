"""Text of fonts from before Unicode."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnfix
from vnfix import Edit, apply_edits
from vnfix.edits import composed
from vnfix.intake import legacy
from vnfix.resources import read_lexicon

OWN_TEXT = Path(__file__).parents[1] / "benchmarks" / "own_text"
TEXTS = sorted(OWN_TEXT.glob("*.txt"))


def encoded(text: str, encoding: str) -> str:
    """The text as a font of that kind holds it; what it has no code for stays."""
    rows = read_lexicon("legacy", ("encoding", "code", "letter"))
    codes = {letter: "\u00ad" if code == "U+00AD" else code for name, code, letter in rows if name == encoding}
    return "".join(codes.get(char, codes.get(char.lower(), char)) for char in text)


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_own_text(path: Path, encoding: str) -> None:
    """Every word comes back, and nothing else moves; TCVN3 has no capitals with a tone (``ñy`` is Ủy and ủy)."""
    text = path.read_text("utf8")
    coded = encoded(text, encoding)
    back = apply_edits(coded, legacy.decoded(coded))
    assert back == text if encoding == "vni" else back.lower() == text.lower()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_unicode_stays(path: Path) -> None:
    """Text in Unicode is no text of an old font."""
    assert legacy.decoded(path.read_text("utf8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Noël, naïf, août: où?",
        "Größe © Fuß §5 «bien» Straße",
        "Nhân ×2, chia ÷3, §4 và ©",
        "São João à Córdoba",
        "Un restaurant thaï, la cuisine thaï, et un massage thaï.",
        "Taï-chi, Taï et Hanoï; Taï, Laï, Moï.",
        "An m×n matrix times an n×m matrix gives an m×m matrix.\nA: m×n\nB: n×m\nC: m×m",
        "The torque is 5 N·m at first, then 7 N·m and at last 9 N·m.",
        "Dª Mª Carmen Ruiz, Mª Luisa Torres, Mª Isabel Gomez",
        "Xem chu thich b¹, c², h³: a¹ b¹ c¹ d¹",
    ],
)
def test_others_stay(text: str) -> None:
    """Other languages, footnotes, units and formulas are no text of an old font."""
    assert legacy.decoded(text) == []


def test_lines_in_unicode_stay() -> None:
    """Beside lines of an old font, those in Unicode stay, also without a letter that only Vietnamese has."""
    line = "Công ty Toàn Thành thông báo cho các bên"
    text = encoded("Cộng hòa xã hội chủ nghĩa Việt Nam\n", "tcvn3") + line
    assert vnfix.correct(text, min_confidence=0.99) == "Cộng hòa xã hội chủ nghĩa Việt Nam\n" + line


def test_it_can_be_switched_off_and_protected() -> None:
    """An option, and the user's own patterns."""
    text = encoded("Các xã tổ chức họp dân trước ngày 20.", "tcvn3")
    assert vnfix.explain(text, decode_legacy=False).text != vnfix.correct(text)
    assert "tæ chøc" in vnfix.correct(text, protect=("tæ chøc",))
    assert "tæ chøc" in vnfix.correct(text, extra_words=("tæ", "chøc"))
    assert vnfix.correct(text, min_confidence=1.0) == text


def test_it_is_told() -> None:
    """Edits say so and replay; the estimate speaks of the text in Unicode."""
    text = encoded(TEXTS[0].read_text("utf8"), "tcvn3")
    result = vnfix.explain(text)
    assert apply_edits(text, result.edits) == result.text
    assert {edit.reason for edit in result.edits} <= {"encoding", "case"}
    assessment = vnfix.assess(text)
    assert assessment.verdict == "clean" and "old font" in assessment.remark


def _edits(text: str, rng: random.Random) -> list[Edit]:
    """Some edits of a text that do not overlap."""
    places = sorted(rng.sample(range(len(text) + 1), min(len(text) + 1, 2 * rng.randint(0, 3))))
    return [
        Edit(a, b, text[a:b], rng.choice(["", "x", "yz", "ở đây"]), "r", 0.9) for a, b in zip(places[::2], places[1::2])
    ]


@given(text=st.text("abc d", max_size=14), seed=st.integers(0, 10_000))
def test_composed(text: str, seed: int) -> None:
    """One list of edits does what two in turn do."""
    rng = random.Random(seed)
    first = _edits(text, rng)
    between = apply_edits(text, first)
    second = _edits(between, rng)
    both = composed(text, first, second)
    assert apply_edits(text, both) == apply_edits(between, second)
    assert all(edit.old != edit.new for edit in both) and both == sorted(both)


def test_composed_with_nothing_is_the_same() -> None:
    """An edit that no other meets says what it said, runners-up included."""
    edits = [Edit(0, 1, "a", "b", "word", 0.9, (("c", 0.1),)), Edit(2, 3, "d", "", "mark", 0.97)]
    assert composed("a d", edits, []) == composed("a d", [], edits) == edits
