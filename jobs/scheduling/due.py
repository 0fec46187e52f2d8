"""What is due, decided without a clock, a scheduler or a store.

A job has times; the latest of them that has passed is its slot. It is due unless the
ledger says that the job was begun since. So whatever kept a job from its time, a
laptop asleep for three days or a daemon that was down, it is made up for once and not
three days' worth of times. Daemon and ``run --due`` ask the same question here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from jobs.scheduling import cron
from tracker.store.records import JobRun

MAX_TRIES = 8  # runs of one slot; one that kills its process each time must not do so for ever
FIRST_RETRY_DELAY = timedelta(minutes=1)  # after a run that failed; doubled each time
UNFINISHED_STATUSES = frozenset({"stopped", "abandoned", "failed"})  # of runs that left something to do
RETRY_MARK = "#"  # before the number of a further try, in a key


@dataclass(frozen=True, slots=True)
class DueTime:
    """A time of a job. *key* is what the ledger calls it: unique for each job."""

    at: datetime
    key: str


class FireTimes(Protocol):
    """The times of a job."""

    def latest(self, now: datetime) -> DueTime | None:
        """Return the last one at or before *now*."""
        ...

    def next_after(self, after: datetime) -> DueTime | None:
        """Return the first one later than *after*."""
        ...


@dataclass(frozen=True, slots=True)
class CronFireTimes:
    """The times of a cron text in a zone.

    A time on the wall is called by its date and time there, so it is the same slot
    to a daemon whose time zone data are older; an interval by its instant.
    """

    cron: cron.Cron
    zone: ZoneInfo

    def latest(self, now: datetime) -> DueTime | None:
        """Return the last one at or before *now*."""
        return self._slot(cron.latest(self.cron, self.zone, now))

    def next_after(self, after: datetime) -> DueTime | None:
        """Return the first one later than *after*."""
        return self._slot(cron.next_after(self.cron, self.zone, after))

    def _slot(self, at: datetime | None) -> DueTime | None:
        if at is None:
            return None
        if self.cron.interval:
            return DueTime(at, at.isoformat())
        return DueTime(at, f"{at.astimezone(self.zone):%Y-%m-%dT%H:%M} {self.zone.key}")


@dataclass(frozen=True, slots=True)
class DueRun:
    """A slot that is to be run now, and the key to take in the ledger."""

    slot: DueTime
    key: str


def due(
    times: FireTimes, last: JobRun | None, now: datetime, *, grace: timedelta, delay: timedelta = timedelta()
) -> DueRun | None:
    """Return the slot of *times* that is due at *now*; None where there is none.

    *last* is the latest run of the job. A job that has never run takes a slot that
    passed less than *grace* ago; an older one belongs to the time before it was set
    up. What was not finished is tried again while its slot is the latest. Every slot
    starts *delay* late.
    """
    slot = times.latest(now - delay)
    if slot is None:
        return None
    if last is None:
        return DueRun(slot, slot.key) if now - delay - slot.at <= grace else None
    taken, _, number = last.slot.partition(RETRY_MARK)
    if taken == slot.key:
        return _retry(slot, last, int(number or 1), now)
    # a run from the future is of a clock that was wrong, and says nothing
    if slot.at <= last.started_at <= now:
        return None
    return DueRun(slot, slot.key)


def stable_jitter(parts: Sequence[str], seconds: int) -> timedelta:
    """Return a delay below *seconds* that is always the same for *parts*, as far as possible another for others.

    Installations that poll one site at the same minute should not do so at the same
    second; a delay that is new each time would let the two times of a job overtake.
    """
    if not seconds:
        return timedelta()
    digest = hashlib.sha256("\0".join(parts).encode()).digest()
    return timedelta(seconds=int.from_bytes(digest[:8], "big") % seconds)


def _retry(slot: DueTime, last: JobRun, number: int, now: datetime) -> DueRun | None:
    if last.status not in UNFINISHED_STATUSES or number >= MAX_TRIES or last.ended_at is None:
        return None
    wait = FIRST_RETRY_DELAY * 2 ** (number - 1) if last.status == "failed" else timedelta()
    # an end in the future is of a clock that was wrong
    if last.ended_at <= now < last.ended_at + wait:
        return None
    return DueRun(slot, f"{slot.key}{RETRY_MARK}{number + 1}")
