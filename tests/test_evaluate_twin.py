"""The counts of `evaluate` against slow plain twins, and against the project's own score.py where it lies beside."""

from __future__ import annotations

import importlib.util
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix.evaluate import cer, evaluate, wer
from vnfix.evaluate.words import graphemes, words

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORE = SHARED / "tools" / "score.py"
needs_score = pytest.mark.skipif(not SCORE.exists(), reason="score.py is not beside the checkout (../shared/tools)")
#: The same numbers under the same names; here rates are not rounded.
SAME = (
    "words errors wer_before wer_after fixed miscorrected missed broken recall precision damage wer_reduction".split()
)

PAGES = [
    ("Cây đa đâu làng", "Cây đa đầu làng", "Cây đa đầu làng"),
    ("Hoà bình, khoẻ manh", "Hòa bình , khỏe mạnh", "Hòa bình, khoẻ mạnh"),
    ("Bếnđò ngangsông", "Bến đò ngangsông vắng", "Bến đò ngang sông"),
    ("ngu-ời lái đ ò", "người lái đò", "người lái đò"),
    ("Số O5/QĐ-UB ngày 7-3-2019", "Số 05/QĐ-UB ngày 7.3.2019", "Số 05/QĐ-UB ngày 7/3/2019"),
    ("chợ xxx họp yyy sớm", "chợ phiên họp sớm", "chợ ⟦phiên⟧ họp sớm"),
    ("rơm rạ ⟦ lạc", "rơm ra lạc", "rơm ⟧ rạ ⟦ vàng ươm ⟦ lạc ⟧ đỗ"),
    ("", "thừa", "mưa ⟦⟧ nắng"),
    ("QUỲNH quỳ quý THUỶ", "QUỲNH quỳ qúy THỦY", "QUỲNH quỳ quý Thuỷ"),
]
WORDS = "hoà hòa Hòa HOÀ quý thuỷ THỦY tinh tỉnh tình TỈNH a b ab đ-ò 01/NQ-CP 0,5 0.5 2024 ⟦ ⟧ ⟦tinh⟧ , - ꞗ̆".split()
text = st.lists(st.sampled_from([*WORDS, "\u0301", "e\u0302\u0301", "İ", "ß"]), max_size=14).map(" ".join)
wild = st.text(alphabet="aáàoòuyỳqđĐ ⟦⟧-/.,:19\u0300\u0323\nİK", max_size=40)
either = st.one_of(text, wild)


