"""Units, releases and histories of invented states, for the tests of link and compare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.fakes import build_facets
from tracker.compare.compare_units import compare
from tracker.domain import Cause, Change, Kind, Label, Link, Release, Unit
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import link

PLAIN = build_facets(
    speakers=frozenset({"Norvale", "Estmark"}),
    act="",
    action="",
    target="",
    topics=frozenset({"diplomatic.engagement"}),
)


def unit(
    quote: str, *, at: int = 0, revision: str = "r1", kind: Kind = Kind.U_JOINT, **facets: object
) -> Unit:
    """Return a unit that says *quote* at offset *at*; facets not named are those of a plain undertaking."""
    slots = {"action": quote.lower(), **facets, "family": kind.family}
    return Unit(
        content_id("unit", revision, at, quote),
        revision,
        at + 1,
        at,
        at + len(quote),
        quote,
        kind,
        replace(PLAIN, **slots),  # type: ignore[arg-type]
    )


def read_unit(quote: str, **given: Any) -> Unit:
    """Return a :func:`unit` that was read, not coded: its slots may be cut too short or too long."""
    return replace(unit(quote, **given), confidence=0.9)


def release(ref: str, day: date, title: str = "Norvale-Estmark joint statement") -> Release:
    """Return a release of the source "norvale"."""
    return Release(content_id("release", "norvale", ref), "norvale", ref, "Norvale", "", title, day)


def said(
    units: Sequence[Unit], document: Release, standing: LineHistory
) -> tuple[tuple[Link, ...], tuple[Change, ...]]:
    """Relate *units* of *document* to *standing*, remember them there, and return links and changes."""
    assert document.published_on
    standing.as_of(document.published_on)
    links = link(units, document, standing)
    changes = compare(units, links, document, standing, Cause.RELEASE)
    dropped = {change.line.id for change in changes if change.label is Label.DROPPED}
    standing.add(document, [(one, placed.line) for one, placed in zip(units, links, strict=True)], dropped)
    return links, changes


ENGAGE = "agreed to continue efforts to engage Lurania"
RESPOND = "decided to respond firmly to further incursions in the Halden Sea"
RECOGNISE = "will never accept the annexation of the Skerry Islands"
SHARE = "agreed to share early warning data on storms"
