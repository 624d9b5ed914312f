"""Readers of pairs, the command line of `vnfix.evaluate`, and the page in colour."""

from __future__ import annotations

import argparse
import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest

from vnfix.evaluate import Cell, add_arguments, command, evaluate, html_page, read_jsonl, read_pairs, read_tsv
from vnfix.intake.textfiles import InputError

GOLD = "Bà con trồng rau\nvà nuôi cá\n"
NOISY = "Bà con ừồng rau\nvà nuôi ca\n"
FIXED = "Bà con trồng rau\nvà nuôi ca\n"


def repair(text: str) -> str:
    return text.replace("ừồng", "trồng")


def never(text: str) -> str:
    raise AssertionError("the repaired text was given, nothing is to be repaired")


def run(*words: str | Path, correct: object = repair) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return command(parser.parse_args([str(word) for word in words]), correct)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("noisy", NOISY), ("gold", GOLD), ("fixed", FIXED)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_read_pairs(folder: Path) -> None:
    assert read_pairs(folder / "noisy.txt", folder / "gold.txt") == ([NOISY], [GOLD], None)
    assert read_pairs(folder / "noisy.txt", folder / "gold.txt", folder / "fixed.txt").system == [FIXED]


def test_read_jsonl(tmp_path: Path) -> None:
    """Other fields and empty lines are passed over; U+2028 inside a text ends no line."""
    path = tmp_path / "p.jsonl"
    path.write_text('{"noisy": "a\u2028b", "gold": "c\\nd", "id": 7}\r\n\n{"gold": "", "noisy": "x"}', encoding="utf-8")
    assert read_jsonl(path) == (["a\u2028b", "x"], ["c\nd", ""], None)


def test_read_tsv(tmp_path: Path) -> None:
    """Columns in any order, by name; # and quotes are text."""
    path = tmp_path / "p.tsv"
    path.write_text('\ufeffgold\tid\tsystem\tnoisy\n# một\t1\t"một\t# mot\n\nhai\t2\thai\thaỉ\n', encoding="utf-8")
    assert read_tsv(path) == (["# mot", "haỉ"], ["# một", "hai"], ['"một', "hai"])


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.jsonl", '{"noisy": "a", "gold": "b"}\n{"noisy": "a",', r"p\.jsonl:2: not JSON"),
        ("p.jsonl", '["a", "b"]', r"p\.jsonl:1: expected an object"),
        ("p.jsonl", '{"noisy": "a"}', r"p\.jsonl:1: there is no field 'gold', only \['noisy'\]"),
        ("p.jsonl", '{"noisy": "a", "gold": 3}', r"p\.jsonl:1: field 'gold' is 3, expected a string"),
        ("p.jsonl", '{"noisy":"a","gold":"b"}\n{"noisy":"a","gold":"b","system":"c"}', r"p\.jsonl:2: some rows have"),
        ("p.jsonl", "\n", "no pairs"),
        ("p.tsv", "", "no pairs"),
        ("p.tsv", "noisy\tgold\n", "no pairs"),
        ("p.tsv", "noisy\ttruth\na\tb\n", r"p\.tsv:1: header lacks \['gold'\]"),
        ("p.tsv", "noisy\tgold\na\tb\na\n", r"p\.tsv:3: 1 cells, expected 2"),
    ],
)
def test_readers_say_where_and_what(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        (read_jsonl if name.endswith("jsonl") else read_tsv)(path)


def test_command_repairs_what_was_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder / "noisy.txt", folder / "gold.txt") == 0
    out = capsys.readouterr().out
    assert "fixed 1, missed 1, miscorrected 0; broken 0" in out
    assert out.isascii()  # prints on any terminal


