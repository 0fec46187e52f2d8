"""How likely two statements are one line: a weighted sum of evidence, and what is done with it.

    evidence of tracker.link.pairs.pair_features ─► weighted sum ─► calibrated probability ─► told, possible or new

Weights, calibration and the two marks are fitted by ``training/links/fit_links.py`` and
kept as JSON with where they come from. Nothing is needed here but arithmetic.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from operator import mul
from typing import Any, TypeVar

from tracker.errors import InstallError
from tracker.link.pairs.pair_bound import MayReach, may_reach
from tracker.link.pairs.pair_features import GROUPS, NAMES, pair_evidence
from tracker.link.pairs.pair_look import Look, Weights

Fitted = TypeVar("Fitted")

FILE = "links.json"  # beside this module
REASONS = 5  # groups of evidence that are named for a link
LONG = 50  # words of a sentence
SPEAKS = 0.25  # a group of evidence that moves the sum by less is not named as a reason


class State(StrEnum):
    """What is done with a pair."""

    TOLD = "told"  # the same line: compared, and mailed where it moved
    POSSIBLE = "possible"  # shown as "perhaps earlier" and asked in review; never mailed
    NEW = "new"  # not linked


def probability(odds: float) -> float:
    """Return the probability that log odds stand for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def odds(likely: float) -> float:
    """Return the log odds of a probability."""
    held = max(1e-4, min(likely, 1 - 1e-4))
    return math.log(held / (1 - held))


