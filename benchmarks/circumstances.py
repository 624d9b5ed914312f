"""Date, machine, commit and command of a measurement: without them a figure is a rumour."""

from __future__ import annotations

import datetime
import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: Options that say where something lies on this machine, with how many words behind them.
_OURS = {"--env": 1, "--no-install": 0, "--render": 0, "--out": 1, "--corpus": 1}
_FOLDERS = re.compile(r"(?<![^=@\s])/(?:[^/@\s]+/)+")


def circumstances() -> dict[str, str]:
    """Of this process, ready for JSON."""
    told = _git("rev-parse", "--short", "HEAD").stdout.strip() or "?"
    changed = _git("diff", "--quiet", "HEAD", "--", "vnfix", "data").returncode
    return {
        "date": datetime.date.today().isoformat(),
        "machine": f"{_processor()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "commit": told + (" with changes" if changed else ""),
        "command": command(sys.argv),
    }


def told(found: dict[str, str]) -> str:
    """One sentence."""
    return "Measured {date} on {machine}, Python {python}, commit {commit}: `{command}`.".format(**found)


def command(words: Sequence[str]) -> str:
    """What a reader types to measure the same: no place of this machine in it.

    >>> command(["/home/me/vnfix/benchmarks/peers.py", "--env", "/tmp/e", "--systems", "vnfix", "--no-install"])
    'python benchmarks/peers.py --systems vnfix'
    >>> command(["calibration.py", "own=/tmp/pages.jsonl@/tmp/model"])
    'python benchmarks/calibration.py own=pages.jsonl@model'
    """
    kept, left = [], iter(words[1:])
    for word in left:
        name, equals, _ = word.partition("=")
        if name in _OURS:
            for _ in range(0 if equals else _OURS[name]):
                next(left, None)
        else:
            kept.append(_FOLDERS.sub("", word))
    return shlex.join(["python", f"benchmarks/{Path(words[0]).name}", *kept])


def _git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
