"""The tables as statements name them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

from tests.fakes import NOW
from tracker.store import SourceStatus, Store, core_tables, tables
from tracker.store.columns import COLUMNS, declared_columns

ROOT = Path(__file__).parents[3]
HEAVY = ("numpy", "scipy", "deepdiff", "lxml", "trafilatura", "feedparser", "rapidfuzz")
HEAVY += ("pydantic", "sqlmodel", "sqlalchemy.orm", "alembic", "requests", "warcio")


def described(table: Table) -> list[tuple[str, str, str, bool]]:
    """The columns of *table*: name, type in both dialects, whether of the key."""
    return [
        (
            column.name,
            column.type.compile(sqlite.dialect()),  # type: ignore[no-untyped-call]
            column.type.compile(postgresql.dialect()),  # type: ignore[no-untyped-call]
            column.primary_key,
            [key.target_fullname for key in column.foreign_keys],
        )
        for column in table.columns
    ]


def test_statements_name_what_is_declared() -> None:
    """The tables the store writes are those SQLModel declares: same columns, types, keys, pointers and order."""
    declared, named = tables.METADATA.tables, core_tables.METADATA.tables
    assert set(named) == set(declared)
    for name, table in named.items():
        assert described(table) == described(declared[name])
    assert json.loads(COLUMNS.read_text("utf-8")) == declared_columns(), "run python -m tracker.store.columns"


def test_the_store_is_quick_to_import() -> None:
    """A command that only looks something up does not wait for what reads texts or migrates."""
    code = f"import sys, tracker.store; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_an_instant_is_kept_in_utc(store: Store) -> None:
    """Ten o'clock in the capital is one instant, wherever the store is read."""
    there = datetime(2031, 3, 5, 10, 0, tzinfo=timezone(timedelta(hours=2)))
    store.record_health(SourceStatus("norvale-mfa", checked_at=there), [], [], [])
    found = store.source_status("norvale-mfa").checked_at
    assert found == there == NOW
    assert found is not None
    assert found.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    """A time nobody can place is a bug, and is not kept as if it were in UTC."""
    with pytest.raises(StatementError, match="no time zone"):
        store.pause("norvale-mfa", NOW.replace(tzinfo=None), "why")
