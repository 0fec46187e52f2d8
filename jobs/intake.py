"""Bytes that arrived, on their way into the store: from the web and from files alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from tracker.domain import Document, Release, Revision, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract import extract, statement_text
from tracker.hashing import content_id
from tracker.store import Store


def record(
    store: Store,
    release: Release,
    body: bytes,
    now: datetime,
    *,
    media_type: str,
    charset: str = "",
    selectors: Selectors | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
) -> Revision | None:
    """Keep *body* as a revision of *release*; None where it says nothing that was not seen before.

    What the announcement left open (title, date) is taken from the page. A body
    no text can be got from is kept too: the next step reports it, and a better
    extractor may read it.
    """
    try:
        document = extract(
            body, media_type, charset=charset, selectors=selectors or Selectors(), where=release.ref
        )
    except UnreadableRevision:
        fingerprint = content_id("body", body)
    else:
        release = complete(release, document)
        fingerprint = fingerprint_of(document)
    return store.record(
        release,
        body,
        media_type=media_type,
        charset=charset,
        fingerprint=fingerprint,
        etag=etag,
        last_modified=last_modified,
        now=now,
    )


def complete(release: Release, document: Document) -> Release:
    """Fill in from the page what the announcement did not say."""
    return replace(
        release,
        title=release.title or document.title,
        published_on=release.published_on or document.published_on,
    )


def fingerprint_of(document: Document) -> str:
    """Name what is said on a page, so that a new menu or a broken line is no new revision."""
    return content_id("statement", " ".join(statement_text(document).split()))
