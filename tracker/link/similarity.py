"""How alike two mentions are, slot by slot, with the reasons and the vetoes.

No similarity of whole sentences decides. Every slot gives evidence for or
against; a slot that one side leaves empty gives none. Strength, level and
polarity are never looked at: they are what changes on a line.
"""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from tracker.link.features import Features
from tracker.link.idf import IdfWeights

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
OUTSIDE_SERIES_PER_LOG = 0.77
OUTSIDE_SERIES_BASE = 50
# Deducted where the release has a series and the line is outside it.
OUTSIDE_SERIES = 1.0

# Below this a line is neither chosen nor a rival: it is under the threshold by more than the margin of
# tracker.link.assign. Such a score is 0, and often known before every slot is looked at.
NEGLIGIBLE = 0.07

# Families between which one line may move (coding-guide, sections 7 and 8). A judgment stays a judgment.
FAMILY_MOVES = frozenset({frozenset("US"), frozenset("UD"), frozenset("SD")})


_APART = {
    (one, other): f"families {one} and {other} do not move into each other"
    for one, other in permutations("UDSE", 2)
    if frozenset((one, other)) not in FAMILY_MOVES
}


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
# By slot, for the arithmetic that is done for every candidate: how much it counts, and where it is neutral.
(
    (_QUOTE, _QUOTE_AT),
    (_HELD, _HELD_AT),
    (_ACTION, _ACTION_AT),
    (_TARGET, _TARGET_AT),
    (_CONCEPTS, _CONCEPTS_AT),
    (_TOPICS, _TOPICS_AT),
    (_ADDRESSEES, _ADDRESSEES_AT),
    (_PARTIES, _PARTIES_AT),
    (_ACT, _ACT_AT),
    (_ORDER, _ORDER_AT),
    (_FAMILY, _FAMILY_AT),
) = WEIGHTS.values()
# The most that the slots looked at last can add.
_MOST_LEFT = sum(
    slot.weight * (1 - slot.neutral)
    for name, slot in WEIGHTS.items()
    if name not in ("quote", "held", "action")
)
_LEAST = math.log(NEGLIGIBLE / (1 - NEGLIGIBLE)) - 1e-9  # the sum that gives NEGLIGIBLE
_VERBATIM_BOUND = VERBATIM - 1e-9
_TOLD_AS = {"quote": "wording", "held": "shared words", "order": "word order", "act": "action class"}


@dataclass(frozen=True, slots=True)
class Similarity:
    """How likely two mentions are one line, and why; score 0 and one reason where a veto stands."""

    score: float  # 0..1
    reasons: tuple[str, ...]


def compare_features(
    left: Features, right: Features, rarity: IdfWeights, *, doubt: float = 0.0
) -> Similarity:
    """Return how likely *left* and *right* are mentions of one line.

    *rarity* says how telling a word is among the lines held; *doubt* is what
    to deduct for a line that is not of the same series (see :func:`series_penalty`).
    """
    told: list[str] = []
    score = Comparator(left, rarity).scores({"": right}, frozenset(), doubt, told)[""]
    return Similarity(score, tuple(told))


