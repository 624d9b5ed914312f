"""Imports point one way: the stations do not know each other, and nothing imports the workshops."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vnfix

PACKAGE = Path(vnfix.__file__).parent
STATIONS = {"tokens", "accents", "suspicion", "candidates", "lattice", "decoder", "edits"}
ABOVE = {"corrector", "cli", "evaluate", "reports", "train", "segment", "batch"}
#: The decoder walks a lattice: `Lattice` and `Arc` are its argument, nouns and not work.  What a lost space costs is
#: one fact, told in `candidates`.
NOUNS = {("decoder", "lattice"), ("accents", "candidates")}


def modules() -> list[str]:
    """Dotted names below vnfix, ``channel.model``; of packages their own."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if not name.startswith("__"))


def imported(module: str) -> set[str]:
    """Modules of vnfix that a module imports, at the top or inside a function: rooms of the ground floor by name."""
    file = PACKAGE / Path(*module.split("."))
    path, package = (file / "__init__.py", module) if file.is_dir() else (file.with_suffix(".py"), _above(module))
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("vnfix.")}
        elif isinstance(node, ast.ImportFrom):
            name = node.module or ""
            if node.level:
                within = package.split(".") if package else []
                base = ".".join(filter(None, [*within[: len(within) - node.level + 1], name]))
                found |= {base.split(".")[0]} if base else {alias.name for alias in node.names}
            elif name.startswith("vnfix."):
                found.add(name.split(".")[1])
    return found


def _above(module: str) -> str:
    return module.rpartition(".")[0]


@pytest.mark.parametrize("station", sorted(STATIONS))
def test_stations_do_not_know_each_other(station: str) -> None:
    """Each station can be read, tested and replaced alone."""
    rooms = [module for module in modules() if module.split(".")[0] == station]
    others = {other for room in rooms for other in imported(room) & STATIONS if (station, other) not in NOUNS}
    assert rooms and others <= {station}, f"{station} imports {others}; let corrector.py pass the data on"


@pytest.mark.parametrize("module", [module for module in modules() if module.split(".")[0] not in ABOVE])
def test_nothing_imports_the_workshops(module: str) -> None:
    """Training, measuring and the command line stand on the engine, never under it."""
    assert not imported(module) & ABOVE, f"{module} imports {imported(module) & ABOVE}"


def test_engine_does_not_import_pyvi() -> None:
    """pyvi stands behind one door, inside a function of segment.py."""
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
        assert "pyvi" not in " ".join(ast.unparse(node) for node in top), path


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_modules_stay_readable(path: Path) -> None:
    """One idea a module: about 300 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 330
