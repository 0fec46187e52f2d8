"""requests behind the seam, against a server on loopback."""

from __future__ import annotations

import gc
import gzip
import socket
import ssl
import subprocess
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import requests
from pytest_httpserver import HTTPServer
from urllib3.response import HTTPResponse
from werkzeug import Request, Response

from tests.fake_web import FakeWeb
from tracker.domain import Manners
from tracker.errors import FetchError
from tracker.fetch import Fetched, FetchSettings, NotModified
from tracker.fetch.web import RequestsWeb

AGENT = "Mozilla/5.0 (compatible; policy-commitment-tracker/0.1; +mailto:desk@norvale.example)"
SETTINGS = FetchSettings(
    AGENT,
    timeout_seconds=2,
    max_bytes=1000,
    delay_seconds=0,
    robots=False,
    retries=0,
    allow_hosts=("localhost", "127.0.0.1"),
)


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
    answer = web.get(url)
    assert isinstance(answer, Fetched)
    assert replace(answer, headers=()) == Fetched(
        url, b"\xe9", "text/html", "iso-8859-1", 'W/"a;b"', "Mon, 04 Mar 2024 09:00:00 GMT"
    )
    assert ("Content-Type", "Text/HTML; charset=ISO-8859-1") in answer.headers


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


class ShutGate:
    """A gate whose hosts another process has."""

    def enter(self, host: str, patience: float = 0.0) -> bool:  # noqa: ARG002 - as HostGate has it
        return False

    def leave(self, host: str) -> None:  # noqa: ARG002
        raise AssertionError("nobody was let in")

    def free(self, hosts: Sequence[str]) -> Sequence[str]:
        return hosts


def test_two_passes_over_one_web_ask_each_its_own_gate(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """A host that another machine has is not asked by the pass that shares hosts, and is by one that does not."""
    httpserver.expect_request("/a").respond_with_data("a")
    url = httpserver.url_for("/a")
    with pytest.raises(FetchError, match="another process is asking"):
        web.behind(ShutGate()).get(url)
    assert isinstance(web.get(url), Fetched)


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
        RequestsWeb(replace(SETTINGS, timeout_seconds=0.1)) as web,
    ):
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        with pytest.raises(FetchError, match=r"did not answer within 0\.1 s") as raised:
            web.get(url)
    assert raised.value.transient


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hosts",
        "ftp://norvale.example/a",
        "norvale.example/a",
        "http://",
        "http://[",
        "http://desk:secret@localhost/a",
        "http://norvale.example:25/a",
        "http://norvale.example:99999/a",
        "javascript:alert(1)",
        "",
    ],
)
def test_only_web_addresses_are_fetched(web: RequestsWeb, url: str) -> None:
    """A link to a file of this machine is never opened, whoever published it."""
    with pytest.raises(FetchError):
        web.get(url)


