"""How fast releases are related, and how often the right line is chosen.

    python bench/link.py speed RELEASES.jsonl [--source NAME]
    python bench/link.py ratio RELEASES.jsonl
    python bench/link.py gold FOLDER

*speed* reads releases (rows of id, source, published, title, text), relates them
in order of publication and prints seconds, milliseconds a unit and how many
lines stood at the end; ``--source`` makes one source of them all. *ratio* relates
the same releases against 1,000 and against 100,000 lines, made by varying the
units of the others, and prints milliseconds for each and how many times more the
larger costs; exit 1 above LIMIT. *gold* takes a
folder of coded chains (docs/accuracy.md) and prints, with the coded units as
input, the rank of the right line among the candidates and precision and recall
of links at several thresholds. Both print JSON with machine and commit.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tracker.domain import Cause, Facets, Kind, Line, Mention, Release, Revision, Unit
from tracker.engine import Engine, default_engine
from tracker.hashing import content_id
from tracker.link.features import extract_features
from tracker.link.lines.line_history import LineHistory
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import load_model
from tracker.pipeline import Reading, read, relate

THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.65, 0.8)
SIZES = (1_000, 100_000)
PROBES, WARM = (
    170,
    20,
)  # releases related against each size, and how many of them are not counted: imports, caches
LIMIT = 2.0  # how many times more the larger history may cost
SEED = 20311


def rows(path: Path) -> Iterator[dict[str, object]]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def release_of(row: dict[str, object], source: str = "") -> Release:
    """Return the release a row describes."""
    ref, name = str(row["id"]), source or str(row["source"])
    day = date.fromisoformat(str(row["published"])[:10])
    return Release(content_id("release", name, ref), name, ref, "", "", str(row.get("title", "")), day)


def speed(path: Path, source: str) -> dict[str, object]:
    """Relate every release of *path* in order and return what it took."""
    engine = default_engine()
    began = time.perf_counter()
    readings = []
    for row in rows(path):
        release = release_of(row, source)
        body = str(row["text"]).encode()
        revision = Revision(
            content_id(release.id, body), release, 1, body, "text/plain", "utf-8", datetime.now(UTC)
        )
        readings.append((release, read(revision, engine)))
    read_seconds = time.perf_counter() - began
    readings.sort(key=lambda pair: (pair[0].source, pair[0].published_on or date.min, pair[0].id))
    standings: dict[str, LineHistory] = defaultdict(LineHistory)
    units = slowest = 0
    began = time.perf_counter()
    for release, reading in readings:
        assert release.published_on
        started = time.perf_counter()
        standing = standings[release.source].as_of(release.published_on)
        relation = relate(reading, release, standing, engine, Cause.RELEASE)
        lines = [link.line for link in relation.links]
        standing.add(release, list(zip(reading.units, lines, strict=True)), relation.dropped)
        units += len(reading.units)
        slowest = max(slowest, round(1000 * (time.perf_counter() - started)))
    seconds = time.perf_counter() - began
    return {
        "releases": len(readings),
        "units": units,
        "lines": sum(map(len, standings.values())),
        "read_seconds": round(read_seconds, 1),
        "relate_seconds": round(seconds, 1),
        "ms_per_unit": round(1000 * seconds / max(units, 1), 2),
        "slowest_release_ms": slowest,
    }


def ratio(path: Path) -> dict[str, object]:
    """Relate the same releases against histories of two sizes and return what each took."""
    engine, readings = default_engine(), []
    for row in rows(path):
        release = release_of(row, "bench")
        body = str(row["text"]).encode()
        revision = Revision(
            content_id(release.id, body), release, 1, body, "text/plain", "utf-8", datetime.now(UTC)
        )
        reading = read(revision, engine)
        if reading.units:
            readings.append((release, reading))
    chance = random.Random(SEED)
    chance.shuffle(readings)
    probes, others = readings[:PROBES], readings[PROBES:]
    standings = {size: varied(others, size, random.Random(SEED)) for size in SIZES}
    spent = dict.fromkeys(SIZES, 0.0)
    for number, (release, reading) in enumerate(probes):
        today = replace(release, published_on=date(2100, 1, 1) + timedelta(days=number))
        for size, standing in standings.items():  # the sizes take turns, so that a busy machine slows both
            seconds = one(today, reading, standing, engine)
            spent[size] += seconds if number >= WARM else 0.0
    small, large = SIZES
    counted = probes[WARM:]
    return {
        "releases": len(counted),
        "units": sum(len(reading.units) for _, reading in counted),
        "ms_per_release": {size: round(1000 * total / len(counted), 2) for size, total in spent.items()},
        "ratio": round(spent[large] / spent[small], 2),
        "limit": LIMIT,
    }


def one(release: Release, reading: Reading, standing: LineHistory, engine: Engine) -> float:
    """Return the seconds it takes to relate one release and to remember it, with what was said until then shown."""
    assert release.published_on
    began = time.perf_counter()
    relation = relate(reading, release, standing.as_of(release.published_on), engine, Cause.RELEASE)
    lines = [link.line for link in relation.links]
    standing.add(release, list(zip(reading.units, lines, strict=True)), relation.dropped)
    return time.perf_counter() - began


def varied(readings: Sequence[tuple[Release, Reading]], size: int, chance: random.Random) -> LineHistory:
    """Return a standing of *size* lines: units of *readings*, each with a few words taken from another.

    The first statements are as they were; later ones are variations of them,
    under the same titles on other days, so that series grow long too.
    """
    standing, made, day = LineHistory(), 0, date(1900, 1, 1)
    words = [word for _, reading in readings for unit in reading.units for word in unit.quote.split()]
    copies = 0
    while made < size:
        for release, reading in readings:
            day += timedelta(days=1) if made % 40 == 0 else timedelta(0)
            placed = []
            for unit in reading.units[: size - made]:
                quote = vary(unit.quote, words, chance) if copies else unit.quote
                named = content_id("unit", unit.id, made)
                facets = replace(unit.facets, action=quote.lower())
                placed.append((replace(unit, id=named, quote=quote, facets=facets), Line(named, "bench", "")))
                made += 1
            standing.add(replace(release, id=content_id(release.id, copies), published_on=day), placed)
        copies += 1
    standing.as_of(date(2099, 1, 1))
    assert standing.idf  # indexes what was shown: done once, when a history is loaded
    return standing


def vary(quote: str, words: Sequence[str], chance: random.Random) -> str:
    """Return *quote* with one word in four taken from *words*."""
    return " ".join(chance.choice(words) if chance.random() < 0.25 else word for word in quote.split())


def gold(folder: Path) -> dict[str, object]:
    """Return ranks and link figures of the best line of every coded unit, chain by chain."""
    releases = sorted(
        map(release_of, rows(folder / "releases.jsonl")), key=lambda one: (one.source, one.published_on)
    )
    units: dict[str, list[tuple[int, Unit]]] = defaultdict(list)
    for row in rows(folder / "units.jsonl"):
        units[str(row["doc"])].append((int(str(row["n"])), coded_unit(row)))
    links = {(row["doc"], row["n"]): (row["prev_doc"], row["prev_n"]) for row in rows(folder / "links.jsonl")}
    standings: dict[str, LineHistory] = defaultdict(LineHistory)
    lines: dict[tuple[object, object], Line] = {}
    model, ranks = load_model(), list[int]()
    best: list[
        tuple[float, bool, bool]
    ] = []  # score of the best line, whether it is right, whether there is a right one
    for release in releases:
        assert release.published_on
        standing = standings[release.source].as_of(release.published_on)
        series = {line for statement in standing.same_series_statements(release) for line in statement.lines}
        placed = []
        for number, unit in units[release.ref]:
            key = (release.ref, number)
            earlier = links.get(key, (None, None))
            line = lines.get(earlier) or Line(unit.id, release.source, unit.facets.action)
            lines[key] = line
            placed.append((unit, line))
            if key not in links:
                continue
            look = look_at(Mention(unit, release), model.words)
            found = standing.find(extract_features(unit))
            if earlier in lines:
                ranks.append(found.index(line.id) if line.id in found else -1)
            scored = [
                (model.judge(standing.look(said), look, within=held in series).same, held)
                for held in found
                for said in list(standing.said(held).values())[-1:]
            ]
            score, choice = max(scored, default=(0.0, ""))
            best.append((score, choice == line.id, earlier in lines))
        standing.add(release, placed)
    figures = {}
    for threshold in THRESHOLDS:
        taken = [right for score, right, _ in best if score >= threshold]
        figures[str(threshold)] = {
            "precision": round(sum(taken) / max(len(taken), 1), 3),
            "recall": round(sum(taken) / max(sum(there for *_, there in best), 1), 3),
        }
    return {
        "linked_units": len(ranks),
        "not_among_candidates": ranks.count(-1),
        "worst_rank": max(ranks, default=0) + 1,
        "best_line_by_threshold": figures,
    }


def coded_unit(row: dict[str, object]) -> Unit:
    """Return the unit a coded row describes, with the slots the coding has."""
    kind, quote = Kind(str(row["kind"])), str(row["quote"])
    facets = Facets(
        family=kind.family,
        speakers=frozenset(row["speakers"]),  # type: ignore[call-overload]
        addressees=frozenset(),
        act="",
        action=str(row["action"]),
        target=str(row["target"]),
        topics=frozenset(row["topic"]),  # type: ignore[call-overload]
        level=int(str(row["level"])),
        intensity=int(str(row["intensity"])),
        polarity=str(row["polarity"]),
        direction="",
        condition=str(row["condition"]),
        deadline=str(row["deadline"]),
        amount=str(row["amount"]),
        instrument=str(row["instrument"]),
        goal="",
        scope_items=frozenset(row["scope_items"]),  # type: ignore[call-overload]
        scope_examples=False,
        reaffirm_claimed=bool(row["reaffirm_claimed"]),
    )
    start, end, number = int(str(row["start"])), int(str(row["end"])), int(str(row["n"]))
    identity = content_id("unit", str(row["doc"]), start, end)
    return Unit(identity, str(row["doc"]), number, start, end, quote, kind, facets)


def where() -> dict[str, str]:
    """Return the machine and commit the figures belong to."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return {
        "machine": platform.machine(),
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
    }


def main() -> int:
    """Run the bench that was asked for and print its figures."""
    parser = argparse.ArgumentParser(description="How fast releases are related, and how well.")
    commands = parser.add_subparsers(dest="bench", required=True)
    fast = commands.add_parser("speed")
    fast.add_argument("releases", type=Path)
    fast.add_argument("--source", default="")
    flat = commands.add_parser("ratio")
    flat.add_argument("releases", type=Path)
    right = commands.add_parser("gold")
    right.add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.bench == "speed":
        result = speed(options.releases, options.source)
    else:
        result = ratio(options.releases) if options.bench == "ratio" else gold(options.folder)
    print(json.dumps({"bench": f"link.{options.bench}", **where(), **result}, indent=2))
    return int(options.bench == "ratio" and float(str(result["ratio"])) > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
