"""Real pages served from loopback: fetched, extracted and dated by configuration alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from tracker.config import load_config
from tracker.domain import Role
from tracker.extract import extract, statement_text
from tracker.fetch import Fetched, NotModified
from tracker.fetch.web import RequestsWeb
from tracker.sources.asking import list_releases

HTML = Path(__file__).resolve().parents[4] / "shared" / "data" / "html"


@pytest.fixture(autouse=True)
def _shared(httpserver: HTTPServer) -> None:
    if not HTML.is_dir():
        pytest.skip("../shared is not beside the checkout")
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)


@pytest.mark.shared
def test_the_pages_of_a_central_bank_need_nothing_but_their_urls(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    """kind = "pages" with URLs: title, day and statement of every page, and 304 when asked again."""
    folder = HTML / "federalreserve.gov"
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
    for row in rows:
        httpserver.expect_request(f"/{row['file']}", headers={"If-None-Match": '"1"'}).respond_with_data(
            status=304
        )
        httpserver.expect_request(f"/{row['file']}").respond_with_data(
            (folder / row["file"]).read_bytes(), content_type="text/html", headers={"ETag": '"1"'}
        )
    urls = json.dumps([httpserver.url_for(f"/{row['file']}") for row in rows])
    path = tmp_path / "config.toml"
    path.write_text(
        f'[fetch]\ndelay_seconds = 0\nallow_hosts = ["localhost"]\n[[sources]]\nid = "fomc"\nkind = "pages"\nurls = {urls}\n'
    )
    config = load_config(path)
    (source,) = config.sources
    with RequestsWeb(config.fetch) as web:
        found = list_releases(source, web)
        assert len(found.items) == len(rows) == 63
        for announced, row in zip(found.items, rows, strict=True):
            page = web.get(announced.release.url)
            assert isinstance(page, Fetched)
            document = extract(page.body, page.media_type, charset=page.charset, selectors=source.selectors)
            assert document.title
            assert document.title in row["title"]
            assert str(document.published_on) == row["date"]
            assert re.match(r"Information received|The Federal Open Market", statement_text(document))
        assert web.get(found.items[0].release.url, etag='"1"') == NotModified(found.items[0].release.url)


@pytest.mark.shared
@pytest.mark.parametrize("copy", ["data_2021-05-23.rss", "data_2022-04-01.rss", "data_2022-08-03.rss"])
def test_a_feed_of_a_foreign_ministry_is_read_from_the_feed(
    httpserver: HTTPServer, tmp_path: Path, copy: str
) -> None:
    """kind = "feed" with follow = false: every item has title, day and text; bylines are not statement."""
    httpserver.expect_request("/feed").respond_with_data(
        (HTML / "state.gov_rss" / copy).read_bytes(), content_type="application/rss+xml; charset=UTF-8"
    )
    path = tmp_path / "config.toml"
    path.write_text(
        '[fetch]\ndelay_seconds = 0\nallow_hosts = ["localhost"]\n[[sources]]\nid = "state"\nkind = "feed"\nissuer = "US Department of State"\n'
        f'url = "{httpserver.url_for("/feed")}"\ntimezone = "America/New_York"\nfollow = false\n'
    )
    config = load_config(path)
    (source,) = config.sources
    with RequestsWeb(config.fetch) as web:
        found = list_releases(source, web)
    assert found.problems == ()
    assert len(found.items) >= 10
    for announced in found.items:
        assert announced.release.title
        assert announced.release.published_on
        assert announced.body
        document = extract(announced.body, announced.media_type, charset=announced.charset)
        assert any(block.role in (Role.PARAGRAPH, Role.ITEM) for block in document.blocks)
        said = statement_text(document)
        assert not re.search(r"<\w|^Office of the Spokesperson$", said, re.MULTILINE)
