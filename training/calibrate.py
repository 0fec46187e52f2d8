"""From logits of left-out releases to a calibration: the weights of the evidence, and a threshold for each family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tokenizers import Tokenizer

from tracker.scoring import match
from tracker.segment.network.spans import Span, drawn
from tracker.segment.network.windows import windows
from training.gold import Coded, Example

PENALTY = 0.02  # of the squared weights, for each thousand spans


@dataclass(frozen=True, slots=True)
class Guess:
    """A span of a left-out release, its evidence, and the coded unit it matches."""

    example: Example
    span: Span
    sentence: int  # its number in the release
    features: tuple[float, ...]
    unit: Coded | None


def guesses(
    example: Example, logits: NDArray[np.float16], tokenizer: Tokenizer, bias: float, size: int
) -> Iterator[Guess]:
    """Yield the spans of *example*; *logits* are those of its pieces in the order of the windows."""
    found: list[tuple[int, Span, tuple[float, ...]]] = []
    row = 0
    text = example.document.text
    for window in windows(text, example.sentences, tokenizer, size=size):
        for stretch in window.stretches:
            part = logits[row : row + len(stretch.pieces)].astype(np.float32)
            row += len(stretch.pieces)
            begin, stop = stretch.pieces[0].start, stretch.pieces[-1].end
            for span, features in drawn(text, stretch.pieces, part, begin, stop, bias):
                found.append((stretch.sentence, span, features))
    if row != len(logits):
        raise ValueError(
            f"{example.id}: {len(logits)} pieces were predicted, {row} are there; train its fold anew"
        )
    pairs = match(
        [(unit.start, unit.end) for unit in example.units], [(span.start, span.end) for _, span, _ in found]
    )
    matched = {j: example.units[i] for i, j in pairs.items()}
    for number, (sentence, span, features) in enumerate(found):
        yield Guess(example, span, sentence, features, matched.get(number))


def fit_weights(found: Sequence[Guess]) -> tuple[float, ...]:
    """Return the weights of a logistic regression of "is a coded unit" on the evidence."""
    x = np.array([guess.features for guess in found])
    y = np.array([guess.unit is not None for guess in found], dtype=float)
    scale = np.maximum(np.abs(x).max(axis=0), 1e-6)
    x = x / scale

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = x @ weights
        p = 1 / (1 + np.exp(-z))
        value = np.logaddexp(0, z).sum() - (y * z).sum() + PENALTY * len(y) / 1000 * (weights[1:] ** 2).sum()
        slope = x.T @ (p - y)
        slope[1:] += 2 * PENALTY * len(y) / 1000 * weights[1:]
        return float(value), slope

    best = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    return tuple(float(weight) for weight in best.x / scale)


def probabilities(found: Sequence[Guess], weights: Sequence[float]) -> NDArray[np.float64]:
    """Return the probability of each guess."""
    x = np.array([guess.features for guess in found])
    result: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(x @ np.array(weights), -30, 30)))
    return result


def best_thresholds(
    found: Sequence[Guess], shares: NDArray[np.float64], gold: Counter[str]
) -> dict[str, float]:
    """Return for each family the threshold with the best F1 of all units taken together.

    The F1 of the whole is raised by taking a span wherever its probability is
    more than half of that F1; the same threshold is moved for each family by
    what its own left-out spans say.
    """
    chosen = {}
    for family in "UDSE":
        rows = [
            (share, guess.unit is not None)
            for share, guess in zip(shares, found, strict=True)
            if guess.span.family == family
        ]
        rows.sort(reverse=True)
        total = gold[family]
        hit = best = 0.0
        threshold = 0.5
        for number, (share, right) in enumerate(rows, 1):
            hit += right
            f1 = 2 * hit / (number + total)
            if f1 > best:
                best, threshold = f1, share
        chosen[family] = round(float(threshold), 3)
    return chosen
