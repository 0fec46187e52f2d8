"""Certificates and proxies."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.fetch.web import RequestsWeb

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nthis"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of "localhost", and of nobody else, with its key in one file."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    folder = tmp_path_factory.mktemp("tls")
    said = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([openssl, *said.split(), *names], cwd=folder, check=True, capture_output=True, timeout=30)
    both = folder / "both.pem"
    both.write_bytes((folder / "key.pem").read_bytes() + (folder / "cert.pem").read_bytes())
    return both


@pytest.fixture
def secure(certificate: Path) -> Any:
    """A server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    names: list[str] = []
    context.sni_callback = lambda _, name, __: names.append(name or "")
    server = HTTPServer(host="localhost", ssl_context=context)
    server.names = names
    server.start()
    yield server
    server.stop()


def test_a_certificate_nobody_vouches_for_is_not_accepted(secure: HTTPServer, local, monkeypatch) -> None:
    """It is an error that asking again does not mend, and nothing of the page is read."""
    monkeypatch.delenv("REQUESTS_CA_BUNDLE", raising=False)
    monkeypatch.delenv("CURL_CA_BUNDLE", raising=False)
    with (
        RequestsWeb(local(retries=2)) as web,
        pytest.raises(FetchError, match="certificate of localhost:") as raised,
    ):
        web.get(secure.url_for("/a"))
    assert not raised.value.transient
    assert secure.log == []


def test_the_certificate_is_asked_for_by_name(
    secure: HTTPServer, certificate: Path, local, monkeypatch
) -> None:
    """We connect to the address that was checked, and the certificate must be of the name in the URL."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    secure.expect_request("/a").respond_with_data("this")
    with RequestsWeb(local(per_host=2)) as web:
        answer = web.get(secure.url_for("/a"))
        assert isinstance(answer, Fetched)
        assert answer.body == b"this"
        assert secure.names == ["localhost"]
        with pytest.raises(FetchError, match=r"certificate of 127\.0\.0\.1:\d+ is not accepted"):
            web.get(secure.url_for("/a").replace("localhost", "127.0.0.1"))


def test_a_secure_server_that_drips_ends_as_well(certificate: Path, serve, local, monkeypatch) -> None:
    """The deadline holds during the handshake: TLS hides the socket from us, but not from the watchdog."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://localhost:{silent.getsockname()[1]}/a"
        with (
            RequestsWeb(local(timeout_seconds=5, deadline_seconds=0.3)) as web,
            pytest.raises(FetchError, match="did not arrive in time"),
        ):
            web.get(url)


def test_a_redirect_from_https_to_http_is_not_followed(
    secure: HTTPServer, certificate: Path, local, monkeypatch
) -> None:
    """What came over a channel nobody could change must not end on one that anybody can."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    secure.expect_request("/a").respond_with_data(
        status=302, headers={"Location": "http://norvale.example/b"}
    )
    with (
        RequestsWeb(local()) as web,
        pytest.raises(FetchError, match=r"from https to http://norvale\.example/b"),
    ):
        web.get(secure.url_for("/a"))


def resolve(name: str, *_: Any, **__: Any) -> list[Any]:
    known = {"norvale.example": "8.8.8.8", "inside.example": "10.0.0.5", "127.0.0.1": "127.0.0.1"}
    if name not in known:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known[name], _[0]))]


def test_the_proxy_of_the_environment_is_used(serve, local, monkeypatch) -> None:
    """It is the operator's own choice, so it may be on loopback; it is asked for the whole URL, once connected."""
    proxy = serve(lambda connection, _: connection.sendall(OK))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with RequestsWeb(local(allow_hosts=())) as web:
        for page in ("a", "b"):
            answer = web.get(f"http://norvale.example/{page}")
            assert isinstance(answer, Fetched)
            assert answer.body == b"this"
    assert proxy.requests[0].startswith(b"GET http://norvale.example/a HTTP/1.1")
    assert proxy.connections == 1


@pytest.mark.parametrize(
    ("host", "says"),
    [("inside.example", "no public address"), ("unknown.example", "cannot be resolved here")],
)
def test_a_proxy_is_not_asked_for_what_is_inside(serve, local, monkeypatch, host, says) -> None:
    """It stands inside and could reach what we may not; so a name is resolved here first, or named in allow_hosts."""
    proxy = serve(lambda connection, _: connection.sendall(OK))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with RequestsWeb(local(allow_hosts=())) as web, pytest.raises(FetchError, match=says):
        web.get(f"http://{host}/a")
    assert proxy.requests == []
    with RequestsWeb(local(allow_hosts=(host,))) as web:
        assert isinstance(web.get(f"http://{host}/a"), Fetched)


def test_hosts_that_go_without_the_proxy_do(serve, local, monkeypatch) -> None:
    """no_proxy is kept to."""
    proxy = serve(lambda connection, _: connection.sendall(OK))
    server = serve(lambda connection, _: connection.sendall(OK))
    monkeypatch.setenv("http_proxy", proxy.url)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with RequestsWeb(local()) as web:
        web.get(f"{server.url}/a")
    assert (len(proxy.requests), len(server.requests)) == (0, 1)


def test_a_proxy_that_is_down_is_said_to_be_the_proxy(local, monkeypatch) -> None:
    """Not the site: its name is not in it as the one that failed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free.getsockname()[1]}")
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with (
        RequestsWeb(local(allow_hosts=())) as web,
        pytest.raises(FetchError, match="the proxy does not answer"),
    ):
        web.get("http://norvale.example/a")


def test_no_password_of_the_user_is_sent(serve, local, monkeypatch, tmp_path) -> None:
    """.netrc is of the person who runs this, not of the program."""
    (tmp_path / "netrc").write_text("default login desk password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server = serve(lambda connection, _: connection.sendall(OK))
    with RequestsWeb(local()) as web:
        web.get(f"{server.url}/a")
    assert b"authorization" not in server.requests[0].lower()


def test_a_secure_page_comes_through_a_tunnel(
    secure: HTTPServer, certificate: Path, serve, local, monkeypatch
):
    """Through a proxy the certificate is still that of the site: the proxy carries bytes and reads nothing."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    secure.expect_request("/a").respond_with_data("this")

    def tunnel(connection: socket.socket, _: bytes) -> None:
        with socket.create_connection(("127.0.0.1", secure.port), timeout=2) as there:
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")

            def back() -> None:
                with contextlib.suppress(OSError):
                    while more := there.recv(65536):
                        connection.sendall(more)

            returning = threading.Thread(target=back, daemon=True)
            returning.start()
            while more := connection.recv(65536):
                there.sendall(more)
            there.shutdown(socket.SHUT_RDWR)
            returning.join(timeout=2)

    proxy = serve(tunnel)
    monkeypatch.setenv("https_proxy", proxy.url)
    with RequestsWeb(local()) as web:
        answer = web.get(secure.url_for("/a"))
    assert isinstance(answer, Fetched)
    assert answer.body == b"this"
    assert proxy.requests[0].startswith(b"CONNECT localhost:%d HTTP/1." % secure.port)
