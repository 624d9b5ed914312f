"""`assess`, `check` and `profile`: rates that can be believed, parts that cover the text."""

from __future__ import annotations

import io
import json
import unicodedata
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import numpy as np
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

import vnfix
from vnfix import Assessment, Corrector, Edit, OptionError, assess, profile_of
from vnfix.cli import main
from vnfix.evaluate.words import word_spans, words
from vnfix.narrow import COMPOSITE
from vnfix.reports import check
from vnfix.reports.estimate import VERDICTS, together
from vnfix.reports.evidence import COLUMNS, around, gather
from vnfix.reports.findings import confusions, pieces
from vnfix.reports.odd_words import forms
from vnfix.reports.parts import CHUNK, lines, pages
from vnfix.reports.weights import OTHERS, built_in, from_table
from vnfix.resources import ResourceError
from vnfix.syllable import bare

CLEAN = (
    "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành và địa phương báo cáo kết quả thực hiện trước ngày 15 tháng 12. "
    "Các đơn vị phối hợp chặt chẽ để phòng, chống dịch bệnh trên đàn gia súc, gia cầm trong mùa mưa bão.\n"
)
READ = (
    "Ủy ban nhân dân tmh yêu cầu các sở, ngành và địa phưcmg báo cáo kết quả ứiực hiện trước ngày 15 tháng 12. "
    "Các đơn vị phối hợp chặt chẽ để phòng, chống dịch bệnh ừên đàn gia súc, gia cầm ữong mùa mưa bão.\n"
)
WORN = (
    "Uỳ b@n nhâ dâo t|mh yèu ẹầu cạe sò, ngảnb vả dja pbưomg báọ cảo kêl quà tbụe hìộn tnrớc ngàỵ l5 tbáog. "
    "Cãc dơo vj phôì hợp ehặl cbẽ đé pbòog, chõog djcb bộnb trẽo đảo gìa sức, gja cẩrn troog mửa mựa bâo.\n"
)
#: Cộng hoà xã hội chủ nghĩa Việt Nam, as fonts of before Unicode hold it.
TCVN3 = "Céng hoµ x· héi chñ nghÜa ViÖt Nam; c¨n cø kÕ ho¹ch, c¸c x· tæ chøc häp d©n.\n"
VNI = "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam; caên cöù keá hoaïch, caùc xaõ toå chöùc hoïp daân.\n"

RATES = [
    pytest.param(CLEAN * 10, 0.0, 0.01, "clean", id="clean"),
    pytest.param(CLEAN.upper() * 5, 0.0, 0.02, "clean", id="capitals are no errors"),
    pytest.param("12.500 67,8 1.000\n" * 40, 0.0, 0.02, "clean", id="figures are no errors"),
    pytest.param(CLEAN * 9 + READ, 0.006, 0.03, None, id="one page in ten bad: 1.3 %"),
    pytest.param(READ * 10, 0.08, 0.20, "repairable", id="five words in 41"),
    pytest.param(WORN * 5, 0.70, 1.0, "better scan again", id="hardly a word right: no saturation"),
    pytest.param(bare(CLEAN) * 5, 0.5, 1.0, "better scan again", id="without diacritics"),
]


@pytest.mark.parametrize(("text", "least", "most", "verdict"), RATES)
def test_rates(text: str, least: float, most: float, verdict: str | None) -> None:
    found = assess(text)
    assert least <= found.wer <= most, found
    assert verdict in (None, found.verdict)


def test_worse_text_is_judged_worse() -> None:
    """The more of the lines are bad, the higher the rate."""
    rates = [assess(READ * k + CLEAN * (10 - k)).wer for k in range(0, 11, 2)]
    assert rates == sorted(rates) and rates[-1] > rates[0]


def test_interval_narrows_with_length() -> None:
    short, long = assess(READ), assess(READ * 12)
    assert long.high - long.low < short.high - short.low


@given(st.text(max_size=200))
def test_any_text_has_a_rate(text: str) -> None:
    """0 ≤ low ≤ WER ≤ high ≤ 1 and a verdict, for anything."""
    found = assess(text)
    assert 0.0 <= found.low <= found.wer <= found.high <= 1.0
    assert found.verdict in VERDICTS


