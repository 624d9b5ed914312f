"""Trees: asked side by side, they say what each says alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnfix.confidence import calibration
from vnfix.resources import ResourceError
from vnfix.train import fit_trees
from vnfix.trees import Floats, Node, Trees, read

NUMBERS = ("gain", "cost")
#: A leaf; a tree of one question; a tree of two.
NODES = [
    Node(0, 0, "", 0.0, 0, 0, 0.5),
    Node(1, 0, "gain", 2.0, 1, 2, 0.0),
    Node(1, 1, "", 0.0, 0, 0, -1.0),
    Node(1, 2, "", 0.0, 0, 0, 1.0),
    Node(2, 0, "cost", 3.0, 1, 4, 0.0),
    Node(2, 1, "gain", 4.0, 2, 3, 0.0),
    Node(2, 2, "", 0.0, 0, 0, 10.0),
    Node(2, 3, "", 0.0, 0, 0, 20.0),
    Node(2, 4, "", 0.0, 0, 0, 30.0),
]


def twin(nodes: list[Node], case: dict[str, float]) -> float:
    """Tree by tree, question by question."""
    total = 0.0
    for tree in sorted({node.tree for node in nodes}):
        own = [node for node in nodes if node.tree == tree]
        at = own[0]
        while at.number:
            at = own[at.yes if case[at.number] <= at.at_most else at.no]
        total += at.logit
    return total


@given(st.lists(st.tuples(*[st.floats(-9, 9)] * len(NUMBERS)), max_size=5))
def test_all_trees_at_once_agree_with_a_plain_walk(cases: list[tuple[float, ...]]) -> None:
    found = Trees(NODES, NUMBERS).logits(np.array(cases).reshape(-1, len(NUMBERS)))
    assert found.tolist() == pytest.approx([twin(NODES, dict(zip(NUMBERS, case))) for case in cases])


def test_the_built_in_trees_agree_with_a_plain_walk() -> None:
    """The committed table as a slow reader has it."""
    path = Path(__file__).parents[1] / "data" / "confidence" / "trees.tsv"
    nodes = list(read(path))
    cases = np.random.default_rng(1).normal(3, 4, size=(50, len(calibration.NUMBERS)))
    found = Trees.built_in("trees.tsv", calibration.NUMBERS).logits(cases)
    meant = [twin(nodes, dict(zip(calibration.NUMBERS, case))) for case in cases.tolist()]
    assert found.tolist() == pytest.approx(meant)


@pytest.mark.parametrize(
    ("nodes", "told"),
    [
        ([Node(0, 0, "weight", 1.0, 1, 2, 0.0)], "asks for 'weight'"),
        (NODES[:2], "cut short"),
    ],
)
def test_a_broken_table_is_told(nodes: list[Node], told: str) -> None:
    with pytest.raises(ResourceError, match=told):
        Trees(nodes, NUMBERS)


def test_fitted_trees_find_the_rule_and_are_read_again_as_written(tmp_path: Path) -> None:
    """Right where the gain is large or the cost small: the trees learn that.  A bound is written with six digits: few
    cases of a thousand stand that near to one.
    """
    rng = np.random.default_rng(2)
    cases: Floats = rng.uniform(0, 10, size=(2000, 2))
    right = ((cases[:, 0] > 6) | (cases[:, 1] < 2)).astype(float)
    nodes = fit_trees.fit_trees(cases, right, np.ones(len(cases)), NUMBERS)
    fit_trees.write(nodes, tmp_path / "trees.tsv", ["A test."])
    found = Trees(read(tmp_path / "trees.tsv"), NUMBERS).logits(cases)
    assert ((found > 0) == (right > 0)).mean() > 0.99
    assert (abs(found - Trees(nodes, NUMBERS).logits(cases)) > 0.1).mean() < 0.005
