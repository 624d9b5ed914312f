"""Logistic regression, the one learner that the small fits need."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def logistic(rows: Floats, right: Floats, weight: Floats, ridge: float) -> Floats:
    """Weights of logit P(right) = rows · weights, by Newton's method with a ridge (Hastie et al. 2009, 4.4)."""
    found = np.zeros(rows.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weight * (right - p)) - ridge * found
        curve = (rows * (weight * p * (1 - p))[:, None]).T @ rows + ridge * np.eye(len(found))
        step = np.linalg.solve(curve, slope)
        found = found + step
        if np.abs(step).max() < 1e-8:
            break
    return found
