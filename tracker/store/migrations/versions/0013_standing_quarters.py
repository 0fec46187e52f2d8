"""How the releases of a quarter stand, side by side: a history of eight thousand is read in a few dozen rows.

Set tracker.store.schema.HEAD to "0013".
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # by code point, as every text: see 0004
    text = sa.String(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.String()
    op.create_table(
        "standing_quarters",
        *(sa.Column(name, text, nullable=False) for name in ("source", "quarter", "releases", "heads")),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=False)
            for name in ("units", "lines", "keys", "sizes", "terms")
        ),
        sa.PrimaryKeyConstraint("source", "quarter", name=op.f("pk_standing_quarters")),
    )


def downgrade() -> None:
    op.drop_table("standing_quarters")
