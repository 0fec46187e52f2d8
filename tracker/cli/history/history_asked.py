"""What ``history`` is asked, and which texts it tells first for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

import typer

from tracker.answering.later_texts import FEW
from tracker.answering.looser_queries import in_other_words, with_fewer_words
from tracker.answering.said_places import MOST, quoted
from tracker.cli.history.said_over_time import Chronology, told_over_time
from tracker.cli.rendering.paragraphs import fitted
from tracker.domain import Line, Release
from tracker.errors import ConfigError, StoreError
from tracker.search.asked_time import split_time
from tracker.search.issuer_names import issuer_among, issuers_called
from tracker.search.query import (
    FILTERS,
    OF_UNITS,
    Query,
    SearchFilters,
    format_query,
    parse_query,
    suggest_nearest,
)
from tracker.store import Store
from tracker.store.read.name_resolution import of_its_time, resolve_names
from tracker.text.numbers import pluralize
from tracker.text.sanitize import one_line

_FILTER = re.compile(rf"(?:^|\s)(?:{'|'.join(FILTERS)}):\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``history`` is asked: words, filters, and whose texts alone are meant, as the reader calls them and as the store does."""

    words: str
    narrowing: Query
    called: str = ""
    issuers: tuple[str, ...] = ()

    @property
    def filters(self) -> SearchFilters:
        """All filters, None where there is none."""
        return {**self.narrowing.filters, "issuers": self.issuers or None}

    @property
    def filtered(self) -> bool:
        """Whether there is any filter."""
        return any(value is not None for value in self.filters.values())


def history_asked(store: Store, text: str, issuer: str, sources: Collection[str]) -> Asked:
    """Return what the words *text*, in which filters may stand as in a search, and the option *issuer* ask for. *sources* are all that are known.

    Raises:
        ConfigError: A filter cannot be read, or nobody or nothing is called so; names the nearest.
    """
    query = parse_query(text) if _FILTER.search(text) else Query(text)
    called = issuer or query.issuer or ""
    issuers: tuple[str, ...] = ()
    if called:
        held = store.issuers()
        issuers = tuple(issuers_called(called, held))
        if not issuers:
            raise ConfigError(
                f'no issuer is called "{one_line(called)}"', remedy=suggest_nearest(called, held)
            )
    narrowing = resolve_names(store, replace(query, issuer=None), sources)
    return Asked(query.text, narrowing, called, issuers)


def within_filters(asked: Asked) -> Callable[[Release], bool]:
    """Return what says whether a release is within the filters of what is *asked*.

    Raises:
        ConfigError: One of them is of statements.
    """
    narrowing, issuers = asked.narrowing, asked.issuers
    of_units = [name for name, value in narrowing.filters.items() if value is not None and name in OF_UNITS]
    if of_units:
        raise ConfigError(
            f"the rows of a line are not narrowed by {of_units[0]}:",
            remedy="leave it out, or ask without --json",
        )
    first, last = narrowing.since or date.min, narrowing.until or date.max
    undated = narrowing.since is None and narrowing.until is None

    def is_within(release: Release) -> bool:
        day = release.published_on
        return (
            (not issuers or release.issuer in issuers)
            and narrowing.source in (None, release.source)
            and (undated or (day is not None and first <= day <= last))
        )

    return is_within


