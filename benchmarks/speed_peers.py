"""Other spelling correctors on the same pages, where they are installed; an engine each in its own process.

They repair typing slips in words, not OCR damage, and are timed only for scale.
SymSpell gets its word counts from ../shared (or from the text itself), Hunspell
the system's vi_VN dictionary, JamSpell the model that $JAMSPELL_MODEL names, else
that of the environment which `peers.py` makes: after `python benchmarks/peers.py`,
``--peers .venv-peers/bin/python`` has all but Hunspell itself (apt-get install hunspell hunspell-vi).
"""

from __future__ import annotations

import json
import locale
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
_DICTIONARY = "/usr/share/hunspell/vi_VN"
Engine = Callable[[str], object]


class NotInstalledError(Exception):
    """Why an engine cannot be timed here."""


def _symspell_loaded(counts: dict[str, int]) -> Any:
    try:
        from symspellpy import SymSpell
    except ImportError as error:
        raise NotInstalledError("pip install symspellpy") from error
    spell = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for word, count in counts.items():
        spell.create_dictionary_entry(word, count)
    return spell


def _symspell(counts: dict[str, int]) -> Engine:
    spell = _symspell_loaded(counts)
    from symspellpy import Verbosity

    def correct(page: str) -> str:
        def one(match: re.Match[str]) -> str:
            found = spell.lookup(match.group().lower(), Verbosity.TOP, max_edit_distance=2)
            return found[0].term if found else match.group()

        return _WORD.sub(one, page)

    return correct


def _symspell_compound(counts: dict[str, int]) -> Engine:
    """Splits and joins too, weighed by the counts of the words."""
    spell = _symspell_loaded(counts)
    return lambda page: [spell.lookup_compound(line, max_edit_distance=2) for line in page.splitlines() if line]


def _hunspell(_: dict[str, int]) -> Engine:
    if shutil.which("hunspell") is None:
        raise NotInstalledError("apt-get install hunspell hunspell-vi")

    # One process for all pages, as an editor does it: loading the dictionary takes longer than a line.
    command = ["hunspell", "-a", "-i", "utf-8", "-d", _DICTIONARY]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf8")
    assert process.stdin is not None and process.stdout is not None
    asked, said = process.stdin, process.stdout
    said.readline()  # its greeting

    def correct(page: str) -> str:
        lines = page.splitlines()
        for line in lines:
            asked.write(f"^{line}\n")  # ^: the line is text, whatever it begins with
            asked.flush()
            # A line of words for each line asked, ended by an empty one.
            while said.readline().strip():
                pass
        return page

    return correct


def _spylls(_: dict[str, int]) -> Engine:
    try:
        from spylls.hunspell import Dictionary
    except ImportError as error:
        raise NotInstalledError("pip install spylls") from error
    if not Path(_DICTIONARY + ".dic").is_file():
        raise NotInstalledError("apt-get install hunspell-vi")
    words = Dictionary.from_files(_DICTIONARY)

    def correct(page: str) -> str:
        def one(match: re.Match[str]) -> str:
            word = match.group()
            return word if words.lookup(word) else next(iter(words.suggest(word)), word)

        return _WORD.sub(one, page)

    return correct


def _jamspell(_: dict[str, int]) -> Engine:
    # Without it the import alone ends the process.
    _need_locale("en_US.UTF-8")
    try:
        import jamspell
    except ImportError as error:
        raise NotInstalledError("pip install jamspell, which builds with SWIG") from error
    corrector = jamspell.TSpellCorrector()
    model = os.environ.get("JAMSPELL_MODEL", str(Path(sys.prefix) / "resources" / "jamspell.bin"))
    if not corrector.LoadLangModel(model):
        raise NotInstalledError(
            "`python benchmarks/peers.py --systems jamspell` trains it; or name one in $JAMSPELL_MODEL"
        )
    fix: Engine = corrector.FixFragment
    return fix


def _need_locale(name: str) -> None:
    """Sees to it that glibc finds a locale: of the system, or of the environment that `peers.py` makes."""
    own = Path(sys.prefix) / "locale"
    if "LOCPATH" not in os.environ and own.is_dir():
        os.environ["LOCPATH"] = str(own)
    try:
        locale.setlocale(locale.LC_ALL, name)
    except locale.Error:
        make = f"apt-get install locales && localedef -i {name.partition('.')[0]} -f UTF-8 {name}"
        raise NotInstalledError(f"no locale {name}: {make}") from None


#: Engine and how many words of clean and of noisy text it gets: the slow ones would take minutes.
ENGINES: dict[str, tuple[Callable[[dict[str, int]], Engine], int]] = {
    "symspellpy, word by word": (_symspell, 20_000),
    "symspellpy, lookup_compound": (_symspell_compound, 5_000),
    "Hunspell (C++), check and suggest": (_hunspell, 5_000),
    "Hunspell in Python (spylls), check and suggest": (_spylls, 200),
    "JamSpell (C++)": (_jamspell, 20_000),
}


def _counts(pages: list[str]) -> dict[str, int]:
    import texts

    path = texts.SHARED / "lexicon_sources" / "corpus_syllable_counts.tsv"
    if not path.is_file():
        return dict(Counter(word.lower() for page in pages for word in _WORD.findall(page)))
    rows = (line.split("\t") for line in path.read_text("utf8").splitlines()[1:])
    return {row[0]: int(row[1]) for row in rows}


def _first(pages: Iterable[str], words: int) -> list[str]:
    """Pages up to so many words."""
    found, seen = [], 0
    for page in pages:
        if seen >= words:
            break
        found.append(page)
        seen += len(page.split())
    return found


def _pages(words: int) -> dict[str, list[str]]:
    import texts

    clean, noisy = texts.clean(max(5_000, words * 10)), "".join(texts.documents(20))
    return {"clean": clean.splitlines(keepends=True), "noisy": noisy.splitlines(keepends=True)}


def measure(engine: str, folder: Path) -> dict[str, float | str]:
    """Words a second on clean and on noisy pages; runs in the peers' interpreter."""
    make, _ = ENGINES[engine]
    job = json.loads((folder / "job.json").read_text("utf8"))
    try:
        correct = make(job["counts"])
    except NotInstalledError as error:
        return {"missing": str(error)}
    result: dict[str, float | str] = {}
    for kind in ("clean", "noisy"):
        start = time.perf_counter()
        for page in job[kind]:
            correct(page)
        result[kind] = sum(len(page.split()) for page in job[kind]) / (time.perf_counter() - start)
    return result


def table(interpreter: str, quick: bool) -> str:
    """A row for each engine, in Markdown."""
    lines = ["| beside it, on the same pages | clean, words/s | noisy, words/s |", "|---|---|---|"]
    for name, (_, words) in ENGINES.items():
        words = min(words, 300) if quick else words
        with tempfile.TemporaryDirectory() as folder:
            pages = {kind: _first(found, words) for kind, found in _pages(words).items()}
            job = {"counts": _counts(pages["clean"]), **pages}
            (Path(folder) / "job.json").write_text(json.dumps(job), "utf8")
            command = [interpreter, str(Path(__file__).resolve()), name, folder]
            done = subprocess.run(command, stdout=subprocess.PIPE)
        # A peer that dies costs its row, not the table.
        r = json.loads(done.stdout) if done.returncode == 0 else {"missing": f"it died here ({done.returncode})"}
        cells = f"not measured: {r['missing']} | " if "missing" in r else f"{r['clean']:,.0f} | {r['noisy']:,.0f}"
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))))
