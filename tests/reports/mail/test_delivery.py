"""Handing a digest over once: freeze, claim, send, settle."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes

import pytest

from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.compose import compose
from reports.mail.delivery import (
    MOST_ATTEMPTS,
    DeliveryOutcome,
    backoff,
    deliver,
    queue_delivery,
    render_test_delivery,
    settle_abandoned,
)
from reports.mail.mime_message import SubscriberDigest
from reports.mail.transports.transport import RecipientResult, SendStatus, ServerUnreachable
from tests.fakes import build_change, build_line
from tests.reports.mail.deliveries import END
from tracker.domain import Label
from tracker.errors import MailError

NOW = datetime(2031, 3, 5, 7, 1, tzinfo=UTC)
SETTINGS = MailSettings(sender="Policy desk <digest@example.org>")
ANA, DESK = "ana@example.org", "desk@example.org"
READER = Subscriber(id="halden-desk", to=(f"Ana <{ANA}>", DESK), when="0 7 * * mon-fri")
YES = RecipientResult(SendStatus.SENT)
LATER = RecipientResult(SendStatus.LATER, "the server said 451 later")
NO = RecipientResult(SendStatus.REFUSED, "the server said 550 no such user")
LOST = RecipientResult(SendStatus.UNCERTAIN, "the connection was lost")


class Outbox:
    """A mailer that keeps what it is given. One *script* entry a call: an error, one answer for all, or one each."""

    def __init__(self, *script):
        self.sent, self.asked, self.script = [], [], list(script)

    def send(self, delivery, recipients):
        self.asked.append(list(recipients))
        said = self.script.pop(0) if self.script else YES
        if isinstance(said, BaseException):
            raise said
        answers = said if isinstance(said, dict) else dict.fromkeys(recipients, said)
        self.sent += [
            (address, delivery.message)
            for address, answer in answers.items()
            if answer.status is SendStatus.SENT
        ]
        return answers

    def close(self):
        """Nothing is held open."""


def frozen(store, digest=None, reader=READER, end=END, kind="digest"):
    digest = digest or compose([build_change(Label.REVERSED)])
    return queue_delivery(store, SubscriberDigest(digest, reader, kind, None, end), SETTINGS, NOW)


def handed(store, mailer, now=NOW, **options):
    return [
        deliver(waiting, ledger=store, mailer=mailer, now=now, **options) for waiting in store.queued(now)
    ]


def states(store):
    """Return what the ledger says of each address of the latest delivery."""
    (latest,) = store.deliveries(1)
    return {one.address: (one.state, one.error) for one in store.recipients([latest.id])}


def test_a_frozen_digest_is_kept_as_it_will_be_sent(store):
    """Sender, readers and bytes are settled when it is composed; nothing is rendered again."""
    delivery = frozen(store)
    (queued,) = store.queued()
    assert queued == delivery
    assert (queued.sender, queued.recipients) == ("digest@example.org", (ANA, DESK))
    assert queued.message_id.encode() in queued.message
    assert states(store) == {ANA: ("queued", ""), DESK: ("queued", "")}


def test_an_address_given_twice_is_written_to_once(store):
    """Under two names it is one mailbox."""
    reader = replace(READER, to=(DESK, f"The desk <{DESK}>"))
    delivery = frozen(store, reader=reader)
    assert delivery is not None
    assert delivery.recipients == (DESK,)


def test_a_window_is_frozen_once(store):
    """Two daemons that compose the same window make one digest."""
    assert frozen(store) is not None
    assert frozen(store, compose([build_change(Label.NEW)])) is None
    assert len(store.queued()) == 1


def test_what_went_out_at_once_does_not_stand_in_for_the_digest(store):
    """An alert at seven o'clock and the digest of seven o'clock are two mails."""
    assert frozen(store, kind="immediate") is not None
    assert frozen(store, compose([build_change(Label.NEW)])) is not None


def test_a_change_is_put_to_a_reader_once(store):
    """What was in yesterday's digest, or in an alert, is in no later one; another reader still gets it."""
    assert frozen(store, kind="immediate") is not None
    assert frozen(store, end=END + timedelta(days=1)) is None
    assert frozen(store, reader=replace(READER, id="second-desk")) is not None


def test_a_digest_is_sent_once_however_often_it_is_tried(store):
    """Any number of daemons, one mail."""
    delivery, mailer = frozen(store), Outbox()
    assert deliver(delivery, ledger=store, mailer=mailer, now=NOW) is DeliveryOutcome.SENT
    assert deliver(delivery, ledger=store, mailer=mailer, now=NOW) is DeliveryOutcome.ALREADY
    assert mailer.sent == [(ANA, delivery.message), (DESK, delivery.message)]
    assert store.queued() == []


