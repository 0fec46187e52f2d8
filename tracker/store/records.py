"""What the store takes and gives besides the nouns of the domain, frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tracker.domain import Cause, Document, Kind, Label, Line, Release, Revision, Unit
from tracker.health_states import HealthState
from tracker.reading import Reading, TextEdit


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A release we hold, with what a conditional request and the time of the next one need."""

    release: Release
    first_seen_at: datetime
    last_checked_at: datetime  # its page last answered
    etag: str | None
    last_modified: str | None
    changed_at: datetime  # its last new revision
    tried_at: datetime  # the last attempt, however it ended
    unread_checks: int = 0  # answers of 304 since the last whole body
    gone_since: datetime | None = None  # first of the answers 404 or 410 in a row
    gone_checks: int = 0
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """One attempt on a release that gave no new text."""

    release_id: str
    at: datetime
    whole: bool  # a whole body came; False: 304, or no body
    etag: str | None = None  # None: the one held stays
    last_modified: str | None = None
    gone: bool = False  # 404 or 410
    failed: bool = False  # no answer of the page's own: only the attempt is noted


class TextMatch(Enum):
    """Whether a release has shown a text, and when."""

    NO_REVISIONS = "nothing"  # it has no revision yet
    LATEST = "latest"  # its latest revision shows it
    EARLIER = "earlier"  # an earlier one does, the latest another
    NO_MATCH = "other"  # none does


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a body came; empty for one that did not come over HTTP, or before this was kept."""

    url: str = ""  # where redirects ended
    headers: tuple[tuple[str, str], ...] = ()  # as received
    hops: tuple[str, ...] = ()  # the URLs that redirected there, first to last


@dataclass(frozen=True, slots=True)
class BodyRecord:
    """A body on its way into the store, as :meth:`Store.record_bodies` and :meth:`Store.refuse` take it."""

    release: Release
    body: bytes
    media_type: str
    charset: str
    now: datetime
    fingerprint: str = ""  # of what it says; "" = not known
    etag: str | None = None
    last_modified: str | None = None
    received: Provenance = Provenance()
    again: bool = False  # a text that came back is a new revision
    characters: int = 0  # of the statement; 0 = not known


@dataclass(frozen=True, slots=True)
class ArchivedRevision:
    """A revision with how it came. *shared*: other revisions asked for have the same bytes."""

    revision: Revision
    received: Provenance
    shared: bool


@dataclass(frozen=True, slots=True)
class RefusedBody:
    """A body that was kept and is not taken as a revision, and why; the bytes are fetched apart."""

    source: str
    ref: str
    url: str
    title: str
    published_on: date | None
    reason: str
    mend: str
    media_type: str
    charset: str
    first_at: datetime  # first of the *times* in a row it showed the same
    last_at: datetime
    times: int
    size: int


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How a source fares, and how far its pass has come."""

    source: str
    state: HealthState = HealthState.OK
    since: datetime | None = None  # of *state*; None = never checked
    checked_at: datetime | None = None
    succeeded_at: datetime | None = None
    what: str = ""  # of the failure, where there is one
    mend: str = ""
    quiet_since: datetime | None = None
    paused_at: datetime | None = None
    paused_why: str = ""
    pass_started_at: datetime | None = None
    pass_ended_at: datetime | None = None  # None: it goes on, or was cut short
    list_etag: str | None = None  # validators of the index
    list_last_modified: str | None = None
    list_print: str = ""  # of what it announced


@dataclass(frozen=True, slots=True)
class ReadRevision:
    """A dated revision that has been read: what one step of relating needs."""

    release: Release
    revision_id: str
    number: int
    reading: Reading
    related_before: bool  # ever, at any stamp
    lines: tuple[Line, ...] = ()  # of the units read, in their order, as last related; of those that were
    dropped: frozenset[str] = frozenset()  # lines the release has a DROPPED change on


@dataclass(frozen=True, slots=True)
class FirstRecording:
    """When a change was first recorded, why, and as which news it may be told ("" = none)."""

    cause: Cause
    news: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class ChangeQuery:
    """Which changes are asked for. An empty field asks for all."""

    since: date | None = None  # of publication, inclusive
    until: date | None = None  # of publication, inclusive
    source: str | None = None
    line: str | None = None  # id
    release: str | None = None  # id, where it happened
    labels: Collection[Label] = ()  # the first label, not *also*
    causes: Collection[Cause] = ()
    recorded_after: datetime | None = None  # exclusive
    recorded_until: datetime | None = None  # inclusive
    # only what is news, of these sorts; the cause of what comes back is the news
    news: Collection[Cause] = ()
    ids: Collection[str] | None = None  # of changes, some hundreds; where it is empty, none is asked for

    def covers(self, day: date | None) -> bool:
        """Return whether *day* is among those asked for; what is undated is so only where none are asked for."""
        if day is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class LineSummary:
    """A line at a glance; level, kind and quote are those of its latest mention."""

    line: Line
    mentions: int
    first_on: date
    last_on: date
    level: int
    kind: Kind
    last_label: Label | None  # of the latest change; None = none recorded
    quote: str
    topics: frozenset[str] = frozenset()  # of the latest mention, as the next
    parties: frozenset[str] = frozenset()  # who speaks or is spoken to


