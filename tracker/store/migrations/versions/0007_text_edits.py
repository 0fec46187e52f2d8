"""How a later text of a release differs from the one before: counts by class, and words that changed outside of units.

Empty at first: what is held is compared again when it is next related.
Set tracker.store.schema.HEAD to "0007".
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # by code point, as every text: see 0004
    text = sa.String(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.String()
    op.create_table(
        "text_edits",
        sa.Column("revision_id", text, nullable=False),
        sa.Column("id", text, nullable=False),
        sa.Column("before_revision", text, nullable=False),
        sa.Column("release_id", text, nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("returns", text, nullable=False),
        sa.Column("news", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["before_revision"], ["revisions.id"], name=op.f("fk_text_edits_before_revision_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_text_edits_release_id_releases")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_text_edits_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_text_edits")),
    )
    with op.batch_alter_table("text_edits") as batch:
        batch.create_index(batch.f("ix_text_edits_before_revision"), ["before_revision"])
        batch.create_index(batch.f("ix_text_edits_recorded_at"), ["recorded_at"])
        batch.create_index(batch.f("ix_text_edits_release_id"), ["release_id"])


def downgrade() -> None:
    op.drop_table("text_edits")
