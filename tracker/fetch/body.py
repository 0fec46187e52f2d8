"""Bodies: decoded as they arrive, and given up as soon as they are too large, cut short or not what was asked."""

from __future__ import annotations

import contextlib
import io
import zlib
from collections.abc import Iterable, Iterator
from http import HTTPStatus

import requests
import urllib3.exceptions

_CHUNK = 65_536  # bytes read at a time, and produced at a time by a decompressor
_DRAIN = 65_536  # bytes of an unwanted body that are read to keep the connection
_HEADERS = 65_536  # bytes of all headers; http.client alone would take 6.5 MB


class BodyError(Exception):
    """A body that is not taken: *what*, how to *mend* it, and whether it is *transient*."""

    def __init__(self, message: str, *, remedy: str = "", transient: bool = False) -> None:
        self.message, self.remedy, self.transient = message, remedy, transient
        super().__init__(message)


def headers_of(response: requests.Response) -> tuple[tuple[str, str], ...]:
    """Return the headers as received, repeated ones apart.

    Raises:
        BodyFault: They are larger than 64 KB.
    """
    pairs = tuple((str(name), str(value)) for name, value in response.raw.headers.iteritems())
    if sum(len(name) + len(value) for name, value in pairs) > _HEADERS:
        raise BodyError("the headers of the answer are larger than 64 KB")
    return pairs


def drain_body(response: requests.Response) -> None:
    """Read a short body that nobody wants, so that the connection can be used again; close a long one."""
    length = response.headers.get("Content-Length", "")
    short = length.isdecimal() and len(length) < 6 and int(length) <= _DRAIN
    chunked = response.raw.chunked and not length
    if short or chunked or response.status_code == HTTPStatus.NOT_MODIFIED:
        with contextlib.suppress(urllib3.exceptions.HTTPError):  # what was wanted has been read
            response.raw.read(_DRAIN + 1, decode_content=False)
    response.close()


def read_body(response: requests.Response, cap: int, *, cut: bool = False) -> bytes:
    """Return the decoded body.

    With *cut*, what is over *cap* bytes is left unread instead of refused.

    Raises:
        BodyFault: It is larger than *cap*, breaks off (transient), or is
            encoded as nobody asked for.
        urllib3.exceptions.HTTPError: It did not arrive in time.
    """
    length = response.headers.get("Content-Length", "")
    if not cut and length.isdecimal() and (len(length) > 15 or int(length) > cap):
        raise _too_large(cap)
    body = io.BytesIO()
    try:
        received = _counted(response.raw.stream(_CHUNK, decode_content=False), cap)
        for piece in _decoded(received, response.headers.get("Content-Encoding", "")):
            body.write(piece)
            if body.tell() > cap:
                if cut:
                    return body.getvalue()[:cap]
                raise _too_large(cap)
    except (urllib3.exceptions.ProtocolError, urllib3.exceptions.SSLError) as error:
        raise _broken() from error
    return body.getvalue()


def _broken() -> BodyError:
    return BodyError("the connection broke in the middle of the body", transient=True)


def _too_large(cap: int) -> BodyError:
    return BodyError(
        f"the body is larger than {cap / 1_000_000:g} MB",
        remedy="raise [fetch] max_megabytes if it should be",
    )


def _counted(pieces: Iterable[bytes], cap: int) -> Iterator[bytes]:
    """Yield *pieces* as long as what came in is not larger than what may come out: gzip can be of nothing."""
    size = 0
    for piece in pieces:
        yield piece
        size += len(piece)
        if size > cap + _CHUNK:
            raise _too_large(cap)


def _decoded(pieces: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        yield from pieces
    elif name in ("gzip", "x-gzip", "deflate"):
        try:
            yield from _inflated(pieces)
        except zlib.error as error:
            raise BodyError(f"the body is not the {name} it is said to be", transient=True) from error
    else:
        raise BodyError(f"the body is encoded as {name[:40]}, which was not asked for")


def _inflated(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is in gzip members, zlib or raw deflate (some servers mean that by "deflate"), a bit at a time."""
    inflate = zlib.decompressobj(wbits=47)  # gzip or zlib, whichever the header says
    begun = ended = False
    data = b""
    for piece in pieces:
        data += piece
        if not begun and len(data) < 2:  # too short to tell zlib from raw deflate
            continue
        while data:
            if ended:
                if not b"\x1f\x8b".startswith(data[:2]):
                    return  # padding after the last member, which browsers let pass
                if len(data) < 2:
                    break
                inflate, ended = zlib.decompressobj(wbits=47), False
            try:
                out = inflate.decompress(data, _CHUNK)
            except zlib.error:
                if begun:
                    raise
                inflate = zlib.decompressobj(wbits=-15)
                out = inflate.decompress(data, _CHUNK)
            begun = True
            if out:
                yield out
            ended = inflate.eof
            data = inflate.unused_data if ended else inflate.unconsumed_tail
    while begun and not ended:  # what is left in the decompressor
        out = inflate.decompress(b"", _CHUNK)
        if not out:
            break
        yield out
        ended = inflate.eof
    if ended or not (begun or data):
        return
    raise _broken()
