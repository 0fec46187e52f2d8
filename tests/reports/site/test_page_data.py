"""What a page shows as data."""

import csv
import io
import json
from datetime import timedelta

import pytest
from lxml import etree

from reports.site.index_builder import build_index
from reports.site.page_context import PageContext, PageNotFoundError
from reports.site.page_data import media_type, page_of, render_data
from reports.site.routes import addresses, data_addresses
from reports.view import addresses as at
from tests.fakes import DAY
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Label, Mention
from tracker.exports.json_rows import CHANGES, UNITS
from tracker.store import open_store

EARLIER, LATER = "Norvale will act at once.", "Norvale may act."


@pytest.fixture
def view(tmp_path):
    """A line that weakened, on a server."""
    with open_store(store_url(tmp_path)) as store:
        desk = Desk(store)
        before = desk.say("NV-1", {"act": EARLIER}, day=DAY - timedelta(days=30))
        desk.say(
            "NV-2", {"act": LATER}, label=Label.WEAKENED, before=Mention(before.units[0], before.release)
        )
        yield PageContext(store, build_index(store), True)


def test_the_changes_are_there_as_rows_of_the_export(view):
    """Whoever reads ``export changes`` reads the page of changes with the same program."""
    rows = list(csv.DictReader(io.StringIO(render_data(view, "changes.csv", {}).removeprefix("\ufeff"))))
    assert list(rows[0]) == [column.name for column in CHANGES]
    assert [(row["label"], row["prev_quote"], row["quote"]) for row in rows] == [("WEAKENED", EARLIER, LATER)]


def test_data_takes_the_filter_of_its_page(view):
    """What is asked for of a page is asked for of its data: a spreadsheet of what was weakened holds nothing else."""
    assert json.loads(render_data(view, "changes.json", {"label": "strengthened"})) == []
    assert len(json.loads(render_data(view, "changes.json", {"label": "weakened"}))) == 1


def test_a_line_is_there_as_what_was_said_and_as_a_feed_of_what_moved(view):
    """The rows are every statement, verbatim; the feed tells a reader of feeds when the line moves again."""
    line = next(iter(view.atlas.lines))
    rows = json.loads(render_data(view, f"lines/{line}.json", {}))
    assert [row["quote"] for row in rows] == [EARLIER, LATER]
    assert set(rows[0]) == {column.name for column in UNITS}
    feed = etree.fromstring(render_data(view, f"lines/{line}.atom", {}).encode())
    titles = feed.findall("{*}entry/{*}title")
    assert len(titles) == 1
    assert titles[0].text == "weakened: act"


def test_what_may_not_be_the_same_promise_is_in_no_feed(tmp_path):
    """A feed is read as news; what is only possible is none."""
    with open_store(store_url(tmp_path)) as store:
        desk = Desk(store)
        before = desk.say("NV-1", {"act": EARLIER}, day=DAY - timedelta(days=30))
        desk.say(
            "NV-2",
            {"act": LATER},
            label=Label.WEAKENED,
            before=Mention(before.units[0], before.release),
            review=True,
        )
        view = PageContext(store, build_index(store), True)
        line = next(iter(view.atlas.lines))
        feed = etree.fromstring(render_data(view, f"lines/{line}.atom", {}).encode())
    assert feed.findall("{*}entry") == []


def test_topics_parties_sources_and_releases_are_there_as_rows(view):
    """Every list of the site can be sorted in a spreadsheet; every release is there with its offsets."""
    index = view.atlas
    topic, party, source = (next(iter(names)) for names in (index.topics, index.parties, index.sources))
    assert json.loads(render_data(view, at.data_address(at.topic(topic), "json"), {}))[0]["mentions"] == 2
    assert json.loads(render_data(view, at.data_address(at.party(party), "json"), {}))[0]["moved"] == 1
    releases = json.loads(render_data(view, at.data_address(at.source(source), "json"), {}))
    assert [row["release"] for row in releases] == ["NV-2", "NV-1"]
    units = json.loads(render_data(view, at.data_address(releases[0]["page"], "json"), {}))
    assert [(row["quote"], row["start"]) for row in units] == [(LATER, 0)]


@pytest.mark.parametrize(
    "address", ["about.csv", "lines/0000000000.json", "nowhere.atom", "topics/none.csv", "changes-2.csv"]
)
def test_what_is_not_there_is_not_found(view, address):
    """A page without rows has no data, and neither has what is not held."""
    with pytest.raises(PageNotFoundError):
        render_data(view, address, {})


def test_a_folder_of_files_has_data_beside_its_pages(view):
    """What a feed reader or a program asks for is there without a server, once for a list of several pages."""
    pages = list(addresses(view.atlas))
    data = dict(data_addresses(pages))
    assert {"changes.csv", "changes.json", "changes.atom"} <= set(data)
    assert all(page_of(address) == page for address, page in data.items())
    assert set(data.values()) <= set(pages)


def test_data_is_served_as_what_it_is():
    """A browser opens a spreadsheet or a feed with what is made for it."""
    kinds = {form: media_type(f"changes.{form}") for form in ("csv", "json", "atom", "html")}
    assert kinds == {
        "csv": "text/csv",
        "json": "application/json",
        "atom": "application/atom+xml",
        "html": "text/html",
    }
