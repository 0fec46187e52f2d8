"""Logistic regression as every fit here uses it: fitted, tried on what was left out, and written as the product reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """Log odds = constant + weights · (evidence − mean)."""

    weights: Floats
    mean: Floats
    constant: float

    def of(self, values: Floats) -> Floats:
        """Return the log odds of each row."""
        found: Floats = self.constant + (values - self.mean) @ self.weights
        return found


def fitted(values: Floats, wanted: Floats, counts: Floats, penalty: float) -> Logistic:
    """Return the logistic regression of *wanted* on standardised *values*."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    rows = (values - mean) / spread

    def loss(weights: Floats) -> tuple[float, Floats]:
        odds = weights[0] + rows @ weights[1:]
        slope = counts * (1 / (1 + np.exp(-odds)) - wanted)
        value = float((counts * (np.logaddexp(0, odds) - wanted * odds)).sum()) + penalty * float(
            weights[1:] @ weights[1:]
        )
        return value, np.concatenate(([slope.sum()], rows.T @ slope + 2 * penalty * weights[1:]))

    best = minimize(
        loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}
    ).x
    return Logistic(best[1:] / spread, mean, float(best[0]))


def left_out(
    values: Floats, wanted: Floats, counts: Floats, groups: Sequence[object] | NDArray[Any], penalty: float
) -> Floats:
    """Return for every case the log odds by a fit that saw none of its group; *counts* 0 is not fitted to."""
    found, names = np.zeros(len(values)), np.asarray(groups)
    for name in np.unique(names):
        apart = names == name
        learn = ~apart & (counts > 0)
        found[apart] = fitted(values[learn], wanted[learn], counts[learn], penalty).of(values[apart])
    return found


def probabilities(odds: Floats) -> Floats:
    """Return the probabilities that log odds stand for."""
    found: Floats = 1 / (1 + np.exp(-odds))
    return found


def as_json(line: Logistic, names: Iterable[str], digits: int = 5) -> dict[str, Any]:
    """Return a sum as :func:`tracker.link.pairs.pair_model.read_sum` reads it."""
    return {
        "constant": round(line.constant, digits),
        "evidence": {
            name: [round(float(weight), digits), round(float(mean), digits)]
            for name, weight, mean in zip(names, line.weights, line.mean, strict=True)
        },
    }
