"""The environment of the peers: packages, a dictionary and a locale in one folder that can be thrown away.

The only part of the benchmark that uses the network.  Nothing of it is put
into the repository: the Vietnamese dictionary of Hunspell is under the GPL.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
#: JamSpell's setup.py refuses any other SWIG, and knows no pyproject.toml.
_SWIG, _JAMSPELL = "swig==3.0.12", "jamspell==0.0.12"
_SYSTEM_DICTIONARIES = Path("/usr/share/hunspell")
_DICTIONARY = ("vi_VN.aff", "vi_VN.dic")


def python(folder: Path) -> Path:
    """The interpreter of the environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(folder: Path) -> list[str]:
    """Make the environment, or bring it up to date; what could not be had is told in lines of text.

    Raises:
        subprocess.CalledProcessError: the packages of requirements.txt cannot be installed.
    """
    if not python(folder).exists():
        venv.create(folder, with_pip=True)
    _pip(folder, "install", "-r", str(REQUIREMENTS))
    steps = {"JamSpell": _jamspell, "locale for JamSpell": _locale, "Hunspell's dictionary": _dictionary}
    problems = []
    for name, step in steps.items():
        try:
            step(folder)
        except (OSError, subprocess.CalledProcessError) as error:
            problems.append(f"{name}: {_last_line(error)}")
    return problems


def variables(folder: Path) -> dict[str, str]:
    """Environment variables of the workers."""
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join([str(root), str(root / "benchmarks")])
    return {**os.environ, "PYTHONPATH": path, "LOCPATH": str(folder / "locale"), "OMP_NUM_THREADS": "1"}


def resources(folder: Path) -> Path:
    """Where counts, models and dictionaries of the peers stand."""
    return folder / "resources"


def _pip(folder: Path, *words: str) -> None:
    path = os.pathsep.join([str(python(folder).parent), os.environ.get("PATH", "")])
    command = [str(python(folder)), "-m", "pip", "--quiet", "--disable-pip-version-check", *words]
    subprocess.run(command, check=True, env={**os.environ, "PATH": path})


def _jamspell(folder: Path) -> None:
    found = subprocess.run([str(python(folder)), "-m", "pip", "show", "--quiet", "jamspell"], capture_output=True)
    if found.returncode:
        _pip(folder, "install", "setuptools<81", "wheel")
        # Later builds of this SWIG on the index are for other systems only.
        _pip(folder, "install", "--only-binary", ":all:", _SWIG)
        _pip(folder, "install", "--no-build-isolation", _JAMSPELL)


def _locale(folder: Path) -> None:
    """JamSpell asks for en_US, which minimal systems lack; glibc finds it under this name in LOCPATH."""
    place = folder / "locale" / "en_US.utf8"
    if sys.platform == "linux" and not place.exists():
        place.parent.mkdir(exist_ok=True)
        subprocess.run(["localedef", "-i", "en_US", "-f", "UTF-8", str(place)], check=True)


def _dictionary(folder: Path) -> None:
    """From the system, or from Debian's package, unpacked and not installed."""
    place = resources(folder) / "hunspell"
    if all((place / name).exists() for name in _DICTIONARY):
        return
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        source = _SYSTEM_DICTIONARIES
        if not (source / _DICTIONARY[1]).exists():
            subprocess.run(["apt-get", "download", "hunspell-vi"], cwd=temporary, check=True, capture_output=True)
            package = next(Path(temporary).glob("*.deb"))
            subprocess.run(["dpkg-deb", "-x", str(package), temporary], check=True)
            source = Path(temporary) / "usr/share/hunspell"
        for name in _DICTIONARY:
            shutil.copy(source / name, place)


def _last_line(error: Exception) -> str:
    output = getattr(error, "stderr", None) or b""
    lines = (output if isinstance(output, str) else output.decode("utf8", "replace")).strip().splitlines()
    return lines[-1] if lines else str(error)
