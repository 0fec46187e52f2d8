"""Whether the evidence of a pair can sum up to what is asked, told by the part of it that is quickly found.

Of two hundred pairs that are offered one may be one line. Most others are ruled out here for a
third of what all their evidence costs. Each piece that is left out counts as what would speak
most for the pair, so what is ruled out is so whatever those pieces are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import mul

from tracker.link.pairs.pair_features import (
    FORM_NAMES,
    FORMS_HELD,
    NAMES,
    SPEAKER_NAMES,
    SPEAKERS_HELD,
    agree,
    form_evidence,
    share,
    speaker_evidence,
)
from tracker.link.pairs.pair_look import SCALE, Form, Look, Words

MayReach = Callable[[Look, Look], bool]

# The opening of both statements word by word, their likeness letter by letter, and what says little. Each is 0 to 1.
LEFT_OUT = (
    "core", "core held", "head", "head named", "rest", "order", "core order", "runs",
    "own affair", "own undertaking", "length", "thin", "bare",
)  # fmt: skip
# Looked at last: most pairs are ruled out without. Each is 0 to 1.
LAST = ("names", "names differ", "names on one side", "concepts", "adrift", "title")
LONG = 1096  # days from which on it makes no difference how far apart two statements are
ROUNDING = 1e-6  # the sum is added up in another order than elsewhere


def may_reach(weights: Sequence[float], start: float, least: float) -> MayReach:
    """Return what says of an earlier and a later look whether their evidence may sum up to *least*: "no" is certain.

    *weights* are in the order of NAMES, *start* is the sum where all evidence is 0.
    """
    of = dict(zip(NAMES, weights, strict=True)).__getitem__
    base = start - least + ROUNDING + sum(max(of(name), 0.0) for name in (*LEFT_OUT, *LAST))
    last = sum(max(of(name), 0.0) for name in LAST)
    of_forms = tuple(map(of, FORM_NAMES))
    words_, held_, some_, short_ = 2 * of("words"), of("held"), of("shared") / 12, of("short") / 12
    rarest_, lesser_, greater_ = (
        of(name) / SCALE for name in ("rarest shared", "alone, lesser", "alone, greater")
    )
    ids_, numbers_, days_ = of("ids"), of("numbers"), of("days")
    apart_ = [of("apart") * min(math.log1p(days), 7.0) / 7 for days in range(LONG + 1)]
    action_, target_, target_held_ = 2 * of("action"), 2 * of("target"), of("target held")
    states_, differ_, one_side_ = of("states"), of("states differ"), of("states on one side")
    topics_, partners_, others_ = of("topics"), of("partners"), of("partners differ")
    sure_, surer_ = of("sure, lesser"), of("sure, greater")
    names_, strange_, unnamed_ = of("names"), of("names differ"), of("names on one side")
    concepts_, adrift_, title_ = of("concepts"), of("adrift"), of("title")
    of_speakers = tuple(map(of, SPEAKER_NAMES))

    @lru_cache(maxsize=FORMS_HELD)
    def forms(earlier: Form, later: Form) -> float:
        return float(sum(map(mul, of_forms, form_evidence(earlier, later))))

    @lru_cache(maxsize=SPEAKERS_HELD)
    def speakers(earlier: Words, later: Words, to: Words, to2: Words) -> float:
        return float(sum(map(mul, of_speakers, speaker_evidence(earlier, later, to, to2))))

    def may(earlier: Look, later: Look) -> bool:
        told, told2 = earlier.words, later.words
        words, _, _, _, action, target = earlier.sums
        words2, _, _, _, action2, target2 = later.sums
        total = base + forms(earlier.form, later.form)
        total += speakers(earlier.speakers, later.speakers, earlier.addressees, later.addressees)
        both = told.keys() & told2.keys()
        held = 0.0
        alone = alone2 = 0
        if both:
            weights = [told[word] for word in both]
            shared, count = sum(weights), len(weights)
            held = shared / (words if words < words2 else words2)
            total += words_ * shared / (words + words2) + held_ * held + rarest_ * max(weights)
            total += some_ * (count if count < 12 else 12)
        for word in told:  # rarest first
            if word not in both:
                alone = told[word]
                break
        for word in told2:  # rarest first
            if word not in both:
                alone2 = told2[word]
                break
        total += (
            lesser_ * alone + greater_ * alone2 if alone < alone2 else lesser_ * alone2 + greater_ * alone
        )
        many = len(told) if len(told) < len(told2) else len(told2)
        total += short_ * (many if many < 12 else 12)
        sure, sure2 = earlier.sure, later.sure
        total += sure_ * sure + surer_ * sure2 if sure < sure2 else sure_ * sure2 + surer_ * sure
        days = abs(later.day - earlier.day)
        total += apart_[days if days < LONG else LONG]
        if action and action2:
            if common := earlier.action.keys() & later.action.keys():
                total += action_ * sum(map(earlier.action.__getitem__, common)) / (action + action2)
        elif held:
            total += action_ * held / 2
        if target and target2:
            if common := earlier.target.keys() & later.target.keys():
                targets = sum(map(earlier.target.__getitem__, common))
                total += target_ * targets / (target + target2)
                total += target_held_ * targets / (target if target < target2 else target2)
        elif held:
            total += (target_ / 2 + target_held_) * held
        if earlier.ids and later.ids:
            total += ids_ * agree(earlier.ids, later.ids)
        if earlier.numbers and later.numbers:
            total += numbers_ * agree(earlier.numbers, later.numbers)
        if earlier.days and later.days:
            total += days_ * agree(earlier.days, later.days)
        old, new = earlier.states, later.states
        if old and new:
            if shared := len(old & new):
                total += states_ * shared / (len(old) + len(new) - shared)
            elif old.isdisjoint(later.setting) and new.isdisjoint(earlier.setting):
                total += differ_
        else:
            total += 0.5 * states_ + (one_side_ if old or new else 0.0)
        total += topics_ * share(earlier.topics, later.topics, 0.5)
        old, new = earlier.partners, later.partners
        if old and new:
            shared = len(old & new)
            total += partners_ * shared / (len(old) + len(new) - shared) if shared else others_
        else:
            total += 0.5 * partners_
        if total < 0:
            return False
        names, names2 = earlier.names, later.names
        shared = len(names & names2)
        total -= last
        if names and names2:
            total += names_ * shared / (len(names) + len(names2) - shared) + (0.0 if shared else strange_)
        else:
            total += 0.5 * names_ + (unnamed_ if names or names2 else 0.0)
        if not (earlier.named or later.named or shared):
            total += adrift_
        total += concepts_ * share(earlier.concepts, later.concepts, 0.4) + title_ * share(
            earlier.title, later.title, 0.0
        )
        return total >= 0

    return may
