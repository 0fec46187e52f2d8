"""What a search of the pages finds: what it means, a page of hits in their order, what says nearly so, who answered a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from reports.site.page_context import PageContext
from reports.site.pages.comparison.on_words import query_said
from reports.site.search.rate_answers import RateRow, rate_rows
from tracker.answering.fuller_excerpts import told_more
from tracker.answering.hit_order import is_titled, nearest_first
from tracker.answering.looser_queries import together
from tracker.answering.meaning import Ask, Meant, as_meant, as_named
from tracker.answering.near_places import NOTHING_NEAR, NearHits, near_hits
from tracker.answering.next_text import new_words, said_next
from tracker.answering.rows.answer_parts import AnswerRow
from tracker.answering.rows.answers import answer_rows
from tracker.answering.typed_first import is_typed, typed_first
from tracker.domain import Release
from tracker.search.analyzer import Term, find_spans, fold_words, has_term, parse_terms, snippet
from tracker.search.asked_time import split_time
from tracker.search.excerpts import both_ends, to_sentence_end
from tracker.search.query import Query
from tracker.search.telling import tells
from tracker.store import Extent, Hit, SearchResult, Store
from tracker.text.content_words import STOPWORDS
from tracker.text.sentence_bounds import sentence_bounds
from tracker.text.speaker_turns import answer_to, is_outsider
from tracker.text.votes import DISSENT

PER_PAGE = 12  # hits: a screen and a half
ORDERS = {"best": "best first", "newest": "newest first", "oldest": "oldest first", "source": "by source"}
MOST_RANKED = 3000  # places of words alone, those indexed last: one search in ten of the benchmark has more, and these took half of the time
MOST_BY_SOURCE = 200  # of the best hits, where they are put together by source
MOST_DATED = 30  # hits of which the first and the last day are looked for
MOST_OF_PHRASE = 300  # of a phrase
LATER = 60  # texts after the last one, all of them, among which the next of its series is looked for
NEXT = 220  # characters of what the next text has
ROOM = 380  # characters of an excerpt
USES = 3  # hits of a page with a phrase whose history is offered
SCREENFUL = 3  # hits
ENDS = 12  # hits of either end in time that are looked at
FEW = 2  # hits that are told on
FULLER = 5  # texts of which is told what they tell most
APART = 200  # characters of a place where the words stand apart
TOLD = 520  # characters of what is told of a text
TOLD_ALONE = 900  # where hardly any other has the words
ANSWER = 260  # characters of an answer
ASKS_WHEN = frozenset("first last latest earliest newest when since ever still".split())
ASKS_HOW_OFTEN = frozenset("often many times".split())
ASKS_DISSENT = re.compile(r"dissent|against|prefer")
TOGETHER = "words together"
BEGUN = 40  # of a sentence that answers: "Thanks, Lind" does not

OPERATORS = re.compile(r'["*|]')  # that a phrase has none of

Place = tuple[str, str]  # the id of a text, and words of it


@dataclass(frozen=True, slots=True)
class Later:
    """How many texts *issuer* published after the last one with the words, and what the next of its series has in their place, if any may stand there."""

    issuer: str
    texts: int
    next: tuple[tuple[Release, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found. *asked* is the query as it was typed, *found_by* as it was understood, *notes* say in what they differ."""

    asked: Query
    found_by: Query
    result: SearchResult
    notes: tuple[str, ...] = ()
    near: NearHits = NOTHING_NEAR
    extent: Extent | None = None
    of_some: str = ""  # of which hits the days of *extent* are, where others are earlier or later
    ends: tuple[
        Hit, ...
    ] = ()  # the first and the last, where the page does not begin with them, and a later one whose words stand apart
    later: Later | None = None  # what came after the last, where one issuer has them all
    phrase: str = ""  # of several hits
    answers: Mapping[Place, tuple[str, str]] = field(
        default_factory=dict
    )  # who answered a question, and what
    beside: tuple[Release, str] | None = (
        None  # the last text with the words, and these, where one issuer has said them in several
    )
    rates: tuple[RateRow, ...] = ()  # how the rate that is asked for moved last
    told: tuple[AnswerRow, ...] = ()  # what answers the question


