"""A search as the store holds names: their letter case, a time or an issuer among its words. Shared by the command and by the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.errors import ConfigError
from tracker.search.analyzer import fold_words, words_and_phrases
from tracker.search.asked_time import split_time
from tracker.search.issuer_names import issuer_among, issuers_called
from tracker.search.known_names import known_names
from tracker.search.query import Query, suggest_nearest
from tracker.text.content_words import BLOCS
from tracker.text.sanitize import one_line

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

PROBED = 200  # hits whose issuers and topics are looked at where those asked for have none


def resolve_names(store: Store, wanted: Query, sources: Collection[str], *, saved: bool = False) -> Query:
    """Return *wanted* with source, issuer, topic and parties as they are held. *sources* are all that are known, looked at where one is asked for.

    A *saved* query may ask for a topic or party before anybody speaks of it.

    Raises:
        ConfigError: There is no such source, topic or party.
    """
    if wanted.source is not None:
        known = sorted(sources)  # of two that differ in case alone always the same one
        source = match_name(wanted.source, known) or ("" if saved else _only_with(wanted.source, known))
        if not source:
            raise ConfigError(
                f'there is no source "{one_line(wanted.source)}"',
                where="query",
                remedy=suggest_nearest(wanted.source, known),
            )
        wanted = replace(wanted, source=source)
    if not saved and (wanted.topic or wanted.party or wanted.speaker):
        wanted = _known(store, wanted)
    if wanted.issuer is not None and not store.count_hits(wanted.text, **wanted.filters):
        issuers, _ = others_saying(store, wanted)
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


def _only_with(name: str, known: Collection[str]) -> str:
    """Return the one of *known* that has all words of *name* in it, "joint-g7" of "G7"; "" where none has, or several."""
    words = set(fold_words(name))
    found = [one for one in known if words and words <= set(fold_words(one))]
    return found[0] if len(found) == 1 else ""


def of_its_time(store: Store, wanted: Query, *, alone: bool = False) -> Query | None:
    """Return *wanted* of texts published at the time among its words; None = no time is meant: a year is none unless it may stand *alone*."""
    free = wanted.since is None and wanted.until is None
    found = split_time(wanted.text, store.has_hits, alone=alone) if free else None
    return replace(wanted, text=found.words, since=found.since, until=found.until) if found else None


def of_its_issuer(store: Store, wanted: Query) -> Query | None:
    """Return *wanted* of texts that a body among its words, quoted ones aside, issued, "G7" or "Bank of Halden"; None = none is named. Such texts seldom name it where they speak."""
    words = words_and_phrases(wanted.text)
    if wanted.issuer is not None or wanted.issuers or len(words) < 2:
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


def others_saying(store: Store, wanted: Query) -> tuple[list[str], list[str]]:
    """Return who else said *wanted*, and about which topics, by the first hits there are; most often first."""
    anyone = replace(wanted, issuer=None, issuers=(), topic=None)
    hits = store.search(anyone.text, **anyone.filters, limit=PROBED)
    issuers = Counter(hit.release.issuer for hit in hits if hit.release.issuer)
    topics = Counter(topic for hit in hits if hit.unit for topic in sorted(hit.unit.facets.topics))
    return [name for name, _ in issuers.most_common()], [name for name, _ in topics.most_common()]
