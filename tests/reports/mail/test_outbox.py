"""The outbox in bad weather: what each reader got, against a real server on loopback and with time handed in."""

from collections import Counter
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from aiosmtpd.controller import Controller
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs import steps
from jobs.monitoring.health_check import check_health
from jobs.monitoring.status import collect_status
from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.compose import compose
from reports.mail.delivery import MOST_ATTEMPTS, deliver, queue_delivery
from reports.mail.mime_message import SubscriberDigest
from reports.mail.transports.smtp import SmtpTransport
from reports.mail.transports.transport import RecipientResult, SendStatus
from tests.fakes import build_change, build_line
from tests.reports.mail.transports.test_smtp import free_port
from tests.stores import store_url
from tracker.config import Config
from tracker.domain import Label
from tracker.store import open_store

START = datetime(2031, 3, 5, 7, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
ANA, BEN, CLEO = "ana@example.org", "ben@example.org", "cleo@example.org"
EVERY = 10 * MINUTE  # a daemon delivers so often
SENDER = MailSettings(sender="digest@example.org")


class Server:
    """An SMTP server whose behaviour depends on the hour. *deaf* takes the message and hangs up without a word."""

    def __init__(self, *, put_off_until=START, deaf_until=START, unknown=()):
        self.now, self.put_off_until, self.deaf_until, self.unknown = (
            START,
            put_off_until,
            deaf_until,
            unknown,
        )
        self.got = []

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002 - the protocol of aiosmtpd
        if address in self.unknown:
            return "550 5.1.1 no such user"
        if self.now < self.put_off_until:
            return "451 4.7.1 greylisted, come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002 - the protocol of aiosmtpd
        self.got += [(address, self.now, envelope.content) for address in envelope.rcpt_tos]
        if self.now < self.deaf_until:
            server.transport.abort()
        return "250 OK"


@contextmanager
def port_of(server, port):
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def queue(store, name, to, label=Label.REVERSED):
    """Freeze one digest for the subscription called *name*."""
    digest = compose([build_change(label, line=build_line(name))])
    edition = SubscriberDigest(digest, Subscriber(name, to), "digest", None, START)
    assert queue_delivery(store, edition, SENDER, START)


def run(store, port, server, since, until, on_uncertain="hold"):
    """Deliver every ten minutes from *since* until *until*, each time with a mailer of its own."""
    asked = MailSettings(sender=SENDER.sender, host="127.0.0.1", port=port, security="none")
    now = since
    while now < until:
        server.now = now
        with closing(SmtpTransport(asked)) as mailer:
            steps.deliver(store, mailer, now, on_uncertain=on_uncertain)
        now += EVERY


def what_each_got(store, server):
    """Return by address: copies received, the hour of the last, and the state in the ledger."""
    rows = store.recipients([one.id for one in store.deliveries(10)])
    copies = Counter(address for address, _, _ in server.got)
    last = {address: (at - START) / HOUR for address, at, _ in server.got}
    return {row.address: (copies[row.address], last.get(row.address), row.state) for row in rows}


def test_a_server_down_for_a_day_costs_nobody_the_digest(store):
    """Refused connections for 24 hours: everybody has it once, at the latest four hours after the server is back."""
    queue(store, "first", (ANA, BEN))
    queue(store, "second", (CLEO,))
    port, server, back = free_port(), Server(), START + 24 * HOUR
    run(store, port, server, START, back)
    assert {state for _, _, state in what_each_got(store, server).values()} == {"queued"}
    with port_of(server, port):
        run(store, port, server, back, back + 5 * HOUR)
    got = what_each_got(store, server)
    assert {address: (copies, state) for address, (copies, _, state) in got.items()} == {
        ANA: (1, "sent"),
        BEN: (1, "sent"),
        CLEO: (1, "sent"),
    }
    assert all(24 <= hours <= 28 for _, hours, _ in got.values())
    assert {message for address, _, message in server.got if address == ANA} == {
        one.message for one in store.deliveries(10) if ANA in one.recipients
    }


def test_a_server_that_is_away_is_asked_once_a_pass(store):
    """Fifty digests do not wait fifty times for a server that is not there."""
    for number in range(5):
        queue(store, f"desk-{number}", (ANA,))
    asked = MailSettings(sender=SENDER.sender, host="127.0.0.1", port=free_port(), security="none")
    result = steps.deliver(store, SmtpTransport(asked), START)
    assert result.counts == {"later": 5}
    assert len(result.problems) == 1
    assert sorted(one.attempts for one in store.queued()) == [0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("weather", "on_uncertain", "got"),
    [
        pytest.param(
            {"put_off_until": START + HOUR},
            "hold",
            # waits of 0, 5, 15 and 30 minutes, each to the next pass: tried after 0, 10, 20, 40 and 70 minutes
            {ANA: (1, 7 / 6, "sent"), BEN: (1, 7 / 6, "sent")},
            id="451 for an hour",
        ),
        pytest.param(
            {"unknown": (BEN,)},
            "hold",
            {ANA: (1, 0.0, "sent"), BEN: (0, None, "refused")},
            id="550 for one recipient",
        ),
        pytest.param(
            {"unknown": (BEN,), "put_off_until": START + HOUR},
            "hold",
            {ANA: (1, 7 / 6, "sent"), BEN: (0, None, "refused")},
            id="550 for one, 451 for an hour for the other",
        ),
        pytest.param(
            {"deaf_until": START + HOUR},
            "hold",
            {ANA: (1, 0.0, "uncertain"), BEN: (1, 0.0, "uncertain")},
            id="connection cut after DATA, hold: nobody gets it twice",
        ),
        pytest.param(
            {"deaf_until": START + 10 * MINUTE},
            "resend",
            {ANA: (2, 1 / 6, "sent"), BEN: (2, 1 / 6, "sent")},
            id="connection cut after DATA, resend: the same bytes again",
        ),
    ],
)
def test_what_each_reader_got(store, weather, on_uncertain, got):
    """A day of delivering every ten minutes. Whoever has it twice asked for "resend" and has the same bytes twice."""
    queue(store, "desk", (ANA, BEN))
    port, server = free_port(), Server(**weather)
    with port_of(server, port):
        run(store, port, server, START, START + 24 * HOUR, on_uncertain)
    assert what_each_got(store, server) == {
        address: (copies, pytest.approx(hours) if hours is not None else None, state)
        for address, (copies, hours, state) in got.items()
    }
    assert {message for _, _, message in server.got} == {store.deliveries(1)[0].message}


def test_a_mail_that_did_not_reach_all_is_told(store):
    """One of two addresses refused for good: exit code, a line and a note in health, for nobody writes again by itself."""
    queue(store, "desk", (ANA, BEN))
    port, server = free_port(), Server(unknown=(BEN,))
    asked = MailSettings(sender=SENDER.sender, host="127.0.0.1", port=port, security="none")
    with port_of(server, port), closing(SmtpTransport(asked)) as mailer:
        result = steps.deliver(store, mailer, START)
        again = steps.deliver(store, mailer, START + HOUR)
    assert result.counts == {"sent": 1, "not to all": 1}
    (problem,) = result.problems
    assert "sent, but not to all: ben@example.org: 127.0.0.1" in str(problem)
    assert "550 5.1.1 no such user" in str(problem)
    assert again.problems == (), "once; it does not repeat itself"
    (note,) = check_health(collect_status(store, Config(), START + HOUR), START + HOUR)[1:]
    assert (note.check, note.bad) == ("outbox", False)
    assert "ben@example.org (desk)" in note.message


class Script:
    """A mailer that answers as it is told, one answer an address and attempt, and remembers whom it was asked for."""

    def __init__(self, script):
        self.script, self.asked = script, []

    def send(self, delivery, recipients):  # noqa: ARG002 - the protocol of mailers
        said = {
            address: RecipientResult(self.script.pop(0) if self.script else SendStatus.SENT)
            for address in recipients
        }
        self.asked.append({address: answer.status for address, answer in said.items()})
        return said

    def close(self):
        """Nothing is held open."""


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory):
    """One store for many examples; each has a subscription of its own."""
    with open_store(store_url(tmp_path_factory.mktemp("outbox"))) as opened:
        yield opened


