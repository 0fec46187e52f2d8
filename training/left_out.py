"""The left-out predictions, and the figures they give: what an issuer that was never seen can expect.

``left_out.jsonl`` holds, for each coded release, the spans that the reader of its fold
found: ``[start, end, kind, level, probability, is_unit]``. No text is in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.gold import SETS, each_release, group_of
from training.scoring import Report, match, score, span_of

Row = dict[str, Any]
ENOUGH = 40  # units: a group with fewer is too small for a figure of its own
BINS = 10


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Coded releases beside what was found in them by a reader that knew none of their issuers."""

    releases: list[Row]  # of the gold, each once, without its text
    coded: list[Row]  # its units
    found: list[Row]  # spans: release, start, end, kind, level, confidence, is_unit

    def report(self, group: str = "") -> Report:
        """Return the figures of all releases, or of one *group*."""
        releases = [row for row in self.releases if not group or row["group"] == group]
        names = {row["id"] for row in releases}
        return score(
            releases,
            [row for row in self.coded if row["doc"] in names],
            [],
            [row for row in self.found if row["release"] in names and row["is_unit"]],
            [],
        )

    def groups(self) -> list[str]:
        """Return the names of the groups, largest first."""
        sizes: dict[str, int] = defaultdict(int)
        group = {row["id"]: row["group"] for row in self.releases}
        for row in self.coded:
            sizes[group[row["doc"]]] += 1
        return sorted(sizes, key=lambda name: (-sizes[name], name))

    def reliability(self) -> list[tuple[float, int, float]]:
        """Return for each bin of probability its mean, the number of spans and the share that are coded units.

        All spans count, those below the threshold too: a probability has to hold there as well.
        """
        bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
        for share, is_right in self._judged():
            bins[min(BINS - 1, int(share * BINS))].append((share, is_right))
        return [
            (sum(share for share, _ in part) / len(part), len(part), sum(hit for _, hit in part) / len(part))
            for part in bins
            if part
        ]

    def figures(self) -> dict[str, float]:
        """Return the figures that floors are kept of."""
        report = self.report()
        large = [part for part in map(self.report, self.groups()) if part.detect.gold >= ENOUGH]
        sure = self._precision(0.9)
        names = ("detect.all", "detect.U", "family", "level.exact", "level.near")
        figures = {name: value for name, value in report.figures().items() if name in names}
        return {**figures, "worst.group": min(part.detect.f1 for part in large), "sure.precision": sure}

    def _precision(self, least: float) -> float:
        sure = [is_right for share, is_right in self._judged() if share >= least]
        return sum(sure) / len(sure) if sure else 0.0

    def _judged(self) -> Iterator[tuple[float, bool]]:
        """Yield the probability of every span, and whether it is a coded unit."""
        coded = _by(self.coded, "doc")
        for name, rows in _by(self.found, "release").items():
            right = set(match([span_of(row) for row in coded[name]], [span_of(row) for row in rows]).values())
            yield from ((row["confidence"], number in right) for number, row in enumerate(rows))


def read_left_out(predictions: Path, gold: Path, sets: Sequence[str] = SETS) -> LeftOut:
    """Return *predictions* beside the coded releases of *sets* in the folder *gold*.

    Raises:
        FileNotFoundError: One of them is not there.
    """
    releases: dict[str, Row] = {}
    coded: dict[str, list[Row]] = {}
    units = {folder: _by(_rows(gold / folder / "units.jsonl"), "doc") for folder in sets}
    for folder, row in each_release(gold, sets):
        releases[row["id"]] = {
            "id": row["id"],
            "source": row["source"],
            "published": row["published"],
            "group": group_of(row),
        }
        coded[row["id"]] = [unit for unit in units[folder][row["id"]] if unit.get("parent") is None]
    found = []
    for row in _rows(predictions):
        for start, end, kind, level, share, is_unit in row["spans"]:
            found.append(
                {
                    "release": row["release"],
                    "start": start,
                    "end": end,
                    "kind": kind,
                    "level": level,
                    "confidence": share,
                    "is_unit": bool(is_unit),
                }
            )
    return LeftOut(list(releases.values()), [unit for units in coded.values() for unit in units], found)


def table(left: LeftOut) -> Iterator[str]:
    """Yield the lines of the table: all, each group, and how far the probabilities hold."""
    yield f"{'group':18} {'releases':>8} {'units':>6} {'found':>6} {'all':>6} {'U':>6} {'family':>6} {'exact':>6} {'near':>6}"
    for group in ("", *left.groups()):
        report = left.report(group)
        releases = sum(not group or row["group"] == group for row in left.releases)
        yield (
            f"{group or 'all':18} {releases:8d} {report.detect.gold:6d} {report.detect.predicted:6d} "
            f"{report.detect.f1:6.3f} {report.detect_commitments.f1:6.3f} {report.family:6.3f} "
            f"{report.level_exact:6.3f} {report.level_near:6.3f}"
        )
    yield ""
    yield f"{'probability':>11} {'spans':>6} {'coded':>6}"
    for mean, count, share in left.reliability():
        yield f"{mean:11.2f} {count:6d} {share:6.2f}"


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _by(rows: Sequence[Row] | Iterator[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row)
    return found
