"""Korean: the left-out spans of the Korean reader, and its chains linked from them (``make eval``).

The releases of a chain are read by the readers of folds that did not know them, so
the links are those of texts never seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from tests.golden.chains import related_rows
from tracker.domain import Document, Kind, Release, Revision, Selectors, Unit
from tracker.engine import Engine
from tracker.extract import extract
from tracker.reading import Reading
from tracker.segment.korean import build_korean_units
from tracker.segment.network.spans import Span
from tracker.segment.sentences import Sentence, sentences
from training.gold import rows
from training.left_out import LeftOut, Row, read_left_out
from training.scoring import Report, score

SETS = ("ko",)
LEFT_OUT = Path(__file__).parents[2] / "training" / "left_out_ko.jsonl"


def korean_figures(shared: Path, engine: Engine) -> tuple[LeftOut, dict[str, float]]:
    """Return the left-out spans beside the gold, and the figures that floors are kept of."""
    left = read_left_out(LEFT_OUT, shared, SETS)
    named = ("detect.all", "detect.U", "family", "level.exact", "level.near")
    figures = {name: value for name, value in left.report().figures().items() if name in named}
    chains = chain_report(shared / "ko", left.found, engine)
    return left, {**figures, "link": chains.link.f1, "label.moved_any": chains.moved.f1}


def chain_report(folder: Path, found: list[Row], engine: Engine) -> Report:
    """Relate the releases of each chain of *folder* as read in *found*, and return how links and labels are."""
    releases = {row["id"]: row for row in rows(folder / "releases.jsonl")}
    chains = [
        [dict(releases[name], source=chain["chain"]) for name in chain["docs"]]
        for chain in rows(folder / "chains.jsonl")
    ]
    by_release = defaultdict(list)
    for row in found:
        if row["is_unit"]:
            by_release[row["release"]].append(row)
    units: list[Row] = []
    changes: list[Row] = []

    def readings(chain: list[Row]) -> Iterator[tuple[Release, Reading]]:
        for row in sorted(chain, key=lambda row: (row["published"], row["id"])):
            release = _release(row)
            document, read = read_as_found(row, release, by_release[row["id"]], engine)
            yield release, Reading(read[0].revision if read else row["id"], "", document, read)

    for chain in chains:
        told = related_rows(readings(chain), engine)
        units += told[0]
        changes += told[1]
    every = [row for chain in chains for row in chain]
    return score(every, rows(folder / "units.jsonl"), rows(folder / "links.jsonl"), units, changes)


def read_as_found(
    row: Row, release: Release, found: list[Row], engine: Engine
) -> tuple[Document, tuple[Unit, ...]]:
    """Return the text of *row* and the units that the product makes of the spans *found* in it."""
    document = extract(
        row["text"].encode(), "text/plain", charset="utf-8", selectors=Selectors(), where=row["id"]
    )
    told = tuple(sentences(document))
    revision = Revision(row["id"], release, 1, b"", "text/plain", "utf-8", datetime(2000, 1, 1, tzinfo=UTC))
    spans = sorted(_spans(found, told), key=lambda pair: pair[0].start)
    return document, build_korean_units(spans, told, document, revision, engine.lexicon)


def _spans(found: list[Row], told: tuple[Sentence, ...]) -> Iterator[tuple[Span, int]]:
    for one in found:
        number = next(
            (at for at, sentence in enumerate(told) if sentence.start <= one["start"] < sentence.end), -1
        )
        if number >= 0:
            kind, sure = Kind(one["kind"]), one["confidence"]
            yield Span(one["start"], one["end"], kind, one["level"], 0, False, sure, 1.0, 1.0), number


def _release(row: Row) -> Release:
    published = date.fromisoformat(row["published"])
    return Release(row["id"], row["source"], row["id"], row["issuer"], row["url"], row["title"], published)
