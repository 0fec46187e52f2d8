"""Units, changes and lines as rows of JSON, the form in which data leaves the program, and what each column of an export says.

Sets become sorted lists, dates ISO text, what is empty stays empty. The keys are
a promise to whoever reads an export; add, never rename.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type as Parquet and Arrow call it, and what it says. *empty*: whether it may be null."""

    name: str
    kind: str  # string, date32, int8, int32, bool, double, list<string>, list<delta>
    about: str
    empty: bool = False


FIRST_IN_CSV = ("published", "source", "label", "kind", "quote", "prev_quote", "title", "line_name")


def csv_columns(columns: Sequence[Column]) -> list[str]:
    """Return the names of *columns* as a reader of a table wants them: when, who, what and the words first.

    >>> csv_columns([Column("start", "int32", ""), Column("quote", "string", ""), Column("label", "string", "")])
    ['label', 'quote', 'start']
    """
    names = [column.name for column in columns]
    first = [name for name in FIRST_IN_CSV if name in names]
    return [*first, *(name for name in names if name not in first)]


UNITS = (
    Column("release", "string", "what the publisher calls the release: archive id, guid, or its address"),
    Column("source", "string", "id of the source in config.toml"),
    Column("published", "date32", "day of publication in the publisher's zone; null = undated", empty=True),
    Column("title", "string", "title of the release"),
    Column("url", "string", "address of the release"),
    Column("start", "int32", "where the quote begins in the text read, in code points"),
    Column("end", "int32", "where it ends, exclusive"),
    Column("quote", "string", "the statement, verbatim"),
    Column("kind", "string", "U.… is a commitment; D.…, S.… and E.… are positions"),
    Column("level", "int8", "1 to 5 on the ladder of its family, the letter kind begins with"),
    Column("polarity", "string", "+ the action is to happen, - it is not to"),
    Column("intensity", "int8", "-1 hedged, 0 plain, 1 emphatic"),
    Column("speakers", "list<string>", "who speaks: ISO 3166 codes or short names"),
    Column("addressees", "list<string>", "who is asked or judged"),
    Column("action", "string", "what is to be done, in normal form"),
    Column("act", "string", "class of that action"),
    Column("direction", "string", "start, increase, maintain, decrease, stop or empty"),
    Column("target", "string", "towards whom or what it goes, as written"),
    Column("topics", "list<string>", "topics, as military.alliance"),
    Column("condition", "string", "condition, verbatim"),
    Column("deadline", "string", "deadline, verbatim"),
    Column("amount", "string", "amount, verbatim"),
    Column("instrument", "string", "instrument named, verbatim"),
    Column("goal", "string", "goal, verbatim"),
    Column("scope_items", "list<string>", "what it covers, as listed"),
    Column("reaffirm_claimed", "bool", "whether the text says it repeats"),
    Column("line", "string", "id of the line it sits on; null = on none", empty=True),
    Column("line_name", "string", "name of that line", empty=True),
    Column("parent", "string", "id of the unit whose list it is an item of; null = of none", empty=True),
    Column("confidence", "double", "0 to 1, that it is a unit as coded; null = read once", empty=True),
    Column("id", "string", "id of the unit"),
)
CHANGES = (
    Column("release", "string", "release where the line moved, as its publisher calls it"),
    Column(
        "start", "int32", "where the quote begins in its text, in code points; null = silence", empty=True
    ),
    Column("end", "int32", "where it ends, exclusive", empty=True),
    Column("label", "string", "how the line moved: NEW, REAFFIRMED, WEAKENED …"),
    Column("prev_release", "string", "release of the earlier statement; null = none", empty=True),
    Column("prev_start", "int32", "where its quote begins", empty=True),
    Column("prev_end", "int32", "where it ends, exclusive", empty=True),
    Column("also", "list<string>", "other labels that fired"),
    Column("deltas", "list<delta>", "what differs: facet, before, after, verdict"),
    Column("cause", "string", "release, edit or recomputed"),
    Column("rule", "string", "which rule fired, and on what"),
    Column("minor", "bool", "whether emphasis alone moved"),
    Column("note", "string", "what else is to be known"),
    Column("review", "bool", "whether an analyst should look"),
    Column("line", "string", "id of the line"),
    Column("line_name", "string", "name of the line"),
    Column("source", "string", "id of the source in config.toml"),
    Column("published", "date32", "day of publication of the release; null = undated", empty=True),
    Column("quote", "string", "what is said now, verbatim; null = silence", empty=True),
    Column("prev_quote", "string", "what was said before, verbatim", empty=True),
    Column("prev_published", "date32", "day it was published", empty=True),
    Column("id", "string", "id of the change"),
    Column("link", "string", "told; possible (the earlier statement may be of another line); new"),
)
