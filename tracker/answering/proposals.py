"""What to try where a search finds nothing: each proposal a line, with the searches it offers and how many hits they have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, cast

from tracker.answering.looser_queries import nearest_said, with_fewer_words
from tracker.search.query import OPERATORS, Query, SearchFilters, format_query
from tracker.store.read.name_resolution import others_saying
from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import one_line

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

PROBED = 200  # texts whose issuers are looked at where the one asked for has none
NAMED = 5
FEWER = 3  # queries of fewer words

Part = tuple[str, str]  # words, and the query they offer; "" = none


@dataclass(frozen=True, slots=True)
class Proposal:
    """One line."""

    parts: tuple[Part, ...]

    @property
    def line(self) -> str:
        """The line as a terminal has it."""
        return "".join(said for said, _ in self.parts)


def proposals(store: Store, wanted: Query) -> Iterator[Proposal]:
    """Yield what could be tried where *wanted* has no hit."""
    if not store.sources():
        yield _said("the store is empty: `policy-tracker run` or `policy-tracker ingest` fills it")
        return
    narrowed = [name for name, value in wanted.filters.items() if value is not None]
    typed = ", ".join(f"{_as_typed(name)}:" for name in narrowed)
    everywhere = store.count_hits(wanted.text, exactly=True) if narrowed else 0
    if everywhere:
        yield Proposal(((f"without {typed} there would be {everywhere}", wanted.text),))
        issuers, topics = others_saying(store, wanted)
        if (wanted.issuer or wanted.issuers) and issuers:
            yield _each("issuers", ((name, replace(wanted, issuer=name, issuers=())) for name in issuers))
        if wanted.topic and topics:
            yield _each("topics", ((name, replace(wanted, topic=name)) for name in topics))
        return
    words = wanted.text.split()
    emptied = bool(words and narrowed) and not store.count_hits("", **wanted.filters)
    if emptied:
        yield _said(f"whatever the words, nothing held is left by {typed}")
    if emptied or not words:
        yield from list(_without_one(store, wanted, narrowed)) or _what_is_held(store, wanted)
        return
    yield from (_said(f"{word} is a word like any other here") for word in words if word in OPERATORS)
    if len(words) > 1:
        yield _said("try fewer words: all of them must stand in one place")
    if '"' not in wanted.text:
        yield from _fewer(store, wanted)
        yield from _by_word(store, wanted, words)
    yield _said(
        "try another name of it, or the beginning of a word with a star (respond*) for its other forms"
    )


def _fewer(store: Store, wanted: Query) -> Iterator[Proposal]:
    """Yield the best queries of fewer words, which as they are typed have hits."""
    for one in islice(with_fewer_words(store, wanted.text, **wanted.filters), FEWER):
        left_out = {word.casefold() for words in one.without for word in words.split()}
        kept = replace(
            wanted, text=" ".join(word for word in wanted.text.split() if word.casefold() not in left_out)
        )
        if number := store.count_hits(kept.text, exactly=True, **kept.filters):
            named = " and ".join(f"“{one_line(word)}”" for word in one.without)
            yield Proposal(((f"without {named} there would be {number}", typed_query(kept)),))


def _by_word(store: Store, wanted: Query, words: Sequence[str]) -> Iterator[Proposal]:
    """Yield how often each of several *words* is said by itself, which of them no text has, and what texts have for it."""
    alone = dict[str, int]()
    if len(words) > 1:
        telling = [word for word in dict.fromkeys(words) if word.casefold() not in STOPWORDS]
        alone = {word: store.count_hits(word, exactly=True, **wanted.filters) for word in telling}
        parts = [
            (
                f"{one_line(word)} alone: {alone[word]}",
                typed_query(replace(wanted, text=word)) if alone[word] else "",
            )
            for word in telling
        ]
        yield Proposal(_between(parts))
    unsaid = [
        word
        for word in (alone or words)
        if word not in OPERATORS and not (alone.get(word) or store.count_hits(word))
    ]
    if unsaid:
        held = store.extent()
        days = f", {held.first} to {held.last}" if held.first else ""
        named = " or ".join(f"“{one_line(word)}”" for word in unsaid)
        yield _said(f"no text has {named} ({held.texts:,} searched{days})")
    near = [(word, nearest_said(store, word.casefold())) for word in unsaid if word.isalpha()]
    for word, said in near:
        if said:
            meant = " ".join(said if one == word else one for one in words)
            yield Proposal(
                (
                    (
                        f"{one_line(said.split('|')[0])} for {one_line(word)}",
                        typed_query(replace(wanted, text=meant)),
                    ),
                )
            )


def _without_one(store: Store, wanted: Query, narrowed: Sequence[str]) -> Iterator[Proposal]:
    """Yield which of several filters leaves nothing of what the others do."""
    for name in narrowed if len(narrowed) > 1 else ():
        others = cast(SearchFilters, {**wanted.filters, name: None})
        if left := store.count_hits("", **others):
            changed = replace(wanted, text="", **{name: () if name == "issuers" else None})  # type: ignore[arg-type]
            yield Proposal(((f"without {_as_typed(name)}: there would be {left}", typed_query(changed)),))


def _what_is_held(store: Store, wanted: Query) -> Iterator[Proposal]:
    """Yield of when the latest text is, and, where one is asked for, whose the latest texts are."""
    hits = store.search("", until=date.max, limit=PROBED, by_date=True)
    issuers = Counter(hit.release.issuer for hit in hits if hit.release.issuer)
    yield _said(
        f"the latest text held is of {hits[0].release.published_on}" if hits else "no text held has a day"
    )
    if (wanted.issuer or wanted.issuers) and issuers:
        names = (name for name, _ in issuers.most_common())
        yield _each("issuers", ((name, replace(wanted, issuer=name, issuers=())) for name in names))


def typed_query(query: Query) -> str:
    """Return *query* as it could be typed; whoever is meant by a part of several names is left out."""
    if len(query.issuers) == 1:
        query = replace(query, issuer=query.issuers[0], issuers=())
    return format_query(replace(query, issuers=()))


def _said(line: str) -> Proposal:
    return Proposal(((line, ""),))


def _each(what: str, named: Iterator[tuple[str, Query]]) -> Proposal:
    parts = [(one_line(name), typed_query(query)) for name, query in islice(named, NAMED)]
    return Proposal(((f"{what}: ", ""), *_between(parts)))


def _between(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Return *parts* with commas between them."""
    return tuple(one for part in parts for one in ((", ", ""), part))[1:]


def _as_typed(name: str) -> str:
    return "issuer" if name == "issuers" else name
