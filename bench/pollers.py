"""Daemons on several machines, one PostgreSQL store, one killed every little while: is anything asked twice?

    python -m bench.pollers --store URL [--slots 12] [--every 60] [--kill 30] [--daemons 3]

The daemons are the real ones in processes of their own, each believing to be on a machine
of its own, so that none can see that another is dead. The sources are 200 pages on 40
addresses of loopback, and what was asked is not taken from the ledger but noted by the
server of these pages: who asked what, when, and how many were at one host at the same time.
The pages are edited in each slot, so that none has stood long enough to be left out of the next.
Each slot writes a mail to each of two readers. Prints a JSON line.

A slot is *made up* when each of the 200 pages was asked for at or after its time and before
that of the next, by whichever daemons, and a run of it came to its end. A daemon that died is
made up for when another begins a run. Exits with 1 where a slot was not made up, or anything
was asked or sent twice.
"""

from __future__ import annotations

import argparse
import json
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mailbox import mbox
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.two_daemons import EPOCH, Fast
from jobs.context import JobContext, open_context
from jobs.scheduling import daemon, lease
from jobs.scheduling.schedule import Job, Schedule
from jobs.scheduling.signals import Signals
from tracker.config import Config
from tracker.domain import Source, SourceKind
from tracker.fetch import FetchSettings
from tracker.store import open_store
from tracker.store.records import JobRun

HOSTS, SOURCES = 40, 200
TTL, TICK = 45.0, 15.0  # seconds, in earnest; here as many times as quick as --kill is quicker than a minute
SAID = "<html><body><h1>Statement</h1><p>4 March 2031</p>" + "<p>Norvale will patrol the Halden Sea.</p>" * 9


def work(url: str, name: str, port: int, every: float, quick: float, outbox: Path) -> None:
    """Be the daemon called *name* until SIGTERM, or killed."""
    lease.this_process = lambda real=lease.this_process: replace(real(), host=name, machine=name)  # type: ignore[misc]
    lease.TTL = timedelta(seconds=TTL / quick)
    lease.LeaseManager.__init__.__defaults__ = (lease.TTL,)  # type: ignore[misc]
    hosts = [f"127.0.0.{number + 2}" for number in range(HOSTS)]
    sources = tuple(
        Source(
            f"s{number}",
            SourceKind.PAGES,
            issuer="Norvale",
            url=f"http://{hosts[number % HOSTS]}:{port}/",
            urls=(f"http://{hosts[number % HOSTS]}:{port}/{number}",),
        )
        for number in range(SOURCES)
    )
    readers = [
        {"id": f"r{n}", "to": [f"r{n}@desk.example"], "when": "* * * * *", "empty": "send"} for n in (1, 2)
    ]
    settings = FetchSettings(
        user_agent=name, allow_hosts=tuple(hosts), delay_seconds=0, robots=False, retries=0
    )
    mail = {"from": "d@desk.example", "sink": "mbox", "file": str(outbox)}
    config = Config(
        store_url=url, fetch=settings, sources=sources, sections={"mail": mail, "subscribers": readers}
    )
    jobs = (Job("fetch", "", ("fetch",)), Job("compose", "", ("compose", "deliver")))

    @contextmanager
    def load(stop_event: threading.Event) -> Iterator[tuple[JobContext, Schedule]]:
        with open_context(config, stop_event=stop_event) as context:
            yield context, Fast(ZoneInfo("UTC"), jobs, period=timedelta(seconds=every))

    with Signals() as signals:
        daemon.run_daemon(load, signals, tick_seconds=TICK / quick)


class Pages(ThreadingHTTPServer):
    """The ministries: each answers after a moment, and notes who is there."""

    daemon_threads, request_queue_size = True, 512

    def __init__(self, every: float) -> None:
        self.every, self.lock = every, threading.Lock()
        self.asked: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self.last: dict[int, float] = {}  # by slot: seconds from its time until a page was first asked for
        self.by: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.overlaps = 0
        super().__init__(("0.0.0.0", 0), _Page)


class _Page(BaseHTTPRequestHandler):
    server: Pages

    def do_GET(self) -> None:
        host, pages = self.headers["Host"], self.server
        with pages.lock:
            slot, since = divmod((datetime.now(UTC) - EPOCH).total_seconds(), pages.every)
            asked = pages.asked[int(slot)]
            if self.path not in asked:
                pages.last[int(slot)] = since
            asked[self.path].append(self.headers["User-Agent"])
            pages.by[self.headers["User-Agent"]] += 1
            pages.inside[host] += 1
            pages.overlaps += pages.inside[host] > 1
        time.sleep(0.02)
        with pages.lock:
            pages.inside[host] -= 1
        # edited in each slot: a page that stays as it is may be left out by jobs.polling.refetch_policy
        body = f"{SAID}<p>Page {self.path} of edition {int(slot)}.</p></body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of http.server
        """Say nothing."""


