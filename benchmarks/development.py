"""Score vnfix on the development sets: `python benchmarks/development.py [--markdown]`.

Needs ../shared (the sets and the scorer), which is not part of this repository;
without it, use `vnfix evaluate NOISY GOLD` on pages of your own.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import vnfix

SHARED = Path(__file__).resolve().parents[2] / "shared"
SETS = ("thai_binh_dev", "finereader_dev", "tesseract_dev")


def load_scorer() -> Any:
    """The scorer that judges the project, from ../shared/tools/score.py."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "tools" / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(name: str) -> list[tuple[str, str]]:
    """(noisy, gold) of every page of a set."""
    golds = sorted((SHARED / "eval" / name).glob("*.gold.txt"))
    return [(p.with_name(p.name.replace(".gold.", ".noisy.")).read_text("utf8"), p.read_text("utf8")) for p in golds]


def flat(text: str) -> str:
    """One line: engines cut lines their own way."""
    return " ".join(text.split("\n"))


def row(scorer: Any, name: str, correct: Callable[[str], str]) -> tuple[dict[str, Any], float]:
    """The scorer's result on a set, and words a second."""
    found = pages(name)
    start = time.perf_counter()
    repaired = [correct(noisy) for noisy, _ in found]
    seconds = time.perf_counter() - start
    columns = ([flat(n) for n, _ in found], [flat(r) for r in repaired], [flat(g) for _, g in found])
    return scorer.score(*columns), sum(len(noisy.split()) for noisy, _ in found) / max(seconds, 1e-9)


def main() -> int:
    """Print the table; 2 if ../shared is missing."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is missing: the development sets are not part of this repository", file=sys.stderr)
        return 2
    scorer = load_scorer()
    vnfix.correct("khởi động")
    print("| set | system | WER | WER cut by | precision | fixed | miscorrected | broken | words/s |")
    print("|---|---|---|---|---|---|---|---|---|")
    systems: tuple[tuple[str, Callable[[str], str]], ...] = (("do nothing", str), ("vnfix", vnfix.correct))
    for name in SETS:
        for system, correct in systems:
            r, speed = row(scorer, name, correct)
            quality = f"{r['wer_after']:.2%} | {r['wer_reduction']:.1%} | {r['precision']:.1%}"
            counts = f"{r['fixed']} | {r['miscorrected']} | {r['broken']}"
            print(f"| {name} | {system} | {quality} | {counts} | {speed if system == 'vnfix' else 0:,.0f} |")
    clean = sorted((SHARED / "eval" / "clean_dev").glob("*.txt"))
    texts = [path.read_text("utf8") for path in clean]
    edits = [edit for text in texts for edit in vnfix.explain(text).edits]
    words = sum(len(text.split()) for text in texts)
    print(f"\nclean_dev: {len(edits)} edits in {words} words ({len(edits) / words:.3%}), each counted as damage:")
    print("; ".join(f"{edit.old} → {edit.new}" for edit in edits))
    return 0


if __name__ == "__main__":
    sys.exit(main())
