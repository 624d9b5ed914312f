"""The command line: streams, files, byte order marks, encodings, and files that stay as they were."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import vnfix
from vnfix import assess, correct, explain, profile_of
from vnfix.cli import main

READ = "Các đơn vị ứiực hiện kế hoạch năm.\r\nThảo luận ữong hai ngày.\nHết.\r"
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(READ.encode())
    return path


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_standard_input_and_output(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """No names: a filter.  Mixed line ends come through."""
    feed(monkeypatch, READ.encode())
    assert main(["correct"]) == 0
    out = capsysbinary.readouterr().out
    assert out == correct(READ).encode()
    assert out.count(b"\r\n") == 1 and out.endswith(b"\r") and "ứiực".encode() not in out


def test_byte_order_mark_is_kept(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Windows programs need it; others never get one."""
    feed(monkeypatch, BOM + READ.encode())
    assert main(["correct", "-"]) == 0
    assert capsysbinary.readouterr().out == BOM + correct(READ).encode()


def test_output_file_and_folder(page: Path, tmp_path: Path) -> None:
    """-o names a file, or a folder for several FILEs."""
    second = tmp_path / "second.txt"
    second.write_bytes(BOM + "Kết thúc nãm.\n".encode())
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["correct", str(page), "-o", str(tmp_path / "one.txt")]) == 0
    assert main(["correct", str(page), str(second), "-o", str(folder)]) == 0
    assert (tmp_path / "one.txt").read_bytes() == (folder / "page.txt").read_bytes() == correct(READ).encode()
    assert (folder / "second.txt").read_bytes().startswith(BOM)
    assert page.read_bytes() == READ.encode()
    assert {p.name for p in folder.iterdir()} == {"page.txt", "second.txt"}


@pytest.mark.parametrize(("files", "out"), [(["page.txt"], "new/"), (["page.txt", "b.txt"], "new")], ids=str)
def test_a_folder_that_is_missing_is_made(
    page: Path, monkeypatch: pytest.MonkeyPatch, files: list[str], out: str
) -> None:
    """For several files, and for one if its name ends in a slash: ``vnfix correct scans/*.txt -o repaired/``."""
    monkeypatch.chdir(page.parent)
    Path("b.txt").write_bytes(READ.encode())
    assert main(["correct", *files, "-o", out]) == 0
    assert {path.name: path.read_bytes() for path in Path("new").iterdir()} == dict.fromkeys(
        files, correct(READ).encode()
    )


def test_in_place_keeps_permissions_and_links(page: Path, tmp_path: Path) -> None:
    """The file a link points to is repaired, with its permissions."""
    page.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(page)
    assert main(["correct", "--in-place", str(link)]) == 0
    assert link.is_symlink() and page.read_bytes() == correct(READ).encode()
    assert page.stat().st_mode & 0o777 == 0o640


WRONG = [
    pytest.param(b"Xin ch\xe0o", ["0xE0 at offset 6", "iconv -f WINDOWS-1258"], id="windows-1258"),
    pytest.param(BOM + b"ch\xe0o", ["0xE0 at offset 5"], id="offset counts the byte order mark"),
    pytest.param("chào".encode("utf-16"), ["UTF-16", "iconv -f UTF-16 "], id="utf-16 with mark"),
    pytest.param("Xin chào các bạn".encode("utf-16-le"), ["iconv -f UTF-16LE"], id="utf-16-le"),
    pytest.param("Xin chào các bạn".encode("utf-16-be"), ["iconv -f UTF-16BE"], id="utf-16-be"),
    pytest.param(b"%PDF-1.4\n" + bytes(range(1, 32)) + b"\0abc" * 3, ["binary", "NUL byte at offset 40"], id="binary"),
]