NUMBER = count()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(script=st.lists(st.sampled_from(list(SendStatus)), max_size=30), resend=st.booleans())
def test_whatever_servers_answer_nobody_is_sent_twice_what_is_settled(shared_store, script, resend):
    """Any sequence of answers: no address is asked again after yes or no, nor, unless "resend", after no answer."""
    name = f"desk-{next(NUMBER)}"
    queue(shared_store, name, (ANA, BEN, CLEO))
    (delivery,) = [one for one in shared_store.queued() if one.subscriber == name]
    mailer, now, choice = Script(script), START, "resend" if resend else "hold"
    for _ in range(MOST_ATTEMPTS + 1):
        now += 5 * HOUR
        waiting = [one for one in shared_store.queued(now) if one.id == delivery.id]
        for one in waiting:
            deliver(one, ledger=shared_store, mailer=mailer, now=now, on_uncertain=choice)
    final = {one.address: one.state for one in shared_store.recipients([delivery.id])}
    for address in (ANA, BEN, CLEO):
        answers = [said[address] for said in mailer.asked if address in said]
        ends = {SendStatus.SENT, SendStatus.REFUSED} | (set() if resend else {SendStatus.UNCERTAIN})
        assert not ends.intersection(answers[:-1])
        assert final[address] == answers[-1].value
    assert mailer.asked[0].keys() == {ANA, BEN, CLEO}
