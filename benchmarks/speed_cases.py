"""One case of benchmarks/speed.py in a process of its own: ``python speed_cases.py CASE [SIZE]`` prints JSON.

Every case with a text times, in the same process, the lexing of that text with
spans by a fixed pattern of the standard library: the floor that pure Python
sets.  The pattern stands here, not in vnfix, so that the floor stays where it
is whatever becomes of the engine.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import texts

_LEXER = re.compile(r"\w+|[^\w\s]")


def lex(text: str) -> object:
    """Words and marks with where they begin and end."""
    return [match.span() for match in _LEXER.finditer(text)]


def timed(work: Callable[[], object], repetitions: int = 1) -> float:
    """Least wall time of some repetitions, seconds."""
    best = float("inf")
    for _ in range(repetitions):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def floor(pages: list[str]) -> float:
    """Seconds to lex all pages: least of as many repetitions as fit in half a second, and of five at least."""
    once = timed(lambda: [lex(page) for page in pages])
    return timed(lambda: [lex(page) for page in pages], max(5, min(500, int(0.5 / once))))


def peak_memory() -> float:
    """Most memory that this process held so far, MB; the mapped model counts as far as it was touched.

    ``VmHWM`` where there is one: ``ru_maxrss`` of a child begins at its parent's.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii", "replace"))
        if found:
            return int(found.group(1)) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def engine(pages: list[str]) -> dict[str, float]:
    """The pages through a loaded engine that has seen one other sentence."""
    import vnfix

    vnfix.correct(texts.SENTENCE)
    start = time.perf_counter()
    for page in pages:
        vnfix.correct(page)
    seconds = time.perf_counter() - start
    # The floor comes last: its lists of spans would count as memory of the engine.
    peak = peak_memory()
    words = sum(len(page.split()) for page in pages)
    return {"words": words, "floor": floor(pages), "seconds": seconds, "peak": peak}


def streamed(size: int) -> dict[str, float]:
    """A clean file of ``size`` bytes through ``vnfix correct FILE -o OUT``, on one core, the model loaded."""
    import vnfix
    from vnfix.cli import main

    vnfix.correct(texts.SENTENCE)
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "in.txt", Path(folder) / "out.txt"
        # In pieces: this process must not hold the text that it measures the streaming of.
        piece = texts.clean(min(size, 1_000_000)).encode()
        words = len(piece.split()) * size // len(piece)
        with given.open("wb") as file:
            for _ in range(size // len(piece)):
                file.write(piece)
        seconds = timed(lambda: main(["correct", str(given), "-o", str(out), "--jobs", "1"]))
        if abs(out.stat().st_size - given.stat().st_size) > size / 50 + 100:
            raise SystemExit(f"{given.stat().st_size} bytes went in and {out.stat().st_size} came out")
    return {"words": words, "seconds": seconds, "peak": peak_memory()}


def sentence() -> dict[str, float]:
    """One sentence, all that a short script does."""
    import vnfix

    vnfix.correct(texts.SENTENCE)
    return {"peak": peak_memory()}


CASES: dict[str, Callable[[int], dict[str, float]]] = {
    "clean": lambda size: engine([texts.clean(size)]),
    "pages": lambda count: engine(texts.pages(count)),
    "report": lambda _: engine([texts.report()]),
    "folder": lambda count: engine(texts.documents_apart(count)),
    "streamed": streamed,
    "sentence": lambda _: sentence(),
}

if __name__ == "__main__":
    print(json.dumps(CASES[sys.argv[1]](int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
