"""Handing a digest over once: freeze, claim, send, settle."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reports.config import MailSettings, Subscriber
from reports.delivery import MOST_ATTEMPTS, Outcome, deliver, freeze
from reports.digest import compose
from reports.mailers import Uncertain
from tests.fakes import build_change, build_line
from tests.reports.deliveries import END
from tracker.domain import Label
from tracker.errors import MailError
from tracker.store import open_store

NOW = datetime(2031, 3, 5, 7, 1, tzinfo=UTC)
SETTINGS = MailSettings(sender="Policy desk <digest@example.org>")
READER = Subscriber(
    id="halden-desk", to=("Ana <ana@example.org>", "desk@example.org"), when="0 7 * * mon-fri"
)


class Outbox:
    """A mailer that keeps what it is given, or fails as it is told to."""

    def __init__(self, *failures, note=""):
        self.sent, self.failures, self.note = [], list(failures), note

    def send(self, delivery):
        if self.failures and (failure := self.failures.pop(0)):
            raise failure
        self.sent.append(delivery)
        return self.note

    def close(self):
        """Nothing is held open."""


@pytest.fixture
def store(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as opened:
        yield opened


def frozen(store, digest=None, reader=READER, end=END):
    digest = digest or compose([build_change(Label.REVERSED)])
    return freeze(store, digest, reader, SETTINGS, window_start=None, window_end=end, now=NOW)


def handed(store, mailer, **options):
    return [deliver(waiting, ledger=store, mailer=mailer, now=NOW, **options) for waiting in store.queued()]


def test_a_frozen_digest_is_kept_as_it_will_be_sent(store):
    """Sender, readers and bytes are settled when it is composed; nothing is rendered again."""
    delivery = frozen(store)
    (queued,) = store.queued()
    assert queued == delivery
    assert (queued.sender, queued.recipients) == (
        "digest@example.org",
        ("ana@example.org", "desk@example.org"),
    )
    assert queued.message_id.encode() in queued.message


def test_an_empty_digest_is_not_frozen(store):
    """Where nothing moved there is no mail."""
    assert frozen(store, compose([])) is None
    assert store.queued() == []


def test_a_window_is_frozen_once(store):
    """Two daemons that compose the same window make one digest."""
    assert frozen(store) is not None
    assert frozen(store, compose([build_change(Label.NEW)])) is None
    assert len(store.queued()) == 1


def test_a_change_is_put_to_a_reader_once(store):
    """What was in yesterday's digest is in no later one; another reader still gets it."""
    assert frozen(store) is not None
    assert frozen(store, end=END + timedelta(days=1)) is None
    assert frozen(store, reader=replace(READER, id="second-desk")) is not None


def test_a_digest_is_sent_once_however_often_it_is_tried(store):
    """Any number of daemons, one mail."""
    delivery, mailer = frozen(store), Outbox()
    assert deliver(delivery, ledger=store, mailer=mailer, now=NOW) is Outcome.SENT
    assert deliver(delivery, ledger=store, mailer=mailer, now=NOW) is Outcome.ALREADY
    assert [sent.message for sent in mailer.sent] == [delivery.message]
    assert store.queued() == []


def test_a_digest_that_is_being_sent_is_left_alone(store):
    """While one daemon talks to the server, another keeps off."""
    delivery, mailer = frozen(store), Outbox()
    assert store.claim(delivery.id, NOW)
    assert deliver(delivery, ledger=store, mailer=mailer, now=NOW) is Outcome.ALREADY
    assert mailer.sent == []


def test_put_off_is_tried_again_with_the_same_bytes(store):
    """A busy server gets the same letter later."""
    delivery = frozen(store)
    mailer = Outbox(MailError("the server said 451 later", transient=True))
    assert handed(store, mailer) == [Outcome.LATER]
    assert handed(store, mailer) == [Outcome.SENT]
    assert mailer.sent[0].message == delivery.message


def test_put_off_without_end_is_refused(store):
    """A server that puts us off again and again has said no; somebody should look."""
    frozen(store)
    mailer = Outbox(*[MailError("451", transient=True) for _ in range(MOST_ATTEMPTS)])
    outcomes = [outcome for _ in range(MOST_ATTEMPTS + 2) for outcome in handed(store, mailer)]
    assert outcomes == [Outcome.LATER] * (MOST_ATTEMPTS - 1) + [Outcome.REFUSED]


def test_a_refusal_is_final_and_its_reason_is_kept(store):
    """5xx is not tried again; the ledger says what the server said."""
    frozen(store)
    assert handed(store, Outbox(MailError("the server said 550 no such user"))) == [Outcome.REFUSED]
    (kept,) = store.deliveries(5)
    assert (kept.state, kept.error) == ("refused", "the server said 550 no such user")
    assert store.queued() == []


def test_what_may_have_arrived_is_held(store):
    """By default a reader rather misses a digest than gets it twice."""
    frozen(store)
    assert handed(store, Outbox(Uncertain("lost"))) == [Outcome.UNCERTAIN]
    assert handed(store, Outbox()) == []
    assert store.deliveries(5)[0].state == "uncertain"


def test_what_may_have_arrived_is_sent_again_where_that_is_wanted(store):
    """With "resend" the same letter goes out again, under the same Message-ID."""
    delivery, mailer = frozen(store), Outbox(Uncertain("lost"))
    assert handed(store, mailer, on_uncertain="resend") == [Outcome.UNCERTAIN]
    assert handed(store, mailer, on_uncertain="resend") == [Outcome.SENT]
    assert mailer.sent[0].message_id == delivery.message_id


def test_a_bug_in_the_middle_leaves_the_digest_uncertain(store):
    """If we break while sending, it may have gone out: nobody sends it blindly again."""
    frozen(store)
    with pytest.raises(ZeroDivisionError):
        handed(store, Outbox(ZeroDivisionError()))
    (kept,) = store.deliveries(5)
    assert (kept.state, kept.error) == ("uncertain", "ZeroDivisionError while sending")


def test_who_was_not_reached_is_noted(store):
    """Sent to the desk, not to one address of it: the ledger names that address."""
    frozen(store)
    assert handed(store, Outbox(note="gone@example.org not reached: 550")) == [Outcome.SENT]
    assert store.deliveries(5)[0].error == "gone@example.org not reached: 550"


def test_the_identity_of_a_delivery_is_reader_and_window(store):
    """The same digest composed elsewhere has the same id, so a ledger can refuse it."""
    first = frozen(store)
    assert first is not None
    other = freeze(
        Remembering(),
        compose([build_change(Label.NEW, line=build_line("other"))]),
        READER,
        SETTINGS,
        window_start=None,
        window_end=END,
        now=NOW + timedelta(hours=1),
    )
    assert other is not None
    assert other.id == first.id


class Remembering:
    """A ledger that takes everything."""

    def freeze(self, delivery, change_ids):
        return bool(delivery and change_ids)

    def claim(self, delivery_id, now):
        return bool(delivery_id and now)

    def settle(self, delivery_id, state, now, error=""):
        """Nothing to remember."""
