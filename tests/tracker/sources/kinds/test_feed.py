"""RSS and Atom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import feedparser
import pytest

from tests.fake_web import FakeWeb
from tracker.domain import Problem, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.announcements import Announcements, is_undated
from tracker.sources.asking import list_releases

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


HIDDEN = "<item><title>hidden</title><link>/hidden</link></item>"


@pytest.mark.parametrize(
    ("codec", "hidden"),
    [
        ("utf-7", HIDDEN.replace("<", "+ADw-").replace(">", "+AD4-").replace("/", "+AC8-")),
        ("unicode_escape", HIDDEN.replace("<", r"\x3c").replace(">", r"\x3e")),
        ("raw_unicode_escape", HIDDEN.replace("<", r"\u003c").replace(">", r"\u003e")),
        ("punycode", HIDDEN.replace("<", "&lt;")),
    ],
)
@pytest.mark.parametrize("served", ["text/xml", "text/xml; charset={}"])
def test_no_encoding_hides_markup_from_the_guard(codec: str, hidden: str, served: str) -> None:
    """What is checked is what is parsed: a codec that is no charset of texts is not taken, so what it hides stays text."""
    body = rss(ITEM, f"<!-- {hidden} -->", hidden).replace("UTF-8", codec).encode()
    source = Source("norvale", SourceKind.FEED, "Norvale", URL)
    charset = codec if "charset" in served else ""
    found = list_releases(source, FakeWeb({URL: Fetched(URL, body, "text/xml", charset)}))
    assert [item.release.ref for item in found.items] == ["release-1"]


def test_attributes_hidden_by_an_encoding_never_reach_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser is handed the text that was counted, in UTF-8, whatever the feed declares."""
    handed: list[bytes] = []
    monkeypatch.setattr(feedparser, "parse", lambda stream, **_: handed.append(stream.read()) or {})
    crowded = "+ADw-a " + " ".join(f"a{number}=+ACI-1+ACI-" for number in range(6_000)) + "+AD4-"
    with pytest.raises(FetchError):
        listed(rss(ITEM, crowded).replace("UTF-8", "utf-7"))
    assert [body.startswith(b'<?xml version="1.0" encoding="utf-8"?>') for body in handed] == [True]
    assert b"<a a0" not in handed[0]
    assert b"+ADw-a" in handed[0]


@pytest.mark.parametrize(
    "body",
    [
        "<html><body>Just a moment…</body></html>",
        "",
        "{}",
        "/etc/hosts",
        "<p>Our <channel> has moved.</p>",
    ],
)
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
    (problem,) = listed(rss("<item><guid>http://[::1/x</guid></item>", ITEM)).problems
    assert (problem.where, problem.message) == ("norvale, item 1", "has no link to follow")
    silent = listed(rss(linkless, ITEM), follow=False)
    assert [problem.message for problem in silent.problems] == ["has no text in the feed"]


def test_the_same_item_always_has_the_same_id() -> None:
    """The id comes from source and guid; title, date and order may change."""
    before = listed(rss(ITEM)).items[0].release
    after = listed(rss(ITEM.replace("Halden", "Salt"), ITEM.replace("release-1", "release-2"))).items
    assert before.id == after[0].release.id
    assert before.id != after[1].release.id


def test_a_feed_of_rss_1_is_read() -> None:
    """RDF has its items beside the channel, dates in Dublin Core, and rdf:about for a name."""
    body = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://norvale.example/"><title>Norvale</title></channel>'
        '<item rdf:about="https://norvale.example/1"><title>On salt</title><link>https://norvale.example/1</link>'
        "<dc:date>2024-03-04T23:30:00+00:00</dc:date></item></rdf:RDF>"
    )
    (found,) = listed(body, timezone="Asia/Seoul").items
    assert found.release.title == "On salt"
    assert found.release.url == "https://norvale.example/1"
    assert found.release.published_on == date(2024, 3, 5)


def test_the_order_of_a_feed_means_nothing() -> None:
    """Items are handed on as they stand; the newest may be anywhere."""
    days = [
        "Fri, 01 Mar 2024 09:00:00 +0000",
        "Mon, 04 Mar 2024 09:00:00 +0000",
        "Sat, 02 Mar 2024 09:00:00 +0000",
    ]
    items = [
        f"<item><title>{day}</title><link>/{number}</link><pubDate>{day}</pubDate></item>"
        for number, day in enumerate(days)
    ]
    assert [item.release.published_on for item in listed(rss(*items)).items] == [
        date(2024, 3, 1),
        date(2024, 3, 4),
        date(2024, 3, 2),
    ]


