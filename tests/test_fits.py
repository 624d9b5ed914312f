"""What the small fits stand on: documents, made noise, the logistic curve, edits judged against the truth."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import numpy as np
import pytest

from vnfix.confidence import calibration
from vnfix.confidence.evidence import Evidence
from vnfix.evaluate import wer
from vnfix.resources import ResourceError
from vnfix.train import calibrate, fit_assess
from vnfix.train.documents import Document, cut, read_sets
from vnfix.train.logistic import logistic
from vnfix.train.noise import damaged, stripped
from vnfix.trees import Trees

LINE = "Hội đồng nhân dân huyện họp phiên thường kỳ để bàn kế hoạch phát triển kinh tế trong năm tới.\n"
READ = LINE.replace("triển", "ừiển").replace("trong", "ữong")


def test_cut_keeps_both_texts_whole_and_in_step() -> None:
    noisy, gold = READ * 80, LINE * 80
    found = cut(noisy, gold)
    assert "".join(piece for piece, _ in found) == noisy and "".join(piece for _, piece in found) == gold
    assert len(found) == round(len(LINE.split()) * 80 / 500)
    assert all(abs(len(a.split()) - len(b.split())) <= 1 and len(b.split()) in range(490, 600) for a, b in found)


def test_read_sets(tmp_path: Path) -> None:
    """JSONL, folders of pairs, folders of clean text; pages that the engine lost are left out."""
    pages = [{"noisy": READ, "gold": LINE}, {"noisy": "l |", "gold": LINE}]
    (tmp_path / "pages.jsonl").write_text("\n".join(json.dumps(page) for page in pages), encoding="utf-8")
    (tmp_path / "a.noisy.txt").write_text(READ, encoding="utf-8")
    (tmp_path / "a.gold.txt").write_text(LINE, encoding="utf-8")
    (tmp_path / "b.txt").write_text(LINE, encoding="utf-8")
    found = read_sets([f"one={tmp_path / 'pages.jsonl'}@model", f"two={tmp_path}"])
    assert found[0] == Document("one", "model", READ, LINE)
    assert found[1:] == [Document("two", None, READ, LINE), Document("two", None, LINE, LINE)]
    with pytest.raises(ResourceError, match="GROUP=PATH"):
        read_sets([str(tmp_path)])


@pytest.mark.parametrize("rate", [0.0, 0.05, 0.3])
def test_made_noise_has_about_its_rate(rate: float) -> None:
    text = LINE * 60
    noisy = damaged(text, rate, random.Random(3))
    assert wer(noisy, text).value == pytest.approx(rate, abs=0.3 * rate + 1e-9)
    assert noisy == damaged(text, rate, random.Random(3)) and noisy.count("\n") == text.count("\n")


def test_stripped() -> None:
    assert stripped(LINE, 1.0, random.Random(1)).isascii() and stripped(LINE, 0.0, random.Random(1)) == LINE


def test_logistic_finds_the_curve_it_was_drawn_from() -> None:
    rng = np.random.default_rng(5)
    rows = np.column_stack([np.ones(20_000), rng.normal(size=20_000)])
    right = (rng.random(20_000) < 1 / (1 + np.exp(-(rows @ [-1.0, 2.0])))).astype(float)
    assert logistic(rows, right, np.ones(len(rows)), 0.1) == pytest.approx([-1.0, 2.0], abs=0.1)


def test_edits_are_judged_against_the_truth() -> None:
    """Right edits and wrong ones are told apart; the numbers behind a confidence give it again."""
    rows = calibrate.judged(Document("x", None, READ, LINE.replace("trong", "bằng")))
    right = {(row.edit.old, row.right) for row in rows}
    assert ("ừiển", True) in right and ("ữong", False) in right
    trees = Trees.built_in("trees.tsv", calibration.NUMBERS)
    for row in rows:
        if row.edit.reason in calibration.BY_TREES:
            logit = trees.logits(np.array([row.numbers])).item()
            assert 1 / (1 + math.exp(-logit)) == pytest.approx(row.edit.confidence)
    assert {row.edit.reason for row in rows} & {*calibration.BY_TREES}
    assert not isinstance(calibration.confidences([Evidence("word", 4.0, 4.0, 5.0, 4.0)], 100)[0], calibrate.Traced)


def test_curves_keep_their_weights_without_evidence() -> None:
    assert calibrate.fit([], "split") == calibration.CURVES["split"]


def test_sample_counts_like_evaluate() -> None:
    """The rate of a sample is the WER; ⟦what nobody could read⟧ has no say."""
    gold = LINE * 3 + "⟦Phần này⟧ mờ.\n"
    found = fit_assess.sample(Document("x", None, READ * 3 + "Phàn nảy mờ.\n", gold))
    assert found.rate == pytest.approx(6 / (len(LINE.split()) * 3 + 1))
    assert found.wrong.sum() == 8 and (found.wrong * found.scored).sum() == 6


def test_fit_learns_from_little(tmp_path: Path) -> None:
    """End to end on a dozen documents: the estimate follows the truth, and the table reads back."""
    rng = random.Random(2)
    documents = [
        Document(group, None, damaged(LINE * 8, rate, rng), LINE * 8)
        for group in ("a", "b")
        for rate in (0.0, 0.0, 0.05, 0.1, 0.2, 0.4)
    ]
    samples = [fit_assess.sample(document) for document in documents]
    whole, pieces = fit_assess.leave_one_out(samples)
    guess, rate = np.array([h.guess for h in whole]), np.array([h.rate for h in whole])
    assert np.corrcoef(guess, rate)[0, 1] > 0.9
    table = fit_assess.fit_interval(whole, pieces, fit_assess.fit(samples))
    assert all(np.isfinite(value) for value in table.values())
    fit_assess.write(tmp_path / "weights.tsv", table, ["note"])
    shown = fit_assess.report(whole, fit_assess.from_table(table))
    assert len(shown) == 2 + 2 + 1 and "all groups alike" in shown[-1]
    assert (tmp_path / "weights.tsv").read_text(encoding="utf-8").splitlines()[1] == "name\tvalue"
