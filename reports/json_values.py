"""A digest as plain values, for JSON. Its changes are the rows of ``export changes``."""

from __future__ import annotations

from typing import Any

from reports.digest.compose import Count, Digest
from reports.digest.sources_section import SourcesSection
from tracker.exports.json_rows import change_row, day
from tracker.source_health.report import iso, since, trouble_row, word


def digest_values(digest: Digest) -> dict[str, Any]:
    """Return *digest* as one JSON value: counts first, then the sections with their rows."""
    return {
        "title": digest.title,
        "since": digest.since.isoformat() if digest.since else None,
        "until": digest.until.isoformat() if digest.until else None,
        "window": digest.window,
        "releases": digest.releases,
        "lines": counted(digest.lines),
        "counts": {label.value: counted(tallied) for label, tallied in digest.tally},
        "recomputed": counted(digest.recomputed),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                **counted(section.count),
                "changes": [change_row(change) for change in section.changes],
            }
            for section in digest.sections
        ],
        "problems": [
            {"where": problem.where, "what": problem.what, "mend": problem.mend}
            for problem in digest.problems
        ],
        "sources": sources_values(digest.sources) if digest.sources else None,
    }


def sources_values(section: SourcesSection) -> dict[str, Any]:
    """Return how the sources fare as one JSON value; the keys are those of ``status --json``."""
    return {
        "headline": section.headline,
        "sources": [
            {
                "source": watched.source,
                "state": word(watched),
                "since": iso(since(watched)),
                "checked": iso(watched.checked_at),
                "succeeded": iso(watched.succeeded_at),
                "what": watched.what,
                "mend": watched.mend,
                "quiet_since": iso(watched.quiet_since),
                "paused": iso(watched.paused_at),
                "paused_why": watched.paused_why,
                "troubles": [trouble_row(trouble) for trouble in troubles],
            }
            for watched, troubles in section.watched
        ],
        "withdrawn": [
            {
                "release": gone.release.ref,
                "source": gone.release.source,
                "title": gone.release.title,
                "url": gone.release.url,
                "published": day(gone.release),
                "found": iso(gone.at),
            }
            for gone in section.withdrawn
        ],
    }


def counted(count: Count) -> dict[str, int]:
    """Return a count as JSON keeps it, without a total."""
    return {"commitments": count.commitments, "positions": count.positions}
