"""How sources fare: in a word, with reasons, and as rows for a program."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain import Source, SourceKind
from tracker.health_states import HealthState, Trouble
from tracker.source_health.report import (
    SourcesSnapshot,
    health_of_sources,
    source_row,
    status_reasons,
    status_since,
    status_word,
)
from tracker.store import RefusedBody, SourceStatus

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


def test_a_source_has_counts_of_what_fails_and_what_is_held_and_its_last_release():
    """Addresses that fail, texts held back, the day of its last release: each of its own source."""
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
    found = [(one.id, one.status, one.last, one.failing, one.refused) for one in health_of_sources(watch)]
    assert found == [("norvale", "suspect", date(2031, 3, 4), 2, 1), ("estmark", "ok", None, 0, 0)]


def test_what_fails_says_why_and_how_to_mend_it():
    """The line under it is the operator's next step."""
    broken = build_watched(
        "norvale", state=HealthState.BROKEN, what="the server answered 404", mend="correct url"
    )
    assert list(status_reasons(broken)) == ["the server answered 404; correct url"]


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
    assert status_since(paused) == NOW - DAY
    assert list(status_reasons(paused)) == ["being rebuilt"]


def test_a_quiet_source_is_quiet_since_its_last_release():
    """The time beside the word is that of its last release, not of the check that noticed."""
    quiet = build_watched("a", quiet_since=datetime(2031, 1, 2, tzinfo=UTC))
    assert status_since(quiet) == datetime(2031, 1, 2, tzinfo=UTC)
    assert list(status_reasons(quiet)) == ["nothing new since 2031-01-02, far longer than usual"]


def test_a_pass_that_was_cut_short_is_told():
    """After a kill the operator sees that the next pass goes on from there."""
    cut = build_watched("a", pass_started_at=NOW - DAY)
    assert list(status_reasons(cut)) == ["its pass of 2031-03-04 08:00 did not end; the next goes on with it"]


def test_sources_stand_in_the_order_of_the_file_then_those_only_the_store_knows():
    """What left config.toml is still in the store, and is said to be so."""
    watch = SourcesSnapshot(
        [build_source("veskia"), build_source("estmark")],
        {"old": build_watched("old"), "estmark": build_watched("estmark")},
    )
    assert [(health.id, health.status) for health in health_of_sources(watch)] == [
        ("veskia", "not checked"),
        ("estmark", "ok"),
        ("old", "not in config"),
    ]


def test_without_a_file_the_store_speaks_for_itself():
    """A store looked at from elsewhere has states too."""
    assert [
        health.status for health in health_of_sources(SourcesSnapshot([], {"a": build_watched("a")}))
    ] == ["ok"]


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
