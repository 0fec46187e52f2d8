"""Commands of the operator: ``status``, ``backfill`` and ``accept``. The work is in :mod:`jobs.polling.poller` and the steps."""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from jobs.commands.database_commands import watched_config
from jobs.context import open_context, run_step
from jobs.monitoring.health_check import check_store_health
from jobs.monitoring.status_lines import status_lines
from jobs.monitoring.status_rows import status_rows
from jobs.polling.body_recording import accept_refused
from jobs.polling.source_poller import DateRange
from jobs.step_result import utc_now
from tracker.cli.console import exit_with_problems, print_json, print_result, progress, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config, option, parse_day
from tracker.errors import ConfigError, InputError
from tracker.memory import gc_paused
from tracker.source_health.report import TERMINAL_WIDTH
from tracker.store import open_held_store


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.command(epilog="Example: policy-tracker status --json")(status)
    app.command(epilog="Example: policy-tracker backfill uk_fcdo --since 2026-09-01")(backfill)
    app.command(epilog="Example: policy-tracker accept norvale_mfa https://mfa.norvale.example/news/4711")(
        accept
    )


def status(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Show how each source fares, what runs when, what ran last and what waits to be sent. Changes nothing."""
    with report_errors(), gc_paused():
        now = utc_now()
        found, findings = check_store_health(watched_config(config, store), now)
    if as_json:
        for values in status_rows(found, findings):
            print_json(values)
        return
    for line in status_lines(found, findings, now, shutil.get_terminal_size((TERMINAL_WIDTH, 24)).columns):
        typer.echo(line)


def backfill(
    source: Annotated[str, typer.Argument(help="A source of config.toml: a listing, json or sitemap.")],
    since: Annotated[str, typer.Option(help="First day of publication.", metavar="YYYY-MM-DD")],
    until: Annotated[str, option(help="Last day. [default: today]", metavar="YYYY-MM-DD")] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take in what a source published in a window of days, page by page of its index. May be interrupted."""
    with report_errors():
        date_range = DateRange(parse_day("--since", since), parse_day("--until", until))
        loaded = effective_config(config, store)
        chosen = [one for one in loaded.sources if one.id == source]
        if not chosen:
            known = ", ".join(one.id for one in loaded.sources) or "(none)"
            raise ConfigError(f'there is no source "{source}"', remedy=f"one of {known}")
        with open_context(loaded) as context:
            results = [
                run_step(
                    context, name, utc_now(), sources=tuple(chosen), date_range=date_range, track=progress
                )
                for name in ("fetch", "read", "relate")
            ]
        problems = [problem for result in results for problem in result.problems]
        counts = {name: number for result in results[:1] for name, number in result.counts.items()}
        text = ", ".join(f"{number} {what}" for what, number in counts.items()) or "nothing found"
        print_result(counts, text, as_json=as_json)
    exit_with_problems(problems)


def accept(
    source: Annotated[str, typer.Argument(help="The source.")],
    release: Annotated[str, typer.Argument(help="The release, by its ref or URL: see `sources refused`.")],
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take a text that was held back as what its publisher says now. The next `run` reads and compares it."""
    with report_errors():
        loaded = effective_config(config, store)
        selectors = {one.id: one.selectors for one in loaded.all_sources}
        with open_held_store(loaded.store_url) as opened:
            held = [one for one in opened.refused(source) if release in (one.ref, one.url)]
            if not held:
                raise InputError(
                    f"nothing of {release} is held back",
                    where=source,
                    remedy="`policy-tracker sources refused`",
                )
            revision = accept_refused(opened, held[0], selectors.get(source), utc_now())
        said = {"source": source, "release": held[0].ref, "revision": revision.number if revision else None}
        text = "it says what was said before; nothing to do"
        if revision is not None:
            text = f"taken as revision {revision.number} of {held[0].url or held[0].ref}"
        print_result(said, text, as_json=as_json)
