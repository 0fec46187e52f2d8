"""Lists of subscriptions."""

from __future__ import annotations

import pytest

from tracker.domain import Source, SourceKind
from tracker.errors import InputError
from tracker.sources.declaration.opml import Subscription, opml_of, read_opml, slug


def opml(*outlines: str, doctype: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?>{doctype}<opml version="2.0"><body>{"".join(outlines)}</body></opml>'.encode()
    )


def test_feeds_are_found_in_folders_and_counted_once() -> None:
    """In the order of the list; the title, or else the text, names them."""
    salt = '<outline text="Salt" xmlUrl="https://norvale.example/salt"/>'
    folder = f'<outline text="States"><outline title=" On  ships " text="x" xmlUrl="https://norvale.example/1"/>{salt}</outline>'
    assert read_opml(opml(folder, salt, '<outline text="No feed"/>'), "x") == (
        Subscription("On ships", "https://norvale.example/1"),
        Subscription("Salt", "https://norvale.example/salt"),
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"not XML", "not OPML"),
        (b"<rss/>", "not OPML but <rss>"),
        (opml(), "no feed in it"),
        (opml(doctype='<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/hostname">]>'), "has a DOCTYPE"),
        (b"<opml>" + b"<outline>" * 100_000, "not OPML"),
    ],
    ids=["text", "feed", "empty", "entities", "depth"],
)
def test_what_is_no_list_is_told(body: bytes, said: str) -> None:
    """Lists come from elsewhere: nothing in one is expanded or read from this machine."""
    with pytest.raises(InputError, match=said):
        read_opml(body, "reader.opml")


def test_what_is_written_is_read_back() -> None:
    """Feeds only; signs that XML uses itself are kept."""
    feed = Source("a", SourceKind.FEED, 'Norvale & "Estmark"', "https://norvale.example/?a=1&b=<2>")
    listing = Source("b", SourceKind.LISTING, url="https://norvale.example/")
    assert read_opml(opml_of([feed, listing]).encode(), "x") == (Subscription(feed.issuer, feed.url),)


def test_an_id_is_made_of_what_can_be_typed() -> None:
    """Of the title, else of the address; one that is taken gets a number."""
    assert slug("Norvale – Press", "https://norvale.example/feed.xml") == "norvale_example_feed"
    assert slug("Norvale Press", "x", {"norvale_press", "norvale_press_2"}) == "norvale_press_3"
    assert slug("", "") == "source"
