"""Bodies: whole or not at all, and decoded whatever the server means by its words."""

from __future__ import annotations

import gzip
import zlib

import pytest

from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.fetch.web import RequestsWeb

TEXT = b"The Ministry of Norvale will publish the list by May. " * 2000


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def whole(body):
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def until_closed(body):
    return b"Connection: close\r\n\r\n" + body


def in_pieces(size):
    def chunked(body):
        pieces = (body[at : at + size] for at in range(0, len(body), size))
        sent = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
        return b"Transfer-Encoding: chunked\r\n\r\n" + sent + b"0\r\n\r\n"

    return chunked


def give(serve, encoding, sent):
    """A server that gives this body, and closes where it does not announce its length."""

    def answer(connection, _):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + b"\r\n" + sent)
        if b"Connection: close" in sent:
            connection.close()

    return serve(answer).url


@pytest.mark.parametrize("frame", [whole, until_closed, in_pieces(1), in_pieces(7), in_pieces(10_000)])
@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        (b"", TEXT),
        (b"identity", TEXT),
        (b"gzip", gzip.compress(TEXT)),
        (b"GZIP", gzip.compress(TEXT)),
        (b"x-gzip", gzip.compress(TEXT[:5000]) + gzip.compress(TEXT[5000:])),
        (b"gzip", gzip.compress(TEXT) + b"\0" * 64),
        (b"deflate", zlib.compress(TEXT)),
        (b"deflate", raw_deflate(TEXT)),
        (b"gzip", zlib.compress(TEXT)),
    ],
    ids=["none", "identity", "gzip", "upper", "members", "padded", "zlib", "raw", "mislabelled"],
)
def test_a_body_is_decoded(serve, local, encoding, packed, frame):
    """Every form that servers give and browsers take, however it is cut up on the way."""
    with RequestsWeb(local()) as web:
        answer = web.get(give(serve, encoding, frame(packed)))
    assert isinstance(answer, Fetched)
    assert answer.body == TEXT


@pytest.mark.parametrize("frame", [whole, until_closed, in_pieces(1000)])
def test_a_body_that_expands_a_thousandfold_is_whole_up_to_the_cap(serve, local, frame):
    """What the decompressor still holds at the end of the input belongs to the body."""
    body = b"x" * 3_000_000
    with RequestsWeb(local(max_bytes=3_000_000)) as web:
        answer = web.get(give(serve, b"gzip", frame(gzip.compress(body, 9))))
    assert isinstance(answer, Fetched)
    assert answer.body == body


@pytest.mark.parametrize(
    ("encoding", "sent"),
    [
        (b"", b"Connection: close\r\nContent-Length: 500\r\n\r\n" + TEXT[:400]),
        (b"gzip", b"Connection: close\r\nContent-Length: 500\r\n\r\n" + gzip.compress(TEXT)[:100]),
        (b"", b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n1f4\r\n" + TEXT[:400]),
        (b"", b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n190\r\n" + TEXT[:400] + b"\r\n"),
        (b"gzip", until_closed(gzip.compress(TEXT)[:-20])),
        (b"gzip", until_closed(gzip.compress(TEXT)[:1])),
        (b"deflate", until_closed(zlib.compress(TEXT)[:-20])),
    ],
    ids=["length", "packed length", "chunk", "last chunk", "gzip", "one byte of gzip", "deflate"],
)
def test_a_body_that_is_cut_short_is_no_body(serve, local, encoding, sent):
    """Half a statement must not be read as the statement with its end struck out; asking again may help."""
    with (
        RequestsWeb(local()) as web,
        pytest.raises(FetchError, match="broke in the middle of the body") as raised,
    ):
        web.get(give(serve, encoding, sent))
    assert raised.value.transient


def test_a_body_that_is_not_what_it_says_is_an_error(serve, local):
    """A page that claims to be packed and is not cannot be told from a damaged one."""
    with RequestsWeb(local()) as web, pytest.raises(FetchError, match="not the gzip it is said to be"):
        web.get(give(serve, b"gzip", whole(TEXT)))


def test_a_packed_body_of_nothing_is_nothing(serve, local):
    """Some servers put Content-Encoding on an answer without a body."""
    with RequestsWeb(local()) as web:
        answer = web.get(give(serve, b"gzip", whole(b"")))
    assert isinstance(answer, Fetched)
    assert answer.body == b""


def test_a_body_announced_too_large_is_not_begun(serve, local):
    """The announced length is enough to refuse; nothing of it is waited for."""
    url = give(serve, b"", b"Content-Length: 1001\r\n\r\n")
    with (
        RequestsWeb(local(max_bytes=1000, timeout_seconds=5)) as web,
        pytest.raises(FetchError, match="larger than"),
    ):
        web.get(url)
