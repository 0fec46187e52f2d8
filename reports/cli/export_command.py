"""The command ``export``. It prints what :mod:`tracker.exports` and :mod:`reports.digest.feed` return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from reports.cli.export_formats import (
    ARCHIVES,
    UNDATED,
    ExportFormat,
    ExportKind,
    check_target,
    chosen_format,
)
from reports.digest.feed import feed_of_store
from tracker.cli.console import print_error, print_result, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    SourceFilter,
    StoreOption,
    argument,
    effective_config,
    option,
    parse_date_range,
)
from tracker.errors import ConfigError, writing_to
from tracker.exports import citations, deadlines, delimited, export_queries, parquet
from tracker.exports.datasette import metadata
from tracker.exports.gold import write_gold
from tracker.exports.json_rows import CHANGES, UNITS, Row, csv_columns
from tracker.exports.output_target import write_or_print
from tracker.exports.warc import write_warc
from tracker.search.known_names import require_source
from tracker.store import ChangeQuery, Store, open_held_store
from tracker.store.backends.interface import parse_store_url
from tracker.text.numbers import pluralize
from tracker.text.sanitize import MAX_FEED_ENTRIES

Counted = TypeVar("Counted")


def register(app: typer.Typer) -> None:
    """Add ``export`` to *app*."""
    app.command(epilog="Example: policy-tracker export changes > changes.jsonl")(export)


def export(
    what: Annotated[
        ExportKind,
        typer.Argument(help="units, changes, edits, feed, deadlines, citations, datasette, gold or warc"),
    ],
    target: Annotated[
        Path | None,
        argument(
            help="The file to write, else it is printed. gold needs a folder, warc and parquet a file.",
            metavar="PATH",
        ),
    ] = None,
    written_as: Annotated[
        ExportFormat | None,
        option(
            "--format",
            help="units and changes: jsonl, json, csv or parquet; citations: bibtex or ris. [default: by the name of PATH, else the first]",
        ),
    ] = None,
    since: Annotated[str, option(help="Published from: 2031-03-04, 2031-03 or 2031.", metavar="DATE")] = "",
    until: Annotated[str, option(help="Published until.", metavar="DATE")] = "",
    bom: Annotated[bool, typer.Option("--bom", help="csv: a byte order mark first, for Excel.")] = False,
    limit: Annotated[
        int, typer.Option(help="feed: entries at most.", min=1, max=MAX_FEED_ENTRIES)
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
        chosen = chosen_format(what, written_as, target, bom=bom)
        check_target(what, chosen, target)
        first, last = parse_date_range(since, until)
        query = ChangeQuery(since=first, until=last, source=source)
        if (since or until) and what in UNDATED:
            raise ConfigError(
                f"`export {what}` is of what stands now", remedy="leave out --since and --until"
            )
        url = effective_config(config, store).store_url
        if what is ExportKind.DATASETTE:
            write_or_print([metadata(database_of(url, source))], target)
            _print_written(what, target, None, as_json=as_json)
            return
        tally = Tally()
        with open_held_store(url) as opened:
            require_source(source, opened.sources())
            if what in ARCHIVES and target is not None:
                counts = write_archive(opened, what, target, query)
                text = f"{target}: {', '.join(f'{number} {name}' for name, number in counts.items())}"
                print_result(counts, text, as_json=as_json)
                return
            parts = export_parts(opened, what, chosen, query, tally, bom=bom, limit=limit, doubtful=doubtful)
            write_or_print(parts, target)
        _print_written(what, target, None if what is ExportKind.FEED else tally.number, as_json=as_json)


def _print_written(what: ExportKind, target: Path | None, number: int | None, *, as_json: bool) -> None:
    """Say which file holds how many of what; nothing where they were printed."""
    if target is None:
        return
    counts = {} if number is None else {what.value: number}
    said = f": {pluralize(number, what.value.removesuffix('s'))}" if number is not None else ""
    print_result({"file": str(target), **counts}, f"wrote {target}{said}", as_json=as_json)


@dataclass(slots=True)
class Tally:
    """How many rows have gone by."""

    number: int = 0

    def over(self, rows: Iterable[Counted]) -> Iterator[Counted]:
        """Yield *rows* as they are, counted."""
        for row in rows:
            self.number += 1
            yield row


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
    tally: Tally,
    *,
    bom: bool,
    limit: int,
    doubtful: bool,
) -> Iterable[str] | Iterable[bytes]:
    """Return *what* as text or bytes, in parts; *tally* counts it, and deadlines that are left out are counted on stderr."""
    if what is ExportKind.FEED:
        return [feed_of_store(store, query, limit, doubtful=doubtful)]
    if what is ExportKind.DEADLINES:
        found = export_queries.standing_deadlines(store, query.source)
        unclear, past = sum(one.day is None for one in found), sum(one.past for one in found)
        if unclear or past:
            why = f"{unclear} name no one day, {past} a day before they were said"
            print_error(f"{unclear + past} of {len(found)} deadlines are left out: {why}")
        tally.number = len(found) - unclear - past
        return [deadlines.icalendar(found)]
    if what is ExportKind.CITATIONS:
        cited = tally.over(export_queries.citations(store, query))
        return citations.ris(cited) if chosen is ExportFormat.RIS else citations.bibtex(cited)
    if what is ExportKind.EDITS:
        rows = tally.over(export_queries.edit_rows(store, query))
        as_array = chosen is ExportFormat.JSON
        return delimited.json_array(rows) if as_array else delimited.json_lines(rows)
    rows = (
        export_queries.unit_rows(store, query)
        if what is ExportKind.UNITS
        else export_queries.change_rows(store, query)
    )
    return rows_as(tally.over(rows), what, chosen, bom=bom)


def rows_as(
    rows: Iterator[Row], what: ExportKind, chosen: ExportFormat | None, *, bom: bool
) -> Iterable[str] | Iterable[bytes]:
    """Return *rows* of *what* in the format *chosen*, a few rows at a time."""
    columns = UNITS if what is ExportKind.UNITS else CHANGES
    if chosen is ExportFormat.PARQUET:
        return parquet.parquet(rows, columns, what)
    if chosen is ExportFormat.CSV:
        return delimited.csv_lines(rows, csv_columns(columns), mark=bom)
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
