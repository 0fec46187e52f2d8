"""Units, changes and lines as rows of JSON: the form in which data leaves the program.

Sets become sorted lists, dates ISO text, what is empty stays empty. The keys are
a promise to whoever reads an export; add, never rename.
"""

from __future__ import annotations

from typing import Any

from tracker.domain import Change, Facets, Line, Mention, Release, Unit
from tracker.store.records import LineSummary, StoredEdit

Row = dict[str, Any]

READ_KEYS = tuple(
    (
        "release start end quote kind level polarity intensity speakers action target topics condition deadline amount "
        "reaffirm_claimed instrument goal scope_items addressees act direction"
    ).split()
)
# facets that are given, in their order
FACET_KEYS = tuple(
    (
        "level polarity intensity speakers addressees action act direction target topics condition deadline amount "
        "instrument goal scope_items reaffirm_claimed"
    ).split()
)


def unit_row(release: Release, unit: Unit, line: Line | None) -> Row:
    """Return a row of ``export units``: offsets are code points into the text of the release."""
    return {
        "release": release.ref,
        "source": release.source,
        "published": published_day(release),
        "title": release.title,
        "url": release.url,
        "start": unit.start,
        "end": unit.end,
        "quote": unit.quote,
        "kind": unit.kind.value,
        **facet_row(unit.facets),
        "line": line.id if line else None,
        "line_name": line.name if line else None,
        "parent": unit.parent,
        "confidence": unit.confidence,
        "id": unit.id,
    }


def facet_row(facets: Facets) -> Row:
    """Return the facets of a unit as rows have them."""
    said = ((name, getattr(facets, name)) for name in FACET_KEYS)
    return {name: sorted(value) if isinstance(value, frozenset) else value for name, value in said}


def read_row(release: Release, unit: Unit) -> Row:
    """Return a row of ``read --json``: a unit that no store has placed on a line."""
    row = unit_row(release, unit, None)
    return {key: row[key] for key in READ_KEYS}


def change_row(change: Change) -> Row:
    """Return a row of ``export changes``.

    NEW has nulls in ``prev_*``; a silence has nulls in ``start`` and ``end``,
    and ``prev_*`` say what the release is silent about.
    """
    before, after = change.before, change.after
    return {
        "release": change.release.ref,
        "start": after.unit.start if after else None,
        "end": after.unit.end if after else None,
        "label": change.label.value,
        "prev_release": before.release.ref if before else None,
        "prev_start": before.unit.start if before else None,
        "prev_end": before.unit.end if before else None,
        "also": [label.value for label in change.also],
        "deltas": [
            {"facet": delta.facet, "before": delta.before, "after": delta.after, "verdict": delta.verdict}
            for delta in change.deltas
        ],
        "cause": change.cause.value,
        "rule": change.rule,
        "minor": change.minor,
        "note": change.note,
        "review": change.review,
        "line": change.line.id,
        "line_name": change.line.name,
        "source": change.release.source,
        "published": published_day(change.release),
        "quote": after.unit.quote if after else None,
        "prev_quote": before.unit.quote if before else None,
        "prev_published": published_day(before.release) if before else None,
        "id": change.id,
        "link": change.link.value,
    }


def edit_row(held: StoredEdit) -> Row:
    """Return a row of ``export edits``: how a later text of a release differs from the one before."""
    edit, release = held.edit, held.release
    return {
        "release": release.ref,
        "source": release.source,
        "published": published_day(release),
        "title": release.title,
        "url": release.url,
        "before_text": held.before.number,
        "before_seen": held.before.seen_at.isoformat(),
        "before_sha256": held.before.sha256,
        "after_text": held.after.number,
        "after_seen": held.after.seen_at.isoformat(),
        "after_sha256": held.after.sha256,
        "counts": {edit_class.value: number for edit_class, number in edit.counts.items()},
        "words": [
            {"before": one.before, "after": one.after, "signals": list(one.signals)} for one in edit.words
        ],
        "returns": edit.returns.value,
        "news": held.news,
        "recorded": held.recorded_at.isoformat(),
        "id": edit.id,
    }


def line_row(summary: LineSummary) -> Row:
    """Return a row of ``lines --json``."""
    return {
        "line": summary.line.id,
        "line_name": summary.line.name,
        "source": summary.line.source,
        "mentions": summary.mentions,
        "first": summary.first_on.isoformat(),
        "last": summary.last_on.isoformat(),
        "kind": summary.kind.value,
        "level": summary.level,
        "last_label": summary.last_label.value if summary.last_label else None,
        "quote": summary.quote,
    }


def mention_row(mention: Mention, line: Line) -> Row:
    """Return a mention of ``history --json``: the unit, marked ``row: mention``."""
    return {"row": "mention", **unit_row(mention.release, mention.unit, line)}


def published_day(release: Release) -> str | None:
    """Return the day of publication as ISO text."""
    return release.published_on.isoformat() if release.published_on else None
