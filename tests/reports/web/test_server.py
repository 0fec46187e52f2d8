"""The process that serves: what comes over a socket, how long it waits, how it ends."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import uvicorn

from reports.web import server
from reports.web.server import open_listeners, url_of, uvicorn_config
from reports.web.workers import done_aside
from tests.reports.web.client import HOST, served
from tests.stores import postgres, store_url
from tracker.errors import ConfigError
from tracker.store import open_store

HALDEN = "Norvale will patrol the Halden Sea."
PATIENCE = 60  # seconds any test here waits at most


@contextmanager
def running(app):
    """Serve *app* on a free port of loopback; give the port and the server."""
    serving = uvicorn.Server(uvicorn_config(app))
    (listener,) = open_listeners(HOST, 0)
    with listener:
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1], serving
        finally:
            serving.should_exit = True
            thread.join(PATIENCE)
            assert not thread.is_alive()


@contextmanager
def command(folder, *words):
    """Run the real ``serve`` at the store of *folder*; give the process and its address."""
    (folder / "config.toml").write_text(f'[store]\nurl = "{store_url(folder)}"\n')
    config = str(folder / "config.toml")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICY_TRACKER")}
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "jobs", "serve", "--listen", f"{HOST}:0", "--config", config, *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            said = process.stdout.readline()
            assert said.startswith(f"serving http://{HOST}:"), process.communicate(timeout=PATIENCE)
            yield process, said.split()[1]
        finally:
            process.kill()


def children_of(pid):
    """Return the processes *pid* has started (Linux)."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def soon(meets):
    """Wait until *meets* holds."""
    for _ in range(int(PATIENCE / 0.05)):
        if meets():
            return
        threading.Event().wait(0.05)
    pytest.fail("it never holds")


@pytest.fixture
def port(desk, store):
    """The port of a server of one statement."""
    desk.say("NV-1", {"patrol": HALDEN})
    with served(store) as site, running(site.app) as (given, _):
        yield given


def sent(port, request):
    """Send raw bytes; return all that comes back until the connection is closed."""
    with socket.create_connection((HOST, port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except ConnectionResetError:  # cut off before it was done
            pass
        return answer


def asked(port, line, host=b"localhost"):
    """Return the answer to a request of one line, on a connection that ends with it."""
    return sent(port, line + b" HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")


def test_pages_come_over_http_on_a_connection_that_is_kept(port):
    """A browser reads one page after the other without connecting anew."""
    with httpx.Client(base_url=f"http://{HOST}:{port}", timeout=PATIENCE) as client:
        assert "patrol" in client.get("/search.html?q=patrol").text
        assert client.get("/assets/site.css").headers["content-type"].startswith("text/css")
        head = client.head("/index.html")
        assert (head.status_code, head.content) == (200, b"")


def test_an_answer_is_sent_without_waiting_for_its_head_to_be_acknowledged(store):
    """Nagle's algorithm and a client that acknowledges late would cost each page 40 ms."""
    with (
        served(store) as site,
        running(site.app) as (port, serving),
        httpx.Client(timeout=PATIENCE) as client,
    ):
        client.get(f"http://{HOST}:{port}/healthz")
        (connection,) = serving.server_state.connections
        taken = connection.transport.get_extra_info("socket")
        assert taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET //example.net/index.html", b"404"),
        (b"GET /../../../etc/passwd", b"404"),
        (b"GET /releases/..%2f..%2f..%2fetc/passwd", b"404"),
        (b"GET http://example.net/index.html", b"404"),
        (b"GET /search.html?q=%ff%fe%00", b"200"),
        (b"GET /search.html?q=patrol%00&issuer=%00", b"200"),
        (b"GET /" + b"a" * 20_000, b"414"),
        (b"GET /\xff", b"400"),
        (b"POST /index.html", b"405"),
        (b"NONSENSE", b"400"),
    ],
)
def test_what_is_hostile_on_the_wire_is_refused(port, line, status):
    """Nothing outside of the site is reached, and the next request is answered."""
    answer = asked(port, line)
    refused = {status, b"400"} if status == b"414" else {status}  # too long for the parser, or for us
    assert answer.split()[1] in refused, answer[:200]
    assert b"root:" not in answer
    assert b"Traceback" not in answer
    assert asked(port, b"GET /healthz").endswith(b"ok\n")


def test_headers_have_an_end(port):
    """Sixteen thousand bytes of headers and no more, also where they come in one piece: a cookie of ours there is not."""
    head = b"GET /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: "
    assert sent(port, head + b"a" * 20_000 + b"\r\n\r\n").split()[1] in {b"431", b"400"}
    assert sent(port, head + b"a" * 8_000 + b"\r\n\r\n").split()[1] == b"200"