def test_command_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--system is measured as it is, and JSON says what `Report.to_dict` says."""
    words = (folder / "noisy.txt", folder / "gold.txt", "--system", folder / "fixed.txt", "--json", "--by-line")
    assert run(*words, correct=never) == 0
    assert json.loads(capsys.readouterr().out) == evaluate(NOISY, FIXED, GOLD, whole=False).to_dict()


@pytest.mark.parametrize(
    ("noisy", "gold", "surplus"), [(NOISY, "", 7), ("", "", 0), ("Bà con", "⟦Bà con⟧", 0), ("Bà con", "---\n", 2)]
)
def test_gold_without_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], noisy: str, gold: str, surplus: int
) -> None:
    """No 1400 % of 0 words, and nothing reduced by 100 %."""
    for name, text in (("noisy", noisy), ("gold", gold)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = [tmp_path / "noisy", tmp_path / "gold", "--bootstrap", "10"]
    assert run(*words, "--html", tmp_path / "page.html") == 0
    told = capsys.readouterr().out
    assert told.startswith("no rates: the gold has no words") and "%" not in told
    assert f"{surplus} before the repair, {surplus} after" in told
    assert "no rates" in (tmp_path / "page.html").read_text(encoding="utf-8")
    run(*words, "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["words"], told["errors"], told["wer_before"], told["wer_reduction"]) == (0, surplus, None, None)


def test_command_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "n").write_text("HOÀ bình " * 200, encoding="utf-8")
    (tmp_path / "g").write_text("hòa bình " * 200, encoding="utf-8")
    for flags, errors in (([], 200), (["--lower"], 0), (["--lower", "--tone-placement"], 200)):
        run(tmp_path / "n", tmp_path / "g", "--json", "--bootstrap", "20", *flags)
        result = json.loads(capsys.readouterr().out)
        assert result["errors"] == errors
        low, high = result["intervals"]["wer_before"]
        assert low <= errors / 400 <= high


@pytest.mark.parametrize("name", ["p.jsonl", "p.tsv"])
def test_command_on_a_table_of_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """Rows are aligned one by one; a field system is measured, else the rows are repaired."""
    path = tmp_path / name
    for system in (None, "trồng rau cai"):
        row = {"noisy": "ừồng rau cai", "gold": "trồng rau cải"} | ({"system": system} if system else {})
        line = json.dumps(row) if name.endswith("jsonl") else "\t".join(row) + "\n" + "\t".join(row.values())
        path.write_text(line + "\n", encoding="utf-8")
        run(path, "--json", correct=never if system else repair)
        result = json.loads(capsys.readouterr().out)
        assert (result["fixed"], result["missed"]) == (1, 1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["noisy.txt"], "GOLD is missing"),
        (["p.tsv", "--system", "fixed.txt"], "as the field system"),
        (["noisy.txt", "gold.txt", "--bootstrap", "-1"], "expected a number of draws"),
        (["noisy.txt", "gold.txt", "--html", "gold.txt"], "would be overwritten"),
        (["noisy.txt", "gold.txt", "--html", "./noisy.txt"], "would be overwritten"),
        (["noisy.txt", "short.txt", "--by-line"], "numbers of lines differ"),
        (["noisy.txt", "latin.txt"], "not UTF-8"),
    ],
)
def test_command_refuses_with_the_cure(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    """Every refusal is an InputError, which the front command line tells in one line; no file has changed."""
    monkeypatch.chdir(folder)
    (folder / "short.txt").write_text("Bà con\n", encoding="utf-8")
    (folder / "latin.txt").write_bytes("Bà con".encode("cp1258"))
    with pytest.raises(InputError, match=message):
        run(*words)
    assert capsys.readouterr().out == ""
    assert (folder / "noisy.txt").read_text(encoding="utf-8") == NOISY
    assert (folder / "gold.txt").read_text(encoding="utf-8") == GOLD


def test_help_prints_on_any_terminal() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert parser.format_help().isascii()


def test_missing_file_is_an_os_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"):
        run(folder / "noisy.txt", folder / "nowhere.txt")


def test_page_is_written_all_or_not_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the last step fails the old page stands and nothing lies about."""
    page = folder / "page.html"
    page.write_text("old", encoding="utf-8")

    def fail(source: str, target: str) -> None:
        assert Path(source).parent == folder  # same folder, same file system: the replacement is one step
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        with pytest.raises(OSError, match="disk full"):
            run(folder / "noisy.txt", folder / "gold.txt", "--html", page)
    assert page.read_text(encoding="utf-8") == "old"
    assert sorted(p.name for p in folder.iterdir()) == ["fixed.txt", "gold.txt", "noisy.txt", "page.html"]
    run(folder / "noisy.txt", folder / "gold.txt", "--html", page)
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


