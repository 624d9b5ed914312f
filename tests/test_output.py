"""Where results go that are no plain file: pipes, devices, streams that are open already, or closed."""

from __future__ import annotations

import os
import shlex
import stat
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import vnfix
from vnfix import correct
from vnfix.cli import main

READ = "Các đơn vị ứiực hiện kế hoạch năm.\r\nThảo luận ữong hai ngày.\nHết.\r"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_bytes(READ.encode())
    return path


@pytest.fixture
def pipe(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], bytes]]]:
    """A named pipe that somebody reads, and what was read."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes")
    path, read = tmp_path / "pipe", list[bytes]()
    os.mkfifo(path)
    reader = threading.Thread(target=lambda: read.append(path.read_bytes()), daemon=True)
    reader.start()

    def result() -> bytes:
        reader.join(timeout=20)
        assert not reader.is_alive(), "nobody wrote into the pipe"
        return read[0]

    yield path, result
    assert path.is_fifo()


def test_a_pipe_is_written_into(page: Path, pipe: tuple[Path, Callable[[], bytes]]) -> None:
    """As any program does; a regular file in its place would leave its reader waiting."""
    path, result = pipe
    assert main(["correct", str(page), "-o", str(path)]) == 0
    assert result() == correct(READ).encode()


def test_a_page_goes_into_a_pipe(page: Path, pipe: tuple[Path, Callable[[], bytes]]) -> None:
    """So does --html."""
    path, result = pipe
    assert main(["evaluate", str(page), str(page), "--html", str(path)]) == 0
    assert result().startswith(b"<!DOCTYPE html>")


def test_nothing_of_a_wrong_file_goes_into_a_pipe(page: Path, pipe: tuple[Path, Callable[[], bytes]]) -> None:
    """What went there cannot be taken back: the file is looked through first."""
    path, result = pipe
    page.write_bytes(READ.encode() * 5000 + b"\xff")
    assert main(["correct", str(page), "-o", str(path)]) == 2
    assert result() == b""


def test_a_pipe_is_not_repaired_in_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It has no place; it is not even opened."""
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes")
    os.mkfifo(tmp_path / "pipe")
    assert main(["correct", "--in-place", str(tmp_path / "pipe")]) == 2
    assert "no file that could be replaced" in capsys.readouterr().err
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(sys.platform != "linux", reason="a device that is always full")
def test_a_full_device_stays_and_is_named(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Number 7 of the memory devices, made anew: a slip must not cost the real one."""
    full = page.with_name("full")
    try:
        os.mknod(full, 0o600 | stat.S_IFCHR, os.makedev(1, 7))
        full.write_bytes(b"")
    except OSError:
        pytest.skip("devices are made by root alone, and not everywhere")
    assert main(["correct", str(page), "-o", str(full)]) == 2
    assert capsys.readouterr().err == f"vnfix correct: {full}: No space left on device\n"
    assert full.is_char_device()


def program(*words: str | Path, before: str = "", after: str = "") -> subprocess.CompletedProcess[bytes]:
    """``vnfix`` as a process that a shell starts, with what stands around it on the line."""
    line = f"{before} {shlex.join([sys.executable, '-m', 'vnfix', *map(str, words)])} {after}"
    environment = {**os.environ, "PYTHONPATH": str(Path(vnfix.__file__).parents[1])}
    return subprocess.run(["sh", "-c", line], capture_output=True, env=environment, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="no such names")
@pytest.mark.parametrize("out", ["/dev/stdout", "/dev/fd/1"])
def test_standard_output_has_other_names(page: Path, out: str) -> None:
    """A pipe behind them, or a file that holds something already."""
    log = page.with_name("log")
    log.write_bytes(b"as it was\n")
    assert program("correct", page, "-o", out, after="| cat").stdout == correct(READ).encode()
    assert program("correct", page, "-o", out, after=f">> {shlex.quote(str(log))}").returncode == 0
    assert log.read_bytes() == b"as it was\n" + correct(READ).encode()


@pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="no such names")
def test_an_open_stream_is_written_into(page: Path) -> None:
    """As a shell makes it for ``-o >(gzip > page.gz)``; what the file holds already stays."""
    log = page.with_name("log")
    log.write_bytes(b"as it was\n")
    assert program("correct", page, "-o", "/dev/fd/5", after=f"5>> {shlex.quote(str(log))}").returncode == 0
    assert log.read_bytes() == b"as it was\n" + correct(READ).encode()


@pytest.mark.parametrize("command", ["correct", "explain", "check", "profile", "evaluate", "segment"])
def test_closed_output_is_told(page: Path, command: str) -> None:
    """One line, no traceback."""
    files = [page, page] if command == "evaluate" else [page]
    done = program(command, *files, after=">&-")
    told = f"vnfix {command}: standard output is closed; leave it open, or send it to a file\n"
    assert (done.returncode, done.stderr.decode()) == (2, told)


def test_closed_output_is_not_missed(page: Path) -> None:
    """Where the result goes elsewhere."""
    assert program("correct", page, "-o", page.with_name("out.txt"), after=">&-").returncode == 0
    assert page.with_name("out.txt").read_bytes() == correct(READ).encode()


@pytest.mark.parametrize("command", ["correct", "explain"])
def test_closed_input_is_told(command: str) -> None:
    """Two ways in, of which one looks at the text in pieces."""
    done = program(command, after="<&-")
    told = f"vnfix {command}: standard input is closed; name a FILE, or pipe the text in\n"
    assert (done.returncode, done.stderr.decode()) == (2, told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["correct", "page.txt", "-o", "/proc/x.txt"], "/proc/x.txt: No such file or directory"),
        (["evaluate", "page.txt", "page.txt", "--html", "/proc/x.txt"], "/proc/x.txt: No such file or directory"),
        (["evaluate", "page.txt", "page.txt", "--html", "folder"], "folder: Is a directory"),
        (["correct", "page.txt", "-o", "no/where.txt"], "no/where.txt: there is no folder no; `mkdir -p no` first"),
        (["correct", "page.txt", "-o", "a b/x"], "a b/x: there is no folder a b; `mkdir -p 'a b'` first"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else None,
)
@pytest.mark.skipif(sys.platform != "linux", reason="other messages of the system")
def test_errors_name_what_was_given(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """Not the temporary file beside it, which nobody has heard of."""
    monkeypatch.chdir(page.parent)
    Path("folder").mkdir()
    assert main(arguments) == 2
    assert capsys.readouterr().err == f"vnfix {arguments[0]}: {told}\n"


def test_a_name_as_long_as_names_can_be(page: Path) -> None:
    """The temporary one beside it is no longer."""
    place = page.with_name("ế" * 81 + ".txt")
    assert main(["correct", str(page), "-o", str(place)]) == 0
    assert place.read_bytes() == correct(READ).encode()
