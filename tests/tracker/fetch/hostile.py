"""Answers of servers that mean harm, or are broken in the worst way."""

from __future__ import annotations

import contextlib
import gzip
import socket
import time

OK = b"HTTP/1.1 200 OK\r\n"
MEGABYTE = b"x" * 1_000_000
BOMB = gzip.compress(MEGABYTE * 50, 6)  # 50 KB


def fine(connection: socket.socket, head: bytes) -> bool:
    """Answer /fine as a server should."""
    if b"GET /fine " not in head:
        return False
    connection.sendall(OK + b"Content-Length: 2\r\n\r\nok")
    return True


def endless(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            connection.sendall(MEGABYTE)


def endless_body(connection: socket.socket) -> None:
    connection.sendall(OK + b"Connection: close\r\n\r\n")
    endless(connection)


def endless_chunks(connection: socket.socket) -> None:
    connection.sendall(OK + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"f4240\r\n" + MEGABYTE + b"\r\n")


def one_gigabyte_announced(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Type: application/rss+xml\r\nContent-Length: 1000000000\r\n\r\n")
    endless(connection)


def gzip_bomb(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB)


def gzip_of_nothing(connection: socket.socket) -> None:
    nothing = gzip.compress(b"") * 50
    connection.sendall(OK + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"%x\r\n%s\r\n" % (len(nothing), nothing))


def bomb_in_a_bomb(connection: socket.socket) -> None:
    bomb = gzip.compress(BOMB)
    connection.sendall(OK + b"Content-Encoding: gzip, gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb)


def unasked_encoding(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Encoding: br\r\nContent-Length: 4\r\n\r\nxxxx")


def drip(connection: socket.socket, head: bytes, drop: bytes) -> None:
    connection.sendall(head)
    while True:
        connection.sendall(drop)
        time.sleep(0.02)


def dripping_body(connection: socket.socket) -> None:
    drip(connection, OK + b"Content-Length: 5000\r\n\r\n", b"x")


def dripping_body_without_a_length(connection: socket.socket) -> None:
    drip(connection, OK + b"\r\n", b"x")


def dripping_chunks(connection: socket.socket) -> None:
    drip(connection, OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n")


def dripping_headers(connection: socket.socket) -> None:
    drip(connection, OK + b"X-Slow: ", b"x")


def dripping_status(connection: socket.socket) -> None:
    drip(connection, b"HTTP/1.1 ", b"2")


def continues_for_ever(connection: socket.socket) -> None:
    drip(connection, b"", b"HTTP/1.1 100 Continue\r\n\r\n")


def many_headers(connection: socket.socket) -> None:
    connection.sendall(OK + b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + b"\r\n")


def one_huge_header(connection: socket.socket) -> None:
    connection.sendall(OK + b"X-Huge: ")
    endless(connection)


def headers_just_within_the_limits_of_python(connection: socket.socket) -> None:
    connection.sendall(OK + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 60_000) for n in range(90)) + b"\r\n")


def endless_cookies(connection: socket.socket) -> None:
    cookies = b"".join(b"Set-Cookie: c%d=%s\r\n" % (n, b"y" * 60_000) for n in range(90))
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /a\r\n" + cookies + b"Content-Length: 0\r\n\r\n")


def redirect(connection: socket.socket, where: bytes, rest: bytes = b"Content-Length: 0\r\n\r\n") -> None:
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + where + b"\r\n" + rest)


def to_the_metadata_service(connection: socket.socket) -> None:
    redirect(connection, b"http://169.254.169.254/latest/meta-data/")


def to_a_file(connection: socket.socket) -> None:
    redirect(connection, b"file:///etc/hosts")


def to_itself_for_ever(connection: socket.socket) -> None:
    redirect(connection, b"/a")


def to_nowhere(connection: socket.socket) -> None:
    redirect(connection, b"http://[")


def to_bytes_of_no_encoding(connection: socket.socket) -> None:
    redirect(connection, b"/\xff\xfe")


def not_http(connection: socket.socket) -> None:
    connection.sendall(b"220 mail.norvale.example ESMTP\r\n")
    connection.close()


def lengths_that_differ(connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nok")


def silence(connection: socket.socket) -> None:
    time.sleep(1.5)
