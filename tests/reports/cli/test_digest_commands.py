"""``digest preview`` and ``digest send`` as an operator calls them."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import typer
from aiosmtpd.controller import Controller
from typer.testing import CliRunner

import jobs
import reports.cli.digest_commands
from jobs import steps
from jobs.polling import poller
from reports.config.mail_settings import mail_settings
from reports.config.subscriber_settings import subscribers
from tests.jobs.pages import NORVALE, build_web
from tests.reports.mail.test_moved_lines import say
from tests.reports.mail.transports.test_smtp import Inbox, free_port
from tests.stores import store_url
from tracker.config import load_config
from tracker.engine import default_engine
from tracker.store import open_store

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
READERS = """
[site]
url = "https://desk.example/texts/"

[[subscribers]]
id = "halden-desk"
to = ["Ana <ana@example.org>", "desk@example.org"]
timezone = "Asia/Seoul"
language = "de"

[[subscribers]]
id = "text-desk"
to = ["text@example.org"]
format = "text"

[[subscribers]]
id = "quiet-desk"
to = ["quiet@example.org"]
topics = ["crime"]
"""


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A desk whose store holds a weakened commitment, found an hour ago. Its mail goes into a folder."""
    folder = tmp_path_factory.mktemp("desk")
    fill(store_url(folder))
    return configured(folder)


def configured(folder):
    """Write a config.toml with READERS into *folder*, whose mail goes beside it; return it."""
    text = f'[store]\nurl = "{store_url(folder)}"\n[mail]\nfrom = "digest@example.org"\nfolder = "outbox"\n{READERS}'
    (folder / "config.toml").write_text(text)
    return folder / "config.toml"


def fill(url):
    """Fetch, read and relate the pages of Norvale, an hour ago."""
    lexicon = Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml"
    engine = default_engine(lexicon_files=[str(lexicon)])
    with open_store(url) as store:
        before = NOW - timedelta(hours=1)
        poller.fetch(store, build_web(), [NORVALE], before)
        steps.read(store, engine)
        steps.relate(store, engine, before)


@pytest.fixture
def call(held, monkeypatch):
    """Call the command at the time of these tests."""
    monkeypatch.setattr("reports.cli.digest_commands._now", lambda: NOW)
    app = typer.Typer()
    reports.cli.digest_commands.register(app)

    def called(*arguments, config=held):
        return CliRunner().invoke(app, ["digest", *arguments, "--config", str(config)])

    return called


@contextmanager
def the_store(config):
    with open_store(load_config(config).store_url) as store:
        yield store


def test_a_preview_is_what_is_sent_to_the_byte(call, held, tmp_path):
    """What the operator looked at is what the step queues a moment later."""
    shown = call("preview", "halden-desk", "-o", str(tmp_path / "shown.eml"))
    assert (shown.exit_code, shown.stdout) == (0, "")
    fill(store_url(tmp_path))
    loaded = load_config(held)
    with open_store(store_url(tmp_path)) as store:
        reader = subscribers(loaded)[0]
        steps.compose(store, [reader], NOW, NOW, mail_settings(loaded), [one.id for one in loaded.sources])
        (queued,) = store.queued()
    assert (tmp_path / "shown.eml").read_bytes() == queued.message


def test_a_mail_links_the_line_where_the_site_has_an_address(call, tmp_path):
    """The page may be gone by the time the mail is read; line, slots and the texts kept are a click away."""
    with open_store(store_url(tmp_path)) as store:
        say(store, "respond", 3, until=NOW.date())
    asked = ("preview", "halden-desk", "--since", "2031-02", "--format", "html")
    assert 'href="https://desk.example/texts/lines/' in call(*asked, config=configured(tmp_path)).stdout


def test_the_text_of_a_preview_says_who_gets_it_and_what_moved(call):
    """On a terminal: addresses, subject, then the text part with the dates of the reader."""
    shown = call("preview", "halden-desk")
    assert shown.stdout.startswith(
        "To: Ana <ana@example.org>, desk@example.org\nSubject: No sure change: Norvale: Statement on the Halden Sea\n"
    )
    assert "Februar 2031" in shown.stdout
    assert "KST" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_the_html_of_a_preview_opens_in_a_browser(call, tmp_path):
    """The part as it is mailed, by the name of the file."""
    call("preview", "halden-desk", "-o", str(tmp_path / "shown.html"))
    html = (tmp_path / "shown.html").read_text("utf-8")
    assert html.startswith("<!DOCTYPE html>")
    assert "No sure change" in html


def test_the_html_of_a_preview_holds_its_picture(call, tmp_path):
    """A file has no parts beside it, and a browser asks nobody for them."""
    with open_store(store_url(tmp_path)) as store:
        say(store, "respond", 3, until=NOW.date())
    shown = tmp_path / "shown.html"
    made = call("preview", "halden-desk", "--since", "2031-02", "-o", str(shown), config=configured(tmp_path))
    assert made.exit_code == 0, made.output
    html = shown.read_text("utf-8")
    assert html.count('src="data:image/png;base64,iVBOR') == 2  # light and dark
    assert "cid:" not in html


def test_who_reads_text_alone_has_no_html_to_preview(call):
    """The mend is named."""
    assert call("preview", "text-desk").exit_code == 0
    refused = call("preview", "text-desk", "--format", "html")
    assert refused.exit_code == 2
    assert 'use --format text, or set format = "html"' in refused.stderr


def test_a_preview_touches_nothing(call, held):
    """However often it is looked at, the digest is still to come."""
    call("preview", "halden-desk")
    with the_store(held) as store:
        assert store.deliveries(5) == []
        assert store.delivered_changes("halden-desk") == set()


