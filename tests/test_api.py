"""The front door: options, edits that replay, offsets, threads."""

from __future__ import annotations

import copy
import multiprocessing
import os
import pickle
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

import vnfix
from vnfix import Config, Correction, Corrector, Edit, apply_edits, correct, explain, lexicon
from vnfix.edits import EditError
from vnfix.resources import ResourceError, model_dir

READ = (
    "Ủy ban nhân dân tmh yêu cầu các sở, ban, ngành tổ chức ứiực hiện nghiêm túc Kế hoạch này; "
    "báo cáo kết quả trước ngày 15/12/2023. Năm 2023, kinh tế của tỉnh tiếp tục phát triển ữong điều kiện khó khăn."
)


def test_correct_is_the_text_of_explain() -> None:
    """One path: `correct` does what `explain` says."""
    result = explain(READ)
    assert isinstance(result, Correction)
    assert correct(READ) == result.text != READ


def test_edits_say_what_stood_where() -> None:
    """Offsets count in the text as given, left to right, and confidence is a probability."""
    edits = explain(READ).edits
    assert {"ứiực", "ữong"} <= {edit.old for edit in edits}
    assert list(edits) == sorted(edits, key=lambda edit: edit.start)
    for edit in edits:
        assert isinstance(edit, Edit)
        assert READ[edit.start : edit.end] == edit.old != edit.new
        assert 0.0 <= edit.confidence <= 1.0
        assert edit.reason
        assert all(isinstance(word, str) for word, _ in edit.runners_up)
    assert all(edit.runners_up for edit in edits if edit.reason == "letters")


def test_a_speck_takes_no_runners_up_away() -> None:
    """Marks that are taken out of a text leave the edits of its words as they are."""
    edits = explain(READ).edits
    with_specks = explain("Thôn mua vật. liệu.\n\n" + READ + "\n\nThôn họp bàn phát. ừiển chăn nuôi.").edits
    told = {(edit.old, edit.new): edit.runners_up for edit in with_specks}
    assert sum(edit.reason == "mark" for edit in with_specks) == 2
    assert all(bool(told[edit.old, edit.new]) == bool(edit.runners_up) for edit in edits)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_edits_replay(form: str) -> None:
    """`apply_edits` on the text as given makes the text that `correct` gives."""
    text = unicodedata.normalize(form, READ)
    result = explain(text)
    assert result.edits
    assert all(text[edit.start : edit.end] == edit.old for edit in result.edits)
    assert apply_edits(text, result.edits) == result.text


def test_nfd_text_is_repaired_like_nfc_text() -> None:
    """How a letter is encoded says nothing about what was meant."""
    decomposed = explain(unicodedata.normalize("NFD", READ))
    assert unicodedata.normalize("NFC", decomposed.text) == correct(READ)
    assert len(decomposed.edits) == len(explain(READ).edits)


def test_nfd_text_without_errors_comes_back_as_it_was() -> None:
    """Normal form is not an error: nothing to repair, nothing changed."""
    text = unicodedata.normalize("NFD", "Hội đồng nhân dân tỉnh họp kỳ cuối năm.")
    assert correct(text) == text


def test_edits_of_another_text_are_refused() -> None:
    """Replaying on the wrong text is an error that shows both, not garbage."""
    edits = explain(READ).edits
    with pytest.raises(EditError, match="edits of another text"):
        apply_edits(READ[1:], edits)
    with pytest.raises(EditError, match="overlaps"):
        apply_edits(READ, [edits[0], edits[0]])


def test_config_is_immutable_and_equal_to_options() -> None:
    """A `Config` and loose options are the same thing."""
    config = Config(min_confidence=0.99, fix_spacing=False)
    assert correct(READ, config) == correct(READ, min_confidence=0.99, fix_spacing=False)
    with pytest.raises(AttributeError):
        config.min_confidence = 0.5  # type: ignore[misc]


def test_min_confidence_one_changes_nothing_uncertain() -> None:
    """Every edit is at least as sure as asked."""
    for least in (0.0, 0.9, 0.999):
        assert all(edit.confidence >= least for edit in explain(READ, min_confidence=least).edits)
    many, few = (len(explain(READ, min_confidence=least).edits) for least in (0.5, 0.9999))
    assert many >= few


