"""Files and folders: .txt, .md, .html and .pdf are one release each, .jsonl is an archive."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.domain import Problem, Selectors, Source
from tracker.errors import UnreadableRevision
from tracker.extract import PDF, extract, is_pdf
from tracker.fetch import Web
from tracker.sources.announcements import AnnouncedRelease, Announcements, make_release, undated_problem
from tracker.sources.kinds.jsonl_archive import read_archive
from tracker.sources.paging import DateWindow
from tracker.text.dates import date_in_name

MAX_FILE = 20_000_000  # bytes
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": PDF,
}
KNOWN_SUFFIXES = ".txt, .md, .html, .pdf and .jsonl"
_ARCHIVE = ".jsonl"
_BOMS = (b"\xff\xfe", b"\xfe\xff")


def list_files(source: Source, web: Web, days: DateWindow) -> Announcements:  # noqa: ARG001 - every kind is asked alike
    """Return what stands in the folder or file of *source*; names are relative to the folder."""
    root = Path(source.path)
    found = list(
        read_files([root], source=source.id, selectors=source.selectors, root=root, issuer=source.issuer)
    )
    return Announcements(
        tuple(item for item in found if isinstance(item, AnnouncedRelease)),
        tuple(item for item in found if isinstance(item, Problem)),
    )


def read_files(
    paths: Sequence[Path],
    *,
    source: str | None = None,
    selectors: Selectors | None = None,
    root: Path | None = None,
    issuer: str = "",
) -> Iterator[AnnouncedRelease | Problem]:
    """Yield the releases in *paths*, folders with all that is below them, and what could not be read.

    Every row of an archive names its source; *source* replaces it, and is the
    source of single files, which is "files" otherwise. A release is called by
    its path: from *root* where it lies there, as it was given otherwise.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, source, selectors, root, issuer)
        else:
            yield from _file(path, source, selectors, root, issuer)


def _folder(
    folder: Path, source: str | None, selectors: Selectors | None, root: Path | None, issuer: str
) -> Iterator[AnnouncedRelease | Problem]:
    others: list[Path] = []
    closed: list[OSError] = []
    for path in _walk(folder, closed):
        if path.suffix.lower() in MEDIA_TYPES or path.suffix.lower() == _ARCHIVE:
            yield from _file(path, source, selectors, root, issuer)
        else:
            others.append(path)
    if others:
        what = f"{len(others)} file{'s' if len(others) > 1 else ''} in it not read, such as {others[0].name}"
        yield Problem(folder.as_posix(), what, f"only {KNOWN_SUFFIXES} are read")
    for error in closed:
        yield Problem(
            Path(error.filename).as_posix(), f"cannot be opened: {error.strerror}", "check its permissions"
        )


def _walk(folder: Path, closed: list[OSError]) -> Iterator[Path]:
    """Yield the files below *folder* in the order of their paths; what starts with a dot is hidden."""
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _file(
    path: Path, source: str | None, selectors: Selectors | None, root: Path | None, issuer: str
) -> Iterator[AnnouncedRelease | Problem]:
    where = path.as_posix()
    try:
        if path.suffix.lower() == _ARCHIVE:
            if path.stat().st_size == 0:
                yield Problem(where, "the file is empty", "one release a line, as JSON")
            yield from read_archive(path, where, source=source)
        elif path.suffix.lower() in MEDIA_TYPES:
            yield from _single(path, _name(path, root), source or "files", selectors, issuer)
        elif not path.exists():
            yield Problem(where, "there is no such file or folder", "check the path")
        else:
            yield Problem(
                where, f'files ending in "{path.suffix}" are not read', f"only {KNOWN_SUFFIXES} are"
            )
    except OSError as error:
        what = (
            "there is no such file or folder" if isinstance(error, FileNotFoundError) else f"{error.strerror}"
        )
        yield Problem(where, what, "check the path")


def _single(
    path: Path, ref: str, source: str, selectors: Selectors | None, issuer: str
) -> Iterator[AnnouncedRelease | Problem]:
    where = path.as_posix()
    if path.stat().st_size > MAX_FILE:
        yield Problem(where, f"the file is larger than {MAX_FILE // 1_000_000} MB", "one release a file")
        return
    body = path.read_bytes()
    if not body.strip():
        yield Problem(where, "the file is empty", "check that it was saved with its content")
        return
    media_type = PDF if is_pdf(body) else MEDIA_TYPES[path.suffix.lower()]
    if media_type == PDF and not is_pdf(body):
        yield Problem(where, "not a PDF, whatever its name says", "open it, and save it again")
        return
    if media_type != PDF and b"\x00" in body and not body.startswith(_BOMS):
        yield Problem(where, "a binary file, not text", f"only {KNOWN_SUFFIXES} are read")
        return
    try:
        document = extract(body, media_type, selectors=selectors, where=where)
    except UnreadableRevision as error:
        yield Problem(error.where, error.message, error.remedy)
        return
    day = document.published_on or date_in_name(path.name)
    title = document.title or path.stem
    yield AnnouncedRelease(
        make_release(source, ref, issuer=issuer, title=title, published_on=day), body, media_type
    )
    if day is None:
        yield undated_problem(where, "put it in the text or in the name of the file: 2023-10-17-….txt")


def _name(path: Path, root: Path | None) -> str:
    """Return what a file is called in exports: no path of this machine where it can be helped."""
    for base in (root, Path.cwd()):
        if base is not None and base != path:
            try:
                return path.relative_to(base).as_posix()
            except ValueError:
                continue
    return path.name if path == root else path.as_posix()
