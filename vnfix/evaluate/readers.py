"""What to compare, from files: texts side by side, or tables and JSON lines of pairs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..intake import textfiles
from ..intake.textfiles import InputError

_NEEDED = ("noisy", "gold")
_SYSTEM = "system"


class Pairs(NamedTuple):
    """Texts in parallel lists: as read, as they stand on the paper, and after a repair (None: not given)."""

    noisy: list[str]
    gold: list[str]
    system: list[str] | None = None


def read_pairs(noisy: str | Path, gold: str | Path, system: str | Path | None = None) -> Pairs:
    """Whole text files, as one pair each.

    Raises:
        InputError: a file is not UTF-8 text.
        OSError: a file cannot be read.
    """
    texts = [textfiles.read(str(path)).text for path in (noisy, gold)]
    repaired = None if system is None else [textfiles.read(str(system)).text]
    return Pairs([texts[0]], [texts[1]], repaired)


def read_jsonl(path: str | Path) -> Pairs:
    """One JSON object a line with the fields noisy, gold and, in all of them or in none, system.

    Raises:
        InputError: a line is not such an object, told as ``file:line``.
    """
    records = []
    for number, line in _lines(path):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise InputError(f"{path}:{number}: not JSON ({error}); expected one object a line") from error
        if not isinstance(record, dict):
            raise InputError(f'{path}:{number}: expected an object such as {{"noisy": "...", "gold": "..."}}')
        records.append((number, record))
    return _pairs(path, records)


def read_tsv(path: str | Path) -> Pairs:
    """A tab-separated table whose header names noisy, gold and perhaps system; no quoting, ``#`` is text.

    Raises:
        InputError: a column is missing or a row has another length, told as ``file:line``.
    """
    records = []
    header: list[str] = []
    for number, line in _lines(path):
        cells = line.split("\t")
        if not header:
            header = [cell.strip() for cell in cells]
            missing = [name for name in _NEEDED if name not in header]
            if missing:
                raise InputError(f"{path}:{number}: header lacks {missing}; it has {header}")
        elif len(cells) != len(header):
            raise InputError(f"{path}:{number}: {len(cells)} cells, expected {len(header)} ({header})")
        else:
            records.append((number, dict(zip(header, cells, strict=True))))
    return _pairs(path, records)


def _lines(path: str | Path) -> list[tuple[int, str]]:
    """Numbered lines that hold something; only \\n ends a line, with or without \\r before it."""
    lines = textfiles.read(str(path)).text.split("\n")
    return [(k, line.removesuffix("\r")) for k, line in enumerate(lines, 1) if line.strip()]


def _pairs(path: str | Path, records: Sequence[tuple[int, Mapping[str, object]]]) -> Pairs:
    if not records:
        raise InputError(f"{path}: no pairs; expected rows with the fields noisy, gold and perhaps system")
    wanted = (*_NEEDED, _SYSTEM) if _SYSTEM in records[0][1] else _NEEDED
    columns: dict[str, list[str]] = {name: [] for name in wanted}
    for number, record in records:
        if (_SYSTEM in record) != (_SYSTEM in wanted):
            raise InputError(f"{path}:{number}: some rows have the field system and some not; give it to all or none")
        for name in wanted:
            if name not in record:
                raise InputError(f"{path}:{number}: there is no field {name!r}, only {list(record)}")
            value = record[name]
            if not isinstance(value, str):
                raise InputError(f"{path}:{number}: field {name!r} is {json.dumps(value)}, expected a string")
            columns[name].append(value)
    return Pairs(columns["noisy"], columns["gold"], columns.get(_SYSTEM))
