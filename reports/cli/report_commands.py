"""Commands that say what moved, ``report`` from the store and ``diff`` from two files; and ``compare``, of two accounts.

The group ``digest`` is in :mod:`reports.cli.digest_commands`.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli import brief_command, digest_commands, formula_command, serve_command, site_commands
from reports.cli.date_range import parse_date_range
from reports.cli.terminal_output import write_output
from reports.gc_pause import gc_paused
from tracker.cli.console import print_error, print_json, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config
from tracker.configured_engine import engine_for
from tracker.errors import ConfigError

if TYPE_CHECKING:  # heavy; imported where used
    from reports.digest.compose import Digest
    from reports.digest.filters import ChangeFilter
    from tracker.store import Store


class ReportFormat(StrEnum):
    """What a report can be written as."""

    HTML = "html"
    TEXT = "text"
    MD = "md"
    JSON = "json"


FormatOption = Annotated[
    ReportFormat | None,
    typer.Option(
        "--format", help="How to write it. [default: by the name of FILE, else text]", show_default=False
    ),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to FILE.", metavar="FILE", show_default=False)
]
NoPagerOption = Annotated[
    bool,
    typer.Option(
        "--no-pager",
        help="At a terminal, do not show what is longer than the screen through $PAGER, or less.",
        show_default=False,
    ),
]
_SUFFIXES = {
    ".html": ReportFormat.HTML,
    ".htm": ReportFormat.HTML,
    ".md": ReportFormat.MD,
    ".json": ReportFormat.JSON,
}


def register(app: typer.Typer) -> None:
    """Add this package's commands to *app*."""
    app.command(epilog="Example: policy-tracker report --since 2031-01 --until 2031-03 -o quarter.html")(
        report
    )
    app.command(epilog="Example: policy-tracker diff october.txt november.txt")(diff)
    app.command(epilog="Example: policy-tracker compare norvale.txt estmark.txt -o accounts.html")(compare)
    digest_commands.register(app)
    formula_command.register(app)
    brief_command.register(app)
    site_commands.register(app)
    serve_command.register(app)


