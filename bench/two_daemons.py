"""Two daemons, two processes, one store: is any slot run twice, is any job run beside itself?

    python -m bench.two_daemons [--slots 2000] [--store URL] [--jobs 4] [--every 0.2]

The daemons are the real ones, with timers of a fraction of a second instead of cron
texts. What was run is not asked of the ledger, whose word it is that is doubted, but of a
file to which each step appends a line when it begins and one when it ends.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from jobs.context import JobContext, open_context
from jobs.polling.shared_pass import SharedPass
from jobs.scheduling import daemon, daemon_instance
from jobs.scheduling.due import DueTime, FireTimes
from jobs.scheduling.runner import JobRunner
from jobs.scheduling.schedule import Job, Schedule
from jobs.scheduling.signals import Signals
from jobs.step_result import StepResult, Stop
from tracker.config import Config
from tracker.store import open_store

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Every:
    """The times of a job that comes every *period*."""

    period: timedelta

    def latest(self, now: datetime) -> DueTime | None:
        """Return the last one at or before *now*."""
        return self._slot((now - EPOCH) // self.period)

    def next_after(self, after: datetime) -> DueTime | None:
        """Return the first one later than *after*."""
        return self._slot((after - EPOCH) // self.period + 1)

    def _slot(self, number: int) -> DueTime:
        at = EPOCH + number * self.period
        return DueTime(at, at.isoformat())


@dataclass(frozen=True)
class Fast(Schedule):
    """A schedule whose jobs all come every *period*."""

    period: timedelta = timedelta(seconds=0.2)

    def times(self, job: Job) -> FireTimes:  # noqa: ARG002 - as in Schedule
        """Return the times of *job*, whatever its cron text says."""
        return Every(self.period)


@dataclass(frozen=True, slots=True)
class Figures:
    """What was found: *double* slots begun more than once, *beside* jobs begun while they were at work elsewhere."""

    slots: int
    double: int
    beside: int
    unnoted: int  # steps without a run in the ledger that ended as it should
    by: tuple[int, ...]  # how many each daemon ran
    seconds: float


def work(url: str, evidence: Path, jobs: int, every: float) -> None:
    """Be one of the daemons until SIGTERM."""

    class Noting(JobRunner):
        def step(
            self,
            name: str,  # noqa: ARG002 - as in JobRunner, like the other two
            job: Job,
            slot: DueTime,
            stop: Stop,  # noqa: ARG002
            shared: SharedPass | None = None,  # noqa: ARG002
        ) -> StepResult:
            with evidence.open("a") as file:
                _note(file.fileno(), "begins", job.name, slot.key)
                time.sleep(every / 20)  # some work, during which the other may try
                _note(file.fileno(), "ends", job.name, slot.key)
            return StepResult({"noted": 1})

    @contextmanager
    def load(stop_event: threading.Event) -> Iterator[tuple[JobContext, Schedule]]:
        # fetch needs the lease of its step, the others one of their own
        names = ["fetch", *(f"compose reader{number}" for number in range(1, jobs))]
        planned = Fast(
            ZoneInfo("UTC"),
            tuple(Job(name, "", (name.split()[0],)) for name in names),
            period=timedelta(seconds=every),
        )
        with open_context(Config(store_url=url), stop_event=stop_event) as context:
            yield context, planned

    daemon_instance.JobRunner = Noting  # type: ignore[misc]
    with Signals() as signals:
        daemon.run_daemon(load, signals, tick_seconds=every)
    daemon.leave_at_once()


def run(url: str, slots: int, *, jobs: int, every: float, patience: float) -> Figures:
    """Let two daemons run *slots* slots, or for *patience* seconds, and return what they did."""
    open_store(url).close()
    with tempfile.TemporaryDirectory() as folder:
        evidence, started = Path(folder, "evidence"), time.monotonic()
        evidence.touch()
        command = [sys.executable, "-m", "bench.two_daemons", "--work", str(evidence)]
        command += ["--store", url, "--jobs", str(jobs), "--every", str(every)]
        daemons = [subprocess.Popen(command) for _ in range(2)]
        try:
            while time.monotonic() - started < patience and all(one.poll() is None for one in daemons):
                if evidence.read_text().count("begins") >= slots:
                    break
                time.sleep(0.1)
        finally:
            for one in daemons:
                one.send_signal(signal.SIGTERM)
            codes = [one.wait(60) for one in daemons]
        if any(codes):
            raise RuntimeError(f"a daemon ended with {codes}")
        return figures(url, evidence.read_text().splitlines(), time.monotonic() - started)


def figures(url: str, lines: list[str], seconds: float) -> Figures:
    """Count what the *lines* of the evidence say, and compare them with the ledger."""
    begun, by, open_jobs, beside = Counter[str](), Counter[str](), set[str](), 0
    for line in lines:
        what, pid, job, slot = line.split("\t")
        if what == "begins":
            begun[f"{job} {slot}"] += 1
            by[pid] += 1
            beside += job in open_jobs
            open_jobs.add(job)
        else:
            open_jobs.discard(job)
    with open_store(url) as store:
        ended = ("done", "stopped")  # at the end both are told to stop
        done = {f"{one.job} {one.slot}" for one in store.last_runs(len(lines) + 100) if one.status in ended}
    return Figures(
        len(begun),
        sum(number > 1 for number in begun.values()),
        beside,
        len(set(begun) - done),
        tuple(by.values()),
        round(seconds, 1),
    )


def _note(file: int, what: str, job: str, slot: str) -> None:
    """Append a line in one write, so that those of two processes do not mix."""
    os.write(file, f"{what}\t{os.getpid()}\t{job}\t{slot}\n".encode())


def main() -> None:
    """Print the figures as one line of JSON; exit with 1 where a slot was run twice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--slots", type=int, default=2000)
    parser.add_argument("--store", default="")
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--every", type=float, default=0.2)
    parser.add_argument("--patience", type=float, default=600)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.store, given.work, given.jobs, given.every)
        return
    with tempfile.TemporaryDirectory() as folder:
        url = given.store or f"sqlite:///{folder}/desk.db"
        found = run(url, given.slots, jobs=given.jobs, every=given.every, patience=given.patience)
    print(json.dumps({name: getattr(found, name) for name in Figures.__dataclass_fields__}))
    sys.exit(1 if found.double or found.beside else 0)


if __name__ == "__main__":
    main()
