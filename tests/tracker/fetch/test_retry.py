"""Tries: asked again where it helps, never against what the server asked for, and not for ever."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tracker.domain import Manners
from tracker.errors import FetchError
from tracker.fetch import Fetched, HostNote
from tracker.fetch.web import RequestsWeb

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"


def answers(serve, *given: bytes):
    """A server that gives these heads in turn, and the last of them from then on."""
    left = list(given)

    def answer(connection: socket.socket, head: bytes) -> None:
        now = left.pop(0) if len(left) > 1 else left[0]
        if now == b"close":
            connection.close()
        else:
            connection.sendall(b"HTTP/1.1 " + now + b"\r\nContent-Length: 1\r\n\r\nx")

    return serve(answer)


@pytest.fixture
def build(local, clock):
    """A web with two more tries, whose clock is moved by sleeping only, and whose chance is a half."""

    def make(notes=(), **overrides):
        return RequestsWeb(
            local(**({"retries": 2} | overrides)),
            notes=notes,
            sleep=clock.sleep,
            clock=clock,
            now=clock.now,
            random=lambda: 0.5,
        )

    return make


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408, 425])
def test_a_server_that_fails_for_the_moment_is_asked_again(serve, build, clock, status) -> None:
    """Up to twice more, after a random part of one second, then of two."""
    server = answers(serve, b"%d X" % status, b"%d X" % status, b"200 OK")
    with build() as web:
        assert isinstance(web.get(f"{server.url}/a"), Fetched)
    assert clock.slept == [0.5, 1.0]


def test_a_connection_that_breaks_is_tried_again(serve, build, clock) -> None:
    """Closed without an answer is no answer."""
    server = answers(serve, b"close", b"200 OK")
    with build() as web:
        assert isinstance(web.get(f"{server.url}/a"), Fetched)
    assert clock.slept == [0.5]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_an_answer_is_an_answer(serve, build, clock, status) -> None:
    """What is refused or gone is not asked for again."""
    server = answers(serve, b"%d X" % status)
    with build() as web, pytest.raises(FetchError, match=f"answered {status}"):
        web.get(f"{server.url}/a")
    assert len(server.requests) == 1
    assert clock.slept == []


def test_after_the_last_try_the_failure_is_told(serve, build) -> None:
    """Three requests and no more; it may be tried later."""
    server = answers(serve, b"500 X")
    with build() as web, pytest.raises(FetchError, match="answered 500") as raised:
        web.get(f"{server.url}/a")
    assert (raised.value.status, raised.value.transient) == (500, True)
    assert len(server.requests) == 3


def test_a_site_that_fails_page_after_page_is_not_asked_three_times_for_each(serve, build) -> None:
    """After three pages in a row each page costs one request, until one works."""
    server = answers(serve, *[b"500 X"] * 11, b"200 OK", b"500 X")
    with build() as web:
        for page in range(5):
            with pytest.raises(FetchError):
                web.get(f"{server.url}/{page}")
        assert len(server.requests) == 3 + 3 + 3 + 1 + 1
        assert isinstance(web.get(f"{server.url}/5"), Fetched)
        with pytest.raises(FetchError):
            web.get(f"{server.url}/6")
        assert len(server.requests) == 12 + 3


def test_tries_end_with_the_deadline(serve, build, clock) -> None:
    """Waiting between tries is part of the time one answer may take."""
    server = answers(serve, b"500 X")
    with build(retries=10, deadline_seconds=4) as web, pytest.raises(FetchError):
        web.get(f"{server.url}/a")
    assert clock.slept == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("status", [b"429", b"503"])
def test_a_short_retry_after_is_waited_for_once(serve, build, clock, status) -> None:
    """A few seconds are waited for on the spot, exactly as long as was asked."""
    server = answers(serve, status + b" X\r\nRetry-After: 2", b"200 OK")
    with build() as web:
        assert isinstance(web.get(f"{server.url}/a"), Fetched)
        assert web.notes() == ()
    assert clock.slept == [2.0]


def test_a_short_retry_after_is_waited_for_once_only(serve, build, clock) -> None:
    """The second time the page fails; other pages of the host wait that moment instead of failing."""
    server = answers(serve, b"503 X\r\nRetry-After: 2", b"503 X\r\nRetry-After: 2", b"200 OK")
    with build() as web:
        with pytest.raises(FetchError, match="answered 503"):
            web.get(f"{server.url}/a")
        assert isinstance(web.get(f"{server.url}/b"), Fetched)
    assert clock.slept == [2.0, 2.0]


def test_a_host_that_keeps_asking_for_a_moment_gets_two_minutes(serve, build, clock) -> None:
    """After three pages in vain a moment is not believed any more: the host is left alone for patience_seconds."""
    server = answers(serve, b"503 X\r\nRetry-After: 1")
    with build() as web:
        for page in range(4):
            with pytest.raises(FetchError, match="answered 503"):
                web.get(f"{server.url}/{page}")
        with pytest.raises(FetchError, match="is left alone until"):
            web.get(f"{server.url}/5")
    assert len(server.requests) == 2 + 2 + 2 + 1


@pytest.mark.parametrize(
    ("says", "seconds"),
    [
        (b"60", 60),
        (b"600", 600),
        (b"Wed, 04 Mar 2026 10:00:00 GMT", 3600),
        (b"31536000", 86_400),
        (b"9" * 5000, 86_400),
    ],
)
def test_a_longer_retry_after_puts_the_host_off(serve, build, clock, says, seconds) -> None:
    """Until then, at most a day, it is asked for nothing; every page says until when."""
    server = answers(serve, b"503 X\r\nRetry-After: " + says, b"200 OK")
    until = datetime(2026, 3, 4, 9, 0, tzinfo=UTC) + timedelta(seconds=seconds)
    with build() as web:
        with pytest.raises(
            FetchError, match=f"asks to be left alone until {until:%Y-%m-%d %H:%M:%S} UTC"
        ) as first:
            web.get(f"{server.url}/a")
        assert (first.value.status, first.value.transient) == (503, True)
        with pytest.raises(FetchError, match=f"is left alone until {until:%Y-%m-%d %H:%M:%S} UTC") as second:
            web.get(f"{server.url}/b")
        assert second.value.transient
        assert len(server.requests) == 1
        (note,) = web.notes()
        assert timedelta(0) <= note.not_before - until <= timedelta(seconds=1)
        assert clock.slept == []
        clock.at += seconds + 1
        assert isinstance(web.get(f"{server.url}/b"), Fetched)
        assert web.notes()[0].not_before is None


def test_too_many_requests_puts_off_even_without_a_time(serve, build) -> None:
    """429 is about all we ask, not about one page: the host is left alone for patience_seconds."""
    server = answers(serve, b"429 X")
    with build(patience_seconds=100) as web:
        with pytest.raises(FetchError, match="09:01:40 UTC") as raised:
            web.get(f"{server.url}/a")
        assert (raised.value.status, raised.value.transient) == (429, True)
        with pytest.raises(FetchError, match="is left alone"):
            web.get(f"{server.url}/b")
    assert len(server.requests) == 1


@pytest.mark.parametrize("says", [b"soon", b"-5", b"", b"Wed, 99 Mar 2026 10:00:00 GMT"])
def test_a_retry_after_nobody_understands_says_nothing(serve, build, clock, says) -> None:
    """Then a 503 is a failure like any other."""
    server = answers(serve, b"503 X\r\nRetry-After: " + says, b"200 OK")
    with build() as web:
        assert isinstance(web.get(f"{server.url}/a"), Fetched)
    assert clock.slept == [0.5]


def test_a_host_put_off_in_the_last_run_is_still(serve, build, clock) -> None:
    """The note of the last run is kept to; nobody asks to find out."""
    server = answers(serve, b"200 OK")
    host = server.url.removeprefix("http://")
    note = HostNote(host, clock.now() + timedelta(minutes=5), "the server answered 429 Too Many Requests")
    with build([note]) as web:
        with pytest.raises(FetchError, match=r"until 2026-03-04 09:05:00 UTC \(the server answered 429"):
            web.get(f"{server.url}/a")
        assert web.notes() == ()
    assert server.connections == 0


def test_a_dead_host_costs_three_connections(serve, build, clock):
    """After three that fail in a row every page says the same at once; ten minutes later one is tried again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with build() as web:
        for page in range(50):
            with pytest.raises(FetchError, match="refuses the connection") as raised:
                web.get(f"{url}/{page}")
            assert raised.value.transient
        assert clock.slept == [0.5, 1.0]
        alive = serve(lambda connection, _: connection.sendall(OK), port)
        with pytest.raises(FetchError, match="refuses the connection"):
            web.get(f"{url}/a")
        assert alive.connections == 0
        clock.at += 601
        assert isinstance(web.get(f"{url}/a"), Fetched)
        assert isinstance(web.get(f"{url}/b"), Fetched)


