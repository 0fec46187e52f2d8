"""Kind, level and parties of units beside their passages: a search narrows by them without a look at 100,000 units.

The index is made anew with them, as of every store whose index is another. Set tracker.store.schema.HEAD to "0012".
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # by code point, as every text: see 0004
    text = sa.String(collation="C") if op.get_bind().dialect.name == "postgresql" else sa.String()
    for name, kind in (("kind", text), ("level", sa.Integer()), ("speakers", text), ("parties", text)):
        op.add_column("passages", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in ("parties", "speakers", "level", "kind"):
        op.drop_column("passages", name)
