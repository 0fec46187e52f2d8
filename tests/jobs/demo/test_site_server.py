"""The loopback server of the demo."""

from __future__ import annotations

import pytest

from jobs.demo.site_server import serve_folder
from tracker.errors import FetchError
from tracker.fetch import Fetched, FetchSettings, NotModified
from tracker.fetch.web import RequestsWeb


@pytest.fixture
def web():
    """A web client that does not wait."""
    return RequestsWeb(FetchSettings(delay_seconds=0, allow_hosts=("127.0.0.1",)))


def test_a_page_that_did_not_change_is_not_sent_again(tmp_path, web):
    """Who sends the tag of the page it holds is told 304; once the page differs it gets the page."""
    page = tmp_path / "index.html"
    page.write_text("<p>Norvale will act.</p>")
    with serve_folder(tmp_path) as base:
        first = web.get(f"{base}/index.html")
        assert isinstance(first, Fetched)
        again = web.get(f"{base}/", etag=first.etag, last_modified=first.last_modified)
        page.write_text("<p>Norvale may act.</p>")
        edited = web.get(f"{base}/index.html", etag=first.etag, last_modified=first.last_modified)
    assert isinstance(again, NotModified)
    assert isinstance(edited, Fetched)
    assert b"may act" in edited.body


@pytest.mark.parametrize("path", ["none.html", "../secret.txt", "%2e%2e/secret.txt", "a%00b"])
def test_nothing_outside_of_the_folder_is_served(tmp_path, web, path):
    """What is not in the folder is not there."""
    (tmp_path / "secret.txt").write_text("private")
    (tmp_path / "site").mkdir()
    with serve_folder(tmp_path / "site") as base, pytest.raises(FetchError, match="404"):
        web.get(f"{base}/{path}")


def test_a_port_that_is_taken_is_replaced(tmp_path):
    """Two sites may be up at once."""
    with serve_folder(tmp_path) as first, serve_folder(tmp_path, int(first.rpartition(":")[2])) as second:
        assert first != second