class Page(HTMLParser):
    """Tags that stay open, links to the outside, and the cells by status."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.cells: list[tuple[str, list[str]]] = []
        self.paragraphs = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.paragraphs += tag == "p"
        assert not {name for name, _ in attrs} & {"src", "href", "onclick"}
        if tag != "meta":
            self.open.append(tag)
        classes = dict(attrs).get("class") or ""
        if classes.startswith("c "):
            self.cells.append((classes[2:], []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-2:] == ["span", "span"]:
            self.cells[-1][1].append(data)


def test_page_shows_every_fate_in_its_colour() -> None:
    noisy, system, gold = "mot hái ba bôn sáu bay tám", "một hái ba bổn sàu bay tám", "một hai ba bốn sáu ⟦bảy⟧ tám"
    text = evaluate(noisy, system, gold).html("Đếm")
    page = Page(text)
    assert page.open == []
    assert page.cells == [
        ("fixed", ["mot", "một", "một"]),
        ("missed", ["hái", "hái", "hai"]),
        ("miscorrected", ["bôn", "bổn", "bốn"]),
        ("broken", ["sáu", "sàu", "sáu"]),
        ("unscored", ["bay", "bay", "bảy"]),
    ]
    for status, colour in (
        ("fixed", "#1a7f37"),
        ("broken", "#c62020"),
        ("missed", "#b26a00"),
        ("miscorrected", "#7b2fbf"),
    ):
        assert f".{status} {{ color: {colour}; }}" in text


def test_page_needs_nothing_else_and_runs_nothing() -> None:
    """What stands in a scan or in a file's name cannot become markup."""
    evil = "<script>alert('x')</script>&\"<img src=x onerror=y>"
    text = evaluate(evil, evil.replace("script", "b"), evil).html(evil)
    page = Page(text)
    assert page.open == []
    assert not page.tags & {"script", "img", "link", "iframe"}
    assert "<script" not in text and "<img" not in text
    assert "http" not in text


def test_cells_are_escaped() -> None:
    """Also should the tokenisation one day let such letters into words."""
    cells = [
        Cell("<i>", "&amp;", "<s>", True, 0),
        Cell("a<b", "a<b", "a<b", True, 0),
        Cell("<u>", "<u>", "<u>", False, 0),
    ]
    text = html_page.render("t", "", [cells])
    for markup in ("<i>", "<s>", "a<b", "<u>"):
        assert markup not in text
    assert "&amp;amp;" in text and "a&lt;b" in text


def test_page_keeps_the_lines_of_the_gold() -> None:
    """Also where texts were aligned line by line; the paragraph above them is the legend."""
    for whole in (True, False):
        report = evaluate(NOISY, FIXED, GOLD, whole=whole)
        assert Page(report.html()).paragraphs == 1 + 2
    assert evaluate(NOISY, FIXED, GOLD, whole=False).html().count("<section>") == 1
    assert (report + report).html().count("<section>") == 2


def test_a_folder_is_told(folder: Path) -> None:
    """Pages add up in one table of pairs; a folder alone does not say which text is whose truth."""
    with pytest.raises(InputError, match="is a folder; put its pages into one .jsonl"):
        run(folder, folder)
