"""What a source announces: the types that its kinds share, and how a release gets its identity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.domain import Problem, Release
from tracker.hashing import content_id

UNDATED = "no date found; it is kept and read, but not compared"


@dataclass(frozen=True, slots=True)
class Announced:
    """A release with its text, or without: *body* ``None`` means that release.url is to be fetched."""

    release: Release
    body: bytes | None = None
    media_type: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Announcements:
    """What one source announces now, in its own order, and what was wrong with the rest."""

    items: tuple[Announced, ...] = ()
    problems: tuple[Problem, ...] = ()


def release_of(
    source: str,
    ref: str,
    *,
    issuer: str = "",
    url: str = "",
    title: str = "",
    published_on: date | None = None,
) -> Release:
    """Return the release *ref* of *source*; the same two always give the same id."""
    return Release(content_id("release", source, ref), source, ref, issuer, url, title, published_on)


def undated(where: str, mend: str) -> Problem:
    """Say that a release has no date."""
    return Problem(where, UNDATED, mend)


def is_undated(problem: Problem) -> bool:
    """Whether *problem* only says that a release has no date, so that nothing is lost by it."""
    return problem.what == UNDATED
