"""The command ``search``: where something was said, best first."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from tracker.cli.console import print_json, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config
from tracker.cli.rendering.hit_rendering import hit_row, render_hits, result_summary
from tracker.search.query import parse_query
from tracker.store import open_store
from tracker.store.read.name_resolution import looser_queries, of_its_year, resolve_names, search_hints
from tracker.text.sanitize import one_line

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
    as_json: JsonOption = False,
) -> None:
    """Find where something was said, in units, the text around them and titles; best first, or latest first."""
    with report_errors():
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
            if dated := of_its_year(opened, wanted):
                found = ask(dated.text, **dated.filters)
                typer.echo(f'published in {dated.since:%Y}; in quotes, "{dated.since:%Y}", it is a word\n')
            if found.total <= FEW and wanted.text:
                for looser in looser_queries(opened, (dated or wanted).text, every_word=bool(found.total)):
                    if (more := ask(looser, **(dated or wanted).filters)).total > found.total:
                        few = f"{found.total} say" if found.total else "nothing says"
                        typer.echo(f"{few} it as it is written; this is what says: {one_line(looser)}\n")
                        found = more
                        break
            if not found.total:
                typer.echo(f"nothing found; {'; '.join(search_hints(opened, wanted))}")
                return
        typer.echo(render_hits(found.hits, skipped), nl=False)
        typer.echo(result_summary(len(found.hits), skipped, limit, found.total))
