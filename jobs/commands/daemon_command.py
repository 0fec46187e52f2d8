"""The command ``daemon``: the jobs of [jobs] at their times."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from jobs.context import JobContext, open_context
from jobs.logs import configure_logging, log_settings
from jobs.monitoring.metrics_endpoint import start_probe_server
from jobs.scheduling.daemon import leave_at_once, run_daemon
from jobs.scheduling.schedule import Schedule, schedule
from jobs.scheduling.signals import Signals
from reports.config.subscriber_settings import subscribers
from tracker.cli.console import report_errors
from tracker.cli.options import ConfigOption, StoreOption, effective_config
from tracker.memory import return_large_blocks, share_one_arena

# bytes of a block that is given back: the columns of the history of a source are, which is let go of after each pass
LARGE = 400_000


def register(app: typer.Typer) -> None:
    """Add ``daemon`` to *app*."""
    app.command(epilog="Example: policy-tracker daemon --config desk/config.toml")(daemon)


def daemon(config: ConfigOption = None, store: StoreOption = "") -> None:
    """Do the jobs of [jobs] at their times until SIGTERM or Ctrl-C; SIGHUP loads the configuration again."""

    @contextmanager
    def load(stop_event: threading.Event) -> Iterator[tuple[JobContext, Schedule]]:
        loaded = effective_config(config, store)
        planned, logging = schedule(loaded, subscribers(loaded)), log_settings(loaded)
        with open_context(loaded, stop_event=stop_event) as context:
            configure_logging(logging)
            yield context, planned

    share_one_arena()
    return_large_blocks(LARGE)
    with report_errors(), Signals() as signals:
        run_daemon(load, signals, start_probes=start_probe_server)
    leave_at_once()
