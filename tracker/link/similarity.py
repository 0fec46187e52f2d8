"""How alike two mentions are, slot by slot, with the reasons and the vetoes.

No similarity of whole sentences decides. Every slot gives evidence for or
against; a slot that one side leaves empty gives none. Strength, level and
polarity are never looked at: they are what changes on a line.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from tracker.link.features import Features
from tracker.link.rarity import Rarity

# From this ratio on the wording is a repetition, dates and numbers aside, whatever the other slots say.
VERBATIM = 0.93

# A repetition needs this many content words to be one anywhere; "we appreciate it" repeats nothing.
SUBSTANCE = 3

# Deducted where both name states, speakers aside, and none in common: congratulating one state does not continue
# congratulating another. 2 of 200 coded links are such.
OTHER_STATES = 3.0

# Deducted where no speaker is common: only nearly the same words outweigh it. Not a veto, since "the Secretary and
# the Minister reaffirmed" is easily read as the Minister alone.
OTHER_SPEAKERS = 2.0

# A line outside the series of a release is likelier to be alike by chance the more lines are held: deducted per unit
# of the logarithm of their number over CROWD, which is the size of the coded chains. Read by hand: without it half of
# the 14,600 units of 2,031 mixed releases continued something, mostly by chance; with it one in seven does.
AWAY = 0.77
CROWD = 50
# Deducted where the release has a series and the line is outside it.
OUTSIDE = 1.0

# Reasons are given from this score on: below, nobody reads them.
TOLD = 0.05

# Families between which one line may move (coding-guide, sections 7 and 8). A judgment stays a judgment.
FAMILY_MOVES = frozenset({frozenset("US"), frozenset("UD"), frozenset("SD")})


class Weight(NamedTuple):
    """How much a slot counts, and the value at which it speaks neither for nor against."""

    weight: float
    neutral: float


# A logistic regression with these slots over 529 linked and 15,314 unlinked pairs of the coded chains, each read three
# ways: with the coded slots, with the quote alone, and as our own reader cuts them; weights not below 0, rounded. With
# one chain left out at a time the best line of a unit reached F1 0.82 (0.91, 0.77 and 0.80 for the three readings).
BIAS = -2.8
WEIGHTS: dict[str, Weight] = {
    "quote": Weight(1.9, 0.25),
    "held": Weight(1.1, 0.35),
    "action": Weight(3.8, 0.25),
    "target": Weight(0.3, 0.4),
    "concepts": Weight(2.3, 0.35),
    "topics": Weight(2.4, 0.65),
    "addressees": Weight(0.6, 0.8),
    "parties": Weight(1.4, 0.5),
    "act": Weight(0.9, 0.4),
    "order": Weight(2.1, 0.4),
    "family": Weight(1.3, 0.9),
}


class Evidence(NamedTuple):
    """What the slots say about two mentions: each value 0..1, or None where a side is empty."""

    quote: float
    held: float  # share of the shorter quote's telling words found in the longer
    action: float | None
    target: float | None
    concepts: float | None
    topics: float | None
    addressees: float | None
    parties: float | None
    act: float | None
    order: float
    family: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two mentions are one line, and why; score 0 and one reason where a veto stands."""

    score: float  # 0..1
    reasons: tuple[str, ...]


def judge(left: Features, right: Features, rarity: Rarity, *, doubt: float = 0.0) -> Likeness:
    """Return how likely *left* and *right* are mentions of one line.

    *rarity* says how telling a word is among the lines held; *doubt* is what
    to deduct for a line that is not of the same series (see :func:`doubt_of`).
    """
    refused = veto(left, right) or _too_thin(left, right, doubt)
    elsewhere = _other_states(left, right)
    order = fuzz.ratio(left.wording, right.wording, score_cutoff=100 * VERBATIM if refused else 0) / 100
    substantial = doubt == 0 or len(left.quote) >= SUBSTANCE
    if (
        order >= VERBATIM
        and substantial
        and not elsewhere
        and _shared(left.quote, right.quote, rarity) >= VERBATIM
    ):
        return _repeated(left, right, order, doubt)
    if refused:
        return Likeness(0.0, (refused,))
    total, parts = BIAS - doubt, []
    if elsewhere:
        total -= OTHER_STATES
        parts.append((-OTHER_STATES, "states named"))
    if _overlap(left.speakers, right.speakers) == 0:
        total -= OTHER_SPEAKERS
        parts.append((-OTHER_SPEAKERS, "speakers"))
    evidence = gather(left, right, rarity, order)
    for slot, value in zip(Evidence._fields, evidence, strict=True):
        if value is not None:
            weight, neutral = WEIGHTS[slot]
            gain = weight * (value - neutral)
            total += gain
            parts.append((gain, slot))
    score = 1 / (1 + math.exp(-total))
    return Likeness(score, _reasons(parts) if score >= TOLD else ())


