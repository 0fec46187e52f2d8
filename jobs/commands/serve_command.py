"""The command ``serve``: the site from a server, as the store is now; read-only unless an analyst may decide."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from threading import Event
from typing import Annotated

import typer

from jobs.step_result import utc_now
from tracker.cli.console import report_errors
from tracker.cli.options import ConfigOption, StoreOption, effective_config, option
from tracker.config import Config
from tracker.config.configured_engine import engine_for
from tracker.engine import Engine
from tracker.errors import ConfigError
from tracker.store import Store

MEND = 'install the extra: pip install "policy-commitment-tracker[web]"'


def register(app: typer.Typer) -> None:
    """Add ``serve`` to *app*."""
    app.command(epilog="Example: policy-tracker serve --listen 127.0.0.1:8766")(serve)


def serve(
    listen: Annotated[
        str,
        option(help="Address and port. [default: as [site] says, else 127.0.0.1:8766]", metavar="HOST:PORT"),
    ] = "",
    public: Annotated[
        bool, typer.Option("--public", help="Let other machines ask without a password.")
    ] = False,
    workers: Annotated[
        int,
        option(
            min=1,
            max=64,
            help="Processes that answer, each with the whole store at a glance in its memory. "
            "[default: one for each processor, two at most]",
        ),
    ] = min(2, os.cpu_count() or 1),
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Serve the pages of the site with live search, until SIGTERM or Ctrl-C; reads the store and changes nothing in it.

    With POLICY_TRACKER_REVIEW_PASSWORD set, whoever knows it can answer what `review`
    asks on a page; with [site] unsubscribe a reader who follows the link of a mail is taken
    off. A store of an earlier version is brought up to date first.
    """
    with report_errors():
        _check()
        from reports.web.serve_site import serve_site  # an extra, looked for first

        loaded = effective_config(config, store)
        serve_site(loaded, listen, public=public, workers=workers, relate=[_relating()], announce=typer.echo)


def _relating() -> Callable[[Config, Store, Event], None]:
    """Return what relates again what decisions on a page made due, until its event is set."""
    engines: list[Engine] = []  # loaded by the first decision, kept for the next

    def relate(config: Config, store: Store, over: Event) -> None:
        from jobs import steps  # 0.4 s, which pages that only show do without

        if not engines:
            engines.append(engine_for(config))
        steps.relate(store, engines[0], utc_now(), stop=over.is_set)

    return relate


def _check() -> None:
    """Say so where the extra is not installed."""
    for name in ("starlette", "uvicorn"):
        if importlib.util.find_spec(name) is None:
            raise ConfigError(f"the site is served with {name}, which is not installed", remedy=MEND)
