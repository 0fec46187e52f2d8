"""What is reported of real edits to published pages, to be read by eye.

    python bench/edits.py PAIRS.jsonl [--json]

Each row of PAIRS has id, source, url, published, title, seen_before, seen_after,
text_before and text_after. Both texts are taken in as two revisions of one release
and compared commitment by commitment, cause ``edit``, as the store would. Printed
is a table of what is reported: page, label, both quotes. At the end: how many pages
were edited, on how many something moved, and how many read no unit at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jobs.polling.admission import fingerprint_of
from jobs.relate_source import pair_with_lines
from tracker.domain import Cause, Change, Release, Revision
from tracker.engine import Engine, default_engine
from tracker.hashing import content_id
from tracker.pipeline import Reading, read, relate, relate_edit

Row = dict[str, Any]


@dataclass(frozen=True)
class Edited:
    """One page that was edited, and what is reported of it."""

    page: str
    title: str
    units: int
    seen: bool  # whether the store would keep the later text at all
    changes: tuple[Change, ...]


def rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def edited(row: Row, engine: Engine) -> Edited:
    """Compare the two texts of one page."""
    source, ref = str(row["source"]), str(row["id"])
    day = date.fromisoformat(str(row["published"])[:10])
    release = Release(
        content_id("release", source, ref), source, ref, row.get("issuer", ""), row["url"], row["title"], day
    )
    before, after = (
        _read(release, number, row[f"text_{when}"], engine) for number, when in ((1, "before"), (2, "after"))
    )
    same = fingerprint_of(before.document) == fingerprint_of(after.document)
    standing = engine.empty_history().as_of(day)
    first = relate(before, release, standing, engine, Cause.RELEASE)
    text = before.document.text
    later = relate_edit(after, pair_with_lines(before, first), release, standing, engine, text_before=text)
    return Edited(ref, release.title, len(before.units), not same, () if same else later.changes)


def _read(release: Release, number: int, text: str, engine: Engine) -> Reading:
    body = text.encode()
    seen = datetime(2000, 1, number, tzinfo=UTC)
    identity = content_id("revision", release.id, body)
    return read(Revision(identity, release, number, body, "text/plain", "utf-8", seen), engine)


def table(found: list[Edited]) -> Iterator[str]:
    """Yield the table of what is reported, for a reader at a terminal."""
    number = 0
    for page in found:
        for change in page.changes:
            number += 1
            before, after = (
                " ".join(side.unit.quote.split()) if side else "-" for side in (change.before, change.after)
            )
            yield f"{number:>3}  {change.label:<13} {page.page}  {page.title[:70]}"
            yield f"     before  {before}"
            yield f"     after   {after}"
            yield f"     rule    {change.rule}"


def main() -> int:
    """Print the table and the counts."""
    parser = argparse.ArgumentParser(description="What is reported of real edits to published pages.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--json", action="store_true", help="one change a line")
    options = parser.parse_args()
    engine = default_engine()
    found = [edited(row, engine) for row in rows(options.pairs)]
    changes = [change for page in found for change in page.changes]
    if options.json:
        for page in found:
            for change in page.changes:
                quotes = {
                    name: side.unit.quote if side else None
                    for name, side in (("before", change.before), ("after", change.after))
                }
                print(
                    json.dumps(
                        {"page": page.page, "label": change.label.value, **quotes, "rule": change.rule}
                    )
                )
        return 0
    print("\n".join(table(found)))
    labels = ", ".join(
        f"{count} {label}" for label, count in Counter(one.label.value for one in changes).most_common()
    )
    print(
        f"\n{len(found)} pairs; {sum(page.seen for page in found)} differ in what is said; "
        f"{sum(bool(page.changes) for page in found)} report {len(changes)} changes ({labels}); "
        f"{sum(not page.units for page in found)} read no unit"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
