"""The places that have most of a query where hardly any has all of it: a rare word weighs more than a common one, and what a title or an issuer is called holds for all of its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from math import log
from typing import TYPE_CHECKING, Unpack

from tracker.domain import Release
from tracker.search.analyzer import Term, find_spans, has_term, parse_terms
from tracker.search.asked_sorts import AskedSort
from tracker.search.excerpts import Span, without_initials
from tracker.search.query import OF_UNITS, SearchFilters
from tracker.search.telling import sentence_places, tells
from tracker.store.records import Hit
from tracker.text.speaker_turns import is_outsider, turn_at

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

TEXTS, WHOLE_TEXTS = 12, 4  # that are read
LAST = 5_000  # paragraphs with words that all stand everywhere, those read last
HEADS = 200  # texts whose titles are looked at
NAMED = 1.5  # times the weight of a word has the name of a state, a body or a person
OTHERWISE = 0.8  # of the weight of a word has what texts say for it
BESIDE = 0.5  # of a word in the next sentence
IN_HEAD = 0.7  # of a word in the title, or the name of who issued it
NAME_IN_HEAD, NAME_ELSEWHERE = 0.9, 0.7  # of a name in the title, and anywhere else in the text
TITLED = 0.5  # of a title that has most of the words
ABOUT = 0.4  # of a word in both: the text is about it
CLOSE, NEAR = 0.3, 160  # of what stands so near, in characters
ASKED = 0.5  # times that of what the press says
TELLING = 0.05  # of what a sentence tells
ANSWERS = 0.8  # of an average word of what is asked has the sort of answer that is asked for
WITHIN = 1.5  # times that more it weighs between the sentences of one text
LATEST = 0.8  # of the weight of the best place, from which the latest comes first where the last is asked for, and the earliest where the first is
LEAST, MOST_WORDS = (
    0.6,
    2 / 3,
)  # of the weight of the best place, or of the words, from which another is one too


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The words of a query, how much each weighs, which are *named* names, which were *found* in the text that is looked at, and the *sort* of answer that is asked for."""

    terms: Sequence[Term]
    weights: Sequence[float]
    named: Collection[int]
    found: Collection[int] = ()
    sort: AskedSort | None = None

    @property
    def of_sort(self) -> float:
        """How much the sort of answer weighs that is asked for."""
        return ANSWERS * sum(self.weights) / len(self.weights)


@dataclass(frozen=True, slots=True)
class FullPlace:
    """A place with most of a query: *together* are the words, by number, that stand in its sentence and the next ones, *head* those of its title and issuer."""

    hit: Hit
    together: frozenset[int]
    head: frozenset[int]
    weight: float
    lacks_name: bool  # its text has it nowhere, nor its title and issuer
    text: str
    terms: Sequence[Term]
    opens: bool = False  # its sentence opens with the sort of answer that is asked for: "When …"

    def has(self, sort: AskedSort) -> bool:
        """Say whether its sentence has a *sort* of answer."""
        return sort.is_in(self.text[slice(*self.hit.place)])


def fullest_places(
    store: Store,
    asked: Sequence[str],
    named: Collection[int] = (),
    aside: Collection[str] = (),
    *,
    whole: bool = False,
    sort: AskedSort | None = None,
    **narrowing: Unpack[SearchFilters],
) -> tuple[FullPlace, ...]:
    """Return the places with most of *asked*, a query for each word, those *named* names, fullest first, of each text that is not *aside* one.

    *whole*: only of a few texts in which one paragraph and the title have all. None where units are *narrowed* by more than
    their text. What has the *sort* of answer that is asked for weighs more, and of the fullest the latest, or the earliest,
    comes first where that is asked for.
    """
    terms = [parsed[0] for one in asked if (parsed := parse_terms(one))]
    if len(terms) != len(asked) or any(narrowing.get(name) for name in OF_UNITS):
        return ()
    common = [store.stands_everywhere(one) for one in asked]
    found = _paragraphs(store, terms, common)
    within = _within(store, {release for some in found for release in some.values()}, narrowing)
    every, weights = store.count_releases(**narrowing), list[float]()
    for number, (term, some) in enumerate(zip(terms, found, strict=True)):
        texts: float = len({release for release in some.values() if release in within})
        if texts and common[number]:
            texts = every * store.share_of_texts(term)
        weight = log((every + 1) / (texts + 0.5)) if texts else 0.0
        weights.append(weight * (NAMED if number in named else 1))
    if not any(weights):
        return ()
    wanted = _Wanted(terms, weights, named, sort=sort)
    best = _fullest_texts(store, within - frozenset(aside), wanted, found, whole=whole)
    read = list(store.latest_documents(best[: WHOLE_TEXTS if whole else TEXTS]))
    places = [place for one, document in read if (place := _fullest_of(one, document.text, wanted))]
    places.sort(key=lambda one: (-round(one.weight, 2), -day_of(one.hit.release).toordinal()))
    fullest = max((one.weight for one in places), default=0.0)
    if sort and (sort.latest or sort.earliest):
        way = 1 if sort.earliest else -1
        near = [one for one in places if one.weight >= LATEST * fullest]
        near.sort(key=lambda one: way * day_of(one.hit.release).toordinal())
        places = [*near, *places[len(near) :]]
    most = MOST_WORDS * len(terms)
    return tuple(
        one for one in places if one.weight >= LEAST * fullest or len(one.together | one.head) >= most
    )


