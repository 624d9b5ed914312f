"""Count how often the words of a corpus begin with a capital within a sentence; see `vnfix.capitals`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import regex

from ..capitals import SCALE
from ..syllable import canonical
from .corpus import open_text

#: A word that ends in a small letter, and the one behind it: within a sentence, and in no heading.
_WITHIN = regex.compile(r"(?<!\p{L})(?P<left>\p{L}*\p{Ll})[ ](?=(?P<word>\p{L}\p{Ll}*+)(?!\p{L}))")
#: Lines read of each file: shares need no more, and the whole corpus takes ten times as long.
MOST_LINES = 100_000
#: Share of capitals right behind a word from which on names stand there (đèo 0.75, chợ 0.33, luật 0.11; đơn 0.002, thực
#: 0.004), and words with none that each is credited with, so that a rare one says nothing.
NAMES_BEHIND, CREDIT = 0.1, 20


class Counts(NamedTuple):
    """Words within sentences, in lower case: how often, and how often with a capital; so those right behind each."""

    total: Counter[str]
    capital: Counter[str]
    behind: Counter[str]
    capital_behind: Counter[str]


def count(path: Path) -> Counts:
    """The counts of a file; only a word in small letters has any behind it."""
    counts = Counts(Counter(), Counter(), Counter(), Counter())
    for line in islice(open_text(path), MOST_LINES):
        for match in _WITHIN.finditer(line):
            left, word = match.group("left", "word")
            form, is_capital = canonical(word.lower()), word[0].isupper()
            counts.total[form] += 1
            counts.capital[form] += is_capital
            if left.islower():
                counts.behind[canonical(left)] += 1
                counts.capital_behind[canonical(left)] += is_capital
    return counts


def shares(counts: Iterable[Counts], words: Sequence[str]) -> dict[str, npt.NDArray[np.uint8]]:
    """The arrays of `vnfix.capitals.Capitals`; a word never seen has a capital as often as not."""
    whole = Counts(Counter(), Counter(), Counter(), Counter())
    for some in counts:
        for sums, more in zip(whole, some):
            sums.update(more)
    share = [(whole.capital[word] + 0.5) / (whole.total[word] + 1) for word in words]
    behind = [whole.capital_behind[word] / (whole.behind[word] + CREDIT) for word in words]
    return {
        "shares": (np.array(share) * SCALE).round().astype(np.uint8),
        "before_names": (np.array(behind) > NAMES_BEHIND).astype(np.uint8),
    }
