"""A brief as values: what each party says on a subject now, what changed last, what fell silent, what is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain import Change, Release, Unit
from tracker.exports.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Said:
    """A unit where it was said."""

    unit: Unit
    release: Release


@dataclass(frozen=True, slots=True)
class PartyBrief:
    """One party. Where *texts* is 0 it said nothing on the subject, and the rest is empty."""

    name: str
    texts: int  # that speak on the subject
    first_on: date | None
    last_on: date | None
    current: tuple[Said, ...]  # of the latest text
    first: Said | None  # where it was said first; None where that is the latest text
    change: Change | None  # the last move that is not doubted
    silences: tuple[Change, ...]  # what the latest texts no longer say, latest first
    deadlines: tuple[Deadline, ...]  # open ones, the next first


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief on *subject*, as of *day*."""

    subject: str
    since: date | None
    until: date | None
    day: date
    texts: int
    parties: tuple[PartyBrief, ...]