def test_who_waited_for_a_turn_at_a_dead_host_goes_home(build, clock):
    """Threads that stood in line while the host died fail with the same words, and wait for nothing more."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

    def ask(page):
        with pytest.raises(FetchError, match="refuses the connection"):
            web.get(f"{url}/{page}")

    with build() as web, ThreadPoolExecutor(16) as pool:
        list(pool.map(ask, range(100)))
    assert len(clock.slept) <= 3


def test_a_host_that_says_nothing_page_after_page_is_dead_too(serve, build):
    """Three pages that time out in a row cost no thousand timeouts more; one that answers clears the others."""
    silent = ["/0", "/1", "/3", "/4", "/5"]

    def answer(connection, head):
        if head.split()[1].decode() not in silent:
            connection.sendall(OK)

    server = serve(answer)
    said = []
    with build(retries=0, timeout_seconds=0.05) as web:
        for page in range(8):
            try:
                web.get(f"{server.url}/{page}")
                said.append("")
            except FetchError as error:
                said.append(error.message)
    silence = f"{server.url[7:]} did not answer within 0.05 s"
    assert said == [silence, silence, "", silence, silence, silence, silence, silence]
    assert len(server.requests) == 6


def test_the_delay_is_from_start_to_start(serve, build, clock) -> None:
    """It holds for redirects too; a site may be given a longer one, not a shorter."""
    server = answers(serve, b"302 Found\r\nLocation: /b", b"200 OK")
    with build(delay_seconds=2.0) as web:
        web.get(f"{server.url}/a")
        clock.at += 0.5
        web.get(f"{server.url}/c", manners=Manners(delay_seconds=9.0))
        web.get(f"{server.url}/d", manners=Manners(delay_seconds=0.1))
        web.get(f"{server.url}/e")
    assert clock.slept == [2.0, 1.5, 9.0, 2.0]
