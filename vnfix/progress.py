"""A line of progress on standard error, for work that takes minutes.

    training  [#######.............]  37%  3,700 of 10,000  2 min left

Nobody is shown a line who did not ask: it appears only on a terminal, so that
logs, pipes and tests stay clean.  It costs one clock reading an item.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")

#: Seconds between two writings of the line: the eye does not read faster.
_EVERY = 0.2
_WIDTH = 20


def progress(
    iterable: Iterable[Item],
    total: int | None = None,
    label: str = "",
    *,
    force: bool | None = None,
    stream: TextIO | None = None,
) -> Iterator[Item]:
    """The items of ``iterable`` unchanged, with a line of progress meanwhile.

    Args:
        iterable: what to walk through.
        total: number of items; default ``len(iterable)`` where it has one, else only a count is shown.
        label: what is being done, in front of the bar.
        force: True shows the line anywhere, False nowhere; default: on a terminal, or if ``VNFIX_PROGRESS`` is ``1``
            (``0``: nowhere).
        stream: where the line goes; default standard error.
    """
    out = sys.stderr if stream is None else stream
    if not _wanted(out, force):
        yield from iterable
        return
    if total is None:
        size = getattr(iterable, "__len__", None)
        total = size() if size is not None else None
    start = shown = time.monotonic()
    done = 0
    _put(out, label, done, total, 0.0)
    try:
        for item in iterable:
            yield item
            done += 1
            now = time.monotonic()
            if now - shown >= _EVERY:
                shown = now
                _put(out, label, done, total, now - start)
    finally:
        _put(out, label, done, total, time.monotonic() - start)
        out.write("\n")
        out.flush()


def _wanted(out: TextIO, force: bool | None) -> bool:
    if force is not None:
        return force
    asked = os.environ.get("VNFIX_PROGRESS", "")
    return out.isatty() if asked not in ("0", "1") else asked == "1"


def _put(out: TextIO, label: str, done: int, total: int | None, seconds: float) -> None:
    # \r goes to the start of the line, \x1b[K clears what a longer one left behind.
    out.write(f"\r{line(label, done, total, seconds)}\x1b[K")
    out.flush()


def line(label: str, done: int, total: int | None, seconds: float) -> str:
    """The line after ``done`` of ``total`` items in ``seconds``: label, bar, share, count, time left."""
    if not total:
        return f"{label}  {done:,}  {_clock(seconds)}"
    share = min(done / total, 1.0)
    full = int(share * _WIDTH)
    text = f"{label}  [{'#' * full}{'.' * (_WIDTH - full)}]  {share:>4.0%}  {done:,} of {total:,}"
    if done >= total:
        return f"{text}  {_clock(seconds)}"
    return f"{text}  {_clock(seconds / done * (total - done))} left" if done else text


def _clock(seconds: float) -> str:
    """``12 s``, ``3 min``, ``1 h 05 min``."""
    whole = int(seconds + 0.5)
    if whole < 90:
        return f"{whole} s"
    minutes = (whole + 30) // 60
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02} min"
