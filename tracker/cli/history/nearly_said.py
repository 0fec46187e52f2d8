"""What an issuer said nearly so before the first and after the last text that has certain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from tracker.answering.looser_queries import SAME_START, in_other_words, with_fewer_words, with_names_kept
from tracker.answering.said_places import Saying, as_phrase, close_together, places_saying
from tracker.search.analyzer import Term, find_spans, fold_words, parse_terms
from tracker.search.excerpts import Span
from tracker.search.looser import bare_words, capitalized_words
from tracker.search.query import SearchFilters
from tracker.search.telling import tells
from tracker.store import Store
from tracker.store.records import DatedQuote
from tracker.text.content_words import STOPWORDS
from tracker.text.spelling import root

APART = 3  # words that may stand between two of them
WITHIN = 6  # words that may stand between two of them in one statement
OFTEN, SELDOM = 60, 3  # texts that have a name, and another of the words, alone
SOON = timedelta(days=400)  # in which a word fades
RARE = 2  # times as often as the rarest word a word may stand in texts to be as telling


@dataclass(frozen=True, slots=True)
class Near:
    """What is nearly the words, said on *day* before the first or after the last text that has them."""

    day: date
    words: str
    spans: tuple[Span, ...]
    same_line: bool = False  # it has the words no more than the line does; else it has most of them
    alone: str = ""  # the one word of them that it has


def said_nearly(
    store: Store, asked: str, said: Sequence[Saying], filters: SearchFilters
) -> tuple[tuple[Near, ...], tuple[Near, ...]]:
    """Return what the issuer of all that is *said* said nearly so last before it, and first and last after it, whatever the day that *filters* end with."""
    first, last = said[0], said[-1]
    begun, ended = first.release.published_on, last.release.published_on
    if begun is None or ended is None:
        return (), ()
    wanted = _wanted(store, asked)
    terms = wanted.typed
    held = store.line_quotes([line for line in {first.line, last.line} if line])
    before = [one for one in _on_line(held.get(first.line or "", ()), terms) if one.day < begun]
    since = [one for one in _on_line(held.get(last.line or "", ()), terms) if one.day > ended]
    narrowed: SearchFilters = {**filters, "issuer": first.release.issuer, "issuers": None}
    earlier: SearchFilters = {**narrowed, "until": begun - timedelta(days=1)}
    later: SearchFilters = {**narrowed, "since": ended + timedelta(days=1), "until": None}
    near_before = _by_day(before, _nearly(store, wanted, earlier))[-1:]
    near_since = _both_ends(_by_day(since, _nearly(store, wanted, later)))
    return (
        near_before or _by_name(store, wanted, earlier),
        (
            *near_since,
            *_faded(store, wanted, _soon_after(later, near_since[-1].day if near_since else ended)),
        ),
    )


def _soon_after(narrowing: SearchFilters, day: date) -> SearchFilters:
    return {**narrowing, "since": day + timedelta(days=1), "until": day + SOON}


def _by_name(store: Store, wanted: _Wanted, narrowing: SearchFilters) -> tuple[Near, ...]:
    """Return the first and the last sentence with the one name of what is *wanted*, which texts write as one: what was said of it before."""
    names = capitalized_words(wanted.asked)
    if len(names) != 1 or len(bare_words(wanted.asked)) == 1:
        return ()
    typed = next((word for word in wanted.asked.split() if word.casefold() == names[0]), names[0])
    found = _alone(store, typed, narrowing, OFTEN)
    is_name = all(one.words[start].isupper() for one in found for start, _ in one.spans)  # "group" is none
    return _both_ends(found) if is_name else ()


def _faded(store: Store, wanted: _Wanted, narrowing: SearchFilters) -> tuple[Near, ...]:
    """Return the last sentence with the one telling word of what is *wanted*, no name, where few texts have it still."""
    if len(wanted.telling) != 1 or wanted.names or len(bare_words(wanted.asked)) == 1:
        return ()
    return _alone(store, wanted.telling[0], narrowing, SELDOM)[-1:]


def _alone(store: Store, word: str, narrowing: SearchFilters, most: int) -> tuple[Near, ...]:
    """Return of each day the sentence with *word* that tells most, oldest first; nothing where more than *most* texts have it: then it is a common word."""
    if not store.has_hits(word, **narrowing):
        return ()
    places = places_saying(store, word, narrowing, every=True) or ()
    if len({one.release.id for one in places}) > most:
        return ()
    return tuple(
        Near(one.release.published_on or date.min, one.words, one.spans, alone=word)
        for one in _best_a_day(places)
    )


def _best_a_day(places: Sequence[Saying]) -> list[Saying]:
    """Return of each day the place that tells most."""
    of_day: dict[date | None, Saying] = {}
    for one in places:
        held = of_day.get(one.release.published_on)
        if held is None or tells(one.words) > tells(held.words):
            of_day[one.release.published_on] = one
    return list(of_day.values())


def _on_line(quotes: Sequence[DatedQuote], terms: Sequence[Term]) -> list[Near]:
    return [
        Near(one.on, one.quote, (), same_line=True)
        for one in quotes
        if one.on and not find_spans(one.quote, terms)
    ]


def _by_day(on_line: Sequence[Near], near: Sequence[Near]) -> tuple[Near, ...]:
    """Return both, oldest first, of each day one: *near* has the words, a line need not."""
    of_day = {one.day: one for one in (*on_line, *near)}
    return tuple(of_day[day] for day in sorted(of_day))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is asked for, and what of it has to stand where it is nearly said: worked out once for before and after."""

    asked: str
    typed: Sequence[Term]  # as a phrase
    kept: str  # with its names as they were typed
    whole: Sequence[str]  # queries for all of it in other words
    names: Sequence[str]
    numbers: Sequence[str]
    telling: Sequence[str]

    def is_asked_by(self, query: str) -> bool:
        """Return whether *query* keeps what tells most: its names, its numbers, and one of its rarest words."""
        # of "one Halden policy" no "one policy"
        if not all(name in query.casefold() for name in self.names):
            return False
        # "Pier 1" is not "Pier 2"
        if query not in self.whole and not all(one in query.split() for one in self.numbers):
            return False
        if len(bare_words(self.asked)) > 1 and len(parse_terms(query)) == 1:  # all others are small words
            return False
        return not self.telling or any(word[:SAME_START] in query for word in self.telling)


