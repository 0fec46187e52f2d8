"""What fails in a way that nobody foresaw costs the part that it is of: each step with something in it that raises."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import jobs
from jobs import bulkhead, steps
from jobs.monitoring.health_check import check_health
from jobs.polling import poller, source_poller
from jobs.polling.body_recording import record_body
from jobs.scheduling import run_log
from jobs.step_result import StepResult
from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from reports.digest.filters import MAILED_CAUSES, ChangeFilter
from reports.mail.transports.local_transports import FolderTransport
from tests.fake_web import FakeWeb
from tests.fakes import build_release
from tests.jobs.monitoring.build_status import build_run, build_status
from tests.jobs.pages import NORVALE, ONE, RESPOND, TWO, build_page, build_web
from tracker import pipeline
from tracker.domain import Problem, Source, SourceKind
from tracker.engine import default_engine
from tracker.errors import StoreError
from tracker.fetch import Fetched
from tracker.link.place_units import link as link_units
from tracker.segment import reader

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
TRAINED = reader.segment
MAIL = MailSettings(sender="digest@norvale.example")
DESK = Subscriber(
    id="halden-desk", to=("desk@norvale.example",), change_filter=ChangeFilter(causes=MAILED_CAUSES)
)
SECOND = replace(DESK, id="estmark-desk")
SITEMAP = Source(
    "estmark-map", SourceKind.SITEMAP, issuer="Estmark", url="https://estmark.example/sitemap.xml"
)
HOSTILE_HOSTS = ["http://[::1", "http://]/", "http://mfa.norvale\u2100.example/", "http://a:99999999/"]


@pytest.fixture(scope="module")
def engine():
    """The engine of this version, which knows the invented states of the demo."""
    return default_engine(lexicon_files=[str(Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml")])


def fail(*_given: object, **_named: object) -> None:
    """Be a component with a bug in it."""
    raise ZeroDivisionError("of nothing")


def arrive(store, ref, text=RESPOND, source="norvale-mfa", **overrides):
    """Take in one text."""
    release = build_release(ref, source=source, **overrides)
    return record_body(store, release, text.encode(), NOW, media_type="text/plain", charset="utf-8")


def lines(result: StepResult) -> list[str]:
    """Return the places of the problems of a step, each of which must be one line that asks for a report."""
    assert all("\n" not in str(problem) and bulkhead.is_unexpected(problem) for problem in result.problems)
    assert result.counts[bulkhead.UNEXPECTED] == len(result.problems)
    return [problem.where for problem in result.problems]


def build_map(*links: str) -> FakeWeb:
    """Return the two pages of Norvale beside a sitemap of Estmark that names *links* and one good page."""
    good = "https://estmark.example/statement.html"
    rows = "".join(f"<url><loc>{link}</loc></url>" for link in (*links, good))
    listed = Fetched(SITEMAP.url, f"<urlset>{rows}</urlset>".encode(), "application/xml")
    return FakeWeb(build_web().pages | {SITEMAP.url: listed, good: build_page(RESPOND + " Estmark agrees.")})


@pytest.mark.parametrize("link", HOSTILE_HOSTS)
def test_an_address_that_is_none_costs_itself(store, link):
    """A sitemap that names half an address is one line; its other pages and the sources beside it are fetched."""
    result = poller.fetch(store, build_map(link), [SITEMAP, NORVALE], NOW)
    assert result.counts["new"] == 3
    (problem,) = result.problems
    assert "has a link that is no address" in problem.message


@pytest.mark.parametrize(
    "step", ["stored_releases", "statement_lengths", "publication_days", "record_health"]
)
def test_fetch_goes_on_where_one_source_fails(store, monkeypatch, step):
    """Whatever of the bookkeeping of one source fails, the other source is fetched."""
    whole = getattr(type(store), step)

    def some(self, first, *given, **named):
        if SITEMAP.id in (first, getattr(first, "source", "")):
            fail()
        return whole(self, first, *given, **named)

    monkeypatch.setattr(type(store), step, some)
    result = poller.fetch(store, build_map(), [SITEMAP, NORVALE], NOW)
    assert {text.release.url for text in store.latest_texts(NORVALE.id, {ONE, TWO})} == set()
    assert {ONE, TWO} <= set(store.stored_releases(NORVALE.id))
    assert result.counts[bulkhead.UNEXPECTED] >= 1


def test_fetch_goes_on_where_one_page_cannot_be_judged(store, monkeypatch):
    """One page that the extractor chokes on is a failure of its address; `status` shows it."""
    whole = source_poller.SourcePoller._admit_page

    def some(self, source_poll, announced, answer):
        if announced.release.ref == ONE:
            fail()
        whole(self, source_poll, announced, answer)

    monkeypatch.setattr(source_poller.SourcePoller, "_admit_page", some)
    result = poller.fetch(store, build_web(), [NORVALE], NOW)
    assert result.counts["new"] == 1
    assert lines(result) == [ONE]
    assert "an error of this program" in store.source_status(NORVALE.id).what


def test_one_text_that_cannot_be_kept_loses_no_other(store, monkeypatch):
    """Texts are written several at a time; the one that fails is named, and the others are kept."""
    whole = type(store).record_bodies

    def some(self, arrivals):
        if any(arrival.release.ref == ONE for arrival in arrivals):
            fail()
        return whole(self, arrivals)

    monkeypatch.setattr(type(store), "record_bodies", some)
    assert lines(poller.fetch(store, build_web(), [NORVALE], NOW)) == [ONE]
    assert set(store.stored_releases(NORVALE.id)) == {TWO}


def test_read_goes_on_where_one_release_fails(store, engine, monkeypatch):
    """A text that the reader fails on is told once and put aside; it is tried by the next engine."""
    for ref in ("first", "second", "third"):
        arrive(store, ref, f"{RESPOND} It is the {ref} time.")
    whole = reader.segment

    def some(revision, *rest):
        return fail() if revision.release.ref == "second" else whole(revision, *rest)

    monkeypatch.setattr(reader, "segment", some)
    result = steps.read(store, engine)
    assert lines(result) == ["second"]
    assert result.counts["revisions"] == 2
    assert steps.read(store, engine).problems == ()


def test_one_reading_that_cannot_be_kept_loses_no_other(store, engine, monkeypatch):
    """Readings are written in batches; the one that fails is named, and the others are kept."""
    for ref in ("first", "second", "third"):
        arrive(store, ref, f"{RESPOND} It is the {ref} time.")
    whole = type(store).record_readings

    def some(self, readings):
        if any("second" in reading.document.text for reading in readings):
            fail()
        whole(self, readings)

    monkeypatch.setattr(type(store), "record_readings", some)
    result = steps.read(store, engine)
    assert lines(result) == ["second"]
    assert result.counts["revisions"] == 2


def test_relate_goes_on_where_one_release_fails(store, engine, monkeypatch):
    """What was said before and after it is compared as if it had not arrived; once it can be, all is as if in order."""
    for day in (1, 2, 3):
        arrive(
            store, f"NV-{day}", f"{RESPOND} It is the {day}th time.", published_on=NOW.date().replace(day=day)
        )
    arrive(store, "EM-1", f"{RESPOND} Estmark agrees.", source="estmark-mfa")
    steps.read(store, engine)

    def some(units, release, standing):
        return fail() if release.ref == "NV-2" else link_units(units, release, standing)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "link_units", some)
        result = steps.relate(store, engine, NOW)
    assert [place.rpartition("/")[2] for place in lines(result)] == ["NV-2"]
    assert result.counts["revisions"] == 3
    mended = steps.relate(store, engine, NOW)
    assert mended.problems == ()
    assert steps.relate(store, engine, NOW).counts == {}
    links = {change.release.ref: change.before and change.before.release.ref for change in store.changes()}
    assert links["NV-3"] == "NV-2"


def test_relate_goes_on_where_one_source_fails(store, engine, monkeypatch):
    """What cannot be looked up of one source leaves the others to be related."""
    arrive(store, "NV-1")
    arrive(store, "EM-1", f"{RESPOND} Estmark agrees.", source="estmark-mfa")
    steps.read(store, engine)
    whole = type(store).decisions
    monkeypatch.setattr(
        type(store),
        "decisions",
        lambda self, *source: fail() if source == ("estmark-mfa",) else whole(self, *source),
    )
    result = steps.relate(store, engine, NOW)
    assert lines(result) == ["estmark-mfa"]
    assert result.counts["revisions"] == 1


def test_compose_goes_on_where_one_reader_fails(store, engine, monkeypatch):
    """A digest that cannot be laid out is one line; the other readers get theirs."""
    arrive(store, "NV-1")
    steps.read(store, engine)
    steps.relate(store, engine, NOW)
    whole = steps.subscriber_digest.digest_for_subscriber

    def some(ledger, reader, *given, **named):
        return fail() if reader.id == DESK.id else whole(ledger, reader, *given, **named)

    monkeypatch.setattr(steps.subscriber_digest, "digest_for_subscriber", some)
    result = steps.compose(store, [DESK, SECOND], NOW, NOW, MAIL)
    assert lines(result) == ["digest for halden-desk"]
    assert [waiting.subscriber for waiting in store.queued()] == ["estmark-desk"]


def test_deliver_goes_on_where_one_mail_fails(store, engine, tmp_path):
    """A mail that cannot be handed over for a bug is one line; the next one goes out."""
    arrive(store, "NV-1")
    steps.read(store, engine)
    steps.relate(store, engine, NOW)
    steps.compose(store, [DESK, SECOND], NOW, NOW, MAIL)

    class Faulty(FolderTransport):
        def send(self, delivery, recipients):
            return fail() if delivery.subscriber == DESK.id else super().send(delivery, recipients)

    result = steps.deliver(store, Faulty(tmp_path), NOW)
    assert lines(result) == ["digest for halden-desk"]
    assert result.counts["sent"] == 1


def test_the_steps_after_one_that_fails_are_done(store, caplog):
    """Fetching may fail as a whole; digests that wait go out. The run is noted as failed, and `health` says so."""
    work = [("fetch", fail), ("deliver", lambda: StepResult({"sent": 1}))]
    result = run_log.run_logged(store, "fetch", NOW, work, lambda: NOW)
    assert result is not None
    assert lines(result) == ["step fetch"]
    assert result.counts["sent"] == 1
    (noted,) = store.last_runs(1)
    assert (noted.status, noted.counts[bulkhead.UNEXPECTED]) == ("failed", 1)
    assert "Traceback" in caplog.text


def test_what_the_store_fails_in_ends_the_step(store, engine, monkeypatch):
    """A full disk is no fault of a release, so it is one line and not one for each."""
    arrive(store, "NV-1")

    def full(*_given, **_named):
        raise StoreError("the disk is full")

    monkeypatch.setattr(type(store), "record_readings", full)
    with pytest.raises(StoreError):
        steps.read(store, engine)


@pytest.mark.parametrize(("status", "bad"), [("problems", False), ("failed", True)])
def test_health_finds_an_error_of_this_program(status, bad):
    """One source that meets a bug is a note, a step that ends by one is bad; both say where to look."""
    run = replace(build_run("fetch", NOW, status), counts={"new": 2, bulkhead.UNEXPECTED: 2})
    found = [one for one in check_health(build_status([run]), NOW) if "error" in one.message]
    assert [(one.bad, "2 errors of this program" in one.message) for one in found][:1] == [(bad, True)]


def test_a_problem_of_the_outside_world_asks_for_no_report():
    """What a user can mend is told as what it is."""
    problem = bulkhead.unexpected_problem(ValueError("a\n  b"), "norvale")
    assert str(problem).startswith("norvale: an error of this program (ValueError: a b); ")
    assert not bulkhead.is_unexpected(Problem("norvale", "is down"))


def test_what_is_longer_than_any_sentence_is_told(store, engine):
    """A statement is never cut short without a word."""
    arrive(store, "long", f"{RESPOND}\n\n" + "Norvale, Estmark and Veskia, " * 1_000)
    result = steps.read(store, engine)
    assert result.counts["revisions"] == 1
    (problem,) = result.problems
    assert problem.where == "long"
    assert "characters are not read: they stand in a sentence of more than 12,000" in problem.message


def test_a_statement_longer_than_any_release_is_told_and_kept(store, engine, monkeypatch):
    """Reading it would take minutes, so it is one line; its bytes are there for who wants to look."""
    monkeypatch.setattr(reader, "segment", TRAINED)
    arrive(store, "endless", "Norvale will act. " * 30_000)
    result = steps.read(store, engine)
    (problem,) = result.problems
    assert "more than 400,000 characters of statement: no press release" in problem.message
    assert store.count_pending(engine.stamp_for) == 0
