"""The command ``search``: where something was said, best first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from string import ascii_lowercase
from typing import Annotated

import typer

from tracker.cli.console import print_json, report_errors
from tracker.cli.looser_search import together
from tracker.cli.meant_search import (
    FEW,
    NOTHING_NEAR,
    NearHits,
    as_meant,
    is_among,
    near_hits,
    with_phrase_first,
)
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config
from tracker.cli.pager import NoPagerOption, paged
from tracker.cli.rendering.hit_rendering import (
    extent_row,
    hit_row,
    names_of,
    nearest_first,
    render_hits,
    render_links,
    result_summary,
)
from tracker.cli.rendering.paragraphs import fitted
from tracker.search.query import parse_query
from tracker.store import open_store
from tracker.store.read.name_resolution import by_part_of_issuer, resolve_names, search_hints
from tracker.store.records import Extent, Hit
from tracker.text.sanitize import one_line

MANY = 2000  # hits of which the days are not looked at: they are of a subject, and cost as much as the search
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
                held = by_part_of_issuer(opened, held)
                found = ask(held.text, **held.filters) if held != wanted else found
                wanted = held
            if as_json:
                for hit in found.hits:
                    print_json(hit_row(hit))
                return
            first = partial(opened.search_page, limit=limit, by_date=by_date)
            best = not (by_date or skipped)
            typed = together(wanted.text, found.hits) if best and found.total <= FEW else ()
            meant = as_meant(opened, wanted, found.total, first, _note)
            if meant != wanted:
                found = ask(meant.text, **meant.filters)
            if not found.total:
                _note(f"nothing found; {'; '.join(search_hints(opened, wanted))}")
                return
            near = near_hits(opened, meant, found, first) if best else NOTHING_NEAR
            found = with_phrase_first(found, meant, first) if best else found
            extent = opened.extent(meant.text, **meant.filters) if 1 < found.total <= MANY else None
        hits = found.hits if by_date else nearest_first(found.hits, meant.text)
        if (
            typed and meant.text != wanted.text and meant.filters == wanted.filters
        ):  # as it was typed, before what says it in other words
            hits = (*typed, *(hit for hit in hits if not is_among(hit, typed)))
        else:
            typed = ()
        _show(hits, near, extent, found.total, skipped, of_words=len(typed))
        typer.echo(result_summary(len(found.hits), skipped, limit, found.total))


def _show(
    hits: Sequence[Hit], near: NearHits, extent: Extent | None, total: int, skipped: int, of_words: int
) -> None:
    """Print *hits*, of which *skipped* come before, the first *of_words* as they were typed, and those *near*, with the links of all."""
    every = (*near.hits, *hits)
    issuers = {hit.release.issuer for hit in every}
    issuer = issuers.pop() if extent and len(issuers) == 1 else ""
    names, letters = names_of(hits, skipped), list(ascii_lowercase[: len(near.hits)])
    beside = render_hits(near.hits, letters, issuer)
    if near.apart:
        _note(f"its words stand apart; together stand: {one_line(near.words)}\n")
        typer.echo(f"{beside}all of it, further apart:\n")
    if extent:
        typer.echo(f"{extent_row(extent, total, issuer)}\n")
    if of_words:
        typer.echo(render_hits(hits[:of_words], names[:of_words], issuer), nl=False)
        typer.echo("in other words:\n")
    typer.echo(render_hits(hits[of_words:], names[of_words:], issuer), nl=False)
    if near.hits and not near.apart:
        _note(f"nearly so, {one_line(near.words)}:\n")
        typer.echo(beside, nl=False)
    typer.echo(render_links(every, (*letters, *names)), nl=False)


def _note(said: str) -> None:
    """Print a paragraph above the hits."""
    typer.echo("\n".join(fitted([said])))
