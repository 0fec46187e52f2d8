"""What ``history`` is asked, and which texts it tells first for that."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import typer

from tracker.cli.history.said_over_time import FEW, Chronology, told_over_time
from tracker.cli.history.said_places import MOST, quoted
from tracker.cli.rendering.paragraphs import fitted
from tracker.domain import Line
from tracker.errors import ConfigError, StoreError
from tracker.search.issuer_names import issuer_among, issuers_called
from tracker.search.looser import split_year
from tracker.search.query import FILTERS, Query, SearchFilters, parse_query, suggest_nearest
from tracker.store import Store
from tracker.text.plurals import pluralize
from tracker.text.sanitize import one_line

_FILTER = re.compile(rf"(?:^|\s)(?:{'|'.join(FILTERS)}):\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``history`` is asked: words, filters, and whose texts alone are meant, as the reader calls them and as the store does."""

    words: str
    narrowing: Query
    called: str = ""
    issuers: tuple[str, ...] = ()


def history_asked(store: Store, text: str, issuer: str) -> Asked:
    """Return what the words *text*, in which filters may stand as in a search, and the option *issuer* ask for.

    Raises:
        ConfigError: A filter cannot be read, or nobody is called so; names the nearest.
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
    return Asked(query.text, replace(query, issuer=None), called, issuers)


def over_time(store: Store, asked: Asked) -> Chronology | None:
    """Return where the words were said over time; None where that is no better than the line that is called so, or no text says them.

    Who issued it may stand among the words ("Quad complete denuclearization"), where no text has them all as a phrase.
    """
    if split_year(asked.words) or not asked.words.strip():
        return None
    told = told_over_time(store, asked.words, asked.narrowing, asked.called, asked.issuers)
    free = not (asked.issuers or (told and told.exact) or '"' in asked.words)
    if free and (named := issuer_among(asked.words.split(), store.issuers())):
        called, words, issuers = named
        of_issuer = told_over_time(store, words, asked.narrowing, called, issuers)
        if of_issuer and (told is None or len(of_issuer.sayings) > len(told.sayings)):
            typer.echo(f"issued by {', '.join(map(one_line, issuers))}; in quotes the name is words\n")
            return of_issuer
    if not told and (many := _extent_of_many(store, asked)):
        typer.echo("\n".join(fitted([many])))
        return None
    if asked.issuers and not told:
        others = told_over_time(store, asked.words, asked.narrowing, "", ())
        raise StoreError(
            f"no text of {', '.join(map(one_line, asked.issuers[:FEW]))} says “{one_line(asked.words)}”",
            remedy=f"others do: {pluralize(len({one.release.id for one in others.sayings}), 'text')}, without the issuer"
            if others
            else f"`policy-tracker search {asked.words!r}` finds nearly so",
        )
    return None if told and not asked.issuers and _is_line_alone(store, asked.words, told) else told


def _extent_of_many(store: Store, asked: Asked) -> str:
    """Return in how many texts the words stand, and from when to when, where that is too many to tell in order; else ""."""
    filters: SearchFilters = {**asked.narrowing.filters, "issuers": asked.issuers or None}
    if store.count_hits(quoted(asked.words), **filters) <= MOST:
        return ""
    found = store.extent(quoted(asked.words), **filters)
    return (
        f"“{one_line(asked.words)}”: said in {pluralize(found.texts, 'text')}, {found.first} to {found.last}; "
        "too many to tell in order: more words, since: or issuer: narrow it\n"
    )


def _is_line_alone(store: Store, words: str, told: Chronology) -> bool:
    """Return whether what is *told* is no more than the line that is called so, or one statement on a line, which says it once: that line says it better."""
    texts = {one.release.id for one in told.sayings}
    called = store.lines_called(words)
    lines = called or (
        lines_beside(store, told) if len(texts) == 1 and not (told.before or told.since) else []
    )
    mentioned = [{one.release.id for one in store.history(line.id)[0]} for line in lines]
    return any(texts <= held if called else texts == held for held in mentioned)


def lines_beside(store: Store, told: Chronology) -> list[Line]:
    """Return the lines on which any of what is *told* stands, most often said first."""
    held = {one.line for one in told.sayings if one.line}
    return [
        line
        for line in store.lines_saying(quoted(told.words) if told.exact else told.words)
        if line.id in held
    ]
