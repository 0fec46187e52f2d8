"""What the store takes and gives besides the nouns of the domain, frozen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain import Cause, Kind, Label, Line, Release
from tracker.pipeline import Reading


@dataclass(frozen=True, slots=True)
class Held:
    """A release we hold, with what a conditional request needs."""

    release: Release
    first_seen_at: datetime
    last_checked_at: datetime
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class Stood:
    """A dated revision that has been read: what one step of relating needs."""

    release: Release
    revision_id: str
    number: int
    reading: Reading
    related_before: bool  # ever, at any stamp


@dataclass(frozen=True, slots=True)
class First:
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
    topic: str | None = None  # of either unit
    line: str | None = None  # id
    labels: Collection[Label] = ()  # the first label, not *also*
    causes: Collection[Cause] = ()
    recorded_after: datetime | None = None  # exclusive
    recorded_until: datetime | None = None  # inclusive
    news: Collection[
        Cause
    ] = ()  # only what is news, of these sorts; the cause of what comes back is the news


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


@dataclass(frozen=True, slots=True)
class Run:
    """One job at one slot."""

    id: int
    job: str
    slot: str
    status: str  # running, or what end_run was told
    counts: Mapping[str, int]
    error: str
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One digest for one reader, frozen. Unique by subscriber and end of window."""

    id: str
    subscriber: str
    window_start: datetime | None  # exclusive; None = everything so far
    window_end: datetime  # inclusive
    message_id: str
    subject: str
    sender: str
    recipients: tuple[str, ...]
    message: bytes  # RFC 5322, exactly as it is sent
    state: str  # queued, sending, sent, refused, uncertain
    attempts: int
    created_at: datetime
    error: str
