"""What else shows a release: the same text through other sources, and other sides' accounts of the same meeting. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.view import addresses as at
from reports.view.dates import ISO
from reports.view.display_names import title_beside_day
from tracker.domain import Release
from tracker.text.quote_links import safe_page_link
from tracker.text.sanitize import clean

BESIDE = frozenset({"meeting", "language"})  # releases of their own; see tracker.link.witnesses


@dataclass(frozen=True, slots=True)
class Witness:
    """Another release of the same text, or of the same meeting."""

    name: str  # its title, or of the same text its source
    issuer: str
    href: str  # on this site; "" where it is held under this one
    original: str  # the publisher's page; "" where it cannot be linked
    on: str
    compare: str  # side by side with this one; "" for a file


def also_published(witnesses: Sequence[tuple[Release, str]]) -> tuple[Witness, ...]:
    """Return the other sources of a release; *witnesses* come with how they are that."""
    return tuple(
        _witness(other, clean(other.source), "", "") for other, how in witnesses if how not in BESIDE
    )


def other_accounts(
    release: Release, witnesses: Sequence[tuple[Release, str]], *, live: bool
) -> tuple[Witness, ...]:
    """Return the accounts of the meeting *release* tells of, by other sides or in another language."""
    return tuple(
        _witness(
            other,
            title_beside_day(other),
            at.release(other.id),
            at.compare(release.id, other.id) if live else "",
        )
        for other, how in witnesses
        if how in BESIDE
    )


def _witness(other: Release, name: str, href: str, compare: str) -> Witness:
    return Witness(
        name, clean(other.issuer), href, safe_page_link(other.url), ISO.day(other.published_on), compare
    )
