"""A line is found by its whole name in an index: of half a million names each was looked at, for every question of `history`.

SQLite also gets the index of lines with aliases, which PostgreSQL has since 0015.
Set tracker.store.schema.HEAD to "0016".
"""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INDEX = "ix_lines_called"
WITH_ALIASES = "ix_lines_with_aliases"


def upgrade() -> None:
    op.execute(f"CREATE INDEX {INDEX} ON lines (lower(coalesce(given, name)))")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE INDEX {WITH_ALIASES} ON lines (id) WHERE aliases IS NOT NULL")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"DROP INDEX {WITH_ALIASES}")
    op.execute(f"DROP INDEX {INDEX}")
