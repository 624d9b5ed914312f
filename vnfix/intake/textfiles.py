"""Text files: read without losing a byte, whole or in pieces, written all or not at all.

UTF-8 is the only encoding: a guess at another would garble the text that we are
asked to repair.  Errors say where the first wrong byte is and how to convert.
"""

from __future__ import annotations

import codecs
import os
import secrets
import shlex
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

_Error = TypeVar("_Error", bound=Exception)

#: The name of standard input or output, as users write it.
STANDARD = "-"
#: What messages call it.
_INPUT = "standard input"
#: How much of a file is looked at to tell binary from text.
_HEAD = 1024
#: Letters of a file's name that its temporary one begins with: a title as a name may be as long as a name can be.
_NAME = 60
#: Bytes read in one go: a larger piece is no faster.
_PIECE = 1 << 16
#: Encodings that Vietnamese text was kept in before UTF-8, by their iconv names.
_OLD = "WINDOWS-1258 (or TCVN5712-1, VISCII)"


class InputError(ValueError):
    """A file that cannot be read as UTF-8 text, or not be written; the message names the file and the cure."""


def told(error: BaseException) -> str:
    """An error in words: ``page.txt: No such file or directory`` rather than ``[Errno 2] ...``."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


class TextFile(NamedTuple):
    """The text of a file, its line ends as they are, and whether a byte order mark stood before it."""

    name: str
    text: str
    bom: bool

    def encoded(self, text: str) -> bytes:
        """Another text as this file would hold it."""
        return (codecs.BOM_UTF8 if self.bom else b"") + text.encode("utf-8")


def identity(name: str | Path) -> tuple[int, int] | None:
    """Which file a name leads to (device, inode), the same for every name of it; None if to none, or to a terminal."""
    try:
        found = os.fstat(sys.stdin.fileno()) if name == STANDARD else os.stat(name)
    except (OSError, AttributeError, ValueError):
        # Its reading will say what is wrong; standard input may be closed, or no file.
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def read(name: str) -> TextFile:
    """A file, or standard input for ``-``.

    Raises:
        InputError: not UTF-8 text.
        OSError: cannot be read.
    """
    raw = _standard_input().read() if name == STANDARD else Path(name).read_bytes()
    return decode(raw, _INPUT if name == STANDARD else name)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:  # so Python tells that it was closed: `vnfix correct <&-`
        raise InputError(f"{_INPUT} is closed; name a FILE, or pipe the text in")
    return sys.stdin.buffer


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Standard output, to write bytes into; at the end of the block they are on their way.

    Raises:
        InputError: it is closed, as by ``vnfix correct page.txt >&-``.
        OSError: it cannot be written.
    """
    if sys.stdout is None:
        raise InputError("standard output is closed; leave it open, or send it to a file")
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except OSError as error:
        named(error, "standard output")
        raise


def put(data: bytes) -> None:
    """Write to standard output; errors as for `standard_output`."""
    with standard_output() as out:
        out.write(data)


def put_text(text: str) -> None:
    """`put` in UTF-8, whatever the locale says."""
    put(text.encode("utf-8"))


def decode(raw: bytes, name: str) -> TextFile:
    """Bytes as text, the byte order mark taken off.

    Raises:
        InputError: not UTF-8 text.
    """
    _refuse_binary(raw, name)
    bom = raw.startswith(codecs.BOM_UTF8)
    try:
        return TextFile(name, raw[len(codecs.BOM_UTF8) if bom else 0 :].decode("utf-8"), bom)
    except UnicodeDecodeError as error:
        offset = error.start + (len(codecs.BOM_UTF8) if bom else 0)
        raise _not_utf8(name, raw[offset], offset) from error


def chunks(name: str) -> Iterator[str]:
    """The text of a file, or of standard input for ``-``, in pieces; a byte order mark is its first character.

    Raises:
        InputError: not UTF-8 text, once the wrong byte is reached.
        OSError: cannot be read.
    """
    if name == STANDARD:
        yield from _decoded(_standard_input(), _INPUT)
        return
    with Path(name).open("rb") as file:
        yield from _decoded(file, name)


