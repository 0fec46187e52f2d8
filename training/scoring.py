"""Precision, recall and F of units, links and labels against coded releases.

The figures are those of the coding guide, section 9: spans match one to one when
they share at least half of the shorter; levels are judged within one family;
links are judged between units that were found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Span = tuple[int, int]
SILENCES = ("NOT_REPEATED", "DROPPED")
QUIET = ("REAFFIRMED", "NEW")


@dataclass(frozen=True, slots=True)
class Score:
    """A figure with its counts: F on thirty items is noise, so the counts go with it."""

    hit: int
    predicted: int
    gold: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0..1."""
        return 2 * self.hit / (self.predicted + self.gold) if self.hit else 0.0


def overlap(a: Span, b: Span) -> float:
    """Return the share of the shorter span that both hold, 0..1.

    >>> overlap((0, 10), (5, 25))
    0.5
    """
    shared, shorter = min(a[1], b[1]) - max(a[0], b[0]), min(a[1] - a[0], b[1] - b[0])
    return shared / shorter if shared > 0 and shorter > 0 else 0.0


def match(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[int, int]:
    """Return gold index → predicted index, best overlap first, one to one, at least half shared."""
    ranked = sorted(
        (
            (overlap(g, p), -abs((g[1] - g[0]) - (p[1] - p[0])), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for share, _, i, j in ranked:
        if share < 0.5:
            break
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


@dataclass(frozen=True, slots=True)
class Report:
    """The score table of one gold folder."""

    detect: Score
    detect_commitments: Score
    family: float
    level_exact: float
    level_near: float
    link: Score
    moved: Score
    label_macro: float

    def figures(self) -> dict[str, float]:
        """Return the figures by the names used in floors.json."""
        return {
            "detect.all": self.detect.f1,
            "detect.U": self.detect_commitments.f1,
            "family": self.family,
            "level.exact": self.level_exact,
            "level.near": self.level_near,
            "link": self.link.f1,
            "label.moved_any": self.moved.f1,
            "label.all": self.label_macro,
        }


def score(
    releases: Iterable[Row],
    gold_units: Iterable[Row],
    gold_links: Iterable[Row],
    units: Iterable[Row],
    changes: Iterable[Row],
) -> Report:
    """Score exported *units* and *changes* against gold rows (formats: coding guide section 10, ``export``)."""
    order = {row["id"]: row for row in releases}
    gold_by, predicted_by = _by(gold_units, "doc", order), _by(units, "release", order)
    counts = dict.fromkeys(("hit", "u_hit", "family", "exact", "near"), 0)
    partner: dict[tuple[str, int], Span] = {}
    gold_of: dict[tuple[str, int, int], int] = {}
    for name in order:
        gold, predicted = gold_by[name], predicted_by[name]
        for i, j in match([span_of(row) for row in gold], [span_of(row) for row in predicted]).items():
            counts["hit"] += 1
            partner[name, gold[i]["n"]] = span_of(predicted[j])
            gold_of[name, *span_of(predicted[j])] = gold[i]["n"]
            if gold[i]["kind"][0] == predicted[j]["kind"][0]:
                gap = abs(gold[i]["level"] - predicted[j]["level"])
                counts["family"] += 1
                counts["exact"] += gap == 0
                counts["near"] += gap <= 1
                counts["u_hit"] += gold[i]["kind"][0] == "U"
    link, labels = _links(order, gold_links, changes, partner, gold_of)
    return Report(
        Score(counts["hit"], _count(predicted_by), _count(gold_by)),
        Score(counts["u_hit"], _count(predicted_by, "U"), _count(gold_by, "U")),
        _share(counts["family"], counts["hit"]),
        _share(counts["exact"], counts["family"]),
        _share(counts["near"], counts["family"]),
        link,
        Score(
            sum(g not in QUIET and p not in QUIET for g, p in labels),
            sum(p not in QUIET for _, p in labels),
            sum(g not in QUIET for g, _ in labels),
        ),
        _macro(labels),
    )


def families(releases: Iterable[Row], gold_units: Iterable[Row], units: Iterable[Row]) -> dict[str, Score]:
    """Return the detection score of each family alone: a unit found under another family is missed in its own."""
    order = {row["id"]: row for row in releases}
    gold_by, predicted_by = _by(gold_units, "doc", order), _by(units, "release", order)
    hits: dict[str, int] = dict.fromkeys("UDSE", 0)
    for name in order:
        gold, predicted = gold_by[name], predicted_by[name]
        for i, j in match([span_of(row) for row in gold], [span_of(row) for row in predicted]).items():
            if gold[i]["kind"][0] == predicted[j]["kind"][0]:
                hits[gold[i]["kind"][0]] += 1
    return {
        family: Score(hit, _count(predicted_by, family), _count(gold_by, family))
        for family, hit in hits.items()
    }


def _links(
    order: Mapping[str, Row],
    gold_links: Iterable[Row],
    changes: Iterable[Row],
    partner: Mapping[tuple[str, int], Span],
    gold_of: Mapping[tuple[str, int, int], int],
) -> tuple[Score, list[tuple[str, str]]]:
    dates: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, row in order.items():
        dates[row["source"]].append((row["published"], name))
    first = {min(entries)[1] for entries in dates.values()}
    said = {
        (row["release"], row["start"], row["end"]): row
        for row in changes
        if row["release"] in order and row["label"] not in SILENCES
    }
    hit = wanted = 0
    labels: list[tuple[str, str]] = []
    for row in gold_links:
        wanted += row["prev_doc"] is not None
        span = partner.get((row["doc"], row["n"]))
        change = said.get((row["doc"], *span)) if span else None
        if change is None:
            continue
        labels.append((row["label"], change["label"]))
        if row["prev_doc"] is not None and change["prev_release"]:
            earlier = gold_of.get((change["prev_release"], change["prev_start"], change["prev_end"]))
            hit += (change["prev_release"], earlier) == (row["prev_doc"], row["prev_n"])
    offered = sum(bool(row["prev_release"]) and name not in first for (name, *_), row in said.items())
    return Score(hit, offered, wanted), labels


def _by(rows: Iterable[Row], key: str, order: Mapping[str, Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {name: [] for name in order}
    for row in rows:
        if row[key] in found and row.get("parent") is None:  # children stand outside strict counts
            found[row[key]].append(row)
    return found


def _count(rows: Mapping[str, list[Row]], family: str = "") -> int:
    return sum(row["kind"].startswith(family) for found in rows.values() for row in found)


def _macro(labels: Sequence[tuple[str, str]]) -> float:
    scores = []
    for label in sorted({name for pair in labels for name in pair}):
        hit = sum(g == p == label for g, p in labels)
        scores.append(Score(hit, sum(p == label for _, p in labels), sum(g == label for g, _ in labels)).f1)
    return sum(scores) / len(scores) if scores else 0.0


def span_of(row: Row) -> Span:
    """Return where the unit of a coded row begins and ends."""
    return row["start"], row["end"]


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def area(scored: Sequence[tuple[float, bool]]) -> float:
    """Return the area under the curve: how often a right one has a higher score than a wrong one, a tie being half."""
    right = [score for score, is_right in scored if is_right]
    wrong = sorted(score for score, is_right in scored if not is_right)
    if not right or not wrong:
        return 0.0
    below = sum(bisect_left(wrong, score) + bisect_right(wrong, score) for score in right)
    return below / (2 * len(right) * len(wrong))
