"""The texts that are timed: of ../shared where it stands beside the repository, else our own few sentences."""

from __future__ import annotations

import json
import lzma
import random
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from noise import noisy

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
#: Words of a document of the folder: some three pages.
DOCUMENT_WORDS = 1000
#: Words of a page.
PAGE_WORDS = 400
SENTENCE = "Nghị quyết về phát ừiển kinh tế - xã hội năm 2024"


def where() -> str:
    """Which texts are timed, for the table's foot."""
    if SHARED.is_dir():
        return "texts: clean_dev, thai_binh_dev and gov_news of ../shared"
    return "texts: benchmarks/own_text.txt over and over (../shared is absent), which flatters every cache"


def _own() -> str:
    return (HERE / "own_text.txt").read_text("utf8")


def clean(size: int) -> str:
    """Clean text of ``size`` UTF-8 bytes, give or take a line."""
    files = sorted((SHARED / "eval" / "clean_dev").glob("*.txt"))
    text = "\n".join(path.read_text("utf8") for path in files) or _own()
    text = text.rstrip("\n") + "\n"
    whole, rest = divmod(size, len(text.encode()))
    tail = text.encode()[:rest].decode(errors="ignore")
    return text * whole + (tail[: tail.rfind("\n") + 1] or tail)


def report() -> str:
    """One noisy report."""
    path = SHARED / "eval" / "thai_binh_dev" / "report.noisy.txt"
    return path.read_text("utf8") if path.is_file() else noisy(_own() * 2, random.Random(0))


def _paragraphs() -> Iterator[str]:
    """Clean paragraphs, each other than the last, as far as there are any."""
    path = SHARED / "corpus" / "gov_news.txt.xz"
    if path.is_file():
        with lzma.open(path, "rt", encoding="utf8") as lines:
            # One line in three, so that documents of many kinds come up.
            yield from islice(lines, 0, None, 3)
    rng = random.Random(1)
    lines = _own().splitlines(keepends=True)
    while True:
        yield from rng.sample(lines, len(lines))


def pages(count: int, words: int = PAGE_WORDS) -> list[str]:
    """Different clean pages, the same at every call."""
    supply, found = _paragraphs(), []
    for _ in range(count):
        page: list[str] = []
        length = 0
        while length < words:
            page.append(next(supply))
            length += len(page[-1].split())
        found.append("".join(page))
    return found


def documents(count: int, words: int = DOCUMENT_WORDS) -> list[str]:
    """Different noisy documents: other text and fresh noise in each, the same at every call."""
    return [noisy(page, random.Random(seed)) for seed, page in enumerate(pages(count, words))]


def documents_apart(count: int) -> list[str]:
    """`documents`, made in another process: what making them takes is not the memory of what is measured."""
    command = [sys.executable, str(Path(__file__).resolve()), str(count)]
    made = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: list[str] = json.loads(made.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps(documents(int(sys.argv[1]))))
