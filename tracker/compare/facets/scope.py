"""What a statement covers, where it lists it: lists are compared item by item.

A list is the one the text gives, else what the target or the whole action joins with
"and", "or" and commas. What only describes ("recent", "sincere"), what hangs on a
tail ("in the face of …", "which …") and what a quote was cut off before is no item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.compare.facets.quote_evidence import (
    added_by_coordination,
    contains_phrase,
    coordinated_objects,
)
from tracker.domain import Facets, Unit
from tracker.link.features import REPORTING
from tracker.link.pairs.pair_look import BOOSTERS, LEAD
from tracker.text.content_words import content_stems, split_words, stem

WIDER, NARROWER = "wider", "narrower"

# What follows one of these says more of what was covered; it is not covered itself.
_TAIL = re.compile(
    r"\b(?:in the face of|amid(?:st)?|in light of|given|following|which|who|whose|whom|where|thereby|because|in response to"
    r"|against the backdrop of|based on|in line with|consistent with|in accordance with|so that|when|while|since|thus|demonstrated by"
    r"|as long as|as part of|until)\b",
    re.IGNORECASE,
)
_CUT_OFF = re.compile(r"(?:\b(?:and|or|of|the|to|for|with|in)|[,;:–-])\s*$", re.IGNORECASE)
_ARTICLES = frozenset("the a an our their its this these all both".split())  # with these a subject begins
LEAD_WORDS = 3  # of a quote, in which its lead verbs stand: "we welcome and support"
_LEAST_WORDS = 3  # content words before a tail; a quote that begins with "given that" is all tail otherwise
# Adjectives of praise and degree beside the boosters: "sustained" and "sustained and sincere" dialogue are one.
DESCRIPTIONS = BOOSTERS | frozenset(
    map(
        stem,
        """sincere recent continued sustained constructive meaningful comprehensive substantive lasting just full complete
        overall respective longstanding crucial vital key strategic swift decisive effective horrific destabilizing
        escalatory unlawful free friendly productive applicable relevant inter alia fulfil fulfill""".split(),
    )
)
LIGHT = REPORTING | LEAD | DESCRIPTIONS  # says how and in what frame, not what


@dataclass(frozen=True, slots=True)
class Scope:
    """The lists of a statement."""

    items: frozenset[str]  # the list the text gives; empty where it is of examples
    examples: bool  # the text gives a list of examples
    target: str
    action: str  # without what other judges look at
    quote: str
    main: str  # the quote up to its tail
    cut_off: bool


@dataclass(frozen=True, slots=True)
class ScopeMove:
    """How a list moved: wider or narrower, by which items, and the lists as shown."""

    verdict: str
    extra: tuple[str, ...]
    before: str
    after: str


def scope_of(unit: Unit) -> Scope:
    """Return the lists of *unit*."""
    facets = unit.facets
    return Scope(
        frozenset() if facets.scope_examples else facets.scope_items,
        facets.scope_examples and bool(facets.scope_items),
        facets.object,
        _plain(facets),
        unit.quote,
        without_tail(unit.quote),
        bool(_CUT_OFF.search(unit.quote)),
    )


def without_tail(quote: str) -> str:
    """Return *quote* up to where it only describes what it is about.

    >>> without_tail("support the ferries of Estmark in the face of the storms")
    'support the ferries of Estmark '
    """
    for match in _TAIL.finditer(quote):
        if len(content_stems(quote[: match.start()])) >= _LEAST_WORDS:
            return quote[: match.start()]
    return quote


def scope_move(before: Scope, after: Scope) -> ScopeMove | None:
    """Return how the list moved, or None where it did not, or is not the same kind of list on both sides."""
    if before.cut_off or after.cut_off:
        return None
    for old, new, shown in _lists(before, after):
        move = _items_moved(old, new, shown, before, after)
        if move:
            return move
    if before.examples or after.examples:
        return None
    for wider, fewer, more in ((True, before, after), (False, after, before)):
        extra = added_by_coordination(fewer.target, more.target)
        if _counts(extra, fewer, more):
            return ScopeMove(WIDER if wider else NARROWER, extra, before.target, after.target)
    return None


def _items_moved(
    old: frozenset[str], new: frozenset[str], shown: tuple[str, str], before: Scope, after: Scope
) -> ScopeMove | None:
    if not old or not new:
        return None
    known, said = ({frozenset(content_stems(item)) for item in items} - {frozenset()} for items in (old, new))
    if not (known < said or said < known):
        return None
    wider = known < said
    less, fewer, more = (known, before, after) if wider else (said, after, before)
    extra = tuple(
        sorted(item for item in (new if wider else old) if frozenset(content_stems(item)) not in less)
    )
    if not _counts(extra, fewer, more):
        return None
    return ScopeMove(WIDER if wider else NARROWER, extra, *shown)


def _counts(extra: tuple[str, ...], fewer: Scope, more: Scope) -> bool:
    """Return whether items are news: not mere description, not only in the tail of the one quote, not in the other."""
    told = [
        item
        for item in extra
        if not set(map(stem, split_words(item))) <= DESCRIPTIONS and not _is_second_lead(item, more.quote)
    ]
    return bool(told) and not any(
        contains_phrase(fewer.quote, item)
        or (contains_phrase(more.quote, item) and not contains_phrase(more.main, item))
        for item in told
    )


def _is_second_lead(item: str, quote: str) -> bool:
    """Return whether *item* is a second verb the statement opens with, "welcome and support": another act, not another object.

    >>> _is_second_lead("support", "welcome and support the plan"), _is_second_lead("tankers", "protect the ferries and tankers")
    (True, False)
    """
    words = split_words(quote)
    if words[0] in _ARTICLES:
        return False
    at = words.index(first) if (first := split_words(item)[0]) in words else LEAD_WORDS
    return at < LEAD_WORDS and (words[at - 1] == "and" or words[at + 1 : at + 2] == ["and"])


def _lists(before: Scope, after: Scope) -> Iterator[tuple[frozenset[str], frozenset[str], tuple[str, str]]]:
    """Yield the lists before and after, with what is shown of each."""
    if before.items and after.items:
        yield before.items, after.items, (", ".join(sorted(before.items)), ", ".join(sorted(after.items)))
    yield coordinated_objects(before.target), coordinated_objects(after.target), (before.target, after.target)
    yield coordinated_objects(before.action), coordinated_objects(after.action), (before.action, after.action)


def _plain(facets: Facets) -> str:
    """Return the action without what other judges look at."""
    action = facets.action
    for slot in (facets.condition, facets.deadline, facets.goal, facets.instrument):
        at = action.lower().find(slot.lower()) if slot else -1
        if at >= 0:
            action = f"{action[:at]} {action[at + len(slot) :]}"
    return " ".join(action.split()).strip(" ,;")