def over_time(store: Store, asked: Asked) -> Chronology | None:
    """Return where the words were said over time; None where that is no better than the line that is called so, or, without filters, no text says them.

    Who issued it may stand among the words ("Quad complete denuclearization"), where no text has them all as a phrase.

    Raises:
        StoreError: There are filters, and within them no text says the words, or too many to tell in order.
    """
    time = split_time(asked.words, store.has_hits)
    if not asked.words.strip():
        return None
    told = told_over_time(store, asked.words, asked.narrowing, asked.called, asked.issuers)
    as_words = told is not None and told.exact
    if time and time.words and not as_words and (dated := of_its_time(store, asked.narrowing)):
        of_time = replace(asked, words=dated.text, narrowing=dated)
        told = told_over_time(store, of_time.words, of_time.narrowing, asked.called, asked.issuers)
        if told:
            typer.echo(f"published {time.said}; in quotes the time is words\n")
        elif time.is_year and not asked.filtered:
            fewer = _with_fewer(store, asked, of_time)
            if fewer:
                typer.echo(f"published {time.said}; in quotes the time is words\n")
            return fewer
        asked = of_time
    free = not (asked.issuers or (told and told.exact) or '"' in asked.words)
    if free and (named := issuer_among(asked.words.split(), store.issuers())):
        called, words, issuers = named
        of_issuer = told_over_time(store, words, asked.narrowing, called, issuers)
        if of_issuer and (told is None or len(of_issuer.sayings) > len(told.sayings)):
            typer.echo(f"issued by {', '.join(map(one_line, issuers))}; in quotes the name is words\n")
            return of_issuer
    if not told and (many := _extent_of_many(store, asked)):
        if asked.filtered:  # a line would be told beyond them
            raise StoreError(many.strip())
        typer.echo("\n".join(fitted([many])))
        return None
    if not told and (fewer := _with_fewer(store, asked, asked)):
        return fewer
    if asked.filtered and not told:
        raise _nothing_said(store, asked)
    return None if told and not asked.filtered and _is_line_alone(store, asked.words, told) else told


def _with_fewer(store: Store, typed: Asked, asked: Asked) -> Chronology | None:
    """Return where most of the words of what is *asked* were said over time; None where that is nowhere, or a line says all that was *typed*, in other words too."""
    ways = (typed.words, *in_other_words(store, typed.words))
    if not asked.filtered and any(store.lines_called(way) or store.lines_saying(way) for way in ways):
        return None
    for fewer in with_fewer_words(store, asked.words, **asked.filters):
        if told := told_over_time(store, fewer.words, asked.narrowing, asked.called, asked.issuers):
            lacking = " and ".join(f"“{one_line(word)}”" for word in fewer.without)
            typer.echo(f"nothing says all of it close together; without {lacking}:\n")
            return told
    return None


def _nothing_said(store: Store, asked: Asked) -> StoreError:
    """Return the error for words that no text within the filters says, with what more texts do."""
    within = format_query(replace(asked.narrowing, text=""))
    whose = f" of {', '.join(map(one_line, asked.issuers[:FEW]))}" if asked.issuers else ""
    others = told_over_time(
        store, asked.words, asked.narrowing if asked.issuers else Query(asked.words), "", ()
    )
    number = pluralize(len({one.release.id for one in others.sayings}), "text") if others else ""
    return StoreError(
        f"no text{whose}{f' within {one_line(within)}' if within else ''} says “{one_line(asked.words)}”",
        remedy=f"others do: {number}, without the {'issuer' if asked.issuers else 'filters'}"
        if others
        else f"`policy-tracker search {asked.words!r}` finds nearly so",
    )


def _extent_of_many(store: Store, asked: Asked) -> str:
    """Return in how many texts the words stand, and from when to when, where that is too many to tell in order; else ""."""
    if store.count_hits(quoted(asked.words), **asked.filters) <= MOST:
        return ""
    found = store.extent(quoted(asked.words), **asked.filters)
    days = f", {found.first} to {found.last}" if found.first else ""
    more = "more than " if found.more else ""
    return (
        f"“{one_line(asked.words)}”: said in {more}{pluralize(found.texts, 'text')}{days}; "
        "too many to tell in order: more words, since: or issuer: narrow it\n"
    )


def _is_line_alone(store: Store, words: str, told: Chronology) -> bool:
    """Return whether what is *told* is no more than the line that is called so, or one statement on a line, which says it once: that line says it better."""
    texts = {one.release.id for one in told.sayings}
    called = store.lines_called(words)
    lines = called or (
        lines_beside(store, told)
        if len(texts) == 1 and not (told.before or told.since or told.next_said)
        else []
    )
    mentioned = [{one.release.id for one in store.history(line.id)[0]} for line in lines]
    return any(texts <= held if called else texts == held for held in mentioned)


def lines_beside(store: Store, told: Chronology) -> list[Line]:
    """Return the lines on which any of what is *told* stands, most often said first."""
    query = quoted(told.words) if told.exact else told.words
    return store.most_often_first({one.line for one in told.sayings if one.line}, query)
