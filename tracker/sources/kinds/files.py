"""Files and folders: .txt, .md, .html and .pdf are one release each, .jsonl is an archive."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from tracker.domain import Problem, Selectors, Source
from tracker.errors import UnreadableRevision
from tracker.extract import PDF, extract, is_pdf
from tracker.fetch import Web
from tracker.sources.announcements import AnnouncedRelease, Announcements, make_release, undated_problem
from tracker.sources.index_limits import replace_unstorable
from tracker.sources.paging import DateWindow
from tracker.text.dates import date_in_name, find_date

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


MAX_LINE = 20_000_000  # bytes; the longest release seen has 0.5 MB
_CHUNK = 1_000_000
_TEXTS = ("id", "source", "issuer", "url", "published", "title", "text")


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
    its path: from *root* where it lies there, as it was given otherwise. *issuer* is who issued what names no issuer.
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
            yield from read_archive(path, where, source=source, issuer=issuer)
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


def read_archive(
    path: Path, where: str, *, source: str | None = None, issuer: str = ""
) -> Iterator[AnnouncedRelease | Problem]:
    """Yield the releases of an archive in its order, and a problem for each row that is none.

    A row without a date gives both: the release, and a problem that says what
    that means. *source* replaces the source that the rows name, *issuer* is that of rows that name none.
    """
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            place = f"{where}:{number}"
            if line is None:
                yield Problem(
                    place, f"the line is longer than {MAX_LINE // 1_000_000} MB", "one release a line"
                )
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield from _row(line, place, source, issuer)


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yield each line, or ``None`` for one over the cap, which is passed over without being held."""
    while line := file.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


def _row(line: bytes, where: str, source: str | None, issuer: str) -> Iterator[AnnouncedRelease | Problem]:
    parsed = _parse(line, where)
    if isinstance(parsed, Problem):
        yield parsed
        return
    wrong = next((key for key in _TEXTS if not isinstance(parsed.get(key) or "", str | int)), None)
    if wrong is not None:
        yield Problem(where, f'"{wrong}" is not a text', "write it in quotes")
        return
    row = {key: str(parsed.get(key) or "") for key in _TEXTS}
    row.update({key: replace_unstorable(value) for key, value in row.items() if key != "text"})
    missing = next((key for key in ("id", "text") if not row[key].strip()), None)
    if missing is not None:
        yield Problem(where, f'the row has no "{missing}"', "give every release an id and its text")
        return
    try:
        body = row["text"].encode()
    except UnicodeEncodeError as error:
        yield Problem(where, f'half a character in "text" at {error.start}', "write the JSON as UTF-8")
        return
    published_on = find_date(row["published"])
    release = make_release(
        source or row["source"] or "files",
        row["id"],
        issuer=row["issuer"] or issuer,
        url=row["url"],
        title=row["title"],
        published_on=published_on,
    )
    yield AnnouncedRelease(release, body, "text/plain", "utf-8")
    if published_on is None:
        given = f'"published": "{row["published"]}" has no single meaning; ' if row["published"] else ""
        yield undated_problem(where, f'{given}write "published": "2023-10-17"')


def _parse(line: bytes, where: str) -> dict[str, Any] | Problem:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Problem(
            where, f"not valid UTF-8 at byte {error.start} of the line", "save the archive as UTF-8"
        )
    except json.JSONDecodeError as error:
        return Problem(where, f"not valid JSON at column {error.colno}: {error.msg}", "correct this line")
    except (ValueError, RecursionError):
        return Problem(
            where, "JSON that cannot be held: a number or a nesting beyond measure", "correct this line"
        )
    return (
        row if isinstance(row, dict) else Problem(where, "not a JSON object", "one release a line, in braces")
    )
