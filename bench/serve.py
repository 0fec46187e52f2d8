"""How fast ``serve`` answers with 100,000 units in the store and 20 clients: ``python -m bench.serve [--store URL]``.

The server is the real one, in a process of its own; the clients are 20 connections
that are kept, in another. A *cold* page is one nobody asked for before, a *warm* one was
asked for already. First each sort of page by itself, as far as there are so many, then
all of them mixed, and the memory of the server as it goes. Without ``--store`` one is
made, which takes some minutes. Prints one JSON line: milliseconds, of which *cpu* are of the
server for one cold page, and megabytes.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, cycle, islice, pairwise
from pathlib import Path
from urllib.parse import urlencode

from bench.stores import make_store
from reports.site import routes
from reports.site.entries import LineEntry
from reports.site.index import SiteIndex
from reports.site.index_builder import build_index
from tracker.domain import Label
from tracker.store import Store, open_store

CLIENTS = 20
ALONE = 400  # cold requests of each sort by itself, then as many warm ones
BAR = 100.0  # milliseconds, the median of any sort
USUAL = 50  # words that are
MIXES = 5  # of --requests in all, with a look at the memory after each
Answers = list[tuple[str, float, int]]  # sort, seconds, status


def main() -> None:
    """Measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--store", default="", help="URL of a store to measure with; it is only read")
    options.add_argument("--requests", type=int, default=50_000, help="in the mix")
    options.add_argument("--workers", type=int, default=2, help="processes of the server")
    options.add_argument("--alone", type=int, default=ALONE, help="cold requests of each sort")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = chosen.store or f"sqlite:///{folder}/bench.db"
        if not chosen.store:
            make_store(url)
        with open_store(url) as store:
            atlas = build_index(store)
            sorts = addresses(store, atlas, random.Random(1))
            units = atlas.unit_count.commitments + atlas.unit_count.positions
        del atlas
        with served(url, Path(folder), chosen.workers) as (port, pid):
            figures = measure(port, pid, sorts, chosen.alone, chosen.requests)
    print(
        json.dumps(
            {"bench": "serve", "units": units, "clients": CLIENTS, "workers": chosen.workers, **figures}
        )
    )


