"""Servers that mean harm, or are broken in the worst way: each costs a bounded time and one clear line."""

from __future__ import annotations

import contextlib
import resource
import socket

import pytest

from tests.tracker.fetch.hostile import (
    MEGABYTE,
    bomb_in_a_bomb,
    continues_for_ever,
    dripping_body,
    dripping_body_without_a_length,
    dripping_chunks,
    dripping_headers,
    dripping_status,
    endless_body,
    endless_chunks,
    endless_cookies,
    fine,
    gzip_bomb,
    gzip_of_nothing,
    headers_just_within_the_limits_of_python,
    lengths_that_differ,
    many_headers,
    not_http,
    one_gigabyte_announced,
    one_huge_header,
    redirect,
    silence,
    to_a_file,
    to_bytes_of_no_encoding,
    to_itself_for_ever,
    to_nowhere,
    to_the_metadata_service,
    unasked_encoding,
)
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.fetch.web import RequestsWeb


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (endless_body, r"larger than 0\.1 MB"),
        (endless_chunks, r"larger than 0\.1 MB"),
        (one_gigabyte_announced, r"larger than 0\.1 MB"),
        (gzip_bomb, r"larger than 0\.1 MB"),
        (gzip_of_nothing, r"larger than 0\.1 MB"),
        (bomb_in_a_bomb, "encoded as gzip, gzip, which was not asked for"),
        (unasked_encoding, "encoded as br, which was not asked for"),
        (dripping_body, "did not arrive in time"),
        (dripping_body_without_a_length, "did not arrive in time"),
        (dripping_chunks, "did not arrive in time"),
        (dripping_headers, "did not arrive in time"),
        (dripping_status, "did not arrive in time"),
        (continues_for_ever, "did not arrive in time"),
        (many_headers, "more headers than can be read"),
        (one_huge_header, "more headers than can be read"),
        # on a machine that is busy the deadline may come before the limit: it is refused either way
        (headers_just_within_the_limits_of_python, "larger than 64 KB|did not arrive in time"),
        (endless_cookies, "larger than 64 KB|did not arrive in time"),
        (to_the_metadata_service, r"it redirects to http://169\.254\.169\.254/.*no public address"),
        (to_a_file, "redirects to 'file:///etc/hosts': only http"),
        (to_itself_for_ever, "more than 5 redirects"),
        (to_nowhere, "redirects to 'http://"),
        (to_bytes_of_no_encoding, "more than 5 redirects"),
        (not_http, "does not answer in HTTP"),
        (lengths_that_differ, "contradict each other"),
        (silence, "closed the connection without an answer|did not arrive in time"),
    ],
)
def test_a_hostile_server_costs_little_and_one_line(serve, local, answer, says) -> None:
    """Whatever a server sends, it is over although the server is not, says what it was in one line, and the next page works."""
    server = serve(lambda connection, head: fine(connection, head) or answer(connection))
    settings = local(timeout_seconds=2, deadline_seconds=1.0, max_bytes=100_000)
    with RequestsWeb(settings) as web:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(FetchError, match=says) as raised:
            web.get(f"{server.url}/a")
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 60_000  # KB
        assert "\n" not in str(raised.value)
        assert str(raised.value).startswith(f"{server.url}/a: ")
        answer_after = web.get(f"{server.url}/fine")
        assert isinstance(answer_after, Fetched)
        assert answer_after.body == b"ok"


def test_ten_thousand_redirects_are_five(serve, local) -> None:
    """A chain that would go on is left after five steps: six requests, whatever stands at its end."""

    def answer(connection: socket.socket, head: bytes) -> None:
        number = int(head.split()[1].rpartition(b"/")[2])
        redirect(connection, b"/%d" % (number + 1))

    server = serve(answer)
    with RequestsWeb(local()) as web, pytest.raises(FetchError, match="more than 5 redirects"):
        web.get(f"{server.url}/0")
    assert len(server.requests) == 6


def test_the_body_of_a_redirect_is_not_read(serve, local) -> None:
    """Where it leads is all that a redirect is asked for; a body without an end is left where it is."""

    def answer(connection: socket.socket, head: bytes) -> None:
        if not fine(connection, head):
            redirect(connection, b"/fine", b"Transfer-Encoding: chunked\r\n\r\n")
            with contextlib.suppress(OSError):
                while True:
                    connection.sendall(b"f4240\r\n" + MEGABYTE + b"\r\n")

    server = serve(answer)
    with RequestsWeb(local(deadline_seconds=2)) as web:
        answered = web.get(f"{server.url}/a")  # read to its end, it would end at the deadline and be an error
    assert isinstance(answered, Fetched)
    assert answered.hops == (f"{server.url}/a",)
    assert server.connections == 2
