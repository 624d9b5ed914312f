"""The benchmarks stay what they say: tables as measured, commands that a reader can run, parts that exist."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
if not (BENCHMARKS / "peers.json").exists():
    pytest.skip("needs the benchmarks beside the tests", allow_module_level=True)


@pytest.fixture(scope="module", autouse=True)
def path() -> Iterator[None]:
    """The folder of the scripts, from where they import each other."""
    sys.path.insert(0, str(BENCHMARKS))
    yield
    sys.path.remove(str(BENCHMARKS))


@pytest.fixture(scope="module")
def measured() -> Any:
    return json.loads((BENCHMARKS / "peers.json").read_text("utf8"))


@pytest.mark.parametrize("page", ["README.md", "../README.md", "peers.md"])
def test_tables_are_what_was_measured(page: str, measured: Any) -> None:
    """No figure of a table was typed by hand, and none is older than peers.json."""
    from peers import report

    made = {"README.md": report.few, "../README.md": report.short, "peers.md": report.full}[page](measured)
    assert made.strip() in (BENCHMARKS / page).read_text("utf8")


def test_readme_tells_the_crossed_figures_of_the_table() -> None:
    """The sentence in README.md, rounded, is the table in benchmarks/README.md; both are written by crossed.py."""
    text, short = ((BENCHMARKS / name).read_text("utf8") for name in ("README.md", "../README.md"))
    table, sentence = (
        part.partition("<!-- crossed -->")[2].partition("<!-- /crossed -->")[0] for part in (text, short)
    )
    rows = re.findall(r"(?m)^\| ([^|]+) \| ([\d.]+) % \[[^|]*\| ([\d.]+) % \|", table)
    assert len(rows) == 3
    for title, cut, precision in rows:
        found = re.search(rf"of the {title} by (\d+) % \(precision (\d+) %\)", sentence)
        # To half a point: the table itself is rounded.
        assert found and abs(float(cut) - int(found[1])) <= 0.55 and abs(float(precision) - int(found[2])) <= 0.55


def test_every_figure_tells_its_circumstances(measured: Any) -> None:
    """When, where, of which commit, by which command; and the command names no place of one machine."""
    for system in measured["systems"].values():
        for cell in system["sets"].values():
            assert set(cell["measured"]) == {"date", "machine", "python", "commit", "command"}
            assert cell["measured"]["command"].startswith("python benchmarks/")
            assert " /" not in cell["measured"]["command"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("/home/a/benchmarks/peers.py", "peers.py"),
        ("x/peers.py --env /tmp/e --systems vnfix --no-install", "peers.py --systems vnfix"),
        ("calibration.py own=/tmp/a/pages.jsonl@/tmp/model --out=/tmp", "calibration.py own=pages.jsonl@model"),
        ("ablation.py --rounds 3 --models /tmp/ngrams", "ablation.py --rounds 3 --models ngrams"),
    ],
)
def test_command_is_what_a_reader_can_run(words: str, expected: str) -> None:
    from circumstances import command

    assert command(words.split()) == f"python benchmarks/{expected}"


def test_a_crash_costs_a_peer_one_set(capfd: pytest.CaptureFixture[str]) -> None:
    """Each set is read in a fork: what breaks there is told, and the next set is read all the same."""
    from peers.worker import apart

    found = apart(str.upper, ["ba bể", "hạ long"], budget=9)
    assert found is not None and found["texts"] == ["BA BỂ", "HẠ LONG"] and found["words"] == 4
    assert apart(lambda text: text[9], ["ba"], budget=9) is None
    assert "IndexError" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("content", "each", "message"),
    [
        (b"", False, "no paragraph of more than"),
        ("Mục lục\nTrang 2\n".encode(), False, "no paragraph of more than"),
        ("Đàn trâu gặm cỏ trên triền đê.\n".encode(), False, ""),
        (b" \n", True, "nothing in it to print"),
        ("Mục lục\n".encode(), True, ""),
        (b"\xff", True, "not UTF-8"),
    ],
)
def test_texts_that_make_no_page_are_told(tmp_path: Path, content: bytes, each: bool, message: str) -> None:
    """Without this, pages of no paragraph were looked for without end."""
    from print_and_scan import what_is_wrong

    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert message in (found := what_is_wrong([path], each)) and bool(found) == bool(message)


def test_parts_of_the_ablation_exist() -> None:
    """Every part that is left out is still there to be left out, and with it the engine still repairs."""
    from ablation import applied
    from ablation_parts import PARTS

    from vnfix import Corrector

    # Damaged enough that every station has its work: words in a row, a knot, a code, a line cut in two.
    titles = [part.title for part in PARTS]
    assert len(set(titles)) == len(titles) and titles == [title.strip() for title in titles]
    damaged = "Đàn tràu gặm cò ừên triền đè, bà con mang th'óc ra phoi; Công văn I74/UBND-VX về vụ ch-\niêm xuân."
    for part in PARTS:
        with applied(part):
            corrector = Corrector()
            assert corrector.correct("Ủy ban nhân dân huyện.", **part.options) == "Ủy ban nhân dân huyện.", part.title
            assert corrector.correct(damaged, **part.options).startswith("Đàn "), part.title