def test_a_window_of_days_is_kept_to_and_what_has_no_date_is_kept_too() -> None:
    """A backfill wants some days only; an item without a date may be of any."""
    source = Source("norvale", SourceKind.FEED, "Norvale", URL)
    items = [f"<item><link>/{day}</link><pubDate>2024-03-{day:02}</pubDate></item>" for day in (1, 2, 3)] + [
        "<item><link>/4</link></item>"
    ]
    web = FakeWeb({URL: Fetched(URL, rss(*items).encode(), "text/xml")})
    found = list_releases(source, web, since=date(2024, 3, 2), until=date(2024, 3, 2))
    assert [item.release.url[-1] for item in found.items] == ["2", "4"]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss [<!-- <rss > --><!entity a "ha">]>',  # behind something that looks like the feed itself
    ],
)
def test_a_feed_that_declares_entities_is_not_parsed(declaration: str) -> None:
    """Nested entities grow to gigabytes and external ones read files; no ministry needs either."""
    body = rss(ITEM).replace("?><rss", f"?>{declaration}<rss").replace("Short.", "&a;")
    with pytest.raises(FetchError, match="a feed that declares entities; it may be an attack"):
        listed(body)
    with pytest.raises(FetchError, match="entities"):
        listed(body.encode("utf-16"))


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("<item><title>x</title><link>/1</link></item>" * 200_000, "tags: no index"),
        (
            f"<item {' '.join(f'a{number}=1' for number in range(100_000))}/>",
            "attributes in one tag: no index",
        ),
        (f"<item><title>{'&' * 1_000_001}</title></item>", "more than 1,000,000 references: no feed"),
    ],
    ids=["items", "attributes", "references"],
)
def test_a_feed_that_would_take_hours_to_parse_is_refused(item: str, said: str) -> None:
    """The parser needs the square of the time for some input: more than any feed holds is never handed to it."""
    with pytest.raises(FetchError, match=said) as raised:
        listed(rss(item))
    assert "newest" in raised.value.remedy


def test_of_very_many_items_the_first_are_read_and_the_cut_is_told() -> None:
    """Nobody announces ten thousand releases at once, and each would be fetched."""
    found = listed(rss(*(f"<item><link>/{number}</link></item>" for number in range(10_001))))
    assert len(found.items) == 10_000
    assert [str(problem) for problem in found.problems] == [
        "norvale: 10001 items, of which the first 10000 are read; look for an index of the newest releases only"
    ]


def test_references_to_what_is_no_character_cost_nothing_else() -> None:
    """Half a character, or a number beyond all characters, in one item: the others are read, and so is that one."""
    odd = "<item><title>On &#xD800;salt&#1114112;</title><link>/2</link><guid>&#55296;</guid></item>"
    found = listed(rss(odd, ITEM))
    assert [item.release.title for item in found.items] == [
        "On \ufffdsalt\ufffd",
        "On the Halden Sea – a statement",
    ]
    assert found.items[0].release.ref == "\ufffd"


def test_a_feed_that_breaks_the_parser_is_an_error_of_its_source() -> None:
    """A position without the element it belongs to makes the parser fail; that is no reason to stop a pass."""
    broken = "<item><title>x</title><gml:pos>1 2</gml:pos><link>/1</link></item>&"
    with pytest.raises(FetchError, match="a feed that cannot be parsed"):
        listed(rss(broken))


def test_a_link_or_a_guid_of_thousands_of_characters_is_no_name() -> None:
    """The item is told and left out; the next one is read."""
    long = f"<item><title>x</title><link>https://norvale.example/{'a' * 2_000}</link></item>"
    found = listed(rss(long, ITEM))
    assert [problem.message for problem in found.problems] == [
        "has a link or a guid of more than 2000 characters"
    ]
    assert [item.release.ref for item in found.items] == ["release-1"]


def test_very_many_items_that_cannot_be_used_are_told_together() -> None:
    """A thousand lines would hide what they say."""
    found = listed(rss(*(["<item><title>Nameless</title></item>"] * 1_000), ITEM))
    assert len(found.problems) == 21
    assert found.problems[-1].message == "980 more problems like these"
    assert len(found.items) == 1


@pytest.mark.parametrize(
    "written", ["Fri, 15 Mar 2999 09:00:00 +0000", "1970-01-01T00:00:00Z", "0001-01-01T00:00:00"]
)
def test_a_day_that_cannot_be_true_is_told_and_none_is_put_in_its_place(written: str) -> None:
    """A day to come, a clock at zero and a date left empty: the release is kept without a date."""
    found = listed(rss(ITEM.replace("Mon, 04 Mar 2024 23:30:00 +0000", written)))
    assert found.items[0].release.published_on is None
    (problem,) = found.problems
    assert is_undated(problem)
    assert f'"{written}" cannot be the day of a release' in problem.message


@pytest.mark.shared
def test_ten_copies_of_a_real_feed_are_read() -> None:
    """Every item has a title, a day and a text, and no item is lost."""
    folder = Path(__file__).resolve().parents[5] / "shared" / "data" / "html" / "state.gov_rss"
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