def _paragraphs(store: Store, wanted: Sequence[Term], common: Sequence[bool]) -> Sequence[Mapping[int, str]]:
    """Return in which paragraphs each of *wanted* stands.

    What is *common* stands in hundreds of thousands: of it only those in which something else does; where all that is
    said is common, those in which all of it stands, else all but one.
    """
    both = list(zip(wanted, common, strict=True))
    telling = [term for term, is_common in both if not is_common]
    found = dict(zip(telling, store.paragraphs_with([term] for term in telling), strict=True))
    everywhere = [term for term, is_common in both if is_common]
    said = [one for term in telling if found[term] for one in term.any_of]
    if said:
        any_telling = replace(said[0], others=tuple(said[1:]))
        beside = store.paragraphs_with([any_telling, term] for term in everywhere)
        found |= zip(everywhere, beside, strict=True)
        return [found[term] for term in wanted]
    whole = store.paragraphs_with([everywhere], LAST)[0] if everywhere else {}
    lacking = () if whole else tuple(combinations(everywhere, max(1, len(everywhere) - 1)))
    some = [(everywhere, whole), *zip(lacking, store.paragraphs_with(lacking, LAST), strict=True)]
    return [
        {place: release for kept, places in some if term in kept for place, release in places.items()}
        for term in wanted
    ]


def _within(store: Store, releases: Set[str], narrowing: SearchFilters) -> Set[str]:
    """Return those of *releases*, by id, that *narrowing* leaves."""
    if not any(narrowing.values()):
        return releases
    return {identity for identity, one in store.releases_of(releases).items() if _is_within(one, narrowing)}


def _is_within(release: Release, narrowing: SearchFilters) -> bool:
    day, issuers = release.published_on, narrowing.get("issuers")
    since, until = narrowing.get("since"), narrowing.get("until")
    return (
        narrowing.get("source") in (None, release.source)
        and narrowing.get("issuer") in (None, release.issuer)
        and (not issuers or release.issuer in issuers)
        and (since is None or (day is not None and day >= since))
        and (until is None or (day is not None and day <= until))
    )


def _fullest_texts(
    store: Store, kept: Set[str], wanted: _Wanted, found: Sequence[Mapping[int, str]], *, whole: bool
) -> list[str]:
    """Return the ids of those of *kept*, texts, by what their fullest paragraphs and their heads have, then latest first; *whole*: only of those that have all."""
    weight_of = dict[int, float]()
    release_of: dict[int, str] = {}
    for weight, places in zip(wanted.weights, found, strict=True):
        for paragraph, release in places.items():
            if release in kept:
                weight_of[paragraph] = weight_of.get(paragraph, 0.0) + weight
                release_of[paragraph] = release
    fullest: dict[str, int] = {}
    for paragraph in sorted(weight_of, key=weight_of.__getitem__, reverse=True):
        fullest.setdefault(release_of[paragraph], paragraph)
        if len(fullest) == HEADS:
            break
    scored = []
    for identity, one in store.releases_of(fullest).items():
        paragraph = fullest[identity]
        having = {number for number, places in enumerate(found) if paragraph in places}
        head = _in_head(f"{one.title} · {one.issuer}", wanted) - having
        if whole and len(head) + len(having) < len(wanted.terms):
            continue
        weight = weight_of[paragraph] + IN_HEAD * sum(wanted.weights[number] for number in head)
        day = day_of(one).toordinal()
        scored.append((-weight, day if wanted.sort and wanted.sort.earliest else -day, identity))
    return [identity for *_, identity in sorted(scored)]


