"""Compiled files: what is written is read back, and damage is noticed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vnfix.resources import data_path
from vnfix.store import Store, StoreError, pack_words, write
from vnfix.train import verify

KIND = "vnfix test"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    arrays = {
        "costs": np.arange(1000, dtype=np.float32).reshape(20, 50),
        "ids": np.array([1, 2, 65535], dtype=np.uint16),
        "words": pack_words(["tỉnh", "huyện", "xã"]),
    }
    write(tmp_path / "a.vnfix", KIND, arrays, {"order": 3, "note": "thử"})
    return tmp_path / "a.vnfix"


def test_round_trip(path: Path) -> None:
    """Arrays, words and notes come back; arrays cannot be written to."""
    store = Store(path, KIND)
    assert store["costs"].shape == (20, 50) and store["costs"][3, 7] == 157
    assert store["ids"].tolist() == [1, 2, 65535]
    assert store.words("words") == ["tỉnh", "huyện", "xã"]
    assert store.meta == {"order": 3, "note": "thử"}
    assert not store["costs"].flags.writeable
    store.verify()


def test_the_built_in_model_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    """Every byte came along, whatever copied it."""
    assert verify.main([]) == 0
    assert "files are whole" in capsys.readouterr().out


def test_a_damaged_model_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By the file that is damaged; a folder without any is no model."""
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    assert verify.main([str(path.parent)]) == 2
    assert "a.vnfix: array" in capsys.readouterr().err
    path.unlink()
    assert verify.main([str(path.parent)]) == 2


def test_a_model_that_lacks_a_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By its name, though the others are whole."""
    for file in sorted(data_path("model").glob("*.vnfix")):
        if file.name != "spelling.vnfix":
            (tmp_path / file.name).symlink_to(file)
    assert verify.main([str(tmp_path)]) == 2
    assert "lacks spelling.vnfix" in capsys.readouterr().err


def test_nothing_is_left_beside(path: Path) -> None:
    """Writing goes over a temporary file that is gone afterwards."""
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_every_damaged_byte_of_the_arrays_is_found(path: Path) -> None:
    """`verify` reads all arrays."""
    raw = bytearray(path.read_bytes())
    end = len(raw) - 64
    for at in range(end - 4000, end, 401):
        damaged = bytearray(raw)
        damaged[at] ^= 1
        path.write_bytes(damaged)
        with pytest.raises(StoreError, match="damaged"):
            Store(path, KIND).verify()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda raw: b"", "cannot open"),
        (lambda raw: b"PK\x03\x04" + raw[4:], "not a vnfix model file"),
        (lambda raw: raw[:7] + b"\x63" + raw[8:], "not a vnfix model file of version"),
        (lambda raw: raw[:40] + b"?" + raw[41:], "damaged header"),
        (lambda raw: raw[:30], "damaged header"),
        (lambda raw: raw[:-2000], "cut"),
    ],
    ids=["empty", "a zip", "version", "header", "header cut", "cut"],
)
def test_wrong_files_are_refused(path: Path, change: object, says: str) -> None:
    """The message says what came and what to do."""
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(StoreError, match=says):
        Store(path, KIND)


def test_other_kind_and_missing_file(path: Path) -> None:
    """A channel is no n-gram model, and a missing file names the cure."""
    with pytest.raises(StoreError, match="expected 'vnfix other'"):
        Store(path, "vnfix other")
    with pytest.raises(StoreError, match="vnfix train"):
        Store(path.with_name("b.vnfix"), KIND)
