"""Many files over several processes: each done or as it was, in bounded memory, the same as one by one."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

import vnfix
from vnfix import batch, correct
from vnfix.cli import main
from vnfix.intake import blocks

LINES = [
    "Các đơn vị ứiực hiện kế hoạch năm.\n",
    "Thảo luận ữong hai ngày.\r\n",
    "Hội đồng nhân dân tỉnh họp kỳ cuối năm.\n\n",
]
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some files, empty ones and one of many blocks among them, and a folder for the results."""
    monkeypatch.setattr(blocks, "SIZE", 200)
    monkeypatch.setattr(blocks, "WHOLE", 300)
    given = tmp_path / "in"
    given.mkdir()
    (tmp_path / "out").mkdir()
    contents = [LINES[0], "", LINES[1] * 40, LINES[2], LINES[0] * 3 + "Hết"]
    for k, text in enumerate(contents):
        (given / f"{k}.txt").write_bytes((BOM if k == 2 else b"") + text.encode())
    (given / "bom.txt").write_bytes(BOM)
    return tmp_path


def repair(folder: Path, *options: str) -> int:
    return main(["correct", *map(str, sorted((folder / "in").iterdir())), "-o", str(folder / "out"), *options])


def expected(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in (folder / "in").iterdir():
        data = path.read_bytes()
        bom = BOM if data.startswith(BOM) else b""
        found[path.name] = bom + correct(data[len(bom) :].decode()).encode()
    return found


def results(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("jobs", [[], ["--jobs", "1"], ["--jobs", "2"]], ids=" ".join)
def test_every_file_as_if_alone(folder: Path, jobs: list[str]) -> None:
    """Whatever the number of processes; byte order marks, line ends and empty files included."""
    assert repair(folder, *jobs) == 0
    assert results(folder) == expected(folder)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_bad_files_do_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    """Wrong bytes far behind the head, a missing file, a folder: each told in a line; the others done; status 2."""
    late = (LINES[0] * 5000).encode() + b"\xe0 ch\xe0o"
    (folder / "in" / "2late.txt").write_bytes(late)
    (folder / "in" / "3folder.txt").mkdir()
    (folder / "in" / "9gone.txt").symlink_to("nowhere")
    (folder / "out" / "2late.txt").write_bytes(b"as it was")
    assert repair(folder, "--jobs", jobs) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert f"0xE0 at offset {len(late) - 6}" in lines[0]
    assert "3folder.txt" in lines[1] and "9gone.txt" in lines[2]
    found = results(folder)
    assert found.pop("2late.txt") == b"as it was"
    for name in ("2late.txt", "9gone.txt"):
        (folder / "in" / name).unlink()
    (folder / "in" / "3folder.txt").rmdir()
    assert found == expected(folder)


def test_standard_output_gets_whole_files_only(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """One after another in the order of the names; nothing of a file that turns out wrong at its end."""
    names = [folder / "in" / "0.txt", folder / "in" / "bad.txt", folder / "in" / "3.txt"]
    names[1].write_bytes((LINES[0] * 5000).encode() + b"\xff")
    assert main(["correct", *map(str, names)]) == 2
    captured = capsysbinary.readouterr()
    assert captured.out == correct(LINES[0]).encode() + correct(LINES[2]).encode()
    assert b"bad.txt" in captured.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_read_once(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """As the shell makes it for `vnfix correct <(pdftotext page.pdf -)`."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(LINES[0].encode(),))
    writer.start()
    assert main(["correct", str(pipe)]) == 0
    writer.join()
    assert capsysbinary.readouterr().out == correct(LINES[0]).encode()


def test_a_file_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk: the blocks of that file are passed over, and the next one is written."""
    replace, failed = os.replace, []

    def once(source: str, target: str) -> None:
        if not failed:
            failed.append(target)
            raise OSError("disk full")
        replace(source, target)

    monkeypatch.setattr(os, "replace", once)
    assert repair(folder) == 2
    assert set(results(folder)) == set(expected(folder)) - {Path(failed[0]).name}


def test_at_most_so_many_blocks_are_on_their_way() -> None:
    """Results come in order and reading does not run ahead of them."""
    read = 0

    def pieces() -> object:
        nonlocal read
        for k in range(100):
            read += 1
            yield batch.Piece(0, f"block {k}")

    for k, (piece, _) in enumerate(batch._repaired(pieces(), lambda text: lambda: text + "!", ahead=6)):
        assert piece.text == f"block {k}!" and read <= k + 6


def test_progress_reaches_the_end(folder: Path) -> None:
    """A tick for each KB of all files together, however small the files are."""
    jobs = [batch.Job(str(path), folder / "out" / path.name) for path in sorted((folder / "in").iterdir())]
    pieces = ((batch.Piece(k, ""), 700) for k in range(len(jobs)))
    assert len(list(batch._written(jobs, pieces, []))) == 700 * len(jobs) // 1024


def test_a_dead_worker_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As when memory runs out: one line with the cure, no half file."""

    def dead(*_: object) -> object:
        raise BrokenProcessPool("killed")

    monkeypatch.setattr(batch.ProcessPoolExecutor, "submit", dead)
    assert repair(folder, "--jobs", "2") == 2
    message = capsys.readouterr().err
    assert "--jobs" in message and message.count("\n") == 1
    assert not [name for name in results(folder) if name.endswith(".part")]


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to another process")
def test_ctrl_c_leaves_no_half_file(tmp_path: Path, jobs: str) -> None:
    """Stopped in the middle of a file, as a terminal does it: the whole group of processes gets the signal."""
    page, out = tmp_path / "page.txt", tmp_path / "out"
    out.mkdir()
    page.write_text("".join(LINES) * 40_000, "utf-8")
    command = [sys.executable, "-m", "vnfix", "correct", str(page), "-o", str(out), "--jobs", jobs]
    environment = {**os.environ, "PYTHONPATH": str(Path(vnfix.__file__).parents[1])}
    process = subprocess.Popen(
        command,
        env=environment,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # A CI that runs in the background ignores the signal, and children inherit that.
        preexec_fn=functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    while not any(part.stat().st_size for part in out.iterdir()) and process.poll() is None:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors.decode().splitlines()) == (-signal.SIGINT, ["vnfix correct: stopped"])
    assert not list(out.iterdir())


@pytest.mark.parametrize(
    ("size", "cores", "processes"), [(0, 8, 1), (249_999, 8, 1), (1_000_000, 8, 5), (10**9, 8, 8), (10**9, 1, 1)]
)
def test_processes_are_worth_their_start(
    monkeypatch: pytest.MonkeyPatch, size: int, cores: int, processes: int
) -> None:
    """Little text is done before a second process would have read its model."""
    used: list[int] = []
    monkeypatch.setattr(batch, "_size", lambda name: size)
    monkeypatch.setattr(batch, "_cores", lambda: cores)
    monkeypatch.setattr(batch, "_pool", lambda config, many: used.append(many) or batch._in_process(config))
    batch.run([batch.Job("nowhere.txt", None)], vnfix.DEFAULT)
    assert (used or [1]) == [processes]
