"""Text that lost its accents: brute force judges the array Viterbi, tables and properties the rest."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import rows

from vnfix import Corrector, apply_edits, correct, explain
from vnfix.accents import restoring
from vnfix.accents.bare_runs import pieces_of
from vnfix.accents.restoring import Position, restore, sure
from vnfix.accents.station import least_confidence
from vnfix.ngrams import NgramModel
from vnfix.page import Page
from vnfix.resources import model_dir
from vnfix.syllable import bare
from vnfix.vocab import CLASSES, STOP_ID

#: Sentences of our own whose accents the model gives back without a slip.
CLEAN = (
    "Ủy ban nhân dân tỉnh ban hành kế hoạch phát triển kinh tế - xã hội năm 2024.",
    "Hội đồng nhân dân huyện thông qua nghị quyết về thu chi ngân sách.",
    "Các sở, ngành chịu trách nhiệm thi hành quyết định này.",
    "Thủ tướng Chính phủ yêu cầu đẩy nhanh tiến độ các dự án trọng điểm.",
    "Người dân được hỗ trợ kinh phí để xây dựng nhà ở mới.",
    "Công ty có trách nhiệm nộp thuế theo quy định của pháp luật.",
)
ENGLISH = (
    "The committee will meet on Monday to discuss the budget for next year.",
    "Please do not hang this sign on the main door, as the paint is not dry.",
    "He can do it, and so can I, but no one has the time to try.",
    "Our office in Ha Noi is open to the public from nine to five.",
)
OTHERS = ("https://vidu.gov.vn/van-ban", "01/NQ-CP", "lien.he@vidu.gov.vn", "12/3/2024")
PLAIN = tuple(bare(sentence) for sentence in CLEAN)


@pytest.fixture(scope="module")
def model() -> NgramModel:
    return NgramModel(model_dir() / "ngrams.vnfix")


def random_row(model: NgramModel, rng: random.Random) -> list[Position]:
    """Five positions of up to four readings, common words so that many n-grams are stored."""
    row = []
    for _ in range(5):
        ids = np.array(rng.sample(range(len(CLASSES), 300), rng.randint(1, 4)), dtype=np.int64)
        row.append(Position(ids, np.array([rng.uniform(0, 3) for _ in ids])))
    return row


def total(model: NgramModel, row: list[Position], before: list[int], path: tuple[int, ...]) -> float:
    """Cost of a whole path by plain addition, sentence end included."""
    ids = [*before, *(int(p.ids[k]) for p, k in zip(row, path, strict=True)), STOP_ID, STOP_ID]
    own = sum(float(p.costs[k]) for p, k in zip(row, path, strict=True))
    return own + float(model.costs(np.array(ids[:-2]), np.array(ids[1:-1]), np.array(ids[2:])).sum())


@pytest.mark.parametrize("seed", range(40))
def test_restoring_finds_the_cheapest_path(model: NgramModel, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No path costs less, and a rival is as far behind as the best path through it."""
    monkeypatch.setattr(restoring, "NEAR", 1e9)
    rng = random.Random(seed)
    row, before = random_row(model, rng), [rng.randrange(5, 300), STOP_ID]
    costs = {path: total(model, row, before, path) for path in itertools.product(*(range(len(p.ids)) for p in row))}
    least = min(costs.values())
    found = restore(model, row, before)
    chosen = tuple(p.ids.tolist().index(reading.id) for p, reading in zip(row, found, strict=True))
    assert costs[chosen] == pytest.approx(least, abs=1e-3)
    for place, (position, reading) in enumerate(zip(row, found, strict=True)):
        for rival, behind in reading.rivals:
            k = position.ids.tolist().index(rival)
            through = min(cost for path, cost in costs.items() if path[place] == k)
            assert through - least == pytest.approx(behind, abs=1e-3)


