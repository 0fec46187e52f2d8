"""Releases, units and changes of invented states, with sensible defaults and keyword overrides.

    build_release -> build_revision -> build_unit(build_facets) -> build_line, build_mention -> build_change

Everything is frozen; two calls with the same arguments give equal values.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tracker.domain import (
    Block,
    Cause,
    Change,
    Document,
    Facets,
    Kind,
    Label,
    Line,
    Mention,
    Release,
    Revision,
    Role,
    Unit,
)
from tracker.hashing import content_id

SOURCE = "norvale-mfa"
DAY = date(2031, 3, 4)
NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
QUOTE = "Norvale will respond to any further incursion into the Halden Sea."
STAMP = "extract.v1 rules.v1 slots.v1 facets.v1"


def build_release(ref: str = "NV-2031-001", **overrides: Any) -> Release:
    """Return a dated release of the foreign ministry of Norvale; its id follows from source and ref."""
    source = overrides.get("source", SOURCE)
    release = Release(
        id=content_id("release", source, ref),
        source=source,
        ref=ref,
        issuer="Norvale",
        url=f"https://mfa.norvale.example/releases/{ref}",
        title="Statement on the Halden Sea",
        published_on=DAY,
    )
    return replace(release, **overrides)


def build_revision(release: Release | None = None, text: str = QUOTE, **overrides: Any) -> Revision:
    """Return the first revision of *release*, showing *text* as plain UTF-8."""
    release = release or build_release()
    body = overrides.get("body", text.encode())
    revision = Revision(
        id=content_id("revision", release.id, body),
        release=release,
        number=1,
        body=body,
        media_type="text/plain",
        charset="utf-8",
        seen_at=NOW,
    )
    return replace(revision, **overrides)


def build_document(text: str = QUOTE, **overrides: Any) -> Document:
    """Return *text* as a document of one paragraph."""
    return replace(Document(text, (Block(0, len(text), Role.PARAGRAPH),)), **overrides)


def build_facets(**overrides: Any) -> Facets:
    """Return what an undertaking of Norvale at level 4 says; override any facet by its name."""
    facets = Facets(
        family="U",
        speakers=frozenset({"Norvale"}),
        addressees=frozenset(),
        act="respond",
        action="respond to any further incursion",
        target="further incursion",
        topics=frozenset({"security"}),
        level=4,
        intensity=0,
        polarity="+",
        direction="",
        condition="",
        deadline="",
        amount="",
        instrument="",
        goal="",
        scope_items=frozenset(),
        scope_examples=False,
        reaffirm_claimed=False,
    )
    return replace(facets, **overrides)


def build_unit(quote: str = QUOTE, **overrides: Any) -> Unit:
    """Return a unit that quotes *quote*; its id follows from revision, start and end.

    Facets are those of :func:`build_facets`; pass ``facets=build_facets(level=2)`` for others.
    """
    revision = overrides.get("revision", build_revision().id)
    start = overrides.get("start", 0)
    end = overrides.get("end", start + len(quote))
    unit = Unit(
        id=content_id("unit", revision, start, end),
        revision=revision,
        ordinal=1,
        start=start,
        end=end,
        quote=quote,
        kind=Kind.U_OWN,
        facets=build_facets(),
        cue="will",
        rules=("will: undertaking, level 4",),
    )
    return replace(unit, **overrides)


def build_line(name: str = "respond to incursions", **overrides: Any) -> Line:
    """Return a line of Norvale; its id follows from source and name."""
    source = overrides.get("source", SOURCE)
    return replace(Line(content_id("line", source, name), source, name), **overrides)


def build_mention(quote: str = QUOTE, *, release: Release | None = None, **unit_overrides: Any) -> Mention:
    """Return *quote* as said in *release*, in a revision whose text is that quote."""
    release = release or build_release()
    unit_overrides.setdefault("revision", build_revision(release, quote).id)
    return Mention(build_unit(quote, **unit_overrides), release)


def build_change(label: Label = Label.REAFFIRMED, **overrides: Any) -> Change:
    """Return a change of a line between two releases of Norvale, a year apart.

    NEW comes without *before*, NOT_REPEATED and DROPPED without *after*; the id
    follows from line, before, after and label.
    """
    earlier = build_mention(release=build_release("NV-2030-001", published_on=DAY.replace(year=2030)))
    release = overrides.get("release", build_release())
    silent = label in (Label.NOT_REPEATED, Label.DROPPED)
    line = overrides.get("line", build_line())
    before = overrides.get("before", None if label is Label.NEW else earlier)
    after = overrides.get("after", None if silent else build_mention(release=release))
    change = Change(
        id=content_id(
            "change",
            line.id,
            before.unit.id if before else None,
            after.unit.id if after else None,
            label.value,
        ),
        line=line,
        label=label,
        cause=Cause.RELEASE,
        release=release,
        before=before,
        after=after,
        rule=f"{label.value}: as the test says",
    )
    return replace(change, **overrides)
