"""The five steps, each run twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import jobs
from jobs import steps
from reports.config import MailSettings, Subscriber
from reports.filters import MAILED_CAUSES, Filter
from reports.mailers import FolderMailer
from tracker.domain import Cause, Label, Source, SourceKind
from tracker.engine import default_engine
from tracker.errors import FetchError, MailError
from tracker.fetch import FakeWeb, Fetched
from tracker.store import open_store

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
BASE = "https://mfa.norvale.example"
ONE, TWO = f"{BASE}/one.html", f"{BASE}/two.html"
NORVALE = Source("norvale-mfa", SourceKind.PAGES, issuer="Norvale", urls=(ONE, TWO))
ESTMARK = Source("estmark-mfa", SourceKind.FEED, issuer="Estmark", url="https://mfa.estmark.example/feed.xml")
RESPOND = "Norvale will respond to any further provocation by Veskia."
CONSIDER = "Norvale will consider responding to any further provocation by Veskia."
MAIL = MailSettings(sender="digest@norvale.example")
DESK = Subscriber(
    id="halden-desk",
    to=("desk@norvale.example",),
    when="0 7 * * mon-fri",
    wanted=Filter(causes=MAILED_CAUSES),
)


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(Path(jobs.__file__).parent / "demo_site" / "lexicon.toml")])


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    with open_store(f"sqlite:///{tmp_path}/desk.db") as opened:
        yield opened


def build_page(text: str, day: str = "4 March 2031", etag: str = '"1"') -> Fetched:
    """Return the page of one press release."""
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
    body = (
        f"<html><head><title>Statement on the Halden Sea</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><h1>Statement on the Halden Sea</h1><p class='date'>{day}</p>{paragraphs}"
        f"<p>The minister met the press in Port Halden after the session and took questions.</p></main>"
        f"<footer>Ministry of Foreign Affairs</footer></body></html>"
    )
    return Fetched(ONE, body.encode(), "text/html", "utf-8", etag)


def build_web(**overrides: Fetched | FetchError) -> FakeWeb:
    """Return a web of two pages of Norvale and no feed of Estmark."""
    pages = {ONE: build_page(RESPOND, "4 February 2031"), TWO: build_page(RESPOND, etag='"2"')}
    return FakeWeb(pages | {ONE if name == "one" else TWO: page for name, page in overrides.items()})


def all_of(store, engine, web, now=NOW):
    """Fetch, read and relate."""
    fetched = steps.fetch(store, web, [NORVALE], now)
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


def test_one_source_that_fails_stops_no_other(store):
    """A feed that is gone is a problem of its own; the pages of the other ministry are fetched."""
    result = steps.fetch(store, build_web(), [ESTMARK, NORVALE], NOW)
    assert result.counts["new"] == 2
    assert [str(problem) for problem in result.problems] == [
        "https://mfa.estmark.example/feed.xml: the server answered 404 Not Found"
    ]


def test_one_page_that_fails_stops_no_other(store):
    """A page that does not come is a problem and is asked for next time."""
    down = FetchError("no answer within 30 s", where=ONE, transient=True)
    result = steps.fetch(store, build_web(one=down), [NORVALE], NOW)
    assert result.counts == {"announced": 2, "new": 1}
    assert [str(problem) for problem in result.problems] == [f"{ONE}: no answer within 30 s"]
    assert steps.fetch(store, build_web(), [NORVALE], NOW + timedelta(hours=1)).counts["new"] == 1


def test_a_page_held_is_asked_for_with_its_validators(store):
    """The second request carries the tag of the first answer."""
    steps.fetch(store, build_web(), [NORVALE], NOW)
    web = build_web()
    steps.fetch(store, web, [NORVALE], NOW + timedelta(minutes=5))
    assert web.asked == [(ONE, '"1"', None), (TWO, '"2"', None)]


def test_a_page_held_for_longer_than_recheck_days_is_left_alone(store):
    """After a month nobody is asked for edits any more."""
    steps.fetch(store, build_web(), [NORVALE], NOW)
    web = build_web()
    assert steps.fetch(store, web, [NORVALE], NOW + timedelta(days=31)).counts["skipped"] == 2
    assert web.asked == []


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


def test_bytes_without_text_are_kept_and_reported_once(store, engine):
    """A page no text can be got from is a problem of the reading, told once, and lost to nobody."""
    binary = Fetched(ONE, bytes(range(256)) * 20, "application/octet-stream")
    _, read, _ = all_of(store, engine, build_web(one=binary))
    assert len(read.problems) == 1
    assert store.counts()["revisions"] == 2
    assert steps.read(store, engine).problems == ()


def test_stopping_leaves_the_rest_for_the_next_run(store, engine):
    """A stop between two pages keeps what is done; the next run does what is left."""
    asked = iter([False, False])
    steps.fetch(store, build_web(), [NORVALE], NOW, stop=lambda: next(asked, True))
    assert store.counts()["releases"] == 1
    steps.fetch(store, build_web(), [NORVALE], NOW)
    assert store.counts()["releases"] == 2


def test_each_reader_gets_one_digest_a_window(store, engine):
    """Composing twice freezes one digest; with nothing new, none."""
    all_of(store, engine, build_web())
    later = NOW + timedelta(days=1)
    assert steps.compose(store, [DESK], NOW, NOW, MAIL).counts == {"digests": 1, "changes": 1}
    assert steps.compose(store, [DESK], NOW, NOW, MAIL).counts == {}
    assert steps.compose(store, [DESK], later, later, MAIL).counts == {}


def test_what_is_older_than_a_reader_wants_is_no_news(store, engine):
    """A release of a month ago is not mailed to a reader who asked for seven days; for a year, it is."""
    all_of(store, engine, build_web())
    patient = replace(DESK, max_age_days=365)
    assert steps.untold(store, DESK, NOW)[0].release.url == TWO
    assert len(steps.untold(store, patient, NOW)) == 2


def test_an_edit_of_an_old_release_is_news(store, engine):
    """An edit is news of the day it was found, however old the page."""
    all_of(store, engine, build_web())
    found_at = NOW + timedelta(days=20)
    all_of(store, engine, build_web(one=build_page(CONSIDER, "4 February 2031", '"1b"')), found_at)
    told = steps.untold(store, DESK, found_at)
    assert [(change.cause, change.release.url) for change in told] == [(Cause.EDIT, ONE)]
    assert steps.untold(store, DESK, found_at + timedelta(days=8)) == ()


def test_what_is_recorded_after_the_window_waits_for_the_next(store, engine):
    """The window ends when the reader said, whatever has come in since."""
    all_of(store, engine, build_web())
    assert steps.untold(store, DESK, NOW - timedelta(minutes=1)) == ()


def test_a_digest_is_handed_over_once(store, engine, tmp_path):
    """Delivering twice writes one file."""
    all_of(store, engine, build_web())
    steps.compose(store, [DESK], NOW, NOW, MAIL)
    mailer = FolderMailer(tmp_path)
    assert steps.deliver(store, mailer, NOW).counts == {"sent": 1}
    assert steps.deliver(store, mailer, NOW).counts == {}
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_a_digest_that_does_not_go_out_is_a_problem_and_waits(store, engine):
    """A mail server that is away is reported, and the digest goes out next time."""

    class Away:
        def send(self, _delivery):
            raise MailError("cannot connect", where="smtp.norvale.example:587", transient=True)

        def close(self):
            """Nothing is held open."""

    all_of(store, engine, build_web())
    steps.compose(store, [DESK], NOW, NOW, MAIL)
    result = steps.deliver(store, Away(), NOW)
    assert [str(problem) for problem in result.problems] == [
        "digest for halden-desk: later: smtp.norvale.example:587: cannot connect"
    ]
    assert [waiting.subscriber for waiting in store.queued()] == ["halden-desk"]


@pytest.mark.parametrize(("choice", "state"), [("hold", "uncertain"), ("resend", "queued")])
def test_a_digest_caught_by_a_crash_is_never_quietly_sent_again(store, engine, tmp_path, choice, state):
    """A program that ended while sending may have been heard: [mail] on_uncertain decides, and it is reported."""
    all_of(store, engine, build_web())
    steps.compose(store, [DESK], NOW, NOW, MAIL)
    (waiting,) = store.queued()
    store.claim(waiting.id, NOW)
    soon = steps.deliver(store, FolderMailer(tmp_path), NOW + timedelta(minutes=5), on_uncertain=choice)
    assert (soon.counts, soon.problems) == ({}, ())
    later = steps.deliver(store, FolderMailer(tmp_path), NOW + timedelta(hours=2), on_uncertain=choice)
    assert len(later.problems) == 1
    assert len(list(tmp_path.glob("*.eml"))) == (1 if state == "queued" else 0)
