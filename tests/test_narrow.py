"""Engines of a narrow alphabet, and the channel that a document of theirs chooses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vnfix import Corrector, candidates
from vnfix.candidates import Readings
from vnfix.channel.neighbours import EMPTY, SCALE, WIDTH
from vnfix.loaded import Engines
from vnfix.narrow import COMPOSITE, AskedNeighbours, is_narrow, narrow_channel
from vnfix.resources import data_path, model_dir
from vnfix.train.learn_channel import read_engines
from vnfix.train.plain_engines import NARROW, plain, write_table
from vnfix.vocab import CLASSES

PAIRS = Path(__file__).resolve().parents[1] / "training" / "narrow"
PAGE = (
    "Ủy ban nhân dân xã đã tổ chức hội nghị tổng kết phong trào xây dựng nông thôn mới. Trong năm qua các thôn đã vận "
    "động nhân dân đóng góp tiền và ngày công để mở rộng đường làng, đầu tư hệ thống chiếu sáng và xây dựng nhà văn "
    "hóa. Đến nay toàn xã có mười một thôn đạt chuẩn, thu nhập bình quân đầu người tăng so với năm trước."
)
#: The same as such an engine reads it.
NARROW_PAGE = PAGE.translate(str.maketrans("", "", COMPOSITE.replace("ồ", "") + COMPOSITE.upper()))
ENGINES = Engines(model_dir(None))


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        (NARROW_PAGE, True),
        (PAGE, False),
        (PAGE.upper(), False),
        (NARROW_PAGE[:60], False),  # too short to tell
        ("Uy ban nhan dan xa da to chuc hoi nghi tong ket " * 9, False),  # no letter of Vietnamese at all
        ("The committee held its annual meeting in the hall. " * 9, False),
        # Other languages have ă, ô, đ, too.
        ("Fișierul nu există; calea către fișier a fost ștearsă în această sesiune. " * 9, False),
        ("Là où la fenêtre du château s'entrouvre, l'hôte rêve à côté de l'âtre. " * 9, False),
        ("Odluka đaka o izletu stigla je do ravnatelja škole u Đakovu. " * 30, False),
        ("Coffee 35.000đ, tea 20.000đ, water 10.000đ, juice 45.000đ. " * 9, False),
        (PAGE + " " + NARROW_PAGE, False),  # of two engines: the usual channel reads both
        ("", False),
    ],
)
def test_who_read_it(text: str, narrow: bool) -> None:
    assert is_narrow(text) is narrow
    assert (ENGINES.of(text) is ENGINES.usual) is not narrow


def test_a_narrow_page_is_repaired() -> None:
    """Half of its words are wrong, nine in ten of those are mended; the same text as it stands is left alone."""
    words = list(zip(PAGE.split(), NARROW_PAGE.split(), strict=True))
    wrong = [at for at, (meant, read) in enumerate(words) if meant != read]
    assert len(wrong) > 0.4 * len(words)
    found = Corrector().correct(NARROW_PAGE).split()
    assert len(found) == len(words)
    assert sum(found[at].lower() != words[at][0].lower() for at in wrong) < 0.1 * len(wrong)
    assert Corrector().correct(PAGE) == PAGE


def test_many_words_are_asked_for_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when they are more than the memory of readings holds; symbols that are no words are not asked for."""
    monkeypatch.setattr(candidates, "_MOST_LISTS", 600)
    asked: list[str] = []
    near = Readings._near
    monkeypatch.setattr(Readings, "_near", lambda self, word: asked.append(word) or near(self, word))
    model = ENGINES.usual.model
    table = AskedNeighbours(Readings(narrow_channel(ENGINES.usual.syllabary), model), model)
    words = range(len(CLASSES), len(CLASSES) + 800)
    table.cover([*range(len(CLASSES)), *words])
    assert sorted(asked) == sorted(model.words[word] for word in words)
    assert (table.stored[: len(CLASSES)] == EMPTY).all()


def test_asked_neighbours_are_those_of_the_channel() -> None:
    """Per word the 48 most promising readings, at their costs; rows of words that nobody asked for stay empty."""
    readings, model = ENGINES.usual.readings, ENGINES.usual.model
    table = AskedNeighbours(readings, model)
    word, other = model.ids["tinh"], model.ids["thu"]
    table.cover([word])
    table.cover([word])
    ids, costs = readings.near("tinh")
    assert table.ids[word].tolist() == ids[:WIDTH].tolist()
    assert table.stored[word] / SCALE == pytest.approx(costs[:WIDTH], abs=0.5 / SCALE)
    assert table.least[word] == table.stored[word].min() / np.float32(SCALE)
    assert not table.ids[other].any()


@pytest.mark.skipif(not PAIRS.is_dir(), reason="needs training/narrow beside the tests")
def test_the_table_is_what_the_committed_counts_teach(tmp_path: Path) -> None:
    engines = read_engines([str(PAIRS)], plain)
    assert sorted(engines) == ["ppocrv6", "tesseract-latin"]
    write_table(engines, [1.0, 0.3], tmp_path / "table.tsv", NARROW)
    assert (tmp_path / "table.tsv").read_bytes() == data_path("lexicon", "narrow_engines.tsv").read_bytes()
