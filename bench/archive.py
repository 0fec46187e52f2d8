"""What each thing costs in a store of bench/stores.py: ``python -m bench.archive URL [--make UNITS] [STEP ...]``.

With ``--make`` the store is made first, with WAITING releases that are read and not related.
Each step is done in a process of its own, so that its memory is its own: prints a JSON line with
milliseconds of wall and of processor (the median where it is done several times) and the
megabytes the process held at most. They come in this order: what relates the waiting
releases comes first, `recompute` last. Pages are asked for by `python -m bench.serve --store URL`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from datetime import time as clock_time
from itertools import cycle
from pathlib import Path

import typer
from sqlalchemy import func, insert, literal, select, update
from typer.testing import CliRunner

from bench.stores import make_store
from jobs.relating import relate_source
from reports.config.site_settings import SiteSettings
from reports.config.subscriber_settings import Subscriber
from reports.mail.subscriber_digest import digest_for_subscriber
from reports.site.index_builder import build_index
from reports.site.publish.build import build_site
from tracker.cli import line_commands
from tracker.cli.history.line_search import find_lines
from tracker.config import Config
from tracker.config.configured_engine import stamp_for_config
from tracker.engine import default_engine
from tracker.link.pairs.pair_model import load_model
from tracker.memory import collect_rarely
from tracker.store import Store, open_store
from tracker.store.core_tables import LINES, READINGS, RELATIONS, RELEASE_KEYS, RELEASES, REVISIONS, UNITS
from tracker.store.write import invalidation

SOURCE, TIMES = "halden-forum", 9
WAITING = 60  # releases: five of each source
DESK = """
[jobs]
fetch = "* * * * *"
[mail]
from = "digest@desk.example"
folder = "outbox"
[[subscribers]]
id = "desk"
to = ["desk@desk.example"]
when = "* * * * *"
empty = "send"
"""
Doing = Iterator[Callable[[], object]]


def relate_one_source(store: Store) -> Doing:
    """Relate what waits of one source as a pass does: what waits is found, its history is read, then a release at a time."""
    engine, now = default_engine(), datetime.now(UTC)
    load_model()
    print(json.dumps({"waiting": len(store.due_to_relate(SOURCE, engine.stamp_for(SOURCE)))}))

    def relate() -> None:
        waiting = store.sources_to_relate(engine.stamp_for)[SOURCE]
        relate_source.relate_source(store, engine, SOURCE, now, waiting=waiting, on_problem=print)

    yield relate


def load_history(store: Store) -> Doing:
    """Read the history of one source from the store, as each pass does that brings something of it."""
    engine, last = default_engine(), store.last_published()[SOURCE]
    yield lambda: store.line_history(SOURCE, before=last, empty=engine.empty_history())


def daemon(store: Store) -> Doing:
    """Let a daemon relate what waits of the other sources and write its digest; print the most memory it held."""
    engine = default_engine()

    def live() -> None:
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "config.toml"
            config.write_text(DESK)
            command = [sys.executable, "-m", "jobs", "daemon", "--store", store.url, "--config", str(config)]
            with subprocess.Popen(command) as process:
                while store.sources_to_relate(engine.stamp_for) or not list(Path(folder).rglob("*.eml")):
                    time.sleep(2)
                status = Path(f"/proc/{process.pid}/status").read_text()
                process.terminate()
        held = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
        print(json.dumps({"daemon_mb": round(int(held) / 1024)}))

    yield live


def digest(store: Store) -> Doing:
    """Compose the digest of the last day."""
    reader, last = Subscriber(id="bench", to=("bench@desk.example",)), max(store.last_published().values())
    end = datetime.combine(last, clock_time(23, 59), UTC)
    for _ in range(TIMES):
        yield lambda: digest_for_subscriber(store, reader, end, end, allow_empty=True, as_of=last)


def history(store: Store) -> Doing:
    """Find lines by a name, and read one."""
    for identity, name in some(store, LINES.c.id, LINES.c.name):
        yield lambda identity=identity: (store.history(identity), store.dossier(identity))  # type: ignore[misc]
        del name


def find_by_words(store: Store) -> Doing:
    """Find the lines that a name of three words means, as `history WORDS` does."""
    for _, name in some(store, LINES.c.id, LINES.c.name):
        yield lambda name=name: find_lines(store, " ".join(name.split()[:4]))  # type: ignore[misc]


def history_command(store: Store) -> Doing:
    """Ask `history` for the first four words of a name, then for words that stand side by side in a statement: two, three, one; eight times each."""
    app = typer.Typer()
    app.command()(line_commands.history)
    with tempfile.TemporaryDirectory() as folder:
        (config := Path(folder) / "config.toml").touch()
        options = ["--store", store.url, "--config", str(config), "--no-pager"]
        chance = random.Random(5)
        names = [name.split()[:4] for _, name in some(store, LINES.c.id, LINES.c.name, number=8)]
        quotes = [quote.rstrip(".").split() for _, quote in some(store, UNITS.c.id, UNITS.c.quote, number=24)]
        numbers = cycle((2, 3, 1))
        firsts = [
            (chance.randrange(len(said) - number + 1), number)
            for said, number in zip(quotes, numbers, strict=False)
        ]
        words = [said[first : first + number] for said, (first, number) in zip(quotes, firsts, strict=True)]
        for asked in (*names, *words):
            yield lambda asked=asked: CliRunner().invoke(app, [*asked, *options])  # type: ignore[misc]


def search(store: Store) -> Doing:
    """Search for two words of a statement."""
    for _, quote in some(store, UNITS.c.id, UNITS.c.quote):
        words = quote.split()
        yield lambda words=words: store.search_page(f"{words[-4]} {words[-8]}")  # type: ignore[misc]


def survey(store: Store) -> Doing:
    """Gather what all pages are made from, as `serve` does when something is new."""
    yield lambda: build_index(store)


def site(store: Store) -> Doing:
    """Write all pages in one process, then again with nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):
            yield lambda: build_site(store.url, Path(folder) / "site", SiteSettings(), processes=1)


