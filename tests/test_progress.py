"""The line of progress: right figures, and nothing where nobody looks."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from vnfix.progress import line, progress


@pytest.mark.parametrize(
    ("done", "total", "seconds", "text"),
    [
        (0, 10, 0.0, "train  [....................]    0%  0 of 10"),
        (5, 10, 30.0, "train  [##########..........]   50%  5 of 10  30 s left"),
        (10, 10, 60.0, "train  [####################]  100%  10 of 10  60 s"),
        (1, 1000, 60.0, "train  [....................]    0%  1 of 1,000  16 h 39 min left"),
        (7, None, 300.0, "train  7  5 min"),
        (0, 0, 0.0, "train  0  0 s"),
    ],
)
def test_line(done: int, total: int | None, seconds: float, text: str) -> None:
    assert line("train", done, total, seconds).split() == text.split()


def test_items_pass_unchanged_and_the_end_is_shown() -> None:
    out = io.StringIO()
    assert list(progress(range(3), label="read", force=True, stream=out)) == [0, 1, 2]
    assert "3 of 3" in out.getvalue() and out.getvalue().endswith("\n")


def test_silent_where_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe or a log gets nothing, unless the environment asks for it."""
    monkeypatch.delenv("VNFIX_PROGRESS", raising=False)
    out = io.StringIO()
    assert list(progress(iter("ab"), stream=out)) == ["a", "b"] and not out.getvalue()
    monkeypatch.setenv("VNFIX_PROGRESS", "1")
    assert list(progress(iter("ab"), label="x", stream=out)) == ["a", "b"] and "x  2" in out.getvalue()


def test_the_line_ends_even_when_the_work_breaks() -> None:
    """The traceback starts on a line of its own, and the count is that of the finished items."""
    out = io.StringIO()

    def work() -> Iterator[int]:
        yield 1
        raise ValueError("a damaged page")

    with pytest.raises(ValueError, match="damaged"):
        list(progress(work(), total=2, label="x", force=True, stream=out))
    assert "1 of 2" in out.getvalue() and out.getvalue().endswith("\n")
