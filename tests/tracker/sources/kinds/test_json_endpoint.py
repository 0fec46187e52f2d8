"""A JSON endpoint."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.fake_web import FakeWeb
from tracker.domain import Fields, Selectors, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.announcements import Announcements
from tracker.sources.asking import list_releases

URL = "https://norvale.example/api/search?kind=press"
NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)
FIELDS = Fields(items="results", link="link", title=("title",), date="when")
ITEM = {"link": "/press/7", "title": "On the Halden Sea", "when": "2031-03-04T23:30:00Z"}


def listed(document: Any, fields: Fields = FIELDS, **more: Any) -> Announcements:
    source = Source("norvale", SourceKind.JSON, "Norvale", URL, fields=fields, timezone="Asia/Seoul")
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    web = FakeWeb({URL: Fetched(URL, body, "application/json")})
    return list_releases(replace(source, **more), web, now=NOW)


def test_an_item_is_a_release_to_be_fetched() -> None:
    """Link, title and day are what stands at their paths; the link is absolute, the day that of the publisher."""
    (found,) = listed({"results": [ITEM]}).items
    release = found.release
    assert (release.url, release.ref) == ("https://norvale.example/press/7",) * 2
    assert (release.title, release.published_on, found.body) == ("On the Halden Sea", date(2031, 3, 5), None)


@pytest.mark.parametrize(
    ("document", "items"),
    [
        ([ITEM], ""),
        ({"feed": {"entry": [ITEM]}}, "feed.entry"),
        ({"feed": {"entry": ITEM}}, "feed.entry"),  # made of XML: one is no list
        ({"groups": [{"docs": ITEM}, {"docs": ITEM}]}, "groups.*.docs"),
        ({"new": [ITEM]}, "results|new"),
    ],
)
def test_the_list_is_found_at_its_path(document: Any, items: str) -> None:
    """The document itself, a list in it, a single item, or one item in each of several places."""
    found = listed(document, replace(FIELDS, items=items))
    assert [item.release.url for item in found.items] == ["https://norvale.example/press/7"]
    assert found.problems == ()


def test_a_title_may_stand_in_two_places() -> None:
    """They are joined by a space; what is not there is left out."""
    fields = replace(FIELDS, title=("kind", "title", "none"))
    assert listed({"results": [{**ITEM, "kind": " Speech "}]}, fields).items[0].release.title == (
        "Speech On the Halden Sea"
    )


def test_a_link_may_be_made_of_what_stands_in_an_item() -> None:
    """By a template with paths; where one of them leads nowhere there is no link, for half a one would be shared."""
    fields = replace(FIELDS, link="https://norvale.example/{ref:joined:lower}/{n}")
    found = listed({"results": [{"ref": "IP/31", "n": 0}, {"ref": "IP/32"}, {"n": 3}]}, fields)
    assert [item.release.url for item in found.items] == ["https://norvale.example/ip_31/0"]
    assert [problem.where for problem in found.problems] == ["norvale, item 2", "norvale, item 3"]


def test_a_list_of_addresses_is_a_list_of_releases() -> None:
    """An item may be nothing but its link, or a list with its link in a place; a number is no link."""
    found = listed(["/press/7", None, 8, ["On salt", "/press/8"], []], Fields(link="1", title=("0",)))
    assert [(item.release.url, item.release.title) for item in found.items] == [
        ("https://norvale.example/press/7", ""),
        ("https://norvale.example/press/8", "On salt"),
    ]
    assert [problem.where[-1] for problem in found.problems] == ["2", "3", "5"]


def test_the_text_may_stand_in_the_list() -> None:
    """Then nothing more is fetched; an item without text is told, and the others are read."""
    fields = replace(FIELDS, body="parts.*.text")
    said = {**ITEM, "parts": [{"text": "Label"}, {"text": "<p>Norvale will pay.</p>"}]}
    found = listed({"results": [{**ITEM, "link": "/press/8", "parts": [{"text": " "}]}, said]}, fields)
    assert [(item.body, item.media_type) for item in found.items] == [
        (b"<p>Norvale will pay.</p>", "text/html")
    ]
    assert [str(problem) for problem in found.problems] == [
        'norvale, item 1: fields.body = "parts.*.text" is empty; look at the document'
    ]


def test_a_key_of_its_own_is_what_a_release_is_called() -> None:
    """The address may change then without the release being new."""
    found = listed({"results": [{**ITEM, "id": 4711}]}, replace(FIELDS, key="id"))
    assert found.items[0].release.ref == "4711"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"hits": [ITEM]}, 'there is nothing at fields.items = "results"'),
        ({"results": None}, 'there is nothing at fields.items = "results"'),
        (b"<html>Just a moment</html>", "JSON that cannot be read"),
        (b'{"results": ' + b"[" * 100_000, "JSON that cannot be read"),
        (b'{"results": ' + b"9" * 100_000 + b"}", "JSON that cannot be read"),
    ],
    ids=["other form", "null", "a page", "depth", "a number beyond measure"],
)
def test_a_document_of_another_form_is_an_error(document: Any, said: str) -> None:
    """It must not look like a ministry that went silent."""
    with pytest.raises(FetchError, match=said):
        listed(document)


def test_an_empty_list_is_a_broken_index() -> None:
    """Unless the configuration says that it may be."""
    found = listed({"results": []})
    assert found.broken is not None
    assert found.broken.message == "the list has no items"
    assert listed({"results": []}, may_be_empty=True).broken is None


def test_of_very_many_items_the_first_are_read_and_the_cut_is_told() -> None:
    """Nobody announces ten thousand releases at once, and each would be fetched."""
    found = listed({"results": [{"link": f"/{number}"} for number in range(10_001)]})
    assert len(found.items) == 10_000
    assert "10001 items, of which the first 10000 are read" in found.problems[0].message


def test_odd_values_in_one_item_cost_no_other() -> None:
    """Half a character, null, a list, half an address: what can be used is, and the good item is kept."""
    odd = [
        {"link": "/\ud800", "title": "\ud800"},
        {"link": None},
        {"link": {"a": 1}, "title": []},
        {"link": "http://[::1"},
        None,
        7,
    ]
    found = listed({"results": [*odd, ITEM]})
    assert [item.release.title for item in found.items] == ["\ufffd", "On the Halden Sea"]
    assert len(found.problems) == 5


@pytest.mark.parametrize("html", ["data.html", "."])
def test_rows_of_html_inside_json_are_read_by_selectors(html: str) -> None:
    """As pages do that load their lists by script; the answer may be the fragment itself."""
    fragment = "<ul><li><a href='/press/7'>On salt</a> <i>4 March 2031</i></li></ul>"
    bodies = {
        "data.html": [json.dumps({"data": {"html": fragment}}).encode()],
        ".": [fragment.encode(), json.dumps(fragment).encode()],
    }
    for body in bodies[html]:
        found = listed(body, Fields(html=html), selectors=Selectors(item="li"))
        (item,) = found.items
        assert (item.release.title, item.release.url) == ("On salt", "https://norvale.example/press/7")
        assert item.release.published_on == date(2031, 3, 4)


def test_a_fragment_that_is_not_there_is_an_error_and_an_empty_one_is_no_page() -> None:
    """The first is another form of the answer, the second an index without rows."""
    with pytest.raises(FetchError, match=r"nothing at fields\.html"):
        listed({}, Fields(html="data"), selectors=Selectors(item="li"))
    found = listed({"data": " "}, Fields(html="data"), selectors=Selectors(item="li"))
    assert found.broken is not None
