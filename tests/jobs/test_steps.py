"""The five steps, each run twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import jobs
from jobs import steps
from jobs.polling import poller
from jobs.step_result import StepResult
from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.filters import MAILED_CAUSES, ChangeFilter
from reports.mail.subscriber_digest import unsent_changes
from reports.mail.transports.local_transports import FolderTransport
from tests.jobs.pages import CONSIDER, NORVALE, ONE, RESPOND, TWO, build_page, build_web
from tracker.domain import Cause, Label
from tracker.engine import default_engine
from tracker.errors import MailError

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
MAIL = MailSettings(sender="digest@norvale.example")
DESK = Subscriber(
    id="halden-desk",
    to=("desk@norvale.example",),
    when="0 7 * * mon-fri",
    change_filter=ChangeFilter(causes=MAILED_CAUSES),
)


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml")])


def all_of(store, engine, web, now=NOW):
    """Fetch, read and relate."""
    fetched = poller.fetch(store, web, [NORVALE], now)
    return fetched, steps.read(store, engine), steps.relate(store, engine, now)


def test_a_second_run_adds_nothing(store, engine):
    """Fetch, read and relate do what is pending, so at once again there is nothing to do."""
    fetched, read, related = all_of(store, engine, build_web())
    assert fetched.counts == {"announced": 2, "new": 2}
    assert read.counts["units"] == 2
    assert related.counts == {"revisions": 2, "changes": 2}
    before = store.counts()
    fetched, read, related = all_of(store, engine, build_web(), NOW + timedelta(minutes=10))
    assert fetched.counts == {"announced": 2, "unchanged": 2}
    assert read.counts == {"revisions": 0, "units": 0} or read.counts == {}
    assert related.counts == {}
    assert store.counts() == before


def test_a_silent_edit_is_found_and_a_new_menu_is_none(store, engine):
    """A page whose words moved is an edit; one whose furniture moved shows nothing new."""
    all_of(store, engine, build_web())
    menu = build_page(RESPOND, "4 February 2031", '"1b"')
    menu = replace(menu, body=menu.body.replace(b">Home<", b">Front page<"))
    fetched, _, _ = all_of(
        store, engine, build_web(one=menu, two=build_page(CONSIDER, etag='"2b"')), NOW + timedelta(hours=2)
    )
    assert fetched.counts == {"announced": 2, "unchanged": 1, "edited": 1}
    edits = [change for change in store.changes() if change.cause is Cause.EDIT]
    assert [(edit.label, edit.release.url) for edit in edits] == [(Label.WEAKENED, TWO)]


def test_a_new_release_without_a_date_is_a_problem_and_is_kept(store, engine):
    """It is read, and compared once it is dated; the reader of the log learns how."""
    fetched, read, _ = all_of(store, engine, build_web(one=build_page(RESPOND, "")))
    assert fetched.counts["new"] == 2
    assert [str(problem) for problem in fetched.problems] == [
        f"{ONE}: no date found; it is kept and read, but not compared; set selectors.date of norvale-mfa"
    ]
    assert read.counts["units"] == 2
    assert {change.release.url for change in store.changes()} == {TWO}


def test_each_reader_gets_one_digest_a_window(store, engine):
    """Composing twice freezes one digest; with nothing new, none."""
    all_of(store, engine, build_web())
    later = NOW + timedelta(days=1)
    assert steps.compose(store, [DESK], NOW, NOW, MAIL).counts == {"digests": 1, "changes": 1}
    assert steps.compose(store, [DESK], NOW, NOW, MAIL).counts == {}
    assert steps.compose(store, [DESK], later, later, MAIL).counts == {}


def test_what_is_urgent_goes_out_before_its_time(store, engine):
    """An edit found at noon is told at once to who asked for it, and the digest of the morning leaves it out."""
    hasty = replace(DESK, immediate=frozenset({"edits"}))
    all_of(store, engine, build_web())
    assert steps.compose(store, [DESK, hasty], NOW, NOW, MAIL, immediate=True).counts == {}
    steps.compose(store, [hasty], NOW, NOW, MAIL)
    noon = NOW + timedelta(hours=4)
    all_of(store, engine, build_web(two=build_page(CONSIDER, etag='"2b"')), noon)
    alert = steps.compose(store, [hasty], noon, noon, MAIL, immediate=True)
    assert alert.counts == {"digests": 1, "changes": 1}
    assert [one.kind for one in store.queued()] == ["digest", "immediate"]
    morning = NOW + timedelta(days=1)
    assert steps.compose(store, [hasty], morning, morning, MAIL).counts == {}


def test_a_quiet_week_gives_a_sign_of_life_to_who_asked_for_one(store):
    """Counted apart from digests: it tells no change."""
    watchful = replace(DESK, empty="heartbeat")
    assert steps.compose(store, [DESK, watchful], NOW, NOW, MAIL).counts == {"heartbeats": 1}
    later = NOW + timedelta(days=1)
    assert steps.compose(store, [DESK, watchful], later, later, MAIL).counts == {}


def test_what_is_older_than_a_reader_wants_is_no_news(store, engine):
    """A release of a month ago is not mailed to a reader who asked for seven days; for a year, it is."""
    all_of(store, engine, build_web())
    patient = replace(DESK, max_age_days=365)
    assert unsent_changes(store, DESK, NOW)[0].release.url == TWO
    assert len(unsent_changes(store, patient, NOW)) == 2


def test_an_edit_of_an_old_release_is_news(store, engine):
    """An edit is news of the day it was found, however old the page."""
    all_of(store, engine, build_web())
    found_at = NOW + timedelta(days=20)
    all_of(store, engine, build_web(one=build_page(CONSIDER, "4 February 2031", '"1b"')), found_at)
    told = unsent_changes(store, DESK, found_at)
    assert [(change.cause, change.release.url) for change in told] == [(Cause.EDIT, ONE)]
    assert unsent_changes(store, DESK, found_at + timedelta(days=8)) == ()


def test_what_is_recorded_after_the_window_waits_for_the_next(store, engine):
    """The window ends when the reader said, whatever has come in since."""
    all_of(store, engine, build_web())
    assert unsent_changes(store, DESK, NOW - timedelta(minutes=1)) == ()


def test_a_digest_is_handed_over_once(store, engine, tmp_path):
    """Delivering twice writes one file."""
    all_of(store, engine, build_web())
    steps.compose(store, [DESK], NOW, NOW, MAIL)
    mailer = FolderTransport(tmp_path)
    assert steps.deliver(store, mailer, NOW).counts == {"sent": 1}
    assert steps.deliver(store, mailer, NOW).counts == {}
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_who_has_left_is_not_written_to(store, engine, tmp_path):
    """Not in the next digest, and not in one that waits since before; who is put back is told what came meanwhile."""
    all_of(store, engine, build_web())
    mailer, both = FolderTransport(tmp_path), replace(DESK, to=("Ana <Ana@norvale.example>", *DESK.to))
    steps.compose(store, [both], NOW, NOW, MAIL)
    store.unsubscribe(DESK.id, "ana@norvale.example", "operator", NOW)
    assert steps.deliver(store, mailer, NOW) == StepResult({"sent": 1})
    states = {one.address: one.state for one in store.recipients([store.deliveries()[0].id])}
    assert states == {"Ana@norvale.example": "left", "desk@norvale.example": "sent"}
    alone = replace(both, id="ana", to=both.to[:1])
    steps.compose(store, [alone], NOW, NOW, MAIL)
    store.unsubscribe("ana", "ana@norvale.example", "link", NOW)
    assert steps.deliver(store, mailer, NOW) == StepResult({"left": 1})
    later = NOW + timedelta(minutes=1)
    assert steps.compose(store, [alone], later, later, MAIL) == StepResult({"left by all": 1})
    assert (len(list(tmp_path.glob("*.eml"))), store.check()) == (1, [])


def test_a_digest_that_does_not_go_out_is_a_problem_and_waits(store, engine):
    """A mail server that is away is reported, and asked again at the next pass; then not at every one."""

    class Away:
        def send(self, _delivery, _recipients):
            raise MailError("cannot connect", where="smtp.norvale.example:587", transient=True)

        def close(self):
            """Nothing is held open."""

    all_of(store, engine, build_web())
    steps.compose(store, [DESK], NOW, NOW, MAIL)
    result = steps.deliver(store, Away(), NOW)
    assert [str(problem) for problem in result.problems] == [
        "digest for halden-desk: later: smtp.norvale.example:587: cannot connect"
    ]
    assert [waiting.subscriber for waiting in store.queued(NOW)] == ["halden-desk"]
    steps.deliver(store, Away(), NOW)
    assert store.queued(NOW) == []
    assert [waiting.subscriber for waiting in store.queued()] == ["halden-desk"]


@pytest.mark.parametrize(("choice", "state"), [("hold", "uncertain"), ("resend", "queued")])
def test_a_digest_caught_by_a_crash_is_never_quietly_sent_again(store, engine, tmp_path, choice, state):
    """A program that ended while sending may have been heard: [mail] on_uncertain decides, and it is reported."""
    all_of(store, engine, build_web())
    steps.compose(store, [DESK], NOW, NOW, MAIL)
    (waiting,) = store.queued()
    store.claim(waiting.id, NOW)
    soon = steps.deliver(store, FolderTransport(tmp_path), NOW + timedelta(minutes=5), on_uncertain=choice)
    assert (soon.counts, soon.problems) == ({}, ())
    later = steps.deliver(store, FolderTransport(tmp_path), NOW + timedelta(hours=2), on_uncertain=choice)
    assert len(later.problems) == 1
    assert len(list(tmp_path.glob("*.eml"))) == (1 if state == "queued" else 0)


def test_where_few_texts_wait_no_cluster_is_asked(store, engine):
    """A scheduler that is down does not stop a pass that has little to read."""
    assert not steps.read(store, engine, workers="dask://127.0.0.1:9").counts
