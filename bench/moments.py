"""How long moments take that a person waits for: ``python -m bench.moments``. Seconds, one JSON line; never a gate.

What tests once held against a clock, which a busy machine does not keep. They count steps
now (tests/step_count.py); the figures are taken here, on a machine that is left alone.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reports.comparison.paragraph_alignment import align_paragraphs
from reports.digest.compose import compose
from reports.render import Format, render
from tests.reports.test_render import busy_quarter
from tracker.source_health.quiet import quiet_since
from tracker.store import open_store

NOW = datetime(2031, 3, 3, tzinfo=UTC)
ROUNDS = 5
ROOT = Path(__file__).resolve().parents[1]


def best(work: Callable[[], object]) -> float:
    """Return the seconds of the quickest of :data:`ROUNDS` rounds."""
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return round(min(taken), 4)


def status_of_thirty() -> float:
    """Return how long ``status`` takes as a command, with three hundred runs on record."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/desk.db"
        with open_store(url) as store:
            for number in range(300):
                store.begin_run("fetch", NOW + number * timedelta(hours=1), NOW)
        command = [sys.executable, "-m", "jobs", "status", "--store", url]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        return best(
            lambda: subprocess.run(command, check=True, cwd=folder, env=environment, capture_output=True)
        )


def main() -> None:
    """Print the figures."""
    days = [date(1991, 1, 1) + timedelta(days=number) for number in range(14_600)]
    quarter = compose(busy_quarter(4000))
    print(
        json.dumps(
            {
                "machine": platform.node(),
                "quiet_of_forty_years": best(lambda: quiet_since(days, date(2031, 3, 3))),
                "report_of_4000_changes": best(lambda: render(quarter, Format.HTML)),
                "20000_edited_paragraphs": best(
                    lambda: align_paragraphs(["a", "b"] * 10_000, ["b", "c"] * 10_000, 100_000)
                ),
                "status_command": status_of_thirty(),
            }
        )
    )


if __name__ == "__main__":
    main()
