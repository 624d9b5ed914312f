"""Read a corpus and turn it into arrays of symbol ids.

A domain is a name and some files: ``.txt`` (a paragraph a line), ``.jsonl``
(field ``text``), either of them also ``.xz`` or ``.gz``.
"""

from __future__ import annotations

import gzip
import json
import lzma
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..tokens import tokenize
from ..vocab import symbols

#: One line in so many is kept back from training, for perplexity and tuning.
HELD_BACK_EVERY = 500


def open_text(path: Path) -> Iterator[str]:
    """Lines of a text or JSONL file, packed or not, in NFC."""
    openers: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
    opener = openers.get(path.suffix, open)
    is_json = ".jsonl" in path.suffixes
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            text = json.loads(line)["text"] if is_json else line
            yield unicodedata.normalize("NFC", text)


def encode(path: Path, held_back: bool = False) -> tuple[list[str], npt.NDArray[np.uint32]]:
    """Types in order of first sight, and the file as one array of type ids.

    Every line begins with a sentence mark.  ``held_back`` gives only the lines
    kept out of training, without it only the others.
    """
    ids: dict[str, int] = {}
    chunks: list[npt.NDArray[np.uint32]] = []
    row: list[int] = []
    for number, line in enumerate(open_text(path)):
        if (number % HELD_BACK_EVERY == 0) != held_back:
            continue
        row.extend(ids.setdefault(name, len(ids)) for name in symbols(tokenize(line.rstrip("\n"))))
        if len(row) > 1_000_000:
            chunks.append(np.array(row, dtype=np.uint32))
            row = []
    chunks.append(np.array(row, dtype=np.uint32))
    return list(ids), np.concatenate(chunks)