def backup(store: Store) -> Doing:
    """Copy the store."""
    with tempfile.TemporaryDirectory() as folder:
        yield lambda: store.backup(Path(folder) / "copy.db")


def recompute(store: Store) -> Doing:
    """Relate all of one source again."""
    engine = default_engine()
    revisions = select(REVISIONS.c.id).join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
    with store.writing() as connection:
        invalidation.mark_due(
            connection, revisions.where(RELEASES.c.source == SOURCE), invalidation.RECOMPUTE
        )
    now = datetime.now(UTC)
    yield lambda: relate_source.relate_source(store, engine, SOURCE, now, on_problem=print)


STEPS = (
    load_history,
    relate_one_source,
    daemon,
    digest,
    history,
    find_by_words,
    history_command,
    search,
    survey,
    site,
    backup,
    recompute,
)


def stamp_anew(store: Store) -> None:
    """Let all count as read, and what is related as related, by the engine of today, and as looked for in other sources.

    A store may be older than the code it measures, and none was looked for as it was made.
    """
    related = select(REVISIONS.c.release_id).join(RELATIONS, RELATIONS.c.revision_id == REVISIONS.c.id)
    keyed = select(RELEASE_KEYS.c.release_id)
    looked_for = select(literal("release ") + RELEASES.c.id, RELEASES.c.id).where(
        RELEASES.c.id.in_(related), RELEASES.c.id.not_in(keyed)
    )
    with store.writing() as connection:
        stamp = stamp_for_config(Config()).components
        for table in (READINGS, RELATIONS):
            connection.execute(update(table).where(table.c.stamp != stamp).values(stamp=stamp))
        connection.execute(insert(RELEASE_KEYS).from_select(["key", "release_id"], looked_for))


def some(store: Store, *columns: object, number: int = TIMES) -> list[tuple[str, str]]:
    """Return a few rows of a table, drawn from all of it."""
    with store.reading() as connection:
        identity = columns[0]
        table = identity.table  # type: ignore[attr-defined]
        held = connection.execute(select(func.count()).select_from(table)).scalar_one()
        chance = random.Random(3)
        rows = []
        for _ in range(number):
            query = select(*columns).order_by(identity).offset(chance.randrange(held)).limit(1)  # type: ignore[call-overload]
            rows.append(tuple(connection.execute(query).one()))
    return rows


def measure(name: str, url: str) -> None:
    """Do the step *name* and print what it cost."""
    collect_rarely()  # as the program
    (step,) = (one for one in STEPS if one.__name__ == name)
    wall, spent = [], []
    with open_store(url) as store:
        for act in step(store):
            before, started = sum(os.times()[:4]), time.perf_counter()
            act()
            wall.append((time.perf_counter() - started) * 1000)
            spent.append((sum(os.times()[:4]) - before) * 1000)
    many = len(wall) >= TIMES
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        json.dumps(
            {
                "what": name,
                "ms": [round(statistics.median(wall))] if many else [round(one) for one in wall],
                "cpu_ms": [round(statistics.median(spent))] if many else [round(one) for one in spent],
                "slowest_cpu_ms": round(max(spent)),
                "mb": round(held),
            }
        )
    )


def main() -> None:
    """Measure all steps, or those named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("url")
    parser.add_argument("only", nargs="*", choices=[[], *(step.__name__ for step in STEPS)])
    parser.add_argument("--make", type=int, default=0, help="make the store first, of so many units")
    given = parser.parse_args()
    url, only = given.url, given.only
    if given.make:
        make_store(url, given.make, WAITING)
    with open_store(url) as store:
        stamp_anew(store)
        print(json.dumps({**store.counts(), "bytes": store.size(), "load": os.getloadavg()[0]}))
    for step in STEPS:
        if not only or step.__name__ in only:
            command = [sys.executable, "-m", "bench.archive", "--step", step.__name__, url]
            subprocess.run(command, check=False)


if __name__ == "__main__":
    if sys.argv[1] == "--step":
        measure(sys.argv[2], sys.argv[3])
    else:
        main()
