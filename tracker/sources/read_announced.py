"""Read a release that came with its text, as a file does, without a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tracker import pipeline
from tracker.domain import Release, Revision
from tracker.engine import Engine
from tracker.hashing import content_id
from tracker.reading import Reading
from tracker.sources.announcements import AnnouncedRelease


def read_announced(announced: AnnouncedRelease, engine: Engine) -> tuple[Release, Reading]:
    """Read one release given with its text.

    Raises:
        UnreadableRevision: There is no text in it.
    """
    release, body = announced.release, announced.body or b""
    identity = content_id("revision", release.id, body)
    now = datetime.now(UTC)
    revision = Revision(identity, release, 1, body, announced.media_type, announced.charset, now)
    document = pipeline.extract_document(revision, engine)
    release = replace(
        release,
        title=release.title or document.title,
        published_on=release.published_on or document.published_on,
    )
    return release, pipeline.read(replace(revision, release=release), engine)
