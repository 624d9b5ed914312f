"""The syllable: parts, tones, what is possible, case shapes, tone placement."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unidecode import unidecode

from vnfix.syllable import (
    NO_TONE,
    TONES,
    Syllable,
    apply_case,
    bare,
    bare_all,
    canonical,
    case_shape,
    is_possible,
    is_respelt,
    parse,
    restyle,
    spell,
    split_tone,
)


@pytest.mark.parametrize(
    ("word", "onset", "rime", "tone"),
    [
        ("thủy", "th", "uy", "hỏi"),
        ("nghiệp", "ngh", "iêp", "nặng"),
        ("người", "ng", "ươi", "huyền"),
        ("ước", "", "ươc", "sắc"),
        ("đường", "đ", "ương", "huyền"),
        ("khuỷu", "kh", "uyu", "hỏi"),
        ("ao", "", "ao", "ngang"),
        ("hoà", "h", "oa", "huyền"),
    ],
)
def test_parts(word: str, onset: str, rime: str, tone: str) -> None:
    """Every syllable is onset + rime + tone, in either tone placement."""
    assert parse(word) == Syllable(onset, rime, tone)


@pytest.mark.parametrize("word", ["tmh", "ừiển", "càc", "ngi", "ngoun", "kan", "ceo", "ghan", "hẻt", "w", "", "123"])
def test_impossible(word: str) -> None:
    """Spelling or tone rules forbid these."""
    assert parse(word) is None and not is_possible(word)


@pytest.mark.parametrize("word", ["Tỉnh", "QUỐC", "gì", "giếng", "quyển", "Huyện", "nghe", "kỹ", "oanh", "xoèn"])
def test_possible(word: str) -> None:
    """These can be Vietnamese, in any case."""
    assert is_possible(word)


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("Thủy", "Thuỷ"), ("KHỎE", "KHOẺ"), ("toàn", "toàn"), ("quý", "quý"), ("của", "của")],
)
def test_tone_placement(old: str, new: str) -> None:
    """Styles differ in open oa, oe, uy only; after ``qu`` there is nothing to choose."""
    assert restyle(old, new_style=True) == new
    assert restyle(new, new_style=False) == old
    assert canonical(new.lower()) == old.lower()


def test_spell_is_the_inverse_of_parse() -> None:
    """Parts spell the word again."""
    for word in "thủy nghiệp người ước đường khuỷu ao giếng quyển mía nghĩa thuở".split():
        syllable = parse(word)
        assert syllable is not None and spell(syllable) == word


@pytest.mark.parametrize(
    ("word", "shape"),
    [("tỉnh", "lower"), ("Tỉnh", "Title"), ("TỈNH", "UPPER"), ("Đ", "Title"), ("đỊnh", "mixed"), ("TỔng", "mixed")],
)
def test_case_shape(word: str, shape: str) -> None:
    """Four shapes; what OCR broke is mixed."""
    assert case_shape(word) == shape
    if shape != "mixed":
        assert apply_case(shape, word.lower()) == word


def test_bare_and_split_tone() -> None:
    """Without diacritics at all, and without the tone only."""
    assert bare("Đường") == "Duong"
    assert split_tone("thủy") == ("thuy", "hỏi")
    assert split_tone("ương") == ("ương", "ngang")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kì", "kỳ", True),
        ("qui", "quy", True),
        ("mĩ", "mỹ", True),
        ("kì", "kỷ", False),
        ("tai", "tay", False),
        ("thúi", "thúy", False),
        ("í", "ý", False),
        ("kỳ", "kỳ", False),
        ("kì", "xyz", False),
        ("bệnh", "bịnh", True),
        ("giòng", "dòng", True),
        ("bịnh", "bình", False),
    ],
)
def test_a_word_may_be_spelt_in_two_ways(one: str, other: str, same: bool) -> None:
    """Neither is an error of the other."""
    assert is_respelt(one, other) == is_respelt(other, one) == same


@pytest.mark.parametrize("word", ["Đường", "nghiệp", "ỷ", "Ưu-việt", "café", "e\u0301", "œuvre", "Ðà", "½", ""])
def test_bare_is_what_unidecode_makes_of_it(word: str) -> None:
    """The table of Vietnamese letters is a short cut, no other rule."""
    assert bare(word) == unidecode(word)
    assert bare_all([word, "Tỉnh", word]) == [bare(word), "Tinh", bare(word)]


@given(text=st.text(alphabet="aăâeêoơuưyđnghtcĐÀấẨỗữựỵǹ\u0301\u0323\u0303é'", max_size=8))
def test_tone_is_split_as_unicode_says(text: str) -> None:
    """The table of letters gives what decomposing, taking the mark and composing gives."""
    kept = [char for char in unicodedata.normalize("NFD", text) if char not in TONES]
    marks = [char for char in unicodedata.normalize("NFD", text) if char in TONES]
    assert split_tone(text) == (unicodedata.normalize("NFC", "".join(kept)), TONES[marks[-1]] if marks else NO_TONE)
