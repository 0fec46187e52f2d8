"""Decisions of analysts; what is due to be related again; news that is still owed; names given to lines;
how sure a unit is.

What was recorded as a release or an edit is news under that cause.
Set tracker.store.schema.HEAD to "0002".
"""

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import UTCDateTime
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("ruling", sa.String(), nullable=False),
        sa.Column("release", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("prev_release", sa.String(), nullable=True),
        sa.Column("prev_start", sa.Integer(), nullable=True),
        sa.Column("prev_end", sa.Integer(), nullable=True),
        sa.Column("prev_quote", sa.String(), nullable=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("undone_by", sa.String(), nullable=True),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decisions_source"), ["source"], unique=False)

    op.add_column("units", sa.Column("confidence", sa.Float(), nullable=True))
    op.add_column("lines", sa.Column("given", sa.String(), nullable=True))
    op.add_column("relations", sa.Column("due", sa.String(), nullable=False, server_default=""))
    op.add_column("changes", sa.Column("news", sa.String(), nullable=False, server_default=""))
    op.execute("UPDATE changes SET news = cause WHERE cause IN ('release', 'edit')")


def downgrade() -> None:
    op.drop_column("changes", "news")
    op.drop_column("relations", "due")
    op.drop_column("lines", "given")
    op.drop_column("units", "confidence")
    with op.batch_alter_table("decisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decisions_source"))

    op.drop_table("decisions")
