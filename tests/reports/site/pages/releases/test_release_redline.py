"""A release beside the one before it, on its page."""

from __future__ import annotations

from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.site.pages.releases.release_redline import release_redline
from tests.reports.digest.news.redlines.redline_samples import GUIDANCE, LONGER, MARCH, MAY, PATIENT, STANDS
from tests.reports.digest.test_redline_query import record
from tests.tracker.store.statement_writer import Desk
from tracker.store import Store


def test_a_page_shows_every_sentence_that_differs_from_the_text_before(store: Store):
    """Two of three sentences differ: one in other words, one gone, each as a redline, with the way to the text before."""
    desk = Desk(store)
    before = record(desk, "m", "Rate statement, 19 March 2031", MARCH, STANDS, GUIDANCE, PATIENT)
    change = record(desk, "n", "Rate statement, 7 May 2031", MAY, STANDS, LONGER)
    text = SeriesTexts(store).beside(change.release)
    found = release_redline(text)
    assert (found.counts, found.on, found.is_open) == (
        "Sentence by sentence: 1 in other words, 1 gone",
        "2031-03-19",
        True,
    )
    assert [fate for fate, _ in found.sentences] == ["in other words", "gone"]
    assert [run.text for run in found.sentences[0][1] if run.op == "insert"] == ["an extended period"]
    assert SeriesTexts(store).beside(before.release) is None
    (shown,) = (one for one in text.units if one.quote == LONGER)
    told = release_redline(text, {shown.id})
    assert [fate for fate, _ in told.sentences] == ["gone"], "a row above shows the other"
