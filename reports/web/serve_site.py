"""The site served from a store as it is now, until a signal: opened, checked, forked, and answered from."""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from reports.config.site_settings import review_password, site_password, site_settings
from reports.config.value_checks import parse_listen_address
from reports.formula.configured import watched_formulas
from reports.render import load_templates
from reports.site.kept_index import KeptIndex, kept_index
from reports.site.pages.comparison.account_comparer import account_comparer
from reports.web.access import access_policy
from reports.web.app import THREADS, build_app
from reports.web.live_index import LiveIndex
from reports.web.log_rate import LogRateLimit
from reports.web.review_app import ReviewApp
from reports.web.review_guard import review_guard
from reports.web.server import open_listeners, serve_until_stopped, url_of
from reports.web.workers import done_aside, fork_workers
from tracker.config import Config
from tracker.memory import collect_often, share_one_arena
from tracker.store import Store, open_store
from tracker.store.database import require_store


def serve_site(
    loaded: Config,
    listen: str,
    *,
    public: bool,
    workers: int,
    relate: Iterable[Callable[[Config, Store, Event], None]],
    announce: Callable[[str], None],
) -> None:
    """Serve the pages of the store of *loaded* at *listen*, else where [site] says, from *workers* processes.

    Each of *relate* relates again what decisions made due, until its event is set; *announce* is
    told the address in words, once it is listened at.

    Raises:
        ConfigError: [site] is wrong, or others than this machine could read without a password.
        StoreError: There is no store, or it cannot be opened.
    """
    settings, watched = site_settings(loaded), watched_formulas(loaded)
    share = max(1, settings.cache_megabytes // workers)
    host, port = parse_listen_address(listen or settings.listen, "--listen" if listen else "[site]")
    admitted = access_policy(settings, host, site_password(), public=public)
    decide = review_password()
    require_store(loaded.store_url)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(LogRateLimit())

    open_store(loaded.store_url).close()  # once: brings it up to date, and says what is wrong with it
    kept = kept_index(loaded.store_url)
    listeners = open_listeners(host, port, workers)
    first = listeners[0]
    share_one_arena()
    load_templates("site")
    gc.collect()
    collect_often()
    gc.freeze()  # what is loaded is shared until somebody writes to it, as the garbage collector does in looking through it
    if workers > 1 and kept.path:
        done_aside(lambda: _keep_index(loaded.store_url, kept))
    with review_guard(decide, time.time, secure=settings.url.startswith("https:")) as guard:
        listener = fork_workers(listeners)  # from here on in each process
        with (
            open_store(loaded.store_url) as opened,
            LiveIndex(
                opened, account_comparer(opened), watched, review=guard is not None, kept=kept
            ) as current,
            ThreadPoolExecutor(THREADS, "page") as pool,
            ThreadPoolExecutor(1, "relate") as relating,
        ):
            if listener is first:
                announce(f"serving {url_of(listener)}")
            over = Event()

            def relate_decided(held: Store) -> None:
                for one in relate:
                    one(loaded, held, over)

            review = (
                ReviewApp(current, guard, pool, settings.title, relate_decided, relating) if guard else None
            )
            own = settings.model_copy(update={"cache_megabytes": share})
            serve_until_stopped(build_app(current, admitted, pool, own, review=review), listener)
            over.set()


def _keep_index(store_url: str, kept: KeptIndex) -> None:
    """Go through the store, where *kept* has no atlas of it to begin with, and keep it for the processes that serve."""
    with open_store(store_url) as store:
        LiveIndex(store, kept=kept)
