"""sitemap.xml, and indexes of such."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.fake_web import FakeWeb
from tracker.domain import Selectors, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched, NotModified
from tracker.sources.announcements import Announcements
from tracker.sources.asking import list_releases

SITE = "https://norvale.example"
URL = f"{SITE}/sitemap.xml"
NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)
SOURCE = Source(
    "norvale",
    SourceKind.SITEMAP,
    "Norvale",
    URL,
    only_links="/press/",
    link_date=r"/press/(\d{4}/\d{2}/\d{2})/",
)
NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def url(path: str, more: str = "") -> str:
    return f"<url><loc>\n {SITE}{path} </loc>{more}</url>"


def urlset(*urls: str) -> bytes:
    return f'<?xml version="1.0"?><urlset {NAMESPACES}>{"".join(urls)}</urlset>'.encode()


def index(*paths: str, changed: str = "") -> bytes:
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    named = "".join(f"<sitemap><loc>{SITE}{path}</loc>{lastmod}</sitemap>" for path in paths)
    return f"<sitemapindex {NAMESPACES}>{named}</sitemapindex>".encode()


def read(
    pages: Mapping[str, bytes], source: Source = SOURCE, since: date | None = None
) -> tuple[Announcements, int]:
    """Return what *source* announces in *pages*, and how many addresses it asked."""
    web = FakeWeb(
        {f"{SITE}{path}": Fetched(f"{SITE}{path}", body, "text/xml") for path, body in pages.items()}
    )
    return list_releases(source, web, since=since, now=NOW), len(web.asked)


def test_pages_are_taken_by_their_addresses_and_dated_by_them() -> None:
    """Everything is in a sitemap; only_links says what is wanted, link_date where the day stands."""
    pages = {
        "/sitemap.xml": urlset(url("/"), url("/press/2031/03/04/halden"), url("/about"), url("/press/salt"))
    }
    found, _ = read(pages)
    assert [(item.release.url, item.release.published_on) for item in found.items] == [
        (f"{SITE}/press/2031/03/04/halden", date(2031, 3, 4)),
        (f"{SITE}/press/salt", None),
    ]
    assert found.problems == ()


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    """lastmod is never a date of publication; a news sitemap names one, and a title."""
    news = (
        "<news:news><news:publication><news:name>Norvale</news:name></news:publication>"
        "<news:publication_date>2031-03-04T09:00:00Z</news:publication_date><news:title>On salt</news:title></news:news>"
    )
    changed = "<lastmod>2031-03-09</lastmod>"
    found, _ = read({"/sitemap.xml": urlset(url("/press/a", changed), url("/press/b", changed + news))})
    first, second = (item.release for item in found.items)
    assert (first.published_on, first.title) == (None, "")
    assert (second.published_on, second.title) == (date(2031, 3, 4), "On salt")


def test_what_changed_last_before_the_days_asked_for_is_older() -> None:
    """Neither such a page nor such a sitemap is read; what says nothing of its changes is."""
    old, new = "<lastmod>2031-01-31</lastmod>", "<lastmod>2031-02-02</lastmod>"
    pages = {
        "/sitemap.xml": index("/old.xml", changed="2031-01-31"),
        "/old.xml": urlset(url("/press/x")),
    }
    found, asked = read(
        {**pages, "/sitemap.xml": urlset(url("/press/a", old), url("/press/b", new), url("/press/c"))},
        since=date(2031, 2, 1),
    )
    assert [item.release.url[-1] for item in found.items] == ["b", "c"]
    found, asked = read(pages, since=date(2031, 2, 1))
    assert (found.items, asked) == ((), 1)


def test_an_index_is_followed_two_levels_down() -> None:
    """An index may name indexes; what lies deeper is not asked for, and neither is what names itself."""
    pages = {
        "/sitemap.xml": index("/1.xml", "/sitemap.xml"),
        "/1.xml": index("/2.xml"),
        "/2.xml": index("/3.xml"),
        "/3.xml": urlset(url("/press/deep")),
    }
    assert read(pages)[1] == 3
    pages["/2.xml"] = urlset(url("/press/a"))
    assert [item.release.url for item in read(pages)[0].items] == [f"{SITE}/press/a"]


def test_link_pattern_says_which_sitemaps_of_an_index_are_read() -> None:
    """There is one for pictures, one for topics, and one for posts."""
    source = replace(SOURCE, selectors=Selectors(link_pattern=r"/post-sitemap\d*\.xml$"))
    pages = {
        "/sitemap.xml": index("/image-sitemap.xml", "/post-sitemap2.xml"),
        "/post-sitemap2.xml": urlset(url("/press/a")),
    }
    found, asked = read(pages, source)
    assert (len(found.items), asked, found.problems) == (1, 2, ())


def test_a_part_that_fails_costs_that_part() -> None:
    """The others are read, and the one is named."""
    pages = {
        "/sitemap.xml": index("/1.xml", "/2.xml", "/3.xml"),
        "/2.xml": b"<html/>",
        "/3.xml": urlset(url("/press/a")),
    }
    found, _ = read(pages)
    assert len(found.items) == 1
    assert [(problem.where, problem.message) for problem in found.problems] == [
        (f"{SITE}/1.xml", "the server answered 404 Not Found"),
        (f"{SITE}/2.xml", "not a sitemap but text/xml"),
    ]
    assert found.broken is None


def test_what_stands_before_a_fault_is_read() -> None:
    """XML that breaks off, or is not well-formed, costs what comes after the fault, and says so."""
    pages = {
        "/sitemap.xml": urlset(
            url("/press/a"), url("/press/b"), "<url><loc>x & y</loc></url>", url("/press/c")
        )
    }
    found, _ = read(pages)
    assert [item.release.url[-1] for item in found.items] == ["a", "b"]
    assert "not well-formed after 2 addresses" in found.problems[0].message
    found, _ = read({"/sitemap.xml": urlset(url("/press/a"), "<x:image>1</x:image>", url("/press/b"))})
    assert found.items[0].release.url == f"{SITE}/press/a"


def test_a_compressed_sitemap_is_read_up_to_the_cap_of_the_protocol() -> None:
    """50 MB when it is unpacked; a bomb is an error and not an end of the memory."""
    found, _ = read({"/sitemap.xml": gzip.compress(urlset(url("/press/a")))})
    assert len(found.items) == 1
    with pytest.raises(FetchError, match="the sitemap is larger than 50 MB"):
        read({"/sitemap.xml": gzip.compress(b"<urlset>" + b" " * 50_000_000)})
    with pytest.raises(FetchError, match="gzip that is broken"):
        read({"/sitemap.xml": b"\x1f\x8bnothing"})


@pytest.mark.parametrize(
    "declaration", ['<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/hostname">']
)
def test_entities_are_not_expanded_and_nothing_is_read_for_them(declaration: str) -> None:
    """Neither text that grows nor a file of this machine gets into an address."""
    body = urlset("<url><loc>https://norvale.example/press/&b;</loc></url>", url("/press/a"))
    body = body.replace(b"<urlset", f"<!DOCTYPE urlset [{declaration}]><urlset".encode())
    found, _ = read({"/sitemap.xml": body})
    assert [item.release.url for item in found.items] == [f"{SITE}/press/", f"{SITE}/press/a"]


@pytest.mark.parametrize(
    "inside",
    ["<x/>" * 60_000, f"<url>{'<x/>' * 30_000}</url>"],
    ids=["beside the addresses", "in one address"],
)
def test_more_than_a_sitemap_may_hold_is_refused(inside: str) -> None:
    """The protocol allows 50,000 entries; what came before is read."""
    found, _ = read({"/sitemap.xml": urlset(url("/press/a"), inside)})
    assert len(found.items) == 1
    assert "more than a sitemap may hold, after 1 addresses" in found.problems[0].message


def test_of_very_many_addresses_and_files_the_first_are_read_and_the_rest_is_told() -> None:
    """50,000 addresses and 50 files in one visit."""
    many = urlset(*(f"<url><loc>{SITE}/press/{number}</loc></url>" for number in range(50_001)))
    found, _ = read({"/sitemap.xml": many})
    assert len(found.items) == 50_000
    assert "50 files and 50000 addresses a visit are the most" in found.problems[0].message
    names = [f"/{number}.xml" for number in range(60)]
    found, asked = read(
        {"/sitemap.xml": index(*names)} | {name: urlset(url(f"/press{name}")) for name in names}
    )
    assert (len(found.items), asked) == (49, 50)
    assert "11 sitemaps are not read" in found.problems[0].message


def test_a_sitemap_that_gives_nothing_wanted_is_broken() -> None:
    """Its addresses may have changed; a page in its place is an error at once."""
    found, _ = read({"/sitemap.xml": urlset(url("/news/a"))})
    assert found.broken is not None
    assert 'only_links = "/press/" takes none of 1 addresses' in found.broken.message
    with pytest.raises(FetchError, match="not a sitemap but text/xml"):
        read({"/sitemap.xml": b"<html><body>Just a moment</body></html>"})
    with pytest.raises(FetchError, match="not a sitemap but text/xml"):
        read({"/sitemap.xml": b"Just a moment"})


def test_a_sitemap_that_did_not_change_is_not_broken() -> None:
    """304 says that nothing is new."""
    found = list_releases(SOURCE, FakeWeb({URL: NotModified(URL)}), now=NOW)
    assert found == Announcements(unchanged=True)
