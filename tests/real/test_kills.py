"""The whole run, from fetch to deliver, killed at random points and started again.

A few points in every test run; as many as ``POLICY_TRACKER_TEST_KILLS`` says in ``make test-kills``.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from jobs import reading_cluster, steps
from jobs.demo.site_server import serve_folder
from jobs.local_pool import AHEAD
from jobs.polling.body_recording import record_body
from reports.digest.filters import MAILED_CAUSES
from tests.fakes import NOW, build_release
from tests.jobs.clusters import two_workers
from tests.jobs.pages import build_page
from tests.reports.mail.transports.test_smtp import free_port
from tests.stores import store_url
from tracker.engine import default_engine
from tracker.store import Store, open_store

KILLS = int(os.environ.get("POLICY_TRACKER_TEST_KILLS", "6"))
LEXICON = Path(__file__).parents[2] / "jobs" / "demo" / "site" / "lexicon.toml"
ACTS = ("decided to respond to", "will consider responding to", "decided to firmly respond to")
CONFIG = """
[store]
url = "{store}"

[fetch]
delay_seconds = 0
per_host = 4
allow_hosts = ["127.0.0.1"]

[engine]
lexicon = ["{lexicon}"]

[[sources]]
id = "norvale"
kind = "listing"
issuer = "Norvale"
url = "{base}/index.html"
[sources.selectors]
item = "tr"
link = "a"
item_date = ".date"

[mail]
from = "digest@desk.example"
host = "127.0.0.1"
port = {port}
security = "none"

