"""What health and metrics judge, built by hand: a status at 08:00 with jobs, runs, sources, deliveries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from jobs.monitoring.status import SystemStatus, job_statuses, latest_of_each
from jobs.scheduling.schedule import Job, Schedule
from tracker.domain import Source, SourceKind
from tracker.health_states import HealthState
from tracker.source_health.report import SourcesSnapshot
from tracker.store import JobRun, SourceStatus

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FETCH = Job("fetch", "*/30 * * * *", ("fetch", "read", "relate"))


def build_run(job, started, status="done", error="", *, lasted=MINUTE, holder="", beat_at=None, **counts):
    """Return a run of *job*, ended after *lasted* unless it is running."""
    ended = None if status == "running" else started + lasted
    return JobRun(1, job, started.isoformat(), status, counts, error, started, ended, holder, 1, beat_at)


def build_source(name="norvale"):
    """Return a source of config.toml."""
    return Source(id=name, kind=SourceKind.FEED, issuer="Norvale", url=f"https://{name}.example/feed")


def build_status(runs=(), jobs=(FETCH,), now=NOW, states=(), zone="UTC", jitter=0, **overrides):
    """Return a status of *runs*, given latest first, under *jobs*; one source for each of *states*."""
    schedule = Schedule(ZoneInfo(zone), tuple(jobs), jitter) if jobs else None
    sources = [build_source(f"source-{number}") for number, _ in enumerate(states)]
    watches = {
        source.id: SourceStatus(
            source.id, state, since=now - DAY, checked_at=now - HOUR, succeeded_at=now - HOUR
        )
        for source, state in zip(sources, states, strict=True)
    }
    fetched = (
        run for run in runs if run.job in ("fetch", "run fetch") and run.status in ("done", "problems")
    )
    return SystemStatus(
        SourcesSnapshot(sources, watches),
        jobs=tuple(job_statuses(schedule, tuple(runs), now)),
        runs=latest_of_each(runs),
        last_fetch=next(fetched, None),
        **overrides,
    )


OK, BROKEN, SUSPECT = HealthState.OK, HealthState.BROKEN, HealthState.SUSPECT
