"""The steps after fetching (:mod:`jobs.polling.poller`): read, relate, compose, deliver.

Each does all that is pending and nothing else, so running one twice adds
nothing and a crash is cured by running it again. They hold no policy: what a
text says is decided in ``tracker.pipeline``, what a reader is told in
``reports.mail.subscriber_digest``. Time and the way out to the web are handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from jobs import relate_source
from jobs.step_result import StepResult, Stop, Track, never_stop, no_progress, problem_from_error
from reports.config import MailSettings, OnUncertain, Subscriber
from reports.mail import delivery, subscriber_digest
from reports.mail.delivery import DeliveryOutcome
from reports.mail.transport import Transport
from tracker import pipeline
from tracker.domain import Problem
from tracker.engine import Engine
from tracker.errors import UnreadableRevision
from tracker.pipeline import Reading
from tracker.store import Store

DELIVERIES_SEARCHED = 200  # deliveries looked through for an error
BATCH = 64  # readings written in one transaction; with their texts a few MB


INTERRUPTED_AFTER = timedelta(hours=1)  # far longer than one attempt may take


def read(store: Store, engine: Engine, *, track: Track = no_progress, stop: Stop = never_stop) -> StepResult:
    """Read every revision that has no reading by this engine, a batch at a time."""
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    waiting = iter(track(store.pending(engine.stamp_for), "read", store.count_pending(engine.stamp_for)))
    while not stop() and (batch := list(islice(waiting, BATCH))):
        readings: list[Reading] = []
        for revision in batch:
            try:
                readings.append(pipeline.read(revision, engine))
            except UnreadableRevision as error:
                problem = problem_from_error(error, revision.release.ref)
                store.record_problem(revision.id, engine.stamp_for(revision.release.source), str(problem))
                problems.append(problem)
        store.record_readings(readings)
        counts["revisions"] += len(readings)
        counts["units"] += sum(len(reading.units) for reading in readings)
    return StepResult(dict(counts), tuple(problems))


def relate(
    store: Store, engine: Engine, now: datetime, *, track: Track = no_progress, stop: Stop = never_stop
) -> StepResult:
    """Relate what was read and not yet related, each source in its order of publication."""
    counts: Counter[str] = Counter()
    for source_id in store.sources_to_relate(engine.stamp_for):
        if stop():
            break
        counts.update(relate_source.relate_source(store, engine, source_id, now, track=track, stop=stop))
    relate_source.apply_line_names(store)
    return StepResult(dict(counts))


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
    the ids of the sources of config.toml: a digest says how they fare.
    """
    counts: Counter[str] = Counter()
    for subscriber in subscribers:
        edition = subscriber_digest.digest_for_subscriber(
            store,
            subscriber,
            window_end,
            now,
            immediate=immediate,
            configured=configured,
            site=settings.site or None,
        )
        if edition is None or delivery.queue_delivery(store, edition, settings, now) is None:
            continue
        counts["heartbeats" if edition.kind == "heartbeat" else "digests"] += 1
        if edition.digest.changes:
            counts["changes"] += len(edition.digest.changes)
    return StepResult(dict(counts))


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
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    for lost in store.interrupted(now - INTERRUPTED_AFTER):
        state = delivery.settle_abandoned(lost, ledger=store, now=now, on_uncertain=on_uncertain)
        problems.append(Problem(f"digest for {lost.subscriber}", f"{state}: {last_error(store, lost.id)}"))
    waiting = store.queued(now)
    for number, queued in enumerate(waiting, start=1):
        if stop():
            break
        outcome = delivery.deliver(queued, ledger=store, mailer=mailer, now=now, on_uncertain=on_uncertain)
        away = outcome is DeliveryOutcome.UNREACHABLE
        said = DeliveryOutcome.LATER if away else outcome
        counts[said.value] += 1
        if said in (DeliveryOutcome.LATER, DeliveryOutcome.REFUSED, DeliveryOutcome.UNCERTAIN):
            problems.append(
                Problem(f"digest for {queued.subscriber}", f"{said.value}: {last_error(store, queued.id)}")
            )
        if away:
            counts[DeliveryOutcome.LATER.value] += len(waiting) - number
            break
    return StepResult(dict(counts), tuple(problems))


def last_error(store: Store, delivery_id: str) -> str:
    """Return what the ledger says of the latest attempt."""
    return next((held.error for held in store.deliveries(DELIVERIES_SEARCHED) if held.id == delivery_id), "")
