"""A release as a user names it: a file, a release in the store, or a URL."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tracker import pipeline
from tracker.domain import Problem, Release
from tracker.engine import Engine
from tracker.errors import InputError, StoreError
from tracker.fetch import NotModified, Web
from tracker.hashing import content_id
from tracker.pipeline import Reading
from tracker.sources.announcements import AnnouncedRelease, make_release
from tracker.sources.kinds.files import read_files
from tracker.sources.read_announced import read_announced
from tracker.store import Store

URL = re.compile(r"https?://", re.IGNORECASE)


def read_single_release(path: Path, source: str, side: str) -> AnnouncedRelease:
    """Return the only release in the file at *path*, as of *source*; *side* tells two files of one name apart.

    Raises:
        InputError: It cannot be read, or does not hold exactly one release.
    """
    found: list[AnnouncedRelease] = []
    problems: list[Problem] = []
    for item in read_files([path], source=source):
        if isinstance(item, Problem):
            problems.append(item)
        else:
            found.append(item)
    if len(found) > 1:
        raise InputError(
            f"holds {len(found)} releases", where=str(path), remedy="one release is compared with one other"
        )
    # That a text has no date is a problem for a history, not for two texts side by side.
    excused = 1 if found and found[0].release.published_on is None else 0
    if len(problems) > excused:
        raise InputError(problems[-1].message, where=problems[-1].where, remedy=problems[-1].remedy)
    if not found:
        raise InputError("holds no release", where=str(path), remedy="give a .txt, .html or .md file")
    release = found[0].release
    identity = content_id("release", source, side, release.ref)
    return replace(found[0], release=replace(release, source=source, id=identity))


def resolve_reading(
    text: str, side: str, engine: Engine, *, web: Callable[[], Web], store: Callable[[], Store | None]
) -> tuple[Release, Reading]:
    """Return the release *text* names, with its reading. *web* and *store* are opened only where they are needed.

    A file goes before a release of the same name in the store.

    Raises:
        InputError: It is neither a file, nor a URL, nor a release in the store.
        FetchError: The page did not come.
        UnreadableRevision: There is no text in it.
    """
    if URL.match(text):
        answer = web().get(text)
        assert not isinstance(answer, NotModified), "no validators were sent"
        release = make_release("accounts", text, url=text)
        return read_announced(
            AnnouncedRelease(release, answer.body, answer.media_type, answer.charset), engine
        )
    path = Path(text)
    if path.exists():
        return read_announced(read_single_release(path, "accounts", side), engine)
    held = store()
    if held is None:
        raise InputError(
            "there is no such file, and no store to look in", where=text, remedy="check the name"
        )
    try:
        release = held.find_release(text)
    except StoreError as error:
        raise InputError(
            f"there is no such file, and {error.message}", where=text, remedy=error.remedy
        ) from error
    revision = held.find_revision(release.id)
    stood = held.read_revision(revision.id)
    return release, stood.reading if stood else pipeline.read(revision, engine)
