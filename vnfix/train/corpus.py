"""Find a corpus, read it and turn it into arrays of symbol ids.

A domain is a name and some files: ``.txt`` (a paragraph a line), ``.jsonl``
(field ``text``), either of them also ``.xz`` or ``.gz``.
"""

from __future__ import annotations

import gzip
import json
import lzma
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..resources import ResourceError
from ..tokens import tokenize
from ..vocab import symbols

SUFFIXES = (".txt", ".txt.xz", ".txt.gz", ".jsonl", ".jsonl.xz", ".jsonl.gz")
#: One line in so many is kept back from training, for perplexity and tuning.
HELD_BACK_EVERY = 500


def corpus_files(folder: Path) -> list[Path]:
    """The text files of a corpus, those in subfolders too; a single file is a corpus of one.

    Raises:
        ResourceError: the folder is missing or holds none.
    """
    files = [folder] if folder.is_file() else sorted(folder.rglob("*")) if folder.is_dir() else []
    files = [path for path in files if path.name.endswith(SUFFIXES)]
    if not files:
        raise ResourceError(f"no text in {folder}; expected files that end in {', '.join(SUFFIXES)}")
    return files


def open_text(path: Path) -> Iterator[str]:
    """Lines of a text or JSONL file, packed or not, in NFC.

    Raises:
        ResourceError: the file is packed badly or not UTF-8, or a line is no object with a field ``text``,
            told as ``file:line``.
    """
    openers: dict[str, Callable[..., Any]] = {".xz": lzma.open, ".gz": gzip.open}
    opener = openers.get(path.suffix, open)
    is_json = ".jsonl" in path.suffixes
    # -sig: a byte order mark is no letter of the first word.
    with opener(path, "rt", encoding="utf-8-sig") as stream:
        try:
            for number, line in enumerate(stream, 1):
                for text in _texts(line, path, number) if is_json else (line,):
                    yield unicodedata.normalize("NFC", text)
        except UnicodeDecodeError as error:
            raise ResourceError(f"{path}: not UTF-8 text ({error}); convert it with `iconv -t UTF-8`") from error
        except (EOFError, lzma.LZMAError, gzip.BadGzipFile, zlib.error) as error:
            raise ResourceError(f"{path}: cannot be unpacked ({error}); cut short, or no {path.suffix} file") from error


def _texts(line: str, path: Path, number: int) -> list[str]:
    """The lines of the field ``text``; none for an empty line of the file."""
    if not line.strip():
        return []
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError) as error:
        told = f'{path}:{number}: expected an object such as {{"text": "..."}}, got {line.strip()[:60]}'
        raise ResourceError(told) from error
    if not isinstance(text, str):
        raise ResourceError(f'{path}:{number}: field "text" is {type(text).__name__}, expected a string')
    return text.splitlines()


def encode(path: Path, held_back: bool = False, first: int = 0) -> tuple[list[str], npt.NDArray[np.uint32]]:
    """Types in order of first sight, and the file as one array of type ids.

    Every line begins with a sentence mark.

    Args:
        path: as for `open_text`.
        held_back: only the lines kept out of training; else only the others.
        first: number of the first line that is kept back.
    """
    ids: dict[str, int] = {}
    chunks: list[npt.NDArray[np.uint32]] = []
    row: list[int] = []
    for number, line in enumerate(open_text(path)):
        if (number % HELD_BACK_EVERY == first) != held_back:
            continue
        row.extend(ids.setdefault(name, len(ids)) for name in symbols(tokenize(line.rstrip("\n"))))
        if len(row) > 1_000_000:
            chunks.append(np.array(row, dtype=np.uint32))
            row = []
    chunks.append(np.array(row, dtype=np.uint32))
    return list(ids), np.concatenate(chunks)
