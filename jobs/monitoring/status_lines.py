"""The status as lines for a terminal, as wide as that is; times in UTC. Pure.

Addresses and ids stay whole, so that they can be copied: what does not fit its column has a
line of its own. Whatever a server said is one line, with nothing in it that a terminal obeys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from jobs.monitoring.health_check import Finding
from jobs.monitoring.status import DeliveryStatus, SystemStatus
from jobs.scheduling.lease import HELP
from tracker.source_health.report import SourceHealth, health_of_sources, status_reasons, status_since
from tracker.store.records import JobRun, LeaseRecord
from tracker.text.dates import utc_minute
from tracker.text.sanitize import one_line
from tracker.text.shorten import wrap_words

NARROW, ROOMY, WIDEST = 60, 100, 160  # columns: never less; dates with hours from here on; never more
POSTED_SHOWN = 10

Columns = Sequence[tuple[str, int]]


def status_lines(
    found: SystemStatus, findings: Sequence[Finding], now: datetime, width: int
) -> Iterator[str]:
    """Yield *found* and what is not well in it, at most *width* columns where words can be wrapped."""
    width = min(max(width, NARROW), WIDEST)
    bad = sum(finding.bad for finding in findings)
    lame = any(finding.check == "sources" for finding in findings)
    well = "well, but not all sources answer" if lame else "well"
    yield f"{utc_minute(now)} UTC  {f'NOT WELL, {bad:,} to look at' if bad else well}"
    for finding in findings:
        yield from _wrapped(f"{'!' if finding.bad else '-'} {one_line(str(finding))}", width, "  ")
    yield ""
    yield from _source_lines(found, now, width)
    for host in found.hosts:
        reason = f": {one_line(host.why)}" if host.why else ""
        yield from _wrapped(f"{host.host} is not asked before {utc_minute(host.not_before)}{reason}", width)
    yield ""
    yield from _job_lines(found, width)
    if found.leases:
        yield ""
        yield "HELD BY"
        yield from lease_lines(found.leases, width)
    yield ""
    said = ", ".join(f"{number:,} {state}" for state, number in found.deliveries.items())
    yield f"OUTBOX  {said or 'none'}"
    for posted in found.problem_deliveries[:POSTED_SHOWN]:
        yield from _posted_lines(posted, width)
    if len(found.problem_deliveries) > POSTED_SHOWN:
        yield f"    and {len(found.problem_deliveries) - POSTED_SHOWN:,} more"
    for one in found.left:
        yield from _wrapped(
            f"{utc_minute(one.at)}  {one.subscriber}  left by {one_line(one.address)} ({one.how})", width
        )
    if found.notices:
        yield ""
        yield "LAST NOTICES"
    for notice in found.notices:
        place = f" {notice.place}" if notice.place else ""
        mend = f"; {notice.mend}" if notice.mend else ""
        told = one_line(f"{notice.source}{place}: {notice.what}{mend}")
        yield from _wrapped(f"{utc_minute(notice.at)}  {notice.state.value:<9}  {told}", width)


def lease_lines(leases: Sequence[LeaseRecord], width: int) -> Iterator[str]:
    """Yield a line for each process that holds something: its machine, its number there, and what it holds.

    A holder is written as :class:`jobs.scheduling.lease.Process` is.
    """
    held: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for lease in leases:
        host, _, pid = [*lease.holder.split(), "?", "?"][:3]
        if not lease.name.startswith(HELP):  # that a daemon helps is seen by the hosts it has
            held[host, pid].append(lease.name)
    for (host, pid), names in sorted(held.items()):
        yield from _wrapped(one_line(f"{host} process {pid}: {', '.join(names)}"), width)


def age(since_then: timedelta) -> str:
    """Return how long ago something was, in the largest unit of which it is two at least.

    >>> age(timedelta(minutes=90)), age(timedelta(hours=30)), age(timedelta(days=9))
    ('90 min', '30 h', '9 d')
    """
    minutes = max(int(since_then.total_seconds()), 0) // 60
    for unit, size in (("d", 2 * 24 * 60), ("h", 2 * 60)):
        if minutes >= size:
            return f"{minutes * 2 // size} {unit}"
    return f"{minutes} min"


def _source_lines(found: SystemStatus, now: datetime, width: int) -> Iterator[str]:
    when = 16 if width >= ROOMY else 10
    columns = (("STATE", 13), ("SINCE", when), ("CHECKED", 7), ("LATEST", 10), ("FAIL", 4), ("HELD", 4))
    rows = [(health, _cells(health, now, when)) for health in health_of_sources(found.watch)]
    first = _first(columns, [health.id for health, _ in rows], width)
    yield from _row("SOURCE", [name for name, _ in columns], columns, first)
    for health, cells in rows:
        yield from _row(health.id, cells, columns, first)
        for said in status_reasons(health.source_status):
            yield from _wrapped(one_line(said), width, "    ")


def _cells(health: SourceHealth, now: datetime, when: int) -> list[str]:
    checked = health.source_status.checked_at
    return [
        health.status,
        utc_minute(status_since(health.source_status))[:when],
        age(now - checked) if checked else "-",
        health.last.isoformat() if health.last else "-",
        str(health.failing or "-"),
        str(health.refused or "-"),
    ]


def _job_lines(found: SystemStatus, width: int) -> Iterator[str]:
    columns = (("NEXT", 16), ("LAST", 16), ("", 9))
    last = {run.job: run for run in found.runs}
    names = [job_status.job.name for job_status in found.jobs]
    others = [run.job for run in found.runs if run.job not in names]
    first = _first(columns, [*names, *others], width)
    yield from _row("JOB", [name for name, _ in columns], columns, first)
    following = {job_status.job.name: utc_minute(job_status.next_at) for job_status in found.jobs}
    for name in [*names, *others]:
        run = last.get(name)
        cells = [
            following.get(name, "-"),
            utc_minute(run.started_at) if run else "never",
            run.status if run else "",
        ]
        yield from _row(name, cells, columns, first)
        if run is not None:
            yield from _run_lines(run, width)
    if not names and not others:
        yield "none has run, and no [jobs] says when one would"


def _run_lines(run: JobRun, width: int) -> Iterator[str]:
    counts = ", ".join(f"{number:,} {what}" for what, number in run.counts.items() if number)
    if counts:
        yield from _wrapped(counts, width, "    ")
    if run.error:
        first, *others = run.error.splitlines()
        more = f" (and {len(others):,} more)" if others else ""
        yield from _wrapped(one_line(first) + more, width, "    ")


def _posted_lines(posted: DeliveryStatus, width: int) -> Iterator[str]:
    delivery = posted.delivery
    tries = f", {delivery.attempts} tried" if delivery.attempts else ""
    again = f", again from {utc_minute(delivery.retry_at)}" if delivery.retry_at else ""
    error = f": {one_line(delivery.error)}" if delivery.error else ""
    kind = "" if delivery.kind == "digest" else f" ({delivery.kind})"
    yield from _wrapped(
        f"{utc_minute(delivery.window_end)}  {delivery.subscriber}{kind}  {delivery.state}{tries}{again}{error}",
        width,
    )
    for one in posted.recipients:
        reason = f": {one_line(one.error)}" if one.error and one.error != delivery.error else ""
        yield from _wrapped(f"{one_line(one.address)}  {one.state}{reason}", width, "    ")


def _first(columns: Columns, names: Sequence[str], width: int) -> int:
    """Return how wide the first column is: as its longest name, as far as there is room."""
    room = width - sum(size + 2 for _, size in columns)
    return min(max([len(name) for name in names], default=0), max(room, 6))


def _row(name: str, cells: Sequence[str], columns: Columns, first: int) -> Iterator[str]:
    if len(name) > first and name not in ("SOURCE", "JOB"):
        yield name
        name = ""
    rest = "".join(f"  {cell:<{size}}" for cell, (_, size) in zip(cells, columns, strict=True))
    yield f"{name:<{first}}{rest}".rstrip()


def _wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return wrap_words(text, width, initial_indent=indent, subsequent_indent=f"{indent}    ")
