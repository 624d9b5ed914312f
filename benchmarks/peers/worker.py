"""One system in a process of its own: `python -m peers.worker SYSTEM RESOURCES JOB OUT`.

JOB is {"budget": seconds for each set, "sets": {name: [text, ...]}}.  OUT gets
the repaired texts, CPU seconds, seconds to load and peak memory.  CPU seconds,
because the machine may be doing something else; no peer uses a second core.
A set that outlasts the budget ends after the page in hand, and the rest of it is not counted.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .systems import SYSTEMS

#: Warms up caches and lazy imports, which count as loading.
_FIRST = "Ủy ban nhân dân huyện đã họp phiên thường kỳ."


def main(system: str, resources: Path, job: Path, out: Path) -> None:
    """Load, run every set, write the result after each of them."""
    task = json.loads(job.read_text("utf8"))
    start = time.process_time()
    correct = SYSTEMS[system].load(resources)
    correct(_FIRST)
    result: dict[str, Any] = {"load_seconds": time.process_time() - start, "sets": {}}
    for name, texts in task["sets"].items():
        result["sets"][name] = run(correct, texts, task["budget"])
        # In KiB on Linux, in bytes on macOS.
        unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
        result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
        out.write_text(json.dumps(result, ensure_ascii=False), "utf8")


def run(correct: Callable[[str], str], texts: list[str], budget: float) -> dict[str, Any]:
    """Repaired texts, as many as the budget allows, with their seconds and words."""
    start = time.process_time()
    repaired: list[str] = []
    for text in texts:
        repaired.append(correct(text))
        if time.process_time() - start > budget:
            break
    words = sum(len(text.split()) for text in texts[: len(repaired)])
    return {"texts": repaired, "seconds": time.process_time() - start, "words": words}


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]))
