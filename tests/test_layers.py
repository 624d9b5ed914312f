"""Imports point one way: the stations do not know each other, and nothing imports the workshops."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vnfix

PACKAGE = Path(vnfix.__file__).parent
STATIONS = {"tokens", "accents", "suspicion", "candidates", "lattice", "decoder", "edits"}
ABOVE = {"corrector", "cli", "evaluate", "reports", "train", "segment", "textfiles", "batch"}
#: The decoder walks a lattice: `Lattice` and `Arc` are its argument, nouns and not work.
NOUNS = {("decoder", "lattice")}


def modules() -> list[str]:
    return [path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")]


def imported(module: str) -> set[str]:
    """First names of the vnfix modules that a module imports, at the top or inside a function."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("vnfix.")}
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            if node.level:
                found |= {name.split(".")[0]} if name else {alias.name for alias in node.names}
            elif name.startswith("vnfix."):
                found.add(name.split(".")[1])
    return found


@pytest.mark.parametrize("station", sorted(STATIONS))
def test_stations_do_not_know_each_other(station: str) -> None:
    """Each station can be read, tested and replaced alone."""
    others = {other for other in imported(station) & STATIONS if (station, other) not in NOUNS}
    assert others <= {station}, f"{station} imports {others}; let corrector.py pass the data on"


@pytest.mark.parametrize("module", sorted(set(modules()) - ABOVE))
def test_nothing_imports_the_workshops(module: str) -> None:
    """Training, measuring and the command line stand on the engine, never under it."""
    assert not imported(module) & ABOVE, f"{module} imports {imported(module) & ABOVE}"


def test_engine_does_not_import_pyvi() -> None:
    """pyvi stands behind one door, inside a function of segment.py."""
    for module in modules():
        tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
        top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
        assert "pyvi" not in " ".join(ast.unparse(node) for node in top), module


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_modules_stay_readable(path: Path) -> None:
    """One idea a module: about 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 330
