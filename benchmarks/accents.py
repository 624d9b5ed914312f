"""How many words of text that lost its accents are right again: `python benchmarks/accents.py`.

Takes lines of ../shared that the language model was not trained on, strips their accents (Unidecode), and
restores them by `vnfix.correct`, a line at a time and as whole documents.  Without ../shared, which is not part
of this repository, it takes the few own sentences of tests/cases, and says so.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import regex
from circumstances import circumstances, told
from peers.report import refresh
from rapidfuzz.distance import Levenshtein

import vnfix
from vnfix.syllable import bare, restyle
from vnfix.train.corpus import HELD_BACK_EVERY, open_text

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
DOMAINS = {
    "law": "legal",
    "government news": "gov_news",
    "government news, 2014-19": "gov_news_seg",
    "recent news": "news_recent",
    "news": "news_archive",
}
WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")


def stripped(text: str) -> str:
    """The text without its accents, letter for letter."""
    return "".join(bare(char) if char.isalpha() and len(bare(char)) == 1 else char for char in text)


def half_stripped(line: str, rng: random.Random) -> str:
    """The line with its first or its last half stripped."""
    middle = line.find(" ", len(line) // 2)
    if rng.random() < 0.5:
        return stripped(line[:middle]) + line[middle:]
    return line[:middle] + stripped(line[middle:])


def held_back(name: str, most: int) -> list[str]:
    """Lines of a corpus file that training does not see."""
    lines = islice(open_text(SHARED / "corpus" / f"{name}.txt.xz"), 0, None, HELD_BACK_EVERY)
    return [line.strip() for line in islice(lines, most)]


def clean_documents(kind: str) -> list[str]:
    return [path.read_text("utf8") for path in sorted((SHARED / "eval" / "clean_dev").glob(f"{kind}_*.txt"))]


def own_sentences() -> list[str]:
    rows = (ROOT / "tests" / "cases" / "untouched.tsv").read_text("utf8").splitlines()
    return [row.split("\t")[0].replace("\\n", "\n") for row in rows if row and not row.startswith("#")][1:]


def share_right(found: str, meant: str) -> tuple[int, int]:
    """Words that are right, and words, both styles of tone placement being right; aligned, as words may be cut."""
    a, b = ([restyle(word, False) for word in WORD.findall(text)] for text in (found, meant))
    wrong = sum(step.tag != "insert" for step in Levenshtein.editops(b, a))
    return len(b) - wrong, len(b)


def row(name: str, pairs: list[tuple[str, str]]) -> str:
    """One row of the table from (text without accents, text as it was)."""
    start = time.perf_counter()
    restored = [vnfix.correct(read) for read, _ in pairs]
    seconds = time.perf_counter() - start
    before = [share_right(read, meant) for read, meant in pairs]
    after = [share_right(text, meant) for text, (_, meant) in zip(restored, pairs)]
    words = sum(count for _, count in after)
    shares = [sum(right for right, _ in found) / words for found in (before, after)]
    return f"| {name} | {words:,} | {shares[0]:.1%} | {shares[1]:.2%} | {words / seconds:,.0f} |"


def sets(most: int) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Name and pairs of every row."""
    if not SHARED.is_dir():
        yield "own sentences", [(stripped(line), line) for line in own_sentences()]
        return
    rng = random.Random(1)
    for name, file in DOMAINS.items():
        lines = held_back(file, most)
        yield f"{name}, a line at a time", [(stripped(line), line) for line in lines]
        yield f"{name}, one document", [(stripped("\n".join(lines)), "\n".join(lines))]
        if name == "government news":
            yield f"{name}, half of each line", [(half_stripped(line, rng), line) for line in lines]
    for kind in ("gov", "news", "wiki"):
        yield f"clean_dev {kind}, documents", [(stripped(text), text) for text in clean_documents(kind)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=300, help="lines a domain (default 300)")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is missing: own sentences only, which say little", file=sys.stderr)
    vnfix.correct("Luat Doanh nghiep")
    rows = ["| text | words | right as it stands | right when restored | words/s |", "|---|---|---|---|---|"]
    rows += [row(name, pairs) for name, pairs in sets(args.lines)]
    print("\n".join(rows))
    if SHARED.is_dir():
        refresh(HERE / "accents.md", "restored", "\n".join([told(circumstances()), "", *rows]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
