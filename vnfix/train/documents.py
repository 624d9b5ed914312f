"""Documents of one length with their truth, from pages and texts of many lengths."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ..corrector import Corrector
from ..evaluate.readers import read_jsonl, read_tsv
from ..evaluate.words import word_spans, words
from ..resources import ResourceError

#: Words of a document: what the estimate is made for.
SIZE = 500
#: A page of which the engine read less than this share of the words has lost its text,
#: and nothing in what is left could tell how much.
LEAST_READ = 0.6


class Document(NamedTuple):
    """A text as read and as it stands on the paper, NFC; ``group`` is the engine or set it comes from."""

    group: str
    model: str | None
    noisy: str
    gold: str

    def reader(self) -> Corrector:
        """The corrector that may read it."""
        return _corrector(self.model)


@lru_cache(maxsize=4)
def _corrector(model: str | None) -> Corrector:
    return Corrector(model)


def read_sets(arguments: list[str], size: int = SIZE) -> list[Document]:
    """Documents of about ``size`` words from arguments ``GROUP=PATH[@MODEL]``.

    PATH is a JSONL or TSV file with the fields noisy and gold, a folder of ``*.noisy.txt`` with their
    ``*.gold.txt``, or a folder of other ``*.txt``, which are taken to be clean.  MODEL is the folder of
    a model that has not learnt from these pages; without it the built-in one reads them.

    Raises:
        ResourceError: an argument without ``=`` or a path without documents.
        InputError: a file is no JSONL or TSV of pairs, told as ``file:line``.
    """
    found: list[Document] = []
    for argument in arguments:
        group, equals, rest = argument.partition("=")
        path, _, model = rest.partition("@")
        pages = list(_pages(Path(path))) if equals else []
        if not pages:
            raise ResourceError(f"{argument!r}: expected GROUP=PATH[@MODEL], PATH a file of pairs or a folder of texts")
        for noisy, gold in pages:
            pieces = cut(unicodedata.normalize("NFC", noisy), unicodedata.normalize("NFC", gold), size)
            found += [Document(group, model or None, *piece) for piece in pieces if _was_read(*piece)]
    return found


def _pages(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_file():
        pairs = read_tsv(path) if path.suffix.lower() == ".tsv" else read_jsonl(path)
        yield from zip(pairs.noisy, pairs.gold, strict=True)
        return
    for text in sorted(path.glob("*.txt")):
        if text.name.endswith(".gold.txt"):
            continue
        noisy = text.read_text(encoding="utf-8")
        gold = text.with_name(text.name.replace(".noisy.", ".gold."))
        yield noisy, gold.read_text(encoding="utf-8")


def _was_read(noisy: str, gold: str) -> bool:
    return len(noisy.split()) >= LEAST_READ * len(gold.split()) > 0


def cut(noisy: str, gold: str, size: int = SIZE) -> list[tuple[str, str]]:
    """A page in pieces of about ``size`` words, cut in front of a word on which both texts agree."""
    pieces = round(len(words(gold)) / size)
    if pieces < 2:
        return [(noisy, gold)]
    left, right = _starts(noisy), _starts(gold)
    same = [
        (block.a + k, block.b + k)
        for block in Levenshtein.editops([word for word, _ in left], [word for word, _ in right]).as_matching_blocks()
        for k in range(block.size)
    ]
    if not same:
        return [(noisy, gold)]
    bounds = [(0, 0)]
    for k in range(1, pieces):
        wanted = k * len(right) / pieces
        i, j = min(same, key=lambda pair: abs(pair[1] - wanted))
        bounds.append((left[i][1], right[j][1]))
    bounds.append((len(noisy), len(gold)))
    return [(noisy[a:c], gold[b:d]) for (a, b), (c, d) in zip(bounds, bounds[1:])]


def _starts(text: str) -> list[tuple[str, int]]:
    return [(text[start:end], start) for start, end in word_spans(text)]
