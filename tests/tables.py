"""The tables of tests/cases: UTF-8 TSV with a header; ``#`` begins a comment, ``\\n`` in a cell is a line end."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, str]]:
    lines = [
        line
        for line in (CASES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    ]
    header = lines[0].split("\t")
    table = []
    for line in lines[1:]:
        cells = line.split("\t")
        assert len(cells) == len(header), f"{name}.tsv: {len(cells)} cells, expected {header}: {line!r}"
        table.append(dict(zip(header, (cell.replace("\\n", "\n") for cell in cells), strict=True)))
    return table
