"""Pages of an engine that nobody has: `python examples/other_engine.py FOLDER`, for docs/adapting.md.

It writes out the texts of benchmarks/own_text as an engine with habits of its own would read them (ng as rig, b as lo,
ố as é, …): FOLDER/learn.jsonl holds four texts, three copies of each with other errors, FOLDER/held_back.jsonl the
fifth.  With a real engine these files come from pages of which you have the truth.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

TEXTS = Path(__file__).resolve().parents[1] / "benchmarks" / "own_text"
HELD_BACK = "ngan_sach"
#: (meant, read), longer ones first.
HABITS = tuple(habit.split("→") for habit in "ng→rig nh→rih ân→âu án→áu c→o b→lo ộ→ệ ố→é ủ→ũ".split())
#: Share of the places where a habit shows.
RATE = 0.2
COPIES = 3


def read(text: str, rng: random.Random) -> str:
    """The text as the engine reads it."""
    out, at = [], 0
    while at < len(text):
        meant, seen = next((habit for habit in HABITS if text.startswith(habit[0], at)), (text[at], text[at]))
        out.append(seen if rng.random() < RATE else meant)
        at += len(meant)
    return "".join(out)


def main(folder: Path) -> None:
    """Write both files."""
    rng = random.Random(1)
    folder.mkdir(parents=True, exist_ok=True)
    pages: dict[str, list[str]] = {"learn": [], "held_back": []}
    for path in sorted(TEXTS.glob("*.txt")):
        gold = path.read_text("utf8")
        name, copies = ("held_back", 1) if path.stem == HELD_BACK else ("learn", COPIES)
        for _ in range(copies):
            pages[name].append(json.dumps({"noisy": read(gold, rng), "gold": gold}, ensure_ascii=False))
    for name, rows in pages.items():
        (folder / f"{name}.jsonl").write_text("\n".join(rows) + "\n", "utf8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
