"""Releases of a source by day: what a pass relates from a day on is found without the history before it.

Set tracker.store.schema.HEAD to "0010".
"""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEX = "ix_releases_source_published_on"


def upgrade() -> None:
    op.create_index(INDEX, "releases", ["source", "published_on"])


def downgrade() -> None:
    op.drop_index(INDEX, table_name="releases")
