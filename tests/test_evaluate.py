"""What `evaluate` promises: counts, rates that add up, classes of error, intervals."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

import vnfix
from vnfix.evaluate import CLASSES, FORMS, Rate, Report, cer, evaluate, wer
from vnfix.evaluate.bootstrap import LEAST_BLOCKS
from vnfix.evaluate.classes import classify, word_class
from vnfix.evaluate.metrics import BLOCK, Counts
from vnfix.evaluate.words import old_placement, words

GOLD = "Trường tiểu học Hoa Sen tổ chức lễ khai giảng cho học sinh"
NOISY = "Trường tiêu học Hoa Sen tô chức lê khai giảng cho học sinh"
#: Fixes tiểu, leaves tô, turns lê into lệ, breaks khai and sinh.
SYSTEM = "Trường tiểu học Hoa Sen tô chức lệ khải giảng cho học xinh"


def statuses(report: Report) -> list[str]:
    return [cell.status for cell in report.cells if cell.status != "right"]


def test_each_word_has_one_fate() -> None:
    report = evaluate(NOISY, SYSTEM, GOLD)
    assert statuses(report) == ["fixed", "missed", "miscorrected", "broken", "broken"]
    counts = report.counts
    assert (counts.words, counts.errors, counts.errors_after) == (13, 3, 4)
    assert (counts.fixed, counts.missed, counts.miscorrected, counts.broken) == (1, 1, 1, 2)


def test_rates_by_hand() -> None:
    """4 changes: one fixed, one miscorrected, two broken; of 3 errors two are touched; 10 words were right."""
    rates = evaluate(NOISY, SYSTEM, GOLD).counts.rates()
    expected = {
        "precision": 1 / 4,
        "recall": 1 / 3,
        "f1": 2 / 7,
        "detection_precision": 2 / 4,
        "detection_recall": 2 / 3,
        "detection_f1": 4 / 7,
        "damage": 2 / 10,
        "wer_before": 3 / 13,
        "wer_after": 4 / 13,
        "wer_reduction": -1 / 3,
        "cer_before": 3 / len(GOLD),
        "cer_after": 4 / len(GOLD),
    }
    assert rates == {name: pytest.approx(value) for name, value in expected.items()}


def test_nothing_to_compare_is_no_error() -> None:
    """An empty page, and a page of punctuation, have rate 0 and can be shown."""
    for text in ("", "\n\n", "-- ! --"):
        report = evaluate(text, text, text)
        assert report.counts == Counts()
        assert set(report.counts.rates().values()) == {0.0, 1.0}  # wer_reduction: no error is left
        assert report.table(10) and report.html() and report.to_dict(10)
    assert evaluate([], [], [], whole=False).counts == Counts()


def test_words_read_where_the_paper_is_blank() -> None:
    """Surplus words count as errors of an empty gold too, and fixed when they are taken away."""
    counts = evaluate("bụi bẩn", "", "").counts
    assert (counts.words, counts.errors, counts.fixed, counts.char_errors_before) == (0, 2, 2, 7)


def test_lost_page() -> None:
    counts = evaluate("", None, GOLD).counts
    assert (counts.errors, counts.missed, counts.char_errors_before) == (13, 13, len(GOLD))


def test_system_none_measures_the_engine() -> None:
    assert evaluate(NOISY, None, GOLD) == evaluate(NOISY, NOISY, GOLD)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
def test_normal_forms_score_alike(form: str) -> None:
    """A word is what the reader sees, however it is coded."""
    plain = evaluate(NOISY, SYSTEM, GOLD)
    for k in range(3):
        sides = [NOISY, SYSTEM, GOLD]
        sides[k] = unicodedata.normalize(form, sides[k])
        assert evaluate(*sides) == plain
    assert cer(unicodedata.normalize(form, NOISY), GOLD) == cer(NOISY, GOLD)


def test_letters_are_what_a_reader_sees() -> None:
    """ꞗ̆ has no composed form: two code points, one letter."""
    assert cer("ꞗ̆a", "ba") == Rate(1, 2)
    assert cer("ba", "ꞗ̆a") == Rate(1, 2)


@pytest.mark.parametrize(
    ("new", "old"),
    [("hoà", "hòa"), ("khoẻ", "khỏe"), ("Thuỷ", "Thủy"), ("HOẠ", "HỌA"), ("THUỴ", "THỤY"), ("Vinhhoà", "Vinhhòa")],
)
def test_tone_placement_is_a_style(new: str, old: str) -> None:
    """Either placement is right, unless asked otherwise."""
    assert old_placement(new) == old
    for a, b in ((new, old), (old, new)):
        assert wer(a, b) == Rate(0, 1)
        assert wer(a, b, tone_placement=True) == Rate(1, 1)
        assert evaluate(a, a, b).counts.errors == 0
        assert evaluate(a, a, b, tone_placement=True).counts.errors == 1


@pytest.mark.parametrize("word", ["quý", "QUỲ", "hoàn", "toán", "loại", "cuả", "muà"])
def test_placement_that_is_no_style_stays(word: str) -> None:
    assert old_placement(word) == word


def test_lower() -> None:
    assert evaluate("ỦY Ban", None, "Ủy ban").counts.errors == 2
    assert evaluate("ỦY Ban", None, "Ủy ban", lower=True).counts.errors == 0


def test_unsure_gold_is_not_scored() -> None:
    """What nobody could read counts neither for nor against, and words beside it that are too many do not either."""
    report = evaluate("xã Tân Lâp có bốn bn thôn", "xã Tân Lập có bốn bm thôn", "xã Tân Lập có ⟦bốn⟧ thôn")
    assert (report.counts.words, report.counts.errors, report.counts.fixed) == (5, 1, 1)
    assert [cell.gold for cell in report.cells if not cell.scored] == ["bốn", ""]
    assert report.counts.chars == sum(len(w) + 1 for w in ("xã", "Tân", "Lập", "có", "thôn"))
    assert report.counts.char_errors_before == 1


def test_words_keep_their_inner_marks() -> None:
    assert [w.text for w in words("Số 07/KH-SYT, tăng 3,5% (năm 2021-2022)...")] == [
        *("Số", "07/KH-SYT", "tăng", "3,5", "năm", "2021-2022")
    ]


def test_whole_text_survives_other_line_ends() -> None:
    """Engines cut lines their own way: that is no error."""
    assert evaluate(NOISY.replace(" lê", "\nlê"), SYSTEM, GOLD.replace(" tổ", "\r\ntổ")).counts.errors == 3


def test_by_line_needs_as_many_lines() -> None:
    with pytest.raises(ValueError, match=r"noisy 2, system 2, gold 1.*as a whole"):
        evaluate("a\nb\n", "a\nb", "a b", whole=False)


def test_by_line_no_word_meets_another_line() -> None:
    """A word on the wrong line is lost on one and too many on the other."""
    noisy, gold = "sân trường\nrộng\n", "sân\ntrường rộng\n"
    assert evaluate(noisy, None, gold).counts.errors == 0
    assert evaluate(noisy, None, gold, whole=False).counts.errors == 2
    assert [cell.line for cell in evaluate(noisy, None, gold, whole=False).cells] == [0, 0, 1, 1]


def test_pieces_of_a_list_are_aligned_apart() -> None:
    pieces = ["sân trường", "rộng"], ["sân", "trường rộng"]
    assert evaluate(pieces[0], None, pieces[1], whole=False).counts.errors == 2
    assert evaluate(pieces[0], None, pieces[1]).counts.errors == 0


@pytest.mark.parametrize("side", [b"bytes", 3, [1, 2]])
def test_wrong_type_is_told(side: object) -> None:
    with pytest.raises(TypeError, match="noisy is .* expected a text"):
        evaluate(side, None, "x")  # type: ignore[arg-type]


def test_pages_add_up() -> None:
    """The sum of reports is the report of all pages: rates over the summed length, not their mean."""
    pages = [(NOISY, SYSTEM, GOLD), ("Kinh gửi", "Kính gửi", "Kính gửi"), (GOLD, GOLD, GOLD)]
    reports = [evaluate(*page) for page in pages]
    noisy, system, gold = (list(side) for side in zip(*pages, strict=True))
    together = evaluate(noisy, system, gold, whole=False)
    total = sum(reports)
    assert isinstance(total, Report)
    assert total.counts == together.counts == reports[0].counts + reports[1].counts + reports[2].counts
    assert total.classes == together.classes and total.forms == together.forms
    assert total.wer[0] == Rate(4, 28) and total.wer == together.wer
    assert total.cer[0] == reports[0].cer[0] + reports[1].cer[0] + reports[2].cer[0]


def test_reports_of_other_options_do_not_add() -> None:
    with pytest.raises(ValueError, match="same options"):
        evaluate("a", None, "a") + evaluate("a", None, "a", lower=True)


@pytest.mark.parametrize(
    ("read", "gold", "name"),
    [
        ("thu", "thủ", "tone"),
        ("cuả", "của", "tone"),
        ("đông", "đồng", "tone"),
        ("cô", "cơ", "mark"),
        ("dưa", "đưa", "mark"),
        ("đuợc", "được", "mark"),
        ("đuoc", "được", "tone+mark"),
        ("tìmh", "tình", "letter"),
        ("Iàng", "làng", "letter"),
        ("ừong", "trong", "letters"),
        ("Mó", "khó", "letters"),
        ("ngu-ời", "người", "split"),
        ("đỊnh", "định", "case"),
        ("I2/KH-SYT", "12/KH-SYT", "code"),
        ("QĐ-TTG", "QĐ-TTg", "case"),
        ("QD-TTg", "QĐ-TTg", "code"),
        ("0.5", "0,5", "number"),
        ("2O24", "2024", "number"),
        ("", "nhà", "lost"),
        ("nhà", "", "extra"),
    ],
)
def test_class_of_a_word(read: str, gold: str, name: str) -> None:
    assert word_class(read, gold) == name
    assert word_class(unicodedata.normalize("NFC", read), gold) in CLASSES


@pytest.mark.parametrize(
    ("noisy", "gold", "expected"),
    [
        ("lúamùa tốt", "lúa mùa tốt", {"join": 2}),
        ("vụ lúamùa", "vụ lúa mùa", {"join": 2}),
        ("bộiThudong", "bội Thu đông", {"join": 3}),
        ("ngu ời dân", "người dân", {"split": 2}),
        ("ng u ời dân", "người dân", {"split": 3}),
        ("khôn có ai", "không có ai cả", {"letter": 1, "lost": 1}),
        ("không dấu có ai", "không có ai", {"extra": 1}),
        ("khôn x có ai", "không có ai", {"letter": 1, "extra": 1}),
    ],
)
def test_joins_and_splits_are_seen_in_their_neighbours(noisy: str, gold: str, expected: dict[str, int]) -> None:
    classes = evaluate(noisy, None, gold).classes
    assert {name: row["errors"] for name, row in classes.items() if row["errors"]} == expected


def test_gap_of_the_other_side_does_not_part_neighbours() -> None:
    """A word that only the repair added stands between two that the engine ran together."""
    pairs = [("lúamùa", "lúa"), ("", ""), ("", "mùa")]
    assert classify(pairs) == ["join", "", "join"]


def test_pages_are_no_neighbours() -> None:
    """What runs over the end of a page is not read as a join with the next page's first word."""
    report = evaluate("đồng lúamùa", None, "đồng lúa") + evaluate("về", None, "mùa về")
    assert report.classes["join"]["errors"] == 0
    assert report.classes["lost"]["errors"] == 1


