"""What relating reads of earlier releases, without their units; and which units name a deadline.

Set tracker.store.schema.HEAD to "0009".
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

HELD = {
    "sqlite": "INSERT INTO deadlines SELECT id, json_extract(facets, '$.deadline') FROM units"
    " WHERE json_extract(facets, '$.deadline') <> ''",
    "postgresql": "INSERT INTO deadlines SELECT id, facets ->> 'deadline' FROM units WHERE facets ->> 'deadline' <> ''",
}


def upgrade() -> None:
    # by code point, as every text: see 0004
    dialect = op.get_bind().dialect.name
    text = sa.String(collation="C") if dialect == "postgresql" else sa.String()
    op.create_table(
        "standings",
        sa.Column("release_id", text, nullable=False),
        sa.Column("revision_id", text, nullable=False),
        sa.Column("title_words", text, nullable=False),
        sa.Column("partners", text, nullable=False),
        sa.Column("rank", text, nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("placed", text, nullable=False),
        sa.Column("terms", sa.LargeBinary(), nullable=False),
        sa.Column("dropped", text, nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_standings_release_id_releases")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_standings_revision_id_revisions")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_standings")),
    )
    op.create_table(
        "deadlines",
        sa.Column("unit_id", text, nullable=False),
        sa.Column("deadline", text, nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_deadlines_unit_id_units")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_deadlines")),
    )
    op.execute(HELD[dialect])


def downgrade() -> None:
    op.drop_table("deadlines")
    op.drop_table("standings")