[[subscribers]]
id = "halden-desk"
to = ["desk@desk.example"]
max_age_days = 400
"""


class Kept:
    """A mail server that keeps what it took."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        """Take a mail."""
        self.mails.append(envelope.original_content)
        return "250 OK"


@pytest.fixture
def smtp() -> Iterator[tuple[Kept, int]]:
    """Such a server, and its port."""
    kept = Kept()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield kept, controller.port
    controller.stop()


def publish(site: Path, number: int) -> None:
    """Let the site announce release *number* beside those before."""
    first = datetime.now(UTC).date() - timedelta(days=KILLS + 5)
    text = f"The two sides {ACTS[number % 3]} any further provocation by Veskia. It has {number + 2} patrols at sea."
    (site / f"{number}.html").write_bytes(build_page(text, f"{first + timedelta(days=number):%d %B %Y}").body)
    rows = "".join(
        f"<tr><td><a href='{one}.html'>Statement on the Halden Sea</a></td>"
        f"<td class='date'>{first + timedelta(days=one)}</td></tr>"
        for one in range(number + 1)
    )
    (site / "index.html").write_text(f"<html><body><table>{rows}</table></body></html>")


def test_a_run_killed_anywhere_loses_nothing_and_tells_nothing_twice(
    tmp_path: Path, smtp: tuple[Kept, int]
) -> None:
    """Every release is there once; every change was mailed once, or its mail is one of which nobody can know."""
    kept, port = smtp
    site, dice = tmp_path / "site", random.Random(20310305)
    site.mkdir()
    url = store_url(tmp_path)
    with serve_folder(site) as base:
        config = tmp_path / "config.toml"
        config.write_text(CONFIG.format(store=url, lexicon=LEXICON, base=base, port=port))
        command = [sys.executable, "-m", "jobs", "run", "--config", str(config)]
        publish(site, 0)
        begun = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        longest, number, killed = time.monotonic() - begun, 1, 0  # on a busy machine ten times as long
        while killed < KILLS:
            publish(site, number)
            number += 1
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
                try:
                    run.wait(timeout=dice.uniform(0.2, longest))
                    longest = max(0.8, 0.9 * longest)  # it was over before: sooner, next time
                except subprocess.TimeoutExpired:
                    run.kill()
                    killed += 1
                    longest = 1.05 * longest
        for _ in range(2):
            ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
            assert "Traceback" not in ended.stderr
    with open_store(url) as store:
        assert store.check() == []
        assert store.counts()["releases"] == store.counts()["revisions"] == number
        deliveries = store.deliveries(10_000)
        told = store.delivered_changes("halden-desk")
        changes = {change.id for change in store.changes() if change.cause in MAILED_CAUSES}
    by_mail = Counter(str(message_from_bytes(raw)["Message-ID"]) for raw in kept.mails)
    assert set(by_mail.values()) <= {1}
    assert by_mail.keys() <= {delivery.message_id for delivery in deliveries}
    for delivery in deliveries:
        assert delivery.state == "sent" or delivery.state in ("sending", "uncertain")
        assert by_mail[delivery.message_id] == 1 or delivery.state != "sent"
    assert changes <= told
    print(
        f"{killed} kills, {number} releases, {len(kept.mails)} mails, {Counter(one.state for one in deliveries)}"
    )


def take_in(url: str, texts: int = 400) -> None:
    """Make a store of *texts* releases that nobody read yet."""
    with open_store(url) as store:
        for number in range(texts):
            day = NOW.date() - timedelta(days=texts - number)
            text = f"Norvale {ACTS[number % 3]} any further provocation by Veskia. It has {number + 2} patrols at sea."
            record_body(
                store,
                build_release(f"NV-{number}", published_on=day),
                text.encode(),
                NOW,
                media_type="text/plain",
            )


def texts_read(store: Store) -> set[str]:
    """Return the revisions whose reading is recorded."""
    with store.reading() as connection:
        return set(connection.exec_driver_sql("SELECT revision_id FROM readings").scalars())


def held(store: Store) -> tuple[Any, ...]:
    """Return what exports tell of a store."""
    said = [(release.ref, unit.id, line and line.id) for release, unit, line in store.units()]
    return said, [(change.id, change.label, change.cause) for change in store.changes()]


def processes_of(run: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes that read for *run*."""
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    return [int(one) for one in children if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


@dataclass(frozen=True)
class Readers:
    """Where texts are read: *workers* as the command has it, who reads for a run, and how many texts are in flight."""

    workers: str
    of: Callable[[subprocess.Popen[bytes]], list[int]]
    in_flight: int
    pause: int  # texts between two kills: a text that ends several processes is left out
    within: int  # so many texts more the next kill falls


@contextmanager
def readers(where: str) -> Iterator[Readers]:
    """Give two processes of this machine, or a cluster of two workers, each started anew when it is killed."""
    if where == "here":
        yield Readers("2", processes_of, 2 * AHEAD, 6 * AHEAD, 120)  # read again one by one, beside others
        return
    with two_workers(failures=10) as cluster:
        address = cluster.scheduler_address.replace("tcp", "dask")
        yield Readers(
            address,
            lambda _run: [one.pid for one in cluster.workers.values() if one.pid],
            2 * reading_cluster.AHEAD * reading_cluster.LARGEST_TASK,
            0,
            300,  # a worker that is killed while it starts is given up by its nanny
        )


@pytest.mark.skipif("POLICY_TRACKER_TEST_KILLS" not in os.environ, reason="make test-kills")
@pytest.mark.parametrize("where", ["here", "cluster"])
@pytest.mark.parametrize("whom", ["worker", "client"])
def test_reading_killed_anywhere_reads_nothing_twice_but_what_was_in_flight(
    tmp_path: Path, whom: str, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker or the process that writes, killed by kill -9: nothing that was recorded is read again, and all ends as if undisturbed.

    Each is killed when a number of texts, drawn by chance, was read since it began or the last was killed. In
    flight is what was handed out and not recorded: 32 texts for each process of this machine, four tasks of
    eight for each worker of a cluster, and a batch.
    """
    dice, reads, killed, again = random.Random(20310305), tmp_path / "reads", 0, list[int]()
    monkeypatch.setenv("READS", str(reads))
    take_in(quiet := store_url(tmp_path, "quiet.db"))
    with open_store(quiet) as store:
        steps.read_and_relate(store, default_engine(), NOW)
        wanted = held(store)
    with readers(where) as reading:
        for round_ in range(KILLS):
            if killed >= KILLS:
                break
            take_in(url := store_url(tmp_path, f"{round_}.db"))
            command = [sys.executable, "-m", "tests.real.counted_ingest", url, reading.workers]
            reads.write_text("")
            seen: list[
                tuple[int, set[str]]
            ] = []  # at each kill: how many reads were noted, what was recorded
            with open_store(url) as store:
                run = subprocess.Popen(command)
                while run.poll() is None:
                    pause = reading.pause * bool(seen)
                    at = len(reads.read_text().splitlines()) + pause + dice.randrange(1, reading.within)
                    while run.poll() is None and len(reads.read_text().splitlines()) < at:
                        time.sleep(0.005)
                    victims = reading.of(run) if run.poll() is None and whom == "worker" else [run.pid]
                    if run.poll() is None and killed < KILLS and victims:
                        recorded = texts_read(store)
                        os.kill(dice.choice(victims), 9)
                        seen.append((len(reads.read_text().splitlines()), recorded))
                        killed += 1
                    if whom == "client" and run.wait() != 0:
                        run = subprocess.Popen(command)
                assert run.returncode == 0
                assert held(store) == wanted
            noted = reads.read_text().splitlines()
            for number, recorded in seen:
                assert recorded.isdisjoint(noted[number:])
            again.append(len(noted) - len(set(noted)))
            assert again[-1] <= len(seen) * (reading.in_flight + steps.BATCH)
            print(
                f"{whom} {where}: killed when so many were read: {[number for number, _ in seen]}, recorded: "
                f"{[len(recorded) for _, recorded in seen]}; read again: {again[-1]}"
            )
    print(
        f"{killed} kills of a {whom}, {where}: {sum(again)} texts read again in {len(again)} archives of 400"
    )
