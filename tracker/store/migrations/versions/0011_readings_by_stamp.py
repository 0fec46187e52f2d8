"""Readings and relations by stamp, beside their texts: what waits to be read or related is found without a page of text for each.

Set tracker.store.schema.HEAD to "0011".
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

READINGS, RELATIONS = "ix_readings_revision_id_stamp", "ix_relations_revision_id_stamp_due"


def upgrade() -> None:
    op.create_index(READINGS, "readings", ["revision_id", "stamp"])
    op.create_index(RELATIONS, "relations", ["revision_id", "stamp", "due"])
    for table in ("readings", "relations"):
        op.execute(f"ANALYZE {table}")  # else SQLite goes by the key, and to the texts


def downgrade() -> None:
    op.drop_index(RELATIONS, table_name="relations")
    op.drop_index(READINGS, table_name="readings")