def test_classes_add_up() -> None:
    """Each error has one class and one form; broken words are classed by what the repair made of them."""
    report = evaluate(NOISY, SYSTEM, GOLD)
    for table, names in ((report.classes, CLASSES), (report.forms, FORMS)):
        assert list(table) == list(names)
        for column in ("errors", "fixed", "missed", "miscorrected", "broken"):
            assert sum(row[column] for row in table.values()) == getattr(report.counts, column)
    assert report.classes["letter"]["broken"] == 1  # sinh → xinh
    assert report.classes["tone"]["errors"] == 3


def test_form_of_the_wrong_word() -> None:
    """tê could be Vietnamese and ừiển could not; a lost word is neither."""
    forms = evaluate("phát ừiển kinh tê", None, "phát triển kinh tế xã").forms
    assert {name: row["errors"] for name, row in forms.items()} == {"valid": 1, "invalid": 1, "none": 1}


def long_report(pages: int) -> Report:
    return evaluate(
        "\n".join([NOISY, GOLD, GOLD] * pages), "\n".join([SYSTEM, GOLD, GOLD] * pages), (GOLD + "\n") * 3 * pages
    )


def test_intervals_are_seeded_and_hold_the_rate() -> None:
    report = long_report(20)
    bounds = report.intervals(200)
    assert bounds == report.intervals(200) != report.intervals(200, seed=1)
    rates = report.counts.rates()
    assert bounds.keys() == rates.keys()
    for name, (low, high) in bounds.items():
        assert low <= rates[name] <= high, name
    wide, narrow = report.intervals(200, level=0.99)["wer_before"], report.intervals(200, level=0.5)["wer_before"]
    assert wide[0] <= narrow[0] < narrow[1] <= wide[1]