def run(url: str, *, slots: int, every: float, kill: float, daemons: int) -> dict[str, object]:
    """Let *daemons* share *slots* slots, kill one every *kill* seconds and start another, and return what was seen."""
    open_store(url).close()
    with tempfile.TemporaryDirectory() as folder:
        pages = Pages(every)
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        names, outbox = (f"m{n}" for n in range(10_000)), Path(folder, "mails")
        killed: dict[str, datetime] = {}  # by daemon: when

        def start() -> tuple[str, subprocess.Popen[bytes]]:
            name = next(names)
            command = [sys.executable, "-m", "bench.pollers", "--work", name, "--store", url]
            command += ["--port", str(pages.server_address[1]), "--every", str(every), "--kill", str(kill)]
            return name, subprocess.Popen([*command, "--outbox", str(outbox)])

        living = [start() for _ in range(daemons)]
        while not pages.asked:
            time.sleep(0.1)
        first = min(pages.asked)
        until, next_kill = time.monotonic() + slots * every, time.monotonic() + kill
        while time.monotonic() < until:
            time.sleep(0.2)
            if time.monotonic() >= next_kill:
                name, lost = living.pop(0)
                lost.send_signal(signal.SIGKILL)
                lost.wait()
                living.append(start())
                killed[name] = datetime.now(UTC)
                next_kill += kill
        for _, one in living:
            one.send_signal(signal.SIGTERM)
        for _, one in living:
            one.wait()
        mails = Counter(str(mail["Message-ID"]) for mail in mbox(outbox))
    with open_store(url) as store:
        runs = store.last_runs(10_000)
    passes = [one for one in runs if one.job == "fetch"]
    led = {one.slot.partition("#")[0] for one in passes if one.status == "done"}
    numbers = range(first + 1, first + slots)  # the first was under way when we looked
    asked = [pages.asked[slot] for slot in numbers]
    ended = [(EPOCH + slot * timedelta(seconds=every)).isoformat() in led for slot in numbers]
    waits = list(filter(None, (_taken_up(one, killed, passes) for one in passes)))
    return {
        "slots": len(asked),
        "made up": sum(len(by) == SOURCES and end for by, end in zip(asked, ended, strict=True)),
        "seconds to the last page of a slot, median and most": _middle(pages.last[slot] for slot in numbers),
        "passes cut short by a death": len(waits),
        "seconds until another took it up, median and most": _middle(waits),
        "killed": len(killed),
        "requests": sum(len(by) for slot in asked for by in slot.values()),
        "by": len(pages.by),
        "asked again after a death": sum(
            len(by) > 1 and by[0] in killed for slot in asked for by in slot.values()
        ),
        "asked twice": sum(len(by) > 1 and by[0] not in killed for slot in asked for by in slot.values()),
        "two at one host": pages.overlaps,
        "runs that helped": sum(one.job == f"{lease.HELP}fetch" for one in runs),
        "mails": mails.total(),
        "mails twice": sum(number > 1 for number in mails.values()),
    }


def _taken_up(one: JobRun, killed: Mapping[str, datetime], passes: Iterable[JobRun]) -> float | None:
    """Return how many seconds after the death of its daemon another began where *one* was cut short; None where it was not."""
    died = killed.get(one.holder.partition(" ")[0])
    if died is None or one.status != "abandoned":
        return None
    after = [other.started_at for other in passes if other.started_at > died]
    return (min(after) - died).total_seconds() if after else None


def _middle(seconds: Iterable[float]) -> tuple[float, float]:
    found = sorted(seconds) or [0.0]
    return round(statistics.median(found), 1), round(found[-1], 1)


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--store", required=True)
    parser.add_argument("--slots", type=int, default=12)
    parser.add_argument("--every", type=float, default=60.0)
    parser.add_argument("--kill", type=float, default=30.0)
    parser.add_argument("--daemons", type=int, default=3)
    parser.add_argument("--work", default="", help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--outbox", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(given.store, given.work, given.port, given.every, max(1.0, 60 / given.kill), given.outbox)
        return
    found = run(given.store, slots=given.slots, every=given.every, kill=given.kill, daemons=given.daemons)
    print(json.dumps({"bench": "pollers"} | found))
    wrong = [name for name in ("asked twice", "two at one host", "mails twice") if found[name]]
    if wrong or found["made up"] != found["slots"]:
        sys.exit(f"not as it must be: {', '.join(wrong) or 'a slot was not made up'}")


if __name__ == "__main__":
    main()
