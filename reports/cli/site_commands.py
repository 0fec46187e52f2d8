"""The command that writes the site as a folder of files: ``site build``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from reports.config.site_settings import site_settings
from reports.formula.configured import watched_formulas
from reports.site.publish.build import build_site
from reports.site.publish.page_writer import WriteResults
from tracker.cli.console import exit_with_problems, progress, report_errors
from tracker.cli.options import ConfigOption, StoreOption, effective_config
from tracker.domain import Problem
from tracker.store.database import require_store

PAGE_FAILED = "this page could not be made; what was there of it stays"
REPORT = "the log has the traceback; please report it"


def register(app: typer.Typer) -> None:
    """Add the group ``site`` to *app*."""
    group = typer.Typer(
        help="Pages to browse: every source, release, line, topic and party.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    group.command(epilog="Example: policy-tracker site build public")(build)
    app.add_typer(group, name="site")


def build(
    folder: Annotated[
        Path,
        typer.Argument(help="Where to: a folder of its own. What has not changed is left.", metavar="DIR"),
    ],
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Write the site as files that any web server, or a browser alone, can show."""
    with report_errors():
        loaded = effective_config(config, store)
        url = require_store(loaded.store_url)
        done = build_site(url, folder, site_settings(loaded), watched_formulas(loaded), follow=_shown)
        typer.echo(
            f"{done.written:,} pages written, {done.unchanged:,} unchanged, {done.removed:,} removed; "
            f"open {folder / 'index.html'}"
        )
    exit_with_problems([Problem(address, PAGE_FAILED, REPORT) for address in done.failed])


def _shown(steps: Iterable[WriteResults], pages: int) -> Iterator[WriteResults]:
    """Let a bar follow *steps* by the page."""
    bar = progress(iter(range(pages)), "writing", pages)
    for written in steps:
        for _ in written:
            next(bar, None)
        yield written
    next(bar, None)
