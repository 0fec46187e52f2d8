"""What a server answers: pages, assets, the probe, and refusals in one line."""

from __future__ import annotations

import gzip
import re
import threading

import pytest

from reports.site import routes
from reports.site.asset_bundle import assets
from reports.site.index_builder import build_index
from reports.web.app import FRESH_SECONDS
from reports.web.lean_html import lean
from reports.web.middleware import POLICY
from reports.web.short_ids import with_short_ids
from tests.reports.web.client import basic, served
from tracker.errors import StoreError

HALDEN = "Norvale will patrol the Halden Sea."
SECRET = "harbour-light"
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture
def site(desk, store):
    """A site of one statement."""
    desk.say("NV-1", {"patrol": HALDEN})
    with served(store) as given:
        yield given


def test_a_page_is_the_one_that_files_would_have(site, store):
    """The same address, the same function; only what is live about it is another."""
    answer = site.ask("/search.html?q=patrol")
    view = site.current.page_context
    filled = routes.render_page(view, "search.html", {"q": "patrol"}, site="Norvale watch")
    assert answer.text == lean(with_short_ids(filled, view.atlas))
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_the_root_is_the_overview(site):
    """Nobody types index.html."""
    assert site.ask("/").text == site.ask("/index.html").text


def test_every_page_that_files_have_is_served(site, store):
    """Whatever address a link of the site names, a server knows it."""
    for address in routes.addresses(build_index(store)):
        assert site.ask(f"/{address}").status_code == 200, address


def test_what_pages_load_is_served_with_its_type_and_kept_by_a_browser(site):
    """A style sheet is asked for again after a while, and not sent again where it is the same."""
    for asset in assets().values():
        answer = site.ask(f"/{asset.address}")
        assert (answer.content, answer.headers["content-type"]) == (asset.body, asset.media_type)
        assert answer.headers["cache-control"].startswith("max-age=")
        again = site.ask(f"/{asset.address}", if_none_match=answer.headers["etag"])
        assert (again.status_code, again.content) == (304, b"")
    assert site.ask("/assets/site.js").status_code == 404


def test_a_page_that_is_the_same_is_not_sent_again(site, desk):
    """A browser asks each time (no-cache) and is told 304 until the page says something else, not before."""
    first = site.ask("/search.html?q=patrol")
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for named in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        again = site.ask("/search.html?q=patrol", if_none_match=named)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    desk.say("NV-2", {"patrol": HALDEN})
    assert site.current.refresh()
    changed = site.ask("/search.html?q=patrol", if_none_match=tag)
    assert changed.status_code == 200
    assert "2 hits" in changed.text


def test_a_page_is_compressed_for_whom_it_may_be(site):
    """And a cache on the way keeps the two apart."""
    packed = site.ask("/index.html", accept_encoding="gzip, br")
    plain = site.ask("/index.html", accept_encoding="identity")
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert len(gzip.compress(plain.content)) < len(plain.content)
    assert {packed.headers["vary"], plain.headers["vary"]} == {"Accept-Encoding"}


def test_a_head_is_what_a_get_would_begin_with(site):
    """HEAD is for programs that look whether something has changed."""
    for path in ("/index.html", "/assets/site.css", "/healthz", "/nowhere.html"):
        get, head = site.ask(path), site.ask(path, "HEAD")
        assert head.status_code == get.status_code, path
        assert head.headers["content-length"] == get.headers["content-length"], path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_nothing_can_be_sent(site, method):
    """There is nothing to write here, so there is no way to."""
    answer = site.ask("/index.html", method)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere.html", 404),
        ("/releases/0123456789abcdef01234567.html", 404),
        ("/lines/0123456789abcdef01234567.html", 404),
        ("/search.html?q=patrol&page=99", 404),
        ("/search.html?page=x", 400),
        ("/changes.html?label=weekend", 400),
        ("/search.html?q=a&q=b", 400),
        ("/search.html?" + "&".join(f"a{n}=1" for n in range(30)), 400),
        ("/../../etc/passwd", 404),
        ("/%2e%2e/%2e%2e/etc/passwd", 404),
        ("/assets/..%2f..%2fapp.py", 404),
        ("/assets/%00", 404),
        ("/index.html/", 404),
        ("/index.html%0d%0aSet-Cookie:a=b", 404),
        ("/" + "a" * 400, 414),
        ("/search.html?q=" + "a" * 3000, 414),
    ],
)
def test_what_is_not_there_or_not_understood_is_told_in_the_layout_of_the_site(site, path, status):
    """A reader who followed an old link is not thrown out; nothing outside of the site can be reached."""
    answer = site.ask(path)
    assert answer.status_code == status
    assert "set-cookie" not in answer.headers
    if status != 414:
        assert "<h1>" in answer.text
        style = re.search(r'<link rel="stylesheet" href="((?:\.\./)*)assets/site\.css">', answer.text)
        assert style
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "path", ["/index.html", "/nowhere.html", "/assets/site.css", "/healthz", "/" + "a" * 400]
)
def test_every_answer_carries_the_policy(site, path):
    """Also what refuses or fails: nothing runs, nothing is framed, nothing is told to other sites."""
    for method in ("GET", "POST"):
        headers = site.ask(path, method).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS


