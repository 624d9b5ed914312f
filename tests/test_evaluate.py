"""The measure itself: counts on small texts, the twin of the plain Levenshtein distance, and the shared scorer."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix.evaluate import Score, kind_of_error, score, words_of

SHARED = Path(__file__).parents[2] / "shared" / "tools" / "score.py"
WORDS = st.lists(st.sampled_from(["tỉnh", "tinh", "đã", "hoà", "hòa", "12,5", "TỔ", "UBND", "th^o"]), max_size=12)


def plain_distance(a: list[str], b: list[str]) -> int:
    """The textbook recurrence, slow and sure."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def test_counts_fixed_missed_miscorrected_broken() -> None:
    """One word of each fate."""
    result = score("một hia ba bốm nam", "một hai bà bốn nám", "một hai ba bốn năm")
    assert (result.fixed, result.missed, result.miscorrected, result.broken) == (2, 0, 1, 1)
    assert (result.words, result.errors_before, result.errors_after) == (5, 3, 2)


@given(WORDS, WORDS)
def test_errors_are_the_levenshtein_distance(read: list[str], true: list[str]) -> None:
    """The number of errors is the plain distance over words."""
    found = score(" ".join(read), " ".join(read), " ".join(true), tone_placement=True)
    a, b = (words_of(" ".join(words), tone_placement=True)[0] for words in (read, true))
    assert found.errors_before == plain_distance(a, b)


@given(WORDS, WORDS, WORDS)
def test_pages_add_up(noisy: list[str], system: list[str], gold: list[str]) -> None:
    """The sum of two equal pages has twice the counts and the same rates."""
    one = score(" ".join(noisy), " ".join(system), " ".join(gold))
    both = one + one
    assert both.errors_after == 2 * one.errors_after
    assert both.rates["precision"] == pytest.approx(one.rates["precision"])
    assert Score() + one == one


@pytest.mark.parametrize(
    ("noisy", "gold", "errors"),
    [
        ("tỉnh Thái Bình", "tỉnh Thái Bình", 0),
        ("ti\u0309nh", "tỉnh", 0),
        ("hoà bình", "hòa bình", 0),
        ("mờ ⟦không rõ⟧".replace("⟦không rõ⟧", "xyz"), "mờ ⟦không rõ⟧", 0),
        ("số 01/NQ-CP", "số 01/NQ-CP", 0),
        ("đạt 7 5%", "đạt 7,5%", 2),
    ],
)
def test_what_counts_as_an_error(noisy: str, gold: str, errors: int) -> None:
    """Composed and decomposed text are equal, tone styles are equal, unsure text is not scored."""
    assert score(noisy, noisy, gold).errors_before == errors


@pytest.mark.parametrize(
    ("read", "true", "kind"),
    [
        ("tinh", "tỉnh", "accent, real word"),
        ("ừiển", "triển", "letters, non-word"),
        ("TỔ", "Tổ", "case"),
        ("4", "4,2", "number"),
        ("I74/KH-UBND", "174/KH-UBND", "code"),
        ("", "của", "lost word"),
        ("i", "", "extra word"),
    ],
)
def test_classes_of_error(read: str, true: str, kind: str) -> None:
    """The class says what kind of damage it was."""
    assert kind_of_error(read, true) == kind


def shared_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/tools/score.py is not there: comparison not possible")
@given(WORDS, WORDS, WORDS.filter(bool))
def test_agrees_with_the_shared_scorer(noisy: list[str], system: list[str], gold: list[str]) -> None:
    """Same counts as the scorer that judges the project."""
    texts = [" ".join(words) for words in (noisy, system, gold)]
    theirs = shared_scorer().score(*([text] for text in texts))
    ours = score(*texts)
    for name, other in (("fixed", "fixed"), ("missed", "missed"), ("broken", "broken"), ("words", "words")):
        assert getattr(ours, name) == theirs[other]
    assert ours.errors_after == round(theirs["wer_after"] * theirs["words"])
