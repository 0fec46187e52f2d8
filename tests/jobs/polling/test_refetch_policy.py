"""Whether a release is asked for again, and how."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.polling.refetch_policy import FetchMode, decide_fetch
from tests.fakes import build_release
from tracker.health_states import HealthState, Trouble
from tracker.store.records import StoredRelease

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)


def build_held(stood: timedelta, tried: timedelta, **overrides: object) -> StoredRelease:
    """Return a release with an ETag that has stood unchanged and was last asked for so long ago."""
    held = StoredRelease(build_release(), NOW - stood, NOW - tried, '"1"', None, NOW - stood, NOW - tried)
    return replace(held, **overrides)


def build_trouble(failing: timedelta, tried: timedelta) -> Trouble:
    """Return an address that has failed for so long and was last asked for so long ago."""
    return Trouble("norvale", "page", HealthState.BROKEN, "404", "", NOW - failing, NOW - tried, 3)


def test_a_release_never_seen_is_got():
    """What is announced for the first time is fetched, however old it is."""
    assert decide_fetch(None, None, NOW, recheck_days=30) is FetchMode.FULL


@pytest.mark.parametrize(
    ("stood", "tried", "asking"),
    [
        (timedelta(seconds=10), timedelta(seconds=10), FetchMode.CONDITIONAL),
        (timedelta(days=1), timedelta(hours=2), FetchMode.CONDITIONAL),
        (timedelta(days=1), timedelta(minutes=30), FetchMode.SKIP),
        (timedelta(days=24), timedelta(hours=23), FetchMode.SKIP),
        (timedelta(days=24), timedelta(days=1), FetchMode.CONDITIONAL),
        (timedelta(days=31), timedelta(days=20), FetchMode.SKIP),
    ],
)
def test_the_longer_a_text_stands_the_seldomer_it_is_asked_for(
    stood: timedelta, tried: timedelta, asking: FetchMode
):
    """A text that has stood for a day is asked for hourly, for a month daily; after recheck_days never."""
    assert decide_fetch(build_held(stood, tried), None, NOW, recheck_days=30) is asking


def test_an_edited_page_is_young_again():
    """A release of last year that was edited yesterday is asked for hourly: edits come in runs."""
    held = replace(build_held(timedelta(days=1), timedelta(hours=2)), first_seen_at=NOW - timedelta(days=400))
    assert decide_fetch(held, None, NOW, recheck_days=30) is FetchMode.CONDITIONAL


def test_a_standing_page_is_asked_for_daily_for_ever():
    """Texts that stay at one address and are rewritten have no last check."""
    held = build_held(timedelta(days=900), timedelta(days=1))
    assert decide_fetch(held, None, NOW, recheck_days=None) is FetchMode.CONDITIONAL
    tried = replace(held, tried_at=NOW - timedelta(hours=23))
    assert decide_fetch(tried, None, NOW, recheck_days=None) is FetchMode.SKIP


def test_no_rechecking_where_none_is_wanted():
    """With recheck_days = 0 a release is got once and never again."""
    held = build_held(timedelta(minutes=1), timedelta(minutes=1))
    assert decide_fetch(held, None, NOW, recheck_days=0) is FetchMode.SKIP


@pytest.mark.parametrize(
    ("etag", "last_modified", "times"), [('"1"', None, 24), ('W/"1"', None, 8), (None, "Sun, 02 Mar 2031", 2)]
)
def test_not_modified_is_believed_for_a_while_only(etag: str | None, last_modified: str | None, times: int):
    """An edit behind a 304 is found by asking for the whole body now and then, soonest where all there is is a date."""
    held = build_held(
        timedelta(days=1), timedelta(hours=2), etag=etag, last_modified=last_modified, unread_checks=times - 1
    )
    assert decide_fetch(held, None, NOW, recheck_days=30) is FetchMode.CONDITIONAL
    assert decide_fetch(replace(held, unread_checks=times), None, NOW, recheck_days=30) is FetchMode.FULL


def test_without_validators_the_whole_body_is_asked_for():
    """Where the server gives neither ETag nor date there is nothing to ask by."""
    held = build_held(timedelta(days=1), timedelta(hours=2), etag=None)
    assert decide_fetch(held, None, NOW, recheck_days=30) is FetchMode.FULL


@pytest.mark.parametrize(
    ("failing", "tried", "asking"),
    [
        (timedelta(0), timedelta(seconds=1), FetchMode.FULL),
        (timedelta(hours=4), timedelta(minutes=30), FetchMode.SKIP),
        (timedelta(hours=4), timedelta(hours=1), FetchMode.FULL),
        (timedelta(days=60), timedelta(hours=23), FetchMode.SKIP),
        (timedelta(days=60), timedelta(days=1), FetchMode.FULL),
    ],
)
def test_the_longer_an_address_fails_the_seldomer_it_is_asked(
    failing: timedelta, tried: timedelta, asking: FetchMode
):
    """A link that leads nowhere is not asked for at every pass, but daily at least: it may come back."""
    trouble = build_trouble(failing, tried)
    assert decide_fetch(None, trouble, NOW, recheck_days=30) is asking


def test_a_resumed_pass_does_not_ask_again():
    """What the pass that was cut short has asked for, with whatever answer, is not asked for again."""
    start = NOW - timedelta(minutes=5)
    held = build_held(timedelta(days=1), timedelta(minutes=5))
    assert decide_fetch(held, None, NOW, recheck_days=30, resumed_from=start) is FetchMode.SKIP
    trouble = build_trouble(timedelta(0), timedelta(minutes=5))
    assert decide_fetch(None, trouble, NOW, recheck_days=30, resumed_from=start) is FetchMode.SKIP
    assert decide_fetch(None, None, NOW, recheck_days=30, resumed_from=start) is FetchMode.FULL