def measure(port: int, pid: int, sorts: dict[str, list[str]], alone: int, requests: int) -> dict[str, object]:
    """Return the figures: each sort by itself, the mix, and the memory over the mix."""
    rest = {sort: iter(paths) for sort, paths in sorts.items()}
    by_sort = {}
    for sort in sorts:
        cold = [(sort, path) for path in islice(rest[sort], alone)]
        before = spent(pid)
        first = told(ask(port, cold))
        cost = (spent(pid) - before) / len(cold) * 1000
        by_sort[sort] = {
            "pages": len(cold),
            "cpu": round(cost, 1),
            "cold": first,
            "warm": told(ask(port, cold)),
        }
    chance = random.Random(2)
    coming = {
        sort: chain(rest[sort], cycle(paths)) for sort, paths in sorts.items()
    }  # while there are, unheard ones
    memory = [resident(pid)]
    mixed: Answers = []
    started = time.perf_counter()
    for _ in range(MIXES):
        drawn = chance.choices(list(sorts), k=requests // MIXES)
        mixed += ask(port, [(sort, next(coming[sort])) for sort in drawn])
        memory.append(resident(pid))
    seconds = time.perf_counter() - started
    in_mix = {sort: told([one for one in mixed if one[0] == sort]) for sort in sorts}
    return {
        "slowest_mixed": max(one["median"] for one in in_mix.values()),
        "slowest_alone": max(one["cold"]["median"] for one in by_sort.values()),
        "bar": BAR,
        "alone": by_sort,
        "mixed": in_mix,
        "mixed_a_second": round(len(mixed) / seconds, 1),
        "memory": memory,
    }


def addresses(store: Store, atlas: SiteIndex, chance: random.Random) -> dict[str, list[str]]:
    """Return paths of every sort of page, in no order."""
    sorts: dict[str, list[str]] = defaultdict(list)
    for address in routes.addresses(atlas):
        route, _ = routes.find_route(address)
        sorts[route.template.removeprefix("site/").removesuffix(".html.j2")].append(f"/{address}")
    for paths in sorts.values():
        chance.shuffle(paths)
    sorts["changes filtered"] = list(filtered(atlas, chance))
    sorts["search"] = list(searches(store, atlas, chance))
    said = [one.mentions for one in some_lines(atlas, chance, 10_000) if len(one.mentions) > 1]
    pairs = (chance.sample(chance.choice(said), 2) for _ in range(2000))
    sorts["compare"] = [f"/compare.html?{urlencode({'a': a.unit, 'b': b.unit})}" for a, b in pairs]
    return dict(sorts)


def some_lines(atlas: SiteIndex, chance: random.Random, most: int) -> list[LineEntry]:
    """Return lines drawn from all there are."""
    number = len(atlas.lines)
    return [atlas.lines.entry(place) for place in chance.sample(range(number), min(most, number))]


def filtered(atlas: SiteIndex, chance: random.Random) -> Iterator[str]:
    """Yield lists of changes that are asked for by topic, party and label."""
    for _ in range(2000):
        asked = {
            "topic": chance.choice(list(atlas.topics)),
            "label": chance.choice(list(Label)).value.lower(),
        }
        if chance.random() < 0.5:
            asked["party"] = chance.choice(list(atlas.parties))
        yield f"/changes.html?{urlencode(asked)}"


def searches(store: Store, atlas: SiteIndex, chance: random.Random) -> Iterator[str]:
    """Yield searches that find something: any word, two of one statement, a phrase, a beginning.

    Words that stand nearly everywhere, as "will" and "the", are not what anyone searches for by itself.
    """
    entries = some_lines(atlas, chance, 3000)
    quotes = store.quotes([entry.mentions[0].unit for entry in entries if entry.mentions])
    said = [found for quote in quotes.values() if len(found := re.findall(r"\w{3,}", quote)) > 2]
    often = Counter(word for words in said for word in set(words))
    usual = {word for word, _ in often.most_common(USUAL)}
    vocabulary = sorted(set(often) - usual)
    telling = [telling for words in said if len(telling := [word for word in words if word not in usual]) > 1]
    for _ in range(20_000):
        words = chance.choice(telling)
        phrase = chance.choice(
            [pair for pair in pairwise(chance.choice(said)) if set(pair) - usual] or [words]
        )
        asked = chance.choice(
            (
                chance.choice(vocabulary),
                " ".join(chance.sample(words, 2)),
                f'"{phrase[0]} {phrase[1]}"',
                f"{chance.choice(vocabulary)[:4]}*",
            )
        )
        yield f"/search.html?{urlencode({'q': asked})}"


def ask(port: int, paths: Sequence[tuple[str, str]]) -> Answers:
    """Return how long each of *paths* took, asked by :data:`CLIENTS` connections in another process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_asked, (port, paths))


def _asked(port: int, paths: Sequence[tuple[str, str]]) -> Answers:
    return asyncio.run(_clients(port, paths))


async def _clients(port: int, paths: Sequence[tuple[str, str]]) -> Answers:
    rest, answers = iter(paths), []

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for sort, path in rest:
            started = time.perf_counter()
            writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            found = re.search(rb"(?i)content-length: (\d+)", head)
            assert found, head
            await reader.readexactly(int(found[1]))
            answers.append((sort, time.perf_counter() - started, int(head.split()[1])))
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return answers


def told(answers: Answers) -> dict[str, float]:
    """Return the median and the 99th percentile in milliseconds; how many were not answered with a page."""
    times = sorted(seconds for _, seconds, _ in answers)
    return {
        "median": round(statistics.median(times) * 1000, 1),
        "p99": round(times[int(len(times) * 0.99)] * 1000, 1),
        "failed": sum(status != 200 for _, _, status in answers),
    }


def resident(pid: int) -> float:
    """Return the memory of a process and of those it has started, in MB; what they share counts once (Linux)."""
    rolled = [Path(f"/proc/{one}/smaps_rollup").read_text().split() for one in with_children(pid)]
    return round(sum(int(said[said.index("Pss:") + 1]) for said in rolled) * 1024 / 1e6, 1)


def spent(pid: int) -> float:
    """Return the seconds of processor a process and those it has started have used (Linux)."""
    stats = [Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split() for one in with_children(pid)]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def with_children(pid: int) -> list[int]:
    """Return a process and those it has started."""
    return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]


@contextmanager
def served(url: str, folder: Path, workers: int) -> Iterator[tuple[int, int]]:
    """Serve the store at *url* on a free port; give port and process id."""
    (folder / "config.toml").write_text("")
    command = [sys.executable, "-m", "jobs", "serve", "--listen", "127.0.0.1:0", "--workers", str(workers)]
    with subprocess.Popen(
        [*command, "--store", url, "--config", str(folder / "config.toml")], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            found = re.search(r":(\d+)/", said)
            assert found, f"the server says {said!r}"
            yield int(found[1]), process.pid
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
