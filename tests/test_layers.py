"""Imports point one way: the stations do not know each other, and nothing imports the workshops."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import vnfix

PACKAGE = Path(vnfix.__file__).parent
STATIONS = {
    *("intake", "tokens", "accents", "suspicion", "candidates", "lattice", "decoder", "confidence", "forms"),
    *("dirt", "edits"),
}
ABOVE = {"corrector", "cli", "evaluate", "reports", "train", "segment", "intake.textfiles", "batch"}
#: Nouns and not work: the decoder walks a `Lattice`, the confidence judges a `Decision` and asks a `Fit`.  What a lost
#: space costs is one fact, told in `candidates`; what a Roman numeral is, in `tokens`.
NOUNS = {
    ("decoder", "lattice"),
    ("accents.bare_cuts", "candidates"),
    ("confidence.evidence", "decoder"),
    ("confidence.evidence", "suspicion"),
    ("confidence.surprise", "decoder"),
    ("forms.section_numbers", "tokens"),
}


def modules() -> list[str]:
    """Dotted names below vnfix, ``channel.model``; of packages their own."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if not name.startswith("__"))


def imported(module: str) -> set[str]:
    """Modules of vnfix that a module imports, at the top or inside a function: ``intake.textfiles``, ``ngrams``."""
    file = PACKAGE / Path(*module.split("."))
    path, package = (file / "__init__.py", module) if file.is_dir() else (file.with_suffix(".py"), _folder(module))
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node, package)
            names |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return {name.removeprefix("vnfix.") for name in names if name.removeprefix("vnfix.") in set(modules())}


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """The full name of what is imported from, ``vnfix.channel.model`` for ``..channel.model``."""
    if not node.level:
        return node.module or ""
    within = ["vnfix", *filter(None, package.split("."))]
    return ".".join(filter(None, [*within[: len(within) - node.level + 1], node.module]))


def _folder(module: str) -> str:
    return module.rpartition(".")[0]


def _stands_in(module: str, rooms: set[str]) -> bool:
    """Is a module one of some, or in a folder that is?"""
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("station", sorted(STATIONS))
def test_stations_do_not_know_each_other(station: str) -> None:
    """Each station can be read, tested and replaced alone."""
    rooms = [module for module in modules() if _stands_in(module, {station})]
    others = {
        (room, other)
        for room in rooms
        for other in imported(room)
        if _stands_in(other, STATIONS - {station}) and (room, other) not in NOUNS
    }
    assert rooms and not others, f"{others}; let corrector.py pass the data on"


@pytest.mark.parametrize("module", [module for module in modules() if not _stands_in(module, ABOVE)])
def test_nothing_imports_the_workshops(module: str) -> None:
    """Training, measuring and the command line stand on the engine, never under it."""
    workshops = {other for other in imported(module) if _stands_in(other, ABOVE)}
    assert not workshops, f"{module} imports {workshops}"


def test_imports_are_seen() -> None:
    """Of every form: of a module, from a module, from its folder."""
    assert {"intake", "intake.textfiles", "intake.blocks", "progress"} <= imported("batch")
    assert {"candidates", "spacing.glued", "accents.plain_words"} <= imported("accents.bare_cuts")
    assert {"accents", "intake.legacy", "ngrams"} <= imported("corrector")


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