def _wanted(store: Store, asked: str) -> _Wanted:
    kept = with_names_kept(store, asked)
    return _Wanted(
        asked,
        parse_terms(as_phrase(asked)),
        kept,
        list(in_other_words(store, kept)),
        [word[:SAME_START].casefold() for word in asked.split() if word[:1].isupper()],
        [word.casefold() for word in asked.split() if any(map(str.isdigit, word))],
        _telling(store, asked),
    )


def _nearly(store: Store, wanted: _Wanted, narrowing: SearchFilters) -> list[Near]:
    """Return the places that have what is *wanted* in other words, or all its words but one, close together or in one statement.

    All names and numbers among them, and one of the words that tell most, are among those that stand there.
    """
    found: dict[tuple[str, str], Near] = {}
    fewer = (one.words for one in with_fewer_words(store, wanted.kept, **narrowing))
    for query in filter(wanted.is_asked_by, chain(wanted.whole, fewer)):
        is_whole = query in wanted.whole
        places = places_saying(store, query, narrowing) or ()
        close = close_together(places, query, APART, statements=False)
        if is_whole:
            stated = [one for one in places if one.stated]
            close += [
                one for one in close_together(stated, query, WITHIN, statements=False) if one not in close
            ]
        for one in close:
            if find_spans(one.words, wanted.typed):  # beyond the filters: it says it, and not nearly so
                continue
            has_form = _has_form(one, wanted.telling, as_typed=not is_whole)
            if has_form and not _is_beside_name(store, wanted.asked, one):
                day = one.release.published_on or date.min
                found.setdefault((one.release.id, one.words), Near(day, one.words, one.spans))
    return list(found.values())


def _telling(store: Store, asked: str) -> list[str]:
    """Return the words of *asked* that the fewest places have, or nearly so: a common word alone leads to another subject."""
    number = {word: store.count_hits(word) for word in bare_words(asked) if word not in STOPWORDS}
    return [word for word in number if number[word] <= RARE * min(number.values())]


def _has_form(place: Saying, telling: Sequence[str], *, as_typed: bool) -> bool:
    """Return whether *place* has one of *telling* itself, or, unless *as_typed*, a form of it, of "grinder" no "grind", or nothing that begins so."""
    alike = [(word, one) for one in telling for word in _words(place) if word.startswith(root(one))]
    if any(word.startswith(one) or (root(word) == root(one) and not as_typed) for word, one in alike):
        return True
    return not as_typed and not alike


def _is_beside_name(store: Store, asked: str, place: Saying) -> bool:
    """Return whether a name of *asked* stands at *place* in another spelling, though texts of that issuer and day have it as it was typed."""
    day, issuer = place.release.published_on, place.release.issuer
    return any(
        not find_spans(place.words, parse_terms(f"{name}*"))
        and store.has_hits(name, issuer=issuer, since=day, until=day)
        for name in capitalized_words(asked)
    )


def _words(place: Saying) -> Iterator[str]:
    for start, end in place.spans:
        yield from fold_words(place.words[start:end])


def _both_ends(near: Sequence[Near]) -> tuple[Near, ...]:
    return tuple(near[at] for at in sorted({0, len(near) - 1}) if near)
