"""What a question of how much, how many or by when is answered by: the sums, or the deadlines, that stand beside the words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.answering.fullest_places import day_of
from tracker.answering.looser_queries import in_other_words
from tracker.answering.meaning import Meant
from tracker.answering.rows.answer_parts import AnswerPart, AnswerRow
from tracker.domain import Release
from tracker.search.analyzer import Term, find_spans, fold_words, has_term, parse_terms
from tracker.search.asked_sums import ANY_SUM, AskedSum, asked_sum
from tracker.search.excerpts import both_ends, without_initials
from tracker.search.looser import capitalized_words
from tracker.search.query import Query
from tracker.store import Store
from tracker.text.numbers import pluralize
from tracker.text.sentence_bounds import sentence_bounds
from tracker.text.speaker_turns import is_outsider, turn_at

SUMS = 6  # texts with a sum that are told
READ = 60  # places with a sum among which these are
BESIDE = 200  # characters around a sentence with a sum that say of what it is
ROOM = 230  # characters of a sentence with a sum
FIRST = 3  # words more counts a first sum where that is asked for
NEAR, CLOSE = 15, 5  # words between a sum and one of those that say of what it is
_GOES_ON = re.compile(
    r"\W*(?:This|These) (?:[\w-]+ ){0,3}?(?:assistance|funding|funds|aid|support|contributions?|packages?|sums?|money|includes?|brings?)\b"
)
_ARTICLE = re.compile(r"\b(?:the|this|that) $", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:first|initial(?:ly)?|to (?:begin|start) with)\b", re.IGNORECASE)
_US = re.compile(r"\bU\.?S\b\.?")  # as a state is asked for by its names
_CLAUSE_END = re.compile(r"[,;] ")
_TOTAL = re.compile(
    r"\b(?:total(?:s|ing|ling)?|altogether|in all|so far|to date|[Ss]ince (?:the|last|mid|early|late|20\d\d|[A-Z]))\b"
)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sentence with *sums*, how much of what is asked for stands in it, and the *parts* of its row."""

    having: int
    day: date
    sums: frozenset[str]
    parts: tuple[AnswerPart, ...]


def sum_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return sentences with a sum, or with how many there are of what the words *typed* ask for, latest first, no sum twice, or that there is none; () where they ask for none.

    All other words stand in the sentence, close by, or in the title and the name of who issued it. Where a comparison is asked
    for, half of them are of the year before, or of the one that is named.
    """
    asked = asked_sum(typed, meant.plain)
    if asked is None:
        return ()
    since = meant.found_by.since
    found, whole = _sums(store, asked, since, meant.found_by)
    if not found and whole and not asked.day:
        if meant.fullest and meant.sort and any(one.has(meant.sort) for one in meant.fullest[1]):
            return ()  # the nearest place has one
        held = pluralize(
            store.extent("", **replace(meant.found_by, text="", kind=None).filters).texts, "text"
        )
        return (
            AnswerRow(
                asked.called,
                (AnswerPart(f"none near “{asked.words}” in one sentence, in the {held} searched"),),
            ),
        )
    if not (asked.compared and since):
        return tuple(_headed(found[:SUMS], asked.called))
    first = date(asked.year, 1, 1) if asked.year else since - timedelta(days=366)
    until = date(asked.year, 12, 31) if asked.year else since - timedelta(days=1)
    before, _ = _sums(store, asked, first, replace(meant.found_by, until=until))
    half = SUMS // 2
    return (*_headed(found[:half], "Sums"), *_headed(before[:half], "Before"))


def _headed(found: Sequence[_Sum], which: str) -> Iterator[AnswerRow]:
    """Yield rows of sums that were *found*, latest first."""
    for at, one in enumerate(sorted(found, key=lambda one: one.day, reverse=True)):
        yield AnswerRow("" if at else which, one.parts)


def _sums(store: Store, asked: AskedSum, since: date | None, narrowed: Query) -> tuple[list[_Sum], bool]:
    """Return sentences with a sum of texts since a day, as *narrowed*, fullest first, then latest, each sum once; and whether all places that may have one were looked at."""
    filters = replace(narrowed, since=since).filters
    found, whole = dict[str, _Sum](), True
    people = capitalized_words(asked.words)  # of whom a title tells
    unnamed = " ".join(word for word in asked.words.split() if word.casefold() not in people)
    for words in dict.fromkeys((asked.words, *in_other_words(store, asked.words), unnamed)):
        if not words:
            continue
        query = _counted_in(words, asked)
        places = store.search_page(query, limit=READ, **filters)
        hits, whole = places.hits, whole and places.total <= READ
        fresh = [one for one in dict.fromkeys(hit.release.id for hit in hits) if one not in found]
        terms = parse_terms(asked.words if words == unnamed else words)
        for release, document in store.latest_documents(fresh):
            head = _US.sub("US United States", f"{release.title} · {release.issuer}")
            if best := _fullest_sum(document.text, head, terms, asked, day_of(release).year):
                having, start, end = best
                found[release.id] = _sum_of(release, document.text[start:end], having, terms, asked)
        if len(found) >= SUMS:
            break
    ranked = sorted(found.values(), key=lambda one: (one.having, one.day), reverse=True)
    return list({one.sums: one for one in reversed(ranked)}.values())[::-1], whole


def _counted_in(words: str, asked: AskedSum) -> str:
    """Return the query for *words* beside what is counted."""
    if asked.bound:
        return replace(asked.bound, words=words).query
    return words if asked.what else f"{words} {ANY_SUM}"


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
        if asked.bound and (not asked.bound.holds(place[0]) or asked.is_level(plain, place.start())):
            continue
        start, end = sentence_bounds(plain, *place.span())
        sentence = text[start:end]
        is_total = _TOTAL.search(sentence) is not None
        inside = [term for term in telling if has_term(sentence, term)]
        goes_on = (is_total and inside) or _GOES_ON.match(sentence) or _takes_up(sentence, inside)
        said = f"{text[max(0, start - BESIDE) : start]} {sentence}" if goes_on else sentence
        if not all(has_term(said, term) for term in telling):
            continue
        within = (place.start() - start, place.end() - start)
        apart = [_away(sentence, *within, term, over_clauses=asked.day) for term in inside]
        away = max(apart, default=0)
        value = 2 * len(inside) + is_total + (away <= CLOSE)
        value += FIRST if asked.first and _FIRST.search(sentence) else 0
        near = is_total or away <= NEAR
        if near and value > (best[0] if best else 0) and not is_outsider(turn_at(text, start + 1)):
            best = (value, start, end)
    return best


def _takes_up(sentence: str, terms: Sequence[Term]) -> bool:
    """Return whether *sentence* takes one of *terms* up that was told of before: "a donation to the fund of $3 million"."""
    return any(_ARTICLE.search(sentence[:start]) for start, _ in find_spans(sentence, terms))


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
    quote = both_ends(said, sorted({*near, *places}), ROOM)
    return _Sum(
        having,
        day_of(release),
        frozenset(said[a:b] for a, b in places),
        (AnswerPart(of=release), AnswerPart(f" · {release.issuer}: “{quote}”")),
    )
