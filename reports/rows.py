"""A digest as plain values, for JSON. Its changes are the rows of ``export changes``."""

from __future__ import annotations

from typing import Any

from reports.digest import Count, Digest
from tracker.rows import change_row


def digest_values(digest: Digest) -> dict[str, Any]:
    """Return *digest* as one JSON value: counts first, then the sections with their rows."""
    return {
        "title": digest.title,
        "since": digest.since.isoformat() if digest.since else None,
        "until": digest.until.isoformat() if digest.until else None,
        "window": digest.window,
        "releases": digest.releases,
        "lines": _counted(digest.lines),
        "counts": {label.value: _counted(tallied) for label, tallied in digest.tally},
        "recomputed": _counted(digest.recomputed),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                **_counted(section.count),
                "changes": [change_row(change) for change in section.changes],
            }
            for section in digest.sections
        ],
        "problems": [
            {"where": problem.where, "what": problem.what, "mend": problem.mend}
            for problem in digest.problems
        ],
    }


def _counted(counted: Count) -> dict[str, int]:
    return {"commitments": counted.commitments, "positions": counted.positions}
