"""The surprise of a repair against a plain twin."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from vnfix.confidence import calibration, evidence
from vnfix.confidence.surprise import surprises
from vnfix.decoder import Decision, Problem
from vnfix.lattice import Arc, Lattice

Ids = npt.NDArray[np.int64]

#: Words of the documents that the edits below stand in.
WORDS = 100


def costs(u: Ids, v: Ids, w: Ids) -> npt.NDArray[np.float64]:
    """Any function of three symbols that tells them apart."""
    return (u * 0.7 + v * 0.2 + w * w * 0.01) % 3.0


def kept(at: int, *ids: int) -> Decision:
    return Decision(Arc(at, at + 1, ids, 0.0), 0.0, ())


def repair(at: int, *ids: int) -> Decision:
    return Decision(Arc(at, at + 1, ids, 1.0, ("x",) * len(ids), "word"), 1.0, ())


def twin(before: tuple[int, ...], ids: list[int], after: tuple[int, ...], first: int, count: int) -> float:
    """Mean cost of the trigrams that hold symbols ``first`` to ``first + count`` of ``ids``."""
    text = [*before, *ids, *after]
    ends = range(first + 2, first + 2 + count + 2)
    return float(np.mean([costs(*(np.array(text[k - j]) for j in (2, 1, 0))) for k in ends]))


def test_surprise_is_the_mean_of_the_trigrams_around() -> None:
    """A repair of one word, one of two, spaces without a symbol, and a lattice without repairs between."""
    one = [kept(0, 5), kept(1), repair(2, 7), kept(3), repair(4, 8, 9)]
    none = [kept(0, 4)]
    problems = [Problem(Lattice(0, 5), (1, 2), (3, 4)), Problem(Lattice(0, 1), (9, 9), (9, 9))]
    found = surprises(zip(problems, [one, none]), costs)
    assert [change.decision for change in found] == [one[2], one[4]]
    assert [(change.left, change.right) for change in found] == [(5, 8), (7, 3)]
    ids = [5, 7, 8, 9]
    meant = [twin((1, 2), ids, (3, 4), 1, 1), twin((1, 2), ids, (3, 4), 2, 2)]
    assert [change.surprise for change in found] == pytest.approx(meant)
    assert surprises(zip(problems[1:], [none]), costs) == []


def test_confidence_follows_the_evidence() -> None:
    """More gain and margin, less surprise, surer company: each makes an edit surer."""
    usual = evidence.Evidence("word", 4.0, 4.0, 5.0, 4.0)
    better = [usual._replace(gain=8.0), usual._replace(margin=8.0), usual._replace(surprise=1.0)]
    alone = calibration.confidences([usual], WORDS)[0]
    assert all(calibration.confidences([one], WORDS)[0] > alone for one in better)
    sure = usual._replace(gain=12.0, margin=10.0, surprise=1.0)
    doubtful = usual._replace(gain=0.5, margin=0.5, surprise=10.0)
    among = [calibration.confidences([usual, *[company] * 20], WORDS)[0] for company in (doubtful, usual, sure)]
    assert among == sorted(among) and alone < among[2]
    assert calibration.confidences([], WORDS) == []


@pytest.mark.parametrize(
    ("read", "meant", "letters"),
    [
        ("trờ", "trở", ("ờ", "ở")),
        ("ừiển", "triển", ("ừ", "tr")),
        ("tmh", "tỉnh", ("m", "ỉn")),
        ("aa", "a", ("a", "")),
        ("a", "a", ("", "")),
    ],
)
def test_confusion_is_where_two_words_differ(read: str, meant: str, letters: tuple[str, str]) -> None:
    assert evidence.confusion(read, meant) == letters


def test_a_habit_makes_surer() -> None:
    """The eleventh ờ for ở is surer than the first; sure repairs of other letters say less."""
    usual = evidence.Evidence("word", 4.0, 3.0, 5.0, 4.0, confusion=("ờ", "ở"))
    alike, other = ([usual._replace(gain=12.0, margin=10.0, confusion=of)] * 10 for of in (("ờ", "ở"), ("a", "e")))
    alone, of_habit, of_others = (
        calibration.confidences([usual, *company], WORDS)[0] for company in ([], alike, other)
    )
    assert alone < of_others < of_habit
