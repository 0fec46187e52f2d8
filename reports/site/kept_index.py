"""The atlas in a file that stays: for the next start of a server, and for all processes that serve one store.

    nobody made it yet    take a turn ─► build ─► file ─► map it
    somebody made it      map the file: in memory it is once, however many processes read it

A file of other code is no use. It lies in a folder of this user for what can be made anew, and may be removed at
any time; where there is no such folder or no room, each process has a file without a name.
"""

from __future__ import annotations

import fcntl
import logging
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from reports.formula.configured import NO_FORMULAS
from reports.site.columns.mapped import Mapped, map_columns, mapped, write_columns
from reports.site.index import SiteIndex
from reports.site.publish.code_fingerprint import code_fingerprint
from tracker.hashing import content_id
from tracker.private_files import create_file, make_folder, partial_file, put_in_place
from tracker.store.database import display_url

FOLDER = "policy-tracker"
# seconds that building an atlas took from which one of an earlier state of the store answers while it is built anew
SLOW = 5.0
WITH_COLUMNS = frozenset(
    {"news", "deadlines", "ready pairs", "told releases"}
)  # what pages worked out that each process would work out anew
Build = Callable[[SiteIndex | None], SiteIndex]
log = logging.getLogger("policy_tracker")


class KeptIndex:
    """The file of the atlas of one store."""

    def __init__(self, path: Path | None = None) -> None:
        """Keep it at *path*, or with None nowhere."""
        self.path = path
        self._made_by = f"{code_fingerprint()} {platform.python_version()} {np.__version__}" if path else ""

    def read(self) -> Mapped[SiteIndex] | None:
        """Return the atlas that is kept; None where there is none that this code made."""
        if self.path is None:
            return None
        try:
            with self.path.open("rb") as file:
                found: Mapped[SiteIndex] = map_columns(file)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            log.warning("what pages were made from is made anew: %s", error)
            return None
        return found if found.about.get("made_by") == self._made_by else None

    def to_begin_with(self, is_current: Callable[[SiteIndex], bool]) -> Mapped[SiteIndex] | None:
        """Return the atlas that is kept where it *is_current*, or where building another would take long."""
        found = self.read()
        if found and (is_current(found.table) or found.about["seconds"] >= SLOW):
            return found
        return None

    def newest(self, build: Build, held: SiteIndex | None, *, wait: bool) -> Mapped[SiteIndex] | None:
        """Return what *build* makes of the store, given the atlas that is kept or else *held*, and keep it.

        One process builds at a time. With *wait* this one waits for the others, without it None is returned
        where another is building.

        Raises:
            StoreError: The store cannot be read.
        """
        with self.turn(wait=wait) as ours:
            if not ours:
                return None
            found, started = self.read(), time.monotonic()
            made = build(found.table if found else held)
            if found and made.lines is found.table.lines:
                return replace(found, table=made)
            return self._kept(made, time.monotonic() - started)

    @contextmanager
    def turn(self, *, wait: bool) -> Iterator[bool]:
        """Give whether this process is the one that builds; it is until the end."""
        if self.path is None:
            yield True
            return
        lock = self.path.with_suffix(".lock")
        create_file(lock)
        with lock.open("rb") as held:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def _kept(self, atlas: SiteIndex, seconds: float) -> Mapped[SiteIndex]:
        """Return *atlas* with its columns in the file, else in one without a name, else in memory."""
        kept = {name: made for name, made in atlas.kept.items() if name in WITH_COLUMNS}
        bare = replace(atlas, kept=kept, watched=NO_FORMULAS)  # formulas are of the configuration
        try:
            found = self._written(bare, seconds) if self.path else mapped(bare)
        except OSError as error:
            if self.path:
                log.warning("what pages are made from is not kept for the next start: %s", error)
                return KeptIndex()._kept(atlas, seconds)
            log.warning("what pages are made from stays in memory: %s", error)
            return Mapped(atlas, {}, lambda: None)
        return replace(found, table=replace(found.table, watched=atlas.watched))

    def _written(self, atlas: SiteIndex, seconds: float) -> Mapped[SiteIndex]:
        assert self.path, "there is a file"
        with partial_file(self.path) as half, half.open("w+b") as file:
            write_columns(file, atlas, {"made_by": self._made_by, "seconds": round(seconds, 1)})
            put_in_place(half, self.path)
            found: Mapped[SiteIndex] = map_columns(file)
        return found


def kept_index(store_url: str, environment: Mapping[str, str] = os.environ) -> KeptIndex:
    """Return the file of the store at *store_url*, in the folder that *environment* names for what can be made anew.

    That is CACHE_DIRECTORY of systemd.exec(5), else XDG_CACHE_HOME of the XDG Base Directory Specification, else
    ``~/.cache``. A SQLite file that was put in the place of another has a file of its own.
    """
    service, user = environment.get("CACHE_DIRECTORY", ""), environment.get("XDG_CACHE_HOME", "")
    try:
        folder = (
            Path(service.split(":")[0])
            if service
            else (Path(user) if user else Path.home() / ".cache") / FOLDER
        )
        make_folder(folder)
        store = Path(display_url(store_url))
        held = store.stat() if store.is_file() else None
        name = content_id(str(store.resolve()), held.st_dev, held.st_ino) if held else content_id(store_url)
        return KeptIndex(folder / f"site-{name}.columns")
    except (OSError, RuntimeError) as error:  # no home, or not ours to write to
        log.warning("what pages are made from is not kept for the next start: %s", error)
        return KeptIndex()
