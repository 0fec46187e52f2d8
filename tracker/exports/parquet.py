"""Rows as Apache Parquet, with types; the only module that imports pyarrow (extra ``[parquet]``).

A file is written a group of rows at a time and handed on as it grows, so no more
than one group is in memory. The same rows give the same bytes with the same
release of pyarrow: nothing in a file tells when it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracker.errors import ConfigError

if TYPE_CHECKING:
    import pyarrow

ROWS_AT_ONCE = 10_000  # in a group: some 10 MB of text, and still long enough for readers that skip by group
SCHEMA_VERSION = "1"  # rises where a column is read otherwise than before; a column more is no other version
MEND = 'install the extra: pip install "policy-commitment-tracker[parquet]"'

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type as Parquet and Arrow call it, and what it says. *empty*: whether it may be null."""

    name: str
    kind: str  # string, date32, int8, int32, bool, double, list<string>, list<delta>
    about: str
    empty: bool = False


UNITS = (
    Column("release", "string", "what the publisher calls the release: archive id, guid, or its address"),
    Column("source", "string", "id of the source in config.toml"),
    Column("published", "date32", "day of publication in the publisher's zone; null = undated", empty=True),
    Column("title", "string", "title of the release"),
    Column("url", "string", "address of the release"),
    Column("start", "int32", "where the quote begins in the text read, in code points"),
    Column("end", "int32", "where it ends, exclusive"),
    Column("quote", "string", "the statement, verbatim"),
    Column("kind", "string", "U.… is a commitment; D.…, S.… and E.… are positions"),
    Column("level", "int8", "1 to 5 on the ladder of its family, the letter kind begins with"),
    Column("polarity", "string", "+ the action is to happen, - it is not to"),
    Column("intensity", "int8", "-1 hedged, 0 plain, 1 emphatic"),
    Column("speakers", "list<string>", "who speaks: ISO 3166 codes or short names"),
    Column("addressees", "list<string>", "who is asked or judged"),
    Column("action", "string", "what is to be done, in normal form"),
    Column("act", "string", "class of that action"),
    Column("direction", "string", "start, increase, maintain, decrease, stop or empty"),
    Column("target", "string", "what is acted upon, as written"),
    Column("topics", "list<string>", "topics, as military.alliance"),
    Column("condition", "string", "condition, verbatim"),
    Column("deadline", "string", "deadline, verbatim"),
    Column("amount", "string", "amount, verbatim"),
    Column("instrument", "string", "instrument named, verbatim"),
    Column("goal", "string", "goal, verbatim"),
    Column("scope_items", "list<string>", "what it covers, as listed"),
    Column("reaffirm_claimed", "bool", "whether the text says it repeats"),
    Column("line", "string", "id of the line it sits on; null = on none", empty=True),
    Column("line_name", "string", "name of that line", empty=True),
    Column("parent", "string", "id of the unit whose list it is an item of; null = of none", empty=True),
    Column("confidence", "double", "0 to 1, that it is a unit as coded; null = read once", empty=True),
    Column("id", "string", "id of the unit"),
)
CHANGES = (
    Column("release", "string", "release where the line moved, as its publisher calls it"),
    Column(
        "start", "int32", "where the quote begins in its text, in code points; null = silence", empty=True
    ),
    Column("end", "int32", "where it ends, exclusive", empty=True),
    Column("label", "string", "how the line moved: NEW, REAFFIRMED, WEAKENED …"),
    Column("prev_release", "string", "release of the earlier statement; null = none", empty=True),
    Column("prev_start", "int32", "where its quote begins", empty=True),
    Column("prev_end", "int32", "where it ends, exclusive", empty=True),
    Column("also", "list<string>", "other labels that fired"),
    Column("deltas", "list<delta>", "what differs: facet, before, after, verdict"),
    Column("cause", "string", "release, edit or recomputed"),
    Column("rule", "string", "which rule fired, and on what"),
    Column("minor", "bool", "whether emphasis alone moved"),
    Column("note", "string", "what else is to be known"),
    Column("review", "bool", "whether an analyst should look"),
    Column("line", "string", "id of the line"),
    Column("line_name", "string", "name of the line"),
    Column("source", "string", "id of the source in config.toml"),
    Column("published", "date32", "day of publication of the release; null = undated", empty=True),
    Column("quote", "string", "what is said now, verbatim; null = silence", empty=True),
    Column("prev_quote", "string", "what was said before, verbatim", empty=True),
    Column("prev_published", "date32", "day it was published", empty=True),
    Column("id", "string", "id of the change"),
)
DELTA = ("facet", "before", "after", "verdict")


def check() -> None:
    """Say so where Parquet cannot be written.

    Raises:
        ConfigError: The extra ``[parquet]`` is not installed.
    """
    try:
        import pyarrow.parquet  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise ConfigError("Parquet is written by pyarrow, which is not installed", mend=MEND) from error


def parquet(rows: Iterable[Row], columns: tuple[Column, ...], what: str) -> Iterator[bytes]:
    """Yield *rows* of *what*, "units" or "changes", as one file in parts: a group of rows each, then its index.

    Days are days, lists are lists, numbers have the width they need; what is
    empty is empty text, and null only where there is nothing to be said.

    Raises:
        ConfigError: The extra ``[parquet]`` is not installed.
    """
    check()
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = pa.schema([_field(column) for column in columns], metadata=about(what))
    days = [column.name for column in columns if column.kind == "date32"]
    buffer = BytesIO()
    sink = pa.PythonFile(buffer, mode="w")  # counts for itself what was written, so the buffer may be emptied
    with ParquetWriter(sink, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist([_dated(row, days) for row in group], schema=schema))
            yield _drained(buffer)
    yield _drained(buffer)


def about(what: str) -> dict[str, str]:
    """Return what a file of *what* says of itself: which columns those are, and what wrote it."""
    return {
        "policy-tracker.rows": what,
        "policy-tracker.schema": SCHEMA_VERSION,
        "policy-tracker.generator": f"policy-commitment-tracker/{version('policy-commitment-tracker')}",
    }


def _field(column: Column) -> pyarrow.Field:
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "date32": pa.date32(),
        "int8": pa.int8(),
        "int32": pa.int32(),
        "bool": pa.bool_(),
        "double": pa.float64(),
        "list<string>": pa.list_(pa.field("element", pa.string(), nullable=False)),
        "list<delta>": pa.list_(
            pa.field(
                "element", pa.struct([pa.field(name, pa.string(), nullable=False) for name in DELTA]), False
            )
        ),
    }
    return pa.field(
        column.name, kinds[column.kind], nullable=column.empty, metadata={"description": column.about}
    )


def _groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    rest = iter(rows)
    while group := list(islice(rest, ROWS_AT_ONCE)):
        yield group


def _dated(row: Row, days: Iterable[str]) -> Row:
    return {**row, **{name: date.fromisoformat(row[name]) for name in days if row[name] is not None}}


def _drained(buffer: BytesIO) -> bytes:
    written = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return written
