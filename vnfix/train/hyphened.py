"""Count the pairs of Vietnamese syllables that a corpus writes with a hyphen and no spaces: ``pa-nô``, ``tế-xã``.

    python -m vnfix.train.hyphened CORPUS [--out data/lexicon/hyphened.tsv]

See `vnfix.spacing.specked`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import regex

from ..intake.textfiles import replacing
from ..resources import ResourceError
from ..syllable import are_vietnamese, canonical
from .corpus import corpus_files, open_text

_PAIR = regex.compile(r"(?<![\p{L}\p{N}.@/_&=-])(\p{L}{2,})-(\p{L}{2,})(?![\p{L}\p{N}]|[.@/_-][\p{L}\d])")
#: Rarer pairs are slips as often as words (``não-máy``).
_LEAST = 3
_HEAD = (
    "# Pairs of Vietnamese syllables that are written with a hyphen and no spaces: loan words (pa-nô), names, pairs of "
    "nouns (kinh tế-xã hội); those in letters without diacritics (ti-vi) need no row. count = how often in the corpus, "
    "three times at least; tone marks in the old style.\n"
    "pair\tcount\tsource\n"
)


def pairs(path: Path) -> Counter[str]:
    """The pairs of a file in lower case, ``pa-nô``, with their counts."""
    found: Counter[str] = Counter()
    for line in open_text(path):
        if "-" in line:
            found.update("-".join(map(canonical, map(str.lower, pair))) for pair in _PAIR.findall(line))
    return found


def table(counts: Iterable[Counter[str]]) -> str:
    """The rows of data/lexicon/hyphened.tsv."""
    total: Counter[str] = Counter()
    for some in counts:
        total.update(some)
    rows = sorted((pair, count) for pair, count in total.items() if count >= _LEAST)
    return _HEAD + "".join(f"{pair}\t{count}\tcounts\n" for pair, count in rows if are_vietnamese(pair.split("-")))


def main(arguments: list[str] | None = None) -> int:
    """Count, write."""
    parser = argparse.ArgumentParser(
        prog="python -m vnfix.train.hyphened",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("corpus", type=Path, help="a folder of text files, or one of them")
    parser.add_argument("--out", type=Path, default=Path("data/lexicon/hyphened.tsv"), metavar="FILE")
    args = parser.parse_args(arguments)
    try:
        with ProcessPoolExecutor() as pool:
            rows = table(pool.map(pairs, corpus_files(args.corpus)))
        with replacing(args.out) as stream:
            stream.write(rows.encode())
    except ResourceError as error:
        print(f"hyphened: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