def test_protect_and_extra_words_keep_words() -> None:
    """What the user says is right stays."""
    assert "ữong" in correct(READ, protect=[r"\bữong\b"])
    assert "ứiực" in correct(READ, extra_words=["ứiực"])


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("given", [list, iter, set, dict.fromkeys], ids=["list", "iterator", "set", "dict"])
def test_own_words_and_patterns_come_in_any_form(form: str, given: Callable[[list[str]], Iterable[str]]) -> None:
    """What can be read only once counts, and NFD meets the text, whose own form does not matter either."""
    word, pattern = (unicodedata.normalize(form, text) for text in ("ứiực hiện", r"\b[Ữữ]ong\b"))
    options = {"extra_words": given([word]), "protect": given([pattern])}
    repaired = unicodedata.normalize("NFC", correct(unicodedata.normalize(form, READ), **options))
    assert {"ứiực", "ữong"} <= set(repaired.split())


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("ngu-o\u031b\u0300i", "ngu-ời"),
        ("(?i)u\u0309y?|[u\u0309y\u0301]", "(?i)ủy?|[ủý]"),
        (r"\x6e" + "e\u0302", r"\x6eê"),
        (r"\x6e" + "\u0301", None),
        (r"\w" + "\u0301", None),
        (r"[\w" + "\u0300-\u036f]", None),
        ("[a-e\u0301]", None),
        ("[]e-\u0301]", None),
    ],
)
def test_letters_of_patterns_are_composed(pattern: str, kept: str | None) -> None:
    """Those that stand for themselves; None: the pattern would say something else."""
    assert Config(protect=(pattern,)).protect == (kept or pattern,)


@given(st.text(alphabet="aeuyđ\u0300\u0301\u0302\u031b\u0323ứ.-[](\\ ", min_size=1, max_size=12))
def test_plain_characters_match_themselves_in_any_form(text: str) -> None:
    """An escaped text in NFD is a pattern for its NFC."""
    (pattern,) = Config(protect=(regex.escape(unicodedata.normalize("NFD", text)),)).protect
    assert regex.fullmatch(pattern, unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("read", "own", "meant"),
    [
        (
            "Đề án tinh gọn của Ủy ban nhân dân tinh đuợc trình ừong năm.",
            "tinh gọn",
            "Đề án tinh gọn của Ủy ban nhân dân tỉnh được trình trong năm.",
        ),
        ("Ngu-ời viết dự th^o, nguờỉ đọc góp ý.", "dự th^o", "Người viết dự th^o, người đọc góp ý."),
        ("Ngu-ời viết dự\nth^o, nguờỉ đọc góp ý.", "dự th^o", "Người viết dự\nth^o, người đọc góp ý."),
        ("Huyện thảo luân kỳ, thảo luân tiếp.", "luân kỳ", "Huyện thảo luân kỳ, thảo luận tiếp."),
    ],
)
def test_own_terms_are_right_as_a_whole(read: str, own: str, meant: str) -> None:
    """Their words alone are not; a term may hold marks, and stand over the end of a line."""
    assert correct(read, extra_words=[own]) == meant


