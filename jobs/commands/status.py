"""``status``: one look at everything an operator watches. Reads, and changes nothing."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime

import typer

from jobs.monitoring.health_check import check_store_health
from jobs.monitoring.status_lines import status_lines
from jobs.monitoring.status_rows import status_rows
from tracker.cli.console import print_json, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config
from tracker.gc_pause import gc_paused
from tracker.source_health.report import TERMINAL_WIDTH


def status(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Show how each source fares, what runs when, what ran last and what waits to be sent. Changes nothing."""
    # pydantic, which they load, would cost every --help 80 ms

    with report_errors(), gc_paused():
        now = datetime.now(UTC)
        found, findings = check_store_health(effective_config(config, store), now)
    if as_json:
        for values in status_rows(found, findings):
            print_json(values)
        return
    for line in status_lines(found, findings, now, shutil.get_terminal_size((TERMINAL_WIDTH, 24)).columns):
        typer.echo(line)
