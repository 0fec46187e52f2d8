"""Which schema a database has, and bringing it to ours."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.fakes import STAMP
from tests.tracker.store.desk import Desk
from tracker.domain import Cause
from tracker.errors import StoreError
from tracker.store import ChangeQuery, Store, open_store
from tracker.store.schema import HEAD, alembic_config, migrate
from tracker.store.tables import METADATA


def test_the_head_is_the_last_migration() -> None:
    """The constant that spares us Alembic at every start names the latest migration, and there is one."""
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


def test_migrations_give_the_tables_that_are_declared(store: Store) -> None:
    """A migrated database has exactly the tables, columns, types and indexes the code expects."""
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_migrations_go_down_and_up_with_data(desk: Desk, store: Store) -> None:
    """With rows in every table the way back works, and what comes up again is a working store."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    with store.writing() as connection:
        migrate(connection, "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    store.ensure_schema()
    assert store.counts()["releases"] == 0
    desk.say("NV-1", {"respond": "Norvale will respond."})
    assert store.counts()["changes"] == 1


def test_what_was_news_before_it_was_noted_is_news(desk: Desk, store: Store) -> None:
    """A store of schema 0001 owes its readers what it owed them; after the migration nothing is lost or due."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    with store.writing() as connection:
        migrate(connection, "0001")
    store.ensure_schema()
    assert store.changes(ChangeQuery(news=[Cause.RELEASE])) == [said.change]
    assert store.waiting(said.release.source, STAMP) == []
    assert store.decisions() == []


def test_a_store_of_a_later_version_is_refused(store: Store, url: str) -> None:
    """An older program never touches what a newer one wrote; it says so in one line."""
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="written by a later version") as caught:
        open_store(url)
    message = str(caught.value)
    assert message.startswith(url.removeprefix("sqlite:///"))
    assert message.endswith("upgrade policy-commitment-tracker")
    assert "\n" not in message


def test_a_store_at_head_opens_without_alembic(store: Store, url: str) -> None:
    """Opening a store that needs no migration does not load the machinery of migrations."""
    store.close()
    code = (
        "import sys; from tracker.store import open_store; open_store(sys.argv[1]).close();"
        "print('alembic' in sys.modules)"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, url], capture_output=True, text=True, cwd=root, check=True, timeout=60
    )
    assert done.stdout.strip() == "False"


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """We do not add our tables to a database that has others."""
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (id)")
    other.close()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(f"sqlite:///{path}")
    other = sqlite3.connect(path)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    other.close()
