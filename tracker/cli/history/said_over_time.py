"""Where words were said, from the first text to the latest, whether a statement was read there or not: what ``history`` tells first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice

from tracker.cli.looser_search import SAME_START, in_other_words, with_fewer_words
from tracker.domain import Release
from tracker.search.analyzer import Term, find_spans, parse_terms
from tracker.search.excerpts import NEARLY, Span, stand_close, words_beside
from tracker.search.looser import bare_words
from tracker.search.query import Query, SearchFilters
from tracker.store import Store
from tracker.store.records import DatedQuote, Hit
from tracker.text.speaker_turns import is_outsider

MOST = 300  # places told in order: more is no wording but a subject
FEW = 2  # texts beside which other words are asked for
APART, NEARLY_APART = (
    6,
    3,
)  # words that may stand between two of those asked for, and of those that are nearly so
HEAD = 600  # characters at the head of a text, which say who issues it with whom
NAMED = 40  # texts of others whose heads are read
AFTER = 2  # later texts that are named


@dataclass(frozen=True, slots=True)
class Saying:
    """A text that has the words: the stretch of it with them, where they stand in that, and how they are worded."""

    release: Release
    words: str
    spans: tuple[Span, ...]
    wording: tuple[str, ...]
    line: str | None  # id of the line, where a statement has them


@dataclass(frozen=True, slots=True)
class Near:
    """What is nearly the words, said on *day* before the first or after the last text that has them."""

    day: date
    words: str
    spans: tuple[Span, ...]
    same_line: bool  # as the text at that end; else it has most of the words


@dataclass(frozen=True, slots=True)
class Chronology:
    """All texts that have certain words, oldest first, and what stands at both ends of them."""

    asked: str  # as it was typed
    typed: int  # places that say it so
    words: str  # what texts were asked for
    exact: bool  # as a phrase
    called: str  # the issuer, as the reader calls it; "" = everybody
    sayings: tuple[Saying, ...]
    naming: tuple[Saying, ...]  # texts of others which name that issuer at their head
    before: tuple[Near, ...]
    since: tuple[Near, ...]
    later: int  # texts of those issuers after the last one
    latest: tuple[Release, ...]  # of these the latest


def told_over_time(
    store: Store, text: str, narrowing: Query, called: str, issuers: Collection[str]
) -> Chronology | None:
    """Return where *text* stands in texts that *issuers* issued, everybody where there are none, within the filters of *narrowing*.

    As a phrase where any text has it so, else where its words stand close together. None
    where no text has it, none of it has a day, or it stands in more than :data:`MOST` places.
    """
    filters: SearchFilters = {**narrowing.filters, "issuers": list(issuers) or None}
    query = quoted(text)
    found = _sayings(store, query, filters)
    if found is None:
        return None
    asked, exact, typed = text, bool(found), len(_texts(found))
    if not exact and len(bare_words(text)) > 1:
        query = text
        found = _close(_sayings(store, text, filters) or (), text)
        typed = len(_texts(found))
        if typed <= FEW:
            for looser in in_other_words(store, text):
                if len(parse_terms(looser)) == 1:  # all others are small words
                    continue
                more = _close(_sayings(store, looser, filters) or (), looser)
                if len(_texts(more)) > max(FEW, typed):
                    found, asked, query = more, looser, looser
                    break
    said = _texts(found)
    if not said:
        return None
    last = said[-1].release.published_on
    who = {one.release.issuer for one in said}
    later, latest = store.texts_after(last, who, AFTER) if last else (0, [])
    every = (_sayings(store, query, narrowing.filters) or ()) if issuers else ()
    naming = _naming(store, every, issuers, called)
    before, since = _ends(store, asked, said, filters) if len(who) == 1 else ((), ())
    return Chronology(
        text, typed, asked, exact, called, tuple(said), naming, before, since, later, tuple(latest)
    )


def _sayings(store: Store, query: str, filters: SearchFilters) -> list[Saying] | None:
    """Return the places that have *query*, oldest first; None where there are too many."""
    if store.count_hits(query, **filters) > MOST:
        return None
    found = store.search_page(query, limit=MOST, by_date=True, **filters)
    by_issuer = (
        hit for hit in reversed(found.hits) if hit.release.published_on and not is_outsider(hit.turn)
    )
    made = [_saying(hit) for hit in by_issuer]
    return sorted(made, key=lambda one: one.release.published_on or date.min)


def _saying(hit: Hit) -> Saying:
    worded = words_beside(hit.snippet, hit.spans, NEARLY)
    return Saying(hit.release, hit.snippet, hit.spans, worded, hit.line.id if hit.line else None)


def _close(found: Sequence[Saying], query: str, apart: int = APART) -> list[Saying]:
    """Return those of *found* in which the words of *query* stand close together, *apart* words between two at most."""
    terms = parse_terms(query)
    return [one for one in found if stand_close(one.words, one.spans, terms, apart)]


def _texts(found: Sequence[Saying]) -> list[Saying]:
    """Return those of *found* that say something of their own: of each text each wording once."""
    kept: dict[tuple[str, tuple[str, ...]], Saying] = {}
    for one in found:
        kept.setdefault((one.release.id, one.wording), one)
    return list(kept.values())


def _naming(
    store: Store, found: Sequence[Saying], issuers: Collection[str], called: str
) -> tuple[Saying, ...]:
    """Return those of *found* that others issued in texts which name, at their head, who is *called* so: a joint text is filed under one issuer alone."""
    others = {one.release.id: one for one in found if one.release.issuer not in issuers}
    name = parse_terms(quoted(called))
    heads = {
        release.id: f"{release.title}\n{document.text[:HEAD]}"
        for release, document in store.latest_documents(list(islice(others, NAMED)))
    }
    return tuple(one for one in others.values() if find_spans(heads.get(one.release.id, ""), name))


def _ends(
    store: Store, asked: str, said: Sequence[Saying], filters: SearchFilters
) -> tuple[tuple[Near, ...], tuple[Near, ...]]:
    """Return what the issuer of all that is *said* said nearly so last before it, and first and last after it."""
    first, last = said[0], said[-1]
    begun, ended = first.release.published_on, last.release.published_on
    if begun is None or ended is None:
        return (), ()
    terms = parse_terms(quoted(asked))
    held = store.line_quotes([line for line in {first.line, last.line} if line])
    before = [one for one in _without(held.get(first.line or "", ()), terms) if one.on and one.on < begun]
    since = [one for one in _without(held.get(last.line or "", ()), terms) if one.on and one.on > ended]
    narrowed: SearchFilters = {**filters, "issuer": first.release.issuer, "issuers": None}
    earlier: SearchFilters = {**narrowed, "until": begun - timedelta(days=1)}
    later: SearchFilters = {**narrowed, "since": ended + timedelta(days=1)}
    return (
        _on_the_line(before[-1:]) or _nearly(store, asked, earlier)[-1:],
        _on_the_line(since[:1]) or _both_ends(_nearly(store, asked, later)),
    )


def _without(quotes: Sequence[DatedQuote], terms: Sequence[Term]) -> list[DatedQuote]:
    return [one for one in quotes if one.on and not find_spans(one.quote, terms)]


def _on_the_line(quotes: Sequence[DatedQuote]) -> tuple[Near, ...]:
    return tuple(Near(one.on, one.quote, (), same_line=True) for one in quotes if one.on)


def _nearly(store: Store, asked: str, narrowing: SearchFilters) -> tuple[Near, ...]:
    """Return the places that have *asked* in other words or all its words but one, close together, oldest first."""
    names = [word[:SAME_START].casefold() for word in asked.split() if word[:1].isupper()]
    queries = chain(in_other_words(store, asked), with_fewer_words(store, asked, **narrowing))
    for query in queries:
        if not all(name in query.casefold() for name in names):  # of "one Halden policy" no "one policy"
            continue
        if places := _close(_sayings(store, query, narrowing) or (), query, NEARLY_APART):
            return tuple(
                Near(one.release.published_on or date.min, one.words, one.spans, same_line=False)
                for one in places
            )
    return ()


def _both_ends(near: Sequence[Near]) -> tuple[Near, ...]:
    return tuple(near[at] for at in sorted({0, len(near) - 1}) if near)


def quoted(text: str) -> str:
    """Return the query for *text* as it stands."""
    return f'"{text.replace(chr(34), " ")}"'
