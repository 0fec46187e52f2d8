"""What stands in a store as gold: releases, units and links in the format coded sets have.

Links an analyst decided on say so in ``decided``. Whoever wants only those takes
the rows that have it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from tracker.domain import Change, Release
from tracker.errors import StoreError, writing_to
from tracker.exports.json_rows import facet_row
from tracker.review.decisions import Decision
from tracker.review.review_queue import SETTLES_NOTHING, is_about
from tracker.store import ChangeQuery, LatestText, Store

Row = dict[str, Any]

FACET_KEYS = (  # as the rows of coded sets have them
    "level intensity polarity speakers action target topics condition deadline amount instrument scope_items "
    "reaffirm_claimed"
).split()


def write_gold(store: Store, folder: Path, source: str | None = None) -> dict[str, int]:
    """Write releases.jsonl, units.jsonl and links.jsonl to *folder*; return how many rows each has.

    Raises:
        StoreError: Two sources have a release of the same ref, which the format cannot tell apart.
        InputError: The folder cannot be written.
    """
    rows: dict[str, list[Row]] = {"releases": [], "units": [], "links": []}
    for name in [source] if source is not None else store.sources():
        chain = store.latest_texts(name)
        rows["releases"] += map(release_row, chain)
        rows["units"] += (row for spoken in chain for row in gold_unit_rows(spoken))
        rows["links"] += link_rows(chain, store.changes(ChangeQuery(source=name)), store.decisions(name))
    twice = [ref for ref, count in Counter(row["id"] for row in rows["releases"]).items() if count > 1]
    if twice:
        raise StoreError(
            f'two sources have a release "{twice[0]}"', remedy="export one of them with --source"
        )
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, found in rows.items():
            text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
            (folder / f"{name}.jsonl").write_text(text, "utf-8")
    return {name: len(found) for name, found in rows.items()}


def release_row(spoken: LatestText) -> Row:
    """Return a line of releases.jsonl."""
    release = spoken.release
    return {
        "id": release.ref,
        "source": release.source,
        "issuer": release.issuer,
        "url": release.url,
        "published": str(release.published_on),
        "title": release.title,
        "text": spoken.text,
    }


def gold_unit_rows(spoken: LatestText) -> Iterator[Row]:
    """Yield the lines of units.jsonl of one release, numbered in order of the text."""
    numbers = {unit.id: n for n, (unit, _) in enumerate(spoken.placed_units, start=1)}
    for unit, _ in spoken.placed_units:
        values = facet_row(unit.facets)
        yield {
            "doc": spoken.release.ref,
            "n": numbers[unit.id],
            "start": unit.start,
            "end": unit.end,
            "quote": unit.quote,
            "kind": unit.kind.value,
            **{"topic" if name == "topics" else name: values[name] for name in FACET_KEYS},
            "parent": numbers.get(unit.parent) if unit.parent else None,
        }


def link_rows(
    chain: Sequence[LatestText], changes: Collection[Change], decisions: Collection[Decision]
) -> Iterator[Row]:
    """Yield the lines of links.jsonl of one source: every unit of every release but the first.

    A release that was edited stands with its last text; what it is linked to is
    what its first text was compared with.
    """
    numbers: dict[tuple[str, str], int] = {}  # release and unit, or line, → n
    for spoken in chain:
        for n, (unit, line) in enumerate(spoken.placed_units, start=1):
            numbers[spoken.release.id, unit.id] = n
            numbers.setdefault((spoken.release.id, line.id), n)
    by_unit: dict[tuple[str, str], Change] = {}
    for change in changes:
        if change.after and not (change.before and change.before.release.id == change.release.id):
            by_unit[change.release.id, change.after.unit.id] = change
            by_unit.setdefault((change.release.id, change.line.id), change)
    settled = [decision for decision in decisions if decision.ruling not in SETTLES_NOTHING]
    for spoken in chain[1:]:
        for n, (unit, line) in enumerate(spoken.placed_units, start=1):
            release = spoken.release
            moved = by_unit.get((release.id, unit.id)) or by_unit.get((release.id, line.id))
            if moved is not None:
                yield _link(release, n, moved, numbers, settled)


def _link(
    release: Release, n: int, change: Change, numbers: dict[tuple[str, str], int], settled: Sequence[Decision]
) -> Row:
    before = change.before
    prev_n = None
    if before:
        prev_n = numbers.get((before.release.id, before.unit.id)) or numbers.get(
            (before.release.id, change.line.id)
        )
    row = {
        "doc": release.ref,
        "n": n,
        "prev_doc": before.release.ref if before and prev_n else None,
        "prev_n": prev_n,
        "label": change.label.value,
        "also": [label.value for label in change.also],
        "why": change.rule,
    }
    about = next((decision for decision in reversed(settled) if is_about(change, decision)), None)
    return row | ({"decided": about.signed} if about else {})
