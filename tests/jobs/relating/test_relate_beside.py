"""What is complete is related while the rest is read, and comes out as if all had been read before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobs import steps
from jobs.polling.body_recording import record_body
from jobs.relating import relate_source
from jobs.relating.relate_beside import RelatingBeside
from tests.jobs.relating.test_relate_source import (
    CONSIDER,
    ENGAGE,
    FUND,
    NOW,
    RESPOND,
    build_dated,
    fresh_store,
    history,
)
from tracker.domain import Release

TEXTS = (f"{RESPOND}\n\n{ENGAGE}\n\n{FUND}", f"{CONSIDER}\n\n{FUND}", f"{RESPOND}\n\n{ENGAGE}")


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(steps, "BATCH", 3)
    monkeypatch.setattr(relate_source, "BATCH", 2)


def spoken(source: str = "norvale-mfa") -> list[tuple[Release, str]]:
    """Return eleven texts: three of one day, one edited, one without a day."""
    days = [date(2031, 1, 10) + timedelta(days=20 * max(0, number - 2)) for number in range(9)]
    made = [
        (replace(build_dated(day), id=f"{source} {number}", ref=f"{source}-{number}", source=source), text)
        for number, (day, text) in enumerate(zip(days, TEXTS * 3, strict=True))
    ]
    undated = replace(made[0][0], id=f"{source} none", ref=f"{source}-none", published_on=None)
    return [*made, (made[4][0], f"{TEXTS[1]}\n\n{ENGAGE}"), (undated, ENGAGE)]


def take_in(store, *sources, site="mfa.norvale.example"):
    """Record what the sources said, all on one *site* or each on one of its own."""
    for source in sources:
        for at, (release, text) in enumerate(spoken(source)):
            host = site or f"{source}.example"
            record_body(
                store,
                replace(release, url=f"https://{host}/{release.published_on}"),
                text.encode(),
                NOW + timedelta(hours=at),
                media_type="text/plain",
                charset="utf-8",
            )


def quietly(tmp_path, engine, *sources, site="mfa.norvale.example"):
    """Return the history of *sources*, all read before it is related."""
    with fresh_store(tmp_path) as store:
        take_in(store, *sources, site=site)
        steps.read(store, engine)
        related = steps.relate(store, engine, NOW)
        return history(store), related.counts


def test_what_is_related_meanwhile_is_what_would_be_related_after(tmp_path, engine):
    """The order of publication within a source is kept, texts of one day, edits and undated texts included."""
    quiet, counts = quietly(tmp_path, engine, "norvale-mfa")
    with fresh_store(tmp_path) as store:
        take_in(store, "norvale-mfa")
        beside = RelatingBeside(store, engine, NOW)
        steps.read(store, engine, beside=beside)
        assert beside.counts["revisions"] > 0  # before reading ended
        beside.end()
        assert beside.counts == counts
        assert steps.relate(store, engine, NOW).counts == {}
        assert history(store) == quiet


def test_sources_that_were_looked_for_are_related_one_by_one(tmp_path, engine):
    """Read anew, each source is related as it comes; what stands is what stood."""
    with fresh_store(tmp_path) as store:
        take_in(store, "norvale-mfa", "veskia-mfa")
        _, first = steps.read_and_relate(store, engine, NOW)
        before = history(store)
        store.mark_unread()
        read, again = steps.read_and_relate(store, engine, NOW)
        assert (read.counts["revisions"], again.counts["revisions"]) == (22, first.counts["revisions"])
        assert history(store) == before == quietly(tmp_path, engine, "norvale-mfa", "veskia-mfa")[0]


def test_a_source_that_may_hold_copies_waits_until_all_is_read(tmp_path, engine):
    """Which of two sources has a text first is known when both were read; until then neither is related."""
    with fresh_store(tmp_path) as store:
        take_in(store, "norvale-mfa", "veskia-mfa")
        beside = RelatingBeside(store, engine, NOW)
        steps.read(store, engine, beside=beside)
        beside.end()
        assert beside.counts == {}


def test_a_release_that_cannot_be_related_is_told_once(tmp_path, engine, monkeypatch):
    """What an error of this program holds up is left to the step that follows, which says so."""
    related = relate_source.relate_release

    def fail(revisions, *rest):
        if revisions[0].release.ref == "norvale-mfa-5":
            raise KeyError("a bug")
        return related(revisions, *rest)

    monkeypatch.setattr(relate_source, "relate_release", fail)
    with fresh_store(tmp_path) as store:
        take_in(store, "norvale-mfa")
        _, result = steps.read_and_relate(store, engine, NOW)
        assert [problem.message for problem in result.problems] == [
            "an error of this program (KeyError: 'a bug')"
        ]
        monkeypatch.undo()
        steps.relate(store, engine, NOW)
        assert history(store) == quietly(tmp_path, engine, "norvale-mfa")[0]


@pytest.mark.parametrize("done", [1, 4, 7])
def test_cut_short_it_goes_on_and_reads_nothing_twice(tmp_path, engine, done):
    """Ended in the middle of a source, the next run reads and relates what is left."""
    quiet, _ = quietly(tmp_path, engine, "norvale-mfa")
    with fresh_store(tmp_path) as store:
        take_in(store, "norvale-mfa")
        asked = iter(range(done))
        beside = RelatingBeside(store, engine, NOW)
        first = steps.read(store, engine, beside=beside, stop=lambda: next(asked, None) is None)
        read, _ = steps.read_and_relate(store, engine, NOW)
        assert first.counts.get("revisions", 0) + read.counts.get("revisions", 0) == 11
        assert history(store) == quiet
