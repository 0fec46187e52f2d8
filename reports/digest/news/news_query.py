"""What news is judged against, asked of the store: how lines were worded, how sure links are, what was named before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial

from reports.digest.news.news_item import Standing, TextBeforeOf
from reports.digest.news.ranking import KNOWN_ENOUGH, may_be_item
from reports.view.display_names import NOT_NAMED, party_name
from tracker.domain import Change, Label
from tracker.link.occasions.genre import Genre, genre_of
from tracker.link.pairs.pair_model import load_model
from tracker.search.analyzer import parse_terms
from tracker.store import Store
from tracker.text.content_words import content_stems
from tracker.text.dates import ANY_MONTH

PHRASE = 7  # words in a row that two texts do not share by chance
RAREST = 3  # words of a quote, by how seldom texts have them
_SET_FOR = re.compile(
    rf"\b{ANY_MONTH} (?:\d{{1,2}}, )?20\d\d\b|(?<![\d.,])\d[\d.,]* (?:million|billion|trillion)\b",
    re.IGNORECASE,
)
LATELY, RELEASES = (
    timedelta(days=500),
    20,
)  # of a source, by which it is told whether it publishes nothing but talk
FEWEST_HELD = 3  # of them: of a source that has just begun nothing is known
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
        frozenset(_only_talk(store, changes)),
    )


def _only_talk(store: Store, changes: Sequence[Change]) -> Iterator[str]:
    """Yield the sources of *changes* of which nothing but talk was published in a while: who reads them asked for talk."""
    published = {one.release.id: one.release for one in changes}.values()
    talked = {one.source: one for one in published if genre_of(one.title) is Genre.TALK}
    others = {one.source for one in published if genre_of(one.title) is not Genre.TALK}
    for source in talked.keys() - others:
        day = talked[source].published_on
        held = store.releases_before(source, day, since=day - LATELY, most=RELEASES) if day else ()
        if len(held) >= FEWEST_HELD and all(genre_of(one.title) is Genre.TALK for one in held):
            yield source


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
    """Say whether a text published before *day* has the :data:`PHRASE` words behind the first of *quote*, one behind the other.

    Or, in one paragraph, every sum and every month that *quote* sets and its rarest words: 320 million for consular services were
    announced before, in whatever words. Of the new commitments of the State archive with a sum or a month 27 of 196 were.
    """
    words = re.findall(r"\w+", quote)[1 : PHRASE + 1]
    if len(words) == PHRASE and store.said_before(parse_terms(f'"{" ".join(words)}"'), day):
        return True
    values = {value.lower() for value in _SET_FOR.findall(quote)}
    rarest = _rarest_words(_SET_FOR.sub(" ", quote)) if values else []
    phrases = " ".join(f'"{value}"' for value in sorted(values))
    return len(rarest) == RAREST and store.said_before(parse_terms(f"{phrases} {' '.join(rarest)}"), day)


def _rarest_words(quote: str) -> list[str]:
    rarity = load_model().words.word
    stems = {word.lower(): content_stems(word) for word in re.findall(r"[A-Za-z][a-z]{3,}", quote)}
    told = {word: rarity(found[0]) for word, found in stems.items() if len(found) == 1}
    return sorted(told, key=lambda word: (-told[word], word))[:RAREST]


def releases_read(store: Store, wanted: Callable[[str], bool], since: date | None, until: date | None) -> int:
    """Return how many releases of the *wanted* sources were published in a window, both days inclusive."""
    return sum(number for source, number in store.releases_by_source(since, until).items() if wanted(source))
