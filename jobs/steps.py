"""The steps after fetching (:mod:`jobs.polling.poller`): read, relate, compose, deliver.

Each does all that is pending and nothing else, so running one twice adds
nothing and a crash is cured by running it again. They hold no policy: what a
text says is decided in ``tracker.pipeline``, what a reader is told in
``reports.mail.subscriber_digest``. Time and the way out to the web are handed in.
What fails in a way that nobody foresaw costs the release, the source, the reader or the
mail that it is of (:mod:`jobs.bulkhead`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from jobs.bulkhead import SHARED, contained, unexpected_problem
from jobs.local_pool import LocalPool
from jobs.reading_places import local_processes, outcomes_of
from jobs.reading_pool import Outcome, is_worth_processes
from jobs.relating.find_witnesses import find_witnesses
from jobs.relating.relate_apart import RelatingApart
from jobs.relating.relate_beside import RelatingBeside
from jobs.relating.relate_source import relate_source
from jobs.relating.source_decisions import apply_line_decisions
from jobs.step_result import StepResult, StepTally, Stop, Track, never_stop, no_progress, total
from reports.config.mail_settings import MailSettings, OnUncertain
from reports.config.subscriber_settings import Subscriber
from reports.mail import delivery, subscriber_digest
from reports.mail.alert_config import Alert
from reports.mail.alerts import queue_alert
from reports.mail.delivery import DeliveryOutcome
from reports.mail.leave import who_stays, with_link_key
from reports.mail.transports.transport import Transport
from tracker.config import Workers
from tracker.domain import Problem, Revision
from tracker.engine import Engine
from tracker.memory import give_back
from tracker.pipeline import Reading
from tracker.segment.reader import unread_languages
from tracker.segment.sentences import LONGEST, unread_characters
from tracker.store import Store

BATCH = 32  # readings written in one transaction; what is related beside reading stays so far behind


INTERRUPTED_AFTER = timedelta(hours=1)  # far longer than one attempt may take


def read(
    store: Store,
    engine: Engine,
    *,
    workers: Workers = 1,
    track: Track = no_progress,
    stop: Stop = never_stop,
    beside: RelatingBeside | None = None,
) -> StepResult:
    """Read every revision that has no reading by this engine, a batch at a time.

    One that cannot be read is told once, and looked at again by the next engine.
    Where many wait they are read in *workers* processes (0: as many as there are
    cores), or by the cluster of that address; this process alone writes, and relates
    *beside* it what is complete.

    Raises:
        ClusterError: The cluster cannot read. What it has read is recorded.
    """
    number = store.count_pending(engine.stamp_for)
    with local_processes(engine, workers, number) as pool:
        return _read(store, engine, number, workers, pool, track=track, stop=stop, beside=beside)


def _read(
    store: Store,
    engine: Engine,
    number: int,
    workers: Workers,
    pool: LocalPool | None,
    *,
    track: Track,
    stop: Stop = never_stop,
    beside: RelatingBeside | None = None,
) -> StepResult:
    """Read the *number* revisions that wait, as :func:`read` says, in *pool* where they are read on this machine."""
    tally = StepTally()

    def put_aside(revision: Revision, problem: Problem) -> None:
        store.record_problem(revision.id, engine.stamp_for(revision.release.source), str(problem))
        tally.add_problem(problem)

    foreign: set[tuple[str, str]] = set()  # sources and what is told of their languages: once
    pending = track(store.pending(engine.stamp_for), "read", number)
    with closing(outcomes_of(pending, number, engine, workers, pool)) as outcomes:
        while not stop() and (batch := _batch(outcomes, beside)):
            readings: list[Reading] = []
            for revision, outcome in batch:
                if outcome.problem:
                    put_aside(revision, outcome.problem)
                if outcome.reading:
                    readings.append(outcome.reading)
                    tally.problems += overlong_problems(outcome.reading, place_of(revision))
                    source = revision.release.source
                    for problem in unread_languages(source, outcome.reading.document, engine.encoder):
                        if (source, problem.message) not in foreign:
                            foreign.add((source, problem.message))
                            tally.add_problem(problem)
            revisions = {revision.id: revision for revision, _ in batch}
            recorded = _recorded(store, readings, revisions, put_aside)
            tally.counts["revisions"] += len(recorded)
            tally.counts["units"] += sum(len(kept.units) for kept in recorded)
            if beside:
                beside.recorded(list(revisions.values()), {kept.revision for kept in recorded})
    return tally.result()


def _batch(
    outcomes: Iterator[tuple[Revision, Outcome]], beside: RelatingBeside | None
) -> list[tuple[Revision, Outcome]]:
    """Return the next outcomes; for each that others read this process relates one release."""
    batch = []
    for outcome in islice(outcomes, BATCH):
        batch.append(outcome)
        if beside:
            beside.step()
    return batch


def read_and_relate(
    store: Store,
    engine: Engine,
    now: datetime,
    *,
    workers: Workers = 1,
    started: LocalPool | None = None,
    track: Track = no_progress,
) -> tuple[StepResult, StepResult]:
    """Do what :func:`read` and :func:`relate` do, relating what is complete while the rest is read, sources side by side after.

    Processes of this machine that have *started* are used, and closed.

    Raises:
        ClusterError: The cluster cannot read. What it has read is recorded.
    """
    beside = RelatingBeside(store, engine, now)
    number = store.count_pending(engine.stamp_for)
    with local_processes(engine, workers, number, started) as pool:
        done = _read(store, engine, number, workers, pool, track=track, beside=beside)
        beside.end()
        related = relate(store, engine, now, track=track, pool=pool)
    return done, total((StepResult(beside.counts), related))


def overlong_problems(reading: Reading, where: str) -> Sequence[Problem]:
    """Say that a part of a statement was not read, because it stands in a sentence longer than any is."""
    unread = unread_characters(reading.document)
    if not unread:
        return ()
    what = f"{unread:,} characters are not read: they stand in a sentence of more than {LONGEST:,}"
    return (Problem(where, what, "look at the page: it may be a list, which selectors.remove can leave out"),)


def place_of(revision: Revision) -> str:
    """Return where people find *revision*."""
    return revision.release.ref


def _recorded(
    store: Store,
    readings: Sequence[Reading],
    revisions: Mapping[str, Revision],
    put_aside: Callable[[Revision, Problem], None],
) -> Sequence[Reading]:
    """Record *readings* together; where one of them cannot be, each by itself. Return those that were."""
    try:
        store.record_readings(readings)
    except Exception as error:
        if isinstance(error, SHARED):
            raise
        if len(readings) > 1:
            return [
                kept for reading in readings for kept in _recorded(store, [reading], revisions, put_aside)
            ]
        revision = revisions[readings[0].revision]
        put_aside(revision, unexpected_problem(error, place_of(revision)))
        return ()
    return readings


def relate(
    store: Store,
    engine: Engine,
    now: datetime,
    *,
    track: Track = no_progress,
    stop: Stop = never_stop,
    pool: LocalPool | None = None,
) -> StepResult:
    """Relate what was read and not yet related, each source in its order of publication.

    Where many texts of several sources wait, processes of *pool* relate these side by side; they know of no lease.
    """
    tally = StepTally()
    with contained("releases of two sources", tally.add_problem):
        if copies := find_witnesses(store):
            tally.counts["witnesses"] += copies
    waiting = store.sources_to_relate(engine.stamp_for)
    apart: RelatingApart | None = None
    if pool and len(waiting) > 1 and is_worth_processes(sum(map(len, waiting.values()))):
        apart = RelatingApart(pool, store.url, now, waiting)
    for source in track(waiting, "relate", len(waiting)) if apart else waiting:
        if stop():
            break
        with contained(source, tally.add_problem):
            if not (apart and apart.wait(source, tally)):
                # what another process left of it the store is asked for
                due = () if apart else waiting[source]
                problem = tally.add_problem
                tally.counts.update(
                    relate_source(
                        store, engine, source, now, waiting=due, track=track, stop=stop, on_problem=problem
                    )
                )
        give_back()  # the history of the source: 50 MB at a million statements
    with contained("names of lines", tally.add_problem):
        apply_line_decisions(store)
    return tally.result()


def compose(
    store: Store,
    subscribers: Sequence[Subscriber],
    window_end: datetime,
    now: datetime,
    settings: MailSettings,
    configured: Sequence[str] = (),
    *,
    immediate: bool = False,
) -> StepResult:
    """Freeze one digest for each of *subscribers* that has not been told all there is up to *window_end*.

    Where there is nothing to tell there is no digest, unless the reader asked for
    one. With *immediate* only what a reader wants at once is told. *configured* are
    the ids of the sources of config.toml: a digest says how they fare. Who has left a
    subscription is not written to.
    """
    tally = StepTally()
    settings = with_link_key(settings, store, now)
    for subscriber in subscribers:
        with contained(f"digest for {subscriber.id}", tally.add_problem):
            to = who_stays(store, subscriber.id, subscriber.to)
            if not to:
                tally.counts["left by all"] += 1
                continue
            give_back()  # what the digest before took: up to 180 MB at a million statements
            edition = subscriber_digest.digest_for_subscriber(
                store,
                replace(subscriber, to=to),
                window_end,
                now,
                immediate=immediate,
                configured=configured,
                site=settings.site or None,
            )
            if edition is None or delivery.queue_delivery(store, edition, settings, now) is None:
                continue
            tally.counts["heartbeats" if edition.kind == "heartbeat" else "digests"] += 1
            if edition.digest.changes:
                tally.counts["changes"] += len(edition.digest.changes)
    give_back()
    return tally.result()


def queue_alerts(store: Store, alerts: Sequence[Alert], now: datetime, settings: MailSettings) -> StepResult:
    """Freeze one mail for each of *alerts* that something answers which it was not told."""
    tally = StepTally()
    settings = with_link_key(settings, store, now)
    for alert in alerts:
        with contained(f"alert {alert.id}", tally.add_problem):
            to = who_stays(store, alert.name, alert.to)
            if to and queue_alert(store, store, replace(alert, to=to), settings, now):
                tally.counts["alerts"] += 1
    return tally.result()


def deliver(
    store: Store,
    mailer: Transport,
    now: datetime,
    *,
    on_uncertain: OnUncertain = "hold",
    stop: Stop = never_stop,
) -> StepResult:
    """Hand over every digest that waits; one that does not go out holds up no other.

    A server that cannot be reached is asked once: the rest waits for the next time.
    """
    tally = StepTally()
    for lost in store.interrupted(now - INTERRUPTED_AFTER):
        where = f"digest for {lost.subscriber}"
        with contained(where, tally.add_problem):
            state = delivery.settle_abandoned(lost, ledger=store, now=now, on_uncertain=on_uncertain)
            tally.add_problem(Problem(where, f"{state}: {store.delivery_error(lost.id)}"))
    waiting = store.queued(now)
    for number, queued in enumerate(waiting, start=1):
        if stop():
            break
        where = f"digest for {queued.subscriber}"
        with contained(where, tally.add_problem):
            outcome = delivery.deliver(
                queued, ledger=store, mailer=mailer, now=now, on_uncertain=on_uncertain
            )
            away = outcome is DeliveryOutcome.UNREACHABLE
            said = DeliveryOutcome.LATER if away else outcome
            tally.counts[said.value] += 1
            if said in (DeliveryOutcome.LATER, DeliveryOutcome.REFUSED, DeliveryOutcome.UNCERTAIN):
                tally.add_problem(Problem(where, f"{said.value}: {store.delivery_error(queued.id)}"))
            elif said is DeliveryOutcome.SENT and (missed := store.delivery_error(queued.id)):
                tally.counts["not to all"] += 1
                tally.add_problem(Problem(where, f"sent, but not to all: {missed}", "correct the address"))
            if away:
                tally.counts[DeliveryOutcome.LATER.value] += len(waiting) - number
                break
    return tally.result()
