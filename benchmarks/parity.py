"""Are all edits the same?  ``python benchmarks/parity.py record FILE`` before a change, ``compare FILE`` after it.

Work on speed must not change the text: this writes down every edit, and every
doubt, of the development sets under several options, with confidences and
runners-up to six digits, and tells what differs.  Needs ../shared, or texts of
your own: ``--texts FILE...``.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import vnfix

SHARED = Path(__file__).resolve().parents[2] / "shared"
#: Options that take other ways through the engine; the first holds for all texts, the others for noisy ones.
OPTIONS: dict[str, dict[str, Any]] = {
    "default": {},
    "high": {"min_confidence": 0.95},
    "words": {"fix_known_words": False, "fix_case": False},
    "spacing": {"fix_spacing": False, "tone_style": "new"},
    "own": {"extra_words": ["ứiực hiện", "KHĐT", "phát ừiển"], "protect": [r"\b[Ss]ở\s\w+"], "tone_style": "old"},
}
#: Stretches of any length, cut anywhere: short texts, odd edges.
PIECES, LONGEST_PIECE = 150, 1500


def texts(paths: list[Path]) -> dict[str, str]:
    """The texts by name, and pieces of them."""
    found = {f"{path.parent.name}/{path.name}": path.read_text("utf8") for path in paths}
    rng, names = random.Random(4), sorted(found)
    for k in range(PIECES if names else 0):
        text = found[rng.choice(names)]
        start = rng.randrange(max(1, len(text)))
        found[f"piece {k}"] = text[start : start + rng.randrange(1, LONGEST_PIECE)]
    return found


def row(edit: Any) -> list[Any]:
    """An edit or a doubt as JSON has it."""
    fields = edit._asdict()
    readings = fields.get("runners_up", fields.get("readings", ()))
    confidence = round(fields.get("confidence", 0.0), 6)
    return [edit.start, edit.end, edit.old, fields.get("new"), fields.get("reason"), confidence, [*map(list, readings)]]


def edits(named: dict[str, str]) -> dict[str, list[Any]]:
    """Everything that `vnfix.explain` says of all texts."""
    result = {}
    for label, options in OPTIONS.items():
        for name, text in named.items():
            if label == "default" or ".noisy" in name or name.startswith("piece"):
                found = vnfix.explain(text, **options)
                result[f"{label}: {name}"] = [row(e) for e in (*found.edits, *found.unresolved)]
    return result


def differences(old: dict[str, list[Any]], new: dict[str, list[Any]]) -> list[str]:
    """One line for each text and edit that is not in both."""
    lines = [f"{name}: only in one of both" for name in old.keys() ^ new.keys()]
    for name in sorted(old.keys() & new.keys()):
        for sign, some, others in (("-", old[name], new[name]), ("+", new[name], old[name])):
            lines += [f"{sign} {name}: {edit}" for edit in some if edit not in others]
    return lines


def main() -> int:
    """0 if nothing differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=["record", "compare"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--texts", type=Path, nargs="*", help="instead of the development sets")
    args = parser.parse_args()
    start = time.perf_counter()
    found = edits(texts(args.texts or sorted((SHARED / "eval").glob("*/*.txt"))))
    total = sum(map(len, found.values()))
    print(f"{total} edits and doubts of {len(found)} runs, {time.perf_counter() - start:.1f} s")
    if args.action == "record":
        args.file.write_text(json.dumps(found, ensure_ascii=False), "utf8")
        return 0
    # Through JSON, so that tuples are lists on both sides.
    lines = differences(json.loads(args.file.read_text("utf8")), json.loads(json.dumps(found)))
    print("\n".join(lines[:40]) or "nothing differs")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
