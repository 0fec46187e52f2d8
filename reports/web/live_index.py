"""The atlas in force, made anew in a thread of its own while the one before goes on being used."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Self

from reports.comparison.side_by_side import AccountsPage
from reports.formula.configured import NO_FORMULAS, WatchedFormulas
from reports.site import routes
from reports.site.columns.mapped import Forget
from reports.site.index import SiteIndex
from reports.site.index_builder import build_index, says_the_same
from reports.site.kept_index import KeptIndex
from reports.site.page_context import PageContext
from reports.view import addresses
from tracker.domain import Release
from tracker.errors import StoreError
from tracker.memory import give_back, return_large_blocks
from tracker.store import Store

EVERY = 1.5  # seconds between two looks at the generation of the store
LONG, LONGEST = (
    300,
    4,
)  # statements of a text of which it takes a second to say what is told, and the most such texts
REST = 4.0  # times as long as the last atlas took is waited for the next: a fifth of a core at most
SLOW_AT_FIRST = (
    addresses.OVERVIEW,
    addresses.DEADLINES,
    addresses.COMPARE,
)  # until something is new: what these find is kept
LARGE = 4_000_000  # bytes of a block that is given back: columns of a million rows are, what pages count with is not
log = logging.getLogger("policy_tracker")

CompareAccounts = Callable[[Release, Release], AccountsPage]


class LiveIndex:
    """What pages are made from. As a context manager it follows the store until its end."""

    def __init__(
        self,
        store: Store,
        accounts: CompareAccounts | None = None,
        watched: WatchedFormulas = NO_FORMULAS,
        *,
        review: bool = False,
        kept: KeptIndex | None = None,
    ) -> None:
        """Read *store*, which takes seconds where it is large and *kept* has no atlas of it; *accounts* compares two whole texts.

        *watched* are the formulas that have pages; with *review* pages lead to where an analyst decides.

        Raises:
            StoreError: It cannot be read.
        """
        self._store, self._accounts, self._review = store, accounts, review
        self._watched, self._kept = watched, kept or KeptIndex()
        self._forget: Forget = lambda: None
        return_large_blocks(LARGE)
        generation = store.generation()
        begun = self._kept.to_begin_with(lambda atlas: says_the_same(atlas, generation))
        first = begun or self._kept.newest(self._build, None, wait=True)
        assert first, "who waits gets one"
        self._forget, self._atlas = first.forget, replace(first.table, watched=watched)
        self._began_with_kept = begun is not None
        if not self._began_with_kept:
            self._prepared(self._atlas)
        _settle()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="atlas", daemon=True)

    @property
    def page_context(self) -> PageContext:
        """What a page may ask, as of the latest atlas."""
        return self._context(self._atlas)

    def _context(self, atlas: SiteIndex) -> PageContext:
        return PageContext(
            self._store, atlas, live=True, compare_accounts=self._accounts, review=self._review
        )

    def refresh(self) -> bool:
        """Read the store where it is of another generation; say whether it was, and no other process is at it.

        Raises:
            StoreError: It cannot be read.
        """
        generation = self._store.generation()
        if generation == self._atlas.generation:
            return False
        if says_the_same(self._atlas, generation):
            self._atlas = replace(self._atlas, generation=generation)
            return True
        newest = self._kept.newest(self._build, self._atlas, wait=False)
        if newest is None:
            return False
        self._atlas, self._forget = self._prepared(newest.table), newest.forget
        _settle()
        return True

    def _build(self, held: SiteIndex | None) -> SiteIndex:
        self._forget()  # the atlas in force is read from its file meanwhile: one only is in memory as a whole
        atlas = build_index(self._store, held, self._watched)
        return self._prepared(
            atlas
        )  # what is found for these pages is written beside the columns, for all processes

    def _prepared(self, atlas: SiteIndex) -> SiteIndex:
        """Return *atlas* once what takes seconds of it the first time was made, so that no reader waits for it."""
        held = atlas.kept.get("told releases", {})
        long = (one for one in atlas.releases.longest(LONGEST, LONG) if one not in held)
        for address in (*SLOW_AT_FIRST, *map(addresses.release, long)):
            try:
                routes.render_page(self._context(atlas), address, site="")
            except Exception:  # whoever asks for it is told
                log.exception("%s could not be made before it was asked for", address)
        return atlas

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _follow(self) -> None:
        pause, failed = EVERY, False
        if self._began_with_kept:  # other pages are answered meanwhile
            self._prepared(self._atlas)
        while not self._ending.wait(pause):
            started = time.monotonic()
            try:
                self.refresh()
                failed = False
            except StoreError as error:  # the pages held are better than none
                if not failed:
                    log.warning("the store cannot be read now, pages stay as they were: %s", error)
                failed = True
            pause = max(EVERY, REST * (time.monotonic() - started))


def _settle() -> None:
    """Have the garbage collector leave the atlas alone, all of which it would walk through, and give memory back."""
    gc.collect()
    give_back()
