"""Count how often the words of a corpus begin with a capital within a sentence; see `vnfix.capitals`."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import regex

from ..capitals import SCALE
from ..syllable import canonical
from .corpus import open_text

#: A word right behind a small letter and a space: within a sentence, and in no heading.
_WITHIN = regex.compile(r"(?<=\p{Ll}) (\p{L}\p{Ll}*+)(?!\p{L})")
#: Lines read of each file: shares need no more, and the whole corpus takes ten times as long.
MOST_LINES = 100_000

Counts = tuple[Counter[str], Counter[str]]


def count(path: Path) -> Counts:
    """Words of a file within sentences, in lower case: with a capital, and in all."""
    capital: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in islice(open_text(path), MOST_LINES):
        for word in _WITHIN.findall(line):
            form = canonical(word.lower())
            total[form] += 1
            capital[form] += word[0].isupper()
    return capital, total


def shares(counts: list[Counts], words: list[str]) -> npt.NDArray[np.uint8]:
    """The table of `vnfix.capitals.Capitals`; a word never seen is as often capital as not."""
    capital: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for some, all_of_them in counts:
        capital.update(some)
        total.update(all_of_them)
    share = [(capital[word] + 0.5) / (total[word] + 1) for word in words]
    return (np.array(share) * SCALE).round().astype(np.uint8)
