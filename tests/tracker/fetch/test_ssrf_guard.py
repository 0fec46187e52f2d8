"""Which addresses may be asked."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from tracker.errors import FetchError
from tracker.fetch.ssrf_guard import BlockedAddress, is_allowed, is_public, resolve_allowed
from tracker.fetch.web import RequestsWeb

PRIVATE = """
0.0.0.0 10.0.0.5 100.64.0.1 100.100.100.200 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.8 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.1.1.1
240.0.0.1 255.255.255.255
:: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001::1 2001:db8::1
2002:7f00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%1 fec0::1 ff02::1
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_of_the_public_internet_is_not_asked(address: str) -> None:
    """Private, loopback, link-local, shared, reserved, multicast and translated addresses, in both families."""
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "2a00:1450:4001::1", "2606:4700::1"]
)
def test_an_address_of_the_public_internet_is_asked(address: str) -> None:
    """What anyone could ask, we may ask."""
    assert is_public(address)


@pytest.mark.parametrize(
    "literal",
    ["127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "::1", "::ffff:127.0.0.1", "localhost"],
)
def test_loopback_is_refused_however_it_is_written(literal: str) -> None:
    """It is the address that is looked at, not how the URL spells it."""
    with pytest.raises(BlockedAddress):
        resolve_allowed(literal, 80, ())


@pytest.mark.parametrize("name", ["localhost", "LOCALHOST", "localhost."])
def test_a_host_that_is_named_may_be_asked(name: str) -> None:
    """allow_hosts names hosts exactly but for case; then even loopback is asked."""
    assert is_allowed(name, ("localhost",))
    assert resolve_allowed(name.rstrip("."), 80, ("LocalHost",))


@pytest.mark.parametrize("name", ["evil.localhost", "localhost.evil.example", "127.0.0.1", "local"])
def test_a_host_that_only_looks_like_it_is_not_allowed(name: str) -> None:
    """Neither a name above nor one below, nor the address behind it."""
    assert not is_allowed(name, ("localhost", "norvale.example"))


def test_an_address_in_brackets_is_the_address() -> None:
    """IPv6 literals are allowed with or without their brackets."""
    assert is_allowed("[::1]", ("::1",))


def test_of_several_addresses_only_public_ones_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is at once public and private is asked at its public address."""
    found = [(2, 1, 6, "", (address, 80)) for address in ("10.0.0.5", "8.8.8.8")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert resolve_allowed("norvale.example", 80, ()) == [(2, ("8.8.8.8", 80))]


def test_a_name_that_changes_its_address_gains_nothing(serve, local, monkeypatch) -> None:
    """A name is resolved once a connection, and the address that was checked is the one connected to."""
    server = serve(lambda connection, _: connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"))
    port = int(server.url.rpartition(":")[2])
    asked: list[str] = []

    def resolve(host: str, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.5", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with RequestsWeb(local(allow_hosts=("norvale.example",))) as web:
        web.get(f"http://norvale.example:{port}/")
        web.get(f"http://norvale.example:{port}/again")
    assert asked == ["norvale.example"]
    assert b"Host: norvale.example" in server.requests[0]


def test_without_permission_loopback_is_not_even_connected_to(serve, local) -> None:
    """The refusal comes before the connection, and says how to allow it."""
    server = serve(lambda *_: None)
    with (
        RequestsWeb(local(allow_hosts=())) as web,
        pytest.raises(FetchError, match=r"127\.0\.0\.1 is no public address; name 127\.0\.0\.1 in") as raised,
    ):
        web.get(f"{server.url}/a")
    assert not raised.value.transient
    assert server.connections == 0


def test_a_redirect_inside_is_refused_and_nobody_told_to_allow_it(serve, local) -> None:
    """Every hop is checked as the first address is: what is allowed is asked, what is not is named."""
    inner = serve(lambda *_: None)
    there = inner.url.replace("127.0.0.1", "localhost")
    head = b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: "
    outer = serve(lambda connection, _: connection.sendall(head + there.encode() + b"/admin\r\n\r\n"))
    with RequestsWeb(local(allow_hosts=("127.0.0.1",))) as web, pytest.raises(FetchError) as raised:
        web.get(f"{outer.url}/a")
    assert f"it redirects to {there}/admin: localhost is at " in str(raised.value)
    assert "allow_hosts" not in str(raised.value)
    assert inner.connections == 0