@pytest.mark.parametrize(("data", "says"), WRONG)
def test_other_encodings_stay_as_they_were(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, says: list[str]
) -> None:
    """One bad file among several: status 2, a message with name, offset and cure; the other one is repaired."""
    wrong = tmp_path / "old.txt"
    wrong.write_bytes(data)
    assert main(["correct", "--in-place", str(page), str(wrong)]) == 2
    message = capsys.readouterr().err
    assert str(wrong) in message and all(part in message for part in says), message
    assert page.read_bytes() == correct(READ).encode() and wrong.read_bytes() == data
    assert {p.name for p in tmp_path.iterdir()} == {"page.txt", "old.txt"}


@pytest.mark.parametrize("command", ["correct", "explain"])
def test_the_cure_of_a_stream_is_a_stream(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """There is no file called 'standard input' that iconv could read."""
    feed(monkeypatch, b"Xin ch\xe0o")
    assert main([command]) == 2
    assert "`iconv -f WINDOWS-1258 -t UTF-8 FILE | vnfix ...`" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.txt"], "nowhere.txt"),
        (["--in-place"], "standard input"),
        (["page.txt", "other/page.txt", "-o", "."], "two FILEs"),
        (["page.txt", "other/page.txt", "-o", "missing"], "two FILEs"),
        (["page.txt", "other.txt", "-o", "no/folder"], "no/folder: there is no folder no; `mkdir -p no`"),
        (["page.txt", "-o", "no/folder/"], "no/folder/: there is no folder no"),
        (["page.txt", "other.txt", "-o", "page.txt"], "-o page.txt: is no folder, which several FILEs need"),
        (["page.txt", "-o", "page.txt/"], "-o page.txt/: is no folder"),
        (["-o", "new/"], "standard input has no name"),
        (["--min-confidence", "7", "page.txt"], "between 0 and 1"),
        (["--protect", "(", "page.txt"], "protect '(' is no regular expression: missing )"),
        (["page.txt", "-o", "no/where.txt"], "there is no folder"),
    ],
)
def test_errors_are_one_line_and_status_2(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    """No traceback, and the file stays."""
    monkeypatch.chdir(page.parent)
    assert main(["correct", *arguments]) == 2
    message = capsys.readouterr().err
    assert says in message and message.count("\n") == 1
    assert page.read_bytes() == READ.encode()
    assert [path.name for path in page.parent.iterdir()] == ["page.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["correct", "--min-confidance=0.9"], "unknown option --min-confidance; did you mean --min-confidence?"),
        (["correct", "--extra-wrods", "tinh"], "unknown option --extra-wrods; did you mean --extra-word?"),
        (["evaluate", "--by-lines", "a", "b"], "unknown option --by-lines; did you mean --by-line?"),
        (["evaluate", "--lines", "a", "b"], "unknown option --lines; did you mean --by-line?"),
        (["check", "--extra-wrd", "tinh"], "unknown option --extra-wrd; did you mean --extra-word?"),
        (["evaluate", "--in-place", "a", "b"], "unknown option --in-place; `vnfix evaluate --help` lists"),
        (["segment", "--extra-word", "tinh"], "unknown option --extra-word; `vnfix segment --help` lists"),
        (["corect", "page.txt"], "no command 'corect'; did you mean correct?"),
        (["explain", "one.txt", "two.txt"], "too many arguments: two.txt"),
    ],
)
def test_slips_name_the_nearest(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    """Options and commands that do not exist: status 2."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2 and says in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["page.txt", "-o", "."],
        ["page.txt", "-o", "page.txt"],
        ["page.txt", "-o", "../{folder}/page.txt"],
        ["page.txt", "-o", "link.txt"],
        ["link.txt", "-o", "page.txt"],
        ["missing.txt", "page.txt", "-o", "."],
        ["page.txt", "missing.txt", "-o", "linked"],
        ["-o", "page.txt"],
    ],
    ids=" ".join,
)
def test_sources_are_not_overwritten(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """By whatever name, only --in-place may: the page is the only copy of what the engine read."""
    monkeypatch.chdir(page.parent)
    Path("link.txt").symlink_to("page.txt")
    Path("linked").symlink_to(".", target_is_directory=True)
    with page.open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        assert main(["correct", *(word.format(folder=page.parent.name) for word in arguments)]) == 2
    message = capsys.readouterr().err
    assert "would overwrite" in message and "--in-place" in message and message.count("\n") == 1
    assert page.read_bytes() == READ.encode()


def test_write_that_fails_leaves_the_old_file(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are replaced when the new one is complete, never written over."""
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    assert main(["correct", "--in-place", str(page)]) == 2
    assert page.read_bytes() == READ.encode()
    assert [p.name for p in page.parent.iterdir()] == ["page.txt"]


def test_options_reach_the_engine(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Each field of `Config` is an argument."""
    arguments = ["--min-confidence", "0.9", "--no-fix-spacing", "--protect", r"\bứiực\b", "--extra-word", "ữong"]
    assert main(["correct", str(page), *arguments]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert out == correct(READ, min_confidence=0.9, fix_spacing=False, protect=[r"\bứiực\b"], extra_words=["ữong"])
    assert "ứiực" in out and "ữong" in out


@pytest.mark.parametrize("command", ["check", "profile"])
def test_what_is_right_reaches_the_estimate(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes], command: str
) -> None:
    """--extra-word and --protect, as `correct` has them."""
    assert main([command, "--json", str(page), "--protect", r"\bứiực\b", "--extra-word", "ữong"]) == 0
    told = json.loads(capsysbinary.readouterr().out)
    found = profile_of(READ, protect=[r"\bứiực\b"], extra_words=["ữong"])
    assert found.assessment.wer < assess(READ).wer
    assert (told[0] if command == "check" else told["assessment"])["wer"] == found.assessment.wer
    assert command == "check" or told["reasons"] == [list(row) for row in found.reasons] == []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--version"])
    assert stop.value.code == 0 and capsys.readouterr().out == f"vnfix {vnfix.__version__}\n"


def test_explain_table(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """line:column, old → new, reason, confidence."""
    assert main(["explain", str(page)]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert len(lines) == len(explain(READ).edits)
    assert lines[0].startswith("1:12") and "ứiực → thực" in lines[0]
    assert any(line.startswith("2:11") and "ữong → trong" in line for line in lines)


def test_explain_json(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The same edits as `explain` gives, with line and column."""
    page.write_bytes(BOM + READ.encode())
    assert main(["explain", "--json", str(page)]) == 0
    document = json.loads(capsysbinary.readouterr().out)
    result = explain(READ)
    assert [(e["start"], e["end"], e["old"], e["new"]) for e in document["edits"]] == [e[:4] for e in result.edits]
    assert len(document["unresolved"]) == len(result.unresolved)
    assert (document["edits"][0]["line"], document["edits"][0]["column"]) == (1, 12)


def test_segment(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Words of several syllables come joined."""
    pytest.importorskip("pyvi")
    page.write_text("Phát triển kinh tế.\n", encoding="utf-8")
    assert main(["segment", str(page)]) == 0
    assert "kinh_tế" in capsysbinary.readouterr().out.decode()


@pytest.mark.parametrize("command", ["correct", "explain", "check", "profile", "segment", "evaluate", "train"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`vnfix COMMAND --help` works, the workshops' commands too."""
    with pytest.raises(SystemExit) as stop:
        main([command, "--help"])
    assert stop.value.code == 0
    assert f"vnfix {command}" in capsys.readouterr().out


def test_as_a_program(page: Path) -> None:
    """A process of its own, whatever the locale says about encodings."""
    environment = {**os.environ, "PYTHONPATH": str(Path(vnfix.__file__).parents[1]), "LC_ALL": "C", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "vnfix", "explain", str(page)], capture_output=True, env=environment, check=True
    )
    assert "ứiực → thực" in done.stdout.decode()


def test_evaluate(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """NOISY GOLD: the rates before and after."""
    gold = page.with_name("gold.txt")
    gold.write_text("Các đơn vị thực hiện kế hoạch năm.\nThảo luận trong hai ngày.\nHết.\n", encoding="utf-8")
    assert main(["evaluate", str(page), str(gold)]) == 0
    assert capsys.readouterr().out.strip()
