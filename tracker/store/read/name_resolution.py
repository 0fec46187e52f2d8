"""A search as the store holds names: their letter case, and what to try where nothing is found.

Shared by the command and by the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, cast

from tracker.errors import ConfigError
from tracker.search.asked_time import split_time
from tracker.search.issuer_names import issuer_among, issuers_called
from tracker.search.known_names import known_names
from tracker.search.query import OPERATORS, Query, SearchFilters, suggest_nearest
from tracker.text.content_words import BLOCS
from tracker.text.sanitize import one_line

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

PROBED = 200  # hits whose issuers and topics are looked at where those asked for have none
NAMED = 5


def resolve_names(store: Store, wanted: Query, sources: Collection[str], *, saved: bool = False) -> Query:
    """Return *wanted* with source, issuer, topic and parties as they are held. *sources* are all that are known, looked at where one is asked for.

    A *saved* query may ask for a topic or party before anybody speaks of it.

    Raises:
        ConfigError: There is no such source, topic or party.
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
    if not saved and (wanted.topic or wanted.party or wanted.speaker):
        wanted = _known(store, wanted)
    if wanted.issuer is not None and not store.count_hits(wanted.text, **wanted.filters):
        issuers, _ = _others(store, wanted)
        wanted = replace(wanted, issuer=match_name(wanted.issuer, issuers) or wanted.issuer)
    return wanted


def by_part_of_issuer(store: Store, wanted: Query) -> Query:
    """Return *wanted*, which has no hit, of all whose name has the issuer asked for in it, where nobody is called so: "Quad" of "Quad leaders"."""
    if wanted.issuer is None or store.count_hits("", issuer=wanted.issuer):
        return wanted
    called = issuers_called(wanted.issuer, store.issuers())
    return replace(wanted, issuer=None, issuers=tuple(called)) if called else wanted


def _known(store: Store, wanted: Query) -> Query:
    """Return *wanted* with topic, party and speaker as they are known; a party that a text names is known by that."""
    topic = wanted.topic and not store.count_hits("", topic=wanted.topic)
    party = wanted.party and not store.count_hits("", party=wanted.party)
    speaker = wanted.speaker and not store.count_hits("", speaker=wanted.speaker)
    if not (topic or party or speaker):
        return wanted
    used = store.names_used()
    known = known_names(used.parties, used.topics)
    return replace(
        wanted,
        topic=known.require_topic(str(wanted.topic), "topic") if topic else wanted.topic,
        party=known.require_party(str(wanted.party), "party") if party else wanted.party,
        speaker=known.require_party(str(wanted.speaker), "speaker") if speaker else wanted.speaker,
    )


def match_name(name: str, known: Collection[str]) -> str | None:
    """Return which of *known* is *name*, exactly or else but for its case.

    >>> match_name("NORVALE", ["Norvale", "Estmark"]), match_name("Veskia", ["Norvale"])
    ('Norvale', None)
    """
    return name if name in known else next((one for one in known if one.casefold() == name.casefold()), None)


def of_its_time(wanted: Query) -> Query | None:
    """Return *wanted* of texts published at the time among its words; None = no time is meant."""
    found = split_time(wanted.text) if wanted.since is None and wanted.until is None else None
    return replace(wanted, text=found.words, since=found.since, until=found.until) if found else None


def of_its_issuer(store: Store, wanted: Query) -> Query | None:
    """Return *wanted* of texts that a body among its words issued, "G7" or "Bank of Halden"; None = none is named. Such texts seldom name it where they speak."""
    words = wanted.text.split()
    if wanted.issuer is not None or wanted.issuers or '"' in wanted.text:
        return None
    for at, word in enumerate(words):
        name, others = word.upper(), " ".join((*words[:at], *words[at + 1 :]))
        short = (word == name and word[:1].isalpha()) or word.casefold() in BLOCS
        if short and others and store.count_hits("", issuer=name):
            return replace(wanted, text=others, issuer=name)
    if named := issuer_among(words, store.issuers()):
        _, others, issuers = named
        return replace(wanted, text=others, issuers=tuple(issuers))
    return None


