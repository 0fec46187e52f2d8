"""The command ``search``: where something was said, best first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from itertools import chain
from string import ascii_lowercase
from typing import Annotated

import typer

from tracker.cli.console import print_json, report_errors
from tracker.cli.looser_search import SAME_START, in_other_words, together, with_fewer_words
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config
from tracker.cli.pager import NoPagerOption, paged
from tracker.cli.rendering.hit_rendering import (
    hit_row,
    names_of,
    nearest_first,
    render_hits,
    render_links,
    result_summary,
)
from tracker.cli.rendering.paragraphs import fitted
from tracker.search.looser import bare_words
from tracker.search.query import Query, parse_query
from tracker.store import Store, open_store
from tracker.store.read.name_resolution import of_its_issuer, of_its_year, resolve_names, search_hints
from tracker.store.records import Hit, SearchResult
from tracker.text.sanitize import one_line

NEAREST = 3  # hits shown where words stand together, before those where they stand apart
FEW = 2  # hits beside which other forms of the words are looked for
MOST, LAST_PAGE = 1000, 1_000_000  # hits a page, and pages: an offset must fit a database


class SortOrder(StrEnum):
    """Which hits come first."""

    RELEVANCE = "relevance"
    DATE = "date"


def register(app: typer.Typer) -> None:
    """Add ``search`` to *app*."""
    app.command(epilog="Example: policy-tracker search '\"halden sea\" issuer:Norvale since:2031'")(search)


def search(
    query: Annotated[
        list[str],
        typer.Argument(
            help='Words, "phrases", begin* of words; party: speaker: kind: level: issuer: source: topic: label: '
            "since: until: narrow it, and list by themselves. Put it in single quotes.",
            metavar="QUERY",
        ),
    ],
    sort: Annotated[
        SortOrder | None,
        typer.Option(help="[default: relevance; of filters alone date]", show_default=False),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=MOST, help="Hits on a page.")] = 20,
    page: Annotated[int, typer.Option(min=1, max=LAST_PAGE, help="Which page of them.")] = 1,
    config: ConfigOption = None,
    store: StoreOption = "",
    no_pager: NoPagerOption = False,
    as_json: JsonOption = False,
) -> None:
    """Find where something was said, in units, the text around them and titles; best first, or latest first."""
    with report_errors(), paged(wanted=not (no_pager or as_json)):
        wanted = parse_query(" ".join(query))
        loaded = effective_config(config, store)
        with open_store(loaded.store_url) as opened:
            by_date = sort is SortOrder.DATE or (sort is None and not wanted.text)
            skipped = (page - 1) * limit
            ask = partial(opened.search_page, limit=limit, offset=skipped, by_date=by_date)
            found = ask(wanted.text, **wanted.filters)
            if not found.total:  # where there are hits, all that was named is known
                configured = (source.id for source in loaded.all_sources)
                held = resolve_names(opened, wanted, {*opened.sources(), *configured})
                found = ask(held.text, **held.filters) if held != wanted else found
                wanted = held
            if as_json:
                for hit in found.hits:
                    print_json(hit_row(hit))
                return
            first = partial(opened.search_page, limit=limit, by_date=by_date)
            meant = _as_meant(opened, wanted, found.total, first)
            if meant != wanted:
                found = ask(meant.text, **meant.filters)
            near: tuple[Hit, ...] = ()
            if not (by_date or skipped) and found.total and not together(meant.text, found.hits):
                near = _show_nearest(opened, meant, first)
            if not found.total:
                typer.echo(f"nothing found; {'; '.join(search_hints(opened, wanted))}")
                return
        hits = found.hits if by_date else nearest_first(found.hits, meant.text)
        names, letters = names_of(hits, skipped), list(ascii_lowercase[: len(near)])
        typer.echo(render_hits(hits, names), nl=False)
        typer.echo(render_links((*near, *hits), (*letters, *names)), nl=False)
        typer.echo(result_summary(len(found.hits), skipped, limit, found.total))


def _as_meant(store: Store, wanted: Query, total: int, ask: Callable[..., SearchResult]) -> Query:
    """Return what *wanted*, which has *total* hits, means, and say in what it differs: a year or who issued it among its words, other words where few say it.

    What is meant is chosen by the first page of hits, so that all pages are of one query.
    """
    asked = wanted
    if dated := of_its_year(wanted):
        of_year = ask(dated.text, **dated.filters).total
        if of_year or not (total or _other_words(store, dated, 0, ask) == dated.text):
            _note(f'published in {dated.since:%Y}; in quotes, "{dated.since:%Y}", it is a word\n')
            asked, total = dated, of_year
    if total <= FEW and (issued := of_its_issuer(store, asked)):
        of_issuer = ask(issued.text, **issued.filters).total
        if of_issuer or _other_words(store, issued, 0, ask) != issued.text:
            _note(f'issued by {issued.issuer}; in quotes, "{issued.issuer}", it is a word\n')
            asked, total = issued, of_issuer
    text = _other_words(store, asked, total, ask) if asked.text and total <= FEW else asked.text
    if text != asked.text:
        few = f"{total} say" if total else "nothing says"
        left_out = [word for word in bare_words(asked.text) if word[:SAME_START] not in text.casefold()]
        unsaid = [f"“{one_line(word)}”" for word in left_out if not store.count_hits(word)]
        nowhere = f"; no text has {' or '.join(unsaid)}" if unsaid else ""
        _note(f"{few} it as it is written; this is what says: {one_line(text)}{nowhere}\n")
    return replace(asked, text=text)


def _other_words(store: Store, asked: Query, total: int, ask: Callable[..., SearchResult]) -> str:
    """Return what more than *total* say of what is *asked* in other words, or with one less where nothing does; else its words."""
    apart = ""
    for looser in in_other_words(store, asked.text):
        found = ask(looser, **asked.filters)
        if found.total > total and together(looser, found.hits):
            return looser
        apart = apart or (looser if found.total > total else "")
    fewer = () if total or apart else with_fewer_words(store, asked.text, **asked.filters)
    return apart or next(iter(fewer), asked.text)


def _show_nearest(store: Store, asked: Query, ask: Callable[..., SearchResult]) -> tuple[Hit, ...]:
    """Print, and return, where most of what is *asked*, or all in other words, stands together, since all its words stand apart."""
    queries = chain(in_other_words(store, asked.text), with_fewer_words(store, asked.text, **asked.filters))
    for looser in queries:
        near = together(looser, ask(looser, **asked.filters).hits)[:NEAREST]
        if near:
            _note(f"its words stand apart; together stand: {one_line(looser)}\n")
            typer.echo(f"{render_hits(near, ascii_lowercase[: len(near)])}all of it, further apart:\n")
            return near
    return ()


def _note(said: str) -> None:
    """Print a paragraph above the hits."""
    typer.echo("\n".join(fitted([said])))