REMARKS = [
    pytest.param(CLEAN, "", id="Vietnamese"),
    pytest.param(bare(CLEAN), "diacritics", id="stripped"),
    pytest.param("Di6u 3. Ch6nh VIn phdng, Gi6m d6c c6c so chiu tr6ch nhiQm thi hdnh Quyiit dinh ndy. " * 2,
                 "diacritics", id="an English engine"),
    pytest.param("The committee asked all departments to report the results before winter. " * 4, "hardly Vietnamese",
                 id="English"),
    pytest.param(CLEAN.translate(str.maketrans("", "", COMPOSITE)) * 3, "no ế", id="a narrow alphabet"),
    pytest.param("Họp báo", "", id="too short to tell"),
    pytest.param(" \n\f", "no words", id="blank"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "says"), REMARKS)
def test_remarks(text: str, says: str) -> None:
    remark = assess(text).remark
    assert says in remark and bool(says) == bool(remark)


def test_normal_form_does_not_matter() -> None:
    assert assess(unicodedata.normalize("NFD", READ)) == assess(READ)


def test_own_words_are_respected() -> None:
    """A word that the user says is right is no evidence of errors."""
    text = CLEAN + "Công nghệ blốcchên và ữtôken được nói tới nhiều."
    assert assess(text, extra_words=["blốcchên", "ữtôken"]).wer < assess(text).wer
    assert assess(text, extra_words=["blốcchên khác"]).wer == assess(text).wer  # a term is right as a whole alone


#: What `correct` may do, and what no estimate hangs on.
OTHER_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "min_confidence": st.sampled_from([0.0, 0.9, 1.0]),
        "tone_style": st.sampled_from(["old", "new"]),
        **{name: st.just(not on) for name, on in vars(vnfix.Config()).items() if isinstance(on, bool)},
    },
)


#: What only some option mends: real words, accents, capitals, spaces, dirt, an old font.
ALL_WRONG = READ + bare(CLEAN) + TCVN3 + "đỊnh m ụ c đ íc h, Lạỉ vãn hoá ss.\n"


@settings(max_examples=15)
@given(OTHER_OPTIONS)
def test_other_options_change_no_estimate(options: dict[str, Any]) -> None:
    """What `correct` is told to leave is as wrong as before; `profile_of` counts the edits that are left."""
    found = profile_of(ALL_WRONG, **options)
    assert assess(ALL_WRONG, **options) == found.assessment == assess(ALL_WRONG)
    assert check(ALL_WRONG, "line", **options) == check(ALL_WRONG, "line")
    assert sum(count for _, count in found.reasons) == len(vnfix.explain(ALL_WRONG, **options).edits)


def test_errors_teach() -> None:
    with pytest.raises(OptionError, match="per is 'page' or 'line', not 'word'"):
        check(CLEAN, "word")
    with pytest.raises(OptionError, match="extra_words"):
        assess(CLEAN, extra_word=["x"])
    with pytest.raises(ResourceError, match="constant"):
        from_table(dict.fromkeys(OTHERS, 1.0))


@given(st.text(alphabet="aé \n\f\r", max_size=400))
def test_parts_cover_the_text(text: str) -> None:
    """Whatever is not blank stands in exactly one part, in order."""
    for cut in (pages(text), lines(text)):
        kept = "".join(text[part.start : part.end] for part in cut)
        assert "".join(kept.split()) == "".join(text.split())
        assert all(a.end <= b.start and a.number < b.number for a, b in zip(cut, cut[1:]))


