"""What a feed of the whole store tells."""

from __future__ import annotations

from reports.digest.feed import feed_of_store
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext
from reports.site.page_data import render_data
from tests.reports.digest.news.redlines.redline_samples import GUIDANCE, LONGER, MARCH, MAY, PATIENT, STANDS
from tests.tracker.store.statement_writer import Desk
from tracker.store import ChangeQuery, Store


def redlines(feed: str) -> list[str]:
    """Return the entries of *feed* that lay a text beside the one before it."""
    parts = (" ".join(part.partition("</entry>")[0].split()) for part in feed.split("<entry>")[1:])
    return [part for part in parts if "REDLINE" in part]


def test_the_exported_feed_has_the_redlines_of_the_feeds_of_pages(store: Store):
    """Whoever subscribes to a file reads of a text beside the one before it what a reader of the site does, word for word."""
    desk = Desk(store)
    said = {"prices": STANDS, "rates": GUIDANCE, "patience": PATIENT}
    desk.say("m", said, day=MARCH, title="Rate statement, 19 March 2031")
    desk.say("n", {"prices": STANDS, "rates": LONGER}, day=MAY, title="Rate statement, 7 May 2031")
    view = PageContext(store, build_index(store), live=True)
    exported = redlines(feed_of_store(store, ChangeQuery(), 100))
    assert exported == redlines(render_data(view, "changes.atom", {}))
    assert len(exported) == 1
    assert redlines(feed_of_store(store, ChangeQuery(until=MARCH), 100)) == []
