"""Training is reproducible: the same text gives the same bytes, whatever the process and its hash seed."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from vnfix import Corrector
from vnfix.part_channel import Rule
from vnfix.resources import ResourceError
from vnfix.train.learn_channel import mix_rules, read_engines

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


def test_learn_channel_gives_the_same_bytes(tmp_path: Path) -> None:
    """The same for the rules of an engine."""
    pages = tmp_path / "pages.jsonl"
    gold = " ".join(sentence.format(k=k) for k, sentence in enumerate(SENTENCES))
    noisy = gold.replace("tr", "ừ").replace("triển", "ừiển").replace("ế", "ê")
    pages.write_text(json.dumps({"noisy": noisy, "gold": gold}, ensure_ascii=False) + "\n", encoding="utf-8")
    for seed in (1, 2):
        run(seed, "learn-channel", f"mine={pages}", "--out", str(tmp_path / str(seed)))
    for name in ("channel.vnfix", "neighbours.vnfix"):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_engines_are_mixed_by_weight() -> None:
    """P = Σ weight · P_engine; a rule that one engine lacks is so much dearer."""
    both, alone = Rule("tr", "ừ", 1.0), Rule("h", "li", 1.0)
    costs = {rule.meant: rule.cost for rule in mix_rules([([both, alone], 0.2), ([both], 0.6)])}
    assert costs == pytest.approx({"tr": 1.0, "h": 1.0 + math.log(4)})


@pytest.mark.parametrize("weight", ["much", "0", "-1", "nan", "inf", ""])
def test_a_weight_is_a_positive_number(weight: str) -> None:
    with pytest.raises(ResourceError, match="expected a positive number"):
        read_engines([f"mine:{weight}=pages.jsonl"])
