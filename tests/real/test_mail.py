"""From a ministry's site to a reader's mailbox, with servers that others wrote.

Needs OpenSMTPD and Dovecot as ``.ci/mail start FOLDER`` starts them: ``make test-mail``.
"""

from __future__ import annotations

import imaplib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from jobs.demo.site_server import serve_folder
from tests.jobs.pages import build_page
from tests.stores import store_url
from tracker.store import open_store

PORTS = os.environ.get("POLICY_TRACKER_TEST_MAIL", "")
pytestmark = [
    pytest.mark.usefixtures("stored"),
    pytest.mark.skipif(not PORTS, reason="needs a mail server: make test-mail"),
]

# read by the network that ships: the daemon is a process of its own
RESPOND = "The two sides decided to respond to any further provocation by Veskia."
CONSIDER = "The two sides will consider responding to any further provocation by Veskia."
BOUND = 100  # seconds for what is due every minute
ADDED = (b"Return-Path:", b"Delivered-To:", b"Received:", b"\t", b" ")  # by servers on the way
CONFIG = """
[store]
url = "sqlite:///desk.db"

[fetch]
delay_seconds = 0
allow_hosts = ["127.0.0.1"]

[engine]
lexicon = ["lexicon.toml"]

[[sources]]
id = "norvale"
kind = "pages"
issuer = "Norvale"
urls = ["{base}/one.html", "{base}/two.html"]

[jobs]
fetch = "* * * * *"

[mail]
from = "Policy tracker <digest@desk.example>"
host = "127.0.0.1"
port = {port}
security = "none"

[[subscribers]]
id = "halden-desk"
to = ["Halden Desk <desk@desk.example>"]
max_age_days = 31
"""
LEXICON = Path(__file__).parents[2] / "jobs" / "demo" / "site" / "lexicon.toml"


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """A site of two statements, of last month and of yesterday, and a config.toml that watches it every minute."""
    folder = tmp_path / "site"
    folder.mkdir()
    show(folder, "one", RESPOND, days_ago=29)
    show(folder, "two", CONSIDER, days_ago=1)
    (tmp_path / "lexicon.toml").write_text(LEXICON.read_text())
    with serve_folder(folder) as base:
        (tmp_path / "config.toml").write_text(CONFIG.format(base=base, port=PORTS.partition(":")[0]))
        yield folder


def show(folder: Path, name: str, text: str, *, days_ago: int) -> None:
    """Let a page of the site say *text*."""
    day = (datetime.now(UTC) - timedelta(days=days_ago)).date()
    (folder / f"{name}.html").write_bytes(build_page(text, f"{day:%d %B %Y}").body)


@contextmanager
def mailbox() -> Iterator[imaplib.IMAP4]:
    """The reader's mailbox, opened over IMAP."""
    with imaplib.IMAP4("127.0.0.1", int(PORTS.partition(":")[2]), timeout=10) as server:
        server.login("desk@desk.example", "desk")
        yield server


def received() -> list[bytes]:
    """Return what lies in the mailbox, in order, as the server gives it."""
    with mailbox() as server:
        server.select(readonly=True)
        numbers = server.search(None, "ALL")[1][0].split()
        return [server.fetch(number.decode(), "(BODY.PEEK[])")[1][0][1] for number in numbers]


def wait_for(what: Callable[[], bool], daemon: subprocess.Popen[str]) -> None:
    """Wait until *what* holds, for as long as something due every minute may take."""
    for _ in range(2 * BOUND):
        if what():
            return
        assert daemon.poll() is None, "the daemon ended"
        time.sleep(0.5)
    pytest.fail("nothing came")


def as_sent(raw: bytes) -> bytes:
    """Return a mail without what servers wrote above it."""
    lines = raw.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if not line.startswith(ADDED))
    return b"".join(lines[first:])


def test_a_statement_on_a_site_arrives_in_a_mailbox_byte_for_byte(tmp_path: Path, site: Path) -> None:
    """The daemon polls each minute; what was frozen is what is read back over IMAP; an edit is mailed in its thread."""
    before = len(received())
    command = [sys.executable, "-m", "jobs", "daemon", "--config", str(tmp_path / "config.toml")]
    with subprocess.Popen(command, text=True, stderr=subprocess.PIPE) as daemon:
        try:
            wait_for(lambda: len(received()) > before, daemon)
            show(site, "two", RESPOND.replace("any", "every"), days_ago=1)
            wait_for(lambda: len(received()) > before + 1, daemon)
        finally:
            daemon.send_signal(signal.SIGTERM)
            said = daemon.communicate(timeout=BOUND)[1]
    assert daemon.returncode == 0, said
    first, second = received()[before:]
    with open_store(store_url(tmp_path)) as store:
        frozen = {delivery.message_id: delivery for delivery in store.deliveries(10)}
    mails = [message_from_bytes(raw, policy=policy.default) for raw in (first, second)]
    for raw, mail in zip((first, second), mails, strict=True):
        assert as_sent(raw) == frozen[mail["Message-ID"]].message
        assert frozen[mail["Message-ID"]].state == "sent"
        look_at(raw, mail)
    for mail in mails:  # the first item of news; the text part tells which
        assert "Norvale" in mail["Subject"]
    assert "the published page was changed" in " ".join(mails[1].get_body(("plain",)).get_content().split())
    assert mails[1]["References"].split()[0] == mails[0]["References"].split()[0]


def look_at(raw: bytes, mail: EmailMessage) -> None:
    """Check what every digest must be: headers by their RFCs as bytes, a text that reads alone, HTML that says the same."""
    head, _, body = as_sent(raw).partition(b"\r\n\r\n")
    headers = dict(
        line.split(b": ", 1) for line in head.replace(b"\r\n ", b" ").replace(b"\r\n\t", b" ").split(b"\r\n")
    )
    assert headers[b"From"] == b"Policy tracker <digest@desk.example>"
    assert headers[b"To"] == b"Halden Desk <desk@desk.example>"
    assert headers[b"Auto-Submitted"] == b"auto-generated"
    assert headers[b"List-Id"].endswith(b"<halden-desk.policy-tracker.desk.example>")
    assert headers[b"List-Unsubscribe"].startswith(b"<mailto:digest@desk.example?subject=")
    assert headers[b"Message-ID"].endswith(b"@desk.example>")
    assert b"=?" not in b"".join(headers[name] for name in (b"List-Id", b"List-Unsubscribe", b"Message-ID"))
    assert all(len(line) <= 998 for line in head.split(b"\r\n"))
    assert all(len(line) <= 76 for line in body.split(b"\r\n"))
    assert mail.get_content_type() in (
        "multipart/alternative",
        "multipart/mixed",
    )  # mixed with the full report
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    for part in (text, html):
        assert "further provocation" in " ".join(part.get_content().replace("<wbr>", "").split())
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
