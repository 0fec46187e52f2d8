"""Runs under a lease; deliveries with a kind, a time to retry and a state per recipient; what may be searched.

Each address of a delivery is in the state of its delivery; one that is being sent is queued until it is settled.
On PostgreSQL every text is ordered by code point, as SQLite orders it.
Set tracker.store.schema.HEAD to "0004".
"""

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import UTCDateTime
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INDEXED = (
    ("runs", ["job", "started_at"]),
    ("runs", ["started_at"]),
    ("runs", ["status"]),
    ("deliveries", ["created_at"]),
    ("delivered", ["change_id"]),
    ("changes", ["before_unit"]),
    ("changes", ["after_unit"]),
)
WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE passage_words USING fts5"
        " (words, tokenize = \"unicode61 remove_diacritics 0 categories 'L* N* M* Co'\")",
    ),
    "postgresql": (
        "CREATE TABLE passage_words (id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX ix_passage_words_words ON passage_words USING GIN (words)",
    ),
}


def upgrade() -> None:
    op.create_table(
        "leases",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("token", sa.Integer(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.add_column("runs", sa.Column("holder", sa.String(), nullable=False, server_default=""))
    op.add_column("runs", sa.Column("token", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("runs", sa.Column("beat_at", UTCDateTime(), nullable=True))
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("retry_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="digest"))
        batch_op.drop_constraint(batch_op.f("uq_deliveries_subscriber_window_end"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_deliveries_subscriber_window_end_kind"), ["subscriber", "window_end", "kind"]
        )

    op.create_table(
        "recipients",
        sa.Column("delivery_id", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_recipients_delivery_id_deliveries")
        ),
        sa.PrimaryKeyConstraint("delivery_id", "address", name=op.f("pk_recipients")),
    )
    name_recipients()
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.String(), nullable=False),
        sa.Column("revision_id", sa.String(), nullable=False),
        sa.Column("unit_id", sa.String(), nullable=True),
        sa.Column("within", sa.Integer(), nullable=True),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("topics", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["releases.id"], name=op.f("fk_passages_release_id_releases")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_passages_revision_id_revisions")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_passages_unit_id_units")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
    )
    op.create_index(op.f("ix_passages_release_id"), "passages", ["release_id"], unique=False)
    for statement in WORDS[op.get_bind().dialect.name]:
        op.execute(statement)
    for table, columns in INDEXED:
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns, unique=False)
    if op.get_bind().dialect.name == "postgresql":
        order_by_code_point()


def name_recipients() -> None:
    """Give each address of what was sent, or waits, a row of its own."""
    deliveries = sa.table(
        "deliveries",
        sa.column("id", sa.String()),
        sa.column("recipients", sa.JSON()),
        sa.column("state", sa.String()),
        sa.column("attempts", sa.Integer()),
        sa.column("error", sa.String()),
        sa.column("created_at", UTCDateTime()),
        sa.column("settled_at", UTCDateTime()),
    )
    recipients = sa.table(
        "recipients",
        sa.column("delivery_id", sa.String()),
        sa.column("address", sa.String()),
        sa.column("state", sa.String()),
        sa.column("attempts", sa.Integer()),
        sa.column("error", sa.String()),
        sa.column("at", UTCDateTime()),
    )
    rows = [
        {
            "delivery_id": row.id,
            "address": address,
            "state": "queued" if row.state == "sending" else row.state,
            "attempts": row.attempts,
            "error": row.error,
            "at": row.settled_at or row.created_at,
        }
        for row in op.get_bind().execute(sa.select(deliveries))
        for address in dict.fromkeys(row.recipients)
    ]
    if rows:
        op.get_bind().execute(sa.insert(recipients), rows)


def order_by_code_point() -> None:
    inspector = sa.inspect(op.get_bind())
    for table in inspector.get_table_names():
        texts = [
            column["name"] for column in inspector.get_columns(table) if isinstance(column["type"], sa.String)
        ]
        changed = ", ".join(f'ALTER COLUMN "{name}" TYPE VARCHAR COLLATE "C"' for name in texts)
        if changed and table != "alembic_version":
            op.execute(f"ALTER TABLE {table} {changed}")


def downgrade() -> None:
    # one message a window is all that 0003 can keep; what was told stays told, by the one that is kept
    kept = (
        "SELECT k.id FROM deliveries k WHERE k.subscriber = d.subscriber AND k.window_end = d.window_end"
        " ORDER BY k.kind, k.id LIMIT 1"
    )
    op.execute(
        "UPDATE delivered SET delivery_id ="
        f" (SELECT ({kept}) FROM deliveries d WHERE d.id = delivered.delivery_id)"
    )
    op.execute("DROP TABLE recipients")
    op.execute(f"DELETE FROM deliveries WHERE id NOT IN (SELECT ({kept}) FROM deliveries d)")
    for table, columns in reversed(INDEXED):
        op.drop_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table_name=table)
    op.execute("DROP TABLE passage_words")
    op.drop_index(op.f("ix_passages_release_id"), table_name="passages")
    op.drop_table("passages")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_deliveries_subscriber_window_end_kind"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_deliveries_subscriber_window_end"), ["subscriber", "window_end"]
        )
        batch_op.drop_column("kind")
        batch_op.drop_column("retry_at")

    op.drop_column("runs", "beat_at")
    op.drop_column("runs", "token")
    op.drop_column("runs", "holder")
    op.drop_table("leases")
