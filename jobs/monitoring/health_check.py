"""Is it well? What was looked up goes in, findings come out; one that is bad makes a probe fail.

What is late is judged by the schedule itself: a job that lets three of its slots pass is
late, whether it runs every half hour or on weekday mornings; one whose slots lie far apart
is late an hour after the first it misses. A fresh install has let nothing pass, so nothing
is said of it but that it has not run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jobs.bulkhead import UNEXPECTED
from jobs.disk_space import free_bytes
from jobs.monitoring.status import DIED, ENDED_WELL, JobStatus, SystemStatus, load_status
from jobs.scheduling.lease import is_silent
from tracker.config import Config
from tracker.health_states import HealthState
from tracker.source_health.report import NOT_CHECKED, PAUSED, health_of_sources
from tracker.store.records import JobRun
from tracker.text.dates import utc_minute
from tracker.text.numbers import pluralize
from tracker.text.sanitize import one_line

MISSED_SLOTS = 3  # that may pass before a job is late
LONG_INTERVAL = timedelta(hours=6)  # slots no closer than this: one alone may pass
GRACE = timedelta(hours=1)  # for the run of such a slot
SHORT_GRACE = timedelta(minutes=10)  # for the run of the others; one slot at most
OUTBOX_LIMIT = timedelta(hours=3)  # in the outbox; greylisting puts a mail off for an hour at most
BROKEN_SHARE = 0.5  # of the sources that are asked
DELIVERY_PROBLEMS_SHOWN = timedelta(days=1)  # mails that were refused, as a note
MAINTENANCE = ("maintenance", "run maintenance")
MIN_FREE_BYTES = 100_000_000  # bytes on the disk of the store

_START = "is the daemon or the timer up? `policy-tracker status` shows the last runs"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at and is not simply well. *bad*: somebody has to do something."""

    check: str  # store, job, sources, outbox, disk
    bad: bool
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return self.message + (f"; {self.remedy}" if self.remedy else "")


def check_health(
    found: SystemStatus,
    now: datetime,
    *,
    within: timedelta | None = None,
    free_bytes: int | None = None,
) -> tuple[Finding, ...]:
    """Return what is not well as of *now*; what is bad comes first.

    *within*, where given, is how long ago a fetch may have ended well, whatever the schedule
    says. *free_bytes* are those on the disk of the store, where it has one.
    """
    findings = [
        *_store(found),
        *_jobs(found, now, within),
        *_runs(found.runs, now),
        *_sources(found),
        *_outbox(found, now),
        *_missed(found, now),
        *_disk(free_bytes),
    ]
    return tuple(sorted(findings, key=lambda finding: not finding.bad))


def check_store_health(
    config: Config, now: datetime, *, within: timedelta | None = None
) -> tuple[SystemStatus, tuple[Finding, ...]]:
    """Look at the store of *config* as of *now*, and judge.

    Raises:
        ConfigError: [jobs] or a reader is wrong.
        StoreError: The store cannot be opened, or its schema is not ours.
    """
    found = load_status(config, now)
    return found, check_health(found, now, within=within, free_bytes=free_bytes(config.store_url))


def is_healthy(findings: Sequence[Finding]) -> bool:
    """Return whether nothing is bad; notes do no harm."""
    return not any(finding.bad for finding in findings)


def health_row(findings: Sequence[Finding], now: datetime) -> dict[str, Any]:
    """Return the verdict as JSON; keys are added, never renamed."""
    return {
        "healthy": is_healthy(findings),
        "at": now.isoformat(),
        "findings": [
            {"check": one.check, "bad": one.bad, "what": one.message, "mend": one.remedy} for one in findings
        ],
    }


def _store(found: SystemStatus) -> Iterator[Finding]:
    if found.store:
        yield Finding("store", False, f"there is no store yet at {found.store}")


def _jobs(found: SystemStatus, now: datetime, within: timedelta | None) -> Iterator[Finding]:
    if within is not None:
        last = found.last_fetch.ended_at if found.last_fetch else None
        if last is None or now - last > within:
            since = f"since {utc_minute(last)} UTC" if last else "ever"
            yield Finding("job", True, f"no fetch has ended well {since}", _START)
    elif not found.jobs:
        yield Finding("job", False, "no [jobs] says when to fetch, so nothing is late", "use --within 2h")
    if never := [job_status.job.name for job_status in found.jobs if job_status.first is None]:
        yield Finding("job", False, f"not run yet: {', '.join(never)}")
    for job_status in found.jobs:
        name = job_status.job.name
        if (slot := overdue_since(job_status, now)) is not None:
            ended = job_status.last_success.ended_at if job_status.last_success else None
            well = f"last ended well at {utc_minute(ended)} UTC" if ended else "has never ended well"
            due = f"it was due at {utc_minute(slot)} UTC{_why(job_status.last)}"
            yield Finding("job", True, f"{name} {well}; {due}", _START)


