"""``status``: one look at everything an operator watches. Reads, and changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import typer

from jobs.monitoring.health_check import Finding, examined
from jobs.monitoring.status import JobFare, Posted, Status
from jobs.monitoring.status_lines import status_lines
from reports.gc_pause import uncollected
from tracker.cli.console import plain_errors, row
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, configured
from tracker.source_health.report import WIDTH, fares, iso, source_row, trouble_row

if TYPE_CHECKING:  # heavy; imported where used
    from tracker.store.records import Run


def status(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Show how each source fares, what runs when, what ran last and what waits to be sent. Changes nothing."""
    with plain_errors(), uncollected():
        now = datetime.now(UTC)
        found, findings = examined(configured(config, store), now)
    if as_json:
        for values in status_rows(found, findings):
            row(values)
        return
    for line in status_lines(found, findings, now, shutil.get_terminal_size((WIDTH, 24)).columns):
        typer.echo(line)


def status_rows(found: Status, findings: Sequence[Finding] = ()) -> Iterator[dict[str, Any]]:
    """Yield *found* as rows of JSON; ``row`` says what each is. Keys are added, never renamed."""
    for fare in fares(found.watch):
        troubles = [trouble_row(trouble) for trouble in found.watch.troubles if trouble.source == fare.id]
        yield {"row": "source", **source_row(fare), "troubles": troubles}
    for host in found.hosts:
        yield {"row": "host", "host": host.host, "not_before": iso(host.not_before), "why": host.why}
    yield from (_job_row(job) for job in found.jobs)
    for run in found.runs:
        yield _run_row(run)
    for state, number in found.deliveries.items():
        yield {"row": "deliveries", "state": state, "number": number}
    for posted in found.posted:
        yield _posted_row(posted)
    for notice in found.notices:
        yield {
            "row": "notice",
            "source": notice.source,
            "url": notice.place,
            "state": notice.state.value,
            "what": notice.what,
            "mend": notice.mend,
            "at": iso(notice.at),
        }
    for finding in findings:
        yield {
            "row": "finding",
            "check": finding.check,
            "bad": finding.bad,
            "what": finding.what,
            "mend": finding.mend,
        }


def _job_row(fare: JobFare) -> dict[str, Any]:
    return {
        "row": "job",
        "job": fare.job.name,
        "when": fare.job.cron,
        "steps": list(fare.job.steps),
        "next": iso(fare.next_at),
        "last": iso(fare.last.started_at) if fare.last else None,
        "succeeded": iso(fare.success.ended_at) if fare.success else None,
    }


def _run_row(run: Run) -> dict[str, Any]:
    return {
        "row": "run",
        "id": run.id,
        "job": run.job,
        "started": iso(run.started_at),
        "ended": iso(run.ended_at),
        "status": run.status,
        "counts": dict(run.counts),
        "problems": run.error.splitlines(),
    }


def _posted_row(posted: Posted) -> dict[str, Any]:
    delivery = posted.delivery
    return {
        "row": "delivery",
        "id": delivery.id,
        "subscriber": delivery.subscriber,
        "kind": delivery.kind,
        "window_end": iso(delivery.window_end),
        "state": delivery.state,
        "attempts": delivery.attempts,
        "retry": iso(delivery.retry_at),
        "error": delivery.error,
        "recipients": [
            {"address": one.address, "state": one.state, "attempts": one.attempts, "error": one.error}
            for one in posted.recipients
        ],
    }
