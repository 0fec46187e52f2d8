"""What others say on the subject of a line: one row an issuer, the last said first. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reports.site.entries import LineEntry, line_address
from reports.view import addresses as at
from reports.view.dates import ISO, SHORT
from reports.view.vocabulary import kind_words
from tracker.link.dossiers import Dossier, DossierLine
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean

SHOWN = 2  # lines of an issuer; the rest are counted


@dataclass(frozen=True, slots=True)
class DossierStatement:
    """A line of the dossier by what it said last."""

    on: str  # the day
    quote: str
    href: str  # the line, or the release where it was said
    kind: str  # "undertaking, definite ●●●●○"
    times: str  # "said 4 times since 2 Mar 2029"; "" = once
    joined: bool  # by an analyst


@dataclass(frozen=True, slots=True)
class DossierIssuer:
    """What one issuer says on the subject."""

    issuer: str
    statements: tuple[DossierStatement, ...]
    more: str  # "4 more"; "" = none


def dossier_issuers(dossier: Dossier | None, lines: Mapping[str, LineEntry]) -> tuple[DossierIssuer, ...]:
    """Return the rows of *dossier* without the line it is of; *lines* are those of the atlas."""
    if dossier is None:
        return ()
    return tuple(
        DossierIssuer(
            clean(row.issuer),
            tuple(dossier_statement(one, lines) for one in row.lines[:SHOWN]),
            f"{len(row.lines) - SHOWN} more" if len(row.lines) > SHOWN else "",
        )
        for row in dossier.others
    )


def dossier_statement(one: DossierLine, lines: Mapping[str, LineEntry]) -> DossierStatement:
    """Return a line of a dossier by what it said last; *lines* are those of the atlas."""
    unit, release = one.latest.unit, one.latest.release
    entry = lines.get(one.line.id)
    since = SHORT.day(one.first_on) if one.first_on else ""
    return DossierStatement(
        on=ISO.day(release.published_on),
        quote=clean(unit.quote),
        href=(line_address(entry) if entry else "") or at.release(release.id, unit.id),
        kind=kind_words(unit.kind, unit.facets.level),
        times=f"said {pluralize(one.times, 'time')} since {since}" if one.times > 1 else "",
        joined=one.joined,
    )