def overdue_since(job_status: JobStatus, now: datetime) -> datetime | None:
    """Return the slot by which a job that has run before should have ended well; None where it is not late."""
    seen = job_status.last_success or job_status.first
    if seen is None or _at_work(job_status.last, now):
        return None
    passed: list[datetime] = []  # when it should have started since
    at = seen.ended_at or seen.started_at
    while (
        len(passed) < MISSED_SLOTS
        and (slot := job_status.times.next_after(at - job_status.delay)) is not None
    ):
        at = slot.at + job_status.delay
        passed.append(at)
    if not passed:
        return None
    if len(passed) == 1 or passed[1] - passed[0] >= LONG_INTERVAL:
        return passed[0] if now - passed[0] > GRACE else None
    grace = min(passed[-1] - passed[-2], SHORT_GRACE)
    return passed[-1] if now - passed[-1] > grace else None


def _at_work(run: JobRun | None, now: datetime) -> bool:
    return run is not None and run.status == "running" and not is_silent(run, now)


def _why(last: JobRun | None) -> str:
    if last is None or last.status == "done" or not last.error:
        return ""
    return f" ({_first_line(last)})"


def _first_line(run: JobRun) -> str:
    return one_line(run.error.splitlines()[0]) if run.error else ""


def _runs(latest: Sequence[JobRun], now: datetime) -> Iterator[Finding]:
    for run in latest:
        if run.status == DIED or (run.status == "running" and is_silent(run, now)):
            seen = run.beat_at or run.started_at
            yield Finding(
                "job",
                True,
                f"{run.job} began at {utc_minute(run.started_at)} UTC, was last seen at {utc_minute(seen)} and never ended",
                "its process was killed; start the daemon, which takes up what is left",
            )
        if number := run.counts.get(UNEXPECTED, 0):
            yield Finding(
                "job",
                run.status == "failed",
                f"{run.job} met {pluralize(number, 'error')} of this program at {utc_minute(run.started_at)} UTC",
                "`policy-tracker status` names what it cost, the log has the tracebacks; please report them",
            )
        if run.job in MAINTENANCE and run.status == "problems":
            yield Finding(
                "store", True, f"maintenance found: {_first_line(run)}", "`policy-tracker db check` says all"
            )


def _sources(found: SystemStatus) -> Iterator[Finding]:
    asked = [
        health
        for health in health_of_sources(found.watch)
        if health.kind and health.status not in (PAUSED, NOT_CHECKED)
    ]
    suspect = [health.id for health in asked if health.source_status.state is HealthState.SUSPECT]
    if suspect:
        yield Finding(
            "sources",
            False,
            f"{len(suspect)} of {len(asked)} sources failed once: {_some(suspect)}",
            "`policy-tracker status` says why; the next fetch asks again",
        )
    broken = [health.id for health in asked if health.source_status.state is HealthState.BROKEN]
    if not broken:
        return
    bad = len(broken) >= BROKEN_SHARE * len(asked)
    mend = "is the network up? " if bad and len(broken) > 1 else ""
    yield Finding(
        "sources",
        bad,
        f"{len(broken)} of {len(asked)} sources broken: {_some(broken)}",
        f"{mend}`policy-tracker status` says why; `sources pause` lets one rest",
    )


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")


def _outbox(found: SystemStatus, now: datetime) -> Iterator[Finding]:
    stuck = [one for one in found.waiting if now - one.created_at > OUTBOX_LIMIT]
    if stuck:
        first = stuck[0]
        why = f" ({one_line(first.error)})" if first.error else ""
        yield Finding(
            "outbox",
            True,
            f"{pluralize(len(stuck), 'digest')} waiting, the first since {utc_minute(first.created_at)} UTC{why}",
            "see [mail]; they are tried again by themselves",
        )
    for state, mend in (("refused", "correct its address"), ("uncertain", "ask whether it came")):
        lately = [
            one.delivery
            for one in found.problem_deliveries
            if one.delivery.state == state and now - one.delivery.created_at <= DELIVERY_PROBLEMS_SHOWN
        ]
        if lately:
            readers = ", ".join(sorted({one.subscriber for one in lately}))
            yield Finding(
                "outbox", False, f"{pluralize(len(lately), 'digest')} {state} within a day: {readers}", mend
            )


def _missed(found: SystemStatus, now: datetime) -> Iterator[Finding]:
    """Yield whom digests did not reach that others of the same mail have."""
    missed = sorted(
        {
            f"{each.address} ({one.delivery.subscriber})"
            for one in found.problem_deliveries
            if one.delivery.state == "sent" and now - one.delivery.created_at <= DELIVERY_PROBLEMS_SHOWN
            for each in one.recipients
            if each.state not in ENDED_WELL
        }
    )
    if missed:
        said = ", ".join(missed[:5]) + (", …" if len(missed) > 5 else "")
        yield Finding(
            "outbox", False, f"not reached within a day: {said}", "`policy-tracker status` says why"
        )
    for left in found.left:
        if left.how == "link" and now - left.at <= DELIVERY_PROBLEMS_SHOWN:
            said = f"{one_line(left.address)} left {left.subscriber} within a day"
            yield Finding("outbox", False, said, "`policy-tracker digest resubscribe` puts it back")


def _disk(free: int | None) -> Iterator[Finding]:
    if free is not None and free < MIN_FREE_BYTES:
        yield Finding("disk", True, f"the disk of the store has {free // 1_000_000} MB left", "make room")
