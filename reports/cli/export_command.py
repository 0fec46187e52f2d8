"""The command ``export``. It prints what :mod:`tracker.exports` and :mod:`reports.digest.feed` return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from reports.digest.feed import feed_of_store
from tracker.cli.console import print_error, print_result, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    SourceFilter,
    StoreOption,
    effective_config,
    parse_day,
)
from tracker.errors import ConfigError, writing_to
from tracker.exports import citations, deadlines, delimited, export_queries, parquet
from tracker.exports.datasette import metadata
from tracker.exports.gold import write_gold
from tracker.exports.json_rows import CHANGES, UNITS, Row
from tracker.exports.output_target import write_or_print
from tracker.exports.warc import write_warc
from tracker.store import ChangeQuery, Store, open_store
from tracker.store.backends.interface import parse_store_url
from tracker.text.sanitize import MAX_FEED_ENTRIES


def register(app: typer.Typer) -> None:
    """Add ``export`` to *app*."""
    app.command(epilog="Example: policy-tracker export changes > changes.jsonl")(export)


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


def export(
    what: Annotated[
        ExportKind,
        typer.Argument(help="units, changes, edits, feed, deadlines, citations, datasette, gold or warc"),
    ],
    target: Annotated[
        Path | None,
        typer.Argument(
            help="The file to write, else it is printed. gold needs a folder, warc and parquet a file.",
            metavar="PATH",
            show_default=False,
        ),
    ] = None,
    written_as: Annotated[
        ExportFormat | None,
        typer.Option(
            "--format",
            help="units and changes: jsonl, json, csv or parquet; citations: bibtex or ris. [default: the first]",
            show_default=False,
        ),
    ] = None,
    since: Annotated[
        str,
        typer.Option("--since", help="First day of publication.", metavar="YYYY-MM-DD", show_default=False),
    ] = "",
    until: Annotated[
        str,
        typer.Option("--until", help="Last day of publication.", metavar="YYYY-MM-DD", show_default=False),
    ] = "",
    bom: Annotated[bool, typer.Option("--bom", help="csv: a byte order mark first, for Excel.")] = False,
    limit: Annotated[
        int, typer.Option("--limit", help="feed: entries at most.", min=1, max=MAX_FEED_ENTRIES)
    ] = MAX_FEED_ENTRIES,
    doubtful: Annotated[
        bool, typer.Option("--doubtful", help="feed: also moves that no mail tells, as they are not sure.")
    ] = False,
    config: ConfigOption = None,
    store: StoreOption = "",
    source: SourceFilter = None,
    as_json: JsonOption = False,
) -> None:
    """Print units, changes, edits, a feed, a calendar of deadlines, citations or metadata for Datasette; write a gold folder or a web archive."""
    with report_errors():
        chosen = chosen_format(what, written_as, bom=bom)
        check_target(what, chosen, target)
        query = ChangeQuery(
            since=parse_day("--since", since), until=parse_day("--until", until), source=source
        )
        if (since or until) and what in UNDATED:
            raise ConfigError(
                f"`export {what}` is of what stands now", remedy="leave out --since and --until"
            )
        url = effective_config(config, store).store_url
        if what is ExportKind.DATASETTE:
            write_or_print([metadata(database_of(url, source))], target)
            return
        with open_store(url) as opened:
            if what in ARCHIVES and target is not None:
                counts = write_archive(opened, what, target, query)
                text = f"{target}: {', '.join(f'{number} {name}' for name, number in counts.items())}"
                print_result(counts, text, as_json=as_json)
                return
            write_or_print(
                export_parts(opened, what, chosen, query, bom=bom, limit=limit, doubtful=doubtful), target
            )


def chosen_format(what: ExportKind, asked: ExportFormat | None, *, bom: bool) -> ExportFormat | None:
    """Return the format *what* is written in; None where it has but one.

    Raises:
        ConfigError: *what* has no such format, or the format no byte order mark.
    """
    formats = FORMATS.get(what, ())
    if asked is not None and asked not in formats:
        mend = f"one of {', '.join(formats)}" if formats else "leave out --format"
        raise ConfigError(f"`export {what}` has no format {asked}", remedy=mend)
    chosen = asked or next(iter(formats), None)
    if bom and chosen is not ExportFormat.CSV:
        raise ConfigError("--bom is for --format csv")
    return chosen


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
                "Parquet is not for a terminal",
                remedy=f"name a file: export {what} {what}.parquet --format parquet",
            )
    if what in ARCHIVES and target is None:
        raise ConfigError("`export gold` needs a folder to write to and `export warc` a file")
    if what is not ExportKind.GOLD and target is not None and target.is_dir():
        raise ConfigError(f"{target} is a folder", remedy=f"`export {what}` writes a file")


def database_of(url: str, source: str | None) -> str:
    """Return what Datasette calls the store at *url*.

    Raises:
        ConfigError: It is no file of SQLite, or one source is asked for.
    """
    if source is not None:
        raise ConfigError("`export datasette` is of a whole store", remedy="leave out --source")
    found = parse_store_url(url)
    if found.get_backend_name() != "sqlite" or not found.database:
        mend = "copy it into a file: `policy-tracker backup`, then `policy-tracker restore --store desk.db`"
        raise ConfigError("Datasette opens a store in SQLite only", remedy=mend)
    return Path(found.database).stem


def export_parts(
    store: Store,
    what: ExportKind,
    chosen: ExportFormat | None,
    query: ChangeQuery,
    *,
    bom: bool,
    limit: int,
    doubtful: bool,
) -> Iterable[str] | Iterable[bytes]:
    """Return *what* as text or bytes, in parts; deadlines that are left out are counted on stderr."""
    if what is ExportKind.FEED:
        return [feed_of_store(store, query, limit, doubtful=doubtful)]
    if what is ExportKind.DEADLINES:
        found = export_queries.standing_deadlines(store, query.source)
        unclear, past = sum(one.day is None for one in found), sum(one.past for one in found)
        if unclear or past:
            why = f"{unclear} name no one day, {past} a day before they were said"
            print_error(f"{unclear + past} of {len(found)} deadlines are left out: {why}")
        return [deadlines.icalendar(found)]
    if what is ExportKind.CITATIONS:
        cited = export_queries.citations(store, query)
        return citations.ris(cited) if chosen is ExportFormat.RIS else citations.bibtex(cited)
    if what is ExportKind.EDITS:
        rows = export_queries.edit_rows(store, query)
        as_array = chosen is ExportFormat.JSON
        return delimited.json_array(rows) if as_array else delimited.json_lines(rows)
    rows = (
        export_queries.unit_rows(store, query)
        if what is ExportKind.UNITS
        else export_queries.change_rows(store, query)
    )
    return rows_as(rows, what, chosen, bom=bom)


def rows_as(
    rows: Iterator[Row], what: ExportKind, chosen: ExportFormat | None, *, bom: bool
) -> Iterable[str] | Iterable[bytes]:
    """Return *rows* of *what* in the format *chosen*, a few rows at a time."""
    columns = UNITS if what is ExportKind.UNITS else CHANGES
    if chosen is ExportFormat.PARQUET:
        return parquet.parquet(rows, columns, what)
    if chosen is ExportFormat.CSV:
        return delimited.csv_lines(rows, [column.name for column in columns], mark=bom)
    return delimited.json_array(rows) if chosen is ExportFormat.JSON else delimited.json_lines(rows)


def write_archive(store: Store, what: ExportKind, target: Path, query: ChangeQuery) -> dict[str, int]:
    """Write what stands as a gold folder, or what was received as a web archive; return what was written.

    Raises:
        InputError: It cannot be written.
    """
    if what is ExportKind.GOLD:
        return write_gold(store, target, query.source)

    software = f"policy-commitment-tracker/{version('policy-commitment-tracker')}"
    with writing_to(target), target.open("wb") as file:
        return write_warc(
            store,
            file,
            source=query.source,
            since=query.since,
            until=query.until,
            software=software,
            now=datetime.now(UTC),
        )
