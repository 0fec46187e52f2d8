"""What lines are about and what else they are called; releases that are one; decisions about lines of two sources.

Lines of a store of before are found by nothing until they are related again, as they are with a new engine.
Set tracker.store.schema.HEAD to "0006".
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # by code point, as every text: see 0004
    text = sa.String(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.String()
    op.add_column("lines", sa.Column("aliases", sa.JSON(), nullable=True))
    op.add_column("decisions", sa.Column("prev_source", text, nullable=True))
    op.create_table(
        "subjects",
        sa.Column("line_id", text, nullable=False),
        sa.Column("tokens", sa.JSON(), nullable=False),
        sa.Column("states", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_subjects_line_id_lines")),
        sa.PrimaryKeyConstraint("line_id", name=op.f("pk_subjects")),
    )
    op.create_table(
        "line_keys",
        sa.Column("key", text, nullable=False),
        sa.Column("line_id", text, nullable=False),
        sa.PrimaryKeyConstraint("key", "line_id", name=op.f("pk_line_keys")),
    )
    op.create_table(
        "ties",
        sa.Column("line_id", text, nullable=False),
        sa.Column("other_id", text, nullable=False),
        sa.Column("joined", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["lines.id"], name=op.f("fk_ties_line_id_lines")),
        sa.ForeignKeyConstraint(["other_id"], ["lines.id"], name=op.f("fk_ties_other_id_lines")),
        sa.PrimaryKeyConstraint("line_id", "other_id", name=op.f("pk_ties")),
    )
    op.create_index(op.f("ix_ties_other_id"), "ties", ["other_id"])
    op.create_table(
        "witnesses",
        sa.Column("release_id", text, nullable=False),
        sa.Column("of_release", text, nullable=False),
        sa.Column("how", text, nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_witnesses_release_id_releases")),
        sa.ForeignKeyConstraint(["of_release"], ["releases.id"], name=op.f("fk_witnesses_of_release_releases")),
        sa.PrimaryKeyConstraint("release_id", "of_release", name=op.f("pk_witnesses")),
    )
    op.create_index(op.f("ix_witnesses_of_release"), "witnesses", ["of_release"])
    op.create_table(
        "release_keys",
        sa.Column("key", text, nullable=False),
        sa.Column("release_id", text, nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_release_keys_release_id_releases")),
        sa.PrimaryKeyConstraint("key", "release_id", name=op.f("pk_release_keys")),
    )
    op.create_index(op.f("ix_release_keys_release_id"), "release_keys", ["release_id"])


def downgrade() -> None:
    for name in ("release_keys", "witnesses", "ties", "line_keys", "subjects"):
        op.drop_table(name)
    op.drop_column("decisions", "prev_source")
    op.drop_column("lines", "aliases")
