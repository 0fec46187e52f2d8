"""Passages by what is around them: of thousands of hits a search reads that alone, and not their rows.

Set tracker.store.schema.HEAD to "0014".
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INDEX = "ix_passages_id_within"


def upgrade() -> None:
    op.create_index(INDEX, "passages", ["id", "within"])
    op.execute("ANALYZE passages")  # else SQLite goes by the key, and to the rows


def downgrade() -> None:
    op.drop_index(INDEX, table_name="passages")