class Comparator:
    """One unit, held against line after line: what its own words weigh is worked out once."""

    __slots__ = ("_action", "_concepts", "_left", "_quote", "_rarity", "_target")

    def __init__(self, left: Features, rarity: IdfWeights) -> None:
        self._left, self._rarity = left, rarity
        self._quote, self._action = rarity.of(left.quote), rarity.of(left.action)
        self._target, self._concepts = rarity.of(left.target), rarity.of(left.concepts)

    def reasons(self, right: Features, doubt: float) -> tuple[str, ...]:
        """Return why, what counted most first; one reason where it is a repetition or a veto stands."""
        told: list[str] = []
        self.scores({"": right}, frozenset(), doubt, told)
        return tuple(told)

    def scores(
        self,
        rights: Mapping[str, Features],
        within: Container[str],
        away: float,
        told: list[str] | None = None,
    ) -> dict[str, float]:
        """Return how likely each of *rights* is of one line with the unit: 0..1, 0 where vetoed or negligible.

        *away* is deducted of those not *within* its series. The reasons are
        appended to *told*, if given. Words are compared by weight: a share of
        both sides (Dice), or of the lighter side what the other holds. A slot
        that one side leaves empty counts nothing. The order of the sum is that
        of WEIGHTS: it decides the last digit.

        One loop, with what is asked of the unit worked out before it: 1,000
        releases come to 265,000 rounds, a quarter of the time of relating. A
        round ends as soon as its score is clear.
        """
        left, of, word = self._left, self._rarity.of, self._rarity.word
        quote, words, wording, length = left.quote, left.words, left.wording, len(left.wording)
        states, speakers, own = left.states, left.speakers, self._quote
        substantial = len(quote) >= SUBSTANCE
        found: dict[str, float] = {}
        for line_id, right in rights.items():
            found[line_id] = 0.0
            doubt = 0.0 if line_id in within else away
            refused = veto(left, right)
            if doubt and not refused and len(words & right.words) < SUBSTANCE:
                refused = "too few words in common outside a series"
            elsewhere = bool(states and right.states) and _other_states(left, right)
            others = len(right.wording)
            # a ratio of two wordings is at most that of their lengths
            repeatable = (
                not elsewhere
                and (doubt == 0 or substantial)
                and 2 * (length if length < others else others) >= _VERBATIM_BOUND * (length + others)
            )
            if refused and not repeatable:
                _tell(refused, told)
                continue
            alike = part = 0.0
            if both := quote & right.quote:
                held, shared = of(right.quote), sum(map(word, both))
                alike, part = 2 * shared / (own + held), shared / (own if own < held else held)
            repeats = repeatable and alike >= VERBATIM
            if refused and not repeats:
                _tell(refused, told)
                continue
            said = _QUOTE * (alike - _QUOTE_AT)
            kept = _HELD * (part - _HELD_AT)
            action = target = meant = topics = addressees = parties = act = 0.0
            if left.action and right.action:
                common = left.action & right.action
                dice = 2 * sum(map(word, common)) / (self._action + of(right.action)) if common else 0.0
                action = _ACTION * (dice - _ACTION_AT)
            strangers = bool(speakers and right.speakers) and speakers.isdisjoint(right.speakers)
            start = BIAS - doubt
            if elsewhere:
                start -= OTHER_STATES
            if strangers:
                start -= OTHER_SPEAKERS
            if not repeats and start + said + kept + action + _MOST_LEFT < _LEAST:
                continue
            order = ratio(wording, right.wording) / 100
            if repeats and order >= VERBATIM:
                _tell("same wording, dates and numbers aside", told)
                found[line_id] = _repeated(left, right, order, doubt)
                continue
            if refused:
                _tell(refused, told)
                continue
            if left.target and right.target:
                common = left.target & right.target
                least = min(self._target, of(right.target)) if common else 1
                target = _TARGET * (sum(map(word, common)) / least - _TARGET_AT)
            if left.concepts and right.concepts:
                common = left.concepts & right.concepts
                dice = 2 * sum(map(word, common)) / (self._concepts + of(right.concepts)) if common else 0.0
                meant = _CONCEPTS * (dice - _CONCEPTS_AT)
            if left.topics and right.topics:
                topics = _TOPICS * (_share(left.topics, right.topics) - _TOPICS_AT)
            if left.addressees and right.addressees:
                addressees = _ADDRESSEES * (_share(left.addressees, right.addressees) - _ADDRESSEES_AT)
            if left.parties and right.parties:
                parties = _PARTIES * (_share(left.parties, right.parties) - _PARTIES_AT)
            if left.act and right.act:
                act = _ACT * ((1.0 if left.act == right.act else 0.0) - _ACT_AT)
            run = _ORDER * (order - _ORDER_AT)
            family = _FAMILY * ((1.0 if left.family == right.family else 0.0) - _FAMILY_AT)
            total = (
                start
                + said
                + kept
                + action
                + target
                + meant
                + topics
                + addressees
                + parties
                + act
                + run
                + family
            )
            score = 1 / (1 + math.exp(-total))
            if score < NEGLIGIBLE:
                continue
            found[line_id] = score
            if told is not None:
                gains = (said, kept, action, target, meant, topics, addressees, parties, act, run, family)
                parts = list(zip(gains, WEIGHTS, strict=True))
                if elsewhere:
                    parts.append((-OTHER_STATES, "states named"))
                if strangers:
                    parts.append((-OTHER_SPEAKERS, "speakers"))
                told += _reasons(parts)
        return found


def _tell(why: str, told: list[str] | None) -> None:
    if told is not None:
        told.append(why)


def _share(left: frozenset[str], right: frozenset[str]) -> float:
    """Return what the smaller of two sets, neither empty, shares with the other."""
    return len(left & right) / min(len(left), len(right))


def _repeated(left: Features, right: Features, order: float, doubt: float) -> float:
    """Return the likeness of a repetition. Numbers tell alike notices apart: an order's number stays, its date moves."""
    numbers = _overlap(left.numbers, right.numbers)
    score = 0.85 + 0.1 * order + 0.05 * (1.0 if numbers is None else numbers)
    return score - 0.1 * min(doubt, 1.0)


def series_penalty(lines: int, *, series: bool, within: bool) -> float:
    """Return what to deduct for a line among *lines* held.

    *series* says the release has a series, *within* that the line is of it.
    Nothing is deducted within a series, and little in a small history.
    """
    if within:
        return 0.0
    return OUTSIDE_SERIES_PER_LOG * math.log(max(1.0, lines / OUTSIDE_SERIES_BASE)) + (
        OUTSIDE_SERIES if series else 0.0
    )


def _other_states(left: Features, right: Features) -> bool:
    """Return whether both are about states besides their speakers, and none in common.

    A state one of them names may be the other's setting: "its sovereignty", in a read-out with that state.
    """
    speakers = left.speakers | right.speakers
    old, new = left.states - speakers, right.states - speakers
    return bool(old and new) and not (old & right.setting or new & left.setting)


def veto(left: Features, right: Features) -> str:
    """Return why the two cannot be one line, or "" where nothing forbids it."""
    if left.family != right.family:
        return _APART.get((left.family, right.family), "")
    if left.family == "D" and _overlap(left.addressees, right.addressees) == 0:
        return "asked of others"
    return ""


def _reasons(parts: Iterable[tuple[float, str]]) -> tuple[str, ...]:
    """Return what spoke for and against, strongest first, leaving out what hardly counted."""
    counted = sorted(
        (part for part in parts if abs(part[0]) >= 0.3), key=lambda part: (-abs(part[0]), part[1])
    )
    return tuple(
        f"{_TOLD_AS.get(slot, slot)} {'agree' if gain > 0 else 'differ'}" for gain, slot in counted[:5]
    )


def _overlap(left: frozenset[str], right: frozenset[str]) -> float | None:
    return _share(left, right) if left and right else None
