"""What a feed of the whole store tells."""

from __future__ import annotations

import pytest

from reports.digest.feed import feed_of_store
from reports.site.index_builder import build_index
from reports.site.page_context import PageContext
from reports.site.page_data import render_data
from tests.reports.digest.news.redlines.redline_samples import (
    GUIDANCE,
    LONGER,
    MARCH,
    MAY,
    PATIENT,
    STANDS,
)
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Label, Mention
from tracker.store import ChangeQuery, Store

CREWS = "The Board condemns the seizure of two Estmark trawlers off Veskia and demands that their crews be released by June 2032."


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


@pytest.mark.parametrize(("label", "told"), [(Label.REAFFIRMED, 0), (Label.NEW, 1)])
def test_a_feed_adds_nothing_that_another_text_of_the_issuer_said(store: Store, label, told):
    """As in a mail: what a statement says again is not added, though the last text of its series did not have it."""
    desk = Desk(store)
    earlier = desk.say("a", {"crews": CREWS}, day=MARCH, title="Call with the harbour master")
    desk.say("m", {"prices": STANDS, "rates": GUIDANCE}, day=MARCH, title="Statement on grain, 19 March 2031")
    before = Mention(earlier.units[0], earlier.release) if label is Label.REAFFIRMED else None
    desk.say(
        "n",
        {"prices": STANDS, "rates": GUIDANCE, "crews": CREWS},
        day=MAY,
        title="Statement on grain, 7 May 2031",
        label=label,
        before=before,
    )
    assert len(redlines(feed_of_store(store, ChangeQuery(), 100))) == told
