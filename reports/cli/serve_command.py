"""The command ``serve``: the site from a server, as the store is now; read-only unless an analyst may decide."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.console import report_errors
from tracker.cli.options import ConfigOption, StoreOption, effective_config

if TYPE_CHECKING:
    from threading import Event

    from tracker.config import Config
    from tracker.store import Store

    RelateDecided = Callable[[Config, Store, Event], None]

_relating: list[RelateDecided] = []  # what relates decisions at once; without one they wait for the next pass
MEND = 'install the extra: pip install "policy-commitment-tracker[web]"'


def register(app: typer.Typer) -> None:
    """Add ``serve`` to *app*."""
    app.command(epilog="Example: policy-tracker serve --listen 127.0.0.1:8766")(serve)


def relate_with(relate: RelateDecided) -> None:
    """Let *relate* relate again what decisions made due, until its event is set."""
    _relating[:] = [relate]


def serve(
    listen: Annotated[
        str,
        typer.Option(
            help="Address and port. [default: as [site] says, else 127.0.0.1:8766]",
            metavar="HOST:PORT",
            show_default=False,
        ),
    ] = "",
    public: Annotated[
        bool, typer.Option("--public", help="Let other machines ask without a password.")
    ] = False,
    workers: Annotated[
        int,
        typer.Option(
            min=1,
            max=64,
            help="Processes that answer, each with the whole store at a glance in its memory. "
            "[default: one for each processor, two at most]",
            show_default=False,
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
    import logging
    import time
    from concurrent.futures import ThreadPoolExecutor
    from dataclasses import replace
    from threading import Event

    from reports.config import review_password, site_password, site_settings
    from reports.config_checks import parse_listen_address
    from tracker.store import open_store

    with report_errors():
        _check()
        from reports.formula.configured import watched_formulas
        from reports.site import routes
        from reports.site.pages.comparison.account_comparison import account_comparer
        from reports.view import addresses
        from reports.web.access import access_policy
        from reports.web.app import THREADS, build_app
        from reports.web.live_index import LiveIndex
        from reports.web.log_rate import LogRateLimit
        from reports.web.review_app import ReviewApp
        from reports.web.review_guard import review_guard
        from reports.web.server import open_listeners, serve_until_stopped, url_of
        from reports.web.workers import fork_workers

        loaded = effective_config(config, store)
        settings, watched = site_settings(loaded), watched_formulas(loaded)
        share = max(1, settings.cache_megabytes // workers)
        host, port = parse_listen_address(listen or settings.listen, "--listen" if listen else "[site]")
        admitted = access_policy(settings, host, site_password(), public=public)
        decide = review_password()
        _check_store(loaded.store_url)
        logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
        for handler in logging.getLogger().handlers:
            handler.addFilter(LogRateLimit())

        open_store(loaded.store_url).close()  # once: brings it up to date, and says what is wrong with it
        listeners = open_listeners(host, port, workers)
        first = listeners[0]
        with review_guard(decide, time.time, secure=settings.url.startswith("https:")) as guard:
            listener = fork_workers(listeners)  # from here on in each process
            with (
                open_store(loaded.store_url) as opened,
                LiveIndex(opened, account_comparer(opened), watched, review=guard is not None) as current,
                ThreadPoolExecutor(THREADS, "page") as pool,
                ThreadPoolExecutor(1, "relate") as relating,
            ):
                # loads what pictures are drawn with, before a reader waits for it
                pool.submit(routes.render_page, current.page_context, addresses.OVERVIEW, site=settings.title)
                if listener is first:
                    typer.echo(f"serving {url_of(listener)}")
                over = Event()

                def relate(held: Store) -> None:
                    for one in _relating:
                        one(loaded, held, over)

                review = ReviewApp(current, guard, pool, settings.title, relate, relating) if guard else None
                own = replace(settings, cache_megabytes=share)
                serve_until_stopped(build_app(current, admitted, pool, own, review=review), listener)
                over.set()


def _check() -> None:
    """Say so where the extra is not installed.

    Raises:
        ConfigError: Starlette or uvicorn is missing.
    """
    from importlib.util import find_spec

    from tracker.errors import ConfigError

    for name in ("starlette", "uvicorn"):
        if find_spec(name) is None:
            raise ConfigError(f"the site is served with {name}, which is not installed", remedy=MEND)


def _check_store(url: str) -> None:
    """Say so where there is no store: one that was made by a slip of the pen would be served empty.

    Raises:
        StoreError: There is none at *url*.
    """
    from tracker.errors import StoreError
    from tracker.store.database import display_url, exists

    if not exists(url):
        raise StoreError(
            "there is no store yet", where=display_url(url), remedy="`policy-tracker init` makes one"
        )
