"""Training is reproducible: the same text gives the same bytes, whatever the process and its hash seed."""

from __future__ import annotations

import gzip
import json
import math
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from vnfix import Corrector
from vnfix.channel.part_channel import Rule
from vnfix.cli import main
from vnfix.evaluate import evaluate
from vnfix.evaluate.readers import read_jsonl
from vnfix.ngrams import NgramModel
from vnfix.resources import ResourceError, model_dir
from vnfix.train.channel_file import compile_rules, load_rules
from vnfix.train.corpus import open_text
from vnfix.train.learn_channel import COMPILED, learnt, mix_rules, mixed, read_engines, read_weights, seen

ROOT = Path(__file__).resolve().parents[1]
PAIRS, GUIDE = ROOT / "training" / "pairs", ROOT / "docs" / "adapting.md"

SENTENCES = (
    "Ủy ban nhân dân tỉnh ban hành kế hoạch phát triển nông nghiệp năm {k}.",
    "Sở Tài chính trình dự toán thu, chi ngân sách của {k} xã.",
    "Các huyện báo cáo kết quả trồng lúa trên {k} ha trước ngày 15 tháng 9.",
    "Hội đồng nhân dân xã họp kỳ thứ {k} và thông qua nghị quyết.",
)


def run(seed: int, *arguments: str) -> None:
    """Run ``vnfix`` in a process of its own."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run([sys.executable, "-m", "vnfix", *arguments], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two domains: a text file, and a JSONL file in a subfolder."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = [SENTENCES[k % len(SENTENCES)].format(k=k) for k in range(1200)]
    (folder / "letters.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / "minutes").mkdir()
    rows = (json.dumps({"text": line}, ensure_ascii=False) for line in lines[::-1])
    (folder / "minutes" / "all.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return folder


def test_train_gives_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    """Twice, under two hash seeds; and what comes out is a model that repairs."""
    for seed in (1, 2):
        run(seed, "train", str(corpus), "--out", str(tmp_path / str(seed)))
    names = sorted(path.name for path in (tmp_path / "1").iterdir())
    assert "ngrams.vnfix" in names
    for name in names:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name
    corrector = Corrector(tmp_path / "1")
    assert corrector.correct("Hội đồng nhấn dân xã họp.", min_confidence=0.3) == "Hội đồng nhân dân xã họp."


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A page of an engine that reads tr as ừ and ế as ê."""
    gold = " ".join(sentence.format(k=k) for k, sentence in enumerate(SENTENCES))
    noisy = gold.replace("triển", "ừiển").replace("trên", "ừên").replace("ế", "ê")
    path = tmp_path / "pages.jsonl"
    path.write_text(json.dumps({"noisy": noisy, "gold": gold}, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_learn_channel_gives_the_same_bytes(pages: Path, tmp_path: Path) -> None:
    """The same for the rules of an engine; and its counted words teach what its pages teach."""
    counts = tmp_path / "counts"
    run(1, "learn-channel", f"mine={pages}", "--out", str(tmp_path / "1"), "--counts", str(counts))
    run(2, "learn-channel", f"mine={pages}", "--out", str(tmp_path / "2"))
    run(3, "learn-channel", str(counts), "--out", str(tmp_path / "3"))
    for name in ("channel.vnfix", "syllabary.vnfix", "neighbours.vnfix"):
        first, *others = ((tmp_path / k / name).read_bytes() for k in "123")
        assert others == [first, first], name
    rows = (counts / "mine.tsv").read_text("utf-8").splitlines()
    assert rows[0] == "read\tmeant\tcount" and "ừiển\ttriển\t1" in rows


def test_train_learns_the_channel_too(corpus: Path, pages: Path, tmp_path: Path) -> None:
    """From a corpus (here a single file) and pairs to a model in one command."""
    run(1, "train", str(corpus / "minutes" / "all.jsonl"), "--pairs", f"mine={pages}", "--out", str(tmp_path / "model"))
    run(1, "learn-channel", f"mine={pages}", "--out", str(tmp_path / "channel"))
    ours, theirs = (tmp_path / name / "channel.vnfix" for name in ("model", "channel"))
    assert ours.read_bytes() == theirs.read_bytes()


@pytest.mark.skipif(not GUIDE.exists(), reason="needs docs/ beside the tests")
def test_the_guide_tells_what_its_example_gives(tmp_path: Path) -> None:
    """The two tables of docs/adapting.md, by its own commands, to the letter."""
    told = re.findall(r"(?m)^    WER.*\n    errors.*\n +fixed.*", GUIDE.read_text("utf-8"))
    subprocess.run([sys.executable, str(ROOT / "examples" / "other_engine.py"), str(tmp_path)], check=True)
    model, pairs = tmp_path / "model", read_jsonl(tmp_path / "held_back.jsonl")
    run(0, "learn-channel", f"mine={tmp_path / 'learn.jsonl'}", "--keep", "--out", str(model))
    given = []
    for corrector in (Corrector(), Corrector(model)):
        lines = evaluate(pairs.noisy, [corrector.correct(text) for text in pairs.noisy], pairs.gold).table().split("\n")
        given.append(" ".join(lines[k] for k in (0, 2, 3)).split())
    assert [table.split() for table in told] == given


@pytest.mark.skipif(not PAIRS.is_dir(), reason="needs training/pairs beside the tests")
def test_built_in_channel_is_what_the_committed_counts_teach(tmp_path: Path) -> None:
    """What data/model holds of the channel comes out of training/ to the byte, and out of its own rules."""
    others = {"tesseract-eng": "plain", "ppocrv6": "narrow"}
    named = [f"{engine}={PAIRS.parent / folder / engine}.tsv" for engine, folder in others.items()]
    engines, weights = read_engines([str(PAIRS), *named]), [0.25, 0.03, 0.6, 0.09, 0.15]
    built_in = model_dir()
    language = NgramModel(built_in / "ngrams.vnfix")
    compile_rules(mixed(learnt(engines), weights), language, tmp_path, seen(engines, weights))
    once = {name: (tmp_path / name).read_bytes() for name in COMPILED}
    assert once == {name: (built_in / name).read_bytes() for name in COMPILED}
    compile_rules(load_rules(tmp_path / "channel.vnfix"), language, tmp_path)
    assert once == {name: (tmp_path / name).read_bytes() for name in COMPILED}


def test_pages_of_dropped_letters_teach(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nine words in ten are wrong, and few letters: such a page can be aligned, unlike one of noise."""
    gold = "huyện được trường nghiệp những nhiều phường quyền thuộc với"
    rows = [("huyn đưc trưng nghip nhng nhiu phưng quyn thuc vi", gold), ("h~y #o t: n& 1 |w p; q. t_ v", gold)]
    lines = [json.dumps({"noisy": noisy, "gold": gold}) for noisy, gold in rows]
    (tmp_path / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = read_engines([f"narrow={tmp_path / 'pages.jsonl'}"])["narrow"]
    assert {(read, meant) for read, meant, _ in found} == set(zip(rows[0][0].split(), gold.split(), strict=True))
    assert "1 of 2 pages left out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.tsv", None, "No such file"),
        ("mine.tsv", "read\tmeant\tcount\nừong\ttrong\tmany\n", "has the count 'many'; expected 1, 2, 3"),
        ("mine.tsv", "read\tmeant\tcount\nừong\ttrong\n", "mine.tsv:2: 2 cells, expected 3"),
        ("mine.tsv", "noisy\tgold\nxyz abc\tmưa nắng\n", "no usable page"),
        ("folder/notes.txt", "", "no pairs in"),
    ],
)
def test_pairs_that_teach_nothing_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    pairs = path.parent if path.parent != tmp_path else path
    assert main(["learn-channel", str(pairs), "--out", str(tmp_path / "out")]) == 2
    assert message in capsys.readouterr().err
    assert main(["train", str(tmp_path), "--pairs", str(pairs), "--out", str(tmp_path / "out")]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_channel_joins_its_own_language_model_alone(
    corpus: Path, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its neighbours are compiled for the words of one model: that in --out is neither kept beside them nor lost."""
    own = tmp_path / "own"
    assert main(["train", str(corpus), "--out", str(own)]) == 0
    ngrams = (own / "ngrams.vnfix").read_bytes()
    assert main(["learn-channel", str(pages), "--out", str(own)]) == 2
    assert "holds another language model" in capsys.readouterr().err
    channel = (own / "channel.vnfix").read_bytes()
    assert main(["learn-channel", str(pages), "--model", str(own), "--out", str(own)]) == 0
    assert "that is few" in capsys.readouterr().err
    assert (own / "ngrams.vnfix").read_bytes() == ngrams
    assert (own / "channel.vnfix").read_bytes() != channel
    assert Corrector(own).correct("Sở Tài chính trình dự toán.") == "Sở Tài chính trình dự toán."


def test_pages_that_are_mostly_wrong_are_counted(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pages.open("a", encoding="utf-8") as out:
        out.write('{"noisy": "m~a n@ng", "gold": "mưa nắng"}\n')
    assert read_engines([str(pages)])["own"]
    assert "1 of 2 pages left out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt.gz", b"no gzip", "a.txt.gz: cannot be unpacked"),
        ("a.txt.xz", b"no xz", "a.txt.xz: cannot be unpacked"),
        ("a.txt.gz", gzip.compress(b"rau xanh " * 999)[:-9], "a.txt.gz: cannot be unpacked"),
        ("a.jsonl", b'{"txt": "rau"}', """a.jsonl:1: expected an object such as {"text": "..."}, got {"txt": "rau"}"""),
        ("a.txt", b"\xff\xfe", "a.txt: not UTF-8"),
        ("a.txt", b"rau xanh", "too little text"),
        ("a.pdf", b"", "no text in"),
    ],
)
def test_a_corpus_that_cannot_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["train", str(tmp_path), "--out", str(tmp_path / "out")]) == 2
    assert message in capsys.readouterr().err


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\ufeffRau xanh\n", encoding="utf-8")
    assert list(open_text(tmp_path / "a.txt")) == ["Rau xanh\n"]