def test_nothing_to_tell_is_said_and_is_no_fault(call):
    """A quiet week shows no empty mail that nobody would get."""
    shown = call("preview", "quiet-desk")
    assert (shown.exit_code, shown.stdout) == (0, "")
    assert "there is nothing to tell quiet-desk: no mail would be sent" in shown.stderr


def test_a_window_may_be_named(call):
    """A month that was before anything held shows nothing; from then on, it shows what was found."""
    assert "nothing to tell" in call("preview", "halden-desk", "--until", "2031-01").stderr
    shown = call("preview", "halden-desk", "--since", "2031-02")
    assert "1. Februar 2031 to 5. März 2031" in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("preview", "halden-dsk"), 'there is no subscriber "halden-dsk"; did you mean "halden-desk"?'),
        (("preview", "halden-desk", "--since", "soon"), '--since: "soon" is no date'),
        (("preview", "halden-desk", "--since", "2032"), "has not come yet"),
        (("send", "halden-desk", "--to", "me"), '--to: "me" is no mail address'),
        (("send", "halden-desk", "--to", "a@b.example\nBcc: c@d.example"), "is no mail address"),
    ],
)
def test_a_slip_is_one_line_with_its_mend(call, arguments, said):
    """Before anything is opened or sent."""
    refused = call(*arguments)
    assert refused.exit_code == 2
    assert said in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_without_subscribers_the_mend_is_named(call, tmp_path):
    """A desk that mails nobody is told how to begin."""
    (tmp_path / "config.toml").write_text("")
    refused = call("preview", "halden-desk", config=tmp_path / "config.toml")
    assert refused.exit_code == 2
    assert "add [[subscribers]]" in refused.stderr


def test_a_test_goes_to_one_address_and_is_marked(call, held):
    """The subscriber gets nothing, the ledger learns nothing, and the file is not that of the digest."""
    sent = call("send", "halden-desk", "--to", "me@example.org")
    assert sent.exit_code == 0
    assert sent.stdout.startswith("sent to me@example.org: [test] No sure change: ")
    (file,) = (held.parent / "outbox").glob("*.eml")
    parsed = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (parsed["To"], parsed["Subject"].startswith("[test] ")) == ("me@example.org", True)
    with the_store(held) as store:
        assert store.deliveries(5) == []


def test_a_reader_is_taken_off_and_put_back(call, tmp_path):
    """Whoever wrote that it wants no more mail gets none; both are said, a slip is one line with the nearest."""
    config = configured(tmp_path)
    fill(store_url(tmp_path))
    off = call("unsubscribe", "halden-desk", "ANA@example.org", config=config)
    assert off.stdout == "ana@example.org is off halden-desk\n"
    assert "was off already" in call("unsubscribe", "halden-desk", "ana@example.org", config=config).stdout
    assert "To: desk@example.org\n" in call("preview", "halden-desk", config=config).stdout
    back = call("resubscribe", "halden-desk", "ana@example.org", config=config)
    assert back.stdout == "ana@example.org is sent halden-desk again\n"
    assert "ana@example.org" in call("preview", "halden-desk", config=config).stdout
    for words in (("unsubscribe", "halden-desk", "anna@example.org"), ("unsubscribe", "halden", "ana@example.org"),
                  ("resubscribe", "halden-desk", "ana@example.org")):  # fmt: skip
        refused = call(*words, config=config)
        assert (refused.exit_code, len(refused.stderr.splitlines())) == (2, 1)


def sent_to(inbox, call, held, folder):
    """Send a test through a mail server that keeps what it gets in *inbox*."""
    port = free_port()
    text = held.read_text().replace('folder = "outbox"', f'host = "127.0.0.1"\nport = {port}\ntls = false')
    (folder / "config.toml").write_text(text.replace(store_url(held.parent), store_url(folder)))
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        return call("send", "quiet-desk", "--to", "me@example.org", config=folder / "config.toml")
    finally:
        controller.stop()


def test_a_test_arrives_also_when_there_is_no_news(call, held, tmp_path):
    """It is the way out that is tried."""
    inbox = Inbox()
    sent = sent_to(inbox, call, held, tmp_path)
    assert sent.exit_code == 0
    ((envelope),) = inbox.received
    assert envelope.rcpt_tos == ["me@example.org"]
    assert b"Subject: [test] No sure change" in envelope.content


def test_a_test_that_is_refused_says_what_the_server_said(call, held, tmp_path):
    """The exit code tells a script as well."""
    sent = sent_to(Inbox(recipients={"me@example.org": "550 no such user"}), call, held, tmp_path)
    assert sent.exit_code == 1
    assert "me@example.org: refused: 127.0.0.1" in sent.stderr
    assert "550 no such user" in sent.stderr


def test_an_archive_is_shown_as_it_would_have_been_told(call, tmp_path):
    """The week until that day, whenever it was taken in; what age and filters hold back is said with its number."""
    with open_store(store_url(tmp_path)) as store:
        say(store, "respond", 3, until=NOW.date() - timedelta(days=400))
    day = (NOW - timedelta(days=400)).date()
    shown = call("preview", "halden-desk", "--as-of", str(day), config=configured(tmp_path))
    assert "new commitment" in shown.stdout
    assert "Held back by age: 1 changes" in shown.stderr
    refused = call("preview", "halden-desk", "--as-of", str(day), "--until", str(day))
    assert refused.exit_code == 2
    assert "keep --as-of" in refused.stderr