def test_own_terms_are_looked_through_once(corrector: Corrector, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand of them take longer than most texts."""
    asked: list[object] = []
    plain = lexicon.term_pairs
    monkeypatch.setattr(lexicon, "term_pairs", lambda terms, ids: asked.append(terms) or plain(terms, ids))
    config = Config(extra_words=("boọc mạy", "một lần"))
    results = {corrector.correct(READ, config) for _ in range(3)}
    assert len(results) == 1 and asked == [config.extra_words]


def test_fix_known_words_off_leaves_real_syllables() -> None:
    """Off, only what is no word changes."""
    text = "Ủy ban nhân dân tinh Thái Bình ban hành Kế hoạch phát triển kinh tế năm 2024."
    assert "tỉnh Thái Bình" in correct(text)
    assert correct(text, fix_known_words=False) == text


@pytest.mark.parametrize(
    "text",
    [
        "Đời sống của ngu-ời dân trong tỉnh được nâng lên, báo cáo vớiHội đồng nhân dân.",
        "Tỉnh phát triển vật.liệu xây dựng trong 5năm (2021 - 2025) theo Luật số41/2024/QH15, tăng 0 5%.",
        "Nghị định số 171/2025/NĐ- CP và tạp chí số 27 (20Ĩ Ỉ) của tỉnh.",
    ],
)
def test_fix_spacing_off_keeps_the_tokens(text: str) -> None:
    """Off, no edit joins or splits; on, each of these texts has one that does."""
    assert correct(text) != correct(text, fix_spacing=False)
    assert len(correct(text, fix_spacing=False).split()) == len(text.split())
    assert not {"join", "split"} & {edit.reason for edit in explain(text, fix_spacing=False).edits}


def test_fix_spacing_off_still_takes_marks_out() -> None:
    """Where the words stay apart, as they were."""
    read = "Tỉnh hỗ trợ vật. liệu xây dựng và nước ~ sạch."
    assert correct(read, fix_spacing=False) == "Tỉnh hỗ trợ vật liệu xây dựng và nước sạch."


def test_tone_style_restyles_only_when_asked() -> None:
    """``hòa`` and ``hoà`` are both right: an edit only on request."""
    text = "Văn hoá và hoà bình, thuỷ lợi, khoẻ mạnh."
    assert correct(text) == text
    assert correct(text, tone_style="old") == "Văn hóa và hòa bình, thủy lợi, khỏe mạnh."
    assert correct(correct(text, tone_style="old"), tone_style="new") == text


def test_threads_share_one_corrector(corrector: Corrector) -> None:
    """Eight threads with one `Corrector` get what one thread gets."""
    texts = [READ, READ.upper(), "Ngu-ời dân th^o luận.", "Tình hình kinh tế - xã hội nãm 2023."] * 8
    alone = [Corrector().explain(text) for text in texts[:4]] * 8
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert list(pool.map(corrector.explain, texts)) == alone


@pytest.mark.parametrize("copied", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy, copy.copy])
def test_a_copy_repairs_alike(corrector: Corrector, copied: Callable[[Corrector], Corrector]) -> None:
    """What is mapped into memory is not copied, but mapped again, of the same folder."""
    assert copied(corrector).explain(READ) == corrector.explain(READ)


def test_a_pickle_knows_its_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the one that is chosen where it is opened; one that is gone is told."""
    here, model = Path.cwd(), tmp_path / "model"
    model.symlink_to(model_dir(), target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    pickled = pickle.dumps(Corrector("model"))
    monkeypatch.chdir(here)
    monkeypatch.setenv("VNFIX_MODEL", str(tmp_path / "elsewhere"))
    model.rename(tmp_path / "moved")
    with pytest.raises(ResourceError, match="model does not exist"):
        pickle.loads(pickled)
    (tmp_path / "moved").rename(model)
    assert pickle.loads(pickled).correct(READ) == correct(READ)


def test_processes_share_one_corrector(corrector: Corrector) -> None:
    """As `multiprocessing` does it on every system."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(corrector.correct, [READ, READ])) == [correct(READ)] * 2


def test_calls_leave_no_trace(corrector: Corrector) -> None:
    """The order of documents changes nothing: what one teaches, the next does not see."""
    first = corrector.explain(READ)
    corrector.explain("Heraeus Heraeus Heraeus tmh tmh tmh tmh.", extra_words=["tmh"])
    assert corrector.explain(READ) == first


def test_model_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Argument and $VNFIX_MODEL name a folder; a wrong one is an error with the cure."""
    with pytest.raises(ResourceError, match="vnfix train"):
        Corrector(tmp_path / "nowhere")
    monkeypatch.setenv("VNFIX_MODEL", str(tmp_path / "elsewhere"))
    with pytest.raises(ResourceError, match="elsewhere"):
        Corrector()


def test_import_is_light() -> None:
    """`import vnfix` brings neither pyvi (1 s, 120 MB) nor the workshops, and reads no model."""
    code = (
        f"import sys; sys.path.insert(0, {str(Path(vnfix.__file__).parents[1])!r}); import vnfix; "
        "print(*(m for m in sys.modules if m.split('.')[0] in ('pyvi', 'sklearn', 'scipy') "
        "or m in ('vnfix.cli', 'vnfix.evaluate', 'vnfix.segment')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_readme_names_every_option_with_its_default() -> None:
    """The table of options in README.md is the `Config` that runs."""
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    shown = {True: "on", False: "off", (): "none"}
    for name, value in vars(Config()).items():
        default = f"`{value}`" if isinstance(value, str) else shown.get(value, str(value))
        assert f"| `{name}` | {default} |" in readme


def test_segment() -> None:
    """pyvi joins the syllables of words and keeps lines."""
    pytest.importorskip("pyvi")
    from vnfix.segment import segment

    text = "  Tỉnh phát triển kinh tế.\r\n\r\nHội đồng nhân dân họp.\n"
    result = segment(text)
    assert "kinh_tế" in result
    assert result.startswith("  ") and result.endswith("\n") and result.count("\r\n\r\n") == 1
    assert segment(" \n") == " \n"


def test_hash_seeds_do_not_matter() -> None:
    """Sets are unordered, results are not: two processes with other hash seeds repair alike."""
    page = (Path(__file__).parents[1] / "examples" / "page.txt").read_text(encoding="utf-8")
    script = "import sys, vnfix; sys.stdout.buffer.write(vnfix.correct(sys.stdin.buffer.read().decode()).encode())"
    results = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=page.encode(),
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(results) == 1


def test_scrap_that_context_reads_with_too_little_certainty_is_reported() -> None:
    """A scrap of capitals amid small letters is no clean word, though it is left: the reading is offered."""
    result = explain("Các sở triển khai nhiệm TO học kỳ 2 năm học 2023-2024.")
    assert result.text == "Các sở triển khai nhiệm TO học kỳ 2 năm học 2023-2024."
    [doubt] = result.unresolved
    assert (doubt.start, doubt.end, doubt.old, doubt.readings[0][0]) == (24, 26, "TO", "vụ")
