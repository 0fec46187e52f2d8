"""What a question that yes or no answers, or when something was said, is answered by: the first and the last text that says it, and in how many of the texts that could."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from tracker.answering.fullest_places import day_of
from tracker.answering.later_texts import Kept, LaterTexts, later_texts
from tracker.answering.meaning import Meant
from tracker.answering.next_text import is_of_series
from tracker.answering.rows.answer_parts import AnswerPart, AnswerRow, quoted_from
from tracker.answering.rows.whether_said import (
    Said,
    Way,
    first_said,
    in_every_form,
    named_issuer,
    ways_by_rarest,
    ways_to_ask,
    ways_without_one,
    words_that_tell,
)
from tracker.answering.said_places import Saying
from tracker.domain import Release
from tracker.search.analyzer import fold_words, parse_terms
from tracker.search.asked_questions import asks_for_standing, without_asking, without_promising
from tracker.search.asked_time import split_time
from tracker.search.desk_words import LONGEST, is_named
from tracker.search.excerpts import both_ends
from tracker.search.issuer_names import issuers_called
from tracker.search.query import Query
from tracker.store import Store
from tracker.store.read.name_resolution import of_its_issuer
from tracker.text.content_words import stem
from tracker.text.numbers import pluralize
from tracker.text.sanitize import one_line

COMPARED = 10  # the latest texts of which is said how many have the words
FEWEST = 5  # texts of a series by which it is told
LOOKED_AT = 120  # the latest texts of an issuer, among which those of a series are
ROOM = 240  # characters of a statement
ISSUERS = 5  # that are named
COUNTED = frozenset({"issuer", "issuers", "since", "until"})  # filters by which texts are counted


def whether_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return what the question *typed* is answered by; () where it asks for something else.

    What who voted against says, and what the press asks, is nothing that was said. A verb of promising is none of the words,
    and who speaks may stand in a title. Where nothing has all of them, it is told in how many texts they were looked for, and
    what has all but one that is no name.
    """
    if not asks_for_standing(typed) or not meant.plain:
        return ()
    named = None if meant.found_by.every_issuer else named_issuer(store, meant)
    itself = replace(meant.found_by, issuer=named.issuer, issuers=named.issuers) if named else meant.found_by
    bare, left = without_promising(named.text if named else meant.plain)
    words = " ".join(words_that_tell(named.text if named else meant.plain))
    said = first_said(store, ways_to_ask(store, meant, itself, bare, left, by_name=named is not None))
    if said.many and not said.sayings:
        return ()
    if said.sayings and set(said.way.without) <= set(left):
        return (*_rows(store, said, meant, words), *_elsewhere(store, said, typed))
    fewer = chain(ways_without_one(itself, bare, left), ways_by_rarest(store, itself, bare, left))
    some = said if said.sayings else first_said(store, fewer)
    return (
        *_unsaid(store, itself, meant, words),
        *(_rows(store, some, meant, words) if some.sayings else ()),
    )


def _rows(store: Store, said: Said, meant: Meant, words: str) -> Iterator[AnswerRow]:
    """Yield when it was said last, in how many texts, by whom, and first; and whether in other words than those asked for."""
    first, last = said.sayings[0], said.sayings[-1]
    asked, lacking = said.way.asked, " and ".join(f"“{one_line(word)}”" for word in said.way.without)
    without = f", without {lacking}" if lacking else ""
    titled = f", in a text with “{one_line(said.way.titled)}” in its title" if said.way.titled else ""
    other = _stems(words) - _stems(" ".join((*said.way.without, said.way.titled))) - _stems(last.words)
    forms = ", in other words" if other else ""
    yield AnswerRow(f"Last said{forms}{without}{titled}", _quoted(last))
    texts = {one.release.id: one.release for one in said.sayings}
    by = Counter(one.issuer for one in texts.values())
    who = asked.every_issuer or (tuple(by) if len(by) == 1 else ())
    if said.many:
        number = pluralize(store.extent(asked.text, **asked.filters).texts, "text")
        apart = ", close together or apart," if len(parse_terms(asked.text)) > 1 else ""
        yield AnswerRow("", (AnswerPart(f"its words stand{apart} in {number}"),))
    elif (
        who
        and all(who)
        and not said.way.titled
        and not any(value for name, value in asked.filters.items() if name not in COUNTED)
    ):
        yield AnswerRow("", tuple(_counted(store, said, who, texts, meant)))
    if said.apart:
        yield AnswerRow("Further apart", _quoted(said.apart[-1]))
    if len(by) > 1 and not said.many:
        yield AnswerRow("Said by", tuple(_by_issuer(said.sayings, by)))
    if first.release.id != last.release.id:
        yield AnswerRow("First said", _quoted(first))


def _stems(words: str) -> frozenset[str]:
    """Return the stems of *words*, whatever their forms."""
    return frozenset(map(stem, fold_words(words)))


