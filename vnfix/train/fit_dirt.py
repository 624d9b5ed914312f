"""Fit the trees of `vnfix.dirt`: which words of a repaired page stand for nothing on the paper?

    python -m vnfix.train.fit_dirt SET=PATH[@MODEL]... [--out data/confidence/dirt.tsv]

Every word that the station would ask for is held against the gold: the alignment
tells whether anything stands there.  In ruined lines it cannot, and a word taken out of them helps nobody: such words
count as no dirt, the more the longer the line.  Needs ``pip install 'vnfix[fit]'``.  Use pages that were read by an
engine (`benchmarks/print_and_scan.py`) and clean text, where nothing is dirt; for pages that the channel has learnt
from give the MODEL that has not.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import Levenshtein

from ..dirt import NUMBERS, candidates
from ..evaluate.words import word_spans
from ..page import Page
from ..resources import ResourceError
from .documents import SIZE, Document, read_sets
from .fit_trees import fit_trees, write
from .logistic import Floats
from .pairs import align_words, on_paper, words_of

#: Words of a document: every page counts twice, as a page and in pieces that tell less of it.
_SIZES = (SIZE, 40)
#: A stretch of more than so many wrong words is ruined.  By crossed fits, Tesseract dev at 0.7: share of errors cut
#: 46.2 % at a precision of 89.5 % without the trees, 49.2 at 88.8 if ruined lines count as others do, 48.7 at 89.0
#: so (the own pages 28.8 at 75.1, and 28.0 at 89.4).
_RUINED = 6
#: A word in a ruined stretch counts as a quarter of the stretch, of so many words at most.
_LONGEST_RUIN = 20
#: Whatever the other numbers say, these speak for dirt or against it.
DIRECTION = {
    **dict.fromkeys(("gain", "gain_to_end", "cost", "fit", "rarity", "dirty_lines", "garbage", "lone_letters"), 1),
    "letters": -1,
}


class Case(NamedTuple):
    """A word that may be dirt, its numbers, whether it is, and how much that counts."""

    group: str
    numbers: Floats
    is_dirt: bool
    weight: float = 1.0


def cases(document: Document) -> Iterator[Case]:
    """The words of a document for which the gold can tell."""
    corrector = document.reader()
    page = Page(corrector.correct(document.noisy, remove_dirt=False), corrector.language_model.ids)
    found = candidates(page, corrector.language_model)
    if not found.tokens:
        return
    gold = on_paper(document.gold)
    stands, ruined = _on_paper(page.text, gold), _ruined(page.text, gold)
    for k, numbers in zip(found.tokens, found.numbers):
        start = int(page.starts[k])
        if start in ruined:
            yield Case(document.group, numbers, False, ruined[start])
        elif start in stands:
            yield Case(document.group, numbers, not stands[start])


def _on_paper(text: str, gold: str) -> dict[int, bool]:
    """Does anything stand on the paper for the word that begins at a place?  Those that cannot be told are left out."""
    words, true = words_of(text), words_of(gold)
    told, at = {}, 0
    for read, meant in align_words([word.text for word in words], [word.text for word in true]):
        for k in range(len(read)):
            others = read[:k] + read[k + 1 :]
            if len(read) <= len(meant) or read[k] in meant:
                told[words[at + k].start] = True
            elif others == meant:
                told[words[at + k].start] = False
        at += len(read)
    return told


def _ruined(text: str, gold: str) -> dict[int, float]:
    """The words, by where they begin, of stretches that are ruined, and how much they count."""
    spans, true = word_spans(text), word_spans(gold)
    found: dict[int, float] = {}
    first = behind = 0
    matches = Levenshtein.editops([text[a:b] for a, b in spans], [gold[a:b] for a, b in true]).as_matching_blocks()
    for match in matches:
        length, meant = match.a - first, match.b - behind
        if length > _RUINED and meant:
            found.update((start, min(length, _LONGEST_RUIN) / 4) for start, _ in spans[first : match.a])
        first, behind = match.a + match.size, match.b + match.size
    return found


def main(arguments: list[str] | None = None) -> int:
    """Gather the cases, fit, write."""
    parser = argparse.ArgumentParser(
        prog="python -m vnfix.train.fit_dirt",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sets", nargs="+", metavar="SET=PATH[@MODEL]", help="pages with their truth")
    parser.add_argument("--out", type=Path, default=Path("data/confidence/dirt.tsv"), metavar="FILE")
    args = parser.parse_args(arguments)
    try:
        found = [case for size in _SIZES for document in read_sets(args.sets, size) for case in cases(document)]
        numbers, is_dirt = np.array([case.numbers for case in found]), np.array([float(c.is_dirt) for c in found])
        weight = np.array([case.weight for case in found])
        nodes = fit_trees(numbers, is_dirt, weight, NUMBERS, DIRECTION)
    except ResourceError as error:
        print(f"fit_dirt: {error}", file=sys.stderr)
        return 2
    dirty = Counter(case.group for case in found if case.is_dirt)
    counts = Counter(case.group for case in found)
    told = ", ".join(f"{group} {dirty[group]} of {count}" for group, count in sorted(counts.items()))
    head = "Trees of vnfix.dirt, by `python -m vnfix.train.fit_dirt`; the numbers: its evidence.py"
    write(nodes, args.out, [head, f"Fitted on words that may be dirt, of which are: {told}."])
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())
