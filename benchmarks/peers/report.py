"""peers.json to tables: peers.md in full, the figures in README.md and benchmarks/README.md between their markers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from circumstances import told

from . import plots

HERE = Path(__file__).resolve().parents[1]
Document = dict[str, Any]
Figures = dict[str, Any]
#: Kinds of sets, in order, with their headings.
KINDS = {
    "scan": "Real scans",
    "tesseract": "Printed and worn pages",
    "clean": "Clean text: every change is damage",
    "stripped": "Accents restored",
}
#: What benchmarks/README.md and README.md show; all systems stand in peers.md.
_FEW = ("nothing", "viterbi", "vnfix")
_SHORT = ("thai_binh_dev", "finereader_dev", "tesseract_dev", "own_printed", "clean_dev")


def write(document: Document) -> None:
    """Write every table and plot."""
    (HERE / "peers.md").write_text(full(document), "utf8")
    refresh(HERE / "README.md", "figures", few(document))
    refresh(HERE.parent / "README.md", "figures", short(document))
    plots.write(document, HERE)


def refresh(path: Path, name: str, text: str) -> None:
    """Put ``text`` between ``<!-- name -->`` and ``<!-- /name -->`` of a file.

    Raises:
        ValueError: the file lacks the markers.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    whole = path.read_text("utf8")
    before, found, rest = whole.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{path}: expected the markers {begin} and {end} around the figures")
    path.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", "utf8")


def full(document: Document) -> str:
    """peers.md."""
    names = list(document["systems"])
    parts = [_HEAD.format(tokens=document.get("corpus", {}).get("tokens", 0)), _circumstances(document, names)]
    for kind, heading in KINDS.items():
        parts += [f"## {heading}", *_tables(document, kind, names)]
    parts += ["## Plots", "![quality against speed](quality_speed.svg)", "![fixed against broken](fixed_broken.svg)"]
    parts += ["## What each of them takes", _resources(document), _NOTES]
    return "\n\n".join(part for part in parts if part) + "\n"


def few(document: Document) -> str:
    """The part of benchmarks/README.md."""
    names = [name for name in _FEW if name in document["systems"]]
    parts = [_circumstances(document, names)]
    for kind, heading in KINDS.items():
        parts += [f"## {heading}", *_tables(document, kind, names)]
    return "\n\n".join(part for part in parts if part)


def short(document: Document) -> str:
    """The table of README.md."""
    rows: list[list[str]] = []
    for name in _SHORT:
        about = document["sets"].get(name)
        title = set_title(about) if about else ""
        for system in _FEW:
            cell = _cell(document, system, name)
            if cell is None or (_clean(document, name) and system == "nothing"):
                continue
            cells = _short_cells(cell, system, _clean(document, name))
            rows.append([title, document["systems"][system]["title"], *cells])
            title = ""
    return table(["set", "", "WER", "WER cut by", "words fixed", "words broken", "precision"], rows)


def _clean(document: Document, name: str) -> bool:
    return bool(document["sets"][name]["kind"] == "clean")


def _short_cells(cell: Figures, system: str, clean: bool) -> list[str]:
    if clean:
        return ["", "", "", f"{cell['broken']:,} of {cell['words']:,}", ""]
    wer = percent(cell["wer_after"], 1)
    if system == "nothing":
        return [wer, "", "", "", ""]
    fixed = f"{cell['fixed']:,} of {cell['errors']:,}"
    return [wer, percent(cell["wer_reduction"]), fixed, f"{cell['broken']:,}", percent(cell["precision"])]


def set_title(about: Figures) -> str:
    """Title of a set with its size, marked if it is a development set."""
    return f"{about['title']}{' (dev)' if about['dev'] else ''}"


def _tables(document: Document, kind: str, systems: Sequence[str]) -> list[str]:
    header, cells = _COLUMNS[kind]
    parts = []
    for name, about in document["sets"].items():
        if about["kind"] != kind:
            continue
        rows = []
        for system in systems:
            cell = _cell(document, system, name)
            title = document["systems"][system]["title"]
            if cell is not None:
                rows.append([title + _partly(cell, about), *cells(cell, system)])
            elif "problem" in document["systems"][system]:
                rows.append([title, f"not measured: {document['systems'][system]['problem']}"])
        parts.append(f"**{set_title(about)}**: {about['words']:,} words, {about['pages']} pages")
        parts.append(table(header, rows))
    return parts


def _cell(document: Document, system: str, name: str) -> Figures | None:
    found: Figures | None = document["systems"].get(system, {}).get("sets", {}).get(name)
    return found


def _partly(cell: Figures, about: Figures) -> str:
    """A slow system's figures are of the pages that it finished."""
    return "" if cell["pages"] == about["pages"] else f" (first {cell['pages']} of {about['pages']} pages)"


def _error_cells(cell: Figures, system: str) -> list[str]:
    wer = percent(cell["wer_after"], 2)
    if cell["interval"]:
        wer += " [{}, {}]".format(*(f"{100 * bound:.1f}" for bound in cell["interval"]))
    if system == "nothing":
        return [wer, percent(cell["cer_after"], 2), *["–"] * 7]
    counts = [f"{cell[key]:,}" for key in ("fixed", "miscorrected", "broken")]
    rates = [percent(cell[key], 1) for key in ("wer_reduction", "precision", "recall")]
    return [wer, percent(cell["cer_after"], 2), *rates, *counts, speed(cell["speed"])]