def _elsewhere(store: Store, said: Said, typed: str) -> Iterator[AnswerRow]:
    """Yield what a later text of another issuer has beside the name that the question *typed* has: a joint text is filed under one of those who issue it."""
    last, asked = said.sayings[-1].release, said.way.asked
    bare = without_asking(typed, store.has_hits)
    time = split_time(bare, store.has_hits)
    words, _ = without_promising(time.words if time else bare)
    named = of_its_issuer(store, Query(text=words))
    if named is None or named.every_issuer != asked.every_issuer or said.many:
        return
    beside = replace(asked, text=in_every_form(words), issuer=None, issuers=())
    later = [
        one
        for one in first_said(store, (Way(beside),)).sayings
        if _is_later(one.release, last) and one.release.issuer not in asked.every_issuer
    ]
    if later:
        yield AnswerRow("Later, by another", _quoted(later[-1]))


def _quoted(one: Saying) -> tuple[AnswerPart, ...]:
    return quoted_from(one.release, both_ends(one.words, one.spans, ROOM))


def _counted(
    store: Store, said: Said, who: Sequence[str], texts: dict[str, Release], meant: Meant
) -> Iterator[AnswerPart]:
    """Yield in how many of the texts of *who*, or of those of the time that is asked for, it is said, in how many of the last ones that compare, and what the later ones have."""
    asked = said.way.asked
    if asked.since or asked.until:
        of_time = store.extent("", issuers=list(who), since=asked.since, until=asked.until).texts
        yield AnswerPart(
            f"in {len(texts):,} of {pluralize(of_time, 'text')} held of {_named(who)} of that time"
        )
        return
    held, latest = store.texts_after(date.min, list(who), LOOKED_AT)
    last = said.sayings[-1].release
    series = [one for one in latest if is_of_series(one, last)]
    whole = len(series) < FEWEST or len(series) == len(latest)
    recent = (latest if whole else series)[:COMPARED]
    having = sum(one.id in texts for one in recent)
    of_series = "" if whole else " of its series"
    among = f", {having} of the last {len(recent)}{of_series}" if held > len(recent) else ""
    yield AnswerPart(f"in {len(texts):,} of {pluralize(held, 'text')} held of {_named(who)}{among}")
    aside = {one.release.id for one in said.dissents if _is_later(one.release, last)}
    every = Query(text=asked.text)
    later = later_texts(store, meant.plain, asked.text, last.published_on, list(who), every, aside=len(aside))
    if not later.number:
        yield AnswerPart("; the latest is one of them")
        return
    dissents = f" (in {len(aside):,} in a dissent)" if aside else ""
    yield AnswerPart(f"; {_kept(later)}{dissents}, the latest of ")
    yield AnswerPart(of=later.texts[0])


def _is_later(release: Release, other: Release) -> bool:
    return day_of(release) > day_of(other)


def _kept(later: LaterTexts) -> str:
    """Return what the later texts have of it."""
    number = pluralize(later.number, "later text")
    match later.kept:
        case Kept.NOWHERE:
            return f"not in the {number}"
        case Kept.SCATTERED:
            return f"in the {number} not, or only with its words far apart"
        case Kept.OTHERWISE:
            return f"only in other forms or words, if at all, in the {number}"
    how = "" if later.kept is Kept.ASKED else "further apart, or "
    return f"only {how}in a question, in {later.having:,} of the {number}"


def _by_issuer(sayings: Sequence[Saying], by: Counter[str]) -> Iterator[AnswerPart]:
    """Yield who says it, in how many texts and when last, the latest first."""
    last = {one.release.issuer: one.release for one in sayings}
    names = list(last)
    names.sort(key=lambda name: day_of(last[name]), reverse=True)
    for at, name in enumerate(names[:ISSUERS]):
        times = pluralize(by[name], "text")
        yield AnswerPart(f"{'; ' if at else ''}{one_line(name) or 'nobody named'} in {times}, last ")
        yield AnswerPart(of=last[name])
    if len(names) > ISSUERS:
        yield AnswerPart(f"; and {len(names) - ISSUERS} more")


def _unsaid(store: Store, asked: Query, meant: Meant, words: str) -> tuple[AnswerRow, ...]:
    """Return in how many texts the words stand nowhere together."""
    held = store.extent("", **replace(asked, text="", kind=None).filters)
    if not held.texts:
        return ()
    who = asked.every_issuer
    of = f" of {_named(who)}" if who else ""
    days = f", {held.first} to {held.last}" if held.first else ""
    words = one_line(words)
    say = f"no sentence of the {pluralize(held.texts, 'text')} held{of}{days} has all of “{words}” close together"
    unheld = _unheld(store, meant.plain) if not who else ""
    also = f"; none of them is issued by {unheld}" if unheld else ""
    return (AnswerRow("Not in these words", (AnswerPart(f"{say}{also}"),)),)


def _unheld(store: Store, words: str) -> str:
    """Return the state or body that *words* begin with, where it issued nothing that is held; "" = it did, or there is none."""
    said = words.split()
    runs = (" ".join(said[:number]) for number in range(min(LONGEST, len(said)), 0, -1))
    name = next((run for run in runs if run[:1].isupper() and is_named(tuple(fold_words(run)))), "")
    return name if name and not issuers_called(name, store.issuers()) else ""


def _named(who: Sequence[str]) -> str:
    """Return who it is, or of how many issuers."""
    return one_line(" and ".join(who)) if len(who) <= 2 else f"{len(who)} issuers"
