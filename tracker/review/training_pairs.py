"""Answers of analysts as judged pairs: what the model of links and the rules of labels can be fitted to and scored on.

One row a pair of quotes, in the form of the judged pairs of docs/training.md; what
the format asks and an answer does not say is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tracker.errors import writing_to
from tracker.review.decisions import Decision, QuoteLocation, Ruling

SAME = frozenset({Ruling.SAME, Ruling.MERGE, Ruling.LABEL})
DIFFERENT = frozenset({Ruling.DIFFERENT, Ruling.SPLIT})


def pair_rows(decisions: Iterable[Decision]) -> Iterator[dict[str, Any]]:
    """Yield a row for each pair of quotes that *decisions*, oldest first, are about; what was undone says nothing.

    A label says that the two are one line. Of two answers on a pair the last counts.
    """
    pairs: dict[tuple[str, QuoteLocation, QuoteLocation], dict[str, Any]] = {}
    for decision in decisions:
        at, before = decision.at, decision.before
        if not decision.stands or not at.quote or before is None or not before.quote:
            continue
        if decision.ruling not in SAME | DIFFERENT:
            continue
        key = (decision.source, before, at)
        row = pairs.setdefault(key, {"label": ""})
        row["relation"] = "same" if decision.ruling in SAME else "different"
        row["label"] = decision.value if decision.ruling is Ruling.LABEL else row["label"]
        row["by"], row["at"] = decision.by, decision.decided_at.isoformat()
    for number, ((source, before, at), row) in enumerate(pairs.items(), start=1):
        yield {
            "pair": number,
            "from": "review",
            "source": source,
            "earlier": _quoted(before),
            "later": _quoted(at),
            "units": "both",
            "relation": row["relation"],
            "label": row["label"] if row["relation"] == "same" else "",
            "worth": None,
            "why": "",
            "by": row["by"],
            "at": row["at"],
        }


def write_pairs(decisions: Iterable[Decision], path: Path) -> int:
    """Write the rows of *decisions* to *path*, one JSON object a line; return how many there are.

    Raises:
        InputError: The file cannot be written.
    """
    rows = list(pair_rows(decisions))
    with writing_to(path):
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return len(rows)


def _quoted(spot: QuoteLocation) -> dict[str, Any]:
    return {"release": spot.release, "start": spot.start, "end": spot.end, "quote": spot.quote}