def find(view: PageContext, wanted: Query, number: int, order: str, *, typing: bool) -> Found:
    """Return page *number*, from 1, of what *wanted* finds, in *order*, one of :data:`ORDERS`; while one is *typing* the last word may be begun.

    Raises:
        ConfigError: There is no such source, topic or party.
    """
    store, skipped = view.store, (number - 1) * PER_PAGE
    ask = _asking(store, order)
    asked, result = as_named(store, wanted, view.atlas.sources, partial(ask, offset=skipped))
    if typing and not result.total and (begun := _begun(asked)):
        result = ask(begun.text, **begun.filters, offset=skipped)
        if result.total:
            return Found(asked, begun, result, (_has_beginning(asked),))
    meant = as_meant(store, asked, result, _asking(store, "best"))  # another order is of the same query
    found_by = meant.found_by
    if found_by != asked:
        result = ask(found_by.text, **found_by.filters, offset=skipped)
    notes = list(meant.notes[:-1] if meant.in_other_words else meant.notes)
    first: tuple[Hit, ...] = ()  # as they were typed
    if meant.without:
        named = " and ".join(f"“{word}”" for word in meant.without)
        how = f", in other words ({found_by.text})" if meant.reworded else ""
        notes.append(f"Nothing has all of these words; without {named}{how}: {result.total:,}.")
    elif meant.in_other_words:
        typed = ask(meant.typed.text, **meant.typed.filters)
        few = f"{typed.total:,} {'says' if typed.total == 1 else 'say'}" if typed.total else "Nothing says"
        notes.append(f"{few} it as it is typed; in other words ({found_by.text}): {result.total:,}.")
        if order == "best":
            result = typed_first(meant, typed, ask, skipped, PER_PAGE)
            first = nearest_first(
                [hit for hit in result.hits if is_typed(hit, meant, typed)], meant.typed.text
            )
    told = answer_rows(store, meant, asked.text) if order == "best" and number == 1 else ()
    if not result.total and (begun := _begun(meant.typed)):
        result = ask(begun.text, **begun.filters, offset=skipped)
        if result.total:
            return Found(asked, begun, result, (*notes, _has_beginning(meant.typed)))
        return Found(asked, found_by, result, tuple(notes), told=told)
    near, terms = NOTHING_NEAR, parse_terms(found_by.text)
    if order == "best":
        if found_by.text and number == 1 and (result.total or meant.fullest):
            near = near_hits(store, meant, result)
        weighed = len(terms) > 1 or (
            terms and result.total <= PER_PAGE
        )  # one common word tells little of what answers
        others = result.hits[len(first) :]
        others = nearest_first(others, found_by.text, meant.sort) if weighed else others
        result = replace(result, hits=(*first, *others))
    phrase = _phrase(meant.plain, result.hits)
    first_page = order == "best" and number == 1
    ends = _ends(store, asked, found_by, result, phrase) if first_page and not told else ()
    extent, of_some = (None, "") if told else _extent(found_by, result, ends)
    if found_by.text and not told and ASKS_HOW_OFTEN.intersection(fold_words(asked.text)):
        counted = store.extent(found_by.text, **found_by.filters)
        extent = replace(extent, texts=counted.texts) if extent else counted
    result = replace(result, hits=tuple(_cut(hit, found_by.text, terms) for hit in result.hits))
    if (order == "best" and not first) or not found_by.text:
        result = _first_told(store, result, found_by)
    hits, answers = _answered(store, result.hits, terms)
    return Found(
        asked,
        found_by,
        replace(result, hits=hits),
        tuple(notes),
        near,
        extent,
        of_some,
        tuple(_cut(hit, found_by.text, terms) for hit in ends),
        _later(store, found_by.text, result, ends) if first_page and not told else None,
        phrase,
        answers,
        _last_of_one(store, meant, result, ends, phrase) if first_page and not told else None,
        _rates(store, asked, found_by) if first_page else (),
        told,
    )


def _rates(store: Store, asked: Query, found_by: Query) -> tuple[RateRow, ...]:
    """Return how the rate that is *asked* for moved; () where a time among the words gave nothing, since another is no answer."""
    time = split_time(asked.text, store.has_hits)
    if time and not (found_by.since or found_by.until):
        return ()
    return rate_rows(store, found_by, time.words if time else asked.text)


def _asking(store: Store, order: str) -> Ask:
    """Return what asks for a page of hits in *order*."""
    if order == "source":
        return partial(_by_source, store)
    newest, oldest = order == "newest", order == "oldest"
    return partial(
        store.search_page, limit=PER_PAGE, ranked=MOST_RANKED, room=ROOM, by_date=newest, oldest=oldest
    )


def _by_source(store: Store, text: str, offset: int = 0, **filters: object) -> SearchResult:
    best = store.search_page(text, limit=MOST_BY_SOURCE, room=ROOM, **filters)  # type: ignore[arg-type]
    hits = sorted(best.hits, key=lambda hit: hit.release.source)
    more = best.more or best.total > MOST_BY_SOURCE
    return SearchResult(tuple(hits[offset : offset + PER_PAGE]), min(best.total, MOST_BY_SOURCE), more)


def _begun(wanted: Query) -> Query | None:
    """Return *wanted* with its last word as the beginning of one, as while it is typed."""
    last = _last(wanted)
    return replace(wanted, text=f"{wanted.text}*") if last.isalpha() and len(last) > 1 else None


