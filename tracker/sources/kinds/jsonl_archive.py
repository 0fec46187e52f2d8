"""Archives: one release a line of JSON, with ``id, source, issuer, url, published, title, text``.

Read line by line, so an archive may be of any size; one bad row costs that row.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from tracker.domain import Problem
from tracker.sources.announcements import AnnouncedRelease, make_release, undated_problem
from tracker.sources.index_limits import replace_unstorable
from tracker.text.dates import find_date

MAX_LINE = 20_000_000  # bytes; the longest release seen has 0.5 MB
_CHUNK = 1_000_000
_TEXTS = ("id", "source", "issuer", "url", "published", "title", "text")


def read_archive(
    path: Path, where: str, *, source: str | None = None
) -> Iterator[AnnouncedRelease | Problem]:
    """Yield the releases of an archive in its order, and a problem for each row that is none.

    A row without a date gives both: the release, and a problem that says what
    that means. *source* replaces the source that the rows name.
    """
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), start=1):
            place = f"{where}:{number}"
            if line is None:
                yield Problem(
                    place, f"the line is longer than {MAX_LINE // 1_000_000} MB", "one release a line"
                )
            elif line.strip(b"\xef\xbb\xbf \t\r\n"):
                yield from _row(line, place, source)


def _lines(file: IO[bytes]) -> Iterator[bytes | None]:
    """Yield each line, or ``None`` for one over the cap, which is passed over without being held."""
    while line := file.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE or line.endswith(b"\n"):
            yield line
            continue
        while (rest := file.readline(_CHUNK)) and not rest.endswith(b"\n"):
            pass
        yield None


def _row(line: bytes, where: str, source: str | None) -> Iterator[AnnouncedRelease | Problem]:
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
        issuer=row["issuer"],
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