@dataclass(frozen=True, slots=True)
class LineSpan:
    """When a line was said, and what its latest mention does."""

    kind: Kind
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class DatedQuote:
    """One mention of a line, by its words alone."""

    unit: str
    on: date | None
    quote: str
    level: int


@dataclass(frozen=True, slots=True)
class OpenQuestions:
    """What an analyst should look at: numbers, and releases by their refs."""

    doubtful: int  # changes that hang on a link or a label that is not sure
    twice: tuple[str, ...]  # held under another release with the same text
    empty: tuple[str, ...]  # read, and no statement found
    unread: int  # not read, or not readable


@dataclass(frozen=True, slots=True)
class NamesUsed:
    """Which parties and topics statements name."""

    parties: frozenset[str]  # who speaks or is spoken to
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class JobRun:
    """One job at one slot."""

    id: int
    job: str
    slot: str
    status: str  # running, or what end_run was told
    counts: Mapping[str, int]
    error: str
    started_at: datetime
    ended_at: datetime | None
    holder: str = ""  # who runs it; "" = not told
    token: int = 0  # of the lease it runs under
    beat_at: datetime | None = None  # its last sign of life


@dataclass(frozen=True, slots=True)
class LeaseRecord:
    """A name somebody holds. *token* rises with each holder, so a late one can be told from the present one."""

    name: str
    holder: str
    token: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one reader, frozen. Unique by subscriber, end of window and kind."""

    id: str
    subscriber: str
    window_start: datetime | None  # exclusive; None = everything so far
    window_end: datetime  # inclusive
    message_id: str
    subject: str
    sender: str
    recipients: tuple[str, ...]
    message: bytes  # RFC 5322, exactly as it is sent
    state: str  # queued, sending, sent, refused, uncertain, left
    attempts: int
    created_at: datetime
    error: str
    retry_at: datetime | None = None  # not to be tried before; None = at once
    kind: str = "digest"  # digest, immediate, heartbeat


@dataclass(frozen=True, slots=True)
class Recipient:
    """What came of a delivery for one address."""

    delivery_id: str
    address: str
    state: str  # queued, sent, refused, uncertain, left
    attempts: int
    error: str
    at: datetime  # of *state*


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """A reader who left a subscription: by the link in a mail, or because the operator said so."""

    subscriber: str
    address: str
    how: str  # link, operator
    at: datetime
    undone_at: datetime | None = None  # None = in force


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where something was found: a unit, or a stretch of a release that is none."""

    release: Release
    unit: Unit | None
    line: Line | None  # of the unit, where it sits on one
    snippet: str
    spans: tuple[tuple[int, int], ...]  # of what was asked for, in *snippet*
    rank: float  # more is better; compares within one answer only; 0 where hits stand by day
    turn: str = ""  # whose turn in a transcript it stands in, as "MR. LIND"; of a unit its speakers say it
    place: tuple[int, int] = (0, 0)  # characters of the text between which it stands; of a title (0, 0)


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A unit at a glance, and where it was said: what lists and counts need, without its words."""

    unit: str
    release: str
    line: str  # "" = on none
    start: int
    kind: Kind
    level: int
    topics: frozenset[str]
    speakers: frozenset[str]
    addressees: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReleaseSummary:
    """A release with the texts it has shown."""

    release: Release
    revisions: tuple[str, ...]  # ids, oldest first
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """A change at a glance, without its quotes."""

    id: str
    line: str
    release: str  # where it happened
    unit: str  # said now, or of a silence the one no longer said; where the latest text of its release has it, that one
    label: Label
    cause: Cause
    kind: Kind  # of *unit*
    published_on: date | None  # of *release*
    recorded_at: datetime
    minor: bool
    review: bool
    withheld: bool = False  # its link is sure, and it is not mailed


@dataclass(frozen=True, slots=True)
class RevisionText:
    """A revision as it was read."""

    revision: str
    number: int
    seen_at: datetime
    media_type: str
    size: int  # bytes, as received
    sha256: str
    document: Document | None  # None: it could not be read, or has not been yet
    units: tuple[tuple[Unit, Line | None], ...]  # in order of the text


def last_read(texts: Sequence[RevisionText]) -> RevisionText | None:
    """Return the last of the *texts* of a release that was read; None where none was."""
    return next((text for text in reversed(texts) if text.document is not None), None)


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """That a revision is held, and since when."""

    number: int
    seen_at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredEdit:
    """An edit as it is held, with where it happened and when either text was first seen."""

    edit: TextEdit
    release: Release
    before: RevisionInfo
    after: RevisionInfo
    news: bool  # readers may be told
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Extent:
    """How many texts something stands in, and the days of the first and the last of them; None where none has a day. *more*: in more texts, of unknown days."""

    texts: int
    first: date | None
    last: date | None
    more: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search gave: some hits, best first, and how many there are in all. *more*: of as many places as were ranked, of more."""

    hits: tuple[Hit, ...]
    total: int
    more: bool = False
