"""Where data lies, and how a table is read: the only room that knows.

Tables are UTF-8 TSV files with a header row; lines that begin with ``#`` are
comments.  A malformed row is an error that names file and line, because a
silently skipped row is a word that silently stops being repaired.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: In the wheel the data lie inside the package; in a checkout beside it.
_ROOTS = (_PACKAGE / "data", _PACKAGE.parent / "data")


class ResourceError(RuntimeError):
    """A data file is missing or malformed; the message says which and what to do."""


def data_path(*parts: str) -> Path:
    """Path of a data file, e.g. ``data_path("lexicon", "rimes.tsv")``.

    Raises:
        ResourceError: the file is in neither the wheel nor the checkout.
    """
    for root in _ROOTS:
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise ResourceError(
        f"{'/'.join(parts)} not found under {_ROOTS[0]} or {_ROOTS[1]}; "
        "reinstall vnfix, or run `vnfix train` if you deleted data/model"
    )


def model_dir(model: str | os.PathLike[str] | None = None) -> Path:
    """Folder of the compiled model: the argument, else ``$VNFIX_MODEL``, else the built-in one."""
    chosen = model if model is not None else os.environ.get("VNFIX_MODEL")
    if not chosen:
        return data_path("model")
    path = Path(chosen)
    if not path.is_dir():
        raise ResourceError(f"model directory {path} does not exist; `vnfix train --out {path}` makes one")
    return path


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """Rows of a TSV file as lists in the order of ``columns`` (others are ignored).

    Raises:
        ResourceError: no header, a missing column, or a row of another length,
            as ``file:line: what is wrong``.
    """
    header: list[str] | None = None
    wanted: list[int] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            missing = [name for name in columns if name not in header]
            if missing:
                raise ResourceError(f"{path}:{number}: header lacks {missing}; it has {header}")
            wanted = [header.index(name) for name in columns]
        elif len(cells) != len(header):
            raise ResourceError(f"{path}:{number}: {len(cells)} cells, expected {len(header)} ({header})")
        else:
            yield [cells[k] for k in wanted]
    if header is None:
        raise ResourceError(f"{path}: empty; expected a header row with {list(columns)}")


def read_lexicon(name: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """Rows of ``data/lexicon/<name>.tsv``."""
    return read_table(data_path("lexicon", f"{name}.tsv"), columns)
