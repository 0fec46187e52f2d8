"""How sources, their addresses and their hosts fare, and how far a pass has come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.fakes import NOW
from tracker.fetch import HostNote
from tracker.health_states import HealthState, Notice, Trouble
from tracker.store import RESUME_WITHIN, SourceStatus, Store

LATER = NOW + timedelta(hours=1)
SOURCE = "norvale-mfa"
PAGE = "https://mfa.norvale.example/releases/1"


def trouble(place: str = "", source: str = SOURCE, **overrides: object) -> Trouble:
    """Return that *place* has failed once."""
    made = Trouble(source, place, HealthState.SUSPECT, "no answer", "try again", NOW, NOW)
    return replace(made, **overrides)  # type: ignore[arg-type]


def notice(state: HealthState = HealthState.SUSPECT, source: str = SOURCE, at: datetime = NOW) -> Notice:
    """Return that a source took a step to *state*."""
    return Notice(source, "", state, "no answer", at, "try again")


def test_a_source_never_checked_is_as_new(store: Store) -> None:
    """Nothing is known against a source before it was asked, and it is not listed."""
    assert store.source_status(SOURCE) == SourceStatus(SOURCE)
    assert store.source_statuses() == {}


def test_how_a_source_fares_is_kept(store: Store) -> None:
    """State, since when, last check, last success and the reason come back as they were put."""
    fares = SourceStatus(
        SOURCE, HealthState.BROKEN, NOW, LATER, NOW, "404", "look at the site", quiet_since=NOW
    )
    store.record_health(fares, [], [], [])
    assert store.source_status(SOURCE) == fares
    assert store.source_statuses() == {SOURCE: fares}


def test_a_pause_outlives_a_check(store: Store) -> None:
    """What the operator decided is not undone by a pass that began before."""
    before = store.source_status(SOURCE)
    store.pause(SOURCE, NOW, "the site is being rebuilt")
    store.record_health(replace(before, checked_at=LATER), [], [], [])
    paused = store.source_status(SOURCE)
    assert (paused.paused_at, paused.paused_why, paused.checked_at) == (
        NOW,
        "the site is being rebuilt",
        LATER,
    )
    store.resume(SOURCE)
    assert (store.source_status(SOURCE).paused_at, store.source_status(SOURCE).paused_why) == (None, "")


def test_troubles_are_by_place_and_end(store: Store) -> None:
    """Each address fails for itself; a later failure takes the place of the one before, an end takes it away."""
    store.record_health(SourceStatus(SOURCE), [trouble(), trouble(PAGE)], [], [])
    worse = trouble(PAGE, state=HealthState.BROKEN, times=2, last_at=LATER)
    store.record_health(SourceStatus(SOURCE), [worse], [""], [])
    store.record_health(SourceStatus("estmark-mfa"), [trouble("", "estmark-mfa")], [PAGE], [])
    assert store.troubles_by_place(SOURCE) == {PAGE: worse}
    assert store.troubles() == [trouble("", "estmark-mfa"), worse]
    assert store.troubles(SOURCE) == [worse]


def test_notices_are_latest_first_and_stay(store: Store) -> None:
    """Every step is told in the order it was noted, also where two fell on one instant."""
    steps = [notice(HealthState.SUSPECT), notice(HealthState.BROKEN), notice(HealthState.RECOVERED)]
    store.record_health(SourceStatus(SOURCE), [], [], steps)
    store.record_health(SourceStatus("estmark-mfa"), [], [], [notice(source="estmark-mfa", at=LATER)])
    assert store.notices() == [notice(source="estmark-mfa", at=LATER), *steps[::-1]]
    assert store.notices(limit=2) == [notice(source="estmark-mfa", at=LATER), steps[2]]


def test_health_is_kept_all_or_none(store: Store) -> None:
    """A trouble without its notice, or the other way round, would be told never or for ever."""
    broken = replace(notice(), at=NOW.replace(tzinfo=None))
    with pytest.raises(Exception, match="no time zone"):
        store.record_health(SourceStatus(SOURCE, checked_at=NOW), [trouble()], [], [broken])
    assert store.troubles() == []
    assert store.source_status(SOURCE) == SourceStatus(SOURCE)


def test_a_pass_cut_short_is_gone_on_with(store: Store) -> None:
    """After a kill the next pass is the same one, so what it has asked is not asked again; a finished one is not."""
    assert store.begin_poll(SOURCE, NOW) == NOW
    assert store.begin_poll(SOURCE, LATER) == NOW
    store.end_poll(SOURCE, LATER)
    assert (store.source_status(SOURCE).pass_started_at, store.source_status(SOURCE).pass_ended_at) == (
        NOW,
        LATER,
    )
    assert store.begin_poll(SOURCE, LATER) == LATER
    assert store.source_status(SOURCE).pass_ended_at is None
    assert store.begin_poll("estmark-mfa", LATER + timedelta(hours=1)) == LATER + timedelta(hours=1)


def test_a_pass_cut_short_long_ago_is_begun_anew(store: Store) -> None:
    """What was asked this morning is asked again tonight."""
    store.begin_poll(SOURCE, NOW)
    assert store.begin_poll(SOURCE, NOW + RESUME_WITHIN) == NOW + RESUME_WITHIN


def test_a_pass_of_an_earlier_slot_is_not_gone_on_with(store: Store) -> None:
    """Where each slot asks every page, what was asked before the slot is asked again in it; what was asked in it is not."""
    store.begin_poll(SOURCE, NOW)
    assert store.begin_poll(SOURCE, LATER, since=LATER) == LATER
    assert store.begin_poll(SOURCE, LATER + timedelta(minutes=1), since=LATER) == LATER


def test_what_the_index_said_is_kept(store: Store) -> None:
    """The next request for the index quotes what the server gave; health does not touch it."""
    store.record_index(SOURCE, '"1"', "Tue, 04 Mar 2031 10:00:00 GMT", "print")
    store.record_health(SourceStatus(SOURCE), [], [], [])
    found = store.source_status(SOURCE)
    assert (found.list_etag, found.list_last_modified) == ('"1"', "Tue, 04 Mar 2031 10:00:00 GMT")
    assert found.list_print == "print"
    store.record_index(SOURCE, None, None, "other")
    assert (store.source_status(SOURCE).list_etag, store.source_status(SOURCE).list_print) == (None, "other")


def test_what_is_known_of_a_host_outlives_the_run(store: Store) -> None:
    """A server that asked to be left alone is, by the next process too; that it has no robots.txt is known."""
    busy = HostNote("mfa.norvale.example", LATER, "Retry-After", "User-agent: *\nDisallow: /x", NOW)
    bare = HostNote("estmark.example:8443", robots="", robots_at=NOW)
    store.record_hosts([busy, bare])
    assert store.hosts() == [bare, busy]
    store.record_hosts([replace(busy, not_before=None, why="")])
    store.record_hosts([])
    assert store.hosts() == [bare, replace(busy, not_before=None, why="")]
