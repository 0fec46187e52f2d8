"""Where words were said, from the first text to the latest, whether a statement was read there or not: what ``history`` tells first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from tracker.answering.later_texts import FEW, LaterTexts, later_texts
from tracker.answering.looser_queries import in_other_words
from tracker.answering.next_text import said_next
from tracker.answering.said_places import (
    Saying,
    as_phrase,
    close_together,
    marked_dissents,
    places_saying,
    quoted,
    told_once,
)
from tracker.cli.history.nearly_said import Near, said_nearly
from tracker.search.analyzer import find_spans, parse_terms
from tracker.search.looser import with_other_forms
from tracker.search.query import Query, SearchFilters
from tracker.store import Store
from tracker.text.content_words import STOPWORDS

HEAD = 600  # characters at the head of a text, which say who issues it with whom
NAMED = 40  # texts of others whose heads are read


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
    later: LaterTexts  # of those issuers, after the last one
    next_said: tuple[tuple[date, str], ...] = ()  # day and words of what the next text has in its place

    @property
    def own(self) -> tuple[Saying, ...]:
        """The sayings of the issuers themselves; all where only those who dissented say it."""
        return tuple(one for one in self.sayings if not one.dissent) or self.sayings


def told_over_time(
    store: Store, text: str, narrowing: Query, called: str, issuers: Collection[str]
) -> Chronology | None:
    """Return where *text* stands in texts that *issuers* issued, everybody where there are none, within the filters of *narrowing*.

    As a phrase where any text has it so, else where its words stand close together. None
    where no text has it, none of it has a day, or it stands in more than :data:`MOST` places.
    """
    filters: SearchFilters = {**narrowing.filters, "issuers": list(issuers) or None}
    query = as_phrase(text)
    found = places_saying(store, query, filters, every=True)
    if found is None:
        return None
    asked, exact, typed = text, bool(found), len(told_once(found))
    if not exact and len(parse_terms(text)) > 1:
        query = text
        found = close_together(places_saying(store, text, filters, every=True) or (), text)
        typed = len(told_once(found))
        if typed <= FEW:
            for looser in in_other_words(store, text):
                if len(parse_terms(looser)) == 1:  # all others are small words
                    continue
                more = close_together(places_saying(store, looser, filters, every=True) or (), looser)
                if len(told_once(more)) > max(FEW, typed):
                    found, asked, query = more, looser, looser
                    break
        elif formed := _in_other_forms(store, text, filters, found):
            found, asked = formed
            query = asked
    said = marked_dissents(store, told_once(found))
    if not said:
        return None
    own = [one for one in said if not one.dissent] or said  # what only a minority ever said is told as it is
    last = own[-1].release.published_on
    aside = {
        one.release.id
        for one in said
        if one.release.published_on and last and one.release.published_on > last
    }
    who = sorted({one.release.issuer for one in said})
    later = later_texts(store, text, query, last, who, narrowing, aside=len(aside))
    every = (places_saying(store, query, narrowing.filters) or ()) if issuers else ()
    naming = _naming(store, every, issuers, called)
    before, since = said_nearly(store, asked, own, filters) if len(who) == 1 else ((), ())
    next_said = _next_said(store, later, own[-1], since) if len(who) == 1 else ()
    return Chronology(text, typed, asked, exact, called, tuple(said), naming, before, since, later, next_said)


def _in_other_forms(
    store: Store, text: str, filters: SearchFilters, found: Sequence[Saying]
) -> tuple[list[Saying], str] | None:
    """Return where the words of *text* stand close together in any form, and the query for that, if it is said so before or after it was *found*; else None."""
    bare = " ".join(word for word in text.split() if word.casefold() not in STOPWORDS)
    formed = with_other_forms(bare)
    more = close_together(places_saying(store, formed, filters, every=True) or (), formed)
    if len(parse_terms(formed)) < len(bare.split()) or not more:
        return None
    days = [one.release.published_on or date.min for one in (more[0], found[0], found[-1], more[-1])]
    return (more, formed) if days[0] < days[1] or days[2] < days[3] else None


def _next_said(
    store: Store, later: LaterTexts, last: Saying, since: Sequence[Near]
) -> tuple[tuple[date, str], ...]:
    """Return what the next text of the series after *last*, and after what was nearly so *since*, has in its place; nothing where not all *later* texts were looked at."""
    after = since[-1].day if since else last.release.published_on
    if after is None or later.number > len(later.texts):
        return ()
    found = said_next(store, later.texts, last.release, since[-1].words if since else last.words, after)
    return tuple((release.published_on, quote) for release, quote in found if release.published_on)


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