def report(
    config: ConfigOption = None,
    store: StoreOption = "",
    since: Annotated[
        str,
        typer.Option(
            help="Published on or after: 2031-03-04, 2031-03 or 2031.", metavar="DATE", show_default=False
        ),
    ] = "",
    until: Annotated[
        str,
        typer.Option(
            help="Published on or before; a month or year counts whole.", metavar="DATE", show_default=False
        ),
    ] = "",
    source: Annotated[str, typer.Option(help="Only this source.", show_default=False)] = "",
    topic: Annotated[
        list[str] | None,
        typer.Option(help="Only this topic and those under it. May be repeated.", show_default=False),
    ] = None,
    party: Annotated[
        list[str] | None,
        typer.Option(
            help='Only what names this party: a code or a name, as "JPN" or "Japan". May be repeated.',
            show_default=False,
        ),
    ] = None,
    line: Annotated[
        str, typer.Option(help="Only this line: an id, a name, or part of one.", show_default=False)
    ] = "",
    label: Annotated[
        list[str] | None,
        typer.Option(help='Only this label, as "weakened". May be repeated.', show_default=False),
    ] = None,
    told: Annotated[
        bool, typer.Option("--told", help="Only what is sure: both texts are of one line.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Items on the screen.")] = 7,
    everything: Annotated[
        bool, typer.Option("--all", help="All of it, with both quotes, the rule and every slot.")
    ] = False,
    as_of: Annotated[
        str,
        typer.Option(
            "--as-of", help="As it stood at the end of that day.", metavar="DATE", show_default=False
        ),
    ] = "",
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    """Report what moved: at a terminal the most important of it on one screen, as a page all of it."""
    with report_errors(), gc_paused():
        first, last = parse_date_range(since, until)
        written = _written(form, output)
        wanted = _filter(topic or [], label or [], party or [], told=told)
        stood = parse_date_range("", as_of)[1]

        from reports.config import site_settings
        from reports.digest.layout import NEWEST_LISTED
        from reports.digest.report_query import ReportQuery, query_report
        from tracker.store import open_store

        page = written is ReportFormat.HTML and not as_json
        asked = ReportQuery(
            wanted,
            first,
            last,
            source,
            line,
            newest=NEWEST_LISTED if page else None,
            items=limit,
            as_of=stood,
        )
        loaded = effective_config(config, store)
        site = site_settings(loaded).url or None
        with open_store(loaded.store_url) as opened:
            digest = query_report(
                opened,
                asked,
                [one.id for one in loaded.sources],
                datetime.now(UTC),
                warn=print_error,
                site=site,
            )
        if as_json:
            _rows(digest)
            return
        whole = everything or written is not ReportFormat.TEXT
        text = _rendered(digest, written) if whole else _news(digest)
        _write(text, output, written, no_pager)


def diff(
    earlier: Annotated[
        Path,
        typer.Argument(
            help="The earlier text: .txt, .html, .md, or .jsonl with one row. Alone: a release in the store that was edited."
        ),
    ],
    later: Annotated[Path | None, typer.Argument(help="The later text.", show_default=False)] = None,
    texts: Annotated[
        str,
        typer.Option(
            help="Of a release: which two of its texts. [default: the last two]",
            metavar="N,M",
            show_default=False,
        ),
    ] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    """Compare two texts and print the redlined changes: two files, or any two texts a release in the store has shown."""
    from reports.comparison.text_diff import compare_files
    from reports.digest.compose import compose

    with report_errors():
        if later is None:
            _diff_release(
                str(earlier), texts, config, store, form, output, as_json=as_json, no_pager=no_pager
            )
            return
        written = _written(form, output)
        today = date.today()  # noqa: DTZ011 - stands in for a date neither text has; never shown
        compared = compare_files(earlier, later, engine_for(effective_config(config)), today=today)
        digest = compose(
            compared.changes,
            title=f"{earlier.name} → {later.name}",
            period=f"{compared.earlier.published_on or 'undated'} → {compared.later.published_on or 'undated'}",
            window="Only these two texts were compared.",
        )
        if not compared.changes:
            print_error("no commitment or position was found in either text")
        if as_json:
            _rows(digest)
            return
        _write(_rendered(digest, written), output, written, no_pager)


def _diff_release(
    name: str,
    texts: str,
    config: Path | None,
    store: str,
    form: ReportFormat | None,
    output: Path | None,
    *,
    as_json: bool,
    no_pager: bool,
) -> None:
    """Print how two texts of a release in the store differ.

    Raises:
        ConfigError: *texts* are not two numbers, or the format is none that this is written in.
    """
    from reports.comparison.revision_diff import compare_revisions, diff_lines, diff_rows
    from tracker.store import open_store

    written = _written(form, output)
    if written not in (ReportFormat.TEXT, ReportFormat.JSON):
        raise ConfigError(
            f"the texts of a release are not compared as {written}",
            remedy="--format text or json; its page on the site shows both side by side",
        )
    parts = [part.strip() for part in texts.split(",")] if texts else []
    if parts and (len(parts) != 2 or not all(part.isdigit() for part in parts)):
        raise ConfigError(f'--texts "{texts}" are not two numbers', remedy="write 1,3")
    loaded = effective_config(config, store)
    with open_store(loaded.store_url) as opened:
        found = compare_revisions(opened, name, [int(part) for part in parts], engine_for(loaded))
    if as_json or written is ReportFormat.JSON:
        for row in diff_rows(found):
            print_json(row)
        return
    _write("\n".join(diff_lines(found)) + "\n", output, written, no_pager)


def compare(
    first: Annotated[
        str,
        typer.Argument(
            help="One account: a file, a release in the store (ref or id), or a URL.", metavar="A"
        ),
    ],
    second: Annotated[str, typer.Argument(help="The other.", metavar="B")],
    config: ConfigOption = None,
    store: StoreOption = "",
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    """Compare two accounts of one event: what both say, what only one says, where they differ.

    Neither comes first. For files no store is needed.
    """
    from contextlib import ExitStack
    from functools import cache

    from reports.comparison.accounts import Account, compare_accounts
    from reports.comparison.resolve_release import resolve_reading
    from reports.render import Format, render_accounts
    from tracker.fetch.web import RequestsWeb
    from tracker.store import open_store
    from tracker.store.database import exists

    with report_errors(), ExitStack() as opened:
        written = ReportFormat.JSON if as_json else _written(form, output)
        loaded = effective_config(config, store)
        engine = engine_for(loaded)

        @cache
        def the_store() -> Store | None:
            return opened.enter_context(open_store(loaded.store_url)) if exists(loaded.store_url) else None

        @cache
        def the_web() -> RequestsWeb:
            return opened.enter_context(RequestsWeb(loaded.fetch))

        one, other = (
            Account(name, *resolve_reading(name, side, engine, web=the_web, store=the_store))
            for name, side in ((first, "first"), (second, "second"))
        )
        accounts = compare_accounts(one, other)
        if not (accounts.first.reading.units or accounts.second.reading.units):
            print_error("no commitment or position was found in either account")
        _write(render_accounts(accounts, Format(written.value)), output, written, no_pager)


def main() -> None:
    """Run this package's commands alone: ``python -m reports``."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    register(app)
    app()


def _write(text: str, output: Path | None, written: ReportFormat, no_pager: bool) -> None:
    write_output(text, output, pager=not no_pager, coloured=written is ReportFormat.TEXT)


def _rendered(digest: Digest, written: ReportFormat) -> str:
    from reports.render import Format, render

    return render(digest, Format(written.value))


def _news(digest: Digest) -> str:
    from reports.render import render_news

    return render_news(digest)


def _rows(digest: Digest) -> None:
    from tracker.exports.json_rows import change_row

    for change in digest.changes:
        print_json(change_row(change))


def _written(form: ReportFormat | None, output: Path | None) -> ReportFormat:
    return form or _SUFFIXES.get(output.suffix.lower() if output else "", ReportFormat.TEXT)


def _filter(topics: list[str], labels: list[str], parties: list[str], *, told: bool) -> ChangeFilter:
    from reports.digest.filters import ChangeFilter, parse_label

    return ChangeFilter(
        topics=tuple(topics),
        parties=tuple(parties),
        labels=frozenset(parse_label(text, "--label") for text in labels),
        told=told,
    )