def _decoded(file: BinaryIO, name: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")()
    piece = file.read(_PIECE)
    _refuse_binary(piece, name)
    at = 0
    while True:
        # The bytes of a character that the last piece had only begun.
        begun = len(decoder.getstate()[0])
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            raise _not_utf8(name, error.object[error.start], at - begun + error.start) from error
        if text:
            yield text
        if not piece:
            return
        at += len(piece)
        piece = file.read(_PIECE)


def _not_utf8(name: str, byte: int, offset: int) -> InputError:
    return InputError(
        f"{name}: not UTF-8: byte 0x{byte:02X} at offset {offset}. "
        f"If it is Vietnamese text of an older encoding, convert it first: {_cure(_OLD, name)}"
    )


def _refuse_binary(raw: bytes, name: str) -> None:
    head = raw[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise InputError(f"{name}: not UTF-8: byte 0x{raw[0]:02X} at offset 0 begins UTF-16; {_cure('UTF-16', name)}")
    at = head.find(b"\0")
    if at < 0:
        return
    # Latin letters in UTF-16 have every second byte zero; a picture or a PDF does not.
    wide = min(head[0::2].count(0), head[1::2].count(0)) < head.count(0) / 20 and head.count(0) > len(head) / 8
    if wide:
        order = "UTF-16BE" if head[0::2].count(0) > head[1::2].count(0) else "UTF-16LE"
        raise InputError(f"{name}: not UTF-8: NUL byte at offset {at}, as in {order}; {_cure(order, name)}")
    raise InputError(
        f"{name}: binary, not text: NUL byte at offset {at}. vnfix repairs the text that OCR gave; "
        "take it out of a PDF with `pdftotext`, out of a word processor's file by saving as UTF-8 text"
    )


def _cure(encoding: str, name: str) -> str:
    plain, _, other = encoding.partition(" ")
    convert = f"iconv -f {plain} -t UTF-8"
    command = f"{convert} FILE | vnfix ..." if name == _INPUT else f"{convert} {shlex.quote(name)} > utf8.txt"
    return f"`{command}`" + (f" {other}" if other else "")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes the place of ``path`` at the end of the block, and is gone if that fails.

    Whoever looks sees the old file or the new one, never a half.  Keeps the
    permissions of the old file, and follows a symbolic link to it.  A device, a
    named pipe or an open stream is no file to replace: it is written into.

    Raises:
        InputError: the folder of the file is not there.
        OSError: it cannot be written; the error names ``path``.
    """
    try:
        if is_replaced(path):
            with _in_the_place_of(path) as out:
                yield out
        else:
            descriptor = _descriptor(path)
            with open(path if descriptor is None else os.dup(descriptor), "wb") as out:
                yield out
    except OSError as error:
        named(error, path)
        raise


def is_replaced(path: Path) -> bool:
    """Does `replacing` put a file in the place of this?  Else what is written cannot be taken back."""
    if _descriptor(path) is not None:
        return False
    return path.is_file() or not path.exists()


def is_standard_output(name: str) -> bool:
    """Is this one of the names of standard output: ``-``, ``/dev/stdout``, ``/dev/fd/1``?"""
    return name == STANDARD or _descriptor(Path(name)) == 1


def _descriptor(path: Path) -> int | None:
    """The number of the open stream that a path names: 63 for ``/dev/fd/63``, as of ``-o >(gzip > page.gz)``.

    To open the name itself would cut off what ``vnfix correct page.txt -o /dev/stdout >> log`` adds to.
    """
    name = path.as_posix()
    if name.startswith("/dev/fd/") and path.name.isdecimal():
        return int(path.name)
    return {"/dev/stdout": 1, "/dev/stderr": 2}.get(name)


@contextmanager
def _in_the_place_of(path: Path) -> Iterator[BinaryIO]:
    place = Path(os.path.realpath(path)) if path.is_symlink() else path
    require_folder(place.parent, path)
    # The name comes before the file: Ctrl-C may strike between mkstemp and the knowledge of what it made.
    temporary = place.with_name(f".{place.name[:_NAME]}.{secrets.token_hex(4)}.part")
    try:
        with open(temporary, "xb", opener=_private) as out:
            yield out
        if place.exists():
            shutil.copymode(place, temporary)
        else:
            os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, place)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename == str(temporary):
            error.filename = str(path)  # not a name that nobody gave
        raise


def require_folder(folder: Path, path: str | Path) -> None:
    """Refuse to write ``path`` if the folder that it is to stand in is not there.

    Raises:
        InputError: it is not.
    """
    if not folder.is_dir():
        raise InputError(f"{path}: there is no folder {folder}; `mkdir -p {shlex.quote(str(folder))}` first")


def named(error: _Error, path: str | Path) -> _Error:
    """The same error, which says of what it is if it is one of the system that does not: a full disk tells no name."""
    if isinstance(error, OSError) and error.filename is None and error.strerror:
        error.filename = str(path)
    return error


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