def test_a_stranger_s_name_is_refused(site):
    """A page elsewhere must not read the site through the browser of someone who may."""
    answer = site.ask("/index.html", host="rebound.example.net")
    assert answer.status_code == 421
    assert "<h1>" not in answer.text
    assert "NV-1" not in answer.text


def test_without_the_password_nothing_is_told(desk, store):
    """Neither a page, nor whether there is one, nor the style; the probe says that the process lives, no more."""
    desk.say("NV-1", {"patrol": HALDEN})
    with served(store, user="desk", password=SECRET) as site:
        asked = ["/", "/nowhere.html", "/assets/site.css", "/search.html?q=patrol"]
        refused = [site.ask(path) for path in asked]
        refused += [site.ask(path, authorization=basic("desk", "wrong")) for path in asked]
        assert {answer.status_code for answer in refused} == {401}
        assert len({answer.text for answer in refused}) == 1
        assert all(answer.headers["www-authenticate"].startswith("Basic realm=") for answer in refused)
        assert site.ask("/", authorization=basic("desk", SECRET)).status_code == 200
        assert (site.ask("/healthz").status_code, site.ask("/healthz").text) == (200, "ok\n")


def test_a_page_is_rendered_once_for_all_who_ask(site, monkeypatch):
    """Twenty readers at nine in the morning cost one page, and who comes later none."""
    calls, render = [], routes.render_page
    together = threading.Event()

    def counted(view, address, query, *, site):
        calls.append(address)
        together.wait(5)
        return render(view, address, query, site=site)

    monkeypatch.setattr(routes, "render_page", counted)
    threading.Timer(0.2, together.set).start()
    answers = site.ask_at_once(["/changes.html"] * 20)
    site.ask("/changes.html?utm_source=mail")
    assert {answer.status_code for answer in answers} == {200}
    assert calls == ["changes.html"]


def test_how_sources_fare_is_looked_at_anew_though_nothing_came(store, monkeypatch):
    """Once the daemon has died the store stays as it is, and the pages must not say for ever that all is well."""
    calls, render, seconds = [], routes.render_page, [0.0]

    def counted(view, address, query, *, site):
        calls.append(address)
        return render(view, address, query, site=site)

    monkeypatch.setattr(routes, "render_page", counted)
    with served(store, clock=lambda: seconds[0]) as site:
        for seconds[0] in (0, FRESH_SECONDS - 1, FRESH_SECONDS, FRESH_SECONDS + 1):
            site.ask("/sources.html")
    assert len(calls) == 2


def test_a_bug_is_no_page_of_ours_and_tells_nothing(site, monkeypatch):
    """The reader is told that it is not their fault; what went wrong stands in the log."""

    def broken(*_arguments, **_more):
        raise ZeroDivisionError("secret of the house")

    monkeypatch.setattr(routes, "render_page", broken)
    answer = site.ask("/changes.html")
    assert answer.status_code == 500
    assert "This page cannot be shown." in answer.text
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
    monkeypatch.undo()
    assert site.ask("/changes.html").status_code == 200


def test_a_store_that_cannot_be_read_now_is_told_as_passing(site, monkeypatch, caplog):
    """Where a writer holds it, a reader is asked to come again; the mend for whoever runs it is in the log."""

    def locked(*_arguments, **_more):
        raise StoreError("another process has been writing", where="desk.db", remedy="try again later")

    monkeypatch.setattr(routes, "render_page", locked)
    answer = site.ask("/changes.html")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "desk.db" not in answer.text
    assert "desk.db: another process has been writing; try again later" in caplog.text