def _last(wanted: Query) -> str:
    return wanted.text.split()[-1] if wanted.text else ""


def _has_beginning(wanted: Query) -> str:
    return f"Nothing has {_last(wanted)} as a word; these have words that begin with it."


def _extent(found_by: Query, result: SearchResult, ends: tuple[Hit, ...]) -> tuple[Extent | None, str]:
    """Return in how many texts there are hits, and from when to when, if need be of those whose words stand together, which is then said.

    None where a page does not have them all and its *ends* are not known. How many texts there are is then not counted.
    """
    if 0 < result.total == len(result.hits):
        every, close = _days(result.hits), _days(together(found_by.text, result.hits))
        days = close or every
        some = TOGETHER if days and (days[0], days[-1]) != (every[0], every[-1]) else ""
        texts = len({hit.release.id for hit in result.hits})
        return (Extent(texts, days[0], days[-1]), some) if days else (None, "")
    if not ends:
        return None, ""
    some = TOGETHER if len(parse_terms(found_by.text)) > 1 else ""
    return Extent(0, ends[0].release.published_on, ends[1].release.published_on), some


def _days(hits: tuple[Hit, ...]) -> list[date]:
    return sorted(hit.release.published_on for hit in hits if hit.release.published_on)


def _ends(store: Store, asked: Query, found_by: Query, result: SearchResult, phrase: str) -> tuple[Hit, ...]:
    """Return the first and the last of the hits in time in which the words stand together, or as the *phrase* that several have, where a screen does not have them all; no question, and no dissent unless it is *asked* for.

    Where a text after the last one has the words apart, as one whose title says some of them, that stands behind.
    """
    asks_when = ASKS_WHEN.intersection(fold_words(asked.text))
    if not (
        SCREENFUL < result.total <= (MOST_OF_PHRASE if phrase or asks_when else MOST_DATED) and found_by.text
    ):
        return ()
    text = f'"{phrase}"' if phrase else found_by.text
    if result.total == len(result.hits) and not phrase:
        ways = [result.hits] * 2
    else:
        ways = [
            store.search_page(text, limit=ENDS, by_date=not oldest, oldest=oldest, **found_by.filters).hits
            for oldest in (True, False)
        ]
    dissents = bool(ASKS_DISSENT.search(found_by.text))
    told = [
        tuple(
            hit
            for hit in hits
            if hit.release.published_on
            and not is_outsider(hit.turn)
            and (dissents or not DISSENT.search(hit.snippet))
        )
        for hits in ways
    ]
    dated = [together(text, hits) for hits in told]
    if not all(dated):
        return ()
    first, last = min(dated[0], key=_day), max(dated[1], key=_day)
    if first.release.id == last.release.id:
        return ()
    apart = max(told[1], key=_day)
    return (first, last, apart) if _day(apart) > _day(last) and not phrase else (first, last)


def _later(store: Store, text: str, result: SearchResult, ends: tuple[Hit, ...]) -> Later | None:
    """Return what came after the last hit that says *text* together, where its day is known and one issuer has all hits of the page."""
    if not ends and result.total != len(result.hits):
        return None
    said = ends[1:2] or together(text, tuple(hit for hit in result.hits if hit.release.published_on))
    last = max(said, key=_day, default=None)
    issuers = {hit.release.issuer for hit in (*result.hits, *ends)}
    if not text or last is None or last.release.published_on is None or len(issuers) != 1:
        return None
    (issuer,) = issuers
    if not issuer:
        return None  # nobody can say whose texts came after
    day = last.release.published_on
    number, texts = store.texts_after(day, [issuer], LATER)
    found = said_next(store, texts, last.release, last.snippet, day) if number <= LATER else ()
    told = ((one, both_ends(quote, new_words(quote, last.snippet), NEXT)) for one, quote in found)
    return Later(issuer, number, tuple(told))


def _last_of_one(
    store: Store, meant: Meant, result: SearchResult, ends: tuple[Hit, ...], phrase: str
) -> tuple[Release, str] | None:
    """Return the last text that has what is *meant* together, and its words as typed, where all hits of the page are of one source, in several texts, or in one that an issuer or a time was asked for.

    A sentence of it has these words, and a text before it what they are found by: else there is nothing to lay side by side.
    """
    found_by = meant.found_by
    if (
        not found_by.text
        or meant.without
        or not result.hits
        or is_titled(result.hits[0].release, found_by.text)
    ):
        return None
    if len({hit.release.source for hit in (*result.hits, *ends)}) != 1:
        return None
    narrowed = found_by.issuer or found_by.issuers or found_by.since or found_by.until
    if len({hit.release.id for hit in (*result.hits, *ends)}) == 1 and not narrowed:
        return None
    newest = (not phrase and ends[1:2]) or store.search_page(
        found_by.text, limit=ENDS, by_date=True, **found_by.filters
    ).hits
    (last, *_) = (*together(found_by.text, newest), None)
    words = meant.plain.replace('"', "")
    texts = store.latest_documents([last.release.id]) if last and last.release.published_on else []
    for release, document in texts:
        query, day = query_said(document, words), release.published_on or date.min
        before = day - timedelta(days=1)
        if query and store.has_hits(query, source=release.source, until=before):
            return release, words
    return None