def test_arguments_without_effect_are_refused(
    corpus: Path, pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Weights without pairs; a file as --out, before the long work."""
    assert main(["train", str(corpus), "--weights", "mine=0.5", "--out", str(tmp_path / "out")]) == 2
    assert "there are no --pairs" in capsys.readouterr().err
    for command in (["train", str(corpus)], ["learn-channel", str(pages)]):
        assert main([*command, "--out", str(pages)]) == 2
        assert "is a file; --out names a folder" in capsys.readouterr().err


def test_train_takes_the_built_in_channel_whatever_model_is_in_use(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNFIX_MODEL", str(tmp_path / "gone"))
    assert main(["train", str(corpus / "minutes"), "--out", str(tmp_path / "out")]) == 0


def test_engines_are_mixed_by_weight() -> None:
    """P = Σ weight · P_engine; a rule that one engine lacks is so much dearer."""
    both, alone = Rule("tr", "ừ", 1.0), Rule("h", "li", 1.0)
    costs = {rule.meant: rule.cost for rule in mix_rules([[both, alone], [both]], [0.2, 0.6])}
    assert costs == pytest.approx({"tr": 1.0, "h": 1.0 + math.log(4)})


@pytest.mark.parametrize("weight", ["mine=much", "mine=0", "mine=-1", "mine=nan", "mine=inf", "mine=", "mine"])
def test_a_weight_is_a_positive_number(weight: str) -> None:
    with pytest.raises(ResourceError, match="expected a positive number"):
        read_weights([weight], ["mine", "other"])


def test_weights_belong_to_engines() -> None:
    assert read_weights(["other=0.25"], ["other", "mine"]) == [1.0, 0.25]
    with pytest.raises(ResourceError, match="no such engine.*mine"):
        read_weights(["others=0.25"], ["other", "mine"])
