"""Runners-up are probabilities: with the edit they make 1 at most, whatever the bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tables import rows

from vnfix import Corrector, Edit, Unresolved
from vnfix.certainty import shares

#: Three probabilities, each rounded to three digits.
ROUNDING = 0.002
PAGE = (Path(__file__).parents[1] / "examples" / "page.txt").read_text(encoding="utf-8")
DOUBTFUL = (
    "Co ay hai che va trong cai, me ban voi chi Mai hom qua.",
    "Ong Quang ban voi ba Thanh ve viec mua ban dat o xa Thanh Quang.",
    "Các sở triển khai nhiệm TO học kỳ 2 năm học 2023-2024.",
    "Đời sống cùa ngu-ời dân đọtmột chạn lăng nhòe, th^o luận ừong xã Toàntỉnh.",
)


@pytest.mark.parametrize(
    ("confidence", "behind", "standing", "told"),
    [
        (0.9, [], None, []),
        (0.9, [1.0], None, [0.1]),
        (0.6, [0.0, 0.0], None, [0.2, 0.2]),
        (0.4, [0.0, 20.0], None, [0.4, 0.0]),  # not 0.6: it costs no less than the edit
        (0.4, [20.0, 0.0], 1, [0.0, 0.6]),  # as it stands it may be likelier
        (0.2, [2.0, 2.0], 1, [0.2, 0.4]),
        (0.0, [3.0], None, [0.0]),
        (1.0, [3.0], 0, [0.0]),
    ],
)
def test_the_rest_is_shared(confidence: float, behind: list[float], standing: int | None, told: list[float]) -> None:
    """In proportion to e**-nats."""
    assert shares(confidence, behind, standing) == pytest.approx(told, abs=1e-6)


def told(corrector: Corrector, least: float) -> Iterator[Edit | Unresolved]:
    """Every edit and doubt of the examples at a bar."""
    for text in (PAGE, *DOUBTFUL, *(case["read"] for case in rows("real"))):
        result = corrector.explain(text, min_confidence=least)
        yield from (*result.edits, *result.unresolved)


@pytest.mark.parametrize("least", [0.0, 0.7, 1.0])
def test_probabilities_make_one_at_most(corrector: Corrector, least: float) -> None:
    """Of an edit and what it was preferred to, and of a doubt; both on one scale, none above what was preferred."""
    for one in told(corrector, least):
        first, *others = [("", one.confidence), *one.runners_up] if isinstance(one, Edit) else one.readings
        assert all(share >= 0.0 for _, share in others)
        assert first[1] + sum(share for _, share in others) <= 1.0 + ROUNDING, one
        assert all(share <= first[1] + ROUNDING for word, share in others if word != one.old), one


def test_edits_and_doubts_say_the_same(corrector: Corrector) -> None:
    """An edit that the bar stops keeps its numbers."""
    made = {(e.start, e.end): ((e.new, e.confidence), *e.runners_up) for e in corrector.explain(PAGE).edits}
    left = {(d.start, d.end): d.readings for d in corrector.explain(PAGE, min_confidence=1.0).unresolved}
    both = made.keys() & left.keys()
    assert len(both) > 20 and all(made[place] == left[place] for place in both)


def test_what_a_join_leaves_may_be_right(corrector: Corrector) -> None:
    """The text as it stands is a reading too, where several words keep it."""
    text = "Ngu-ời dân th^o luận; tr ình bày."
    joins = [edit for edit in corrector.explain(text, min_confidence=0.0).edits if edit.reason == "join"]
    assert joins and all(edit.old in dict(edit.runners_up) for edit in joins)