def length_of(said: str) -> float:
    """Return how long *said* is, 0 to 1: from LONG words on it tells no more by its length."""
    return math.log(1 + min(len(said.split()), LONG)) / math.log(1 + LONG)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of a pair."""

    same: float  # probability that both are one line
    state: State


@dataclass(frozen=True, slots=True)
class Sum:
    """A weighted sum of evidence: log odds, before calibration."""

    weights: tuple[float, ...]  # by evidence, in the order of NAMES
    neutral: tuple[float, ...]  # the value at which evidence speaks neither for nor against
    start: float  # the sum where all evidence is 0

    def of(self, values: tuple[float, ...]) -> float:
        """Return the sum for a pair."""
        return sum(map(mul, self.weights, values), self.start)

    def parts(self, values: tuple[float, ...]) -> tuple[float, ...]:
        """Return how far each evidence moves the sum from where it would be without it."""
        return tuple(
            weight * (value - neutral)
            for weight, value, neutral in zip(self.weights, values, self.neutral, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """How a sum becomes a probability, fitted on pairs that were left out."""

    slope: float
    offset: float

    def probability(self, total: float) -> float:
        """Return the probability a sum stands for."""
        return probability(self.slope * total + self.offset)

    def sum_for(self, likely: float) -> float:
        """Return the sum that stands for a probability."""
        return (odds(likely) - self.offset) / self.slope


@dataclass(frozen=True, slots=True)
class PairModel:
    """What decides a link."""

    name: str  # which fit, for the engine's stamp
    words: Weights  # how much a word tells
    series: Sum  # for a line of the release's own series: learned mostly from coded chains
    same: Sum  # for any other: learned mostly from pairs of mixed archives
    within: Scale  # for *series*: there, what is alike mostly is the same
    elsewhere: Scale  # for any other line
    talk: Scale  # for any other line where one of both was said in talk: there, like words are mostly about another matter
    told: float  # probability from which a link is told
    possible: float  # and from which it is kept as possible
    # whether a pair may be possible: within a series, elsewhere, elsewhere in talk
    _may: tuple[MayReach, MayReach, MayReach] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what rules a pair out."""
        judged = (self.series, self.within), (self.same, self.elsewhere), (self.same, self.talk)
        may = (may_reach(total.weights, total.start, scale.sum_for(self.possible)) for total, scale in judged)
        object.__setattr__(self, "_may", tuple(may))

    def may_be_one(self, earlier: Look, later: Look, *, within: bool) -> bool:
        """Return whether a pair may be possible, *within* as in :meth:`judge`; "no" is certain, and cheaper than its :meth:`likelihood`."""
        may_within, may_elsewhere, may_in_talk = self._may
        if within:
            return may_within(earlier, later)
        return (may_in_talk if earlier.form.talk or later.form.talk else may_elsewhere)(earlier, later)

    def judge(self, earlier: Look, later: Look, *, within: bool) -> Verdict:
        """Return what is thought of a pair; *within* says the earlier is of the series of the later."""
        same = self.likelihood(earlier, later, within=within)
        return Verdict(same, self.state(same))

    def likelihood(self, earlier: Look, later: Look, *, within: bool) -> float:
        """Return the probability that a pair is one line; *within* as in :meth:`judge`."""
        said = self.talk if earlier.form.talk or later.form.talk else self.elsewhere
        scale, total = (self.within, self.series) if within else (said, self.same)
        return scale.probability(total.of(pair_evidence(earlier, later)))

    def state(self, probability: float) -> State:
        """Return what is done with a pair that is one line with *probability*."""
        if probability >= self.told:
            return State.TOLD
        return State.POSSIBLE if probability >= self.possible else State.NEW

    def reasons(self, earlier: Look, later: Look) -> tuple[str, ...]:
        """Return which groups of evidence speak for and against, strongest first, at most :data:`REASONS` of them."""
        parts = dict(zip(NAMES, self.same.parts(pair_evidence(earlier, later)), strict=True))
        moved = {group: sum(parts[name] for name in names) for group, names in GROUPS.items()}
        ranked = sorted(moved.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
        return tuple(
            f"{group} {'agree' if part > 0 else 'differ'}"
            for group, part in ranked[:REASONS]
            if abs(part) >= SPEAKS
        )


@lru_cache(maxsize=1)
def load_model() -> PairModel:
    """Return the fitted model.

    Raises:
        InstallError: Its file is missing or damaged.
    """
    return read_weights("tracker.link.pairs", FILE, read_model)


def read_weights(package: str, file: str, build: Callable[[Mapping[str, Any]], Fitted]) -> Fitted:
    """Return what *build* makes of the fitted weights in *file*, JSON that lies in *package*.

    Raises:
        InstallError: The file is missing or damaged, or was fitted for another version.
    """
    try:
        return build(json.loads((resources.files(package) / file).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InstallError(f"{file} cannot be read: {error}", remedy="install the package again") from error


@lru_cache
def load_sum(package: str, file: str, names: tuple[str, ...]) -> Sum:
    """Return the weighted sum of *names* that is fitted in *file* of *package*.

    Raises:
        InstallError: The file is missing or damaged, or was fitted to other evidence.
    """
    return read_weights(package, file, lambda made: read_sum(made, names))


def read_model(made: Mapping[str, Any]) -> PairModel:
    """Return the model that *made*, the parsed JSON, describes.

    Raises:
        ValueError: It was fitted to other evidence than this version collects.
    """
    return PairModel(
        name=made["provenance"]["name"],
        words=Weights(made["words"]["sentences"], made["words"]["counts"]),
        series=read_sum(made["series"], NAMES),
        same=read_sum(made["same"], NAMES),
        within=Scale(*made["within"]),
        elsewhere=Scale(*made["elsewhere"]),
        talk=Scale(*made["talk"]),
        told=made["told"],
        possible=made["possible"],
    )


def read_sum(made: Mapping[str, Any], names: Iterable[str]) -> Sum:
    """Return the weighted sum that *made* describes.

    Raises:
        ValueError: It was fitted to other evidence than *names*.
    """
    if list(made["evidence"]) != list(names):
        raise ValueError("fitted to other evidence; fit it anew")
    weights, neutral = zip(*made["evidence"].values(), strict=True)
    return Sum(weights, neutral, made["constant"] - sum(map(mul, weights, neutral)))