def _clean_cells(cell: Figures, system: str) -> list[str]:
    fast = "–" if system == "nothing" else speed(cell["speed"])
    return [f"{cell['broken']:,}", percent(cell["damage"], 3), fast]


def _stripped_cells(cell: Figures, system: str) -> list[str]:
    right = 1 - cell["errors_after"] / max(cell["words"], 1)
    fast = "–" if system == "nothing" else speed(cell["speed"])
    return [percent(max(right, 0.0), 1), percent(cell["precision"], 1), f"{cell['broken']:,}", fast]


_ERROR_HEADER = ["system", "WER [95 %]", "CER", "WER cut by", "precision", "recall", "fixed", "miscorrected", "broken"]
_Cells = Callable[[Figures, str], list[str]]
_COLUMNS: dict[str, tuple[list[str], _Cells]] = {
    "scan": ([*_ERROR_HEADER, "words/s"], _error_cells),
    "tesseract": ([*_ERROR_HEADER, "words/s"], _error_cells),
    "clean": (["system", "words broken", "share", "words/s"], _clean_cells),
    "stripped": (["system", "words right", "precision", "broken", "words/s"], _stripped_cells),
}


def _circumstances(document: Document, names: Sequence[str]) -> str:
    """Date, machine, commit and command; once for all systems and sets that share them."""
    groups: dict[str, Counter[str]] = {}
    for name in names:
        system = document["systems"][name]
        for cell in system.get("sets", {}).values():
            sentence = told(cell["measured"])
            groups.setdefault(sentence, Counter())[system["title"]] += 1
    lines = []
    for sentence, systems in groups.items():
        all_sets = len(document["sets"])
        who = (title if n == all_sets else f"{title} on {n} of {all_sets} sets" for title, n in systems.items())
        lines.append(f"- {sentence} ({', '.join(who)})" if len(groups) > 1 else sentence)
    return "\n".join(lines)


def _resources(document: Document) -> str:
    rows = []
    for system in document["systems"].values():
        if "peak_mb" not in system:
            rows.append([system["title"], system["version"], "not measured: " + system.get("problem", ""), "", ""])
            continue
        figures = [f"{system['load_seconds']:.1f}", f"{system['peak_mb']:,.0f}", f"{system['install_mb']:,.0f}"]
        rows.append([system["title"], system["version"], *figures])
    return table(["system", "version", "CPU seconds to load", "peak memory, MB", "on disk, MB"], rows)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; short rows are filled."""
    filled = [[*row, *[""] * (len(header) - len(row))] for row in rows]
    lines = [header, ["---"] * len(header), *filled]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def percent(share: float, decimals: int = 0) -> str:
    """``0.123`` as ``12.3 %``; a real minus sign."""
    return f"{100 * share:.{decimals}f} %".replace("-", "−")


def speed(words: float) -> str:
    """Words a second to two digits: the third one is luck."""
    digits = max(len(str(int(words))) - 2, 0)
    return f"{round(words, -digits):,.0f}"


_HEAD = """# vnfix and its peers

The same texts, the same metrics (`vnfix evaluate`), each system in a process of its own. Written by
`python benchmarks/peers.py`; do not edit.

Sets marked *dev* were looked at while vnfix was built, and its channel learnt from some of them; the peers' few
constants were chosen on them too. The other sets were not used for anything. Peers that can be trained got the counts
of the corpus ({tokens:,} words; ../shared/corpus is the one that vnfix was trained on); JamSpell, which needs the
text in memory, one line in six.
In brackets: 95 % interval by bootstrap over blocks of 25 words. Speed is words in a CPU second, one core, by a loaded
process that has read nothing before; each system keeps what it has found within a set, which flatters the fast ones
on small sets."""

_NOTES = """## How each of them was used

- **hunspell-vi**: Debian's `vi_VN` dictionary; the first suggestion for each word that it does not know.
- **pyspellchecker**: `correction()` with the words of the corpus, distance 1; distance 2, its default, takes seconds
  for every unknown word, as the alphabet has 93 letters.
- **symspellpy lookup**: the nearest word of the corpus, the more frequent of equals, distance 2.
- **symspellpy lookup_compound**: on runs of plain words, with the word pairs of the corpus.
- **symspellpy + bigram Viterbi**: all candidates within distance 2 of every word, real words too, ranked by an
  interpolated bigram model; the weight of an edit was chosen on the development sets.
- **JamSpell**: `FixFragment` a line at a time. It needs SWIG 3, a compiler and the locale en_US.UTF-8.
- **pyvi**: `remove_accents`, then `add_accents`, a line at a time; only plain words are taken from it. A line on which
  it crashes (KeyError: a letter with accents that do not go together) stays as it was.
- **vnfix**: `correct(text)`, default options. Its size includes pyvi with scikit-learn and SciPy, which serve
  `vnfix segment` alone.

All word-by-word systems are spared numbers, codes and addresses; their words get the capitals back that stood there."""
