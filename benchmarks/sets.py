"""The texts that the benchmarks measure on: noisy text beside its truth.

`own_*` are part of the repository, so that everything runs anywhere; the others
stand in ../shared and are left out where that folder is missing.  Sets that
people looked at while they built vnfix are marked ``dev``: they flatter it.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import NamedTuple

from vnfix.evaluate import wer

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
#: A page with more of its words wrong is lost: what is left of it says nothing about a repairer.
MOST_WRONG = 0.5
#: Characters of each clean document that are stripped of their accents: a page, so that slow systems finish.
STRIPPED = 1500


class Set(NamedTuple):
    """Pages with their truth.

    ``kind`` is the table it stands in: scan, tesseract, clean, stripped.
    """

    name: str
    title: str
    kind: str
    dev: bool
    noisy: tuple[str, ...]
    gold: tuple[str, ...]

    @property
    def words(self) -> int:
        """Words of the truth, by white space."""
        return sum(len(text.split()) for text in self.gold)


def all_sets() -> list[Set]:
    """Every set that is here, in the order of the tables."""
    shared = _shared() if SHARED.is_dir() else []
    return [*shared, *_own()]


def strip_accents(text: str) -> str:
    """Text as typed without accents: no tone, no vowel mark, d for đ.

    >>> strip_accents("Ủy ban nhân dân huyện Đông Sơn")
    'Uy ban nhan dan huyen Dong Son'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).replace("đ", "d").replace("Đ", "D")


def _shared() -> list[Set]:
    found = [
        _pairs("thai_binh_dev", "provincial report, real scan", "scan"),
        _pairs("finereader_dev", "journal page, FineReader 11", "scan"),
        _pairs("tesseract_dev", "printed and worn pages, Tesseract 5", "tesseract"),
    ]
    clean = tuple(path.read_text("utf8") for path in sorted((SHARED / "eval" / "clean_dev").glob("*.txt")))
    found.append(Set("clean_dev", "government papers, news, encyclopaedia", "clean", True, clean, clean))
    pages = tuple(_first_lines(text) for text in clean)
    bare = tuple(map(strip_accents, pages))
    found.append(Set("clean_stripped", "the same, a page of each, stripped of accents", "stripped", True, bare, pages))
    return found


def _pairs(name: str, title: str, kind: str) -> Set:
    golds = sorted((SHARED / "eval" / name).glob("*.gold.txt"))
    noisy = (path.with_name(path.name.replace(".gold.", ".noisy.")) for path in golds)
    texts = [tuple(path.read_text("utf8") for path in side) for side in (noisy, golds)]
    return Set(name, title, kind, True, *texts)


def _first_lines(text: str) -> str:
    end = text.find("\n", STRIPPED)
    return text if end < 0 else text[:end]


def _own() -> list[Set]:
    texts = tuple(path.read_text("utf8") for path in sorted((HERE / "own_text").glob("*.txt")))
    pages, old = _printed("pages.jsonl"), _printed("pages_tesseract3.jsonl")
    paddle = _printed("pages_paddle.jsonl")
    plain, english = _printed("pages_plain.jsonl"), _printed("pages_english.jsonl")
    vie = [page for page in pages if page["way"] != "eng"]
    bare = tuple(map(strip_accents, texts))
    lists = tuple((HERE / "own_lists.txt").read_text("utf8").split("\n%%\n"))
    return [
        _own_pages("own_printed", "own text, printed, worn, Tesseract 5", "tesseract", _legible(vie)),
        _own_pages("own_old", "own text, printed, Tesseract 3", "tesseract", _legible(old)),
        _own_pages("own_paddle", "own text, printed, PP-OCRv6", "tesseract", paddle),
        Set("own_clean", "own text", "clean", False, texts, texts),
        Set("own_lists", "own lists of names, trades, figures: chosen to be hard", "clean", False, lists, lists),
        Set("own_stripped", "own text, stripped of accents", "stripped", False, bare, texts),
        _own_pages("own_eng", "own text, read with `-l eng`", "stripped", [p for p in pages if p["way"] == "eng"]),
        _own_pages("own_english", "own text, read by Tesseract 3 with its English model", "stripped", english),
        *(
            _own_pages(
                f"own_{name}", f"own text, read by {title}", "stripped", [p for p in plain if p["engine"] == name]
            )
            for name, title in (("tesseract-latin", "Tesseract's `script/Latin`"), ("ppocr", "PP-OCR"))
        ),
    ]


def _printed(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / "own_text" / name).read_text("utf8").splitlines()]


def _legible(pages: list[dict[str, str]]) -> list[dict[str, str]]:
    return [page for page in pages if wer(page["noisy"], page["gold"]).value <= MOST_WRONG]


def _own_pages(name: str, title: str, kind: str, pages: list[dict[str, str]]) -> Set:
    noisy, gold = (tuple(page[side] for page in pages) for side in ("noisy", "gold"))
    return Set(name, title, kind, False, noisy, gold)
