"""The wheel is what users get: it is built, installed and used here, without the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import vnfix

ROOT = Path(__file__).resolve().parents[1]
#: What the lexicon and the compiled model may add to the wheel, bytes.
MOST_DATA = 25_000_000

pytestmark = pytest.mark.skipif(not (ROOT / "pyproject.toml").exists(), reason="needs the source beside the tests")


def run(*command: str, cwd: Path, **environment: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **environment}, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the source that is gone afterwards."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("build")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    for name in ("vnfix", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__", "*.part"))
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist"), cwd=source)
    shutil.rmtree(source)
    return next((folder / "dist").glob("*.whl"))


def test_version_is_typed_once(wheel: Path) -> None:
    """In the package; the wheel is called after it."""
    assert f'"{vnfix.__version__}"' not in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert wheel.name.startswith(f"vnfix-{vnfix.__version__}-")


def test_every_data_file_is_in_the_wheel(wheel: Path) -> None:
    """A file of data/ that pyproject.toml does not name would be missed by users only."""
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "data").rglob("*")
        if path.suffix in (".tsv", ".vnfix") and path.is_file()
    }
    inside = {name.removeprefix("vnfix/") for name in zipfile.ZipFile(wheel).namelist()}
    assert ours - inside == set(), "name these in [tool.hatch.build.targets.wheel.force-include]"
    assert {"data/lexicon/rimes.tsv", "data/model/ngrams.vnfix"} <= inside


def test_size(wheel: Path) -> None:
    """Data add at most 25 MB to the wheel."""
    files = zipfile.ZipFile(wheel).infolist()
    assert sum(file.compress_size for file in files if file.filename.startswith("vnfix/data/")) <= MOST_DATA
    assert "vnfix/py.typed" in {file.filename for file in files}


def test_works_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    """Installed alone, it repairs, with the data that came in it."""
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    run(*pip, "--target", str(target), str(wheel), cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    code = (
        "import vnfix, vnfix.resources as r; from vnfix import correct; "
        "print(vnfix.__file__, r.model_dir(), r.data_path('lexicon', 'rimes.tsv'), sep='\\n'); "
        "print(ascii(correct('\\u1ee6y ban nh\\u00e2n d\\u00e2n tmh Th\\u00e1i B\\u00ecnh')))"
    )
    printed = run(sys.executable, "-c", code, cwd=elsewhere, PYTHONPATH=str(target), VNFIX_MODEL="")
    *places, repaired = printed.splitlines()
    assert all(Path(place).is_relative_to(target) for place in places), places
    assert repaired == ascii("Ủy ban nhân dân tỉnh Thái Bình")
    script = target / "bin" / "vnfix"
    if script.exists():  # on Windows it is an .exe
        assert "usage: vnfix" in run(sys.executable, str(script), "--help", cwd=elsewhere, PYTHONPATH=str(target))
