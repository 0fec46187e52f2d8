"""Turns at one host."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tracker.fetch import HostNote
from tracker.fetch.failures import FetchFailure
from tracker.fetch.rate_limit import HostState, format_utc, parse_retry_after, rate_limit_slot, utc_after

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("says", "seconds"),
    [
        ("0", 0.0),
        (" 30 ", 30.0),
        ("Wed, 04 Mar 2026 09:00:30 GMT", 30.0),
        ("Wed, 04 Mar 2026 18:00:30 +0900", 30.0),
        ("Wed, 04 Mar 2026 09:00:30", 30.0),
        ("Wed, 04 Mar 2026 08:00:00 GMT", 0.0),
        ("Wed, 04 Mar 2099 08:00:00 GMT", 86_400.0),
        ("1e9", None),
        ("-1", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(says, seconds):
    """Both forms of RFC 9110, 10.2.3; a date that is over is now, and nothing is longer than a day."""
    assert parse_retry_after(says, NOW) == seconds


def test_until_is_never_too_early():
    """Parts of a second are rounded up, and the time is told in UTC."""
    until = utc_after(datetime(2026, 3, 4, 18, 0, 0, 1, tzinfo=timezone(timedelta(hours=9))), 60)
    assert format_utc(until) == "2026-03-04 09:01:00 UTC"


def test_threads_take_turns_a_delay_apart(clock):
    """However many ask at once, each begins a delay after the one before."""
    host, everyone = HostState(HostNote("norvale.example"), per_host=3), threading.BoundedSemaphore(16)
    begun = []
    for _ in range(4):
        with rate_limit_slot(host, everyone, 2.0, clock=clock, sleep=clock.sleep):
            begun.append(clock.at - 1000)
    assert begun == [0.0, 2.0, 4.0, 6.0]


def test_a_pause_holds_for_everybody(clock):
    """A host that asks for a moment gets it from all threads, and a shorter one does not end it."""
    host, everyone = HostState(HostNote("norvale.example"), per_host=3), threading.BoundedSemaphore(16)
    host.pause(clock.at + 4)
    host.pause(clock.at + 1)
    with rate_limit_slot(host, everyone, 0.0, clock=clock, sleep=clock.sleep):
        pass
    assert clock.slept == [4.0]


def test_the_longer_of_two_waits_counts():
    """A host that was put off until noon is not asked at ten because another page said so."""
    host = HostState(HostNote("norvale.example"), per_host=1)
    host.put_off(NOW + timedelta(hours=3), "the server answered 503 Service Unavailable")
    host.put_off(NOW + timedelta(hours=1), "the server answered 429 Too Many Requests")
    assert host.note().not_before == NOW + timedelta(hours=3)
    lost = host.blocked_reason(NOW + timedelta(hours=2), 0.0)
    assert isinstance(lost, FetchFailure)
    assert lost.transient
    assert host.blocked_reason(NOW + timedelta(hours=3), 0.0) is None
    assert host.note().not_before is None
