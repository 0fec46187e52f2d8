"""A pass that is cut short by force, and the one after it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.polling.host_pool import MAX_UNTAKEN
from jobs.polling.write_buffer import ARRIVAL_BATCH
from tests.jobs.pages import RESPOND, build_page
from tests.stores import store_url
from tests.tracker.fetch.conftest import Server
from tests.tracker.fetch.hostile import OK
from tracker.fetch import FetchSettings
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")

PAGES, WIDE = 120, 4
SEEN = 40  # releases said to be new when it ends
LET_GO = (
    80  # pages that are answered before the signal was sent: a quick machine would be done with all of them
)

SENT = threading.Event()  # the signal
BOUND = 30  # seconds a page is held back at most


def answer(connection: socket.socket, head: bytes) -> None:
    """Answer with the page of that number."""
    number = head.split()[1].strip(b"/").decode()
    if not number.isdigit():  # robots.txt
        connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        return
    if int(number) >= LET_GO:
        SENT.wait(BOUND)
    body = build_page(f"{RESPOND} It is the {number}th time.", "4 March 2024").body
    connection.sendall(
        OK
        + f'Content-Type: text/html\r\nETag: "{number}"\r\nContent-Length: {len(body)}\r\n\r\n'.encode()
        + body
    )


@pytest.fixture
def server() -> Iterator[Server]:
    """A site of many pages that notes what it is asked for."""
    SENT.clear()
    started = Server(answer)
    yield started
    SENT.set()
    started.close()


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let a process that the test starts be interrupted: a shell without job control starts what it puts behind it deaf to that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def asked(server: Server) -> Counter[str]:
    """Count the requests for each page."""
    paths = (head.split()[1].decode() for head in server.requests)
    return Counter(path for path in paths if path.strip("/").isdigit())


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_pass_that_is_killed_loses_nothing_and_repeats_little(
    tmp_path: Path, server: Server, how: signal.Signals
) -> None:
    """What was told is kept; the next pass asks for the rest and for what was on its way; every release is there once."""
    config = tmp_path / "config.toml"
    urls = ", ".join(f'"{server.url}/{number}"' for number in range(PAGES))
    config.write_text(
        '[store]\nurl = "sqlite:///desk.db"\n'
        f'[fetch]\ndelay_seconds = 0\nper_host = {WIDE}\nallow_hosts = ["127.0.0.1"]\n'
        f'[[sources]]\nid = "norvale"\nkind = "pages"\nissuer = "Norvale"\nurls = [{urls}]\n'
    )
    command = [sys.executable, "-m", "jobs", "run", "fetch", "--porcelain", "--config", str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as first:
        assert first.stdout is not None
        told = {first.stdout.readline() for _ in range(SEEN)}
        first.send_signal(how)
        SENT.set()
        told |= set(first.stdout)
    assert first.returncode != 0
    assert len(told) < PAGES
    second = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    again = set(second.stdout.splitlines(keepends=True))
    with open_store(store_url(tmp_path)) as store:
        assert store.counts()["releases"] == PAGES
        assert store.counts()["revisions"] == PAGES
    assert told.isdisjoint(again)
    assert len(asked(server)) == PAGES
    on_their_way = (
        FetchSettings().parallel + MAX_UNTAKEN + ARRIVAL_BATCH
    )  # asked for, and not yet written down
    assert sum(asked(server).values()) <= PAGES + on_their_way
