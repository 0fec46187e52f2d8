"""Which statements of two texts in two languages are one: the Korean release of a meeting and the English one. Pure.

    units of both ─► English words of each ─► likeness of every pair ─► one to one, the likeness of all largest

Korean words come as English ones (:mod:`tracker.text.korean`), so the pairs are told by
what they name, by family and topics, and by where they stand: a translation keeps the
order. Neither is earlier: nothing here is a change (coding guide, section 8, "separate witnesses of one event").
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.domain import Unit
from tracker.link.assign import max_sum_assignment
from tracker.link.concepts import concepts
from tracker.link.pairs.pair_look import BOOSTERS, Weights
from tracker.link.pairs.pair_model import load_model
from tracker.text.content_words import content_stems
from tracker.text.korean import HANGUL

# Weights of the likeness and the least of it, chosen by judgment; what they give: docs/decisions/0035-korean.md.
WORDS, CONCEPTS, FAMILY, TOPICS, PLACE = 0.5, 0.15, 0.1, 0.1, 0.15
LEAST = 0.3
SURE = 0.42  # below, a pair is shown as one to check
STATE = 6_000  # of 10,000: what a named state or body weighs at least

Pair = tuple[Unit, Unit, bool]  # one of each text, and whether it is too close to call


def same_statements(first: Sequence[Unit], second: Sequence[Unit]) -> list[Pair]:
    """Return the pairs of units that say one thing, each unit in at most one, in the order of *first*."""
    if not first or not second:
        return []
    weights = load_model().words
    one, other = ([_words(unit, weights) for unit in units] for units in (first, second))
    gains = [
        [
            _likeness(a, b, words, others, at / len(first), to / len(second))
            for to, (b, others) in enumerate(zip(second, other, strict=True))
        ]
        for at, (a, words) in enumerate(zip(first, one, strict=True))
    ]
    return [
        (first[at], second[to], gains[at][to] < SURE)
        for at, to in max_sum_assignment([[max(0.0, gain - LEAST) for gain in row] for row in gains])
        if gains[at][to] >= LEAST
    ]


def _words(unit: Unit, weights: Weights) -> dict[str, int]:
    """Return the telling words of *unit* in English, and its pairs of neighbours, with their weights."""
    telling = [word for word in content_stems(unit.quote) if word not in BOOSTERS and not HANGUL.match(word)]
    found = {word: weights.word(word) for word in telling if not word[0].isdigit()}
    found |= {word: max(STATE, found[word]) for word in found if word.startswith("=")}
    return found | {
        f"{a} {b}": (found[a] + found[b]) // 4 for a, b in pairwise(telling) if a in found and b in found
    }


def _likeness(a: Unit, b: Unit, words: dict[str, int], others: dict[str, int], at: float, to: float) -> float:
    shared = sum(words[word] for word in words.keys() & others.keys())
    whole = min(sum(words.values()), sum(others.values())) + (sum(words.values()) + sum(others.values()))
    known, theirs = concepts(frozenset(words)), concepts(frozenset(others))
    topics = a.facets.compared_topics - {"other"}, b.facets.compared_topics - {"other"}
    return (
        WORDS * 3 * shared / (whole or 1)
        + CONCEPTS * _share(known, theirs)
        + FAMILY * (a.facets.family == b.facets.family)
        + TOPICS * _share(*topics)
        + PLACE * max(0.0, 1 - 3 * abs(at - to))
    )


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0