def test_a_digest_that_is_being_sent_is_left_alone(store):
    """While one daemon talks to the server, another keeps off."""
    delivery, mailer = frozen(store), Outbox()
    assert store.claim(delivery.id, NOW)
    assert deliver(delivery, ledger=store, mailer=mailer, now=NOW) is DeliveryOutcome.ALREADY
    assert mailer.asked == []


def test_put_off_is_tried_again_with_the_same_bytes(store):
    """A busy server gets the same letter at the next pass; still busy, not before five minutes have passed."""
    delivery, mailer = frozen(store), Outbox(LATER, LATER)
    assert handed(store, mailer) == [DeliveryOutcome.LATER]
    again = NOW + timedelta(minutes=1)
    assert handed(store, mailer, again) == [DeliveryOutcome.LATER]
    assert handed(store, mailer, again + timedelta(minutes=4)) == []
    assert handed(store, mailer, again + timedelta(minutes=5)) == [DeliveryOutcome.SENT]
    assert {message for _, message in mailer.sent} == {delivery.message}


def test_who_was_put_off_is_sent_it_alone(store):
    """Ana has hers; only the desk is asked again. Nobody gets it twice because of somebody else."""
    frozen(store)
    mailer = Outbox({ANA: YES, DESK: LATER})
    assert handed(store, mailer) == [DeliveryOutcome.LATER]
    assert states(store) == {ANA: ("sent", ""), DESK: ("queued", LATER.message)}
    assert handed(store, mailer, NOW + timedelta(hours=1)) == [DeliveryOutcome.SENT]
    assert mailer.asked == [[ANA, DESK], [DESK]]
    assert states(store) == {ANA: ("sent", ""), DESK: ("sent", "")}


def test_put_off_for_five_days_is_refused(store):
    """RFC 5321 asks for four to five days of trying. Then somebody should look: the ledger says why."""
    frozen(store)
    mailer, now, outcomes = Outbox(*[LATER] * (MOST_ATTEMPTS + 5)), NOW, []
    for _ in range(2000):  # a daemon that delivers every ten minutes for two weeks
        outcomes += handed(store, mailer, now)
        if outcomes[-1:] == [DeliveryOutcome.REFUSED]:
            break
        now += timedelta(minutes=10)
    assert outcomes == [DeliveryOutcome.LATER] * (MOST_ATTEMPTS - 1) + [DeliveryOutcome.REFUSED]
    assert timedelta(days=4) < now - NOW < timedelta(days=6)
    assert states(store)[DESK] == ("refused", f"{LATER.message}; given up after {MOST_ATTEMPTS} attempts")


def test_waits_grow_and_then_stay():
    """A server that is back by the next pass costs no more; one that is away for days is asked six times a day."""
    waits = [backoff(attempts) for attempts in range(MOST_ATTEMPTS)]
    assert waits == sorted(waits)
    assert (waits[0], waits[1], waits[-1]) == (timedelta(0), timedelta(minutes=5), timedelta(hours=4))


def test_a_refusal_is_final_and_its_reason_is_kept(store):
    """5xx is not tried again; the ledger says what the server said."""
    frozen(store)
    assert handed(store, Outbox(NO)) == [DeliveryOutcome.REFUSED]
    (kept,) = store.deliveries(5)
    assert (kept.state, kept.error) == ("refused", NO.message)
    assert store.queued() == []


def test_who_was_refused_is_noted_and_stays_noted(store):
    """Sent to the desk, not to Ana, who is gone: the ledger names her after every later attempt."""
    frozen(store)
    mailer = Outbox({ANA: NO, DESK: LATER}, YES)
    assert handed(store, mailer) == [DeliveryOutcome.LATER]
    assert handed(store, mailer, NOW + timedelta(hours=1)) == [DeliveryOutcome.SENT]
    assert mailer.asked[1] == [DESK]
    assert store.deliveries(1)[0].error == f"{ANA}: {NO.message}"
    assert states(store) == {ANA: ("refused", NO.message), DESK: ("sent", "")}


def test_what_may_have_arrived_is_held(store):
    """By default a reader rather misses a digest than gets it twice."""
    frozen(store)
    assert handed(store, Outbox(LOST)) == [DeliveryOutcome.UNCERTAIN]
    assert handed(store, Outbox(), NOW + timedelta(days=1)) == []
    assert store.deliveries(5)[0].state == "uncertain"


