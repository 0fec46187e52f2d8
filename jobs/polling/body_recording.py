"""Bodies written down as they are: what is read from files, and what an operator has looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tracker.domain import Document, Problem, Release, Revision, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text
from tracker.hashing import content_id
from tracker.sources.announcements import make_release, undated_problem
from tracker.store import Store
from tracker.store.records import BodyRecord, RefusedBody
from tracker.text.dates import is_plausible


def accept_refused(
    store: Store, refused: RefusedBody, selectors: Selectors | None, now: datetime
) -> Revision | None:
    """Record what was held back as a revision all the same: an operator has looked at it."""
    raw = store.refused_body(refused.source, refused.ref)
    assert raw is not None, "what is refused has a body"
    release = make_release(
        refused.source, refused.ref, url=refused.url, title=refused.title, published_on=refused.published_on
    )
    revision = record_body(
        store,
        release,
        raw,
        now,
        media_type=refused.media_type,
        charset=refused.charset,
        selectors=selectors,
        again=True,
    )
    store.clear_refused(refused.source, refused.ref)
    return revision


def record_body(
    store: Store,
    release: Release,
    body: bytes,
    now: datetime,
    *,
    media_type: str,
    charset: str = "",
    selectors: Selectors | None = None,
    again: bool = False,
) -> Revision | None:
    """Keep *body*, read from a file, as a revision of *release*; None where it was seen before.

    What the file does not say (title, date) is taken from its text. A body no
    text can be got from is kept too: the next step reports it, and a better
    extractor may read it.
    """
    try:
        document = extract(
            body, media_type, charset=charset, selectors=selectors or Selectors(), where=release.ref
        )
    except UnreadableRevision:
        fingerprint, characters = content_id("body", body), 0
    else:
        release = fill_in_release(release, document)
        fingerprint, characters = fingerprint_of(document), len(statement_text(document))
    record = BodyRecord(
        release, body, media_type, charset, now, fingerprint, again=again, characters=characters
    )
    return store.record_bodies([record])[0]


def fill_in_release(release: Release, document: Document, today: date | None = None) -> Release:
    """Fill in from the page what the announcement did not say; what lies after *today* is no date of publication."""
    found = document.published_on
    day = found if found is None or today is None or is_plausible(found, today) else None
    return replace(
        release,
        title=release.title or document.title,
        published_on=release.published_on or day,
    )


def fingerprint_of(document: Document) -> str:
    """Name what is said on a page, so that a new menu or a broken line is no new revision."""
    return content_id("statement", " ".join(statement_text(document).split()))


def revision_status(revision: Revision | None) -> str:
    """Name what a recorded text was: "new", "edited", or "unchanged" where it was seen before."""
    if revision is None:
        return "unchanged"
    return "new" if revision.number == 1 else "edited"


def undated_problems(revision: Revision | None) -> tuple[Problem, ...]:
    """Return a problem where a new release bears no date."""
    if revision is None or revision.number > 1 or revision.release.published_on is not None:
        return ()
    where = revision.release.url or revision.release.ref
    return (undated_problem(where, f"set selectors.date of {revision.release.source}"),)
