"""Most tests are a row in a table: tests/cases/*.tsv.  Add yours there."""

from __future__ import annotations

import pytest
from tables import rows

from vnfix import Corrector


@pytest.mark.parametrize("case", rows("real"), ids=lambda case: case["note"])
def test_real(corrector: Corrector, case: dict[str, str]) -> None:
    """What OCR does to text of this kind is repaired."""
    assert corrector.correct(case["read"]) == case["meant"]


@pytest.mark.parametrize("case", rows("untouched"), ids=lambda case: case["note"])
def test_untouched(corrector: Corrector, case: dict[str, str]) -> None:
    """Clean text comes back as it was, byte for byte."""
    assert corrector.explain(case["text"]).edits == ()


@pytest.mark.xfail(reason="known failure: when it passes, move the row to real.tsv or untouched.tsv", strict=True)
@pytest.mark.parametrize("case", rows("known_failures"), ids=lambda case: case["note"])
def test_known_failure(corrector: Corrector, case: dict[str, str]) -> None:
    """What we cannot do yet, kept in sight; ``meant`` equal to ``read`` is damage we still do."""
    assert corrector.correct(case["read"]) == case["meant"]
