"""Fit the trees of `vnfix.confidence` and `vnfix.dirt` by gradient boosting (scikit-learn); write them as a table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..resources import ResourceError
from ..trees import COLUMNS, Floats, Node

#: Numbers that speak for an edit (1) or against it (-1) whatever the others say: a tree may not learn the contrary
#: from luck (log loss of the report 0.076, without bounds 0.083; of the other sets within 0.004).
DIRECTION = {
    **dict.fromkeys(
        ("gain", "margin", "second", "agreement", "habit", "echo_new", "echo_word", "left", "right", "fit"), 1
    ),
    **dict.fromkeys(("cost", "surprise", "echo_old", "prior"), -1),
}
#: By cross-validation over documents: with 4, 6, 10 leaves the log loss of the Tesseract pages is 0.253, 0.247, 0.240,
#: and 931, 936, 930 of their right repairs stand above the point where 97 % are right.  The others are usual values.
TREES, LEAVES, RATE, LEAST_CASES, RIDGE = 200, 6, 0.06, 30, 5.0


def fit_trees(
    cases: Floats, right: Floats, weight: Floats, numbers: Sequence[str], direction: Mapping[str, int] = DIRECTION
) -> list[Node]:
    """Trees whose sum is the logit of P(right).

    Args:
        cases: cases × numbers.
        right: 1 for right cases, else 0.
        weight: of each case.
        numbers: the names of the columns.
        direction: 1 or -1 for those that speak for an edit, or against it, whatever the others say.

    Raises:
        ResourceError: scikit-learn is not installed.
    """
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
    except ImportError:
        raise ResourceError("fitting trees needs scikit-learn: pip install 'vnfix[fit]'") from None
    learner = HistGradientBoostingClassifier(
        max_iter=TREES,
        max_leaf_nodes=LEAVES,
        learning_rate=RATE,
        min_samples_leaf=LEAST_CASES,
        l2_regularization=RIDGE,
        monotonic_cst=[direction.get(name, 0) for name in numbers],
        early_stopping=False,
        random_state=0,
    )
    learner.fit(cases, right, sample_weight=weight)
    return list(_nodes(learner, numbers))


def _nodes(learner: Any, numbers: Sequence[str]) -> Iterator[Node]:
    """The nodes of all trees; the first tree is a leaf, the logit of an average case."""
    yield Node(0, 0, "", 0.0, 0, 0, float(learner._baseline_prediction.item()))
    for tree, (predictor,) in enumerate(learner._predictors, 1):
        for k, node in enumerate(predictor.nodes):
            if node["is_leaf"]:
                yield Node(tree, k, "", 0.0, 0, 0, float(node["value"]))
            else:
                number = numbers[int(node["feature_idx"])]
                yield Node(tree, k, number, float(node["num_threshold"]), int(node["left"]), int(node["right"]), 0.0)


def write(nodes: Sequence[Node], path: Path, told: Sequence[str]) -> None:
    """Write the table, under lines that tell what it is; the file is replaced when the new one is complete."""
    lines = [*(f"# {line}" for line in told), "\t".join(COLUMNS)]
    for node in nodes:
        asked = (node.number, f"{node.at_most:.5g}", str(node.yes), str(node.no), "")
        cells = asked if node.number else ("", "", "", "", f"{node.logit:.2f}")
        lines.append("\t".join((str(node.tree), str(node.node), *cells)))
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    new.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(new, path)
