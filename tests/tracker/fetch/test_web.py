"""requests behind the seam, against a server on loopback."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tracker.errors import FetchError
from tracker.fetch import FakeWeb, Fetched, FetchSettings, NotModified
from tracker.fetch.web import RequestsWeb

AGENT = "Mozilla/5.0 (compatible; policy-commitment-tracker/0.1; +mailto:desk@norvale.example)"
SETTINGS = FetchSettings(AGENT, timeout_seconds=2, max_bytes=1000, delay_seconds=0)


@pytest.fixture
def web() -> Iterator[RequestsWeb]:
    with RequestsWeb(SETTINGS) as web:
        yield web


def test_a_page_arrives_as_it_was_sent(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """Bytes, media type, charset and validators are kept exactly as the server gave them."""
    headers = {"ETag": 'W/"a;b"', "Last-Modified": "Mon, 04 Mar 2024 09:00:00 GMT"}
    httpserver.expect_request("/a").respond_with_data(
        "é".encode("latin-1"), content_type="Text/HTML; charset=ISO-8859-1", headers=headers
    )
    url = httpserver.url_for("/a")
    assert web.get(url) == Fetched(
        url, b"\xe9", "text/html", "iso-8859-1", 'W/"a;b"', "Mon, 04 Mar 2024 09:00:00 GMT"
    )


def test_validators_are_sent_back_as_they_came(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """The server is asked with its own ETag and Last-Modified, and 304 is no body but an answer."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(status=304)

    httpserver.expect_request("/a").respond_with_handler(answer)
    url = httpserver.url_for("/a")
    assert web.get(url, etag='W/"a;b"', last_modified="Mon, 4 Mar 2024 09:00:00 GMT") == NotModified(url)
    assert seen[0].headers["If-None-Match"] == 'W/"a;b"'
    assert seen[0].headers["If-Modified-Since"] == "Mon, 4 Mar 2024 09:00:00 GMT"


def test_the_first_request_is_unconditional_and_says_who_asks(
    httpserver: HTTPServer, web: RequestsWeb
) -> None:
    """The user agent is the configured one; nothing is sent that was not given."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(b"x")

    httpserver.expect_request("/a").respond_with_handler(answer)
    web.get(httpserver.url_for("/a"))
    assert seen[0].headers["User-Agent"] == AGENT
    assert "If-None-Match" not in seen[0].headers
    assert "If-Modified-Since" not in seen[0].headers


@pytest.mark.parametrize(
    ("status", "transient"), [(404, False), (403, False), (410, False), (429, True), (503, True)]
)
def test_an_error_status_is_an_error_that_says_whether_to_try_again(
    httpserver: HTTPServer, web: RequestsWeb, status: int, transient: bool
) -> None:
    """A page that is gone is not asked for again at once; a server that is busy is."""
    httpserver.expect_request("/a").respond_with_data("sorry", status=status)
    with pytest.raises(FetchError, match=f"the server answered {status} ") as raised:
        web.get(httpserver.url_for("/a"))
    assert (raised.value.status, raised.value.transient) == (status, transient)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_body_over_the_cap_is_given_up(httpserver: HTTPServer, web: RequestsWeb, packed: bool) -> None:
    """The cap counts what comes out of the compression, so a small bomb is as large as it is."""
    body = gzip.compress(b"x" * 100_000) if packed else b"x" * 1001
    httpserver.expect_request("/a").respond_with_data(
        body, headers={"Content-Encoding": "gzip"} if packed else {}
    )
    with pytest.raises(FetchError, match=r"larger than 0\.001 MB"):
        web.get(httpserver.url_for("/a"))


def test_a_redirect_is_followed_and_the_last_url_kept(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """A page that moved is read where it is now."""
    httpserver.expect_request("/old").respond_with_data(status=301, headers={"Location": "/new"})
    httpserver.expect_request("/new").respond_with_data("here")
    answer = web.get(httpserver.url_for("/old"))
    assert isinstance(answer, Fetched)
    assert (answer.url, answer.body) == (httpserver.url_for("/new"), b"here")


def test_a_gate_that_sets_a_cookie_and_sends_back_is_passed(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """Some ministries redirect to the same page until their cookie comes back."""

    def gate(request: Request) -> Response:
        if request.cookies.get("gate") == "open":
            return Response(b"text")
        return Response(status=307, headers={"Location": request.path, "Set-Cookie": "gate=open; Path=/"})

    httpserver.expect_request("/a").respond_with_handler(gate)
    answer = web.get(httpserver.url_for("/a"))
    assert isinstance(answer, Fetched)
    assert answer.body == b"text"


def test_a_circle_of_redirects_ends(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """Five redirects are enough for any honest page."""
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchError, match="more than 5 redirects"):
        web.get(httpserver.url_for("/a"))


def test_a_host_that_refuses_is_one_plain_line(web: RequestsWeb) -> None:
    """No trace of sockets and pools: which host, what it did, and that it may be tried again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(FetchError) as raised:
        web.get(f"http://127.0.0.1:{port}/feed")
    message = str(raised.value)
    assert message.startswith(f"http://127.0.0.1:{port}/feed: 127.0.0.1:{port} refuses the connection")
    assert "\n" not in message
    assert "urllib3" not in message
    assert raised.value.transient


