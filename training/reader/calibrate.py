"""From logits of left-out releases to a calibration: the weights of the evidence, and a threshold.

logits ─► ways to read each sentence ─► is a span a coded unit? ─► weights ─► chosen readings ─► scale, threshold
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tokenizers import Tokenizer

from tracker.segment.network.evidence import NAMES, surroundings
from tracker.segment.network.heads import Heads
from tracker.segment.network.spans import Calibration, Span, Weighed, logistic, weighed_readings, worth
from tracker.segment.network.windows import windows
from training.gold import Coded, Example
from training.scoring import match

PENALTY = 7.0  # of the squared weights of scaled evidence, for each thousand spans
STEPS = tuple(round(0.28 + 0.02 * step, 2) for step in range(13))  # thresholds that are tried
Floats = NDArray[np.float64]
Judged = tuple[Weighed, bool]  # a span, and whether it is a coded unit in its reading


@dataclass(frozen=True, slots=True)
class Choice:
    """A sentence of a left-out release, or a part of a long one: the ways to read it, of which one is right at best."""

    example: Example
    sentence: int  # its number in the release
    readings: tuple[tuple[Judged, ...], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A span with its probability, and whether it is a coded unit."""

    example: Example
    sentence: int  # its number in the release
    span: Span
    is_right: bool


def choices(
    example: Example,
    logits: NDArray[np.float16],
    tokenizer: Tokenizer,
    calibration: Calibration,
    size: int,
) -> Iterator[Choice]:
    """Yield the sentences of *example* that spans are seen in; *logits* are those of its pieces in the order of the windows, *calibration* says how they are looked for.

    Raises:
        ValueError: The logits are those of another text or tokenizer.
    """
    text, row = example.document.text, 0
    stretches = [
        stretch
        for window in windows(text, example.sentences, tokenizer, size=size)
        for stretch in window.stretches
    ]
    parts = []
    for stretch in stretches:
        parts.append(Heads.of(logits[row : row + len(stretch.pieces)].astype(np.float32)))
        row += len(stretch.pieces)
    if row != len(logits):
        raise ValueError(
            f"{example.id}: {len(logits)} pieces were predicted, {row} are there; train its fold anew"
        )
    for stretch, part, around in zip(stretches, parts, surroundings(parts), strict=True):
        begin, stop = stretch.pieces[0].start, stretch.pieces[-1].end
        found = weighed_readings(text, stretch.pieces, part, begin, stop, calibration, around)
        if found:
            units = [unit for unit in example.units if unit.start < stop and begin < unit.end]
            yield Choice(example, stretch.sentence, tuple(_judged(one, units) for one in found))


def _judged(reading: Sequence[Weighed], units: Sequence[Coded]) -> tuple[Judged, ...]:
    spans = [(one.span.start, one.span.end) for one in reading]
    right = set(match([(unit.start, unit.end) for unit in units], spans).values())
    return tuple((one, number in right) for number, one in enumerate(reading))


def fit_calibration(
    found: Sequence[Choice], coded: int, plain: Calibration, names: Sequence[str]
) -> Calibration:
    """Return *plain*, with which *found* was looked for, with the weights of the evidence *names* and the threshold; *coded* is how many units are coded.

    The spans of every reading are weighed alike. Those of the reading that is then chosen are
    the likelier ones among several that overlap, so their log odds are scaled once more. The
    threshold is half of the best F1: a span that is likelier than that raises the F1 of the whole.
    One for each family, found by trying, did no better on folds left out.
    """
    weights = _fit_weights(found, [NAMES.index(name) for name in names])
    told = _told(found, weights)
    _, level = _best_level(told, coded)
    odds = [
        (float(np.log(one.span.probability / (1 - one.span.probability))), one.is_right)
        for one in _chosen(told, _same(level))
    ]
    constant, slope = _fit(np.array([(1.0, one) for one, _ in odds]), np.array([hit for _, hit in odds]), 0.0)
    weights = tuple(slope * weight for weight in weights)
    weights = (weights[0] + constant, *weights[1:])
    best, _ = _best_level(_told(found, weights), coded)
    return replace(plain, weights=weights, thresholds=_same(round(best / 2, 3)))


def chosen(found: Sequence[Choice], calibration: Calibration) -> list[Told]:
    """Return the spans of the reading that is chosen of each sentence."""
    return _chosen(_told(found, calibration.weights), calibration.thresholds)


def _told(found: Sequence[Choice], weights: Sequence[float]) -> list[list[list[Told]]]:
    """Return the readings of each sentence with the probabilities of their spans."""
    return [
        [
            [
                Told(
                    choice.example,
                    choice.sentence,
                    replace(one.span, probability=logistic(one.features, weights)),
                    is_right,
                )
                for one, is_right in reading
            ]
            for reading in choice.readings
        ]
        for choice in found
    ]


def _chosen(told: Sequence[Sequence[list[Told]]], thresholds: Mapping[str, float]) -> list[Told]:
    best = (max(ways, key=lambda way: worth([one.span for one in way], thresholds)) for ways in told)
    return [one for way in best for one in way]


def _best_level(told: Sequence[Sequence[list[Told]]], coded: int) -> tuple[float, float]:
    """Return the best F1 that one threshold for all families gives, and the threshold."""
    found = []
    for step in STEPS:
        units = [one for one in _chosen(told, _same(step)) if one.span.probability >= step]
        found.append((2 * sum(one.is_right for one in units) / (len(units) + coded), -step))
    best, level = max(found)
    return best, -level


def _same(threshold: float) -> dict[str, float]:
    return dict.fromkeys("UDSE", threshold)


def _fit_weights(found: Sequence[Choice], columns: Sequence[int]) -> tuple[float, ...]:
    """Return the weights of a logistic regression of "is a coded unit" on the evidence, in the order of NAMES.

    A span that several readings share counts once, as often right as it is in them.
    """
    rows: list[tuple[float, ...]] = []
    right: list[float] = []
    for choice in found:
        held: dict[tuple[int, int], list[bool]] = defaultdict(list)
        features = {}
        for one, is_right in (judged for reading in choice.readings for judged in reading):
            held[one.span.start, one.span.end].append(is_right)
            features[one.span.start, one.span.end] = one.features
        rows.extend(features.values())
        right.extend(sum(marks) / len(marks) for marks in held.values())
    weights = np.zeros(len(NAMES))
    weights[list(columns)] = _fit(np.array(rows)[:, list(columns)], np.array(right), PENALTY)
    return tuple(float(weight) for weight in weights)


def _fit(x: Floats, y: Floats, penalty: float) -> Floats:
    """Return the weights of a logistic regression of *y* on *x*, whose first column is the constant."""
    middle, scale = x.mean(axis=0), x.std(axis=0)
    middle[0], scale[0] = 0.0, 1.0
    scale = np.maximum(scale, 1e-6)
    scaled = (x - middle) / scale
    held = penalty * len(y) / 1000

    def loss(weights: Floats) -> tuple[float, Floats]:
        z = scaled @ weights
        value = np.logaddexp(0, z).sum() - (y * z).sum() + held * (weights[1:] ** 2).sum()
        slope = scaled.T @ (1 / (1 + np.exp(-z)) - y)
        slope[1:] += 2 * held * weights[1:]
        return float(value), slope

    best: Floats = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x / scale
    best[0] -= float(best[1:] @ middle[1:])
    return best
