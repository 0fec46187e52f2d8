"""Whether what readers see has changed: a token for each part of it.

Empty at first: that nothing has been written since is a generation too.
Set tracker.store.schema.HEAD to "0005".
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # by code point, as every text: see 0004
    text = sa.String(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.String()
    op.create_table(
        "generations",
        sa.Column("part", text, nullable=False),
        sa.Column("token", text, nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_generations")),
    )


def downgrade() -> None:
    op.drop_table("generations")
