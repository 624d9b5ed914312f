"""One system in a process of its own: `python -m peers.worker SYSTEM RESOURCES JOB OUT`.

JOB is {"budget": seconds for each set, "sets": {name: [text, ...]}}.  OUT gets
the repaired texts, CPU seconds, seconds to load and peak memory.  CPU seconds,
because the machine may be doing something else; no peer uses a second core.
Every set is read by a fork of the loaded process: no cache is warm from another set, and a crash costs one set.
A set that outlasts the budget ends after the page in hand, and the rest of it is not counted.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .systems import SYSTEMS

#: Warms up caches and lazy imports, which count as loading.
_FIRST = "Ủy ban nhân dân huyện đã họp phiên thường kỳ."


def main(system: str, resources: Path, job: Path, out: Path) -> int:
    """Load, run every set, write the result after each of them; 1 if a set failed."""
    task = json.loads(job.read_text("utf8"))
    start = time.process_time()
    correct = SYSTEMS[system].load(resources)
    correct(_FIRST)
    result: dict[str, Any] = {"load_seconds": time.process_time() - start, "sets": {}}
    for name, texts in task["sets"].items():
        found = apart(correct, texts, task["budget"])
        if found is not None:
            result["sets"][name] = found
        result["peak_mb"] = peak()
        out.write_text(json.dumps(result, ensure_ascii=False), "utf8")
    return int(len(result["sets"]) < len(task["sets"]))


def apart(correct: Callable[[str], str], texts: list[str], budget: float) -> dict[str, Any] | None:
    """`run` in a fork of this process; None if it failed, which it tells on standard error."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "found.json"
        child = os.fork()
        if child == 0:
            try:
                path.write_text(json.dumps(run(correct, texts, budget), ensure_ascii=False), "utf8")
            except Exception:
                traceback.print_exc()
                path.unlink(missing_ok=True)
            sys.stderr.flush()
            os._exit(0)
        os.waitpid(child, 0)
        return json.loads(path.read_text("utf8")) if path.exists() else None


def peak() -> float:
    """Most memory of this process and its forks, MB."""
    # In KiB on Linux, in bytes on macOS.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    used = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return max(used) / unit


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
    sys.exit(main(sys.argv[1], *map(Path, sys.argv[2:5])))
