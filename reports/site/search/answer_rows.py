"""What a question is answered by that a number answers: who voted against, how often and when; which sums stand beside the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports.view import addresses
from reports.view.dates import SHORT
from tracker.answering.looser_queries import in_other_words
from tracker.answering.meaning import Meant
from tracker.domain import Release
from tracker.search.analyzer import Term, find_spans, fold_words, has_term, parse_terms
from tracker.search.asked_dissents import asked_dissent, asks_for_dissents
from tracker.search.asked_sums import ANY_SUM, AskedSum, asked_sum
from tracker.search.asked_time import split_time
from tracker.search.excerpts import both_ends, without_initials
from tracker.search.query import Query
from tracker.store import Store
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean
from tracker.text.sentence_bounds import sentence_bounds
from tracker.text.speaker_turns import is_outsider, turn_at
from tracker.text.votes import dissenters

DISSENT = "voting-against|voted-against|dissent*"
LOOKED_AT = 400  # places with a dissent: where more have one, nobody is counted
NAMED = 8  # who voted against, where nobody is named
SUMS = 6  # texts with a sum that are told
READ = 60  # places with a sum among which these are
BESIDE = 200  # characters around a sentence with a sum that say of what it is
ROOM = 230  # characters of a sentence with a sum
NEAR, CLOSE = 15, 5  # words between a sum and one of those that say of what it is
_GOES_ON = re.compile(
    r"\W*(?:This|These) (?:[\w-]+ ){0,3}?(?:assistance|funding|funds|aid|support|contributions?|packages?|sums?|money|includes?|brings?)\b"
)
_US = re.compile(r"\bU\.?S\b\.?")  # as a state is asked for by its names
_CLAUSE_END = re.compile(r"[,;] ")
_TOTAL = re.compile(
    r"\b(?:total(?:s|ing|ling)?|altogether|in all|so far|to date|[Ss]ince (?:the|last|mid|early|late|20\d\d|[A-Z]))\b"
)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row: *which* is its head, *parts* are words, and where they lead ("" = nowhere)."""

    which: str
    parts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sentence with *sums*, how much of what is asked for stands in it, and the *parts* of its row."""

    having: int
    day: date
    sums: frozenset[str]
    parts: tuple[tuple[str, str], ...]


def dissent_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return who voted against, most often first, of those, or at the time, that the words *typed* ask for; () where they ask for none."""
    if not asks_for_dissents(typed):
        return ()
    narrowed = replace(meant.found_by, text="").filters
    found = store.search_page(DISSENT, limit=LOOKED_AT, by_date=True, **narrowed)
    if found.total > LOOKED_AT:
        return ()
    texts = sorted(
        store.latest_documents({hit.release.id for hit in found.hits}), key=lambda one: _day(one[0])
    )
    against = defaultdict[tuple[str, str], list[Release]](list)
    for release, document in texts:
        for name in dissenters(document.text):
            against[name, release.issuer].append(release)
    board = {word for _, issuer in against for word in fold_words(issuer)}
    time = split_time(typed, store.has_hits)
    asked = asked_dissent(time.words if time else typed, {name for name, _ in against}, board) or ()
    told = sorted((one for one in against if one[0] in asked), key=lambda one: (-len(against[one]), one))
    alone = len(told) == 1
    return tuple(
        AnswerRow("Voted against" if not at else "and", tuple(_dissents(*one, against[one], alone=alone)))
        for at, one in enumerate(told[:NAMED])
    )


def _dissents(name: str, issuer: str, texts: Sequence[Release], *, alone: bool) -> Iterator[tuple[str, str]]:
    """Yield that *name* voted against in *texts*, oldest first: each day where that is told *alone*, else the first and the last."""
    every = alone or len(texts) <= 2
    times = "once" if len(texts) == 1 else pluralize(len(texts), "time")
    yield f"{clean(name)} ({clean(issuer)}) {times}: ", ""
    shown = texts if every else (texts[0], texts[-1])
    for at, release in enumerate(shown):
        if at:
            yield (", " if every else " to "), ""
        yield SHORT.day(release.published_on), addresses.release(release.id)


