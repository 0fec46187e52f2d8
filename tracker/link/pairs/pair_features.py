"""What two statements share and what keeps them apart, as numbers that can be named.

    mention ─► Look, once a unit ─► evidence(earlier, later), once a pair ─► tracker.link.pairs.pair_model

Nothing is decided here: each number says one thing, and the model weighs them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from tracker.link.pairs.pair_look import SCALE, Form, Look, Told, Words

NAMES = (
    "words", "held", "core", "core held", "head", "head named", "rest", "order", "core order", "runs",
    "concepts", "action", "target", "target held", "topics", "act", "kind", "family", "formula", "judged", "asked",
    "sense", "direction", "level gap",
    "states", "states differ", "states on one side", "names", "names differ", "names on one side",
    "ids", "numbers", "days", "speakers", "speakers held", "speakers differ", "addressees",
    "partners", "partners differ", "own affair", "own undertaking", "adrift", "mutual", "title", "talk", "talk on one side", "apart",
    "length", "short", "shared", "rarest shared", "alone, lesser", "alone, greater",
    "thin", "bare", "sure, lesser", "sure, greater", "pointing", "both pointing",
)  # fmt: skip
GROUPS: Mapping[str, tuple[str, ...]] = {
    "heads and arguments": ("core", "core held", "head", "head named", "rest", "core order", "action", "target", "target held"),
    "states, bodies, persons, places": ("states", "states differ", "states on one side", "names", "names differ", "names on one side"),
    "numbers, ids, days": ("ids", "numbers", "days"),
    "family, kind, act, sense": ("act", "kind", "family", "formula", "judged", "asked", "sense", "direction", "level gap"),
    "topics and concepts": ("concepts", "topics"),
    "speakers, partners, genre": ("speakers", "speakers held", "speakers differ", "addressees", "partners", "partners differ", "own affair", "own undertaking", "adrift", "mutual", "title", "talk", "talk on one side", "apart"),
    "words by rarity": ("words", "held", "shared", "rarest shared", "alone, lesser", "alone, greater", "short"),
    "order and length": ("order", "runs", "length"),
    "whole statements": ("thin", "bare", "sure, lesser", "sure, greater", "pointing", "both pointing"),
}  # fmt: skip

# What form_evidence says, in its order, which is that of NAMES.
FORM_NAMES = (
    "act", "kind", "family", "formula", "judged", "asked", "sense", "direction", "level gap",
    "mutual", "talk", "talk on one side", "pointing", "both pointing",
)  # fmt: skip
SPEAKER_NAMES = ("speakers", "speakers held", "speakers differ", "addressees")  # the same of speaker_evidence
FORMS_HELD, SPEAKERS_HELD = 1 << 14, 1 << 12  # pairs whose evidence is remembered


def pair_evidence(earlier: Look, later: Look) -> tuple[float, ...]:
    """Return what speaks for and against *earlier* and *later* being one line, in the order of NAMES."""
    words, core, head, rest, action, target = earlier.sums
    words2, core2, head2, rest2, action2, target2 = later.sums
    both = earlier.words.keys() & later.words.keys()
    shared = sum(map(earlier.words.__getitem__, both))
    held = shared / (min(words, words2) or 1)
    cores = weight_shared(earlier.core, later.core)
    heads = weight_shared(earlier.head, later.head)
    rests = weight_shared(earlier.rest, later.rest)
    actions, targets = (
        weight_shared(earlier.action, later.action),
        weight_shared(earlier.target, later.target),
    )
    old, new = earlier.states, later.states
    differ = bool(old and new) and not (old & later.setting or new & earlier.setting)
    names = len(earlier.names & later.names)
    others = bool(earlier.partners and later.partners) and earlier.partners.isdisjoint(later.partners)
    own = others and earlier.named <= earlier.partners and later.named <= later.partners
    adrift = not (earlier.named or later.named or names)
    forms = form_evidence(earlier.form, later.form)
    alone, alone2 = rarest_outside(earlier.words, both), rarest_outside(later.words, both)
    short, long = len(earlier.wording), len(later.wording)
    return (
        2 * shared / (words + words2 or 1), held,
        2 * cores / (core + core2 or 1), cores / (min(core, core2) or 1),
        2 * heads / (head + head2 or 1),
        ((earlier.last in later.words) + (later.last in earlier.words)) / 2,
        2 * rests / (rest + rest2) if rest and rest2 else held,
        ratio(earlier.wording, later.wording) / 100, ratio(earlier.core_wording, later.core_wording) / 100,
        2 * len(earlier.runs & later.runs) / (len(earlier.runs) + len(later.runs) or 1),
        share(earlier.concepts, later.concepts, 0.4),
        2 * actions / (action + action2) if action and action2 else held,
        2 * targets / (target + target2) if target and target2 else held,
        targets / (min(target, target2) or 1) if target and target2 else held,
        share(earlier.topics, later.topics, 0.5), *forms[:9],
        share(old, new, 0.5), float(differ), float(bool(old) != bool(new)),
        names / (len(earlier.names) + len(later.names) - names) if earlier.names and later.names else 0.5,
        float(bool(earlier.names and later.names) and not names), float(bool(earlier.names) != bool(later.names)),
        agree(earlier.ids, later.ids), agree(earlier.numbers, later.numbers), agree(earlier.days, later.days),
        *speaker_evidence(earlier.speakers, later.speakers, earlier.addressees, later.addressees),
        share(earlier.partners, later.partners, 0.5), float(others), float(own and not names), float(own and earlier.form.family == later.form.family == "U"), float(adrift), forms[9],
        share(earlier.title, later.title, 0.0), *forms[10:12], min(math.log1p(abs(later.day - earlier.day)), 7.0) / 7,
        min(short, long) / (max(short, long) or 1), min(len(earlier.words), len(later.words), 12) / 12, min(len(both), 12) / 12,
        max(map(earlier.words.__getitem__, both), default=0) / SCALE, min(alone, alone2) / SCALE, max(alone, alone2) / SCALE,
        min(core, core2, 4 * SCALE) / (4 * SCALE), float(min(len(earlier.core), len(later.core)) <= 2),
        min(earlier.sure, later.sure), max(earlier.sure, later.sure), *forms[12:],
    )  # fmt: skip


@lru_cache(maxsize=FORMS_HELD)
def form_evidence(earlier: Form, later: Form) -> tuple[float, ...]:
    """Return the evidence that lies in how both are said, in the order of FORM_NAMES."""
    families = earlier.family + later.family
    return (
        _equal(earlier.act, later.act), float(earlier.kind == later.kind), float(earlier.family == later.family),
        float(families in ("US", "SU")), float(("E" in families) and families != "EE"), float(("D" in families) and families != "DD"),
        float(earlier.polarity == later.polarity), _equal(earlier.direction, later.direction), abs(earlier.level - later.level) / 4,
        float(earlier.mutual and later.mutual), float(earlier.talk and later.talk), float(earlier.talk != later.talk),
        float(earlier.pointing or later.pointing), float(earlier.pointing and later.pointing),
    )  # fmt: skip


@lru_cache(maxsize=SPEAKERS_HELD)
def speaker_evidence(earlier: Words, later: Words, to: Words, to_later: Words) -> tuple[float, ...]:
    """Return the evidence that lies in who speaks, and *to* whom, in the order of SPEAKER_NAMES."""
    strangers = bool(earlier and later) and earlier.isdisjoint(later)
    return share(earlier, later, 0.5), _held(earlier, later), float(strangers), share(to, to_later, 0.5)


def weight_shared(earlier: Told, later: Told) -> int:
    """Return the weight of the words both have."""
    both = earlier.keys() & later.keys()
    return sum(map(earlier.__getitem__, both)) if both else 0


def rarest_outside(words: Told, both: Set[str]) -> int:
    """Return the greatest weight among *words*, rarest first, that are not in *both*; 0 where all are."""
    for word, weight in words.items():
        if word not in both:
            return weight
    return 0


def share(earlier: Words, later: Words, unknown: float) -> float:
    """Return what both have of what either has; *unknown* where one is empty."""
    if not earlier or not later:
        return unknown
    both = len(earlier & later)
    return both / (len(earlier) + len(later) - both)


def _held(earlier: Words, later: Words) -> float:
    """Return what both have of what the smaller has; half where one is empty."""
    return len(earlier & later) / min(len(earlier), len(later)) if earlier and later else 0.5


def _equal(earlier: str, later: str) -> float:
    """Return 1 where both say the same, 0 where they differ, half where one says nothing."""
    return float(earlier == later) if earlier and later else 0.5


def agree(earlier: Words, later: Words) -> float:
    """Return 1 where both have one in common, -1 where both have some and none in common, else 0."""
    if not earlier or not later:
        return 0.0
    return -1.0 if earlier.isdisjoint(later) else 1.0
