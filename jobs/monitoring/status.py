"""Everything an operator watches, looked up once: what ``status``, ``health`` and ``metrics`` show. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.errors import StoreError
from tracker.source_health.report import Watch

if TYPE_CHECKING:  # heavy; imported where used
    from jobs.scheduling.due import Times
    from jobs.scheduling.schedule import Job, Schedule
    from tracker.config import Config
    from tracker.fetch import HostNote
    from tracker.source_health.states import Notice
    from tracker.store import Store
    from tracker.store.records import Delivery, Recipient, Run

LOOKED_THROUGH = 300  # runs, for the latest of each job and its last success
POSTED = 50  # deliveries looked through for those that did not go out to all
NOTICES = 5
ENDED_WELL = frozenset({"done", "problems"})  # problems: of some sources, while the rest went on
FETCHING = ("fetch", "run fetch")  # by the schedule; by hand or by cron
WAITING = ("queued", "sending")


@dataclass(frozen=True, slots=True)
class JobFare:
    """How a job of the schedule fares, by its runs that are looked through."""

    job: Job
    times: Times
    delay: timedelta = timedelta()  # it starts so long after each of its times
    next_at: datetime | None = None  # when it starts next
    last: Run | None = None  # None = never
    success: Run | None = None  # the latest that ended well
    first: Run | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A delivery, and how it fared with each address."""

    delivery: Delivery
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """What there is to show."""

    watch: Watch
    hosts: tuple[HostNote, ...] = ()  # those that may not be asked now
    jobs: tuple[JobFare, ...] = ()  # empty where no [jobs] says when
    runs: tuple[Run, ...] = ()  # the latest of each job, latest first
    fetched: Run | None = None  # the latest fetch that ended well
    deliveries: Mapping[str, int] = field(default_factory=dict)  # how many are in each state
    posted: tuple[Posted, ...] = ()  # the latest that did not simply go out, latest first
    waiting: tuple[Delivery, ...] = ()  # queued or being sent, in the order they were frozen
    notices: tuple[Notice, ...] = ()  # latest first
    store: str = ""  # where it would be, if there is none yet


def look(config: Config, now: datetime) -> Status:
    """Return the status as of *now*. Where there is no store yet, none is made.

    Raises:
        ConfigError: [jobs] or a reader is wrong.
        StoreError: The store cannot be opened, or its schema is not ours.
    """
    from tracker.store.database import exists, shown

    if not exists(config.store_url):
        return Status(
            Watch(config.sources, {}),
            store=shown(config.store_url),
            jobs=tuple(job_fares(schedule_of(config), (), now)),
        )
    with opened(config.store_url) as store:
        return overview(store, config, now)


def overview(store: Store, config: Config, now: datetime) -> Status:
    """Return the status of *store* as of *now*.

    Raises:
        ConfigError: [jobs] or a reader is wrong.
        StoreError: The store cannot be read.
    """
    schedule = schedule_of(config)
    runs = last_runs(store, schedule)
    return Status(
        Watch(config.sources, store.watches(), store.troubles(), store.refused(), store.last_published()),
        hosts=tuple(host for host in store.hosts() if host.not_before is not None and host.not_before > now),
        jobs=tuple(job_fares(schedule, runs, now)),
        runs=latest_of_each(runs),
        fetched=next((run for run in runs if run.job in FETCHING and run.status in ENDED_WELL), None),
        deliveries=store.delivery_states(),
        posted=not_simply_sent(store),
        waiting=tuple(store.deliveries_in(*WAITING)),
        notices=tuple(store.notices(NOTICES)),
    )


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """Open the store at *url* as it is. ``open_store`` would migrate it, under the feet of an older daemon.

    Raises:
        StoreError: It cannot be opened, or its schema is not ours.
    """
    from tracker.store import Store
    from tracker.store.database import shown
    from tracker.store.schema import HEAD

    with Store(url) as store:
        found = schema_of(store)
        if found != HEAD:
            newer = found is not None and found > HEAD
            raise StoreError(
                f"this store has schema {found or 'none'}, this version works with {HEAD}",
                where=shown(url),
                mend="upgrade policy-commitment-tracker" if newer else "`policy-tracker db upgrade`",
            )
        yield store


def schema_of(store: Store) -> str | None:
    """Return the schema of *store*; None where it is empty.

    Raises:
        StoreError: It holds the tables of another program.
    """
    from tracker.store.schema import revision_of

    with store.reading() as connection:
        return revision_of(connection)


def schedule_of(config: Config) -> Schedule | None:
    """Return when each job runs; None where there is no [jobs].

    Raises:
        ConfigError: [jobs] or a reader is wrong.
    """
    if not config.sections.get("jobs"):
        return None
    from jobs.scheduling.schedule import schedule
    from reports.config import subscribers

    return schedule(config, subscribers(config))


def last_runs(store: Store, schedule: Schedule | None) -> list[Run]:
    """Return the latest runs, and of a job of *schedule* that is not among them its last one; latest first.

    A fetch every minute would push the digest of the morning out of sight.
    """
    runs = store.last_runs(LOOKED_THROUGH)
    seen = {run.job for run in runs}
    missing = [job.name for job in (schedule.jobs if schedule else ()) if job.name not in seen]
    if len(runs) == LOOKED_THROUGH:
        runs += [run for name in missing if (run := store.last_run(name)) is not None]
    return sorted(runs, key=lambda run: run.started_at, reverse=True)


def job_fares(schedule: Schedule | None, runs: Sequence[Run], now: datetime) -> Iterator[JobFare]:
    """Yield how each job of *schedule* fares by its runs among *runs*, which are latest first.

    A step called by hand or by cron ("run fetch") counts as a run of the job that begins with it.
    """
    if schedule is None:
        return
    from jobs.scheduling.due import next_slots

    coming = {planned.job.name: planned.starts_at for planned in next_slots(schedule, now)}
    for job in schedule.jobs:
        mine = [run for run in runs if run.job in (job.name, f"run {job.steps[0]}")]
        yield JobFare(
            job,
            schedule.times(job),
            schedule.delay(job),
            coming.get(job.name),
            mine[0] if mine else None,
            next((run for run in mine if run.status in ENDED_WELL), None),
            mine[-1] if mine else None,
        )


def latest_of_each(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return the first run of each job in *runs*, which are latest first."""
    latest: dict[str, Run] = {}
    for run in runs:
        latest.setdefault(run.job, run)
    return tuple(latest.values())


def not_simply_sent(store: Store) -> tuple[Posted, ...]:
    """Return, of the latest deliveries, those that are not sent, or not to all of their addresses."""
    latest = store.deliveries(POSTED)
    told: dict[str, list[Recipient]] = {}
    for one in store.recipients([delivery.id for delivery in latest]):
        told.setdefault(one.delivery_id, []).append(one)
    posted = (Posted(delivery, tuple(told.get(delivery.id, ()))) for delivery in latest)
    return tuple(
        one
        for one in posted
        if one.delivery.state != "sent" or any(each.state != "sent" for each in one.recipients)
    )
