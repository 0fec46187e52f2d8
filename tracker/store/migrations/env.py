"""How Alembic runs our migrations: on the connection it is handed, in the transaction that is open."""

from __future__ import annotations

from alembic import context

from tracker.store.schema import ours
from tracker.store.tables import METADATA

connection = context.config.attributes["connection"]
# SQLite cannot alter a column in place; batch mode rebuilds the table.
context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, include_object=ours)
with context.begin_transaction():
    context.run_migrations()
