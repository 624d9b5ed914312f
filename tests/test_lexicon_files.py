"""The lexicon holds what it says: every table reads, every row is sourced, every syllable is possible."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import regex

from vnfix.accents.bare_runs import OWN
from vnfix.lexicon import listed_words
from vnfix.narrow import COMPOSITE
from vnfix.resources import data_path, read_lexicon, read_table
from vnfix.syllable import parse

#: File → the columns that it promises, and how many of them (from the left) name a row.
TABLES: dict[str, tuple[tuple[str, ...], int]] = {
    "syllables": (("syllable", "source"), 1),
    "terms": (("term", "case", "source"), 1),
    "places": (("name", "system", "parent", "type", "source"), 4),
    "abbreviations": (("abbreviation", "expansion", "source"), 1),
    "code_suffixes": (("suffix", "count", "source"), 1),
    "assembly_terms": (("term", "first", "last", "source"), 1),
    "capital_shapes": (("read", "meant", "cost", "source"), 2),
    "confusions": (("read", "meant", "cost_hint", "engine", "source"), 2),
    "plain_engines": (("part", "meant", "read", "cost", "source"), 3),
    "narrow_engines": (("part", "meant", "read", "cost", "source"), 3),
    "protected": (("name", "pattern", "holds", "why", "source"), 1),
    "foreign": (("word", "source"), 1),
    "legacy": (("encoding", "code", "letter", "source"), 2),
    "formulas": (("formula", "source"), 1),
    "lookalikes": (("code_point", "latin", "name", "source"), 1),
    "variants": (("word", "variant", "source"), 2),
    "SOURCES": (("key", "what", "licence", "url"), 1),
}
SOURCED = [name for name in TABLES if name != "SOURCES"] + ["onsets", "rimes", "strokes"]
#: Columns that hold one of a few values.
VALUES = {
    ("terms", "case"): {"fixed", "inner", "free"},
    ("places", "system"): {"63", "34", "both"},
    ("plain_engines", "part"): {"onset", "rime"},
    ("narrow_engines", "part"): {"onset", "rime"},
    ("legacy", "encoding"): {"tcvn3", "vni"},
    ("confusions", "engine"): {"finereader", "tesseract", "plain", "any"},
}
README = Path(__file__).resolve().parents[1] / "README.md"
_WORD = regex.compile(r"\p{L}+")
#: ``B'Lao``, ``M'Drắk``: what stands before the apostrophe is no syllable of its own.
_PREFIX = regex.compile(r"\b\p{L}{1,2}'")
_ROMAN = regex.compile(r"[ivx]+")


def _path(name: str) -> Path:
    return data_path("lexicon", f"{name}.tsv")


def _column(name: str, column: str) -> list[str]:
    return [row[0] for row in read_lexicon(name, (column,))]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_reads_and_says_what_it_is(name: str) -> None:
    """A header with the promised columns, rows of one length, and a first line that explains the file."""
    columns, _ = TABLES[name]
    rows = list(read_table(_path(name), columns))
    assert rows
    assert _path(name).read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("name", TABLES)
def test_a_row_stands_once(name: str) -> None:
    """No two rows name the same thing: the second would never be read, or count twice."""
    columns, width = TABLES[name]
    keys = [tuple(row) for row in read_table(_path(name), columns[:width])]
    assert len(keys) == len(set(keys)), sorted({key for key in keys if keys.count(key) > 1})[:5]


@pytest.mark.parametrize("name", [*TABLES, "onsets", "rimes", "strokes"])
def test_text_is_composed_and_trimmed(name: str) -> None:
    """NFC, no carriage return, no blank at the end of a cell."""
    text = _path(name).read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert not regex.search(r" (?:\t|\n)|\t ", text)


@pytest.mark.parametrize("name", SOURCED)
def test_every_row_has_a_known_source(name: str) -> None:
    """The source of a row is a key of SOURCES.tsv, or several joined by a comma (or one whole key with a comma)."""
    known = set(_column("SOURCES", "key"))
    unknown = {
        source
        for source in _column(name, "source")
        if source not in known and not all(key in known for key in source.split(","))
    }
    assert not unknown


@pytest.mark.skipif(not README.exists(), reason="needs the README beside the tests")
def test_the_rows_that_the_readme_shows_fit() -> None:
    """As many cells as the table has columns, of the values that it allows, and words that belong there."""
    shown = regex.findall(r"(?m)^printf '(.*)\\n' >> (\w+)\.tsv$", README.read_text(encoding="utf-8"))
    assert {name for _, name in shown} == {"terms", "syllables", "foreign", "abbreviations", "code_suffixes"}
    for row, name in shown:
        cells = dict(zip(TABLES[name][0], row.split(r"\t"), strict=True))
        assert cells["source"] == "general" and cells.get("count", "0") == "0"
        assert all(cells[column] in VALUES[name, column] for column in cells if (name, column) in VALUES)
        assert name not in ("syllables", "foreign") or parse(row.split(r"\t")[0]) is None


@pytest.mark.parametrize(("name", "column"), VALUES)
def test_a_closed_column_holds_nothing_else(name: str, column: str) -> None:
    """A slip in a kind or level would silently switch a row off."""
    assert set(_column(name, column)) <= VALUES[name, column]


@pytest.mark.parametrize("name", ["terms", "places"])
def test_syllables_are_possible_or_listed(name: str) -> None:
    """Every syllable of a term or place obeys the rules, or stands in syllables, foreign or abbreviations.

    Single letters tell namesakes apart (``Châu Phú B``) and are no syllables.
    """
    listed = {word.lower() for word in _column("syllables", "syllable")}
    listed |= {word.lower() for word in _column("foreign", "word")}
    listed |= {word.lower() for word in _column("abbreviations", "abbreviation")}
    strange = {
        (word, text)
        for text in _column(name, TABLES[name][0][0])
        for word in _WORD.findall(_PREFIX.sub(" ", text.lower()))
        if len(word) > 1 and parse(word) is None and word not in listed and not _ROMAN.fullmatch(word)
    }
    assert not strange, sorted(strange)[:20]


def test_listed_syllables_need_listing() -> None:
    """syllables.tsv and foreign.tsv hold words that the rules reject; ordinary syllables need no row.

    In small letters, but for the syllables of names alone.
    """
    for name, column in (("syllables", "syllable"), ("foreign", "word")):
        words = [word for word in _column(name, column) if name == "foreign" or not word[0].isupper()]
        assert [word for word in words if word != word.lower() or parse(word) is not None] == []


def test_a_name_in_small_letters_is_not_listed() -> None:
    """``Ia Tir`` is a place, ``tir duy`` is what an engine makes of tư duy."""
    listed = listed_words()
    assert "Tir" in listed and "tir" not in listed and "amiăng" in listed


def test_numbers_are_numbers() -> None:
    """Counts are whole and not negative; a cost hint lies within what one event may cost."""
    assert all(int(count) >= 0 for count in _column("code_suffixes", "count"))
    assert all(0.0 < float(cost) <= 5.0 for cost in _column("confusions", "cost_hint"))


def test_a_confusion_confuses() -> None:
    """Both sides are given, differ and have four letters at most."""
    for read, meant in read_lexicon("confusions", ("read", "meant")):
        assert read and meant and read != meant, (read, meant)
        assert len(read) <= 4 and len(meant) <= 4, (read, meant)


def test_a_plain_engine_reads_no_vietnamese_letters() -> None:
    """What it makes of a piece is another piece, at a cost, and holds none of our own letters but the horned ones."""
    for meant, read, cost in read_lexicon("plain_engines", ("meant", "read", "cost")):
        assert meant and meant != read and not set(read) & set(OWN) - set("ơư"), (meant, read)
        assert 0.0 <= float(cost) <= 7.0, (meant, read)


def test_a_narrow_engine_reads_the_simpler_letters() -> None:
    """It knows ê and đ, but of those with a hook, a dot below or two diacritics only ồ."""
    letters = set()
    for meant, read, cost in read_lexicon("narrow_engines", ("meant", "read", "cost")):
        assert meant and meant != read and 0.0 <= float(cost) <= 7.0, (meant, read)
        letters |= set(read)
    assert letters & set(COMPOSITE) <= {"ồ"} and {"đ", "ê", "ư"} <= letters


def test_the_places_of_both_systems_are_there() -> None:
    """63 provinces until 30 June 2025, 34 from the day after."""
    rows = list(read_lexicon("places", ("parent", "system")))
    provinces = [system for parent, system in rows if not parent]
    assert sum(system in ("63", "both") for system in provinces) == 63
    assert sum(system in ("34", "both") for system in provinces) == 34
    assert _path("places").stat().st_size < 700_000


PROTECTED_CASES = [
    ("label", "tong-hop-so-lieu"),
    ("highland_name", "K'Hổ"),
    ("transliteration", "Mát-xcơ-va"),
    ("point_of_law", "điểm a, b và c, điểm o, điểm đ khoản 3"),
    ("url", "https://thaibinh.gov.vn/tin?id=1"),
    ("www", "www.example.vn"),
    ("domain", "sonongnghiep.thaibinh.gov.vn"),
    ("email", "vanthu@thaibinh.gov.vn"),
    ("mention", "@ubndtinh"),
    ("page_path", "/tin-tuc/bai-viet.html"),
    ("hashtag", "#TháiBình"),
    ("date_numeric", "01/7/2025"),
    ("date_iso", "2025-07-01"),
    ("month_year", "12/2023"),
    ("time", "7h30"),
    ("phone", "0227.3831.234"),
    ("money", "1.250.000 đồng"),
    ("money_symbol", "$1,200"),
    ("grouped_number", "12.345,6"),
    ("percent", "7,25%"),
    ("number_unit", "12,5 ha"),
    ("tax_code", "1000123456-001"),
    ("citizen_id", "034012345678"),
    ("bank_account", "tài khoản số 1234 5678 90"),
    ("plate", "17A-123.45"),
    ("file_name", "bao_cao-2024.docx"),
    ("path", r"C:\van_ban\bc.doc"),
    ("citation_number", "[3, 5-7]"),
    ("citation_author", "(Reffle et al., 2013)"),
    ("latex", r"\frac{a}{b}"),
    ("math", "$x^2 + 1$"),
    ("doi", "10.1000/xyz.123"),
    ("isbn", "ISBN 978-604-1-23456-7"),
    ("issn", "ISSN 1859-1234"),
    ("ip_address", "192.168.1.1"),
    ("uuid", "123e4567-e89b-12d3-a456-426614174000"),
    ("hex_digest", "d41d8cd98f00b204e9800998ecf8427e"),
    ("coordinates", "20°26'45\"B"),
    ("html_tag", "<td align='left'>"),
    ("html_entity", "&nbsp;"),
    ("placeholder", "{{ho_ten}}"),
    ("dotted_blank", "........"),
    ("code_span", "`pip install`"),
    ("code_line", "luong = ngay_cong * he_so"),
    ("code_line", 'println("Nhiet do"); // in ra man hinh'),
    ("code_fence", "```bash"),
    ("camel_string", '"luuDuLieu"'),
    ("snake_case", "ma_don_vi"),
    ("camel_case", "tinhTong("),
    ("v_v", "V/v"),
    ("printf", "%ld"),
]


#: Patterns that look at a whole line.
OF_LINES = ("code_line", "code_fence")


def test_every_pattern_compiles_and_has_a_case() -> None:
    """A pattern that no case exercises protects nothing that we know of."""
    patterns = {name: regex.compile(pattern) for name, pattern in read_lexicon("protected", ("name", "pattern"))}
    assert set(patterns) == {name for name, _ in PROTECTED_CASES}


@pytest.mark.parametrize(("name", "text"), PROTECTED_CASES)
def test_a_pattern_protects_its_case(name: str, text: str) -> None:
    """Within a sentence, or in a line of its own, the pattern finds its example and leaves the words around it free."""
    patterns = dict(read_lexicon("protected", ("name", "pattern")))
    apart = "\n" if name in OF_LINES else " "
    before = f"nội dung{apart}"
    match = regex.search(patterns[name], f"{before}{text}{apart}của tỉnh")
    assert match is not None
    assert len(before) <= match.start() and match.end() <= len(before) + len(text)


DAMAGED = ["Mỉo khăn, vướng mắc cùa tỉnh", "tăng 0 5% so với cùng kỳ", "ngu-ời dân th^o gỡ", "I74/KH-ƯBND"]


@pytest.mark.parametrize("text", DAMAGED)
def test_ocr_damage_is_not_protected(text: str) -> None:
    """What the corrector is for must stay within its reach."""
    found = [name for name, pattern in read_lexicon("protected", ("name", "pattern")) if regex.search(pattern, text)]
    assert found == []


def test_variants_are_syllables_in_use() -> None:
    """Both spellings are possible, they differ, and no pair stands twice."""
    pairs = [tuple(row) for row in read_lexicon("variants", ("word", "variant"))]
    assert all(one != other and parse(one) and parse(other) for one, other in pairs)
    assert len({frozenset(pair) for pair in pairs}) == len(pairs)


def test_lookalikes_are_named_and_lead_to_letters_of_the_language() -> None:
    """The code point is the character of that name; what it looks like is one Latin letter."""
    for code, latin, name in read_lexicon("lookalikes", ("code_point", "latin", "name")):
        assert unicodedata.name(chr(int(code.removeprefix("U+"), 16))).lower() == name
        assert regex.fullmatch(r"[A-Za-zĐđƯư]", latin)
