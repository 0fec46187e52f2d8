"""The site as a folder of files: what has changed is written, what is gone is removed, the rest is left alone."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from reports.config.site_settings import SiteSettings
from reports.formula.configured import NO_FORMULAS, WatchedFormulas
from reports.site.asset_bundle import assets
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext
from reports.site.publish.code_fingerprint import code_fingerprint
from reports.site.publish.fingerprints import fingerprint, page_fingerprints
from reports.site.publish.manifest import Manifest, open_manifest
from reports.site.publish.page_writer import (
    StartMethod,
    WriteJob,
    WriteResults,
    remove_file,
    write_file,
    write_pages,
)
from reports.site.search import search_index
from reports.site.status_display import query_status_displays
from reports.view.addresses import SEARCH
from tracker.errors import InputError
from tracker.memory import gc_paused
from tracker.store import open_store

MADE = ":made"  # in the list of files: from which state of the store, by what
INDEXED = ":index"  # and what the index of the search was made from
PROCESSES = 2  # more share one disk and one store, and each has the atlas for itself
INDEX = "search/"  # where the files of the index are
WORTH = 200  # pages from which on another process pays for its start
MAKERS = ("jinja2", "matplotlib", "pycountry")  # others' code that makes pages


@dataclass(frozen=True, slots=True)
class BuildResult:
    """How many pages were written, left as they were, and removed; and which could not be made."""

    written: int
    unchanged: int
    removed: int
    failed: tuple[str, ...] = ()  # addresses; an older file of them stays, and they are tried again


ProgressCallback = Callable[[Iterable[WriteResults], int], Iterable[WriteResults]]


def build_site(
    url: str,
    folder: Path,
    settings: SiteSettings,
    watched: WatchedFormulas = NO_FORMULAS,
    *,
    processes: int | None = None,
    start: StartMethod | None = None,
    follow: ProgressCallback = lambda steps, _: steps,
) -> BuildResult:
    """Bring the site in *folder* up to the store at *url*.

    *watched* are the formulas that have pages. *processes* and *start*: see :func:`reports.site.publish.page_writer.write_pages`; by default
    two, where there are two processors and enough to write. *follow* may look at the steps as they go by
    and is told how many pages there are to write.

    Raises:
        InputError: The folder holds something else, or cannot be written.
        StoreError: The store cannot be opened.
    """
    made_by = fingerprint(_made_by(settings), repr(watched))
    with open_manifest(folder) as manifest:
        with open_store(url) as store, gc_paused():
            how = query_status_displays(store)
            state = fingerprint(made_by, store.generation(), repr(how))
            if manifest.entries.get(MADE) == state and not _missing(folder, manifest.entries):
                return BuildResult(0, sum(map(_is_page, manifest.entries)), 0)
            # first: what comes in meanwhile then makes pages be made again
            versions = store.release_versions()
            atlas = build_index(store, watched=watched)
            wanted = page_fingerprints(atlas, versions, how, made_by)
        manifest.record({MADE: ""})
        job = WriteJob(url, atlas, settings.title, folder)
        written, failed = 0, list[str]()
        for several in _pages(job, manifest, wanted, processes, start, follow):
            written += sum(bool(differs) for address, differs in several.items() if _is_page(address))
            failed += [address for address, differs in several.items() if differs is None]
        others = _write(((asset.address, asset.body) for asset in assets().values()), folder, manifest)
        others |= _indexed(job, manifest, wanted[SEARCH])
        gone = [
            address for address in _files(manifest.entries) if address not in wanted and address not in others
        ]
        for address in gone:
            remove_file(folder / address)
        state = "" if failed else fingerprint(made_by, atlas.generation, repr(how))
        unfinished = dict.fromkeys(failed, "")
        manifest.replace_all({**wanted, **unfinished, **others, INDEXED: wanted[SEARCH], MADE: state})
        unchanged = sum(map(_is_page, wanted)) - written - sum(map(_is_page, failed))
        return BuildResult(written, unchanged, sum(map(_is_page, gone)), tuple(sorted(failed)))


def _pages(
    job: WriteJob,
    manifest: Manifest,
    wanted: Mapping[str, str],
    processes: int | None,
    start: StartMethod | None,
    follow: ProgressCallback,
) -> Iterator[WriteResults]:
    """Write the pages that are made from something else than before; yield for some at a time what became of them."""
    stale = [
        address
        for address, made_from in wanted.items()
        if manifest.entries.get(address) != made_from or not (job.folder / address).is_file()
    ]
    _claim(job.folder, manifest, stale)
    if processes is None:
        processes = min(PROCESSES, os.cpu_count() or 1) if len(stale) >= WORTH else 1
    for several in follow(write_pages(job, stale, processes, start), len(stale)):
        manifest.record({address: wanted[address] for address, made in several.items() if made is not None})
        yield several


def _indexed(job: WriteJob, manifest: Manifest, made_from: str) -> dict[str, str]:
    """Write the index of the search where it is made from something else than before; return its files."""
    held = {address: body for address, body in manifest.entries.items() if address.startswith(INDEX)}
    if manifest.entries.get(INDEXED) == made_from and not _missing(job.folder, held):
        return held
    with open_store(job.url) as store:
        return _write(search_index.files(PageContext(store, job.atlas)), job.folder, manifest)


def _write(bodies: Iterable[tuple[str, bytes]], folder: Path, manifest: Manifest) -> dict[str, str]:
    """Write files that are no pages; return what is to be kept of them."""
    done = {}
    for address, body in bodies:
        _claim(folder, manifest, [address])
        write_file(folder / address, body)
        done[address] = fingerprint(hashlib.sha256(body).hexdigest())
    return done


def _is_page(address: str) -> bool:
    return address.endswith(".html")


def _files(addresses: Iterable[str]) -> Iterator[str]:
    return (address for address in addresses if not address.startswith(":"))


def _missing(folder: Path, addresses: Iterable[str]) -> bool:
    return not all((folder / address).is_file() for address in _files(addresses))


def _claim(folder: Path, manifest: Manifest, addresses: Iterable[str]) -> None:
    """List *addresses* as ours and not finished."""
    claimed = {}
    for address in addresses:
        if address not in manifest.entries and (folder / address).exists():
            raise InputError(
                "a file that is not of the site is in the way",
                where=str(folder / address),
                remedy="move it elsewhere",
            )
        claimed[address] = ""
    manifest.record(claimed)


def _made_by(settings: SiteSettings) -> str:
    """Return a fingerprint of what all pages share: our code and templates, what they stand on, the settings."""
    return fingerprint(code_fingerprint(), *(f"{name} {version(name)}" for name in MAKERS), repr(settings))
