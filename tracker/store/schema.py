"""Which schema a database has, and bringing it to ours. Imports Alembic only when there is work to do.

To add a migration: change tables.py, open a store of the schema before, call
``alembic.command.revision(alembic_config(connection), "what", autogenerate=True,
rev_id="0016")`` within ``store.writing()``, read the file it wrote, set HEAD.
On PostgreSQL a new column of text needs COLLATE "C"; 0004 shows how, a test looks.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from tracker.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config  # as above

HEAD = "0017"  # the latest file in migrations/versions; a test compares them
# indexes of 0015 and 0016, which tables.py does not say
NOT_DECLARED = frozenset({"ix_lines_words_of_name", "ix_lines_with_aliases", "ix_lines_called"})


def schema_revision(connection: Connection) -> str | None:
    """Return the revision the database is at; None for an empty one.

    Raises:
        StoreError: It holds the tables of another program.
    """
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "alembic_version" in names:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return None if found is None else str(found)
    raise StoreError(
        f"this database belongs to another program (it has a table {names[0]!r})",
        remedy="choose another place",
    )


def migrate(connection: Connection, target: str = "head") -> None:
    """Bring the database of *connection* to revision *target*, inside the transaction it is in.

    Raises:
        StoreError: Its schema is of a later version.
    """
    from alembic import command  # 0.2 s, which a store that is up to date does without
    from alembic.script import ScriptDirectory

    config = alembic_config(connection)
    current = schema_revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise StoreError(
            f"this store was written by a later version (schema {current}; this version knows up to {HEAD})",
            remedy="upgrade policy-commitment-tracker",
        )
    if target == "base" or (current is not None and target in known and target < current):
        command.downgrade(config, target)
    else:
        command.upgrade(config, target)


def ours(_item: Any, name: str | None, kind: str, _reflected: bool, _other: Any) -> bool:
    """Return whether Alembic is to compare what it found: not the words of the index nor indexes of what a function or a collation makes of columns, which no table declares."""
    of_index = kind == "table" and (name or "").startswith("passage_words")
    return not (of_index or (kind == "index" and name in NOT_DECLARED))


def alembic_config(connection: Connection | None = None) -> Config:
    """Return the settings under which our migrations run; there is no ini file."""
    from alembic.config import Config  # as above

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
