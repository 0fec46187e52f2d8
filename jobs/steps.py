"""The five steps: fetch, read, relate, compose, deliver.

Each does all that is pending and nothing else, so running one twice adds
nothing and a crash is cured by running it again. They hold no policy: what a
text says is decided in ``tracker.pipeline``, what a reader is told in
``reports.digest``. Time and the way out to the web are handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from jobs import replay
from jobs.intake import record
from jobs.recheck import Asking, decide
from jobs.result import StepResult, Stop, Track, never, problem_of, quiet
from reports import delivery, digest
from reports.config import MailSettings, OnUncertain, Subscriber
from reports.delivery import Outcome
from reports.filters import due
from reports.mailers import Mailer
from tracker import pipeline
from tracker.domain import Cause, Change, Problem, Revision, Source
from tracker.engine import Engine
from tracker.errors import TrackerError, UnreadableRevision
from tracker.fetch import NotModified, Web
from tracker.pipeline import Reading
from tracker.sources import Announced, list_releases
from tracker.sources.announced import undated
from tracker.store import ChangeQuery, Held, Store

STEPS = ("fetch", "read", "relate", "compose", "deliver")
RECENT = 200  # deliveries looked through for an error
BATCH = 64  # readings written in one transaction; with their texts a few MB


INTERRUPTED = timedelta(hours=1)  # far longer than one attempt may take


def fetch(
    store: Store,
    web: Web,
    sources: Sequence[Source],
    now: datetime,
    *,
    track: Track = quiet,
    stop: Stop = never,
) -> StepResult:
    """Ask each of *sources* what it has published and keep every new text.

    A source or a page that fails is a problem; the others are fetched all the same.
    """
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    for source in sources:
        if stop():
            break
        try:
            announcements = list_releases(source, web)
        except TrackerError as error:
            problems.append(problem_of(error, source.id))
            continue
        problems.extend(announcements.problems)
        counts["announced"] += len(announcements.items)
        held = store.held(source.id)
        for announced in track(announcements.items, f"fetch {source.id}", len(announcements.items)):
            if stop():
                break
            known = held.get(announced.release.ref)
            try:
                came, wrong = take(store, web, source, announced, known, now)
                counts[came] += 1
                problems.extend(wrong)
            except TrackerError as error:
                problems.append(problem_of(error, announced.release.url or announced.release.ref))
    return StepResult(dict(counts), tuple(problems))


def take(
    store: Store, web: Web, source: Source, announced: Announced, known: Held | None, now: datetime
) -> tuple[str, tuple[Problem, ...]]:
    """Get one announced release if it is due and keep what is new.

    Returns:
        "new", "edited", "unchanged" or "skipped"; and a problem where it is new and bears no date.

    Raises:
        FetchError: Its page did not come.
    """
    release = announced.release
    if announced.body is not None:
        revision = record(
            store,
            release,
            announced.body,
            now,
            media_type=announced.media_type,
            charset=announced.charset,
            selectors=source.selectors,
        )
        return outcome(revision), no_date(revision)
    seen, checked = (known.first_seen_at, known.last_checked_at) if known else (None, None)
    if decide(seen, checked, source.recheck_days, now) is Asking.SKIP:
        return "skipped", ()
    answer = web.get(
        release.url,
        etag=known.etag if known else None,
        last_modified=known.last_modified if known else None,
    )
    if isinstance(answer, NotModified):
        store.checked(release.id, now)
        return "unchanged", ()
    revision = record(
        store,
        release,
        answer.body,
        now,
        media_type=answer.media_type,
        charset=answer.charset,
        selectors=source.selectors,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )
    return outcome(revision), no_date(revision)


def outcome(revision: Revision | None) -> str:
    """Name what a recorded text was: "new", "edited", or "unchanged" where it was seen before."""
    if revision is None:
        return "unchanged"
    return "new" if revision.number == 1 else "edited"


def no_date(revision: Revision | None) -> tuple[Problem, ...]:
    """Return a problem where a new release bears no date."""
    if revision is None or revision.number > 1 or revision.release.published_on is not None:
        return ()
    where = revision.release.url or revision.release.ref
    return (undated(where, f"set selectors.date of {revision.release.source}"),)


def read(store: Store, engine: Engine, *, track: Track = quiet, stop: Stop = never) -> StepResult:
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
                problem = problem_of(error, revision.release.ref)
                store.record_problem(revision.id, engine.stamp_for(revision.release.source), str(problem))
                problems.append(problem)
        store.record_readings(readings)
        counts["revisions"] += len(readings)
        counts["units"] += sum(len(reading.units) for reading in readings)
    return StepResult(dict(counts), tuple(problems))


def relate(
    store: Store, engine: Engine, now: datetime, *, track: Track = quiet, stop: Stop = never
) -> StepResult:
    """Relate what was read and not yet related, each source in its order of publication."""
    counts: Counter[str] = Counter()
    for source_id in store.sources_to_relate(engine.stamp_for):
        if stop():
            break
        counts.update(replay.relate_source(store, engine, source_id, now, track=track, stop=stop))
    replay.name_lines(store)
    return StepResult(dict(counts))


def compose(
    store: Store,
    subscribers: Sequence[Subscriber],
    window_end: datetime,
    now: datetime,
    settings: MailSettings,
) -> StepResult:
    """Freeze one digest for each of *subscribers* that has not been told all there is up to *window_end*.

    Where there is nothing to tell there is no digest.
    """
    counts: Counter[str] = Counter()
    for subscriber in subscribers:
        window_start = store.last_window(subscriber.id)
        if window_start is not None and window_start >= window_end:
            continue
        changes = untold(store, subscriber, window_end)
        if not changes:
            continue
        written = digest.compose(
            changes,
            title=subscriber.title,
            since=(window_start or window_end - timedelta(days=subscriber.max_age_days)).date(),
            until=window_end.date(),
            window=judged(store),
            mailed=True,
        )
        frozen = delivery.freeze(
            store, written, subscriber, settings, window_start=window_start, window_end=window_end, now=now
        )
        if frozen is not None:
            counts["digests"] += 1
            counts["changes"] += len(changes)
    return StepResult(dict(counts))


def untold(store: Store, subscriber: Subscriber, window_end: datetime) -> tuple[Change, ...]:
    """Return what *subscriber* asked for, recorded until *window_end* and not put to it before.

    A release is news by its date of publication, an edit by the day it was found.
    """
    oldest = window_end - timedelta(days=subscriber.max_age_days)
    found = [
        *store.changes(ChangeQuery(news=(Cause.RELEASE,), since=oldest.date(), recorded_until=window_end)),
        *store.changes(ChangeQuery(news=(Cause.EDIT,), recorded_after=oldest, recorded_until=window_end)),
    ]
    told = store.delivered_changes(subscriber.id)
    fresh = [change for change in found if change.id not in told]
    return due(fresh, subscriber.wanted, on=window_end.date(), max_age_days=subscriber.max_age_days)


def judged(store: Store) -> str:
    """Say against what "new" was judged."""
    first = min((line.first_on for line in store.lines()), default=None)
    return f"“New” means: no earlier statement in the texts held since {first}." if first else ""


def deliver(
    store: Store, mailer: Mailer, now: datetime, *, on_uncertain: OnUncertain = "hold", stop: Stop = never
) -> StepResult:
    """Hand over every digest that waits; one that does not go out holds up no other."""
    counts: Counter[str] = Counter()
    problems: list[Problem] = []
    for lost in store.interrupted(now - INTERRUPTED):
        # nobody can know whether the server took it: the same choice as for a connection lost after the body
        state = "queued" if on_uncertain == "resend" else "uncertain"
        store.settle(lost.id, state, now, "the program ended while it was being sent")
        problems.append(
            Problem(f"digest for {lost.subscriber}", f"{state}: the program ended while it was being sent")
        )
    for waiting in store.queued():
        if stop():
            break
        outcome = delivery.deliver(waiting, ledger=store, mailer=mailer, now=now, on_uncertain=on_uncertain)
        counts[outcome.value] += 1
        if outcome in (Outcome.LATER, Outcome.REFUSED, Outcome.UNCERTAIN):
            problems.append(
                Problem(f"digest for {waiting.subscriber}", f"{outcome.value}: {why(store, waiting.id)}")
            )
    return StepResult(dict(counts), tuple(problems))


def why(store: Store, delivery_id: str) -> str:
    """Return what the ledger says of the latest attempt."""
    return next((held.error for held in store.deliveries(RECENT) if held.id == delivery_id), "")
