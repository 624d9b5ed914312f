"""Arrays in one file, memory-mapped: the format of everything compiled in data/model.

Layout::

    8 bytes   magic  b"VNFIX\\0\\0" + format version (one byte)
    4 bytes   length of the header, little endian
    4 bytes   CRC-32 of the header
    header    JSON: kind, meta, arrays = {name: {dtype, shape, offset, crc32}}
    arrays    each at a multiple of 64 bytes

Nothing is executed on reading (never pickle), several processes share the
mapped pages, and a wrong or cut file is refused with a message that says so.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

VERSION = 1
_MAGIC = b"VNFIX\0\0" + bytes([VERSION])
_ALIGN = 64

Array = npt.NDArray[Any]


class StoreError(RuntimeError):
    """A compiled file is missing, cut, corrupt, or of another version or kind."""


def write(path: Path, kind: str, arrays: dict[str, Array], meta: dict[str, Any]) -> None:
    """Write arrays to ``path``; the old file is replaced only when the new one is complete."""
    entries: dict[str, Any] = {}
    offset = 0
    for name, array in arrays.items():
        data = np.ascontiguousarray(array)
        entries[name] = {"dtype": data.dtype.str, "shape": data.shape, "offset": offset, "crc32": zlib.crc32(data)}
        offset += -(-data.nbytes // _ALIGN) * _ALIGN
    header = json.dumps({"kind": kind, "meta": meta, "arrays": entries}, ensure_ascii=False, sort_keys=True).encode()
    header += b" " * (-(len(_MAGIC) + 8 + len(header)) % _ALIGN)
    temporary = path.with_name(path.name + ".part")
    with open(temporary, "wb") as out:
        out.write(_MAGIC + len(header).to_bytes(4, "little") + zlib.crc32(header).to_bytes(4, "little") + header)
        for array in arrays.values():
            data = np.ascontiguousarray(array)
            out.write(data.tobytes() + b"\0" * (-data.nbytes % _ALIGN))
    os.replace(temporary, path)


class Store:
    """An opened file: ``store["name"]`` is a read-only mapped array, ``store.meta`` the header's notes.

    Args:
        kind: what the file must hold; None if anything will do.

    Raises:
        StoreError: see the class; the message names the file and the cure.
    """

    def __init__(self, path: Path, kind: str | None) -> None:
        self.path = path
        try:
            with open(path, "rb") as stream:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise StoreError(f"cannot open {path}: {error}; reinstall vnfix or run `vnfix train`") from error
        start = len(_MAGIC) + 8
        if self._map[: len(_MAGIC)] != _MAGIC:
            raise StoreError(f"{path} is not a vnfix model file of version {VERSION}; run `vnfix train` again")
        size, crc = (int.from_bytes(self._map[k : k + 4], "little") for k in (start - 8, start - 4))
        raw = self._map[start : start + size]
        if len(raw) != size or zlib.crc32(raw) != crc:
            raise StoreError(f"{path}: damaged header; reinstall vnfix or run `vnfix train`")
        header = json.loads(raw)
        if kind is not None and header["kind"] != kind:
            raise StoreError(f"{path} holds {header['kind']!r}, expected {kind!r}")
        self.meta: dict[str, Any] = header["meta"]
        self._entries: dict[str, Any] = header["arrays"]
        self._base = start + size
        self._check_length()

    def _check_length(self) -> None:
        needed = max(
            (self._base + e["offset"] + np.dtype(e["dtype"]).itemsize * int(np.prod(e["shape"])))
            for e in self._entries.values()
        )
        if len(self._map) < needed:
            raise StoreError(f"{self.path} is cut: {len(self._map)} bytes, expected {needed}; reinstall vnfix")

    def __getitem__(self, name: str) -> Array:
        entry = self._entries[name]
        count = int(np.prod(entry["shape"]))
        array = np.frombuffer(self._map, dtype=entry["dtype"], count=count, offset=self._base + entry["offset"])
        return array.reshape(entry["shape"])

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def words(self, name: str) -> list[str]:
        """An array of UTF-8 bytes as the lines of text that it holds."""
        return unpack_words(self[name])

    def verify(self) -> None:
        """Read every byte and compare checksums, as `vnfix.train.verify` does; opening a file reads its header alone.

        Raises:
            StoreError: an array is damaged.
        """
        for name, entry in self._entries.items():
            if zlib.crc32(np.ascontiguousarray(self[name])) != entry["crc32"]:
                raise StoreError(f"{self.path}: array {name!r} is damaged; reinstall vnfix")


def pack_words(words: list[str]) -> Array:
    """Words as an array of UTF-8 bytes, one a line; `Store.words` reads it back."""
    return np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)


def unpack_words(packed: Array) -> list[str]:
    """The words of `pack_words`."""
    return packed.tobytes().decode("utf-8").split("\n")
