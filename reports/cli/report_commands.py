"""The command ``report``: what moved, from the store. What is about two texts is in :mod:`reports.cli.comparison_commands`.

The group ``digest`` is in :mod:`reports.cli.digest_commands`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from reports.cli.terminal_output import FormatOption, print_changes, write
from reports.config.site_settings import site_settings
from reports.digest.filters import ChangeFilter, parse_label
from reports.digest.layout.digest_layout import NEWEST_LISTED
from reports.digest.report_query import ReportQuery, query_report
from reports.render import Format, render, render_news
from tracker.cli.console import print_error, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    OutputOption,
    StoreOption,
    effective_config,
    form_by_name,
    option,
    parse_date_range,
)
from tracker.cli.pager import NoPagerOption
from tracker.memory import gc_paused
from tracker.store import open_held_store


def register(app: typer.Typer) -> None:
    """Add ``report`` to *app*."""
    app.command(epilog="Example: policy-tracker report --since 2031-01 --until 2031-03 -o quarter.html")(
        report
    )


def report(
    config: ConfigOption = None,
    store: StoreOption = "",
    since: Annotated[
        str, option(help="Published on or after: 2031-03-04, 2031-03 or 2031.", metavar="DATE")
    ] = "",
    until: Annotated[
        str, option(help="Published on or before; a month or year counts whole.", metavar="DATE")
    ] = "",
    source: Annotated[str, option(help="Only this source.")] = "",
    topic: Annotated[
        list[str] | None, option(help="Only this topic and those under it. May be repeated.")
    ] = None,
    party: Annotated[
        list[str] | None,
        option(help='Only what names this party: a code or a name, as "JPN" or "Japan". May be repeated.'),
    ] = None,
    line: Annotated[str, option(help="Only this line: an id, a name, or part of one.")] = "",
    label: Annotated[
        list[str] | None, option(help='Only this label, as "weakened". May be repeated.')
    ] = None,
    told: Annotated[
        bool, typer.Option("--told", help="Only what is sure: both texts are of one line.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Items on the screen.")] = 7,
    everything: Annotated[
        bool, typer.Option("--all", help="All of it, with both quotes, the rule and every slot.")
    ] = False,
    as_of: Annotated[str, option(help="As it stood at the end of that day.", metavar="DATE")] = "",
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    """Report what moved: at a terminal the most important of it on one screen, as a page all of it."""
    with report_errors(), gc_paused():
        first, last = parse_date_range(since, until)
        written = form or form_by_name(output, Format.TEXT)
        wanted = _filter(topic or [], label or [], party or [], told=told)
        stood = parse_date_range("", as_of)[1]

        page = written is Format.HTML and not as_json
        asked = ReportQuery(
            wanted,
            first,
            last,
            source,
            line,
            newest=NEWEST_LISTED if page else None,
            items=limit,
            as_of=stood,
            screen=written is Format.TEXT and not (everything or as_json),
        )
        loaded = effective_config(config, store)
        site = site_settings(loaded).url or None
        remarks: list[str] = []
        with open_held_store(loaded.store_url) as opened:
            digest = query_report(
                opened,
                asked,
                [one.id for one in loaded.sources],
                datetime.now(UTC),
                warn=remarks.append,
                site=site,
            )
        if as_json:
            print_changes(digest)
        else:
            whole = everything or written is not Format.TEXT
            text = render(digest, written) if whole else render_news(digest)
            write(text, output, written, no_pager)
        for remark in remarks:  # after what was asked for
            print_error(remark)


def _filter(topics: list[str], labels: list[str], parties: list[str], *, told: bool) -> ChangeFilter:

    return ChangeFilter(
        topics=tuple(topics),
        parties=tuple(parties),
        labels=frozenset(parse_label(text, "--label") for text in labels),
        told=told,
    )
