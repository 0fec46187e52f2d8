"""What news is judged against, asked of the store: how lines were worded, how sure links are, what was named before."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache, partial

from reports.digest.news.evidence import Standing, TextBeforeOf
from reports.digest.news.ranking import KNOWN_ENOUGH, may_be_item
from reports.view.display_names import NOT_NAMED, party_name
from tracker.domain import Change, Label
from tracker.search.analyzer import parse_terms
from tracker.store import Store

PHRASE = 7  # words in a row that two texts do not share by chance
TEXTS = 200  # that are kept while one digest is made


def standing_for(
    store: Store, changes: Sequence[Change], since: date | None, text_before: TextBeforeOf
) -> Standing:
    """Return what stood before the window of *changes*, which began on *since*; *text_before* knows the text before one.

    Without *since*, or where too little is held before it, nothing counts as named for the first time.
    """
    asked = [change for change in changes if may_be_item(change)]
    moved = {change.line.id for change in asked if change.before}
    units = {change.after.unit.id for change in asked if change.before and change.after}
    return Standing(
        store.line_quotes(moved),
        store.link_scores(units),
        _never_named(store, asked, since),
        lru_cache(maxsize=TEXTS)(store.text_as_read),
        text_before,
        lru_cache(maxsize=None)(partial(_said_earlier, store)),
    )


def _never_named(store: Store, changes: Sequence[Change], since: date | None) -> frozenset[str]:
    """Return the parties that new commitments of *changes* speak to by name, and no text of before *since* names."""
    if not since or sum(store.releases_by_source(None, since).values()) < KNOWN_ENOUGH:
        return frozenset()
    asked: dict[str, str] = {}
    for change in changes:
        if change.label is Label.NEW and change.after and change.after.unit.kind.is_commitment:
            for party in change.after.unit.facets.addressees - change.after.unit.facets.speakers:
                if party_name(party) != NOT_NAMED and party_name(party) in change.after.unit.quote:
                    asked[party] = party_name(party)
    return frozenset(
        party for party, name in asked.items() if not store.said_before(parse_terms(f'"{name}"'), since)
    )


def _said_earlier(store: Store, quote: str, day: date) -> bool:
    """Say whether a text published before *day* has the :data:`PHRASE` words behind the first of *quote*, one behind the other."""
    words = re.findall(r"\w+", quote)[1 : PHRASE + 1]
    return len(words) == PHRASE and store.said_before(parse_terms(f'"{" ".join(words)}"'), day)


def releases_read(store: Store, wanted: Callable[[str], bool], since: date | None, until: date | None) -> int:
    """Return how many releases of the *wanted* sources were published in a window, both days inclusive."""
    return sum(number for source, number in store.releases_by_source(since, until).items() if wanted(source))
