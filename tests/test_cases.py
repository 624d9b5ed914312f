"""Most tests are a row in a table: tests/cases/*.tsv.  Add yours there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tables import CASES, rows

from vnfix import REASONS, Corrector


@pytest.mark.parametrize("case", rows("real"), ids=lambda case: case["note"])
def test_real(corrector: Corrector, case: dict[str, str]) -> None:
    """What OCR does to text of this kind is repaired."""
    assert corrector.correct(case["read"]) == case["meant"]


def test_every_reason_is_told_and_happens(corrector: Corrector) -> None:
    """The table shows each reason that `REASONS` explains, and no other; style and dirt have tables of their own."""
    edits = [edit for case in rows("real") for edit in corrector.explain(case["read"]).edits]
    edits += corrector.explain("Hội nghị hòa bình", tone_style="new").edits
    assert {edit.reason for edit in edits} == REASONS.keys() - {"dirt"}


@pytest.mark.parametrize("case", rows("untouched"), ids=lambda case: case["note"])
def test_untouched(corrector: Corrector, case: dict[str, str]) -> None:
    """Clean text comes back as it was, byte for byte."""
    assert corrector.explain(case["text"]).edits == ()


def test_the_sample_page_is_repaired_whole(corrector: Corrector) -> None:
    """What README's first command shows a newcomer has no error left: tests/cases/page.txt was read by eye."""
    page = Path(__file__).parents[1] / "examples" / "page.txt"
    assert corrector.correct(page.read_text("utf-8")) == (CASES / "page.txt").read_text("utf-8")


@pytest.mark.xfail(reason="known failure: when it passes, move the row to real.tsv or untouched.tsv", strict=True)
@pytest.mark.parametrize("case", rows("known_failures"), ids=lambda case: case["note"])
def test_known_failure(corrector: Corrector, case: dict[str, str]) -> None:
    """What we cannot do yet, kept in sight; ``meant`` equal to ``read`` is damage we still do."""
    assert corrector.correct(case["read"]) == case["meant"]
