"""Doubts as a sheet for any spreadsheet program, and decisions back from it.

A row is known by the words it is about (source, release, offsets, quote), so a
sheet may be filled in for a week while the store goes on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.domain import Change, Problem
from tracker.errors import InputError, writing_to
from tracker.review.review_queue import ReviewItem

ROW_KEY_COLUMNS = ("source", "release", "start", "end", "quote", "prev_release", "prev_quote")
COLUMNS = (
    "decision",
    "value",
    "label",
    "why",
    "published",
    "quote",
    "prev_published",
    "prev_quote",
    "line_name",
    "rule",
    "line",
    "source",
    "release",
    "start",
    "end",
    "prev_release",
    "change",
)
ACTIVE = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes what begins so for a formula


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row with a decision in it."""

    where: str  # file:line
    decision: str
    value: str
    known_by: tuple[str, ...]
    change: str  # its id when the sheet was written


def sheet_rows(doubts: Iterable[ReviewItem]) -> Iterator[dict[str, str]]:
    """Yield the rows of a sheet, with decision and value left open."""
    for doubt in doubts:
        change = doubt.change
        before = change.before
        yield {
            "decision": "",
            "value": "",
            "label": change.label.value,
            "why": "; ".join(doubt.why),
            "published": str(change.release.published_on or ""),
            "prev_published": str(before.release.published_on or "") if before else "",
            "line_name": change.line.name,
            "rule": change.rule,
            "line": change.line.id,
            "change": change.id,
            **dict(zip(ROW_KEY_COLUMNS, row_key(change), strict=True)),
        }


def row_key(change: Change) -> tuple[str, ...]:
    """Return what a row about *change* is known by, as it is written."""
    before, after = change.before, change.after
    return (
        change.release.source,
        change.release.ref,
        str(after.unit.start) if after else "",
        str(after.unit.end) if after else "",
        _flat(after.unit.quote) if after else "",
        before.release.ref if before else "",
        _flat(before.unit.quote) if before else "",
    )


def write_sheet(doubts: Iterable[ReviewItem], path: Path) -> int:
    """Write *doubts* to *path* and return how many there are.

    Raises:
        InputError: The file cannot be written.
    """
    count = 0
    # the mark tells spreadsheets the encoding
    with writing_to(path), path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        for row in sheet_rows(doubts):
            writer.writerow({key: _guarded(value) for key, value in row.items()})
            count += 1
    return count


def read_sheet(path: Path) -> Iterator[FilledRow | Problem]:
    """Yield the rows of a sheet that hold a decision, and a problem for each that is cut short.

    Raises:
        InputError: It cannot be read, or is no sheet of ours.
    """
    where = path.as_posix()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"not valid UTF-8 at byte {error.start}", where=where, remedy="save it as CSV UTF-8"
        ) from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=where) from error
    head = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(keepends=True), delimiter=max(",;\t", key=head.count))
    missing = [
        name
        for name in ("decision", "value", "change", *ROW_KEY_COLUMNS)
        if name not in (reader.fieldnames or ())
    ]
    if missing:
        raise InputError(
            f"no column {', '.join(missing)}",
            where=where,
            remedy="fill in a sheet of `policy-tracker review --export`",
        )
    for row in reader:
        if not (row["decision"] or "").strip():
            continue
        place = f"{where}:{reader.line_num}"
        if any(row[name] is None for name in ROW_KEY_COLUMNS):
            yield Problem(place, "the row is cut short", "leave all columns in place")
            continue
        known = tuple(_unguarded(row[name]) for name in ROW_KEY_COLUMNS)
        yield FilledRow(
            place, row["decision"].strip(), (row["value"] or "").strip(), known, row["change"] or ""
        )


def _flat(text: str) -> str:
    return " ".join(text.split())


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(ACTIVE) else text


def _unguarded(text: str) -> str:
    return text[1:] if text[:1] == "'" and text[1:].startswith(ACTIVE) else text
