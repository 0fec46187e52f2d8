"""How well links and judged pairs come out, and how it is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from training.links.link_cases import Case
from training.links.link_units import Held, Key
from training.logistic import Floats

Found = dict[Key, tuple[Key, bool]]


def linked(held: Held, scores: dict[tuple[Key, Key], float], mark: float) -> tuple[Found, dict[Key, float]]:
    """Return what each unit of a chain is linked to, and whether as coded, one release after another on lines as found.

    *mark* is the log odds a link needs. Also returned is what every unit was offered at best.
    """
    lines: dict[Key, list[Key]] = {}
    found: Found = {}
    offers: dict[Key, float] = {}
    for document in held.documents:
        units = sorted(key for key in held.line if key[0] == document)
        chosen: dict[Key, Key] = {}
        if lines and units:
            names = list(lines)
            odds = np.array([[scores.get((lines[name][-1], unit), -9.0) for name in names] for unit in units])
            gains = np.maximum(1 / (1 + np.exp(-odds)) - 1 / (1 + np.exp(-mark)), 0.0)
            for at, column in zip(*linear_sum_assignment(gains, maximize=True), strict=True):
                if gains[at, column] > 0:
                    before = lines[names[column]][-1]
                    chosen[units[at]] = names[column]
                    found[units[at]] = (before, held.links.get(units[at]) == before)
                    offers[units[at]] = float(odds[at, column])
        for unit in units:
            lines.setdefault(chosen.get(unit, unit), []).append(unit)
    return found, offers


def link_figures(
    held: Sequence[Held], every: Sequence[Case], odds: Floats, way: str, mark: float
) -> tuple[float, float, float]:
    """Return F1, precision and recall of links at *mark*."""
    scores: dict[str, dict[tuple[Key, Key], float]] = defaultdict(dict)
    for case, value in zip(every, odds, strict=True):
        if case.way == way:
            scores[case.chain][case.earlier, case.later] = float(value)
    hit = said = wanted = 0
    for one in held:
        found, _ = linked(one, scores[one.name], mark)
        hit += sum(right for _, right in found.values())
        said += len(found)
        wanted += sum(before is not None for key, before in one.links.items() if key[0] != one.documents[0])
    return 2 * hit / max(said + wanted, 1), hit / max(said, 1), hit / max(wanted, 1)


def offered(held: Sequence[Held], every: Sequence[Case], odds: Floats, way: str) -> tuple[Floats, Floats]:
    """Return the log odds of what assignment offers each unit of every chain, and whether it is the coded link."""
    scores: dict[str, dict[tuple[Key, Key], float]] = defaultdict(dict)
    for case, value in zip(every, odds, strict=True):
        if case.way == way:
            scores[case.chain][case.earlier, case.later] = float(value)
    value, right = [], []
    for one in held:
        found, offers = linked(one, scores[one.name], -3.0)
        for unit, (_, is_right) in found.items():
            value.append(offers[unit])
            right.append(float(is_right))
    return np.array(value), np.array(right)


def precision_at(odds: Floats, right: Floats, recall: float) -> float:
    """Return the best precision at *recall* or more."""
    order = np.argsort(-odds, kind="stable")
    hits = np.cumsum(right[order])
    reached = hits / right.sum() >= recall
    return float((hits / np.arange(1, len(odds) + 1))[reached].max())


def recall_at(odds: Floats, right: Floats, precision: float) -> float:
    """Return the best recall at *precision* or more."""
    order = np.argsort(-odds, kind="stable")
    hits = np.cumsum(right[order])
    enough = hits / np.arange(1, len(odds) + 1) >= precision
    return float((hits / right.sum())[enough].max()) if enough.any() else 0.0


def say_pairs(name: str, odds: Floats, right: Floats) -> None:
    """Print how judged pairs are told apart."""
    precision = " ".join(f"{precision_at(odds, right, recall):.2f}" for recall in (0.5, 0.6, 0.7, 0.8))
    recall = " ".join(f"{recall_at(odds, right, wanted):.2f}" for wanted in (0.9, 0.85, 0.8))
    print(
        f"{name:44} n {len(odds):3}  P at R .5 .6 .7 .8: {precision}  R at P .9 .85 .8: {recall}", flush=True
    )


def say_reliability(name: str, odds: Floats, right: Floats) -> None:
    """Print how often links of like probability are right."""
    probability = 1 / (1 + np.exp(-odds))
    print(f"{name}: probability, cases, mean probability, share right")
    for low, high in (
        (0, 0.1),
        (0.1, 0.2),
        (0.2, 0.35),
        (0.35, 0.5),
        (0.5, 0.65),
        (0.65, 0.8),
        (0.8, 0.9),
        (0.9, 1.01),
    ):
        inside = (probability >= low) & (probability < high)
        if inside.any():
            print(
                f"  {low:.2f}–{min(high, 1):.2f} {inside.sum():5} {probability[inside].mean():.2f} {right[inside].mean():.2f}"
            )
