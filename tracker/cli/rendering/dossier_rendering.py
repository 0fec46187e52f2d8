"""A dossier in the terminal and as rows: what others say on the subject of a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tracker.link.dossiers import Dossier, DossierLine
from tracker.text.sanitize import one_line

QUOTED = 110  # characters of a quote


def dossier_lines(dossier: Dossier | None, issuer: str = "") -> Iterator[str]:
    """Yield lines for people: one block an issuer, *issuer* and then the nearest first; nothing where nobody else says anything."""
    if dossier is None:
        return
    yield "On the same subject:"
    for row in sorted(dossier.others, key=lambda one: one.issuer != issuer):
        yield f"  {one_line(row.issuer)}"
        for one in row.lines:
            times = "once" if one.times == 1 else f"{one.times} times since {one.first_on}"
            said = one.latest.release.published_on
            joined = ", joined by an analyst" if one.joined else ""
            yield f"    {one.line.id[:8]}  {said}, {times}{joined}: “{_short(one.latest.unit.quote)}”"


def dossier_rows(dossier: Dossier | None) -> Iterator[dict[str, Any]]:
    """Yield a row for each line of the dossier but the one it is of."""
    for row in dossier.others if dossier else ():
        for one in row.lines:
            yield _row(one)


def _row(one: DossierLine) -> dict[str, Any]:
    latest = one.latest
    return {
        "row": "dossier",
        "line": one.line.id,
        "line_name": one.line.name,
        "source": one.line.source,
        "issuer": one.issuer,
        "times": one.times,
        "first_on": one.first_on,
        "last_on": latest.release.published_on,
        "release": latest.release.ref,
        "quote": latest.unit.quote,
        "kind": latest.unit.kind.value,
        "level": latest.unit.facets.level,
        "likeness": one.likeness,
        "joined": one.joined,
    }


def _short(quote: str) -> str:
    said = one_line(quote)
    return said if len(said) <= QUOTED else f"{said[:QUOTED].rsplit(' ', 1)[0]} …"