def _day(hit: Hit) -> date:
    return hit.release.published_on or date.min


def _first_told(store: Store, result: SearchResult, found_by: Query) -> SearchResult:
    """Return *result* with what else the text of the first hit tells, where it is about the words or hardly any other has them."""
    hits = result.hits
    titled = bool(hits) and is_titled(hits[0].release, found_by.text)
    if not hits or is_outsider(hits[0].turn) or not (titled or result.total <= FEW or not found_by.text):
        return result
    some = {
        hit.release.id: hit
        for hit in reversed(hits if result.total <= FEW or not found_by.text else hits[:1])
    }
    terms = parse_terms(found_by.text)
    room = TOLD_ALONE if result.total <= FEW else TOLD
    told = {
        release.id: told_more(some[release.id], document.text, terms, room, whole=titled)
        for release, document in store.latest_documents(list(some)[-FULLER:])
    }
    return replace(
        result,
        hits=tuple(told.get(hit.release.id, hit) if some.get(hit.release.id) is hit else hit for hit in hits),
    )


def _cut(hit: Hit, text: str, terms: list[Term]) -> Hit:
    """Return *hit* with whole sentences, or with little where its words stand apart."""
    if hit.unit:
        return hit
    if len(terms) > 1 and not together(text, (hit,)):
        words, spans = snippet(hit.snippet, terms, APART)
        return replace(hit, snippet=words, spans=tuple(spans))
    return replace(hit, snippet=to_sentence_end(hit.snippet, hit.spans))


def _phrase(typed: str, hits: tuple[Hit, ...]) -> str:
    """Return the words *typed* where several of *hits* have them as a phrase; else ""."""
    bare = typed.strip('"')
    words = bare.split()
    if OPERATORS.search(bare) or len(words) < 2 or STOPWORDS.issuperset(words):
        return ""
    phrase = parse_terms(f'"{bare}"')
    return bare if sum(bool(find_spans(hit.snippet, phrase)) for hit in hits) >= USES else ""


def _answered(
    store: Store, hits: tuple[Hit, ...], terms: list[Term]
) -> tuple[tuple[Hit, ...], dict[Place, tuple[str, str]]]:
    """Return *hits*, of a reporter's question no more than that, and who answered each, with what of the answer has most of *terms*."""
    questions = [hit.release.id for hit in hits if is_outsider(hit.turn)]
    if not questions:
        return hits, {}
    texts = {release.id: document.text for release, document in store.latest_documents(questions)}
    answers = dict[Place, tuple[str, str]]()
    shown = list[Hit]()
    for hit in hits:
        text = texts.get(hit.release.id, "") if is_outsider(hit.turn) else ""
        core = hit.snippet.removeprefix("… ").removesuffix(" …")
        start = text.find(core)
        if start < 0 or not hit.spans or not text:
            shown.append(hit)
            continue
        shift = len(hit.snippet) - len(hit.snippet.removeprefix("… "))
        end, who, said = answer_to(text, start + hit.spans[0][0] - shift)
        kept = hit.snippet[: max(hit.spans[0][1], end - start + shift)].rstrip()
        question = replace(hit, snippet=kept, spans=tuple(span for span in hit.spans if span[1] <= len(kept)))
        shown.append(question)
        if who:
            answers[question.release.id, question.snippet] = (who, _telling(said, terms))
    return tuple(shown), answers


def _telling(said: str, terms: list[Term]) -> str:
    """Return about :data:`ANSWER` characters of *said*, from the sentence with most of *terms*, that tells most, the first of equals."""
    best, most, at = 0, (-1, -1), 0
    while at < len(said):
        end = max(sentence_bounds(said, at, at)[1], at + 1)
        sentence = said[at:end]
        having = sum(has_term(sentence, term) for term in terms)
        if len(sentence) >= BEGUN and (having, tells(sentence)) > most:
            best, most = at, (having, tells(sentence))
        at = end
    cut = said[best : best + ANSWER]
    if best + ANSWER < len(said):
        stop = sentence_bounds(cut, len(cut) - 1, len(cut) - 1)[0]
        cut = cut[:stop].rstrip() if stop > BEGUN * 2 else f"{cut[: cut.rfind(' ')]} …"
    return cut
