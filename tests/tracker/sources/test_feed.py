"""RSS and Atom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.domain import Problem, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import FakeWeb, Fetched
from tracker.sources import Announcements, list_releases

URL = "https://norvale.example/feed.xml"


def rss(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Norvale</title>{''.join(items)}</channel></rss>"
    )


def listed(
    body: str | bytes, *, follow: bool = True, timezone: str = "UTC", media_type: str = "text/xml"
) -> Announcements:
    source = Source("norvale", SourceKind.FEED, "Norvale", URL, follow=follow, timezone=timezone)
    raw = body if isinstance(body, bytes) else body.encode()
    return list_releases(source, FakeWeb({URL: Fetched(URL, raw, media_type)}))


ITEM = """<item><title>On the Halden Sea &#8211; a &lt;b&gt;statement&lt;/b&gt;</title>
<link>/press/1#top</link><guid isPermaLink="false">release-1</guid><pubDate>Mon, 04 Mar 2024 23:30:00 +0000</pubDate>
<description>Short.</description><content:encoded><![CDATA[<p>Norvale will pay.</p><input type="hidden">]]></content:encoded>
</item>"""


def test_an_item_is_a_release_to_be_fetched() -> None:
    """guid is the name, the link is made absolute, the title loses its markup; the text is behind the link."""
    (found,) = listed(rss(ITEM)).items
    release = found.release
    assert (release.source, release.ref, release.issuer) == ("norvale", "release-1", "Norvale")
    assert release.url == "https://norvale.example/press/1"
    assert release.title == "On the Halden Sea – a statement"
    assert release.published_on == date(2024, 3, 4)
    assert found.body is None


def test_a_feed_that_is_not_followed_carries_its_text_unchanged() -> None:
    """With follow = false the fullest text of the item is kept, byte for byte as the feed has it."""
    (found,) = listed(rss(ITEM), follow=False).items
    assert found.body == b'<p>Norvale will pay.</p><input type="hidden">'
    assert (found.media_type, found.charset) == ("text/html", "utf-8")


@pytest.mark.parametrize(
    ("written", "timezone", "expected"),
    [
        ("Mon, 04 Mar 2024 23:30:00 +0000", "Asia/Seoul", date(2024, 3, 5)),
        ("Mon, 04 Mar 2024 04:01:00 +0000", "America/New_York", date(2024, 3, 3)),
        ("Mon, 04 Mar 2024 09:00:00 KST", "Asia/Seoul", date(2024, 3, 4)),
        ("2024.03.04", "Asia/Seoul", date(2024, 3, 4)),
        ("2024-03-04T23:30:00Z", "Asia/Seoul", date(2024, 3, 5)),
        ("2024-03-04", "America/New_York", date(2024, 3, 4)),
        ("4 March 2024", "UTC", date(2024, 3, 4)),
        ("03/04/2024", "UTC", None),
        ("soon", "UTC", None),
    ],
)
def test_a_release_is_dated_in_the_zone_of_its_publisher(
    written: str, timezone: str, expected: date | None
) -> None:
    """An instant is carried over, a day is taken as written, and a date with two meanings is none."""
    item = ITEM.replace("Mon, 04 Mar 2024 23:30:00 +0000", written)
    assert listed(rss(item), timezone=timezone).items[0].release.published_on == expected


def test_an_atom_entry_is_dated_by_publication_and_else_by_update() -> None:
    """Atom feeds often have nothing but <updated>."""
    entry = (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Norvale</title><entry><id>e1</id>'
        '<title>On salt</title><link href="https://norvale.example/1"/>{}<updated>2024-03-09T08:00:00Z</updated></entry></feed>'
    )
    assert listed(entry.format("")).items[0].release.published_on == date(2024, 3, 9)
    published = "<published>2024-03-04T08:00:00Z</published>"
    assert listed(entry.format(published)).items[0].release.published_on == date(2024, 3, 4)


def test_the_charset_is_that_of_the_xml_prolog() -> None:
    """Bytes are handed on as they are: the prolog knows better than the server."""
    body = (
        rss(ITEM.replace("On the Halden Sea", "할덴해에 관하여"))
        .replace("UTF-8", "EUC-KR")
        .encode("euc-kr", "replace")
    )
    assert listed(body).items[0].release.title.startswith("할덴해에 관하여")


@pytest.mark.parametrize("body", ["<html><body>Just a moment…</body></html>", "", "{}", "/etc/hosts"])
def test_what_is_not_a_feed_is_an_error(body: str) -> None:
    """A page in place of a feed is the usual way a feed dies; it must not look like silence."""
    with pytest.raises(FetchError, match="not a feed but text/html"):
        listed(body, media_type="text/html")


def test_a_feed_without_items_is_a_problem() -> None:
    """A ministry that publishes nothing at all is more likely a feed that broke."""
    assert listed(rss()).problems == (Problem("norvale", "the feed has no items", f"look at {URL}"),)


def test_items_that_cannot_be_used_are_problems_and_the_rest_goes_on() -> None:
    """No name, no link, no text: each is told apart, and the good item is kept."""
    nameless = "<item><title>Nameless</title></item>"
    linkless = "<item><guid isPermaLink='false'>x</guid></item>"
    found = listed(rss(nameless, linkless, ITEM))
    assert [str(problem) for problem in found.problems] == [
        "norvale, item 1: has neither a guid nor a link; nothing can be done here; tell the publisher",
        "norvale, item 2: has no link to follow; set follow = false to read the text in the feed",
    ]
    assert len(found.items) == 1
    silent = listed(rss(linkless, ITEM), follow=False)
    assert [problem.what for problem in silent.problems] == ["has no text in the feed"]


def test_the_same_item_always_has_the_same_id() -> None:
    """The id comes from source and guid; title, date and order may change."""
    before = listed(rss(ITEM)).items[0].release
    after = listed(rss(ITEM.replace("Halden", "Salt"), ITEM.replace("release-1", "release-2"))).items
    assert before.id == after[0].release.id
    assert before.id != after[1].release.id


@pytest.mark.shared
def test_ten_copies_of_a_real_feed_are_read() -> None:
    """Every item has a title, a day and a text, and no item is lost."""
    folder = Path(__file__).resolve().parents[4] / "shared" / "data" / "html" / "state.gov_rss"
    if not folder.is_dir():
        pytest.skip("../shared is not beside the checkout")
    copies = sorted(folder.glob("*.rss"))
    assert len(copies) == 10
    for copy in copies:
        raw = copy.read_bytes()
        found = listed(raw, follow=False, timezone="America/New_York")
        assert found.problems == ()
        assert len(found.items) == raw.count(b"<item>")
        for item in found.items:
            assert item.release.title
            assert item.release.published_on
            assert item.body
