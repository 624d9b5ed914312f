"""The station: which words of a page are dirt, and what goes with them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np

from ..chunks import WORD
from ..ngrams import NgramModel
from ..page import Page
from ..patterns import lazy
from ..records import Edit
from ..trees import Trees
from .evidence import NUMBERS, Floats, View

#: However bold the caller: what rather stands on the paper than not is never taken out.
_LIKELY = 0.5
#: Characters of a word and the marks around it on either side, at most: what is longer stands for something.
_LONGEST_CHUNK = 40
_CHUNK = lazy(r"\S+")
_TWO_WORDS = lazy(r"[\p{L}\p{N}][^\p{L}\p{N}]+[\p{L}\p{N}]")
#: Words that a number, a numeral or a letter that counts must follow.
_COUNTED = lazy(
    r"(?i)(?<!\p{L})(?:ngày|tháng|năm|quý|số|điều|khoản|điểm|mục|chương|phần|phụ lục|bảng|biểu|hình|lớp|lần|thứ|tổ|khóa"
    r"|khoá|kỳ|loại|nhóm|cấp|hạng|bậc|khu|lô|vitamin|trang|câu|bài|tập|quyển)[\s:.(]*$"
)
#: A lone capital that a page has so often is a name, unless stains and rules of tables have its shape.  (On 210 printed
#: pages seven words of dirt stay for it, and seven that are none.)
_TIMES, _STROKES = 3, frozenset("IJLTÌÍ")
#: How far before a word that goes (characters).
_NEAR = 16
#: A full stop, a bracket or a slash behind a letter: it counts, or the word is a short form: ``a)``, ``b.``, ``V/v``.
_COUNTS = lazy(r"[(\[“\"]?\p{L}{1,2}[.)\]/]")


class Candidates(NamedTuple):
    """Words of a page that may be dirt: which tokens, and words × `evidence.NUMBERS`."""

    tokens: list[int]
    numbers: Floats


def dirt(page: Page, model: NgramModel, least: float) -> list[Edit]:
    """The edits that take the words made of dirt out of a page, each with a space beside it; a run of them is one edit.

    Args:
        page: repaired, so that the words around are what they should be.
        least: how probable it must be that a word is dirt.
    """
    found = candidates(page, model)
    if not found.tokens:
        return []
    odds = Trees.built_in("dirt.tsv", NUMBERS).logits(found.numbers)
    sure = 1 / (1 + np.exp(-odds))
    runs: list[tuple[int, int, float]] = []
    for k, confidence in zip(found.tokens, sure.tolist()):
        if confidence < max(least, _LIKELY):
            continue
        start, end = _chunk(page.text, int(page.starts[k]))
        if runs and not page.text[runs[-1][1] : start].strip():
            start, _, other = runs.pop()
            confidence = min(confidence, other)
        runs.append((start, end, confidence))
    spans = [(*_with_space(page.text, start, end), confidence) for start, end, confidence in runs]
    return [Edit(start, end, page.text[start:end], "", "dirt", confidence) for start, end, confidence in spans]


def candidates(page: Page, model: NgramModel) -> Candidates:
    """The words that may be dirt, and what there is to know of them."""
    view, names = View(page, model), _names(page)
    asked = ((k, page.tokens.text(k)) for k in view.asked().tolist())
    tokens = [k for k, word in asked if word not in names and _stands_alone(page, k)]
    return Candidates(tokens, view.numbers(np.array(tokens, dtype=np.int64)) if tokens else np.zeros((0, len(NUMBERS))))


def _names(page: Page) -> set[str]:
    """Capitals that stand for somebody or something: ``bị cáo H``, ``góc A``."""
    lone = (page.kinds == WORD) & (page.lengths == 1)
    times = Counter(map(page.tokens.text, lone.nonzero()[0].tolist()))
    return {letter for letter, count in times.items() if count >= _TIMES and letter.isupper()} - _STROKES


def _stands_alone(page: Page, k: int) -> bool:
    """Is the word all of its chunk but for marks, with nothing before it that a number must follow?"""
    start = int(page.starts[k])
    first, last = _chunk(page.text, start)
    chunk = page.text[first:last]
    if last - first >= _LONGEST_CHUNK or _TWO_WORDS.search(chunk) or _COUNTS.match(chunk):
        return False
    return _COUNTED.search(page.text, max(0, first - _NEAR), start) is None


def _chunk(text: str, at: int) -> tuple[int, int]:
    """What stands between two spaces around a place, as far as a chunk may reach."""
    first, least = at, max(0, at - _LONGEST_CHUNK)
    while first > least and not text[first - 1].isspace():
        first -= 1
    match = _CHUNK.match(text, first, at + _LONGEST_CHUNK)
    return first, match.end() if match else at


def _with_space(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch, and the space on the side of it where fewer line breaks are."""
    before, behind = first, last
    while before > 0 and text[before - 1].isspace():
        before -= 1
    while behind < len(text) and text[behind].isspace():
        behind += 1
    left, right = text[before:first], text[last:behind]
    if not left or (right and right.count("\n") < left.count("\n")):
        return first, behind
    return before, last
