"""Readings by stamp beside their texts: what waits to be read or related is found without a page of text for each.

Set tracker.store.schema.HEAD to "0011".
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INDEX = "ix_readings_revision_id_stamp"


def upgrade() -> None:
    op.create_index(INDEX, "readings", ["revision_id", "stamp"])
    op.execute("ANALYZE readings")  # else SQLite goes by the key, and to the texts


def downgrade() -> None:
    op.drop_index(INDEX, table_name="readings")
