"""What a change is about: its unit, the revisions it quotes, whether it came by an edit, where pages show it."""

from __future__ import annotations

from collections.abc import Iterable

from reports.view import addresses
from tracker.domain import Cause, Change, Label, Unit


def subject_unit(change: Change) -> Unit:
    """Return the unit a change is about: what is said now, or what is no longer said."""
    mention = change.after or change.before
    assert mention is not None, f"change {change.id} has neither an earlier nor a later text"
    return mention.unit


def quoted_revisions(changes: Iterable[Change]) -> set[str]:
    """Return the revisions that *changes* quote, by id."""
    return {
        side.unit.revision for change in changes for side in (change.before, change.after) if side is not None
    }


def is_edit(change: Change) -> bool:
    """Say whether *change* came by an edit of its release, and not by another release.

    A new engine records what an edit moved under a cause of its own, so the cause
    alone does not tell. Both texts of one release, or a release that no longer
    says what it said itself, are an edit whoever recorded them.
    """
    return change.cause is Cause.EDIT or (
        change.before is not None and change.before.release.id == change.release.id
    )


def site_link(change: Change, site: str) -> str:
    """Return where the pages at *site* show *change*: said once, a line has no page of its own, and its text shows it."""
    if change.label is Label.NEW and change.after:
        return site + addresses.release(change.release.id, change.after.unit.id)
    return site + addresses.line(change.line.id, change.id)
