"""Imports point one way: the stations do not know each other, and nothing imports the workshops."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import vnfix

PACKAGE = Path(vnfix.__file__).parent
STATIONS = {
    *("intake", "tokens", "casing", "odd_forms", "chunks", "accents", "suspicion", "channel", "candidates", "spacing"),
    *("foreign_names", "joining", "proposals", "lattice", "decoder", "confidence", "forms", "wording", "dirt", "late"),
    *("edits", "early"),
}
ABOVE = {"corrector", "cli", "evaluate", "reports", "train", "segment", "intake.textfiles", "batch"}
#: Nouns and not work: what any station may know, and why.
NOUNS = {
    "chunks": "kinds and traits of tokens are the words in which a page is told",
    "lattice": "an `Arc` is what every proposal is, a `Lattice` what the decoder walks and the words are taken from",
    "channel": "what engines do to words is a table, asked by all that weigh a reading",
    "casing": "what capitals a word may have is a fact about the word alone",
    "forms.abbreviations": "a closed list that is looked up",
}
#: Who else knows whom, and why; of folders, all modules.
EXCEPTIONS = {
    ("chunks", "tokens"): "a chunk is learnt by cutting it into its tokens",
    ("chunks", "odd_forms"): "whether its form is odd is a trait of a chunk like the others",
    ("odd_forms", "forms"): "it is the union of what each module of forms tells of itself",
    ("forms.repairs", "odd_forms"): "the patterns see the surroundings of odd chunks alone",
    ("forms.section_numbers", "tokens"): "what a Roman numeral is",
    ("accents.bare_cuts", "candidates"): "what a lost space costs is one fact",
    ("accents.bare_cuts", "spacing.glued"): "what each further lost space costs is one fact",
    ("accents.bare_words", "spacing.knots"): "which words and marks are knots, with accents or without",
    ("spacing", "candidates"): "words are cut and joined to what the channel allows",
    ("joining", "candidates"): "it makes arcs of readings",
    ("joining", "spacing"): "it makes arcs of knots and of words over line ends",
    ("proposals", "candidates"): "it makes arcs of readings",
    ("proposals", "joining"): "it gathers all arcs, those over spaces too",
    ("proposals", "spacing"): "it gathers all arcs, those of words run together too",
    ("wording", "candidates"): "the runners-up of an edit are readings",
    ("wording", "decoder"): "it turns a `Decision` into an edit",
    ("wording", "spacing"): "where a word goes over the end of a line, so does its edit",
    ("confidence.evidence", "decoder"): "it judges a `Decision`",
    ("confidence.evidence", "suspicion"): "it asks a `Fit`",
    ("confidence.surprise", "decoder"): "it judges a `Decision`",
    ("early", "accents"): "how sure a restored word must be",
    ("early", "edits"): "it runs stations one behind the other, as corrector.py does",
    ("early", "intake.legacy"): "a station that it runs",
    ("early", "spacing"): "stations that it runs",
    ("late", "accents"): "reasons of edits",
    ("late", "intake.legacy"): "reasons of edits",
    ("late", "edits"): "it runs stations one behind the other, as corrector.py does",
    ("late", "dirt"): "a station that it runs",
    ("late", "forms"): "stations that it runs",
    ("late", "spacing"): "stations that it runs",
}


@cache
def modules() -> list[str]:
    """Dotted names below vnfix, ``channel.model``; of packages their own."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    names = (".".join(path.parts).removesuffix(".__init__") for path in paths)
    return sorted(name for name in names if not name.startswith("__"))


@cache
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


def _known(station: str) -> set[tuple[str, str]]:
    """(module, what it imports of another station) of all modules of a station, nouns left out."""
    rooms = [module for module in modules() if _stands_in(module, {station})]
    assert rooms, f"there is no {station}"
    found = {(room, other) for room in rooms for other in imported(room) if _stands_in(other, STATIONS - {station})}
    return {(room, other) for room, other in found if not _stands_in(other, set(NOUNS))}


def _is_excepted(room: str, other: str, pair: tuple[str, str]) -> bool:
    # The package that a module lies in comes with it: ``intake`` with ``intake.legacy``.
    return _stands_in(room, {pair[0]}) and (_stands_in(other, {pair[1]}) or pair[1].startswith(f"{other}."))


@pytest.mark.parametrize("station", sorted(STATIONS))
def test_stations_do_not_know_each_other(station: str) -> None:
    """Each station can be read, tested and replaced alone."""
    others = {(a, b) for a, b in _known(station) if not any(_is_excepted(a, b, pair) for pair in EXCEPTIONS)}
    assert not others, f"{others}; let corrector.py pass the data on"


@pytest.mark.parametrize("pair", EXCEPTIONS, ids="-".join)
def test_exceptions_are_needed(pair: tuple[str, str]) -> None:
    """What is no longer imported is no exception."""
    (station,) = (station for station in STATIONS if _stands_in(pair[0], {station}))
    assert any(_is_excepted(room, other, pair) for room, other in _known(station))


@pytest.mark.parametrize("noun", NOUNS)
def test_nouns_are_needed(noun: str) -> None:
    """By stations other than their own."""
    (home,) = (station for station in STATIONS if _stands_in(noun, {station}))
    others = [room for room in modules() if _stands_in(room, STATIONS - {home})]
    assert any(_stands_in(other, {noun}) for room in others for other in imported(room))


@pytest.mark.parametrize("module", [module for module in modules() if not _stands_in(module, ABOVE)])
def test_nothing_imports_the_workshops(module: str) -> None:
    """Training, measuring and the command line stand on the engine, never under it."""
    workshops = {other for other in imported(module) if _stands_in(other, ABOVE)}
    assert not workshops, f"{module} imports {workshops}"


def test_imports_are_seen() -> None:
    """Of every form: of a module, from a module, from its folder."""
    assert {"intake", "intake.textfiles", "intake.blocks", "progress"} <= imported("batch")
    assert {"candidates", "spacing.glued", "accents.plain_words"} <= imported("accents.bare_cuts")
    assert {"accents", "intake.blocks", "ngrams"} <= imported("corrector")


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
