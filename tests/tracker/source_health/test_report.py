"""How sources fare, as a table for an operator and as rows for a program."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain import Source, SourceKind
from tracker.health_states import HealthState, Trouble
from tracker.source_health.report import (
    TERMINAL_WIDTH,
    SourcesSnapshot,
    health_of_sources,
    source_lines,
    source_row,
    status_word,
)
from tracker.store import RefusedBody, SourceStatus
from tracker.text.sanitize import one_line

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def build_source(name):
    """Return a feed called *name*."""
    return Source(name, SourceKind.FEED, url=f"https://{name}.example/feed")


def build_watched(source, **overrides):
    """Return a source that is fine since the first of March and was checked at 8."""
    usual = {"since": NOW - 4 * DAY, "checked_at": NOW, "succeeded_at": NOW}
    return SourceStatus(source, **(usual | overrides))


def build_watch(*watched, **more):
    """Return a watch over *watched*, all of them in config.toml."""
    sources = [build_source(one.source) for one in watched]
    return SourcesSnapshot(sources, {one.source: one for one in watched}, **more)


def build_refused(source, ref):
    """Return a text of *source* that was held back."""
    empty = ("", "", None, "a consent wall", "", "text/html", "")
    return RefusedBody(source, ref, *empty, first_at=NOW, last_at=NOW, times=1, size=10)


def test_a_source_is_one_line_with_state_times_and_counts():
    """State, since when, last checked, last release, addresses that fail, texts held back."""
    troubles = [
        Trouble("norvale", place, HealthState.BROKEN, "gone", "", NOW, NOW)
        for place in ("https://a", "https://b")
    ]
    watch = build_watch(
        build_watched("norvale", state=HealthState.SUSPECT),
        build_watched("estmark"),
        troubles=troubles,
        refused=[build_refused("norvale", "1")],
        latest={"norvale": date(2031, 3, 4)},
    )
    head, norvale, estmark = source_lines(watch)
    assert head.split() == ["SOURCE", "STATE", "SINCE", "CHECKED", "LATEST", "FAILING", "HELD"]
    assert norvale.split() == [
        *("norvale", "suspect", "2031-03-01", "08:00", "2031-03-05", "08:00", "2031-03-04", "2", "1")
    ]
    assert estmark.split() == ["estmark", "ok", "2031-03-01", "08:00", "2031-03-05", "08:00", "-", "-", "-"]


def test_what_fails_says_why_and_how_to_mend_it():
    """The line under it is the operator's next step."""
    broken = build_watched(
        "norvale", state=HealthState.BROKEN, what="the server answered 404", mend="correct url"
    )
    assert list(source_lines(build_watch(broken)))[2:] == ["    the server answered 404; correct url"]


@pytest.mark.parametrize(
    ("watched", "said"),
    [
        (SourceStatus("a"), "not checked"),
        (build_watched("a"), "ok"),
        (build_watched("a", state=HealthState.RECOVERED), "recovered"),
        (build_watched("a", quiet_since=NOW - 60 * DAY), "quiet"),
        (build_watched("a", quiet_since=NOW - 60 * DAY, state=HealthState.RECOVERED), "quiet"),
        (build_watched("a", quiet_since=NOW - 60 * DAY, state=HealthState.BROKEN), "broken"),
        (build_watched("a", state=HealthState.BROKEN, paused_at=NOW), "paused"),
        (SourceStatus("a", paused_at=NOW), "paused"),
    ],
)
def test_the_word_is_the_gravest_that_holds(watched, said):
    """Paused goes before all: nobody looks. A failure goes before silence, silence before what is over."""
    assert status_word(watched) == said


def test_a_paused_source_says_why_and_not_what_failed_before():
    """While nobody looks, the old failure is no news."""
    paused = build_watched(
        "a", state=HealthState.BROKEN, what="answered 503", paused_at=NOW - DAY, paused_why="being rebuilt"
    )
    _, row, why = source_lines(build_watch(paused))
    assert "2031-03-04 08:00" in row
    assert why == "    being rebuilt"


def test_a_quiet_source_is_quiet_since_its_last_release():
    """The time beside the word is that of its last release, not of the check that noticed."""
    quiet = build_watched("a", quiet_since=datetime(2031, 1, 2, tzinfo=UTC))
    _, row, why = source_lines(build_watch(quiet))
    assert "2031-01-02 00:00" in row
    assert why == "    nothing new since 2031-01-02, far longer than usual"


def test_a_pass_that_was_cut_short_is_told():
    """After a kill the operator sees that the next pass goes on from there."""
    cut = build_watched("a", pass_started_at=NOW - DAY)
    assert list(source_lines(build_watch(cut)))[2] == (
        "    its pass of 2031-03-04 08:00 did not end; the next goes on with it"
    )


def test_sources_stand_in_the_order_of_the_file_then_those_only_the_store_knows():
    """What left config.toml is still in the store, and is said to be so."""
    watch = SourcesSnapshot(
        [build_source("veskia"), build_source("estmark")],
        {"old": build_watched("old"), "estmark": build_watched("estmark")},
    )
    assert [(fare.id, fare.status) for fare in health_of_sources(watch)] == [
        ("veskia", "not checked"),
        ("estmark", "ok"),
        ("old", "not in config"),
    ]


def test_without_a_file_the_store_speaks_for_itself():
    """A store looked at from elsewhere has states too."""
    assert [fare.status for fare in health_of_sources(SourcesSnapshot([], {"a": build_watched("a")}))] == [
        "ok"
    ]


def test_nothing_is_wider_than_a_hundred_columns():
    """Long ids have a line of their own, long reasons are wrapped."""
    long = build_watched("a" * 64, state=HealthState.BROKEN, what="the server answered " + "503 " * 60)
    lines = list(source_lines(build_watch(long)))
    assert lines[1] == "a" * 64
    assert max(len(line) for line in lines) <= TERMINAL_WIDTH


def test_what_a_server_says_cannot_start_a_line_or_colour_one():
    """Control characters of a reason never reach the terminal."""
    evil = build_watched("a", state=HealthState.BROKEN, what="\x1b[31mgone\r\nok  norvale\u202e")
    assert list(source_lines(build_watch(evil)))[2:] == ["    [31mgone ok norvale"]
    assert one_line(" a\u200b\x00b \n c ") == "ab c"


def test_a_row_holds_all_there_is():
    """Programs get instants in ISO, and what is not known as null."""
    row = source_row(
        next(health_of_sources(build_watch(build_watched("norvale", state=HealthState.BROKEN, what="gone"))))
    )
    assert row == {
        "source": "norvale",
        "kind": "feed",
        "state": "broken",
        "since": "2031-03-01T08:00:00+00:00",
        "checked": "2031-03-05T08:00:00+00:00",
        "succeeded": "2031-03-05T08:00:00+00:00",
        "last_release": None,
        "failing": 0,
        "held_back": 0,
        "quiet_since": None,
        "paused": None,
        "paused_why": "",
        "what": "gone",
        "mend": "",
        "pass_cut_short": False,
    }
