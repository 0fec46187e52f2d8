"""What is told where a release of a coded chain took the place of the one before it, as if it were an edit.

    python -m tests.golden.chain_edits [SET...]

The chains are those of ``../shared/gold`` (``dev``, ``dev2`` and ``train``; without a SET, the first two, which the
network never saw). Pairs of texts that share few words are left out. A unit that is new, or whose line stood in
an older text, is added; one that is absent was removed; one whose label is REAFFIRMED did not move. The
scorer is that of edits. Who is coded for releases that are weeks apart says more often that two wordings say the same.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from tests.golden.edits import SHARED, Row, related, scored
from tracker.engine import Engine, default_engine
from tracker.exports.json_rows import change_row

ALIKE = 0.35  # share of the words of both texts that stand in the same order


def told_and_judged(folder: Path, engine: Engine) -> Iterator[tuple[list[Row], list[Row]]]:
    """Yield for each two texts of a chain in *folder* that follow each other what is told and what was coded."""
    releases = {row["id"]: row for row in _rows(folder / "releases.jsonl")}
    units = {(row["doc"], row["n"]): row for row in _rows(folder / "units.jsonl") if not row.get("parent")}
    links, absent = _rows(folder / "links.jsonl"), _rows(folder / "absent.jsonl")
    before: dict[str, str] = {}
    for row in (*links, *absent):
        doc, earlier = row["doc"], row["prev_doc"]
        if earlier and releases[earlier]["published"] <= releases[doc]["published"]:
            before[doc] = max(
                before.get(doc, earlier), earlier, key=lambda one: (releases[one]["published"], one)
            )
    for doc, earlier in before.items():
        old, new = releases[earlier], releases[doc]
        if SequenceMatcher(None, old["text"].split(), new["text"].split(), autojunk=False).ratio() < ALIKE:
            continue
        pair = new | {"url": doc, "text_before": old["text"], "text_after": new["text"]}
        relation = related(pair, engine)
        judged = [
            _judged(doc, "", units[doc, row["n"]]["quote"], "ADDED")
            if row["label"] == "NEW" or row["prev_doc"] != earlier
            else _judged(
                doc, units[earlier, row["prev_n"]]["quote"], units[doc, row["n"]]["quote"], row["label"]
            )
            for row in links
            if row["doc"] == doc
            and row["label"] != "REAFFIRMED"
            and (doc, row["n"]) in units
            and (row["prev_doc"] != earlier or (earlier, row["prev_n"]) in units)
        ]
        judged += [
            _judged(doc, units[earlier, row["prev_n"]]["quote"], "", "REMOVED")
            for row in absent
            if (row["doc"], row["prev_doc"]) == (doc, earlier) and (earlier, row["prev_n"]) in units
        ]
        yield [change_row(change) for change in relation.changes] if relation else [], judged


def _judged(page: str, before: str, after: str, label: str) -> Row:
    return {"page": page, "before": before, "after": after, "label": label, "worth": 1}


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> None:
    """Print the figures of the sets named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sets", nargs="*", default=["dev", "dev2"])
    engine = default_engine()
    told: list[Row] = []
    judged: list[Row] = []
    for name in parser.parse_args().sets:
        for rows, coded in told_and_judged(SHARED / "gold" / name, engine):
            told += rows
            judged += coded
    for name, value in scored(judged, told).items():
        print(f"{name:18} {value:.3f}")


if __name__ == "__main__":
    main()
