"""Strings of several words without spaces."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix import correct
from vnfix.candidates import Readings
from vnfix.channel.model import Channel
from vnfix.ngrams import NgramModel
from vnfix.resources import model_dir
from vnfix.spacing.glued import Glued
from vnfix.syllable import canonical
from vnfix.vocab import CLASSES, STOP_ID


@pytest.fixture(scope="module")
def model() -> NgramModel:
    """The built-in language model."""
    return NgramModel(model_dir() / "ngrams.vnfix")


@pytest.fixture(scope="module")
def glued(model: NgramModel) -> Glued:
    """A cutter by the built-in model."""
    folder: Path = model_dir()
    channel = Channel.load(folder / "channel.vnfix", model.words[len(CLASSES) :])
    return Glued(model, Readings(channel, model))


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("đượchiểulà", "được hiểu là"),
        ("ÖYBANTHƯỜNG", "ỦY BAN THƯỜNG"),
        ("LuậtTổchứcchínhquyền", "Luật Tổ chức chính quyền"),
        ("Ủybannhqndântỉnh", "Ủy ban nhân dân tỉnh"),
    ],
)
def test_cuts(glued: Glued, read: str, meant: str) -> None:
    """The best cut, in the capitals of what was read; one piece may be garbled."""
    assert " ".join(glued.cuts(read)[0].words) == meant


@pytest.mark.parametrize("read", ["", "xã", "Toàntỉnh", "Málaga", "Honolulu", "đqxzwkđ", "ở" * 500])
def test_no_cuts(glued: Glued, read: str) -> None:
    """Two words at most, foreign names, garbage, endless strings."""
    assert glued.cuts(read) == ()


@given(words=st.lists(st.sampled_from("xã đã họp về ở dự án của đê nghị".split()), min_size=2, max_size=3))
def test_brute_force(model: NgramModel, glued: Glued, words: list[str]) -> None:
    """No cut into known syllables is better than the first, by bigrams and by the number of lost spaces."""
    read = "".join(["được", *words])

    def rank(cut: tuple[str, ...]) -> float:
        ids = [model.ids.get(canonical(word)) for word in cut]
        if None in ids:
            return float("inf")
        chain = [STOP_ID, *(k for k in ids if k is not None)]
        return 2.0 * (len(cut) - 1) + sum(model.bigram_cost(a, b) for a, b in itertools.pairwise(chain))

    places = range(1, len(read))
    cuts = (
        tuple(read[a:b] for a, b in itertools.pairwise([0, *chosen, len(read)]))
        for count in range(2, len(read))
        for chosen in itertools.combinations(places, count)
    )
    best = glued.cuts(read)[0].words
    assert rank(best) <= min(map(rank, cuts)) + 1e-6


@pytest.mark.parametrize("glued", ["lấyý", "ckhoản", "điểmb", "cấmkMnh", "quảnlý"])
def test_no_word_is_lost_where_spaces_are_not_to_be_touched(glued: str) -> None:
    """What may not be cut stays: lấy alone would be half of it."""
    line = f"Các xã đã phát ừiển mạnh, {glued} ừong năm nay theo đứng kế hoạch."
    assert glued in correct(line, fix_spacing=False)
    assert "phát triển" in correct(line, fix_spacing=False)


def test_a_letter_by_itself_keeps_its_capital() -> None:
    assert "tại điểm B khoản 2" in correct("Theo quy định tại điểmB khoản 2 Điều này, ừong thời hạn ba ngày.")
