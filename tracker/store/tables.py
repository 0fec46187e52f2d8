"""The schema, one class a table. SQLModel declares it; the store reads and writes through :mod:`tracker.store.core_tables`.

    bodies ◄─ revisions ─► releases          raw: never overwritten
       ▲         ▲
    refused      │                           raw: kept, not taken as said
    readings, unreadable, units              derived by read(): can be computed again
    relations, mentions, changes ─► lines    derived by relate(): can be computed again
    subjects, line_keys, ties                which lines are on one subject: can be computed again
    witnesses, release_keys                  which releases are one: can be computed again
    text_edits                               how revisions differ: derived as well
    decisions                                what analysts said: by content, so that they outlive all of that
    watched, troubles, notices · hosts       how sources and hosts fare
    runs, leases                             what was done, and who may
    deliveries, recipients, delivered        what was said to whom
    unsubscriptions, link_keys               who wants no more of it, and what their links are signed with
    passages                                 what may be searched: can be made again
    generations                              whether what readers see has changed

A ``table=True`` model accepts anything (it does not validate), so rows are built
in :mod:`tracker.store.row_mapping` from checked domain values only. JSON values are never changed in
place. No ``from __future__ import annotations`` here: SQLModel reads the types.
"""

import re
from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Index, MetaData, UniqueConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class TableModel(SQLModel):
    """Base of our tables, with a metadata of their own. A class is called as its table: ``LineKeysTable`` is ``line_keys``."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)

    @declared_attr.directive
    def __tablename__(cls) -> str:  # noqa: N805 - of the class
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__.removesuffix("Table")).lower()


class BodiesTable(TableModel, table=True):
    """Bytes as received, compressed, under the SHA-256 of the bytes themselves."""

    sha256: str = Field(primary_key=True)
    codec: str  # "zlib"
    size: int  # before compression
    data: bytes


class ReleasesTable(TableModel, table=True):
    """One published item, and when its source was last asked for it."""

    __table_args__ = (
        UniqueConstraint("source", "ref"),
        Index(None, "source", "published_on"),
        Index(None, "issuer", "published_on"),
    )

    id: str = Field(primary_key=True)
    source: str
    ref: str
    issuer: str
    url: str
    title: str
    published_on: date | None = Field(default=None, index=True)
    first_seen_at: datetime
    last_checked_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    changed_at: datetime  # its last new revision
    tried_at: datetime  # the last attempt, however it ended
    unread_checks: int  # answers of 304 since the last whole body
    gone_since: datetime | None = None
    gone_checks: int  # answers of 404 or 410 in a row
    withdrawn_at: datetime | None = None


class RevisionsTable(TableModel, table=True):
    """One text a release has shown."""

    __table_args__ = (UniqueConstraint("release_id", "number"),)

    id: str = Field(primary_key=True)
    release_id: str = Field(foreign_key="releases.id")
    number: int
    body_sha256: str = Field(foreign_key="bodies.sha256", index=True)
    media_type: str
    charset: str
    fingerprint: str = Field(index=True)  # of what was said; "" = not known, only bodies are compared
    characters: int  # of the statement; 0 = not known
    seen_at: datetime
    received: dict[str, Any] = Field(sa_type=JSON)  # url, headers, hops


class RefusedTable(TableModel, table=True):
    """Bytes that are kept and not taken as a revision: a wall, an empty selector, a text that came back."""

    source: str = Field(primary_key=True)
    ref: str = Field(primary_key=True)
    url: str
    title: str
    published_on: date | None = None
    reason: str
    mend: str
    body_sha256: str = Field(foreign_key="bodies.sha256", index=True)
    media_type: str
    charset: str
    fingerprint: str
    first_at: datetime
    last_at: datetime
    times: int  # in a row with the same bytes or fingerprint


class WatchedTable(TableModel, table=True):
    """How a source fares, whether it is paused, how far its pass has come, what its index last said."""

    source: str = Field(primary_key=True)
    state: str
    since: datetime | None = None
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    what: str
    mend: str
    quiet_since: datetime | None = None
    paused_at: datetime | None = None
    paused_why: str
    pass_started_at: datetime | None = None
    pass_ended_at: datetime | None = None
    list_etag: str | None = None
    list_last_modified: str | None = None
    list_print: str


class TroublesTable(TableModel, table=True):
    """A source, or one of its addresses, that fails now."""

    source: str = Field(primary_key=True)
    place: str = Field(primary_key=True)  # "" = the source itself
    state: str
    what: str
    mend: str
    since: datetime
    last_at: datetime
    times: int


class NoticesTable(TableModel, table=True):
    """One step of a source or an address from one state to another; never changed."""

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    place: str
    state: str
    what: str
    mend: str
    at: datetime


class HostsTable(TableModel, table=True):
    """When a host may be asked again, and its robots.txt."""

    host: str = Field(primary_key=True)
    not_before: datetime | None = None
    why: str
    robots: str | None = None  # "" = it has none; null = not known
    robots_at: datetime | None = None


class ReadingsTable(TableModel, table=True):
    """The current reading of a revision: its stamp and its text with the parts marked."""

    __table_args__ = (Index(None, "revision_id", "stamp"),)  # what waits is found without a look at texts

    revision_id: str = Field(primary_key=True, foreign_key="revisions.id")
    stamp: str
    document: bytes  # zlib over JSON


class UnreadableTable(TableModel, table=True):
    """Why a revision could not be read at a stamp."""

    revision_id: str = Field(primary_key=True, foreign_key="revisions.id")
    stamp: str
    message: str


class UnitsTable(TableModel, table=True):
    """One tracked unit. *current* is false once a later reading no longer finds it."""

    id: str = Field(primary_key=True)
    revision_id: str = Field(foreign_key="revisions.id", index=True)
    stamp: str
    current: bool
    ordinal: int
    start: int
    end: int
    quote: str
    kind: str
    facets: dict[str, Any] = Field(sa_type=JSON)
    slots: list[Any] = Field(sa_type=JSON)
    cue: str
    rules: list[str] = Field(sa_type=JSON)
    parent: str | None = None
    confidence: float | None = None


class LinesTable(TableModel, table=True):
    """A thread of statements; kept when nobody sits on it any more, and then not listed."""

    id: str = Field(primary_key=True)
    source: str = Field(index=True)
    name: str  # made from its first unit
    given: str | None = None  # by an analyst; goes before *name*
    aliases: list[str] | None = Field(default=None, sa_type=JSON)  # further names, by analysts


class SubjectsTable(TableModel, table=True):
    """What a line is about: what its first unit is about."""

    line_id: str = Field(primary_key=True, foreign_key="lines.id")
    tokens: dict[str, int] = Field(sa_type=JSON)
    states: list[str] = Field(sa_type=JSON)


class LineKeysTable(TableModel, table=True):
    """A word that a line is found by among all lines of all sources, for dossiers."""

    key: str = Field(primary_key=True)
    line_id: str = Field(primary_key=True)


class TiesTable(TableModel, table=True):
    """Two lines an analyst said are on one subject, or are not; as the decisions stand, made again from them."""

    line_id: str = Field(primary_key=True, foreign_key="lines.id")
    other_id: str = Field(primary_key=True, foreign_key="lines.id", index=True)
    joined: bool


class RelationsTable(TableModel, table=True):
    """That a revision was related, and by what. *due* says why it is to be related again."""

    __table_args__ = (Index(None, "revision_id", "stamp", "due"),)

    revision_id: str = Field(primary_key=True, foreign_key="revisions.id")
    stamp: str
    related_at: datetime
    due: str  # "" = not due; else one of tracker.store.write.invalidation


class MentionsTable(TableModel, table=True):
    """A unit placed on a line."""

    unit_id: str = Field(primary_key=True, foreign_key="units.id")
    revision_id: str = Field(foreign_key="revisions.id", index=True)
    line_id: str = Field(foreign_key="lines.id", index=True)
    before: str | None = None  # the unit it continues
    score: float
    reasons: list[str] = Field(sa_type=JSON)
    review: bool


class StandingsTable(TableModel, table=True):
    """How a release stands in the history of its source, without its units: what relating later ones reads of it.

    Derived, and made when it is next asked for; gone as soon as anything it was made from is another.
    """

    release_id: str = Field(primary_key=True, foreign_key="releases.id")
    revision_id: str = Field(foreign_key="revisions.id")  # the latest that is related
    title_words: str  # words and parties of its tracker.link.occasions.series.TitleKey
    partners: str  # JSON, read once for all that have the same
    rank: str
    known: bool
    placed: str  # unit, line and number of terms of each: the first unit of each line
    terms: bytes  # tracker.link.lines.found_by, one unit after the other
    dropped: str  # lines


class StandingQuartersTable(TableModel, table=True):
    """How all releases of a source stand that were published in a quarter that is over: their rows in ``standings``, side by side.

    Derived, and made where there are many of them; gone as soon as one of them is another.
    """

    source: str = Field(primary_key=True)
    quarter: str = Field(primary_key=True)  # "2031-2"
    releases: str  # of each a line of JSON, in the order of RELEASE_FIELDS
    heads: str  # JSON: their ids, titles, occasions, numbers of lines, and what they dropped
    units: bytes  # ids, each as wide as the widest; as in placed
    lines: bytes  # likewise
    keys: bytes  # eight bytes a line, by which it is found
    sizes: bytes  # four bytes a unit: its number of terms
    terms: bytes  # as in ``standings``


class DeadlinesTable(TableModel, table=True):
    """A unit that names a deadline."""

    unit_id: str = Field(primary_key=True, foreign_key="units.id")
    deadline: str


class ChangesTable(TableModel, table=True):
    """How a line moved. Both quotes are kept verbatim, whatever later readings make of the units."""

    id: str = Field(primary_key=True)
    line_id: str = Field(foreign_key="lines.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id", index=True)  # whose relation recorded it
    release_id: str = Field(foreign_key="releases.id", index=True)  # where it happened
    label: str
    cause: str  # of the first time it was recorded
    news: str  # the cause under which readers may be told; "" = none
    before_unit: str | None = Field(default=None, foreign_key="units.id", index=True)
    before_release: str | None = Field(default=None, foreign_key="releases.id")
    before_quote: str | None = None
    after_unit: str | None = Field(default=None, foreign_key="units.id", index=True)
    after_quote: str | None = None
    also: list[str] = Field(sa_type=JSON)
    deltas: list[Any] = Field(sa_type=JSON)
    rule: str
    minor: bool
    note: str
    review: bool
    recorded_at: datetime = Field(index=True)  # the first time


class WitnessesTable(TableModel, table=True):
    """A release that is held under another: it came through a second source, or tells of the same meeting."""

    release_id: str = Field(primary_key=True, foreign_key="releases.id")
    of_release: str = Field(primary_key=True, foreign_key="releases.id", index=True)
    how: str  # address, text: the same release, related once; meeting, language: another account


class ReleaseKeysTable(TableModel, table=True):
    """What a release is found by among those of other sources: its address, and parts of its text."""

    key: str = Field(primary_key=True)
    release_id: str = Field(primary_key=True, foreign_key="releases.id", index=True)


class TextEditsTable(TableModel, table=True):
    """How a later revision of a release differs from the one before it."""

    revision_id: str = Field(primary_key=True, foreign_key="revisions.id")  # the later one
    id: str
    before_revision: str = Field(foreign_key="revisions.id", index=True)
    release_id: str = Field(foreign_key="releases.id", index=True)
    counts: dict[str, int] = Field(sa_type=JSON)  # stretches by class
    words: list[Any] = Field(sa_type=JSON)  # that count and changed outside of units
    returns: str
    news: bool  # readers may be told
    recorded_at: datetime = Field(index=True)  # the first time


class DecisionsTable(TableModel, table=True):
    """What an analyst decided about a unit, named by release and quote: row ids change with the engine."""

    id: int | None = Field(default=None, primary_key=True)
    source: str = Field(index=True)
    ruling: str
    release: str  # ref
    start: int | None = None  # null, with an empty quote: about the silence of that release
    end: int | None = None
    quote: str
    prev_source: str | None = None  # where the earlier words are of another source
    prev_release: str | None = None
    prev_start: int | None = None
    prev_end: int | None = None
    prev_quote: str | None = None
    value: str
    by: str
    decided_at: datetime
    undone_by: str | None = None
    undone_at: datetime | None = None


class RunsTable(TableModel, table=True):
    """One job at one slot: the slot is taken by whoever inserts the row."""

    __table_args__ = (UniqueConstraint("job", "slot"), Index(None, "job", "started_at"))

    id: int | None = Field(default=None, primary_key=True)
    job: str
    slot: str
    status: str = Field(index=True)
    counts: dict[str, int] = Field(sa_type=JSON)
    error: str
    started_at: datetime = Field(index=True)
    ended_at: datetime | None = None
    holder: str  # who runs it; "" = not told
    token: int  # of the lease it runs under; 0 = none
    beat_at: datetime | None = None  # its last sign of life


class LeasesTable(TableModel, table=True):
    """A name one process holds at a time. The row stays when it is let go, for its token only rises."""

    name: str = Field(primary_key=True)
    holder: str  # "" = nobody
    token: int
    expires_at: datetime


class DeliveriesTable(TableModel, table=True):
    """One digest for one reader, frozen before the first attempt to send it."""

    __table_args__ = (UniqueConstraint("subscriber", "window_end", "kind"),)

    id: str = Field(primary_key=True)
    subscriber: str
    window_start: datetime | None = None
    window_end: datetime
    message_id: str
    subject: str
    sender: str
    recipients: list[str] = Field(sa_type=JSON)
    message: bytes
    state: str = Field(index=True)
    attempts: int
    created_at: datetime = Field(index=True)
    settled_at: datetime | None = None
    error: str
    retry_at: datetime | None = None  # not to be tried before
    kind: str  # digest, immediate, heartbeat, alert


class RecipientsTable(TableModel, table=True):
    """What came of a delivery for one address."""

    delivery_id: str = Field(primary_key=True, foreign_key="deliveries.id")
    address: str = Field(primary_key=True)
    state: str  # queued, sent, refused, uncertain, left
    attempts: int
    error: str
    at: datetime  # of that state


class DeliveredTable(TableModel, table=True):
    """A change put to a reader. Outlives the change itself, so nothing is said twice."""

    subscriber: str = Field(primary_key=True)
    change_id: str = Field(primary_key=True, index=True)
    delivery_id: str = Field(foreign_key="deliveries.id", index=True)


class UnsubscriptionsTable(TableModel, table=True):
    """A reader who left a subscription; the row stays when that is undone."""

    id: int | None = Field(default=None, primary_key=True)
    subscriber: str = Field(index=True)
    address: str
    how: str  # link, operator
    at: datetime
    undone_at: datetime | None = None


class LinkKeysTable(TableModel, table=True):
    """What links in mails are signed with, made when the first is written."""

    name: str = Field(primary_key=True)
    value: str  # hexadecimal
    made_at: datetime


class PassagesTable(TableModel, table=True):
    """A stretch of a text that may be searched; its words are in ``passage_words``, made by the migration."""

    __table_args__ = (
        Index(None, "id", "within"),
    )  # what is around a hit is found without its row, which is wide

    id: int | None = Field(default=None, primary_key=True)
    release_id: str = Field(foreign_key="releases.id", index=True)
    revision_id: str = Field(foreign_key="revisions.id")
    # null: paragraphs, or where empty the title
    unit_id: str | None = Field(default=None, foreign_key="units.id")
    within: int | None = None  # the passage around it: of a unit its paragraphs, of those the title
    start: int
    end: int
    topics: str  # of the unit, with a space before and after each
    # of the unit, by which a search narrows; null where it is none
    kind: str | None = None
    level: int | None = None
    speakers: str | None = None  # codes, with a bar before and after each
    parties: str | None = None  # who speaks, is spoken to or is named, likewise


class GenerationsTable(TableModel, table=True):
    """A token that is another one after each transaction that changed what readers see of a part."""

    part: str = Field(primary_key=True)  # see tracker.store.generations
    token: str


METADATA = TableModel.metadata
