"""Counts of words and word pairs from a corpus, for the peers that can be trained.

    python -m peers.counts CORPUS OUT

writes OUT/words.tsv (word, count), OUT/pairs.tsv (two words, count) and
OUT/sample.txt, one line in `SAMPLE_EVERY`, for the peer that reads text.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from vnfix.progress import progress
from vnfix.train.corpus import corpus_files, open_text

from .words import LETTERS

#: Rarer words of the corpus are slips more often than words.  With 20 and with 100, symspell-lookup brings the report
#: to 13.0 and 12.6 % WER, every third Tesseract page to 12.4 and 12.4 %; the Viterbi does not change.
LEAST_WORD = 20
#: With 3, pairs fit in 1 GB of Python; with 10 the Viterbi loses 0.2 points of WER.
LEAST_PAIR = 3
#: JamSpell trains in memory on all text at once: about 20 million words take 3 GB.
SAMPLE_EVERY = 6
_CHUNK = 4_000_000
Ids = Any


def count(corpus: Path, out: Path) -> None:
    """Write the three files; see the module."""
    out.mkdir(parents=True, exist_ok=True)
    ids: dict[str, int] = {}
    words: Counter[int] = Counter()
    keys, numbers = np.empty(0, np.int64), np.empty(0, np.int64)
    with (out / "sample.txt").open("w", encoding="utf8") as sample:
        for path in progress(corpus_files(corpus), label="counting"):
            for chunk in _chunks(path, ids, sample):
                words.update(dict(enumerate(np.bincount(chunk[chunk >= 0]).tolist())))
                pairs = (chunk[:-1] << 32 | chunk[1:])[(chunk[:-1] >= 0) & (chunk[1:] >= 0)]
                keys, numbers = _merged(keys, numbers, *np.unique(pairs, return_counts=True))
    names = list(ids)
    good = {k for k, n in words.items() if n >= LEAST_WORD}
    _write_words(out / "words.tsv", names, {k: words[k] for k in good})
    _write_pairs(out / "pairs.tsv", names, good, keys, numbers)
    (out / "counts.json").write_text(json.dumps({"tokens": sum(words.values()), "words": len(good)}), "utf8")


def _chunks(path: Path, ids: dict[str, int], sample: Any) -> Any:
    """Arrays of word ids, -1 between lines; copies the sample on the way."""
    row: list[int] = []
    for number, line in enumerate(open_text(path)):
        if number % SAMPLE_EVERY == 0:
            sample.write(line)
        row.extend(ids.setdefault(word, len(ids)) for word in LETTERS.findall(line.lower()))
        row.append(-1)
        if len(row) > _CHUNK:
            yield np.array(row, np.int64)
            row = []
    yield np.array([*row, -1], np.int64)


def _merged(keys: Ids, numbers: Ids, more: Ids, counts: Ids) -> tuple[Ids, Ids]:
    both, where = np.unique(np.concatenate([keys, more]), return_inverse=True)
    return both, np.bincount(where, np.concatenate([numbers, counts])).astype(np.int64)


def _write_words(path: Path, names: list[str], counts: dict[int, int]) -> None:
    rows = sorted(((names[k], n) for k, n in counts.items()), key=lambda row: (-row[1], row[0]))
    path.write_text("".join(f"{word}\t{n}\n" for word, n in rows), "utf8")


def _write_pairs(path: Path, names: list[str], good: set[int], keys: Ids, numbers: Ids) -> None:
    with path.open("w", encoding="utf8") as out:
        kept = numbers >= LEAST_PAIR
        for key, n in zip(keys[kept].tolist(), numbers[kept].tolist(), strict=True):
            first, second = key >> 32, key & 0xFFFFFFFF
            if first in good and second in good:
                out.write(f"{names[first]} {names[second]}\t{n}\n")


if __name__ == "__main__":
    count(Path(sys.argv[1]), Path(sys.argv[2]))