def test_a_server_does_not_say_what_it_is_made_of(port):
    """Which version of what answers is nobody's affair."""
    assert b"\r\nserver:" not in asked(port, b"GET /healthz").lower()


def test_a_request_without_an_end_is_cut_off(desk, store, monkeypatch):
    """Who sends a letter a minute holds a connection, and not for long."""
    monkeypatch.setattr(server, "PATIENCE_SECONDS", 0.3)
    desk.say("NV-1", {"patrol": HALDEN})
    with served(store) as site, running(site.app) as (port, _):
        assert sent(port, b"GET /index.html HTTP/1.1\r\nHost: local") == b""
        assert asked(port, b"GET /healthz").endswith(b"ok\n")


def test_more_connections_than_there_are_to_be_are_told_to_come_again(desk, store, monkeypatch):
    """A crowd does not take memory without end; who waits for a place gets one."""
    monkeypatch.setattr(server, "CONNECTIONS", 3)
    desk.say("NV-1", {"patrol": HALDEN})
    with served(store) as site, running(site.app) as (port, _):
        crowd = [socket.create_connection((HOST, port), timeout=PATIENCE) for _ in range(3)]
        try:
            assert asked(port, b"GET /healthz").split()[1] == b"503"
        finally:
            for connection in crowd:
                connection.close()
        for _ in range(100):
            if asked(port, b"GET /healthz").endswith(b"ok\n"):
                break
        else:
            pytest.fail("nobody is let in again")


def test_an_address_that_is_taken_is_told_with_the_mend():
    """Two servers on one port: the second says so in one line."""
    (taken,) = open_listeners(HOST, 0)
    with taken:
        assert url_of(taken).startswith(f"http://{HOST}:")
        with pytest.raises(ConfigError, match="choose another port, or stop what has it"):
            open_listeners(HOST, taken.getsockname()[1])


def test_the_command_serves_what_comes_in_and_ends_when_it_is_told(tmp_path, desk, store):
    """A reader sees what a daemon has written meanwhile; SIGTERM ends all processes within seconds, without an error."""
    desk.say("NV-1", {"patrol": HALDEN})
    with command(tmp_path) as (process, address):
        generation = store.generation()
        assert "1 hit" in httpx.get(f"{address}search.html?q=patrol", timeout=PATIENCE).text
        assert store.generation() == generation
        desk.say("NV-2", {"patrol west": HALDEN})
        soon(lambda: "2 hits" in httpx.get(f"{address}search.html?q=patrol", timeout=PATIENCE).text)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=PATIENCE)
        assert (process.returncode, errors) == (0, "")


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="asks Linux for the processes of a process")
def test_a_process_that_is_killed_is_replaced_and_none_outlives_the_one_that_watches(tmp_path, desk, store):
    """Whatever ends one of them, the site goes on; whatever ends the one that watches, no port stays taken."""
    desk.say("NV-1", {"patrol": HALDEN})
    with command(tmp_path, "--workers", "2") as (process, address):
        soon(lambda: len(children_of(process.pid)) == 2)
        first, second = children_of(process.pid)
        os.kill(first, signal.SIGKILL)
        soon(lambda: len(children_of(process.pid)) == 2 and first not in children_of(process.pid))
        assert "1 hit" in httpx.get(f"{address}search.html?q=patrol", timeout=PATIENCE).text
        left = children_of(process.pid)
        assert second in left
        process.kill()
        process.wait(PATIENCE)
        soon(lambda: not any(Path(f"/proc/{pid}").is_dir() for pid in left))


@pytest.mark.skipif(bool(postgres()), reason="about the file of a store")
def test_a_store_that_is_served_is_the_same_file_afterwards(tmp_path, desk, store):
    """Reading writes nothing, whatever is asked."""
    desk.say("NV-1", {"patrol": HALDEN})
    store.close()
    file = tmp_path / "desk.db"
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    with open_store(store_url(tmp_path)) as opened, served(opened) as site:
        for path in (
            "/",
            "/search.html?q=patrol",
            "/changes.html",
            "/nowhere",
            "/sources.html",
            "/parties.html",
        ):
            site.ask(path)
    assert hashlib.sha256(file.read_bytes()).hexdigest() == before


def test_what_is_made_beforehand_is_made_in_a_process_that_ends(tmp_path):
    """What going through a store takes of memory is gone when it is done, and a fault in it stops no server."""
    made = tmp_path / "made"
    done_aside(lambda: made.write_text(str(os.getpid())))
    assert made.read_text() != str(os.getpid())
    done_aside(lambda: 1 // 0)