def sum_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return sentences with a sum, or with how many there are of what the words *typed* ask for, latest first, no sum twice; () where they ask for none.

    All other words stand in the sentence, close by, or in the title and the name of who issued it. Where a comparison is asked
    for, half of them are of the year before, or of the one that is named.
    """
    asked = asked_sum(typed, meant.plain)
    if asked is None:
        return ()
    found = _sums(store, asked, meant.found_by.since, meant.found_by)
    since = meant.found_by.since
    if not (asked.compared and since):
        return tuple(_headed(found[:SUMS], asked.called))
    first = date(asked.year, 1, 1) if asked.year else since - timedelta(days=366)
    until = date(asked.year, 12, 31) if asked.year else since - timedelta(days=1)
    before = _sums(store, asked, first, replace(meant.found_by, until=until))
    half = SUMS // 2
    return (*_headed(found[:half], "Sums"), *_headed(before[:half], "Before"))


def _headed(found: Sequence[_Sum], which: str) -> Iterator[AnswerRow]:
    """Yield rows of sums that were *found*, latest first."""
    for at, one in enumerate(sorted(found, key=lambda one: one.day, reverse=True)):
        yield AnswerRow("" if at else which, one.parts)


def _sums(store: Store, asked: AskedSum, since: date | None, narrowed: Query) -> list[_Sum]:
    """Return sentences with a sum of texts since a day, as *narrowed*, fullest first, then latest, each sum once."""
    filters = replace(narrowed, since=since).filters
    found = dict[str, _Sum]()
    for words in dict.fromkeys((asked.words, *in_other_words(store, asked.words))):
        query = words if asked.what else f"{words} {ANY_SUM}"
        hits = store.search_page(query, limit=READ, **filters).hits
        fresh = [one for one in dict.fromkeys(hit.release.id for hit in hits) if one not in found]
        terms = parse_terms(words)
        for release, document in store.latest_documents(fresh):
            head = _US.sub("US United States", f"{release.title} · {release.issuer}")
            if best := _fullest_sum(document.text, head, terms, asked, _day(release).year):
                having, start, end = best
                found[release.id] = _sum_of(release, document.text[start:end], having, terms, asked)
        if len(found) >= SUMS:
            break
    ranked = sorted(found.values(), key=lambda one: (one.having, one.day), reverse=True)
    return list({one.sums: one for one in reversed(ranked)}.values())[::-1]


def _fullest_sum(
    text: str, head: str, terms: Sequence[Term], asked: AskedSum, year: int
) -> tuple[int, int, int] | None:
    """Return how well the sentence of *text*, of one *year*, that does best answers, and where it begins and ends; None where none does.

    All *terms* stand in the *head* or in it, near the sum unless it is a total; where it goes on with "this funding", or some of them are in it, others may stand before it.
    """
    plain = without_initials(text)
    named = [term for term in terms if has_term(head, term)]
    telling = [term for term in terms if term not in named] or terms
    best: tuple[int, int, int] | None = None
    for place in asked.pattern.finditer(plain):
        if any(int(one) < year for one in place.groups() if one):
            continue  # a deadline that was over
        start, end = sentence_bounds(plain, *place.span())
        sentence = text[start:end]
        is_total = _TOTAL.search(sentence) is not None
        inside = [term for term in telling if has_term(sentence, term)]
        goes_on = (is_total and inside) or _GOES_ON.match(sentence)
        said = f"{text[max(0, start - BESIDE) : start]} {sentence}" if goes_on else sentence
        if not all(has_term(said, term) for term in telling):
            continue
        within = (place.start() - start, place.end() - start)
        apart = [_away(sentence, *within, term, over_clauses=asked.day) for term in inside]
        away = max(apart, default=0)
        value = 2 * len(inside) + is_total + (away <= CLOSE)
        near = is_total or away <= NEAR
        if near and value > (best[0] if best else 0) and not is_outsider(turn_at(text, start + 1)):
            best = (value, start, end)
    return best


def _away(sentence: str, start: int, end: int, term: Term, *, over_clauses: bool) -> int:
    """Return how many words of *sentence* stand between the sum from *start* to *end* and *term*, which is in it; unless it counts *over_clauses*, more than any where a clause ends between them."""
    between = (sentence[min(b, end) : max(a, start)] for a, b in find_spans(sentence, (term,)))
    return min(
        len(sentence) if _CLAUSE_END.search(one) and not over_clauses else len(fold_words(one))
        for one in between
    )


def _sum_of(release: Release, sentence: str, having: int, terms: Sequence[Term], asked: AskedSum) -> _Sum:
    said = " ".join(sentence.split())
    places = [place.span() for place in asked.pattern.finditer(said)]
    near = [span for span in find_spans(said, terms) if any(abs(span[0] - a) < ROOM // 2 for a, _ in places)]
    quote = clean(both_ends(said, sorted({*near, *places}), ROOM))
    day = (SHORT.day(release.published_on), addresses.release(release.id))
    return _Sum(
        having,
        _day(release),
        frozenset(said[a:b] for a, b in places),
        (day, (f" · {clean(release.issuer)}: “{quote}”", "")),
    )


def _day(release: Release) -> date:
    return release.published_on or date.min