def test_blocks_change_nothing_at_a_sentence_end(model: NgramModel, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text is decoded in blocks; cut behind a sentence mark they give what one block gives."""
    rng = random.Random(7)
    row = [p for _ in range(12) for p in (*random_row(model, rng), sure(STOP_ID), sure(STOP_ID))]
    whole = restore(model, row, [STOP_ID, STOP_ID])
    monkeypatch.setattr(restoring, "BLOCK", 21)
    assert [r.id for r in restore(model, row, [STOP_ID, STOP_ID])] == [r.id for r in whole]


@pytest.mark.parametrize("sentence", CLEAN)
def test_lost_accents_come_back(sentence: str) -> None:
    """Every word, in small letters and in capitals, and the second pass finds nothing more to do."""
    for text in (sentence, sentence.upper()):
        restored = correct(bare(text))
        assert restored == text
        assert correct(restored) == restored


@given(st.lists(st.sampled_from(CLEAN + ENGLISH), min_size=1, max_size=6))
def test_each_line_of_a_mixed_page_gets_its_due(lines: list[str]) -> None:
    """Vietnamese lines are restored, English ones between them are left, whatever the order."""
    assert correct(bare("\n".join(lines))) == "\n".join(lines)


@given(st.lists(st.sampled_from(ENGLISH + OTHERS), min_size=1, max_size=6).map(" ".join))
def test_english_is_left(text: str) -> None:
    """Paragraphs of English, with addresses and codes, come back as they were."""
    assert explain(text).edits == ()


@given(st.lists(st.sampled_from([*CLEAN, *PLAIN, *ENGLISH, *OTHERS]), max_size=6), st.sampled_from(" \n"))
def test_edits_replay_and_a_second_pass_is_idle(pieces: list[str], space: str) -> None:
    """What was restored is clean text; its edits lead there from the text as given."""
    text = space.join(pieces)
    result = explain(text)
    assert apply_edits(text, result.edits) == result.text
    assert correct(result.text) == result.text


@given(st.lists(st.sampled_from(CLEAN), max_size=6).map("\n".join))
def test_accented_text_is_not_looked_at(text: str) -> None:
    """Where the accents are there, hardly a stretch is long enough to be looked at."""
    page = Page(text, {})
    assert [piece for piece in pieces_of(page, ()) if len(piece.words) > 5] == []


def test_edits_say_how_sure_they_are(corrector: Corrector) -> None:
    """``nam`` is năm or nam; the confidence and the runners-up of an edit tell so."""
    result = corrector.explain("Ke hoach phat trien kinh te nam 2024 cua tinh")
    edits = {edit.old: edit for edit in result.edits}
    assert {edit.reason for edit in result.edits} == {"accents"}
    assert edits["nam"].new == "năm" and 0.9 < edits["nam"].confidence <= 1.0
    assert all(0 <= share <= edit.confidence + 0.001 for edit in result.edits for _, share in edit.runners_up)


def test_options_hold(corrector: Corrector) -> None:
    """Switched off, protected, or listed as right, words without accents stay."""
    text = "Luat Doanh nghiep duoc Quoc hoi thong qua nam 2020."
    assert "Luật" in corrector.correct(text)
    assert corrector.correct(text, restore_accents=False, fix_known_words=False).startswith("Luat Doanh")
    assert corrector.correct(text, protect=["Quoc hoi"]) == "Luật Doanh nghiệp được Quoc hoi thông qua năm 2020."
    assert corrector.correct(text, extra_words=["Luat"]).startswith("Luat Doanh nghiệp")


@pytest.mark.parametrize("asked, least", [(0.0, 0.0), (0.5, 0.034), (0.7, 0.175), (0.9, 0.598), (1.0, 1.0)])
def test_the_bar_is_lower_where_the_word_is_wrong_anyway(asked: float, least: float) -> None:
    """A power of what is asked; 1 is 1, as no edit is certain."""
    assert least_confidence(asked) == pytest.approx(least, abs=0.0005)


def test_the_bar_parts_edits_from_doubts(corrector: Corrector) -> None:
    """What is not sure enough is told, not made; the default makes all, and 1 none."""
    text = "Co ay hai che va trong cai, me ban voi chi Mai hom qua."
    everything = corrector.explain(text, min_confidence=0.0).edits
    made = {asked: corrector.explain(text, min_confidence=asked) for asked in (0.7, 0.9, 1.0)}
    for asked, result in made.items():
        assert list(result.edits) == [edit for edit in everything if edit.confidence >= least_confidence(asked)]
        assert len(result.unresolved) == len(everything) - len(result.edits)
    assert len(everything) == len(made[0.7].edits) > len(made[0.9].edits) > len(made[1.0].edits) == 0


@pytest.mark.parametrize("case", rows("untouched"), ids=lambda case: case["note"])
def test_clean_text_has_no_accents_to_restore(case: dict[str, str]) -> None:
    """Not even as something in doubt."""
    result = explain(case["text"], min_confidence=0.0)
    assert [edit for edit in result.edits if edit.reason == "accents"] == []
