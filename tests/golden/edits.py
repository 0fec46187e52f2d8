"""What is told of pages that were edited after publication, against judged edits: both halves of the pages apart.

    python -m tests.golden.edits [--rows FILE] [--show] [--pin]

The pages are pairs of texts in ``../shared/data``, the judgments and the scorer are in
``../shared/gold``. Both texts of a page are taken as two revisions of one release, as the
store would. Rules and thresholds of :mod:`tracker.edits` were tuned in sight of the half
called "tuned"; the other half, by a hash of the address of the page, was left out.
``--rows`` writes what is told as the scorer reads it, ``--show`` prints it to be read by eye,
``--pin`` writes the figures as floors.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jobs.polling.body_recording import fingerprint_of
from jobs.relating.relate_source import pair_with_lines
from tests.golden.floors import held_to_floors
from tracker.domain import Cause, Release, Revision
from tracker.engine import Engine, default_engine
from tracker.exports.json_rows import change_row
from tracker.hashing import content_id
from tracker.pipeline import Reading, Relation, read, relate, relate_edit

SHARED = Path(__file__).parents[2].parent / "shared"
PAGES, JUDGED = SHARED / "data" / "silent_edits_us.jsonl", SHARED / "gold" / "edits" / "us.jsonl"
SCORER = SHARED / "gold" / "score_edits.py"
SEED = "edits-15"  # of the hash that parts the pages

Row = dict[str, Any]


@dataclass(frozen=True)
class Page:
    """One page that was edited, and what is told of it; *relation* is None where the store keeps no second text."""

    id: str
    url: str
    title: str
    relation: Relation | None

    @property
    def half(self) -> str:
        """Whether rules were tuned in sight of the page."""
        number = int(hashlib.sha256(f"{SEED}:{self.url}".encode()).hexdigest(), 16)
        return "left out" if number % 2 else "tuned"


def pages(engine: Engine, path: Path = PAGES) -> Iterator[Page]:
    """Yield every page of *path* with what *engine* tells of it."""
    for row in _rows(path):
        yield Page(row["id"], row["url"], row["title"], related(row, engine))


def told(found: Sequence[Page]) -> list[Row]:
    """Return what is told of *found* as the scorer reads it: rows of ``export changes``."""
    return [change_row(change) for page in found if page.relation for change in page.relation.changes]


def figures(found: Sequence[Page]) -> dict[str, float]:
    """Return the figures of the scorer for *found*, with ``pages.precision`` counted here: the scorer's is always 1."""
    names = {page.id for page in found}
    judged = [row for row in _rows(JUDGED) if row["page"] in names]
    rows = told(found)
    measured = scored(judged, rows)
    reported = {row["release"] for row in rows if row["label"] != "REAFFIRMED"}
    real = {row["page"] for row in judged if not row.get("none")}
    measured["pages.precision"] = round(len(reported & real) / max(1, len(reported)), 3)
    measured["redline"] = round(
        sum(bool(page.relation and page.relation.edit) for page in found) / max(1, len(found)), 3
    )
    return measured


def scored(judged: Sequence[Row], rows: Sequence[Row]) -> dict[str, float]:
    """Return what the scorer says of the changes *rows* by what was *judged*."""
    spec = importlib.util.spec_from_file_location("score_edits", SCORER)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()) as printed:
        gold, changes = Path(folder) / "gold.jsonl", Path(folder) / "changes.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in judged), "utf-8")
        changes.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        scorer.score(gold, changes, 0, True)
    return {name: value["share"] or 0.0 for name, value in json.loads(printed.getvalue()).items()}


def related(row: Row, engine: Engine) -> Relation | None:
    """Return what *engine* tells of the two texts of *row*, as of two revisions of one release; None where the store keeps no second one."""
    source, ref = str(row["source"]), str(row["id"])
    day = date.fromisoformat(str(row["published"])[:10])
    identity = content_id("release", source, ref)
    release = Release(identity, source, ref, row.get("issuer", "USA"), row["url"], row["title"], day)
    before, after = (
        _read(release, number, row[f"text_{when}"], engine) for number, when in ((1, "before"), (2, "after"))
    )
    if fingerprint_of(before.document) == fingerprint_of(after.document):
        return None
    standing = engine.empty_history().as_of(day)
    first = relate(before, release, standing, engine, Cause.RELEASE)
    return relate_edit(after, before, pair_with_lines(before, first), release, standing, engine)


def _read(release: Release, number: int, text: str, engine: Engine) -> Reading:
    body = text.encode()
    seen = datetime(2000, 1, number, tzinfo=UTC)
    identity = content_id("revision", release.id, body)
    return read(Revision(identity, release, number, body, "text/plain", "utf-8", seen), engine)


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _shown(found: Sequence[Page]) -> Iterator[str]:
    for page in found:
        relation = page.relation
        for change in relation.changes if relation else ():
            before, after = (
                " ".join(side.unit.quote.split()) if side else "-" for side in (change.before, change.after)
            )
            yield f"{change.label:<13} {page.id[:100]}\n   before  {before}\n   after   {after}\n   rule    {change.rule}"
        for words in relation.edit.words if relation and relation.edit else ():
            yield f"words         {page.id[:100]}\n   before  {words.before or '-'}\n   after   {words.after or '-'}\n   for     {', '.join(words.signals)}"


def main() -> int:
    """Print the figures of both halves beside their floors; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=Path, help="write what is told, as the scorer reads it")
    parser.add_argument("--show", action="store_true", help="print what is told, to be read by eye")
    parser.add_argument("--pin", action="store_true", help="write what is measured as the new floors")
    options = parser.parse_args()
    if not PAGES.exists():
        print("../shared is not beside this checkout: edits are not scored")
        return 0
    found = list(pages(default_engine()))
    if options.rows:
        options.rows.write_text("".join(json.dumps(row) + "\n" for row in told(found)), "utf-8")
    if options.show:
        print("\n".join(_shown(found)))
    parts = {"all": found} | {
        half: [page for page in found if page.half == half] for half in ("tuned", "left out")
    }
    measured = {name: figures(part) for name, part in parts.items()}
    print(f"{'':18} " + " ".join(f"{name:>9}" for name in measured))
    for name in measured["all"]:
        print(f"{name:18} " + " ".join(f"{part[name]:9.3f}" for part in measured.values()))
    return held_to_floors("edits", measured, pin=options.pin)


if __name__ == "__main__":
    sys.exit(main())
