"""Rows as Apache Parquet, with types; the only module that imports pyarrow (extra ``[parquet]``).

A file is written a group of rows at a time and handed on as it grows, so no more
than one group is in memory. The same rows give the same bytes with the same
release of pyarrow: nothing in a file tells when it was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib.metadata import version
from io import BytesIO
from itertools import islice
from types import ModuleType
from typing import TYPE_CHECKING, Any

from tracker.errors import ConfigError
from tracker.exports.json_rows import Column

if TYPE_CHECKING:
    import pyarrow

ROWS_AT_ONCE = 10_000  # in a group: some 10 MB of text, and still long enough for readers that skip by group
SCHEMA_VERSION = "1"  # rises where a column is read otherwise than before; a column more is no other version
MEND = 'install the extra: pip install "policy-commitment-tracker[parquet]"'

Row = Mapping[str, Any]


DELTA = ("facet", "before", "after", "verdict")


def check_pyarrow() -> ModuleType:
    """Return pyarrow; say so where Parquet cannot be written.

    Raises:
        ConfigError: The extra ``[parquet]`` is not installed.
    """
    try:
        import pyarrow.parquet  # an extra
    except ImportError as error:
        raise ConfigError("Parquet is written by pyarrow, which is not installed", remedy=MEND) from error
    found: ModuleType = pyarrow
    return found


def parquet(rows: Iterable[Row], columns: tuple[Column, ...], what: str) -> Iterator[bytes]:
    """Yield *rows* of *what*, "units" or "changes", as one file in parts: a group of rows each, then its index.

    Days are days, lists are lists, numbers have the width they need; what is
    empty is empty text, and null only where there is nothing to be said.

    Raises:
        ConfigError: The extra ``[parquet]`` is not installed.
    """
    pa = check_pyarrow()
    schema = pa.schema([_field(pa, column) for column in columns], metadata=file_metadata(what))
    days = [column.name for column in columns if column.kind == "date32"]
    buffer = BytesIO()
    sink = pa.PythonFile(buffer, mode="w")  # counts for itself what was written, so the buffer may be emptied
    with pa.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(
                pa.Table.from_pylist(
                    [
                        {
                            **row,
                            **{name: date.fromisoformat(row[name]) for name in days if row[name] is not None},
                        }
                        for row in group
                    ],
                    schema=schema,
                )
            )
            yield _drained(buffer)
    yield _drained(buffer)


def file_metadata(what: str) -> dict[str, str]:
    """Return what a file of *what* says of itself: which columns those are, and what wrote it."""
    return {
        "policy-tracker.rows": what,
        "policy-tracker.schema": SCHEMA_VERSION,
        "policy-tracker.generator": f"policy-commitment-tracker/{version('policy-commitment-tracker')}",
    }


def _field(pa: ModuleType, column: Column) -> pyarrow.Field:
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


def _drained(buffer: BytesIO) -> bytes:
    written = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return written
