"""Releases under watch: what is held, how the last attempts on it went, what is gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.dialects import postgresql

from tests.fakes import DAY, NOW, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.store import ReleaseCheck, Store, StoredRelease
from tracker.store.write.release_checks import NOTED

LATER = NOW + timedelta(days=1)
LATER_STILL = NOW + timedelta(days=2)
RELEASE = build_release()


@pytest.fixture(autouse=True)
def recorded(desk: Desk) -> None:
    """One release is held, with both validators."""
    desk.record(RELEASE, "text", etag='"1"', last_modified="Tue, 04 Mar 2031 10:00:00 GMT")


def held(store: Store) -> StoredRelease:
    """The release as it is held."""
    return store.stored_releases(RELEASE.source)[RELEASE.ref]


def test_validators_are_those_of_the_last_answer(desk: Desk, store: Store) -> None:
    """The next conditional request quotes the last full answer; "not changed" renews what it repeats."""
    store.record_checks([ReleaseCheck(RELEASE.id, LATER, whole=False, etag='"2"')])
    assert (held(store).etag, held(store).last_modified) == ('"2"', "Tue, 04 Mar 2031 10:00:00 GMT")
    assert (held(store).first_seen_at, held(store).last_checked_at) == (NOW, LATER)
    desk.record(RELEASE, "text", etag=None, now=LATER)
    assert held(store).etag is None


def test_held_is_by_source(desk: Desk, store: Store) -> None:
    """The same ref at two sources is two releases."""
    desk.record(build_release("1", source="norvale-mfa"), "a")
    desk.record(build_release("1", source="estmark-mfa"), "b")
    assert list(store.stored_releases("estmark-mfa")) == ["1"]
    assert store.stored_releases("estmark-mfa")["1"].release.source == "estmark-mfa"
    assert store.stored_releases("lurania-mfa") == {}


def test_answers_without_a_body_are_counted(store: Store) -> None:
    """How often a page said 304 in a row decides when it is read whole again, whatever it says."""
    store.record_checks(
        [ReleaseCheck(RELEASE.id, LATER, whole=False), ReleaseCheck(RELEASE.id, LATER, whole=False)]
    )
    assert held(store).unread_checks == 2
    store.record_checks([ReleaseCheck(RELEASE.id, LATER, whole=True)])
    assert held(store).unread_checks == 0


def test_a_page_is_gone_since_the_first_time_it_was(store: Store) -> None:
    """404 in a row is counted from its first day; one answer ends it, and the page was not checked meanwhile."""
    store.record_checks([ReleaseCheck(RELEASE.id, LATER, whole=False, gone=True)])
    store.record_checks([ReleaseCheck(RELEASE.id, LATER_STILL, whole=False, gone=True)])
    assert (held(store).gone_since, held(store).gone_checks) == (LATER, 2)
    assert (held(store).last_checked_at, held(store).tried_at) == (NOW, LATER_STILL)
    assert held(store).unread_checks == 0
    store.record_checks([ReleaseCheck(RELEASE.id, LATER_STILL, whole=False)])
    assert (held(store).gone_since, held(store).gone_checks) == (None, 0)


def test_an_attempt_that_failed_says_nothing_of_the_page(store: Store) -> None:
    """A server that is down neither makes a page gone nor brings it back; that it was tried is noted."""
    store.record_checks([ReleaseCheck(RELEASE.id, LATER, whole=False, gone=True)])
    before = held(store)
    store.record_checks([ReleaseCheck(RELEASE.id, LATER_STILL, whole=False, failed=True)])
    after = held(store)
    assert after.tried_at == LATER_STILL
    assert (after.gone_since, after.gone_checks, after.unread_checks, after.last_checked_at) == (
        before.gone_since,
        before.gone_checks,
        before.unread_checks,
        before.last_checked_at,
    )


def test_a_check_makes_no_change(store: Store) -> None:
    """Looking at a page again does not move the day it last changed; no check at all is fine, too."""
    store.record_checks([])
    store.record_checks([ReleaseCheck(RELEASE.id, LATER, whole=True)])
    assert held(store).changed_at == NOW


def test_what_is_withdrawn_stays_held(desk: Desk, store: Store) -> None:
    """A withdrawn statement was made: it is listed with its day, and keeps what it said, until it stands again."""
    other = build_release("EM-1", source="estmark-mfa")
    desk.record(other, "else")
    store.withdraw(RELEASE.id, LATER)
    store.withdraw(other.id, LATER_STILL)
    assert store.withdrawn() == [(other, LATER_STILL), (RELEASE, LATER)]
    assert held(store).withdrawn_at == LATER
    assert store.last_body(RELEASE.id) is not None
    store.withdraw(RELEASE.id, None)
    assert store.withdrawn() == [(other, LATER_STILL)]


def test_days_of_publication_tell_the_rhythm_of_a_source(desk: Desk, store: Store) -> None:
    """One day for each dated release, earliest first; undated ones and other sources do not count."""
    desk.record(build_release("NV-2", published_on=DAY - timedelta(days=7)), "a")
    desk.record(build_release("NV-3", published_on=DAY), "b")
    desk.record(build_release("NV-4", published_on=None), "c")
    desk.record(build_release("EM-1", source="estmark-mfa"), "d")
    assert store.publication_days("norvale-mfa") == [DAY - timedelta(days=7), DAY, DAY]


def test_a_note_is_one_statement_of_any_database() -> None:
    """The store may move to PostgreSQL: what is written most often is no dialect of SQLite."""
    compiled = str(NOTED.compile(dialect=postgresql.dialect()))  # type: ignore[no-untyped-call]
    assert compiled.count("CASE WHEN") == 4
