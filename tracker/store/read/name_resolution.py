"""A search as the store holds names: their letter case, and what to try where nothing is found.

Shared by the command and by the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import ConfigError
from tracker.search.query import OPERATORS, Query, suggest_nearest
from tracker.text.sanitize import one_line

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

PROBED = 200  # hits whose issuers and topics are looked at where those asked for have none
NAMED = 5


def resolve_names(store: Store, wanted: Query, sources: Collection[str]) -> Query:
    """Return *wanted* with source, issuer and topic in the letter case they are held in. *sources* are all that are known, looked at where one is asked for.

    Raises:
        ConfigError: There is no such source.
    """
    if wanted.source is not None:
        known = sorted(sources)  # of two that differ in case alone always the same one
        source = match_name(wanted.source, known)
        if source is None:
            raise ConfigError(
                f'there is no source "{one_line(wanted.source)}"',
                where="query",
                remedy=suggest_nearest(wanted.source, known),
            )
        wanted = replace(wanted, source=source)
    named = wanted.issuer is not None or wanted.topic is not None
    if named and not store.count_hits(wanted.text, **wanted.filters):
        issuers, topics = _others(store, wanted)
        wanted = replace(
            wanted,
            issuer=wanted.issuer and (match_name(wanted.issuer, issuers) or wanted.issuer),
            topic=wanted.topic and (match_name(wanted.topic, topics) or wanted.topic),
        )
    return wanted


def match_name(name: str, known: Collection[str]) -> str | None:
    """Return which of *known* is *name*, exactly or else but for its case.

    >>> match_name("NORVALE", ["Norvale", "Estmark"]), match_name("Veskia", ["Norvale"])
    ('Norvale', None)
    """
    return name if name in known else next((one for one in known if one.casefold() == name.casefold()), None)


def search_hints(store: Store, wanted: Query) -> Iterator[str]:
    """Yield what could be tried where *wanted* has no hit."""
    if not store.sources():
        yield "the store is empty: `policy-tracker run` or `policy-tracker ingest` fills it"
        return
    narrowed = [name for name, value in wanted.filters.items() if value is not None]
    everywhere = store.count_hits(wanted.text) if narrowed else 0
    if everywhere:
        yield f"without {', '.join(f'{name}:' for name in narrowed)} there would be {everywhere}"
        issuers, topics = _others(store, wanted)
        if wanted.issuer and issuers:
            yield f"issuers: {_named(issuers)}"
        if wanted.topic and topics:
            yield f"topics: {_named(topics)}"
        return
    words = wanted.text.split()
    yield from (f"{word} is a word like any other here" for word in words if word in OPERATORS)
    if len(words) > 1:
        yield "try fewer words: all of them must stand in one place"
    yield "try the beginning of a word with a star (respond*) for its other forms"


def _others(store: Store, wanted: Query) -> tuple[list[str], list[str]]:
    """Return who else said *wanted*, and about which topics, by the first hits there are; most often first."""
    anyone = replace(wanted, issuer=None, topic=None)
    hits = store.search(anyone.text, **anyone.filters, limit=PROBED)
    issuers = Counter(hit.release.issuer for hit in hits if hit.release.issuer)
    topics = Counter(topic for hit in hits if hit.unit for topic in sorted(hit.unit.facets.topics))
    return [name for name, _ in issuers.most_common()], [name for name, _ in topics.most_common()]


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(one_line, names[:NAMED]))
