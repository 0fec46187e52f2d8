"""The command ``ingest``: files into the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jobs import import_files as intake
from jobs.step_result import utc_now
from tracker.cli.console import exit_with_problems, print_json, progress, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    PathsArgument,
    StoreOption,
    WorkersOption,
    effective_config,
    effective_workers,
    option,
)
from tracker.config.configured_engine import engine_for
from tracker.store import open_store


def register(app: typer.Typer) -> None:
    """Add ``ingest`` to *app*."""
    app.command(epilog="Example: policy-tracker ingest archive/ more.jsonl --store desk.db")(ingest)


def ingest(
    paths: PathsArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    source: Annotated[
        str | None, option(help="The source they belong to. [default: as the rows say]")
    ] = None,
    issuer: Annotated[
        str,
        option(
            help="Who issued what names no issuer, as a reader would name it. [default: that of the source, as configured]"
        ),
    ] = "",
    units: Annotated[
        Path | None,
        option(
            help="Units coded by hand, in the gold file format: taken instead of reading.", metavar="FILE"
        ),
    ] = None,
    workers: WorkersOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take releases from files, read them, and relate them to what was said before."""
    with report_errors():
        loaded = effective_config(config, store)
        chosen = effective_workers(loaded, workers)
        engine = engine_for(loaded)
        with open_store(loaded.store_url) as opened:
            result = intake.ingest(
                opened,
                engine,
                paths,
                utc_now(),
                source=source,
                issuer=issuer,
                sources=loaded.sources,
                units=units,
                lexicon=loaded.lexicon,
                workers=chosen,
                track=progress,
            )
            if as_json:
                print_json(dict(result.counts))
            else:
                typer.echo(intake.summary(result))
                for said in intake.questions(opened.open_questions()):
                    typer.echo(said, err=True)
    exit_with_problems(result.problems)