def test_intervals_narrow_as_pages_come_in() -> None:
    """Sixteen times the text, a quarter of the width."""
    few, many = (long_report(n).intervals(400)["wer_before"] for n in (10, 160))
    assert 2.5 < (few[1] - few[0]) / (many[1] - many[0]) < 6


def test_intervals_of_too_short_a_text_are_not_made_up() -> None:
    assert evaluate(NOISY, SYSTEM, GOLD).intervals() == {}
    line = " ".join(["lúa"] * BLOCK * LEAST_BLOCKS)
    assert evaluate(line, None, line).intervals(10)["damage"] == (0.0, 0.0)
    assert "no intervals" in evaluate(NOISY, SYSTEM, GOLD).table(10)


@pytest.mark.parametrize("wrong", [{"rounds": 0}, {"level": 1.0}, {"level": 0.0}])
def test_intervals_refuse_senseless_arguments(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="expected rounds"):
        long_report(10).intervals(**wrong)  # type: ignore[arg-type]


def test_blocks_sum_to_the_text() -> None:
    """The bootstrap draws what the report counts, letters too, and each block holds at most `BLOCK` words."""
    report = long_report(7)
    assert max(block.words for block in report.blocks) == BLOCK
    assert report.cer[0].errors == 3 * 7 and report.cer[0].length == len((GOLD + " ") * 21) - 1


def test_report_is_frozen() -> None:
    report = evaluate(NOISY, SYSTEM, GOLD)
    with pytest.raises(AttributeError):
        report.lower = True  # type: ignore[misc]


def test_evaluation_does_not_import_the_engine() -> None:
    """A ruler must not depend on what it measures: `vnfix.evaluate` itself asks for no station."""
    code = (
        "import sys, types; package = types.ModuleType('vnfix'); "
        f"package.__path__ = [{str(Path(vnfix.__file__).parent)!r}]; sys.modules['vnfix'] = package; "
        "import vnfix.evaluate; print(*sorted(m for m in sys.modules if m.startswith('vnfix.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    others = {"vnfix.resources", "vnfix.syllable", "vnfix.intake", "vnfix.intake.textfiles"}
    loaded = {name for name in done.stdout.split() if not name.startswith("vnfix.evaluate.")}
    assert loaded == {"vnfix.evaluate", *others}