def _repeated(left: Features, right: Features, order: float, doubt: float) -> Likeness:
    """Return the likeness of a repetition. Numbers tell alike notices apart: an order's number stays, its date moves."""
    numbers = _overlap(left.numbers, right.numbers)
    score = 0.85 + 0.1 * order + 0.05 * (1.0 if numbers is None else numbers)
    return Likeness(score - 0.1 * min(doubt, 1.0), ("same wording, dates and numbers aside",))


def _too_thin(left: Features, right: Features, doubt: float) -> str:
    if doubt and len(left.words & right.words) < SUBSTANCE:
        return "too few words in common outside a series"
    return ""


def doubt_of(lines: int, *, series: bool, within: bool) -> float:
    """Return what to deduct for a line among *lines* held.

    *series* says the release has a series, *within* that the line is of it.
    Nothing is deducted within a series, and little in a small history.
    """
    if within:
        return 0.0
    return AWAY * math.log(max(1.0, lines / CROWD)) + (OUTSIDE if series else 0.0)


def _other_states(left: Features, right: Features) -> bool:
    """Return whether both are about states besides their speakers, and none in common.

    A state one of them names may be the other's setting: "its sovereignty", in a read-out with that state.
    """
    speakers = left.speakers | right.speakers
    old, new = left.states - speakers, right.states - speakers
    return bool(old and new) and not (old & right.setting or new & left.setting)


def veto(left: Features, right: Features) -> str:
    """Return why the two cannot be one line, or "" where nothing forbids it."""
    if left.family != right.family and frozenset((left.family, right.family)) not in FAMILY_MOVES:
        return f"families {left.family} and {right.family} do not move into each other"
    if left.family == right.family == "D" and _overlap(left.addressees, right.addressees) == 0:
        return "asked of others"
    return ""


def _reasons(parts: Collection[tuple[float, str]]) -> tuple[str, ...]:
    """Return what spoke for and against, strongest first, leaving out what hardly counted."""
    told = {"quote": "wording", "held": "shared words", "order": "word order", "act": "action class"}
    counted = sorted(
        (part for part in parts if abs(part[0]) >= 0.3), key=lambda part: (-abs(part[0]), part[1])
    )
    return tuple(f"{told.get(slot, slot)} {'agree' if gain > 0 else 'differ'}" for gain, slot in counted[:5])


def gather(left: Features, right: Features, rarity: Rarity, order: float) -> Evidence:
    """Return the evidence that *left* and *right* are mentions of one line; *order* is how alike the wording runs."""
    return Evidence(
        quote=_shared(left.quote, right.quote, rarity),
        held=_held(left.quote, right.quote, rarity),
        action=_shared(left.action, right.action, rarity) if left.action and right.action else None,
        target=_held(left.target, right.target, rarity) if left.target and right.target else None,
        concepts=_shared(left.concepts, right.concepts, rarity) if left.concepts and right.concepts else None,
        topics=_overlap(left.topics, right.topics),
        addressees=_overlap(left.addressees, right.addressees),
        parties=_overlap(left.parties, right.parties),
        act=float(left.act == right.act) if left.act and right.act else None,
        order=order,
        family=float(left.family == right.family),
    )


def _shared(left: frozenset[str], right: frozenset[str], rarity: Rarity) -> float:
    """Return the weight of the common words over that of both sides (Dice)."""
    both = rarity.of(left) + rarity.of(right)
    return 2 * sum(map(rarity.word, left & right)) / both if both else 0.0


def _held(left: frozenset[str], right: frozenset[str], rarity: Rarity) -> float:
    """Return the share of the lighter side's weight that the other side holds."""
    lighter = min(rarity.of(left), rarity.of(right))
    return sum(map(rarity.word, left & right)) / lighter if lighter else 0.0


def _overlap(left: frozenset[str], right: frozenset[str]) -> float | None:
    if not left or not right:
        return None
    return len(left & right) / min(len(left), len(right))
