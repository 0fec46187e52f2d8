"""Where a line is told. Pure: an entry of the atlas in, an address relative to the root out."""

from __future__ import annotations

from reports.site.entries import LineEntry
from reports.view import addresses


def line_address(entry: LineEntry, change: str = "") -> str:
    """Return the page that tells most of the line: its own, or the release where it was said, at the unit.

    With *change*, a line page is opened at that change. "" where nothing that is
    held speaks on the line any longer.
    """
    if entry.has_page:
        return addresses.line(entry.line.id, change)
    if entry.mentions:
        return addresses.release(entry.mentions[-1].release, entry.mentions[-1].unit)
    return addresses.release(entry.changes[-1].release) if entry.changes else ""
