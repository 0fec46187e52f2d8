"""A week of a desk in a few minutes: 1,440 ticks a day, the time handed in, 50 sources, three readers.

    python -m bench.week [--days 7] [--sources 50] [--store URL]

Each tick does what the daemon's beat does: what is due by the schedule is performed, on a
real store, with the real engine and real mails into a folder; only the web and the clock
are not real. Prints a JSON line a day and one at the end: memory of the process (MB), open
files, seconds, rows, and how long ``status`` looks at the store then.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tempfile
import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import Any

from jobs.context import JobContext
from jobs.monitoring.status import collect_status
from jobs.scheduling.runner import JobRunner
from jobs.scheduling.schedule import schedule
from reports.config.mail_settings import mail_settings
from reports.config.subscriber_settings import subscribers
from tracker.config import load_config
from tracker.config.configured_engine import engine_for, stamp_for_config
from tracker.domain import Manners
from tracker.fetch import DEFAULT_MANNERS, Fetched, HostNote, NotModified
from tracker.store import open_store

FIRST = datetime(2031, 3, 3, 0, 0, tzinfo=UTC)  # a Monday
ACTS = ("respond to", "consider responding to", "firmly respond to")
CONFIG = """
[store]
url = "{store}"
[jobs]
fetch = "*/30 * * * *"
deliver = "*/10 * * * *"
maintenance = "40 3 * * *"
[mail]
from = "digest@desk.example"
folder = "outbox"
"""
SOURCE = """
[[sources]]
id = "mfa_{n}"
kind = "listing"
issuer = "Norvale"
url = "https://mfa{n}.norvale.example/news/"
[sources.selectors]
item = "tr"
link = "a"
item_date = ".date"
"""
READER = """
[[subscribers]]
id = "desk-{n}"
to = ["desk{n}@desk.example"]
when = "0 {hour} * * mon-fri"
max_age_days = 31
"""


class Ministries:
    """Sites that publish a release a day each, at an hour of their own; one in ten is edited a day later."""

    def __init__(self) -> None:
        self.now = FIRST

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,  # noqa: ARG002 - as the web has it
        manners: Manners = DEFAULT_MANNERS,  # noqa: ARG002
    ) -> Fetched | NotModified:
        """Return the page at *url* as of the time it is."""
        host, _, path = url.removeprefix("https://mfa").partition(".norvale.example/news/")
        site = int(host)
        since = self.now - FIRST - timedelta(hours=site % 24)
        newest = max(-1, since.days)
        if not path:
            rows = "".join(
                f"<tr><td><a href='{day}.html'>Statement {day}</a></td>"
                f"<td class='date'>{(FIRST + timedelta(days=day)).date()}</td></tr>"
                for day in range(newest, -1, -1)
            )
            return self.answer(url, f"<table><tr><td>Releases</td></tr>{rows}</table>", etag)
        day = int(path.removesuffix(".html"))
        edited = (site + day) % 10 == 0 and newest > day
        text = (
            f"Norvale will {ACTS[(site + day) % 3]} any further provocation by Veskia. "
            f"It {'may' if edited else 'will'} keep {site + 2} patrols in the Halden Sea until {2032 + day % 3}."
        )
        return self.answer(url, f"<main><h1>Statement {day}</h1><p>{text}</p></main>", etag)

    def answer(self, url: str, body: str, etag: str | None) -> Fetched | NotModified:
        """Return *body*, unless it is what the asker has."""
        tag = f'"{hash(body)}"'
        if etag == tag:
            return NotModified(url)
        return Fetched(url, f"<html><body>{body}</body></html>".encode(), "text/html", "utf-8", tag)

    def notes(self) -> Iterable[HostNote]:
        """Nothing was learnt of the hosts."""
        return ()


def memory() -> float:
    """Return the resident memory of this process in MB (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return round(pages * 4096 / 1e6, 1)


def live(days: int, sources: int, folder: Path, url: str) -> None:
    """Live through *days* and print what each cost."""
    path = folder / "config.toml"
    readers = "".join(READER.format(n=n, hour=6 + n) for n in range(3))
    path.write_text(CONFIG.format(store=url) + "".join(SOURCE.format(n=n) for n in range(sources)) + readers)
    config, web = load_config(path), Ministries()
    with open_store(url) as store:
        people = subscribers(config)
        context = JobContext(
            config,
            store,
            cache(partial(engine_for, config)),
            stamp_for_config(config).of,
            web,  # type: ignore[arg-type]
            people,
            mail_settings(config),
        )
        job_runner = JobRunner(context, schedule(config, people), stop=lambda: False, clock=lambda: web.now)
        at_first = 0.0
        for day in range(days):
            begun, done = time.perf_counter(), 0
            for minute in range(1440):
                web.now = FIRST + timedelta(days=day, minutes=minute, seconds=1)
                done += sum(job_runner.run_if_due(job) is not None for job in job_runner.schedule.jobs)
            gc.collect()
            at_first = memory() if day == 1 else at_first  # by then all that is ever loaded has been
            say(day=day + 1, ticks=1440, runs=done, seconds=round(time.perf_counter() - begun, 1), mb=memory(),
                files=len(list(Path("/proc/self/fd").iterdir())))  # fmt: skip
        begun = time.perf_counter()
        collect_status(store, config, web.now)
        looked = time.perf_counter() - begun
        growth = round(100 * (memory() / at_first - 1), 1) if at_first else None
        mails = len(list((folder / "outbox").glob("*.eml")))
        say(growth_from_day_2_percent=growth, look_seconds=round(looked, 3), mails=mails, **store.counts())


def say(**values: Any) -> None:
    """Print one JSON line."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--store", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        live(given.days, given.sources, Path(folder), given.store or f"sqlite:///{folder}/desk.db")
    return 0


if __name__ == "__main__":
    sys.exit(main())
