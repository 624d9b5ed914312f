"""Text of fonts from before Unicode."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnfix
from vnfix import Edit, apply_edits, legacy
from vnfix.edits import composed
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
    ["", "Noël, naïf, août: où?", "Größe © Fuß §5 «bien» Straße", "Nhân ×2, chia ÷3, §4 và ©", "São João à Córdoba"],
)
def test_others_stay(text: str) -> None:
    """So is text in other languages."""
    assert legacy.decoded(text) == []


def test_it_can_be_switched_off_and_protected() -> None:
    """An option, and the user's own patterns."""
    text = encoded("Các xã tổ chức họp dân trước ngày 20.", "tcvn3")
    assert vnfix.explain(text, decode_legacy=False).text != vnfix.correct(text)
    assert "tæ chøc" in vnfix.correct(text, protect=("tæ chøc",))


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
    assert apply_edits(text, composed(text, first, second)) == apply_edits(between, second)