def test_what_may_have_arrived_is_sent_again_where_that_is_wanted(store):
    """With "resend" the same letter goes out again, under the same Message-ID."""
    delivery, mailer = frozen(store), Outbox(LOST)
    assert handed(store, mailer, on_uncertain="resend") == [DeliveryOutcome.UNCERTAIN]
    assert handed(store, mailer, NOW + timedelta(hours=1), on_uncertain="resend") == [DeliveryOutcome.SENT]
    assert {message for _, message in mailer.sent} == {delivery.message}


def test_what_may_have_arrived_is_not_sent_again_without_end(store):
    """A server that always hangs up after the message is not written to for ever."""
    frozen(store)
    now = NOW
    for _ in range(MOST_ATTEMPTS):
        handed(store, Outbox(LOST), now, on_uncertain="resend")
        now += timedelta(hours=5)
    assert store.deliveries(5)[0].state == "uncertain"


def test_one_put_off_and_one_uncertain_are_settled_apart(store):
    """Whoever was put off is tried again; whoever may have it is left alone."""
    frozen(store)
    mailer = Outbox({ANA: LOST, DESK: LATER}, YES)
    assert handed(store, mailer) == [DeliveryOutcome.UNCERTAIN]
    handed(store, mailer, NOW + timedelta(hours=1))
    assert mailer.asked == [[ANA, DESK], [DESK]]
    assert states(store) == {ANA: ("uncertain", LOST.message), DESK: ("sent", "")}
    assert store.deliveries(1)[0].state == "uncertain"


@pytest.mark.parametrize(
    ("error", "outcome", "state"),
    [
        (ServerUnreachable("cannot connect", transient=True), DeliveryOutcome.UNREACHABLE, "queued"),
        (MailError("the connection was lost", transient=True), DeliveryOutcome.LATER, "queued"),
        (MailError("no such folder"), DeliveryOutcome.REFUSED, "refused"),
    ],
)
def test_an_attempt_that_reached_nobody_leaves_all_as_they_were_or_refuses_all(store, error, outcome, state):
    """Where nothing was handed over nothing is uncertain."""
    frozen(store)
    assert handed(store, Outbox(error)) == [outcome]
    assert states(store) == dict.fromkeys((ANA, DESK), (state, str(error)))
    assert store.deliveries(1)[0].error == str(error)


def test_a_bug_in_the_middle_leaves_the_digest_uncertain(store):
    """If we break while sending, it may have gone out: nobody sends it blindly again."""
    frozen(store)
    with pytest.raises(ZeroDivisionError):
        handed(store, Outbox(ZeroDivisionError()))
    (kept,) = store.deliveries(5)
    assert (kept.state, kept.error) == ("uncertain", "ZeroDivisionError while sending")


@pytest.mark.parametrize(("choice", "state"), [("hold", "uncertain"), ("resend", "queued")])
def test_after_a_crash_only_those_who_waited_are_in_doubt(store, choice, state):
    """Ana had hers before the program ended; the desk may have it or not."""
    frozen(store)
    handed(store, Outbox({ANA: YES, DESK: LATER}))
    (lost,) = store.queued(NOW + timedelta(hours=1))
    store.claim(lost.id, NOW + timedelta(hours=1))
    assert settle_abandoned(lost, ledger=store, now=NOW + timedelta(hours=3), on_uncertain=choice) == state
    assert {address: held for address, (held, _) in states(store).items()} == {ANA: "sent", DESK: state}


def test_the_identity_of_a_delivery_is_reader_window_and_kind(store):
    """The same digest composed elsewhere has the same id, whatever zone its window is written in."""
    first = frozen(store)
    other = frozen(Remembering(), compose([build_change(Label.NEW, line=build_line("other"))]))
    east = frozen(Remembering(), end=END.astimezone(timezone(timedelta(hours=9))))
    alert = frozen(Remembering(), kind="immediate")
    assert first.id == other.id == east.id
    assert alert.id != first.id


def test_a_test_is_for_one_address_and_never_for_the_ledger():
    """It has an id of its own, also in a folder of files, and goes to nobody else."""
    edition = SubscriberDigest(compose([build_change(Label.REVERSED)]), READER, "digest", None, END)
    tried = render_test_delivery(edition, SETTINGS, NOW, "Me <me@example.org>")
    assert tried.recipients == ("me@example.org",)
    parsed = message_from_bytes(tried.message)
    assert parsed["To"] == "Me <me@example.org>"
    assert tried.subject.startswith("[test] ")
    assert tried.id != frozen(Remembering()).id


class Remembering:
    """A ledger that takes everything."""

    def freeze(self, delivery, change_ids):
        return bool(delivery and change_ids)
