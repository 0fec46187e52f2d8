"""Parquet, read back by pyarrow. DuckDB, pandas, polars and fastparquet were tried by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pyarrow
import pyarrow.parquet
import pytest

from tests.fakes import build_change, build_facets, build_line, build_mention, build_release, build_unit
from tracker.domain import Delta, Label
from tracker.errors import ConfigError
from tracker.exports.json_rows import CHANGES, UNITS, change_row, unit_row
from tracker.exports.parquet import ROWS_AT_ONCE, check_pyarrow, parquet

FACETS = build_facets(
    speakers=frozenset({"Norvale", "Estmark"}), topics=frozenset(), intensity=-1, deadline="by 2032"
)
UNIT_ROWS = [
    unit_row(
        build_release(), build_unit("Norvale “will” respond – \u2028노르베일.", facets=FACETS), build_line()
    ),
    unit_row(build_release("NV-2", published_on=None), build_unit(confidence=0.25, parent="a"), None),
]
CHANGE_ROWS = [
    change_row(
        build_change(
            Label.WEAKENED,
            also=(Label.NARROWED,),
            deltas=(Delta("level", "4", "3", "lowered"), Delta("amount", "2", "", "cleared")),
        )
    ),
    change_row(build_change(Label.NEW)),
    change_row(build_change(Label.DROPPED)),
]


def written(rows, columns, what="units") -> bytes:
    """Return *rows* as the bytes of a file."""
    return b"".join(parquet(rows, columns, what))


def read(body: bytes) -> pyarrow.Table:
    """Return a file as a table."""
    return pyarrow.parquet.read_table(BytesIO(body))


@pytest.mark.parametrize(
    ("rows", "columns"),
    [(UNIT_ROWS, UNITS), (CHANGE_ROWS, CHANGES)],
    ids=["units", "changes"],
)
def test_what_goes_in_comes_out(rows, columns):
    """Every row with every key, in the order of CSV; a day comes back as a day, nothing as nothing, empty as empty."""
    table = read(written(rows, columns))
    assert table.schema.names == list(rows[0])
    back = table.to_pylist()
    days = [column.name for column in columns if column.kind == "date32"]
    assert days
    for row in back:
        assert all(row[name] is None or type(row[name]) is date for name in days)
    plain = [
        {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
        for row in back
    ]
    assert plain == rows


def test_types_are_as_narrow_as_what_they_hold():
    """A level is a small number, a day a day, topics a list of text: a reader need not parse anything."""
    schema = read(written(UNIT_ROWS, UNITS)).schema
    types = {name: str(schema.field(name).type) for name in schema.names}
    assert types["level"] == types["intensity"] == "int8"
    assert types["start"] == types["end"] == "int32"
    assert types["published"] == "date32[day]"
    assert types["topics"] == types["speakers"] == "list<element: string not null>"
    assert types["reaffirm_claimed"] == "bool"
    assert types["confidence"] == "double"
    deltas = read(written(CHANGE_ROWS, CHANGES)).schema.field("deltas").type
    assert [deltas.value_type.field(at).name for at in range(4)] == ["facet", "before", "after", "verdict"]


def test_every_column_says_what_it_is():
    """Who gets the file without this program reads its words in the schema."""
    schema = read(written([], UNITS)).schema
    assert [schema.field(name).metadata[b"description"] for name in schema.names] == [
        column.about.encode() for column in UNITS
    ]
    assert all(column.about for column in (*UNITS, *CHANGES))


def test_the_file_says_what_it_holds_and_what_wrote_it():
    """Which rows, by which version of the columns, by which version of this program."""
    about = read(written(CHANGE_ROWS, CHANGES, "changes")).schema.metadata
    assert about[b"policy-tracker.rows"] == b"changes"
    assert about[b"policy-tracker.schema"] == b"1"
    assert about[b"policy-tracker.generator"].startswith(b"policy-commitment-tracker/")


def test_the_same_rows_give_the_same_bytes():
    """Two exports of one store can be compared by their hash: nothing tells when they were made."""
    assert written(UNIT_ROWS, UNITS) == written(UNIT_ROWS, UNITS)
    assert written(UNIT_ROWS, UNITS) != written(UNIT_ROWS[:1], UNITS)


def test_rows_are_asked_for_as_the_file_grows():
    """A group of rows is written before the next is read: a store of any size needs the memory of one group."""
    asked = 0

    def rows() -> Iterator[dict]:
        nonlocal asked
        for number in range(2 * ROWS_AT_ONCE + 1):
            asked += 1
            yield {**UNIT_ROWS[0], "start": number}

    parts = parquet(rows(), UNITS, "units")
    first = next(parts)
    assert asked == ROWS_AT_ONCE
    body = first + b"".join(parts)
    file = pyarrow.parquet.ParquetFile(BytesIO(body))
    assert [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)] == [
        ROWS_AT_ONCE,
        ROWS_AT_ONCE,
        1,
    ]
    assert file.read(["start"])["start"].to_pylist() == list(range(2 * ROWS_AT_ONCE + 1))


def test_nothing_is_a_file_too():
    """A window without a change is a file of no rows with all columns."""
    table = read(written([], CHANGES))
    assert (table.num_rows, table.schema.names) == (0, [column.name for column in CHANGES])


def test_what_must_be_there_is_there():
    """A row without a quote is a bug of ours, and no file with a hole."""
    with pytest.raises(pyarrow.ArrowInvalid):
        written([{**UNIT_ROWS[0], "quote": None}], UNITS)


def test_without_the_extra_it_says_what_to_install(monkeypatch):
    """pyarrow is large and asked for by few."""
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(
        ConfigError, match=r"pyarrow, which is not installed; install the extra: .*\[parquet\]"
    ):
        check_pyarrow()


def test_a_silence_has_no_quote():
    """DROPPED has nothing after it: null, not the empty text."""
    rows = read(written(CHANGE_ROWS, CHANGES)).to_pylist()
    assert [row["quote"] is None for row in rows] == [False, False, True]
    assert [row["prev_quote"] is None for row in rows] == [False, True, False]
    assert build_mention().unit.quote in rows[0]["quote"]
