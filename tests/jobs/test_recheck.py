"""Whether a release is asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jobs.recheck import Asking, decide

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)


def test_a_release_never_seen_is_got():
    """What is announced for the first time is fetched, however old it is."""
    assert decide(None, None, 30, NOW) is Asking.GET


@pytest.mark.parametrize(
    ("held_for", "since_checked", "asking"),
    [
        (timedelta(seconds=10), timedelta(seconds=10), Asking.RECHECK),
        (timedelta(days=1), timedelta(hours=2), Asking.RECHECK),
        (timedelta(days=1), timedelta(minutes=30), Asking.SKIP),
        (timedelta(days=24), timedelta(hours=23), Asking.SKIP),
        (timedelta(days=24), timedelta(days=1), Asking.RECHECK),
        (timedelta(days=31), timedelta(days=20), Asking.SKIP),
    ],
)
def test_the_longer_held_the_seldomer_asked_for(held_for, since_checked, asking):
    """A day-old release is asked for hourly, a month-old one daily; after recheck_days none is."""
    assert decide(NOW - held_for, NOW - since_checked, 30, NOW) is asking


def test_no_rechecking_where_none_is_wanted():
    """With recheck_days = 0 a release is got once and never again."""
    assert decide(NOW - timedelta(minutes=1), NOW - timedelta(minutes=1), 0, NOW) is Asking.SKIP
