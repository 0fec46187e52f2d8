"""robots.txt: kept to, asked for once a day, and no licence where it cannot be read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tracker.errors import FetchError
from tracker.fetch import Fetched, HostNote
from tracker.fetch.robots import MAX_ROBOTS_BYTES, robots_text
from tracker.fetch.web import RequestsWeb

RULES = "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n"


@pytest.fixture
def site(httpserver: HTTPServer):
    """A site whose every page is "page", with the robots.txt that is put into it."""
    state = {"robots": Response(RULES, content_type="text/plain"), "asked": []}

    def answer(request: Request) -> Response:
        state["asked"].append(request.path)
        return state["robots"] if request.path == "/robots.txt" else Response(b"page")

    httpserver.expect_request(re.compile("/.*")).respond_with_handler(answer)
    state["url"] = httpserver.url_for("").rstrip("/")
    state["host"] = f"localhost:{httpserver.port}"
    return state


def build(local, clock, **overrides):
    notes = overrides.pop("notes", ())
    settings = local(robots=True, **overrides)
    return RequestsWeb(
        settings, notes=notes, sleep=clock.sleep, clock=clock, now=clock.now, random=lambda: 0.0
    )


def test_what_is_disallowed_is_not_asked(site, local, clock) -> None:
    """The rule is looked up before the page, and the error says whose rule it is and what may be done."""
    with build(local, clock) as web:
        with pytest.raises(FetchError, match=rf"robots\.txt of {site['host']} does not allow") as raised:
            web.get(f"{site['url']}/private/1")
        assert not raised.value.transient
        assert isinstance(web.get(f"{site['url']}/public"), Fetched)
    assert site["asked"] == ["/robots.txt", "/public"]


def test_a_redirect_to_what_is_disallowed_is_not_followed(site, local, clock, httpserver) -> None:
    """Every hop keeps to the rules of the host it leads to."""
    httpserver.clear()
    httpserver.expect_request("/robots.txt").respond_with_data(RULES)
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/private/1"})
    with (
        build(local, clock) as web,
        pytest.raises(FetchError, match=r"it redirects to .*/private/1: robots\.txt"),
    ):
        web.get(f"{site['url']}/a")


def test_our_name_goes_before_everybody(site, local, clock) -> None:
    """A group for policy-commitment-tracker is ours; that for all others is then not."""
    site["robots"] = Response(
        "User-agent: *\nDisallow: /\n\nUser-agent: Policy-Commitment-Tracker\nDisallow: /x\n"
    )
    with build(local, clock) as web:
        assert isinstance(web.get(f"{site['url']}/a"), Fetched)
        with pytest.raises(FetchError, match="does not allow"):
            web.get(f"{site['url']}/x")


@pytest.mark.parametrize(
    ("asked_for", "waits"), [("7", 7.0), ("3600", 60.0), ("0.5", 1.0), ("nan", 1.0), ("-5", 1.0)]
)
def test_the_delay_a_site_asks_for_is_kept(site, local, clock, asked_for, waits) -> None:
    """Crawl-delay may lengthen our delay, up to a minute; it does not shorten it."""
    site["robots"] = Response(f"User-agent: *\nCrawl-delay: {asked_for}\n")
    with build(local, clock, delay_seconds=1.0) as web:
        for page in "ab":
            web.get(f"{site['url']}/{page}")
    assert clock.slept == [
        1.0,
        waits,
    ]  # from robots.txt, read before its delay was known, to /a, and on to /b


@pytest.mark.parametrize(
    "answer",
    [
        Response("no", status=404),
        Response("no", status=403),
        Response("<!DOCTYPE html><p>Disallow: /", content_type="text/html"),
        Response("\ufeff\n <html>Disallow: /", content_type="text/plain"),
        Response("", status=200),
        Response(status=301, headers={"Location": "/robots.txt"}),
    ],
)
def test_a_site_without_rules_has_none(site, local, clock, answer) -> None:
    """Not there, refused, a web page instead, or a circle: nothing is forbidden (RFC 9309, 2.3.1)."""
    site["robots"] = answer
    with build(local, clock) as web:
        assert isinstance(web.get(f"{site['url']}/private/1"), Fetched)
        (note,) = web.notes()
    assert note == HostNote(site["host"], robots="", robots_at=clock.now())


def test_rules_that_cannot_be_read_forbid_all_for_now(site, local, clock) -> None:
    """Where the server fails, the site may still forbid: nothing is asked, and the next pages do not ask anew."""
    site["robots"] = Response("oh", status=500)
    with build(local, clock, retries=1) as web:
        for page in "abc":
            with pytest.raises(
                FetchError, match=r"robots\.txt of .* cannot be read: the server answered 500"
            ) as raised:
                web.get(f"{site['url']}/{page}")
            assert raised.value.transient
        assert site["asked"] == ["/robots.txt"] * 2
        site["robots"] = Response(RULES)
        clock.at += 301
        assert isinstance(web.get(f"{site['url']}/a"), Fetched)


@pytest.mark.parametrize(("days", "asked"), [(0.5, ["/a"]), (3, ["/robots.txt", "/a"])])
def test_the_copy_of_an_earlier_run_serves(site, local, clock, days, asked) -> None:
    """For a day nobody asks again; for a week it stands in where the site fails."""
    site["robots"] = Response("oh", status=503)
    note = HostNote(site["host"], robots=RULES, robots_at=clock.now() - timedelta(days=days))
    with build(local, clock, notes=[note]) as web:
        assert isinstance(web.get(f"{site['url']}/a"), Fetched)
        with pytest.raises(FetchError, match="does not allow"):
            web.get(f"{site['url']}/private")
        assert web.notes() == ()
    assert site["asked"] == asked


def test_a_copy_of_last_month_does_not_serve(site, local, clock) -> None:
    """After a week without rules nothing is asked."""
    site["robots"] = Response("oh", status=503)
    note = HostNote(site["host"], robots="", robots_at=clock.now() - timedelta(days=8))
    with build(local, clock, notes=[note]) as web, pytest.raises(FetchError, match="cannot be read"):
        web.get(f"{site['url']}/a")


def test_rules_are_asked_for_again_after_a_day(site, local, clock) -> None:
    """A process that lives long does not keep to rules of last week."""
    with build(local, clock) as web:
        web.get(f"{site['url']}/a")
        clock.at += 86_401
        web.get(f"{site['url']}/a")
    assert site["asked"] == ["/robots.txt", "/a"] * 2


def test_robots_can_be_left_out(site, local, clock) -> None:
    """robots = false is for who has the site's word; then nothing of it is asked."""
    with RequestsWeb(local(robots=False), sleep=clock.sleep, clock=clock, now=clock.now) as web:
        web.get(f"{site['url']}/private")
    assert site["asked"] == ["/private"]


def test_an_endless_robots_txt_is_read_as_far_as_it_counts(site, local, clock) -> None:
    """Half a megabyte is read; the rest is left."""
    site["robots"] = Response(RULES + "#" * (2 * MAX_ROBOTS_BYTES))
    with build(local, clock, max_bytes=1000) as web:
        with pytest.raises(FetchError, match="does not allow"):
            web.get(f"{site['url']}/private")
        (note,) = web.notes()
    assert note.robots is not None
    assert len(note.robots) == MAX_ROBOTS_BYTES


def test_text_that_is_not_utf_8_is_still_rules() -> None:
    """A comment in another encoding does not undo the rest."""
    assert robots_text(b"# \xe9\nDisallow: /") == "# \ufffd\nDisallow: /"
