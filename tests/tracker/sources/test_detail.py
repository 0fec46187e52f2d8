"""What a fetched release says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tracker.domain import Detail, Fields, Manners, Selectors, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.announcements import make_release
from tracker.sources.asking import detail_body
from tracker.sources.detail import ReleaseDocument

SITE = "https://norvale.example"
NOW = datetime(2031, 3, 10, 12, tzinfo=UTC)
LINK = f"{SITE}/press/7"
RELEASE = make_release("norvale", "7", url=LINK, title="Of the index", published_on=date(2031, 3, 4))
PAGE = Source(
    "norvale",
    SourceKind.FEED,
    "Norvale",
    f"{SITE}/feed",
    timezone="Asia/Seoul",
    selectors=Selectors(attachments=".files a"),
)
FIELDS = Fields(
    title=("title",), date="published", body="details.body", attachments="files", withdrawn="withdrawn"
)
API = replace(PAGE, detail=Detail(f"{SITE}/api{{path}}", FIELDS))
DOCUMENT = {
    "title": "On the Halden Sea",
    "published": "2031-03-08T20:00:00Z",
    "details": {"body": "<p>Norvale will pay.</p>"},
}


def read_page(
    body: bytes, media_type: str = "text/html", source: Source = PAGE, url: str = LINK
) -> ReleaseDocument:
    return detail_body(source, Fetched(url, body, media_type, "utf-8"), RELEASE, now=NOW)


def read_json(document: Any, source: Source = API) -> ReleaseDocument:
    body = json.dumps(document).encode()
    return detail_body(source, Fetched(f"{SITE}/api/press/7", body, "application/json"), RELEASE, now=NOW)


def test_a_page_is_handed_on_as_received() -> None:
    """Nothing is taken out of it here; title and day stay those of the index."""
    body = b"<p>Norvale will pay.</p>\x00"
    assert read_page(body) == ReleaseDocument(RELEASE, body, "text/html", "utf-8")


@pytest.mark.parametrize("media_type", ["application/octet-stream", "text/html", "application/pdf"])
def test_a_pdf_is_known_by_how_it_begins(media_type: str) -> None:
    """Servers name one anything."""
    assert read_page(b"\n%PDF-1.7\n", media_type).media_type == "application/pdf"
    assert read_page(b"<p>%PDF-1.7</p>").media_type == "text/html"


def test_links_to_documents_are_found_where_the_selector_says() -> None:
    """Absolute, once each, without fragments; what is not on the web, and the page itself, is none."""
    page = f"""<base href="{SITE}/files/"><a href="no.pdf">no</a><p class="files"><a href="a.pdf#page=2">A</a>
    <a href=" /b.pdf ">B</a><a href="a.pdf">A again</a><a href="mailto:x@norvale.example">write</a><a>none</a>
    <a href="http://[::1/c.pdf">bad</a><a href="{LINK}">here</a><a href="/{"x" * 2_000}">long</a></p>"""
    assert read_page(page.encode()).attachments == (f"{SITE}/files/a.pdf", f"{SITE}/b.pdf")
    assert read_page(page.encode(), source=replace(PAGE, selectors=Selectors())).attachments == ()


def test_documents_of_a_mirror_are_those_of_the_site() -> None:
    """A release is called by the site's own address, wherever it was asked."""
    mirrored = replace(PAGE, manners=Manners(mirror="http://127.0.0.1:8080"))
    page = b"<p class='files'><a href='a.pdf'>A</a></p>"
    found = read_page(page, source=mirrored, url="http://127.0.0.1:8080/press/7")
    assert found.attachments == (f"{SITE}/press/a.pdf",)


def test_of_very_many_documents_the_first_are_taken() -> None:
    """Fifty belong to a release; a page that links to more is an archive."""
    links = "".join(f"<a href='{number}.pdf'>x</a>" for number in range(1_000))
    assert len(read_page(f"<p class='files'>{links}</p>".encode()).attachments) == 50


@pytest.mark.parametrize(
    "body", [b"", b"<!-- -->", b"<div>" * 300_000], ids=["empty", "no element", "too large"]
)
def test_a_page_that_is_none_has_no_documents(body: bytes) -> None:
    """What is wrong with it is said by what reads it."""
    assert read_page(body).attachments == ()


def test_a_document_says_its_title_its_day_and_its_text() -> None:
    """They go before those of the index; the day is that of the publisher's zone."""
    found = read_json(DOCUMENT)
    assert (found.release.id, found.release.ref, found.release.url) == (RELEASE.id, "7", LINK)
    assert (found.release.title, found.release.published_on) == ("On the Halden Sea", date(2031, 3, 9))
    assert (found.body, found.media_type) == (b"<p>Norvale will pay.</p>", "text/html")


@pytest.mark.parametrize("written", ["2031-03-20", "1970-01-01T00:00:00Z", "03/04/2031", "", None])
def test_where_a_document_has_no_day_that_can_be_true_that_of_the_index_stays(written: str | None) -> None:
    """A day to come, a clock at zero, two meanings, nothing."""
    assert read_json({**DOCUMENT, "published": written}).release.published_on == date(2031, 3, 4)
    assert read_json({**DOCUMENT, "title": " "}).release.title == "Of the index"


@pytest.mark.parametrize(
    ("path", "files", "expected"),
    [
        ("files", ["/a.pdf", {"url": "/b.pdf", "title": "B"}, {"title": "C"}, 7, None], ("a", "b")),
        ("files.*.link", [{"link": "/a.pdf"}, {"link": "/b.pdf"}], ("a", "b")),
        ("files", "/a.pdf", ("a",)),
        ("none", [], ()),
    ],
)
def test_documents_are_found_at_their_path(path: str, files: Any, expected: tuple[str, ...]) -> None:
    """A list of URLs, of objects with one, or a single one; and those that its text links to."""
    source = replace(API, detail=replace(API.detail, fields=replace(FIELDS, attachments=path)))
    said = '<p class="files">Norvale will pay. <a href="/z.pdf">Z</a></p>'
    found = read_json({**DOCUMENT, "files": files, "details": {"body": said}}, source)
    assert found.attachments == tuple(f"{SITE}/{name}.pdf" for name in (*expected, "z"))


def test_a_document_without_its_text_is_an_error_unless_it_was_withdrawn() -> None:
    """An empty text would look like a retraction of everything that was said."""
    with pytest.raises(FetchError, match=r'there is no text at detail\.fields\.body = "details\.body"'):
        read_json({**DOCUMENT, "details": {}})
    withdrawn = read_json({**DOCUMENT, "details": {}, "withdrawn": {"explanation": "Superseded."}})
    assert (withdrawn.withdrawn, withdrawn.body) == (True, b"")
    assert not read_json(DOCUMENT).withdrawn


def test_a_page_in_place_of_a_document_is_an_error() -> None:
    """A firewall answers with one."""
    with pytest.raises(FetchError, match="not JSON but text/html"):
        detail_body(API, Fetched(LINK, b"<html>Just a moment</html>"), RELEASE, now=NOW)
