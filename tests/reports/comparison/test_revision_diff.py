"""Any two texts of a release that was edited, and how an edit is told where no unit moved."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from jobs import steps
from jobs.polling.body_recording import record_body
from reports.comparison.revision_diff import compare_revisions, diff_lines, diff_rows
from reports.digest.edit_note import edit_news
from reports.digest.filters import ChangeFilter
from reports.digest.report_query import ReportQuery, query_report
from reports.render import Format, render
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext
from reports.site.pages.releases import release_page
from tests.fakes import NOW, build_release
from tests.tracker.edits.samples import engine
from tracker.domain import Label
from tracker.errors import InputError
from tracker.exports import atom_feed, export_queries
from tracker.health_states import THERE_AGAIN, HealthState, Notice
from tracker.store import ChangeQuery, SourceStatus

FUND = "Norvale will contribute 40 million crowns to the Halden Rescue Fund."
FACT = "Norvale and Estmark counted 12 boats in the strait in the winter."
RELEASE = build_release(title="Statement on the Halden Sea")
TEXTS = (
    f"{FUND}\n\n{FACT}\n",
    f"{FUND}\n\n{FACT.replace('12', '30')}\n",
    f"{FUND.replace('40', '30')}\n\n{FACT.replace('12', '30')}\n",
)


@pytest.fixture
def edited(store):
    """A store in which one release has shown three texts."""
    reader = engine()
    for number, text in enumerate(TEXTS):
        at = NOW + timedelta(hours=number)
        record_body(store, RELEASE, text.encode(), at, media_type="text/plain", charset="utf-8")
        steps.read(store, reader)
        steps.relate(store, reader, at)
    return store


def test_the_last_two_texts_of_a_release_are_compared(edited):
    """Without numbers a desk sees the last edit: what moved, every stretch, and both texts with hash and time."""
    told = "\n".join(diff_lines(compare_revisions(edited, RELEASE.ref, (), engine())))
    assert "WEAKENED" in told
    assert "[-40-] {+30+}" in told
    assert "text 2 (fetched 2031-03-05 09:00 UTC, SHA-256 " in told


def test_any_two_texts_are_compared(edited):
    """First against third: both edits together."""
    rows = list(diff_rows(compare_revisions(edited, RELEASE.ref, (1, 3), engine())))
    assert [row["label"] for row in rows if row["row"] == "change"] == ["WEAKENED"]
    assert [row["signals"] for row in rows if row["row"] == "words"] == [["number"]]
    assert sum(row["row"] == "stretch" for row in rows) == 2


def test_a_text_that_was_never_shown_is_an_error_in_one_line(edited):
    """Who asks for text 7 of three learns which there are."""
    with pytest.raises(InputError, match="no text 7"):
        compare_revisions(edited, RELEASE.ref, (1, 7), engine())


def test_words_changed_are_in_the_section_of_the_digest(edited):
    """A number that changed outside of commitments is told in the digest, once, and only to who asked for the source."""
    told = edit_news(edited, NOW, NOW + timedelta(hours=1), wanted=lambda _: True)
    assert any("[-12-] {+30+}" in line for line in told)
    assert edit_news(edited, NOW + timedelta(hours=1), NOW + timedelta(hours=2), wanted=lambda _: True) == ()
    assert edit_news(edited, NOW, NOW + timedelta(hours=1), wanted=lambda _: False) == ()


@pytest.mark.parametrize("form", [Format.HTML, Format.TEXT, Format.MD])
def test_words_changed_are_in_a_report_of_everything(edited, form):
    """Whoever asks for all of a month finds the number that changed outside of commitments; who asks for a label does not."""
    everything = query_report(edited, ReportQuery(ChangeFilter()), (), NOW, warn=lambda _: None)
    assert "boats in the strait" in render(everything, form)
    weakened = ReportQuery(ChangeFilter(labels=frozenset({Label.WEAKENED})))
    assert "boats in the strait" not in render(
        query_report(edited, weakened, (), NOW, warn=lambda _: None), form
    )


def test_pages_withdrawn_and_restored_are_told_with_the_edits(edited):
    """A page that its publisher took away, or put back, is told in the window in which that was found."""
    for hour, (state, what) in enumerate(
        ((HealthState.WITHDRAWN, "not there since 2031-03-01"), (HealthState.RECOVERED, THERE_AGAIN))
    ):
        at = NOW + timedelta(days=1, hours=hour)
        notice = Notice(RELEASE.source, RELEASE.url, state, what, at)
        edited.record_health(SourceStatus(RELEASE.source), [], [], [notice])
    told = edit_news(edited, NOW + timedelta(hours=3), NOW + timedelta(days=2), wanted=lambda _: True)
    assert [line.split(":")[0] for line in told] == ["Restored", "Withdrawn"]


def test_edits_are_exported_with_their_evidence(edited):
    """A row names both texts by number, time and hash."""
    first, second = export_queries.edit_rows(edited, ChangeQuery())
    assert (first["before_text"], first["after_text"], second["after_text"]) == (1, 2, 3)
    assert json.loads(json.dumps(first))["words"][0]["signals"] == ["number"]
    assert len(first["before_sha256"]) == 64


def test_words_changed_are_in_the_feed(edited):
    """A reader of the feed sees an edit that moved no unit."""
    feed = atom_feed.atom([], now=NOW, edits=edited.text_edits(news_only=True))
    assert feed.count("<entry>") == 1
    assert "Words changed: Statement on the Halden Sea" in feed


def test_the_page_of_a_release_says_how_its_texts_differ(edited):
    """Beside both texts stand what differs, the words that count, and a line to cite."""
    view = PageContext(edited, build_index(edited), live=False)
    page = release_page.gather(view, {"id": RELEASE.id}, {})
    latest, first = page.versions.editions
    assert first.summary == "1 change of words."
    assert [one.signals for one in first.words] == ["number"]
    assert "SHA-256" in latest.cite


def test_a_store_holds_edits_and_is_sound(edited):
    """Units that only an edit quotes are kept, and counted nowhere."""
    assert edited.check() == []
    assert [held.after.number for held in edited.text_edits(release=RELEASE.id)] == [2, 3]