def _fullest_of(release: Release, text: str, wanted: _Wanted) -> FullPlace | None:
    """Return the place in *text* with most of what is *wanted*, close together; None where there is nothing of it."""
    bounds = list(sentence_places(without_initials(text), 0, len(text)))
    starts = [first for first, _ in bounds]
    spans = {number: find_spans(text, (term,)) for number, term in enumerate(wanted.terms)}
    wanted = replace(wanted, found=[number for number, places in spans.items() if places])
    held: dict[int, dict[int, float]] = {}  # by sentence: how much of each word stands in it
    for number, places in spans.items():
        for place in places:
            kept = held.setdefault(max(0, bisect_right(starts, place[0]) - 1), {})
            nearly = 1.0 if _is_typed(text, place, wanted.terms[number]) else OTHERWISE
            kept[number] = max(kept.get(number, 0.0), nearly * wanted.weights[number])
    if not held:
        return None
    title = _in_head(f"{release.title} · {release.issuer}", wanted)
    titled = TITLED if len(title) > 1 and len(title) >= MOST_WORDS * len(wanted.terms) else 0.0
    head, best, most, top = title, 0, -1.0, -1.0
    for at in sorted(held):
        first, last = bounds[at]
        lacking = sum(weight for number, weight in enumerate(wanted.weights) if number not in held[at])
        weight = _weight(held, at, title, wanted) + TELLING * tells(text[first:last])
        answers = _of_sort(text, bounds, at, wanted)
        weight += answers
        if weight + WITHIN * answers + CLOSE + IN_HEAD * lacking <= top:
            continue
        turn = turn_at(text, first + 1)
        spoken = title | _in_head(turn, wanted)
        weight += _weight(held, at, spoken, wanted) - _weight(held, at, title, wanted)
        inside = [(span, number) for number in held[at] for span in spans[number] if first <= span[0] < last]
        weight += CLOSE if len(held[at]) > 1 and _narrowest(inside) <= NEAR else 0
        weight *= ASKED if is_outsider(turn) else 1
        if (rank := weight + WITHIN * answers) > top:
            head, best, most, top = spoken, at, weight, rank
    together = frozenset(number for at in (best - 1, best, best + 1) for number in held.get(at, {}))
    turn = turn_at(text, bounds[best][0] + 1)
    hit = Hit(release, None, None, "", (), most, turn, _with_answer(text, bounds, best, wanted))
    lacks_name = any(number not in wanted.found and number not in head for number in wanted.named)
    opens = wanted.sort is not None and wanted.sort.opens(text[slice(*bounds[best])])
    return FullPlace(hit, together, head, most + titled, lacks_name, text, wanted.terms, opens)


def _with_answer(text: str, bounds: Sequence[Span], at: int, wanted: _Wanted) -> Span:
    """Return the place of the sentence *at* of *text*, with the one before or behind it where that alone has the sort of answer that is asked for."""
    sort = wanted.sort
    if sort and not sort.is_in(text[slice(*bounds[at])]):
        for start, end in _beside(bounds, at):
            if sort.is_in(text[start:end]):
                return min(bounds[at][0], start), max(bounds[at][1], end)
    return bounds[at]


def _of_sort(text: str, bounds: Sequence[Span], at: int, wanted: _Wanted) -> float:
    """Return how much the sort of answer that is asked for weighs in the sentence *at* of *text*, or in the next ones."""
    sort = wanted.sort
    if sort is None:
        return 0.0
    if sort.is_in(text[slice(*bounds[at])]):
        return wanted.of_sort
    has = any(sort.is_in(text[start:end]) for start, end in _beside(bounds, at))
    return BESIDE * wanted.of_sort if has else 0.0


def _beside(bounds: Sequence[Span], at: int) -> list[Span]:
    """Return the places of the sentences before and behind the one *at*."""
    return [bounds[one] for one in (at - 1, at + 1) if 0 <= one < len(bounds)]


def _narrowest(inside: Sequence[tuple[Span, int]]) -> int:
    """Return in how few characters each of the numbers of *inside*, places with the word that stands there, is found once."""
    seen: dict[int, Span] = {}
    narrowest = 10**9
    several = len({number for _, number in inside})
    for span, number in sorted(inside):
        seen[number] = span
        if len(seen) == several:
            narrowest = min(narrowest, span[1] - min(seen.values())[0])
    return narrowest


def _weight(
    held: Mapping[int, Mapping[int, float]], at: int, head: Collection[int], wanted: _Wanted
) -> float:
    """Return how much of what is *wanted* stands in the sentence *at*, the next ones and the *head*, each word once where it weighs most; a name holds for all of its text."""
    of_word = dict(held[at])
    for beside in (at - 1, at + 1):
        for number, weight in held.get(beside, {}).items():
            of_word[number] = max(of_word.get(number, 0.0), BESIDE * weight)
    for number in wanted.named:
        share = NAME_IN_HEAD if number in head else NAME_ELSEWHERE if number in wanted.found else 0.0
        of_word[number] = max(of_word.get(number, 0.0), share * wanted.weights[number])
    for number in head:
        if number not in wanted.named:
            said = of_word.get(number, 0.0) + ABOUT * held[at].get(number, 0.0)
            of_word[number] = max(said, IN_HEAD * wanted.weights[number])
    return sum(of_word.values())


def _is_typed(text: str, place: Span, term: Term) -> bool:
    """Return whether what stands at *place* begins as *term* does, and is no other word for it."""
    return text[place[0] : place[0] + 3].casefold() == term.words[0][:3]


def _in_head(head: str, wanted: _Wanted) -> frozenset[int]:
    """Return which of *wanted* stand in *head*: a title with who issued it, or who speaks in a transcript."""
    return frozenset(number for number, term in enumerate(wanted.terms) if has_term(head, term))


def day_of(release: Release) -> date:
    """Return when *release* was published, the first of days where it does not say."""
    return release.published_on or date.min
