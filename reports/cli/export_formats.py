"""What ``export`` can write, in which format, and where to: checked before a store is opened."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from tracker.cli.options import form_named
from tracker.errors import ConfigError
from tracker.exports import parquet


class ExportKind(StrEnum):
    """What can be exported."""

    UNITS = "units"
    CHANGES = "changes"
    EDITS = "edits"
    FEED = "feed"
    DEADLINES = "deadlines"
    CITATIONS = "citations"
    DATASETTE = "datasette"
    GOLD = "gold"
    WARC = "warc"


class ExportFormat(StrEnum):
    """How it is written, where there is a choice."""

    JSONL = "jsonl"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    BIBTEX = "bibtex"
    RIS = "ris"


ROWS = (ExportKind.UNITS, ExportKind.CHANGES)
ARCHIVES = (ExportKind.GOLD, ExportKind.WARC)  # never printed: a folder, and bytes
UNDATED = (ExportKind.GOLD, ExportKind.DEADLINES, ExportKind.DATASETTE)  # what stands, whenever it was said
FORMATS = {  # the first is the default
    **dict.fromkeys(ROWS, (ExportFormat.JSONL, ExportFormat.JSON, ExportFormat.CSV, ExportFormat.PARQUET)),
    ExportKind.EDITS: (ExportFormat.JSONL, ExportFormat.JSON),
    ExportKind.CITATIONS: (ExportFormat.BIBTEX, ExportFormat.RIS),
}
ENDINGS = {  # of what has but one format
    ExportKind.FEED: ("atom", "xml"),
    ExportKind.DEADLINES: ("ics",),
    ExportKind.DATASETTE: ("json", "yaml", "yml"),
    ExportKind.WARC: ("warc", "gz"),
}
SPREADSHEETS = (".xlsx", ".xls", ".ods")


def chosen_format(
    what: ExportKind, asked: ExportFormat | None, target: Path | None, *, bom: bool
) -> ExportFormat | None:
    """Return the format *what* is written in: as *asked*, else as the name of *target* says, else the default; None where it has but one.

    Raises:
        ConfigError: *what* has no such format, the name of *target* says another, or the format no byte order mark.
    """
    formats = FORMATS.get(what, ())
    if asked is not None and asked not in formats:
        mend = f"one of {', '.join(formats)}" if formats else "leave out --format"
        raise ConfigError(f"`export {what}` has no format {asked}", remedy=mend)
    chosen = asked or _format_named(what, target) or next(iter(formats), None)
    if bom and chosen is not ExportFormat.CSV:
        raise ConfigError("--bom is for --format csv")
    return chosen


def _format_named(what: ExportKind, target: Path | None) -> ExportFormat | None:
    if target is None or what is ExportKind.GOLD:
        return None
    if what in ROWS and target.suffix.lower() in SPREADSHEETS:
        raise ConfigError(
            "a spreadsheet is not written",
            where=str(target),
            remedy=f"write {target.with_suffix('.csv')}, for Excel with --bom",
        )
    formats = FORMATS.get(what, ())
    named = form_named(target, formats or ENDINGS[what])
    return ExportFormat(named) if named and formats else None


def check_target(what: ExportKind, chosen: ExportFormat | None, target: Path | None) -> None:
    """Say what is wrong with *target* before anything is read.

    Raises:
        ConfigError: There is none where one is needed, it is a folder where a file
            is, or what writes it is not installed.
    """
    if chosen is ExportFormat.PARQUET:
        parquet.check_pyarrow()
        if target is None:
            raise ConfigError(
                "Parquet is not for a terminal", remedy=f"name a file: export {what} {what}.parquet"
            )
    if what in ARCHIVES and target is None:
        raise ConfigError("`export gold` needs a folder to write to and `export warc` a file")
    if what is not ExportKind.GOLD and target is not None and target.is_dir():
        raise ConfigError(f"{target} is a folder", remedy=f"`export {what}` writes a file")
