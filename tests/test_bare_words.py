"""Words of text without accents: knots, words run together, words that an engine misread."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vnfix
from vnfix.accents.bare_cuts import BareCuts
from vnfix.accents.bare_runs import Piece
from vnfix.accents.bare_words import BareWords
from vnfix.accents.misread_case import misread_case
from vnfix.accents.plain_words import PlainWords, is_odd
from vnfix.channel.model import Channel
from vnfix.evaluate import wer
from vnfix.ngrams import NgramModel
from vnfix.page import Page
from vnfix.resources import model_dir
from vnfix.syllable import bare
from vnfix.vocab import CLASSES, STOP_ID


@pytest.fixture(scope="module")
def model() -> NgramModel:
    """The built-in language model."""
    return NgramModel(model_dir() / "ngrams.vnfix")


@pytest.fixture(scope="module")
def plain(model: NgramModel) -> PlainWords:
    """Readings by the built-in model."""
    return PlainWords(model, Channel.load(model_dir() / "channel.vnfix", model.words[len(CLASSES) :]).words)


@pytest.fixture(scope="module")
def cuts(model: NgramModel, plain: PlainWords) -> BareCuts:
    """A cutter by the built-in model."""
    return BareCuts(model, plain)


@pytest.mark.parametrize(
    ("word", "odd"),
    [("c6ng", True), ("kiém", True), ("ty", False), ("20h", False), ("5kg", False), ("1m76", False), ("6ng", True)],
)
def test_odd(word: str, odd: bool) -> None:
    """Digits and foreign accents betray an engine; a number with its unit does not."""
    assert is_odd(word) is odd


@pytest.mark.parametrize(
    ("read", "pieces"),
    [
        ("thungansach", "thu ngan sach"),
        ("Uybannhandanhuyen", "Uy ban nhan dan huyen"),
        ("CHUTRUONGDAUTU", "CHU TRUONG DAU TU"),
    ],
)
def test_cuts(cuts: BareCuts, read: str, pieces: str) -> None:
    """By the words that the pieces may have been, not by the pieces."""
    assert " ".join(cuts.of(read)[0]) == pieces


@pytest.mark.parametrize("read", ["xqz", "strengths", "ngaNSach", "ba", "thu-ngan", "a" * 300])
def test_no_cuts(cuts: BareCuts, read: str) -> None:
    """No syllables, capitals inside one, too short, marks, no text."""
    assert cuts.of(read)[0] == ()


@given(words=st.lists(st.sampled_from("thu ngan sach huyen nam o an".split()), min_size=2, max_size=3))
def test_brute_force(model: NgramModel, plain: PlainWords, cuts: BareCuts, words: list[str]) -> None:
    """No way to cut the string is cheaper, whatever the pieces may have been."""
    read = "".join(words)
    pieces, cost = cuts.of(read)
    if len(read) < 5:
        assert pieces == ()
        return
    cheapest = float("inf")
    for count in range(len(read)):
        for chosen in itertools.combinations(range(1, len(read)), count):
            cut = [read[a:b] for a, b in itertools.pairwise([0, *chosen, len(read)])]
            found = [plain.readings(piece) for piece in cut]
            if len(cut) < 2 or max(map(len, cut)) > 7:
                continue
            ways = {STOP_ID: 0.0}
            for position in found:
                after = position.ids.tolist() if position else []
                ways = {w: min(c + model.bigram_cost(v, w) for v, c in ways.items()) for w in after} if ways else {}
            cheapest = min([cheapest, *(c + 5.0 + 2.0 * (len(cut) - 2) for c in ways.values())])
    assert cost <= cheapest + 1e-3


def test_words() -> None:
    """A knot is one word, and so is what was cut; the tokens of both are told."""
    known = {word: number for number, word in enumerate("<unk> </s> ngay".split())}
    page = Page("tru’éc ngay thungan", known)
    piece = Piece(0, len(page.tokens), tuple(page.words))
    found = BareWords(page, [piece], lambda word: ("thu", "ngan") if word == "thungan" else (word,))
    words = found.pieces[0].words
    assert [found.text(k) for k in words] == ["trưéc", "ngay", "thungan"]
    assert [found.parts(k) for k in words] == [("trưéc",), ("ngay",), ("thu", "ngan")]
    assert [found.letters(k) for k in words] == [("truéc",), ("ngay",), ("thu", "ngan")]
    assert [len(found.tokens(k)) for k in words] == [3, 1, 1]
    assert [found.is_unknown(k) for k in words] == [True, False, True]


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        ("v~n de", "v~n"),
        ("Thu€ dat", "Thu€"),
        ("C[n cu", "C[n"),
        ("b?c hoc", "b?c"),
        ("tru&ng hoc", "tru&ng"),
        ("ai? Nguoi", "ai"),
        ("roi?Anh ay", "roi"),
        ("Han&Quoc", "Han"),
        ("benh[2] nay", "benh"),
        ("a[i] va", "a"),
        ("x&y deu", "x"),
        ("lon$50", "lon"),
        ("tru’éc ngay", "trưéc"),
    ],
)
def test_marks_for_letters(plain: PlainWords, read: str, whole: str) -> None:
    """Marks that such engines print for vowels belong to the word; those of a writer do not."""
    page = Page(read, {"<unk>": 0, "</s>": 1})
    found = BareWords(page, [Piece(0, len(page.tokens), tuple(page.words))], lambda word: (word,), plain.could_be)
    assert found.text(found.pieces[0].words[0]) == whole


@pytest.mark.parametrize(
    "text",
    [
        "An com chua?Toi an roi.May di dau do?Di hoc ve a?Mua to qua!Chac la nghi hoc thoi!Me goi ve roi",
        "chao ban~ hom nay ban the nao~ minh di choi nha~ toi nay troi dep lam",
        "Ket qua nghien cuu[1] cho thay ty le mac benh[2] tang cao o nguoi gia[3] trong nam nay",
        "Cong ty TNHH Thuong mai&Dich vu Minh Anh, dia chi tai thanh pho Thai Binh",
        "May tinh chay Linux, CPU i7, SSD lon, gia re cho nguoi dung",
    ],
)
def test_marks_of_people(text: str) -> None:
    """Text that people typed without accents is restored around its marks and signs, which stay."""
    repaired = vnfix.correct(text)
    assert bare(repaired) == text
    assert sum(map(str.isascii, repaired.split())) < 0.5 * len(text.split())


@pytest.mark.parametrize(
    ("word", "near"),
    [("ngdy", True), ("cria", True), ("dugc", True), ("phtic", True), ("world", False), ("should", False)],
)
def test_near(plain: PlainWords, word: str, near: bool) -> None:
    """What classical engines make of Vietnamese words comes near to one; most English words do not."""
    assert plain.is_near(word) is near


@pytest.mark.parametrize(
    ("read", "among", "case"),
    [
        ("TiNH", False, "UPPER"),
        ("khAu", False, "lower"),
        ("DAu", False, "Title"),
        ("BO", False, "Title"),
        ("XOA", False, "UPPER"),
        ("pH", False, "lower"),
        ("BO", True, "UPPER"),
        ("cQNG", False, "UPPER"),
        ("xA", True, "UPPER"),
        ("vA", False, "lower"),
        ("HOi", True, "Title"),
    ],
)
def test_misread_case(read: str, among: bool, case: str) -> None:
    """Letters of one shape, and those that stand for accented ones, tell no case."""
    assert misread_case(read, among) == case


def test_pages_of_other_engines() -> None:
    """Pages of engines without Vietnamese letters: fewer errors than before, and no symbol of the model comes out."""
    folder = Path(__file__).parents[1] / "benchmarks" / "own_text"
    lines = [(folder / f"pages_{name}.jsonl").read_text("utf8").splitlines() for name in ("plain", "english")]
    for line in itertools.chain(*lines):
        page = json.loads(line)
        repaired = vnfix.correct(page["noisy"])
        assert "<" not in page["noisy"] and "<" not in repaired
        assert wer(repaired, page["gold"]).value < 0.75 * wer(page["noisy"], page["gold"]).value
