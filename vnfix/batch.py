"""Many files, or one large one, over all cores: what `vnfix correct` does.

One process reads all files in blocks and writes all results in order; the
others only repair blocks.  So a large file keeps all cores as busy as many
small ones, memory is bounded by the blocks on their way, and if the work is
stopped there is one unfinished file at most, under a temporary name, which the
writing process takes away.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import groupby
from pathlib import Path
from threading import Thread
from typing import BinaryIO, NamedTuple

from .config import Config
from .intake import textfiles
from .intake.blocks import blocks
from .intake.textfiles import STANDARD, InputError
from .progress import progress

#: A process of its own pays from so many bytes on: it takes half a second to start, that of 60 KB of a noisy report.
WORTH_A_PROCESS = 250_000
#: Seconds that stopped workers are waited for: they are gone in a tenth of one.
_LONGEST_CLOSING = 5.0
#: Blocks on their way for each process: one at work, others ready.
_AHEAD = 3
_BOM = "\ufeff"


class Job(NamedTuple):
    """A file to repair and where the result goes; None is standard output."""

    name: str
    place: Path | None


class Piece(NamedTuple):
    """A block of a file before or after its repair, or what ended the reading of it."""

    job: int
    text: str
    error: Exception | None = None


class WorkerError(ChildProcessError):
    """A worker process died: most likely the system stopped it for lack of memory."""


#: Repairs a block, now or in another process, and hands over a way to wait for it.
Repair = Callable[[str], Callable[[], str]]


def run(jobs: list[Job], config: Config, processes: int | None = None) -> list[Exception]:
    """Repair all files; what went wrong with single ones, in order, while the others were done.

    Args:
        processes: how many repair; default as many as there are cores and as the size of the files is worth.

    Raises:
        ResourceError, StoreError: the model cannot be read.
        WorkerError: a worker died; no file has been left half written.
    """
    size = sum(_size(job.name) for job in jobs)
    processes = processes or min(_cores(), 1 + size // WORTH_A_PROCESS)
    with _in_process(config) if processes == 1 else _pool(config, processes) as repair:
        pieces = _repaired(_pieces(jobs), repair, ahead=1 if processes == 1 else processes * _AHEAD)
        errors: list[Exception] = []
        for _ in progress(_written(jobs, pieces, errors), size // 1024, "KB repaired"):
            pass
    return errors


def _size(name: str) -> int:
    """Bytes of a file; 0 if that cannot be told, as of a pipe: its reading will say what is wrong."""
    try:
        return os.fstat(sys.stdin.fileno()).st_size if name == STANDARD else os.stat(name).st_size
    except (OSError, AttributeError, ValueError):
        return 0


def _cores() -> int:
    """Cores that this process may use: fewer than the machine has in a container or under taskset."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _pieces(jobs: list[Job]) -> Iterator[Piece]:
    """All files in blocks, one after another; each begins with a piece without words: ``""`` or a byte order mark."""
    for number, job in enumerate(jobs):
        try:
            if not _can_be_taken_back(job.place) and job.name != STANDARD and Path(job.name).is_file():
                # What went to standard output or into a device stays there: look through the whole file first
                # (not through a pipe, `vnfix correct <(pdftotext page.pdf -)`, which can be read once).
                deque(textfiles.chunks(job.name), maxlen=0)
            chunks = textfiles.chunks(job.name)
            first = next(chunks, "")
            bom = _BOM if first.startswith(_BOM) else ""
            yield Piece(number, bom)
            yield from (Piece(number, block) for block in blocks(_chain(first[len(bom) :], chunks)))
        except (InputError, OSError) as error:
            yield Piece(number, "", textfiles.named(error, job.name))


def _can_be_taken_back(place: Path | None) -> bool:
    return place is not None and textfiles.is_replaced(place)


def _chain(first: str, others: Iterable[str]) -> Iterator[str]:
    yield first
    yield from others


def _repaired(pieces: Iterable[Piece], repair: Repair, ahead: int) -> Iterator[tuple[Piece, int]]:
    """The pieces repaired, in order, with the length that each had in UTF-8; ``ahead`` of them are on their way."""
    waiting: deque[tuple[Piece, Callable[[], str]]] = deque()
    for piece in pieces:
        waiting.append((piece, repair(piece.text) if piece.text.strip(_BOM) else partial(str, piece.text)))
        if len(waiting) >= ahead:
            yield _awaited(*waiting.popleft())
    while waiting:
        yield _awaited(*waiting.popleft())


def _awaited(piece: Piece, result: Callable[[], str]) -> tuple[Piece, int]:
    return piece._replace(text=result()), len(piece.text.encode("utf-8"))


def _written(jobs: list[Job], pieces: Iterable[tuple[Piece, int]], errors: list[Exception]) -> Iterator[None]:
    """Write every file; an item for each KB that was read, and ``errors`` filled."""
    done = 0
    for number, group in groupby(pieces, key=lambda pair: pair[0].job):
        try:
            with _output(jobs[number].place) as out:
                for piece, size in group:
                    if piece.error is not None:
                        raise piece.error
                    out.write(piece.text.encode("utf-8"))
                    done += size
                    yield from (None for _ in range(done // 1024))
                    done %= 1024
        except BrokenPipeError:
            raise
        except (InputError, OSError) as error:
            errors.append(error)


@contextmanager
def _output(place: Path | None) -> Iterator[BinaryIO]:
    if place is None:
        with textfiles.standard_output() as out:
            yield out
    else:
        with textfiles.replacing(place) as out:
            yield out


@contextmanager
def _in_process(config: Config) -> Iterator[Repair]:
    def repair(text: str) -> Callable[[], str]:
        repaired = _work(text, config)
        return lambda: repaired

    yield repair


@contextmanager
def _pool(config: Config, processes: int) -> Iterator[Repair]:
    """Workers that are started afresh ("spawn"): a fork of a process with threads may hang, and not every system forks.

    They map the same model file, so the system holds it once.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=_leave_interrupts_to_the_parent)

    def repair(text: str) -> Callable[[], str]:
        with _interrupts_held_back():
            future: Future[str] = pool.submit(_work, text, config)
        return future.result

    longest = None
    try:
        yield repair
    except BrokenProcessPool as error:
        raise WorkerError(
            "a worker process died, most likely for lack of memory; files done so far are complete, "
            "the others as they were. Try again with fewer --jobs"
        ) from error
    except KeyboardInterrupt:
        # Nobody waits for blocks that nobody will write.  Workers hold no files, but one that is stopped while it
        # answers leaves half an answer, and the pool would wait for the other half for ever (seen once in many tests).
        longest = _LONGEST_CLOSING
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise
    finally:
        closing = Thread(target=partial(pool.shutdown, cancel_futures=True), daemon=True)
        closing.start()
        closing.join(longest)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Processes started here never hear Ctrl-C, which a terminal sends to all; this one hears it afterwards.

    A worker that can ignore it only once it runs would die of it on the way there, with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave_interrupts_to_the_parent() -> None:
    """The same where signals cannot be held back (Windows)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _work(text: str, config: Config) -> str:
    from . import correct

    return correct(text, config)
