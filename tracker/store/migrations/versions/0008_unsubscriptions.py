"""Readers who left a subscription, and what the links by which they do are signed with.

Set tracker.store.schema.HEAD to "0008".
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # by code point, as every text: see 0004
    text = sa.String(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.String()
    op.create_table(
        "unsubscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber", text, nullable=False),
        sa.Column("address", text, nullable=False),
        sa.Column("how", text, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsubscriptions")),
    )
    with op.batch_alter_table("unsubscriptions") as batch:
        batch.create_index(batch.f("ix_unsubscriptions_subscriber"), ["subscriber"])
    op.create_table(
        "link_keys",
        sa.Column("name", text, nullable=False),
        sa.Column("value", text, nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_link_keys")),
    )


def downgrade() -> None:
    op.drop_table("link_keys")
    op.drop_table("unsubscriptions")