def search_hints(store: Store, wanted: Query) -> Iterator[str]:
    """Yield what could be tried where *wanted* has no hit."""
    if not store.sources():
        yield "the store is empty: `policy-tracker run` or `policy-tracker ingest` fills it"
        return
    narrowed = [name for name, value in wanted.filters.items() if value is not None]
    typed = ", ".join(f"{_as_typed(name)}:" for name in narrowed)
    everywhere = store.count_hits(wanted.text) if narrowed else 0
    if everywhere:
        yield f"without {typed} there would be {everywhere}"
        issuers, topics = _others(store, wanted)
        if (wanted.issuer or wanted.issuers) and issuers:
            yield f"issuers: {_named(issuers)}"
        if wanted.topic and topics:
            yield f"topics: {_named(topics)}"
        return
    words = wanted.text.split()
    emptied = bool(words and narrowed) and not store.count_hits("", **wanted.filters)
    if emptied:
        yield f"whatever the words, nothing held is left by {typed}"
    if emptied or not words:
        yield from _without_one(store, wanted, narrowed) or _what_is_held(store, wanted)
        return
    yield from (f"{word} is a word like any other here" for word in words if word in OPERATORS)
    if len(words) > 1:
        yield "try fewer words: all of them must stand in one place"
    if '"' not in wanted.text:
        yield from _by_word(store, wanted, words)
    yield "try another name of it, or the beginning of a word with a star (respond*) for its other forms"


def _by_word(store: Store, wanted: Query, words: Sequence[str]) -> Iterator[str]:
    """Yield how often each of several *words* is said by itself, and which of them no text has."""
    alone = dict[str, int]()
    if len(words) > 1:
        alone = {word: store.count_hits(word, **wanted.filters) for word in words[:NAMED]}
        yield ", ".join(f"{one_line(word)} alone: {alone[word]}" for word in words[:NAMED])
    unsaid = [
        word for word in words if word not in OPERATORS and not (alone.get(word) or store.count_hits(word))
    ]
    if unsaid:
        held = store.extent()
        days = f", {held.first} to {held.last}" if held.first else ""
        named = " or ".join(f"“{one_line(word)}”" for word in unsaid[:NAMED])
        yield f"no text has {named} ({held.texts:,} searched{days})"


def _without_one(store: Store, wanted: Query, narrowed: Sequence[str]) -> list[str]:
    """Return which of several filters leaves nothing of what the others do."""
    found = []
    for name in narrowed if len(narrowed) > 1 else ():
        others = cast(SearchFilters, {**wanted.filters, name: None})
        if left := store.count_hits("", **others):
            found.append(f"without {_as_typed(name)}: there would be {left}")
    return found


def _as_typed(name: str) -> str:
    return "issuer" if name == "issuers" else name


def _what_is_held(store: Store, wanted: Query) -> list[str]:
    """Return of when the latest text is, and, where one is asked for, whose the latest texts are."""
    hits = store.search("", until=date.max, limit=PROBED, by_date=True)
    issuers = Counter(hit.release.issuer for hit in hits if hit.release.issuer)
    found = (
        [f"the latest text held is of {hits[0].release.published_on}"] if hits else ["no text held has a day"]
    )
    if (wanted.issuer or wanted.issuers) and issuers:
        found.append(f"issuers: {_named([name for name, _ in issuers.most_common()])}")
    return found


def _others(store: Store, wanted: Query) -> tuple[list[str], list[str]]:
    """Return who else said *wanted*, and about which topics, by the first hits there are; most often first."""
    anyone = replace(wanted, issuer=None, issuers=(), topic=None)
    hits = store.search(anyone.text, **anyone.filters, limit=PROBED)
    issuers = Counter(hit.release.issuer for hit in hits if hit.release.issuer)
    topics = Counter(topic for hit in hits if hit.unit for topic in sorted(hit.unit.facets.topics))
    return [name for name, _ in issuers.most_common()], [name for name, _ in topics.most_common()]


def _named(names: Sequence[str]) -> str:
    return ", ".join(map(one_line, names[:NAMED]))
