"""Manners towards one host: how many at once, how far apart, and when not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from tracker.fetch import HostNote
from tracker.fetch.failures import FailureStage, FetchFailure
from tracker.fetch.robots import Robots

LONGEST = 24 * 3600.0  # seconds; a Retry-After beyond it is believed so far and no further
_STRIKES = 3  # connections that fail in a row until a host is taken for dead
_DEAD_SECONDS = 600.0  # then one is tried again; a daemon lives long


class HostState:
    """What is known of one host in this run. Its lock guards all of it."""

    def __init__(self, note: HostNote, per_host: int) -> None:
        self.name = note.host
        self.lock = threading.Lock()
        self.robots = Robots(note.robots, note.robots_at)
        self.slots = threading.BoundedSemaphore(per_host)
        self.next_at = 0.0  # by the clock: the earliest start of the next request
        self.not_before, self.why = note.not_before, note.why
        self.misses = 0  # gets in a row that the server or the network failed
        self._strikes = 0
        self._dead: FetchFailure | None = None
        self._dead_until = 0.0
        self.changed = False

    def note(self) -> HostNote:
        """Return what the next run should know."""
        return HostNote(self.name, self.not_before, self.why, self.robots.text, self.robots.read_at)

    def blocked_reason(self, now: datetime, at: float) -> FetchFailure | None:
        """Return why the host may not be asked at *now*, which is *at* by the clock; None = it may."""
        if self.not_before is None and self._dead is None:
            return None
        with self.lock:
            if self.not_before is not None and now >= self.not_before:
                self.not_before, self.why, self.changed = None, "", True
            if self.not_before is not None:
                return FetchFailure(
                    f"{self.name} is left alone until {format_utc(self.not_before)} ({self.why})"
                )
            return self._dead if at < self._dead_until else None

    def put_off(self, until: datetime, why: str) -> None:
        """Do not ask before *until*, in this run or the next."""
        with self.lock:
            if self.not_before is None or until > self.not_before:
                self.not_before, self.why, self.changed = until, why, True

    def pause(self, until: float) -> None:
        """Let whoever asks next wait until *until* (by the clock)."""
        with self.lock:
            self.next_at = max(self.next_at, until)

    def count_failed_connection(self, lost: FetchFailure, at: float) -> None:
        """Count a connection that failed at *at*, seconds of the clock; after some in a row the host is left alone, for the reason *lost*."""
        with self.lock:
            self._strikes += 1
            if self._strikes >= _STRIKES:
                # for whoever comes now, nothing was tried
                self._dead = replace(lost, stage=FailureStage.BARRED)
                self._dead_until = at + _DEAD_SECONDS

    def answered(self) -> None:
        """Forget failed connections: the host lives."""
        if self._strikes:
            with self.lock:
                self._strikes, self._dead = 0, None


@contextmanager
def rate_limit_slot(
    host: HostState,
    everyone: threading.BoundedSemaphore,
    delay: float,
    *,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> Iterator[None]:
    """Hold one of the places at *host* and among *everyone*, begun *delay* seconds after the one before.

    The place among all is held while waiting, so that two starts are never
    nearer than they should be. Without a delay nobody waits for anybody.
    """
    with host.slots, everyone:
        with host.lock:
            now = clock()
            start = max(now, host.next_at)
            host.next_at = start + delay
        if start > now:
            sleep(start - now)
        yield


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for, at most a day; None = it says nothing we understand."""
    said = (value or "").strip()
    if said.isdecimal():
        return min(float(said[:9]), LONGEST)
    try:
        when = parsedate_to_datetime(said)
    except (TypeError, ValueError):
        return None
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    return min(max(0.0, (when - now).total_seconds()), LONGEST)


def utc_after(now: datetime, seconds: float) -> datetime:
    """Return *now* plus *seconds*, in whole seconds of UTC, never earlier."""
    return (now + timedelta(seconds=seconds + 0.999)).astimezone(UTC).replace(microsecond=0)


def format_utc(when: datetime) -> str:
    """Return *when* as errors say it."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