PAGES = [
    ("một\fhai\f", [("page", 1), ("page", 2)]),
    ("một\f \n\fba", [("page", 1), ("page", 3)]),
    ("chữ " * 300, [("chunk", 1)]),
    ("chữ\n" * 1100, [("chunk", 1), ("chunk", 2)]),
    ("chữ " * 1600, [("chunk", 1), ("chunk", 2)]),
    ("chữ\n" * (4 * CHUNK + 3), [("chunk", 1), ("chunk", 2), ("chunk", 3), ("chunk", 4)]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PAGES)
def test_pages(text: str, expected: list[tuple[str, int]]) -> None:
    """Form feeds, else chunks of even size; no chunk of three words at the end."""
    assert [(part.kind, part.number) for part in pages(text)] == expected


def test_lines_are_numbered_as_in_an_editor() -> None:
    assert [part.number for part in lines("một\r\n\r\nba\nbốn\r")] == [1, 3, 4]


def test_lines_are_judged_within_their_document() -> None:
    """The bad line stands out, and the lines together are the whole."""
    text = CLEAN * 3 + READ.replace(". ", ".\n") + CLEAN * 3
    found = check(text, "line")
    worst = sorted(found, key=lambda item: -item[1].wer)[:2]
    assert {part.number for part, _ in worst} == {4, 5}
    assert together(found).wer == pytest.approx(assess(text).wer, abs=2e-3)


OLD_FONTS = [
    pytest.param(TCVN3, ["old font"], id="TCVN3"),
    pytest.param("Céng hoµ\n" + TCVN3 * 2, ["old font"] * 3, id="a line too short to tell"),
    pytest.param(VNI * 3 + "\f" + CLEAN, ["old font", "old font", "old font", ""], id="VNI and Unicode"),
    pytest.param("kÕ ho¹ch\f" + TCVN3 * 3, ["old font"] * 4, id="a page too short to tell"),
    pytest.param(TCVN3 * 2 + "\f" + VNI * 2, ["old font"] * 4, id="papers of two fonts"),
]


@pytest.mark.parametrize(("text", "remarks"), OLD_FONTS)
def test_old_fonts_are_judged_as_they_are_in_unicode(text: str, remarks: list[str]) -> None:
    """By line as by page, at the places of the text as given."""
    by_line, by_page = check(text, "line"), check(text)
    assert together(by_page).verdict == together(by_line).verdict == "clean"
    assert [text[part.start : part.end] for part, _ in by_line] == regex.findall(r"[^\n\f]+[\n\f]", text)
    assert all(says in one.remark and bool(says) == bool(one.remark) for (_, one), says in zip(by_line, remarks))
    assert len(by_line) == len(remarks) and "old font" in together(by_line).remark


@given(st.lists(st.sampled_from([*TCVN3.split(), *VNI.split(), "\n", "\r\n", "\f", "\u2028", "\u00ad", "10"])))
def test_parts_of_old_fonts_stand_where_they_were_given(words: list[str]) -> None:
    text = " ".join(words)
    assert [part for part, _ in check(text)] == pages(text)
    assert [part for part, _ in check(text, "line")] == lines(text)


def test_pages_together() -> None:
    """Words count, not pages; the remark that holds for most words stays."""
    found = check(CLEAN * 3 + "\f" + READ)
    whole = together(found)
    assert whole.words == sum(judged.words for _, judged in found)
    assert found[0][1].wer < whole.wer < found[1][1].wer and whole.remark == ""
    assert together([]).words == 0


def test_evidence_has_a_row_for_every_word(corrector: Corrector) -> None:
    found = gather(READ, corrector)
    assert found.values.shape == (len(found.spans), len(COLUMNS)) == (len(found.spans), len(built_in().columns))
    edited = {READ[a:b] for (a, b), row in zip(found.spans, found.values, strict=True) if row[COLUMNS.index("edited")]}
    assert {"ứiực", "ừên", "ữong", "phưcmg"} <= edited and "nhân" not in edited


def test_around_leaves_the_word_itself_out(corrector: Corrector) -> None:
    values = gather(READ, corrector).values[:, 0] * 0
    values[10] = 1.0
    near = around(values)
    assert near[10] == 0.0 < near[20] < near[11]


FORMS = [
    pytest.param("glued", "Bà con nhân.dân góp công:của.", ["nhân.dân", "công:của"], id="stops without a space"),
    pytest.param("glued", "TP.HCM và 3.140,5 tấn, ông T.Ư nói... v.v", [], id="written so"),
    pytest.param("hyphened", "Cả 14-hộ của hai-xã đều lo", ["14-hộ", "hai-xã"], id="hyphens"),
    pytest.param("hyphened", "Công văn 12-CV, trang 3-5, Pleiku-Đắk", [], id="codes and ranges"),
    pytest.param("mixed", "Năm 2o25 bà 6ần như quên, 7I8I2016", ["2o25", "6ần", "7I8I2016"], id="letters in figures"),
    pytest.param("mixed", "Lúc 7h30 đi 50km, ruộng 300m2, điều 24a, QH15", [], id="measures and codes"),
    pytest.param("cut", "Nghỉ từ 1 9 đến hết tuần", ["1", "9"], id="a figure cut in two"),
    pytest.param("cut", "Lúa 12 15 18\nNgô 7 9\n4 trâu", [], id="rows of a table"),
    pytest.param("shape", "Ông trỞ về Huế, họp tại UBND", ["trỞ"], id="capitals inside"),
    pytest.param("scrap", "Bà cv con l gieo mạ", ["cv", "l"], id="specks"),
    pytest.param("scrap", "b) Bà ở Ý, dài 5 cm, TW họp\nc. Mạ", [], id="labels, words, measures"),
]


@pytest.mark.parametrize(("sign", "text", "expected"), FORMS)
def test_odd_forms(corrector: Corrector, sign: str, text: str, expected: list[str]) -> None:
    spans = word_spans(text)
    found = getattr(forms(text, spans, corrector.language_model.ids.__contains__), sign)
    assert [text[start:end] for (start, end), odd in zip(spans, found, strict=True) if odd] == expected


def test_addresses_are_not_run_together(corrector: Corrector) -> None:
    """Nor is what the user protects."""
    assert not gather("Xem tại chuongvit.com.vn hoặc viết cho ruong@gomay.com nhé", corrector).more.any()
    text = "Bà con nhân.dân ra đồng"
    assert gather(text, corrector).more.any()
    assert not gather(text, corrector, vnfix.Config(protect=("nhân.dân",))).more.any()


def test_words_run_together_count_as_lost(corrector: Corrector) -> None:
    """``nhân.dân`` is wrong and one word is lost: two errors in the truth, two in the estimate."""
    found = gather(CLEAN + "Bà con nhân.dân ra đồng.", corrector)
    assert found.more.sum() == 1.0
    weights = built_in()
    wrong = np.where(found.more > 0, 1.0, 0.0)
    assert weights.rate(wrong, found.more) == pytest.approx((2 + weights.lost) / (len(wrong) + 1))


PIECES = [
    ("ừiển", "triển", [("ừ", "tr")]),
    ("phưcmg", "phương", [("cm", "ơn")]),
    ("tmh", "tỉnh", [("m", "ỉn")]),
    ("ứiực", "thực", [("ứi", "th")]),
    ("cùa", "của", [("ù", "ủ")]),
    ("Tể", "Tế", [("ể", "ế")]),
    ("đỊnh", "định", [("Ị", "ị")]),
    ("tr ình", "trình", [(" ", "")]),
    ("của", "của", []),
]


@pytest.mark.parametrize(("old", "new", "expected"), PIECES)
def test_pieces(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert pieces(old, new) == expected


def test_pieces_do_not_cross_from_onset_to_rime() -> None:
    """Onset and rime are misread apart: two confusions, each of which comes again elsewhere."""
    assert pieces("ừâi", "trải") == [("ừ", "tr"), ("â", "ả")]


def test_confusions_are_counted_over_edits() -> None:
    """A confusion counts once an edit, and keeps its most frequent examples."""
    words = [("ừong", "trong")] * 3 + [("ừên", "trên"), ("cùa", "của")]
    edits = [Edit(9 * k, 9 * k + len(old), old, new, "letters", 0.9) for k, (old, new) in enumerate(words)]
    first, second = confusions(edits)
    assert (first.read, first.meant, first.count, first.examples[0]) == ("ừ", "tr", 4, ("ừong", "trong"))
    assert (second.read, second.meant, second.confidence) == ("ù", "ủ", 0.9)


def test_profile() -> None:
    """Confusions, names that are no words, doubts, and reasons that add up to the edits."""
    text = READ + "Đoàn công tác của ông Heraeus đã tới xã Hoa Lư. Ông Heraeus rời xã Hoa Lư hôm sau.\n" + WORN[:60]
    found = profile_of(text)
    assert sum(count for _, count in found.reasons) == len(vnfix.explain(text).edits)
    assert {("ừ", "tr"), ("ữ", "tr")} <= {(c.read, c.meant) for c in found.confusions}
    names = dict(found.names)
    assert names["Heraeus"] == 2 and names["Hoa Lư"] == 2
    assert "Các" not in " ".join(names)
    assert found.assessment == assess(text)
    assert sum(count for _, count, _ in found.unresolved) == len(vnfix.explain(text).unresolved)


@pytest.mark.parametrize("style", ["keep", "old", "new"])
def test_restyled_words_are_not_misread(style: Literal["keep", "old", "new"]) -> None:
    """``Hoà`` for ``Hòa`` is the author's way: no confusion of the engine, and a name all the same."""
    found = profile_of("Đoàn đã tới xã Hoà Lư ứiăm hỏi, rồi tới xã Hòa Tiến và xã Thuỷ Xuân.", tone_style=style)
    assert [(c.read, c.meant) for c in found.confusions] == [("ứi", "th")]
    assert dict(found.names) == {"Hoà Lư": 1, "Hòa Tiến": 1, "Thuỷ Xuân": 1}
    assert bool(dict(found.reasons).get("tone style")) == (style != "keep")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(CLEAN * 2 + "\f" + READ * 2, encoding="utf-8")
    return path


def test_check_command(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The file, then its pages; parts that are not bad enough are counted only."""
    assert main(["check", str(page)]) == 0
    shown = capsysbinary.readouterr().out.decode().splitlines()
    assert shown[0].startswith(f"{page}: WER") and "page 1" in shown[1] and "page 2" in shown[2]
    assert "clean" in shown[1] and "repairable" in shown[2]
    assert main(["check", "--min-wer", "0.05", str(page)]) == 0
    shown = capsysbinary.readouterr().out.decode().splitlines()
    assert len(shown) == 3 and "page 2" in shown[1] and shown[2].strip() == "1 other pages"


@pytest.mark.parametrize(("per", "says"), [("page", "2 other pages"), ("line", "4 other lines")])
def test_parts_that_are_not_shown_are_named(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes], per: str, says: str
) -> None:
    """Pages or lines, though none is so bad that it is shown."""
    assert main(["check", "--per", per, "--min-wer", "1", str(page)]) == 0
    assert capsysbinary.readouterr().out.decode().splitlines()[1:] == [f"  {says}"]


def test_check_json(page: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The numbers of `check`; standard input without names."""
    assert main(["check", "--json", "--per", "line", str(page)]) == 0
    (record,) = json.loads(capsysbinary.readouterr().out)
    assert [part["line"] for part in record["parts"]] == [1, 2, 4, 5]
    last = Assessment(**{k: record["parts"][3][k] for k in Assessment.__dataclass_fields__})
    assert last.words == len(words(READ)) and last.high > last.wer > 0.05
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(CLEAN.encode())))
    assert main(["check"]) == 0
    assert "clean" in capsysbinary.readouterr().out.decode()


def test_profile_command(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """Tables for people, all of it as JSON."""
    assert main(["profile", "--top", "1", str(page)]) == 0
    shown = capsysbinary.readouterr().out.decode()
    assert "estimated word error rate" in shown and "confusions" in shown and "more" in shown
    assert main(["profile", "--json", str(page)]) == 0
    record = json.loads(capsysbinary.readouterr().out)
    assert record["assessment"]["verdict"] == "repairable"
    assert ["ừ", "tr"] in [[c["read"], c["meant"]] for c in record["confusions"]]


@pytest.mark.parametrize("command", ["check", "profile"])
def test_other_encodings_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    wrong = tmp_path / "old.txt"
    wrong.write_bytes(b"Xin ch\xe0o")
    assert main([command, str(wrong)]) == 2
    assert "0xE0 at offset 6" in capsys.readouterr().err


def test_check_goes_on_past_a_bad_file(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One page of a thousand that is no text must not hide the others."""
    assert main(["check", str(tmp_path / "nowhere.txt"), str(page)]) == 2
    told = capsys.readouterr()
    assert "nowhere.txt: No such file" in told.err and f"{page}: WER" in told.out


def test_the_estimate_does_not_hang_on_line_ends() -> None:
    """A file of Windows is no worse than another."""
    text = "Các đơn vị ứiực hiện kế hoạch,\nbáo cáo kểt quả trưóc ngày 20.\n\nTet này xã họp sớm.\n"
    assert assess(text.replace("\n", "\r\n")) == assess(text)
