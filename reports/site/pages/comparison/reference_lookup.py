"""What a reader points at: a statement, or a whole text. By id, ref, or the address of a page of ours or of a source."""

from __future__ import annotations

import re

from reports.site.page_context import PageContext, QueryError
from tracker.domain import Mention, Release
from tracker.errors import StoreError
from tracker.store import ChangeQuery
from tracker.text.sanitize import clean

LONGEST = 2_000  # characters; no address has as many
MEND = "paste the address of a page of this site, or the id, ref or address of a release"

# Anchors: u and n are a unit and its remark on the page of a release, m a mention and c a change on that of a line.
_OURS = re.compile(
    r"(?:\S*/)?(?:releases|lines)/(?P<id>[0-9a-f]{8,64})\.html(?:\?[^\s#]*)?"
    r"(?:#(?:(?P<sort>[unmc])-(?P<part>[0-9a-f]{8,64}))?\S*)?"
)


def resolve_reference(view: PageContext, field: str, text: str) -> Mention | Release:
    """Return the statement or the release that *text*, typed into *field*, means.

    The page of a release means all of it, at a quote the statement there; a line
    means what was last said on it.

    Raises:
        QueryError: It means nothing that is held, or several releases.
    """
    if len(text) > LONGEST:
        raise QueryError(f"{field}: that is {len(text):,} characters; {MEND}.")
    found = _OURS.fullmatch(text)
    wanted = (found["part"] or found["id"]) if found else text
    if found and found["sort"] == "c":
        wanted = _spoken(view, wanted)
    if line := view.atlas.lines.get(wanted):
        wanted = line.mentions[-1].unit if line.mentions else ""
    if mention := view.store.mentions_by_unit([wanted]).get(wanted):
        return mention
    if release := view.atlas.releases.get(wanted):
        return release.release
    try:
        return view.store.find_release(wanted.split("#:~:")[0])
    except StoreError as error:
        raise QueryError(f"{field}: {clean(error.message)}; {MEND}.") from error


def _spoken(view: PageContext, change_id: str) -> str:
    """Return the unit a change is about; "" where no such change is held."""
    found = view.store.changes(ChangeQuery(ids=[change_id]))
    mention = found[0].after or found[0].before if found else None
    return mention.unit.id if mention else ""