def test_a_host_that_does_not_exist_is_one_plain_line(web: RequestsWeb) -> None:
    """A name that no resolver knows is said to be out of reach."""
    with pytest.raises(FetchError, match=r"no-such-host\.invalid cannot be reached") as raised:
        web.get("http://no-such-host.invalid/feed")
    assert "urllib3" not in str(raised.value)


def test_a_server_that_says_nothing_times_out() -> None:
    """A connection that stays silent is given up after the configured time."""
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        RequestsWeb(FetchSettings(timeout_seconds=0.1)) as web,
    ):
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(FetchError, match=r"did not answer within 0\.1 s") as raised:
            web.get(url)
    assert raised.value.transient


def test_a_body_that_drips_in_is_given_up(httpserver: HTTPServer) -> None:
    """Each read may be in time and the whole still never end; there is a deadline for the whole."""
    httpserver.expect_request("/a").respond_with_data(b"x" * 500)
    ticks = iter([0.0, 0.0, *[1000.0] * 10])
    with (
        RequestsWeb(SETTINGS, clock=lambda: next(ticks)) as web,
        pytest.raises(FetchError, match="did not arrive in time"),
    ):
        web.get(httpserver.url_for("/a"))


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "ftp://norvale.example/a", "norvale.example/a", "http://", "http://["]
)
def test_only_web_addresses_are_fetched(web: RequestsWeb, url: str) -> None:
    """A link to a file of this machine is never opened, whoever published it."""
    with pytest.raises(FetchError):
        web.get(url)


def test_one_host_is_asked_at_intervals_and_two_are_not(httpserver: HTTPServer) -> None:
    """Between two requests to one host lies the configured delay; another host does not wait for it."""
    httpserver.expect_request("/a").respond_with_data("x")
    slept: list[float] = []
    settings = FetchSettings(AGENT, delay_seconds=5)
    with RequestsWeb(settings, sleep=slept.append, clock=lambda: 100.0) as web:
        web.get(httpserver.url_for("/a"))
        assert slept == []
        web.get(httpserver.url_for("/a"))
        assert slept == [5.0]
        web.get(httpserver.url_for("/a").replace("localhost", "127.0.0.1"))
        assert slept == [5.0]


def test_the_shipped_fake_behaves_like_a_server() -> None:
    """It answers 404 for what it has not, 304 for what has not changed, and raises what it was given."""
    page = Fetched(
        "https://norvale.example/a", b"x", etag='"1"', last_modified="Mon, 04 Mar 2024 09:00:00 GMT"
    )
    down = FetchError("the server answered 503 Service Unavailable", status=503, transient=True)
    web = FakeWeb({"https://norvale.example/a": page, "https://norvale.example/down": down})
    assert web.get("https://norvale.example/a") is page
    assert web.get("https://norvale.example/a", etag='"1"') == NotModified("https://norvale.example/a")
    assert web.get("https://norvale.example/a", last_modified=page.last_modified) == NotModified(
        "https://norvale.example/a"
    )
    assert web.get("https://norvale.example/a", etag='"0"') is page
    with pytest.raises(FetchError, match="503"):
        web.get("https://norvale.example/down")
    with pytest.raises(FetchError, match="404"):
        web.get("https://norvale.example/b")
    assert web.asked[1] == ("https://norvale.example/a", '"1"', None)
