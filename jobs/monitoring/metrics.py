"""The metrics: what each is called, what it means, and its values. Pure.

Names keep to Prometheus's conventions (prometheus.io/docs/practices/naming): one prefix, base
units in the name, ``_total`` on what only rises. Labels are ids of sources, names of jobs
and states, so their number is bounded by config.toml; none is called ``job`` or
``instance``, which Prometheus sets itself and would rename ours for. What the ledger forgets after a while
is a gauge and no counter, or forgetting would look like a restart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from jobs.monitoring.health_check import Finding, is_healthy
from jobs.monitoring.prometheus import MetricFamily, counter, gauge
from jobs.monitoring.status import SystemStatus
from tracker.health_states import HealthState
from tracker.source_health.report import NOT_CHECKED, PAUSED, UNKNOWN, health_of_sources

SOURCE_STATES = (
    *(s.value for s in HealthState if s is not HealthState.WITHDRAWN),
    NOT_CHECKED,
    PAUSED,
    UNKNOWN,
)
DELIVERY_STATES = ("queued", "sending", "sent", "refused", "uncertain", "left")
PREFIX = "policy_tracker_"


def metric_families(
    found: SystemStatus, findings: Sequence[Finding], counts: Mapping[str, int], size_bytes: int | None
) -> Iterator[MetricFamily]:
    """Yield every metric. A name is never given another meaning; a new one may come."""
    yield gauge(
        f"{PREFIX}build_info",
        "The version that answers.",
        ({"version": version("policy-commitment-tracker")}, 1),
    )
    yield gauge(
        f"{PREFIX}healthy", "1 where `policy-tracker health` finds nothing bad.", ({}, is_healthy(findings))
    )
    yield from _sources(found)
    yield from _jobs(found)
    yield from _outbox(found)
    for name, said in (("releases", "Releases ever taken in."), ("revisions", "Their texts ever taken in.")):
        if name in counts:  # never deleted, so they only rise
            yield counter(f"{PREFIX}{name}_total", said, ({}, counts[name]))
    for name, said in (
        ("units", "Commitments and positions in the latest texts."),
        ("lines", "Commitments followed from text to text."),
        ("changes", "Changes on record."),
    ):
        if name in counts:
            yield gauge(f"{PREFIX}{name}", said, ({}, counts[name]))
    yield gauge(
        f"{PREFIX}store_size_bytes", "Bytes on disk.", *([({}, size_bytes)] if size_bytes is not None else [])
    )


def _sources(found: SystemStatus) -> Iterator[MetricFamily]:
    watched = [(health, {"source": health.id}) for health in health_of_sources(found.watch)]
    yield gauge(
        f"{PREFIX}source_state",
        "1 for the state a source is in, 0 for the others.",
        *(
            ({**label, "state": state.replace(" ", "_")}, float(health.status == state))
            for health, label in watched
            for state in SOURCE_STATES
        ),
    )
    yield gauge(
        f"{PREFIX}source_last_check_timestamp_seconds",
        "When a source was last asked.",
        *((label, at) for health, label in watched if (at := health.source_status.checked_at) is not None),
    )
    yield gauge(
        f"{PREFIX}source_last_success_timestamp_seconds",
        "When a source last gave what it should.",
        *((label, at) for health, label in watched if (at := health.source_status.succeeded_at) is not None),
    )
    yield gauge(
        f"{PREFIX}source_last_release_timestamp_seconds",
        "The day of the latest release of a source, at 00:00 UTC.",
        *(
            (label, datetime(day.year, day.month, day.day, tzinfo=UTC))
            for health, label in watched
            if (day := health.last) is not None
        ),
    )
    yield gauge(
        f"{PREFIX}source_failing_addresses",
        "Addresses of a source that fail now.",
        *((label, health.failing) for health, label in watched),
    )
    yield gauge(
        f"{PREFIX}source_held_back_texts",
        "Texts received and not taken as what the publisher says.",
        *((label, health.refused) for health, label in watched),
    )
    yield gauge(
        f"{PREFIX}hosts_put_off", "Hosts that asked to be left alone for now.", ({}, len(found.hosts))
    )


def _jobs(found: SystemStatus) -> Iterator[MetricFamily]:
    yield gauge(
        f"{PREFIX}job_next_start_timestamp_seconds",
        "When a job starts next.",
        *(
            ({"name": job_status.job.name}, at)
            for job_status in found.jobs
            if (at := job_status.next_at) is not None
        ),
    )
    yield gauge(
        f"{PREFIX}job_last_success_timestamp_seconds",
        "When a job last ended well.",
        *(
            ({"name": job_status.job.name}, at)
            for job_status in found.jobs
            if job_status.last_success is not None and (at := job_status.last_success.ended_at) is not None
        ),
    )
    yield gauge(
        f"{PREFIX}job_last_start_timestamp_seconds",
        "When a job last started.",
        *(({"name": run.job}, run.started_at) for run in found.runs),
    )
    yield gauge(
        f"{PREFIX}job_last_duration_seconds",
        "How long the last run of a job took, if it has ended.",
        *(
            ({"name": run.job}, (run.ended_at - run.started_at).total_seconds())
            for run in found.runs
            if run.ended_at is not None
        ),
    )
    yield gauge(
        f"{PREFIX}job_last_status",
        "1 for the status of the last run of a job.",
        *(({"name": run.job, "status": run.status}, 1) for run in found.runs),
    )


def _outbox(found: SystemStatus) -> Iterator[MetricFamily]:
    yield gauge(
        f"{PREFIX}deliveries",
        "Digests and other messages on record, by state.",
        *(({"state": state}, found.deliveries.get(state, 0)) for state in DELIVERY_STATES),
    )
    yield gauge(
        f"{PREFIX}delivery_oldest_waiting_timestamp_seconds",
        "When the message that has waited longest was composed.",
        *([({}, found.waiting[0].created_at)] if found.waiting else []),
    )
