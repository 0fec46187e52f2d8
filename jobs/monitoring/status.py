"""Everything an operator watches, looked up once: what ``status``, ``health`` and ``metrics`` show. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from jobs.scheduling.due import FireTimes
from jobs.scheduling.lease import Process, is_dead, this_process
from jobs.scheduling.schedule import Job, Schedule, next_runs, schedule
from reports.config.subscriber_settings import subscribers
from tracker.config import Config
from tracker.errors import StoreError
from tracker.fetch import HostNote
from tracker.health_states import Notice
from tracker.source_health.report import SourcesSnapshot
from tracker.store import Store
from tracker.store.database import display_url, exists
from tracker.store.records import Delivery, JobRun, LeaseRecord, Recipient, Unsubscription
from tracker.store.schema import HEAD, schema_revision

RUNS_READ = 300  # runs, for the latest of each job and its last success
DELIVERIES_READ = 50  # deliveries looked through for those that did not go out to all
NOTICES_READ = 5
ENDED_WELL = frozenset({"sent", "left"})  # of a delivery, or of one of its addresses
SUCCESS_STATUSES = frozenset({"done", "problems"})  # problems: of some sources, while the rest went on
DIED = "died"  # of a run: its process ended and could not say so
FETCH_JOBS = ("fetch", "run fetch")  # by the schedule; by hand or by cron
WAITING_STATES = ("queued", "sending")


@dataclass(frozen=True, slots=True)
class JobStatus:
    """How a job of the schedule fares, by its runs that are looked through."""

    job: Job
    times: FireTimes
    delay: timedelta = timedelta()  # it starts so long after each of its times
    next_at: datetime | None = None  # when it starts next
    last: JobRun | None = None  # None = never
    last_success: JobRun | None = None  # the latest that ended well
    first: JobRun | None = None


@dataclass(frozen=True, slots=True)
class DeliveryStatus:
    """A delivery, and how it fared with each address."""

    delivery: Delivery
    recipients: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class SystemStatus:
    """What there is to show."""

    watch: SourcesSnapshot
    hosts: tuple[HostNote, ...] = ()  # those that may not be asked now
    jobs: tuple[JobStatus, ...] = ()  # empty where no [jobs] says when
    runs: tuple[JobRun, ...] = ()  # the latest of each job, latest first
    last_fetch: JobRun | None = None  # the latest fetch that ended well
    deliveries: Mapping[str, int] = field(default_factory=dict)  # how many are in each state
    problem_deliveries: tuple[DeliveryStatus, ...] = ()  # the latest that did not simply go out, latest first
    waiting: tuple[Delivery, ...] = ()  # queued or being sent, in the order they were frozen
    left: tuple[Unsubscription, ...] = ()  # who wants no more mail, in the order they left
    notices: tuple[Notice, ...] = ()  # latest first
    leases: tuple[LeaseRecord, ...] = ()  # who holds what now
    store: str = ""  # where it would be, if there is none yet


def load_status(config: Config, now: datetime) -> SystemStatus:
    """Return the status as of *now*. Where there is no store yet, none is made.

    Raises:
        ConfigError: [jobs] or a reader is wrong.
        StoreError: The store cannot be opened, or its schema is not ours.
    """
    if not exists(config.store_url):
        return SystemStatus(
            SourcesSnapshot(config.sources, {}),
            store=display_url(config.store_url),
            jobs=tuple(job_statuses(schedule_or_none(config), (), now)),
        )
    with open_existing_store(config.store_url) as store:
        return collect_status(store, config, now)


def collect_status(store: Store, config: Config, now: datetime) -> SystemStatus:
    """Return the status of *store* as of *now*.

    Raises:
        ConfigError: [jobs] or a reader is wrong.
        StoreError: The store cannot be read.
    """
    schedule = schedule_or_none(config)
    ours = this_process()
    runs = [_as_it_ended(run, ours) for run in last_runs(store, schedule)]
    return SystemStatus(
        SourcesSnapshot(
            config.sources, store.source_statuses(), store.troubles(), store.refused(), store.last_published()
        ),
        hosts=tuple(host for host in store.hosts() if host.not_before is not None and host.not_before > now),
        jobs=tuple(job_statuses(schedule, runs, now)),
        runs=latest_of_each(runs),
        last_fetch=next(
            (run for run in runs if run.job in FETCH_JOBS and run.status in SUCCESS_STATUSES), None
        ),
        deliveries=store.delivery_states(),
        problem_deliveries=problem_deliveries_of(store),
        waiting=tuple(store.delivery_heads_in(*WAITING_STATES)),
        left=tuple(one for one in store.unsubscriptions() if one.undone_at is None),
        notices=tuple(store.notices(NOTICES_READ)),
        leases=tuple(one for one in store.leases(now) if not is_dead(one.holder, ours)),
    )


def _as_it_ended(run: JobRun, ours: Process) -> JobRun:
    """Return *run*; one that is noted as running while its process is no more has :data:`DIED`."""
    died = run.status == "running" and bool(run.holder) and is_dead(run.holder, ours)
    return replace(run, status=DIED) if died else run


@contextmanager
def open_existing_store(url: str) -> Iterator[Store]:
    """Open the store at *url* as it is. ``open_store`` would migrate it, under the feet of an older daemon.

    Raises:
        StoreError: It cannot be opened, or its schema is not ours.
    """
    with Store(url) as store:
        found = schema_of(store)
        if found != HEAD:
            newer = found is not None and found > HEAD
            raise StoreError(
                f"this store has schema {found or 'none'}, this version works with {HEAD}",
                where=display_url(url),
                remedy="upgrade policy-commitment-tracker" if newer else "`policy-tracker db upgrade`",
            )
        yield store


def schema_of(store: Store) -> str | None:
    """Return the schema of *store*; None where it is empty.

    Raises:
        StoreError: It holds the tables of another program.
    """
    with store.reading() as connection:
        return schema_revision(connection)


def schedule_or_none(config: Config) -> Schedule | None:
    """Return when each job runs; None where there is no [jobs].

    Raises:
        ConfigError: [jobs] or a reader is wrong.
    """
    if not config.sections.get("jobs"):
        return None
    return schedule(config, subscribers(config))


def last_runs(store: Store, schedule: Schedule | None) -> list[JobRun]:
    """Return the latest runs, and of a job of *schedule* that is not among them its last one; latest first.

    A fetch every minute would push the digest of the morning out of sight.
    """
    runs = store.last_runs(RUNS_READ)
    seen = {run.job for run in runs}
    missing = [job.name for job in (schedule.jobs if schedule else ()) if job.name not in seen]
    if len(runs) == RUNS_READ:
        runs += [run for name in missing if (run := store.last_run(name)) is not None]
    return sorted(runs, key=lambda run: run.started_at, reverse=True)


def job_statuses(schedule: Schedule | None, runs: Sequence[JobRun], now: datetime) -> Iterator[JobStatus]:
    """Yield how each job of *schedule* fares by its runs among *runs*, which are latest first.

    A step called by hand or by cron ("run fetch") counts as a run of the job that begins with it.
    """
    if schedule is None:
        return

    coming = {planned.job.name: planned.starts_at for planned in next_runs(schedule, now)}
    for job in schedule.jobs:
        mine = [run for run in runs if run.job in (job.name, f"run {job.steps[0]}")]
        yield JobStatus(
            job,
            schedule.times(job),
            schedule.delay(job),
            coming.get(job.name),
            mine[0] if mine else None,
            next((run for run in mine if run.status in SUCCESS_STATUSES), None),
            mine[-1] if mine else None,
        )


def latest_of_each(runs: Iterable[JobRun]) -> tuple[JobRun, ...]:
    """Return the first run of each job in *runs*, which are latest first."""
    latest: dict[str, JobRun] = {}
    for run in runs:
        latest.setdefault(run.job, run)
    return tuple(latest.values())


def problem_deliveries_of(store: Store) -> tuple[DeliveryStatus, ...]:
    """Return, of the latest deliveries, those that are not sent, or not to all of their addresses; who has left is not missed."""
    latest = store.delivery_heads(DELIVERIES_READ)
    told: dict[str, list[Recipient]] = {}
    for one in store.recipients([delivery.id for delivery in latest]):
        told.setdefault(one.delivery_id, []).append(one)
    posted = (DeliveryStatus(delivery, tuple(told.get(delivery.id, ()))) for delivery in latest)
    return tuple(
        one
        for one in posted
        if any(
            state not in ENDED_WELL
            for state in (one.delivery.state, *(each.state for each in one.recipients))
        )
    )
