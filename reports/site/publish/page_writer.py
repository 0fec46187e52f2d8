"""Pages on their way into files: rendered by one process or several, each file written whole or not at all."""

from __future__ import annotations

import gc
import logging
import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Literal

from reports.site import routes
from reports.site.index import SiteIndex
from reports.site.page_context import PageContext
from reports.site.page_data import page_of, render_data
from tracker.errors import InputError, TrackerError, writing_to
from tracker.store import open_store

AT_ONCE = 25  # pages between two signs of life


@dataclass(frozen=True, slots=True)
class WriteJob:
    """What every process that writes pages must know."""

    url: str  # of the store
    atlas: SiteIndex
    site: str  # its name
    folder: Path


StartMethod = Literal["fork", "forkserver", "spawn"]
WriteResults = dict[str, bool | None]  # address → whether its file is another; None: it could not be made
log = logging.getLogger("policy_tracker")


def write_pages(
    job: WriteJob, addresses: Sequence[str], processes: int, start: str | None = None
) -> Iterator[WriteResults]:
    """Write the pages at *addresses* in *processes* processes; yield what was done, some pages at a time.

    *start* is how a process is begun, as :mod:`multiprocessing` calls it; by default as the system does.

    Raises:
        TrackerError: The store cannot be read, or a file cannot be written.
    """
    if processes < 2:
        yield from _write(job, addresses)
        return
    context: Any = multiprocessing.get_context(start)
    workers, pipes = [], []
    try:
        for number in range(processes):
            ours, theirs = context.Pipe(duplex=False)
            share = addresses[number::processes]  # long pages stand together: to each some of them
            worker = context.Process(target=_work, args=(job, share, theirs), daemon=True)
            worker.start()
            theirs.close()
            workers.append(worker)
            pipes.append(ours)
        yield from _received(pipes)
        for worker in workers:
            worker.join()
            if worker.exitcode:
                raise InputError(
                    f"a process that writes pages ended with {worker.exitcode}",
                    where=str(job.folder),
                    remedy="run it again, it goes on where it stopped",
                )
    finally:
        for worker, pipe in zip(workers, pipes, strict=True):
            pipe.close()
            worker.terminate()
            worker.join()
            worker.close()


def write_file(path: Path, body: bytes) -> bool:
    """Write *body* to *path*, whole or not at all; return whether it holds something else than before.

    Raises:
        InputError: It cannot be written.
    """
    half = path.with_name(f".{path.name}.part")
    with writing_to(path):
        if path.is_file() and path.read_bytes() == body:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(body)
        half.replace(path)
    return True


def remove_file(path: Path) -> None:
    """Remove *path*, and what a write that was cut short has left of it."""
    path.unlink(missing_ok=True)
    path.with_name(f".{path.name}.part").unlink(missing_ok=True)


def _write(job: WriteJob, addresses: Sequence[str]) -> Iterator[WriteResults]:
    with open_store(job.url) as store:
        view = PageContext(store, job.atlas)
        for first in range(0, len(addresses), AT_ONCE):
            yield {address: _written(job, view, address) for address in addresses[first : first + AT_ONCE]}


def _written(job: WriteJob, view: PageContext, address: str) -> bool | None:
    """Write one page; an error nobody foresaw costs this page alone, and the log has it."""
    try:
        body = _page(view, address, job.site)
    except TrackerError:
        raise
    except Exception:
        log.exception("%s: the page cannot be made", address)
        return None
    return write_file(job.folder / address, body)


def _page(view: PageContext, address: str, site: str) -> bytes:
    # half a character, which UTF-8 cannot say, as everywhere in what leaves the store
    if page_of(address):
        return render_data(view, address, {}).encode("utf-8", "backslashreplace")
    return routes.render_page(view, address, site=site).encode("utf-8", "backslashreplace")


def _work(job: WriteJob, addresses: Sequence[str], out: Connection) -> None:
    """Write pages in a process of its own, and tell of it through *out*."""
    gc.freeze()  # the atlas stays; without this every collection would go through all of it
    with out:
        try:
            for written in _write(job, addresses):
                out.send(written)
        except TrackerError as error:
            out.send(error)


def _received(pipes: Sequence[Connection]) -> Iterator[WriteResults]:
    """Yield what workers tell until all have ended."""
    open_ones = list(pipes)
    while open_ones:
        for pipe in wait(open_ones):
            assert isinstance(pipe, Connection)
            try:
                told = pipe.recv()
            except EOFError:
                open_ones.remove(pipe)
                continue
            if isinstance(told, TrackerError):
                raise told
            yield told