def plain_distance(a: Sequence[Any], b: Sequence[Any]) -> int:
    """Levenshtein's recurrence, as the textbook has it."""
    table = [[i + j for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            step = table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, step)
    return table[-1][-1]


def plain_words(line: str) -> list[str]:
    """The tokenisation without a pattern: letter by letter."""
    found, k = [], 0
    line = unicodedata.normalize("NFC", line)

    def kind(at: int) -> str:
        return unicodedata.category(line[at])[0] if at < len(line) else ""

    while k < len(line):
        start = k
        while kind(k) and kind(k) in "LMN":
            k += 1
        if k == start:
            k += 1
            continue
        while True:
            end = k
            while end < len(line) and line[end] in "-/.,:":
                end += 1
            if end == k or not kind(end) or kind(end) not in "LN":
                break
            k = end
            while kind(k) and kind(k) in "LMN":
                k += 1
        found.append(line[start:k])
    return found


@given(either)
def test_words_as_the_plain_tokeniser(line: str) -> None:
    """Runs of letters, marks and digits, with the marks of punctuation that stand between two."""
    assert [word.text for word in words(line, tone_placement=True)] == plain_words(line)


@given(either, either)
def test_rates_as_the_plain_distance(read: str, gold: str) -> None:
    """WER and CER are the textbook's distance over the textbook's length."""
    a, b = plain_words(read), plain_words(gold)
    rate = wer(read, gold, tone_placement=True)
    assert (rate.errors, rate.length) == (plain_distance(a, b), len(b))
    letters = [[g for word in side for g in (*graphemes(word), " ")][:-1] for side in (a, b)]
    rate = cer(read, gold, tone_placement=True)
    assert (rate.errors, rate.length) == (plain_distance(*letters), len(letters[1]))


@given(either, either, either)
def test_alignment_loses_nothing_and_is_shortest(noisy: str, system: str, gold: str) -> None:
    """Read down, the cells give back the three texts; their errors are the fewest possible."""
    noisy, system, gold = (s.replace("⟦", " ").replace("⟧", " ") for s in (noisy, system, gold))
    report = evaluate(noisy, system, gold, tone_placement=True)
    x, y, g = plain_words(noisy), plain_words(system), plain_words(gold)
    assert [cell.noisy for cell in report.cells if cell.noisy] == x
    assert [cell.system for cell in report.cells if cell.system] == y
    assert [cell.gold for cell in report.cells if cell.gold] == g
    assert (report.counts.errors, report.counts.errors_after) == (plain_distance(x, g), plain_distance(y, g))
    before, after = report.cer
    assert before == cer(noisy, gold, tone_placement=True)
    assert after == cer(system, gold, tone_placement=True)


@given(either, either, either)
def test_normal_forms_score_alike(noisy: str, system: str, gold: str) -> None:
    decomposed = (unicodedata.normalize("NFD", s) for s in (noisy, system, gold))
    assert evaluate(*decomposed) == evaluate(noisy, system, gold)


@given(either, either, either, st.booleans())
def test_classes_and_forms_cover_every_error_once(noisy: str, system: str, gold: str, lower: bool) -> None:
    report = evaluate(noisy, system, gold, lower=lower)
    for table in (report.classes, report.forms):
        for column in ("errors", "fixed", "missed", "miscorrected", "broken"):
            assert sum(row[column] for row in table.values()) == getattr(report.counts, column)


@pytest.fixture(scope="module")
def score() -> Callable[..., dict[str, float]]:
    spec = importlib.util.spec_from_file_location("shared_score", SCORE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[..., dict[str, float]] = module.score
    return found


def same(score: Callable[..., dict[str, float]], sides: Sequence[list[str]], lower: bool, whole: bool) -> None:
    joined = [[" ".join(side)] for side in sides] if whole else sides
    report = evaluate(*sides, lower=lower, whole=whole)
    if not report.counts.words:
        return  # score.py divides by the number of words
    expected = score(*joined, lower)
    ours = {**report.to_dict(), **report.counts.rates()}
    assert {name: pytest.approx(ours[name], abs=6e-6) for name in SAME} == {name: expected[name] for name in SAME}
    # There CER counts code points; where each is a letter it is the same.
    if all(len(graphemes(w.text)) == len(w.text) for side in sides for w in words("\n".join(side), lower=lower)):
        assert ours["cer_before"] == pytest.approx(expected["cer_before"], abs=6e-6)
        assert ours["cer_after"] == pytest.approx(expected["cer_after"], abs=6e-6)


@needs_score
@pytest.mark.parametrize("lower", [False, True])
@pytest.mark.parametrize("whole", [False, True])
def test_same_numbers_as_score_on_sentences(score: Callable[..., dict[str, float]], lower: bool, whole: bool) -> None:
    same(score, [list(side) for side in zip(*PAGES, strict=True)], lower, whole)
    for page in PAGES:
        same(score, [[side] for side in page], lower, whole)


@needs_score
@given(
    lines=st.lists(st.tuples(either, either, either), min_size=1, max_size=4), lower=st.booleans(), whole=st.booleans()
)
def test_same_numbers_as_score(
    score: Callable[..., dict[str, float]], lines: list[tuple[str, str, str]], lower: bool, whole: bool
) -> None:
    same(score, [list(side) for side in zip(*lines, strict=True)], lower, whole)


@needs_score
def test_same_numbers_as_score_on_real_pages(score: Callable[..., dict[str, float]]) -> None:
    """The development pages, repaired by a crude rule, so that every fate occurs."""
    golds = sorted((SHARED / "eval").glob("*/*.gold.txt"))
    if not golds:
        pytest.skip("no development pages beside the checkout (../shared/eval)")
    for path in golds:
        noisy = path.with_name(path.name.replace(".gold.", ".noisy.")).read_text(encoding="utf-8")
        system = noisy.replace("ừ", "tr").replace("ố", "ô").replace("í", "ì")
        sides = [side.split("\n") for side in (noisy, system, path.read_text(encoding="utf-8"))]
        same(score, sides, lower=False, whole=True)
