"""[jobs]: when each step runs.

Cron texts of five fields; what they mean is in :mod:`jobs.scheduling.cron`. Weekdays are names: to
cron, 1 is Monday, to the scheduler it is Tuesday, so a digit in that field is refused
rather than guessed.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field

from jobs.scheduling.cron import CronError, parse_cron
from jobs.scheduling.due import CronFireTimes, DueTime, FireTimes, stable_jitter
from reports.config.subscriber_settings import Subscriber
from reports.config.subscriber_settings import subscribers as configured_subscribers
from reports.config.value_checks import parse_zone
from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.errors import ConfigError

POLLING_STEPS = frozenset({"fetch", "recheck"})  # steps that ask sites, and so are spread by jitter_seconds


@dataclass(frozen=True, slots=True)
class Job:
    """Steps that run one after the other at one time. *readers* are those compose is for; empty = all."""

    name: str
    cron: str
    steps: tuple[str, ...]
    readers: tuple[str, ...] = ()
    timezone: ZoneInfo | None = None  # None = that of the schedule


@dataclass(frozen=True, slots=True)
class Schedule:
    """What the daemon does and when."""

    timezone: ZoneInfo
    jobs: tuple[Job, ...]
    jitter_seconds: int = 0
    grace: timedelta = timedelta(hours=1)  # how late a job that has never run takes a time that passed
    rechecks: bool = False  # whether what is held is asked for again by a job of its own, not by each fetch

    def times(self, job: Job) -> FireTimes:
        """Return the times of *job*."""
        return CronFireTimes(parse_cron(job.cron), job.timezone or self.timezone)

    def delay(self, job: Job) -> timedelta:
        """Return how long after each of its times *job* starts: on this machine always the same."""
        if job.steps[0] not in POLLING_STEPS:
            return timedelta()
        return stable_jitter((socket.gethostname(), job.name), self.jitter_seconds)


class _Jobs(Section):
    timezone: str = "UTC"
    fetch: str = ""
    recheck: str = ""
    read: str = ""
    relate: str = ""
    compose: str = ""
    deliver: str = ""
    maintenance: str = ""
    jitter_seconds: int = Field(default=0, ge=0, le=3600)
    grace_seconds: int = Field(default=3600, ge=0, le=7 * 86400)


SCHEDULED_STEPS = ("fetch", "recheck", "read", "relate", "compose", "deliver", "maintenance")


def schedule(config: Config, subscribers: Sequence[Subscriber]) -> Schedule:
    """Return when each step runs, from [jobs] and the *when* of *subscribers*.

    A step without a time of its own follows the one before it, so with fetch
    alone all follow fetch. With a time for recheck, fetch asks for what is new only.
    Digests are composed when their readers want them, for those who name no time
    right after relate, unless [jobs] compose says when to look for windows that have
    closed; what a reader does not want to wait for is composed right after relate in
    any case. All is handed over at once, and tried again after each fetch. Maintenance
    runs where it has a time.

    Raises:
        ConfigError: A key, a zone or a cron text is wrong, or nothing says when to fetch.
    """
    given = _checked_section(config, subscribers)
    where = config.place("[jobs]")
    times = {name: getattr(given, name) for name in SCHEDULED_STEPS}
    if not times["fetch"]:
        raise ConfigError("nothing says when to fetch", where=where, remedy='add fetch = "*/30 * * * *"')
    return Schedule(
        parse_zone(given.timezone, where),
        _jobs(times, subscribers),
        given.jitter_seconds,
        timedelta(seconds=given.grace_seconds),
        bool(times["recheck"]),
    )


def check_jobs(config: Config) -> None:
    """Raise where [jobs] or the *when* of one of the readers of *config* is wrong.

    Raises:
        ConfigError: As :func:`check_schedule`, or [[subscribers]] is wrong.
    """
    check_schedule(config, configured_subscribers(config))


def check_schedule(config: Config, subscribers: Sequence[Subscriber]) -> None:
    """Raise where [jobs] or the *when* of a reader is wrong. That nothing says when to fetch is for ``daemon`` to say.

    Raises:
        ConfigError: A key, a zone or a cron text is wrong.
    """
    parse_zone(_checked_section(config, subscribers).timezone, config.place("[jobs]"))


def _checked_section(config: Config, subscribers: Sequence[Subscriber]) -> _Jobs:
    where = config.place("[jobs]")
    given = validate_section(_Jobs, config.sections.get("jobs") or {}, where)
    for name in SCHEDULED_STEPS:
        if text := getattr(given, name):
            check_cron(text, where, name)
    for subscriber in [one for one in subscribers if one.when]:
        check_cron(subscriber.when, config.place(f'[[subscribers]] "{subscriber.id}"'), "when")
    return given


def subscriber_times(reader: Subscriber) -> FireTimes | None:
    """Return when the windows of *reader* close; None for one who names no time."""
    return CronFireTimes(parse_cron(reader.when), reader.timezone) if reader.when else None


def _jobs(times: Mapping[str, str], subscribers: Sequence[Subscriber]) -> tuple[Job, ...]:
    chains: list[list[str]] = []
    for name in ("fetch", "read", "relate"):
        if times[name]:
            chains.append([])
        chains[-1].append(name)
    at_once = () if times["compose"] else tuple(one.id for one in subscribers if not one.when)
    writing = (["immediate"] if any(one.immediate and one.when for one in subscribers) else []) + (
        ["compose"] if at_once else []
    )
    chains[-1] += writing  # it ends in relate
    composing = ["compose"]
    if not times["deliver"]:
        chains[0].append("deliver")
        composing.append("deliver")
        if writing and len(chains) > 1:
            chains[-1].append("deliver")
    jobs = [
        Job(chain[0], times[chain[0]], tuple(chain), at_once if "compose" in chain else ())
        for chain in chains
    ]
    if times["recheck"]:  # the same as fetch, and what follows it
        jobs.insert(1, Job("recheck", times["recheck"], ("recheck", *jobs[0].steps[1:]), jobs[0].readers))
    if times["compose"]:
        jobs.append(Job("compose", times["compose"], tuple(composing)))
    else:
        jobs += [
            Job(f"compose {one.id}", one.when, tuple(composing), (one.id,), one.timezone)
            for one in subscribers
            if one.when
        ]
    jobs += [Job(name, times[name], (name,)) for name in ("deliver", "maintenance") if times[name]]
    return tuple(jobs)


def check_cron(text: str, where: str, key: str) -> None:
    """Raise where *text* is no cron text we run as written.

    Raises:
        ConfigError: Says which field and how to write it.
    """
    try:
        parse_cron(text)
    except CronError as fault:
        raise ConfigError(f'{key} = "{text}": {fault.message}', where=where, remedy=fault.remedy) from fault


@dataclass(frozen=True, slots=True)
class NextRun:
    """When a job comes next: its *slot*, and when it starts, which jitter may make later."""

    job: Job
    slot: DueTime
    starts_at: datetime


def next_runs(schedule: Schedule, now: datetime) -> tuple[NextRun, ...]:
    """Return when each job of *schedule* comes next, the soonest first."""
    planned = []
    for job in schedule.jobs:
        late = schedule.delay(job)
        slot = schedule.times(job).next_after(now - late)
        if slot is not None:
            planned.append(NextRun(job, slot, slot.at + late))
    return tuple(sorted(planned, key=lambda one: (one.starts_at, one.job.name)))
