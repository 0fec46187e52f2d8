"""How sources, addresses and hosts fare; bodies that are kept and not taken as said; how a body came;
when a release last changed, was last tried, went missing.

What was held has changed when its latest revision was seen, and was last tried when it was last checked.
Set tracker.store.schema.HEAD to "0003".
"""

import sqlalchemy as sa
from sqlmodel.sql.sqltypes import UTCDateTime
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

NEWEST = "SELECT MAX(revisions.seen_at) FROM revisions WHERE revisions.release_id = releases.id"


def upgrade() -> None:
    op.create_table(
        "watched",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=True),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.Column("succeeded_at", UTCDateTime(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("mend", sa.String(), nullable=False),
        sa.Column("quiet_since", UTCDateTime(), nullable=True),
        sa.Column("paused_at", UTCDateTime(), nullable=True),
        sa.Column("paused_why", sa.String(), nullable=False),
        sa.Column("pass_started_at", UTCDateTime(), nullable=True),
        sa.Column("pass_ended_at", UTCDateTime(), nullable=True),
        sa.Column("list_etag", sa.String(), nullable=True),
        sa.Column("list_last_modified", sa.String(), nullable=True),
        sa.Column("list_print", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_watched")),
    )
    op.create_table(
        "troubles",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("mend", sa.String(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "place", name=op.f("pk_troubles")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("mend", sa.String(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_source"), ["source"], unique=False)

    op.create_table(
        "hosts",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("robots", sa.String(), nullable=True),
        sa.Column("robots_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_hosts")),
    )
    op.create_table(
        "refused",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("mend", sa.String(), nullable=False),
        sa.Column("body_sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("charset", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("first_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_sha256"], ["bodies.sha256"], name=op.f("fk_refused_body_sha256_bodies")),
        sa.PrimaryKeyConstraint("source", "ref", name=op.f("pk_refused")),
    )
    with op.batch_alter_table("refused", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refused_body_sha256"), ["body_sha256"], unique=False)

    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.add_column(sa.Column("changed_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("tried_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("unread_checks", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("gone_since", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("gone_checks", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("withdrawn_at", UTCDateTime(), nullable=True))
    op.execute(f"UPDATE releases SET tried_at = last_checked_at, changed_at = COALESCE(({NEWEST}), first_seen_at)")
    with op.batch_alter_table("releases", schema=None) as batch_op:
        batch_op.alter_column("changed_at", existing_type=UTCDateTime(), nullable=False)
        batch_op.alter_column("tried_at", existing_type=UTCDateTime(), nullable=False)

    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("characters", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("received", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.create_index(batch_op.f("ix_revisions_body_sha256"), ["body_sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisions_fingerprint"), ["fingerprint"], unique=False)


def downgrade() -> None:
    # bodies that only a refusal held stay: what was received is never thrown away
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revisions_fingerprint"))
        batch_op.drop_index(batch_op.f("ix_revisions_body_sha256"))

    op.drop_column("revisions", "received")
    op.drop_column("revisions", "characters")
    op.drop_column("releases", "withdrawn_at")
    op.drop_column("releases", "gone_checks")
    op.drop_column("releases", "gone_since")
    op.drop_column("releases", "unread_checks")
    op.drop_column("releases", "tried_at")
    op.drop_column("releases", "changed_at")
    with op.batch_alter_table("refused", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refused_body_sha256"))

    op.drop_table("refused")
    op.drop_table("hosts")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_source"))

    op.drop_table("notices")
    op.drop_table("troubles")
    op.drop_table("watched")
