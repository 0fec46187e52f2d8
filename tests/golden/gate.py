"""Accuracy against floors that only rise: ``make eval``.

    python -m tests.golden.gate                      compare with floors.json; exit 1 below a floor
    python -m tests.golden.gate --pin                raise the floors to what is measured
    python -m tests.golden.gate --pin --allow-regression   set them, also downwards (say so in the changelog)

Gold folders: ``invented`` here, always; ``../shared/gold/*`` beside the checkout
where that folder is present (real releases, never copied into the project).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tracker.domain import Cause, Release, Revision
from tracker.engine import Engine, default_engine
from tracker.hashing import content_id
from tracker.link.standing import Standing
from tracker.pipeline import read, relate
from tracker.rows import change_row, unit_row
from tracker.scoring import Report, score

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SHARED = HERE.parents[1].parent / "shared" / "gold"
SLACK = 0.0005  # floors are written with three decimals


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def folders() -> Iterator[Path]:
    """Yield the gold folders that are here."""
    yield HERE / "invented"
    if not SHARED.is_dir():
        print("../shared/gold is not beside this checkout: only the invented releases are scored")
        return
    yield from sorted(path for path in SHARED.iterdir() if (path / "units.jsonl").exists())


def fingerprint(folder: Path) -> str:
    """Return a hash of the gold, so that floors are only compared with the gold they were measured on."""
    return content_id(*(path.read_bytes() for path in sorted(folder.glob("*.jsonl"))))[:12]


def measure(folder: Path, engine: Engine) -> Report:
    """Read and relate the releases of *folder* chain by chain, in memory, and score them."""
    releases = rows(folder / "releases.jsonl")
    chains = defaultdict(list)
    for row in releases:
        chains[row["source"]].append(row)
    units, changes = [], []
    for chain in chains.values():
        standing = Standing()
        for row in sorted(chain, key=lambda row: (row["published"], row["id"])):
            release = _release(row)
            body = row["text"].encode()
            revision = Revision(
                content_id(release.id, body),
                release,
                1,
                body,
                "text/plain",
                "utf-8",
                datetime(2000, 1, 1, tzinfo=UTC),
            )
            reading = read(revision, engine)
            assert release.published_on is not None
            relation = relate(reading, release, standing.as_of(release.published_on), engine, Cause.RELEASE)
            lines = {link.unit: link.line for link in relation.links}
            standing.add(release, [(unit, lines[unit.id]) for unit in reading.units], relation.dropped)
            units += [unit_row(release, unit, lines[unit.id]) for unit in reading.units]
            changes += [change_row(change) for change in relation.changes]
    return score(releases, rows(folder / "units.jsonl"), rows(folder / "links.jsonl"), units, changes)


def _release(row: dict[str, Any]) -> Release:
    ref, source = row["id"], row["source"]
    published_on = date.fromisoformat(row["published"])
    return Release(
        content_id("release", source, ref),
        source,
        ref,
        row.get("issuer", ""),
        row.get("url", ""),
        row["title"],
        published_on,
    )


def main() -> int:
    """Print the score table and compare it with the floors; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pin", action="store_true", help="write what is measured as the new floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --pin lower a floor")
    args = parser.parse_args()
    floors: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    engine = default_engine()
    print(f"engine {engine.stamp}")
    fallen = []
    for folder in folders():
        report, mark = measure(folder, engine), fingerprint(folder)
        pinned = floors.get(folder.name, {})
        known = pinned.get("figures", {}) if pinned.get("fingerprint") == mark else {}
        print(
            f"\n{folder.name}: {report.detect.gold} units coded, {report.detect.predicted} found"
            + ("" if known else "  (gold differs from the pinned one: nothing to compare with)")
        )
        for name, value in report.figures().items():
            floor = known.get(name)
            below = floor is not None and value < floor - SLACK
            print(
                f"  {name:16} {value:.3f}"
                + (f"   floor {floor:.3f}" if floor is not None else "")
                + ("   BELOW" if below else "")
            )
            if below:
                fallen.append(f"{folder.name} {name} {value:.3f} < {floor:.3f}")
        if args.pin:
            figures = {
                name: round(value if args.allow_regression else max(value, known.get(name, 0.0)), 3)
                for name, value in report.figures().items()
            }
            counts = {
                "gold": report.detect.gold,
                "predicted": report.detect.predicted,
                "hit": report.detect.hit,
                "links": report.link.gold,
            }
            floors[folder.name] = {"fingerprint": mark, "counts": counts, "figures": figures}
    if args.pin:
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n")
    for line in fallen:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if fallen and not (args.pin and args.allow_regression) else 0


if __name__ == "__main__":
    sys.exit(main())
