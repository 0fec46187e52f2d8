"""The rows of ``status --json``. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jobs.monitoring.health_check import Finding
from jobs.monitoring.status import DeliveryStatus, JobStatus, SystemStatus
from tracker.source_health.report import health_of_sources, source_row, trouble_row
from tracker.store.records import JobRun
from tracker.text.dates import utc_iso


def status_rows(found: SystemStatus, findings: Sequence[Finding] = ()) -> Iterator[dict[str, Any]]:
    """Yield *found* as rows of JSON; ``print_json`` says what each is. Keys are added, never renamed."""
    for health in health_of_sources(found.watch):
        troubles = [trouble_row(trouble) for trouble in found.watch.troubles if trouble.source == health.id]
        yield {"row": "source", **source_row(health), "troubles": troubles}
    for host in found.hosts:
        yield {"row": "host", "host": host.host, "not_before": utc_iso(host.not_before), "why": host.why}
    for lease in found.leases:
        yield {
            "row": "lease",
            "name": lease.name,
            "holder": lease.holder,
            "until": utc_iso(lease.expires_at),
        }
    yield from (_job_row(job) for job in found.jobs)
    for run in found.runs:
        yield _run_row(run)
    for state, number in found.deliveries.items():
        yield {"row": "deliveries", "state": state, "number": number}
    for posted in found.problem_deliveries:
        yield _posted_row(posted)
    for one in found.left:
        yield {
            "row": "left",
            "subscriber": one.subscriber,
            "address": one.address,
            "how": one.how,
            "at": utc_iso(one.at),
        }
    for notice in found.notices:
        yield {
            "row": "notice",
            "source": notice.source,
            "url": notice.place,
            "state": notice.state.value,
            "what": notice.what,
            "mend": notice.mend,
            "at": utc_iso(notice.at),
        }
    for finding in findings:
        yield {
            "row": "finding",
            "check": finding.check,
            "bad": finding.bad,
            "what": finding.message,
            "mend": finding.remedy,
        }


def _job_row(job_status: JobStatus) -> dict[str, Any]:
    return {
        "row": "job",
        "job": job_status.job.name,
        "when": job_status.job.cron,
        "steps": list(job_status.job.steps),
        "next": utc_iso(job_status.next_at),
        "last": utc_iso(job_status.last.started_at) if job_status.last else None,
        "succeeded": utc_iso(job_status.last_success.ended_at) if job_status.last_success else None,
    }


def _run_row(run: JobRun) -> dict[str, Any]:
    return {
        "row": "run",
        "id": run.id,
        "job": run.job,
        "started": utc_iso(run.started_at),
        "ended": utc_iso(run.ended_at),
        "status": run.status,
        "counts": dict(run.counts),
        "problems": run.error.splitlines(),
    }


def _posted_row(posted: DeliveryStatus) -> dict[str, Any]:
    delivery = posted.delivery
    return {
        "row": "delivery",
        "id": delivery.id,
        "subscriber": delivery.subscriber,
        "kind": delivery.kind,
        "window_end": utc_iso(delivery.window_end),
        "state": delivery.state,
        "attempts": delivery.attempts,
        "retry": utc_iso(delivery.retry_at),
        "error": delivery.error,
        "recipients": [
            {"address": one.address, "state": one.state, "attempts": one.attempts, "error": one.error}
            for one in posted.recipients
        ],
    }