def test_validators_go_to_the_first_address_only(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """They say what is held of one address; the one it moved to is asked for all it has."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        if request.path == "/old":
            return Response(status=301, headers={"Location": "/new"})
        return Response(b"here")

    httpserver.expect_request("/old").respond_with_handler(answer)
    httpserver.expect_request("/new").respond_with_handler(answer)
    answered = web.get(httpserver.url_for("/old"), etag='"1"', last_modified="Mon, 4 Mar 2024 09:00:00 GMT")
    assert isinstance(answered, Fetched)
    assert answered.hops == (httpserver.url_for("/old"),)
    assert ["If-None-Match" in request.headers for request in seen] == [True, False]
    assert ["If-Modified-Since" in request.headers for request in seen] == [True, False]


def test_not_modified_is_believed_only_of_what_is_held(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """Who was not told what we hold cannot know that it did not change."""
    httpserver.expect_request("/a").respond_with_data(status=304)
    with pytest.raises(FetchError, match="304 Not Modified, though it was not told what is held"):
        web.get(httpserver.url_for("/a"))


def test_a_gate_of_a_ministry_is_passed_in_one_hop(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """307 to the same address, with a cookie for its folder: one hop the first time, none for the next page."""
    seen: list[str] = []

    def gate(request: Request) -> Response:
        seen.append(request.full_path)
        if request.cookies.get("GATE") == "open":
            return Response(b"text")
        return Response(
            status=307, headers={"Location": request.url, "Set-Cookie": "GATE=open; Path=/eng/brd; HttpOnly"}
        )

    httpserver.expect_request("/eng/brd/view.do").respond_with_handler(gate)
    first = web.get(httpserver.url_for("/eng/brd/view.do?seq=1"))
    second = web.get(httpserver.url_for("/eng/brd/view.do?seq=2"))
    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert (len(first.hops), second.hops) == (1, ())
    assert first.url == httpserver.url_for("/eng/brd/view.do?seq=1")
    assert len(seen) == 3


def test_what_is_held_is_not_lost_at_a_gate(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """A gate sends back to the same address, so the validators still say something there."""

    def gate(request: Request) -> Response:
        if request.cookies.get("GATE") == "open":
            return Response(status=304 if request.headers.get("If-None-Match") == '"1"' else 200)
        return Response(status=307, headers={"Location": request.path, "Set-Cookie": "GATE=open; Path=/"})

    httpserver.expect_request("/a").respond_with_handler(gate)
    url = httpserver.url_for("/a")
    assert web.get(url, etag='"1"') == NotModified(url)


def test_a_mirror_is_asked_and_the_official_address_told(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """With a mirror the links stay those of the site, also where the mirror redirects to itself or to the site."""
    mirror = Manners(mirror=httpserver.url_for("").rstrip("/"))
    to = {"/old": "/a", "/own": httpserver.url_for("/a"), "/site": "https://norvale.example/a"}
    for path, location in to.items():
        httpserver.expect_request(path).respond_with_data(status=301, headers={"Location": location})
    httpserver.expect_request("/a", query_string="n=1").respond_with_data("one")
    httpserver.expect_request("/a").respond_with_data("here")
    asked = web.get("https://norvale.example/a?n=1", manners=mirror)
    assert isinstance(asked, Fetched)
    assert (asked.url, asked.body) == ("https://norvale.example/a?n=1", b"one")
    for path in to:
        answer = web.get(f"https://norvale.example{path}", manners=mirror)
        assert isinstance(answer, Fetched)
        assert (answer.url, answer.body) == ("https://norvale.example/a", b"here")
        assert answer.hops == (f"https://norvale.example{path}",)


def test_manners_of_one_site_stay_with_it(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """Headers declared for a site win over ours, and are not sent to the host it redirects to."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        there = httpserver.url_for("/b").replace("localhost", "127.0.0.1")
        return Response(b"x") if request.path == "/b" else Response(status=302, headers={"Location": there})

    httpserver.expect_request("/a").respond_with_handler(answer)
    httpserver.expect_request("/b").respond_with_handler(answer)
    manners = Manners(headers=(("user-agent", "Mozilla/5.0"), ("X-Key", "1")))
    web.get(httpserver.url_for("/a"), manners=manners)
    assert (seen[0].headers["User-Agent"], seen[0].headers["X-Key"]) == ("Mozilla/5.0", "1")
    assert (seen[1].headers["User-Agent"], "X-Key" in seen[1].headers) == (AGENT, False)


def test_a_site_may_be_allowed_larger_bodies(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """The cap of a site goes before the general one, both ways."""
    httpserver.expect_request("/a").respond_with_data("x" * 1500)
    url = httpserver.url_for("/a")
    assert isinstance(web.get(url, manners=Manners(max_bytes=2000)), Fetched)
    with pytest.raises(FetchError, match="larger than"):
        web.get(url, manners=Manners(max_bytes=1400))


def test_many_pages_of_one_host_share_few_connections(serve, local) -> None:
    """16 threads and 200 pages, some of them missing: no more connections than may be in flight."""

    def answer(connection: socket.socket, head: bytes) -> None:
        if b"If-None-Match" in head:
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        elif b"GET /9" in head:
            connection.sendall(
                b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n"
            )
        else:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    server = serve(answer)

    def ask(web: RequestsWeb, number: int) -> str:
        try:
            return type(web.get(f"{server.url}/{number}", etag='"1"' if number % 2 else None)).__name__
        except FetchError as error:
            return str(error.status)

    with RequestsWeb(local(per_host=16)) as web, ThreadPoolExecutor(16) as pool:
        said = list(pool.map(lambda number: ask(web, number), range(200)))
    assert server.connections <= 16
    assert Counter(said) == {"NotModified": 100, "Fetched": 95, "404": 5}


def test_without_a_delay_threads_do_not_wait_for_each_other(serve, local) -> None:
    """Sixteen requests to one host are really under way at once, where that is allowed; never more."""
    all_here = threading.Barrier(16)

    def answer(connection: socket.socket, head: bytes) -> None:
        all_here.wait(timeout=2)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    server = serve(answer)
    with RequestsWeb(local(per_host=16)) as web, ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(web.get, [f"{server.url}/{number}" for number in range(32)]))
    assert len(answers) == 32
    assert server.connections <= 16


@pytest.mark.parametrize(
    ("per_host", "parallel", "hosts", "most"), [(2, 16, 1, 2), (16, 3, 1, 3), (2, 3, 2, 3)]
)
def test_no_more_than_allowed_are_under_way(serve, local, per_host, parallel, hosts, most) -> None:
    """Neither one host nor all of them together are asked for more at once than the settings say."""
    lock, here, peak = threading.Lock(), 0, 0

    def answer(connection: socket.socket, head: bytes) -> None:
        nonlocal here, peak
        with lock:
            here += 1
            peak = max(peak, here)
        threading.Event().wait(0.01)
        with lock:
            here -= 1
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx")

    servers = [serve(answer) for _ in range(hosts)]
    urls = [f"{servers[number % hosts].url}/{number}" for number in range(20)]
    with RequestsWeb(local(per_host=per_host, parallel=parallel)) as web, ThreadPoolExecutor(20) as pool:
        list(pool.map(web.get, urls))
    assert peak == most


def test_nothing_is_kept_of_pages_that_fail_or_did_not_change(serve, local) -> None:
    """After 300 pages there are no more responses, sockets and TLS contexts than after a few, though the errors are kept."""

    def answer(connection: socket.socket, head: bytes) -> None:
        if b"/304" in head:
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        elif b"/503" in head:
            connection.sendall(b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")
        elif b"/broken" in head:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx")
            connection.close()
        else:
            connection.close()

    server = serve(answer)
    kept: list[FetchError] = []

    def ask(web: RequestsWeb, path: str) -> None:
        try:
            web.get(f"{server.url}/{path}", etag='"1"')
        except FetchError as error:
            kept.append(error)

    def alive() -> int:
        gc.collect()
        kinds = (requests.Response, requests.PreparedRequest, HTTPResponse, ssl.SSLContext, BaseException)
        return sum(isinstance(thing, kinds) for thing in gc.get_objects()) - len(kept)

    def ours() -> int:
        port = int(server.url.rpartition(":")[2])
        found = [thing for thing in gc.get_objects() if type(thing) is socket.socket and thing.fileno() >= 0]
        return sum(one.getsockname()[1] != port for one in found if one.family == socket.AF_INET)

    with RequestsWeb(local()) as web:
        for path in ("304", "503", "broken", "304"):
            ask(web, path)
        objects, sockets = alive(), ours()
        for _ in range(75):
            for path in ("304", "503", "broken", "304"):
                ask(web, path)
        assert alive() <= objects + 5
        assert ours() <= sockets + 2
    assert len(kept) == 152
    assert all(error.__context__ is None and error.__cause__ is None for error in kept)


def test_an_error_leads_to_no_connection(httpserver: HTTPServer, web: RequestsWeb) -> None:
    """Whoever keeps the error of a page keeps a line of text: no frame of it holds a response."""
    httpserver.expect_request("/a").respond_with_data("sorry", status=404)
    with pytest.raises(FetchError) as raised:
        web.get(httpserver.url_for("/a"))
    frames = [frame for frame, _ in traceback.walk_tb(raised.value.__traceback__)]
    assert not any(
        isinstance(value, requests.Response | socket.socket)
        for frame in frames
        for value in frame.f_locals.values()
    )


def test_fetching_waits_for_no_parser() -> None:
    """Importing the client does not load the parsers of pages, which take a tenth of a second: a pass that finds nothing new needs none."""
    code = "import sys, tracker.fetch.web; print([m for m in ('lxml', 'trafilatura') if m in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    assert said.stdout.strip() == "[]"


def test_one_host_is_asked_at_intervals_and_two_are_not(httpserver: HTTPServer) -> None:
    """Between two requests to one host lies the configured delay; another host does not wait for it."""
    httpserver.expect_request("/a").respond_with_data("x")
    slept: list[float] = []
    settings = replace(SETTINGS, delay_seconds=5)
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
