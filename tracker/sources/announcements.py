"""What a source announces: the types that its kinds share, and how a release gets its identity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain import Problem, Release
from tracker.hashing import content_id

UNDATED = "no date found; it is kept and read, but not compared"


@dataclass(frozen=True, slots=True)
class IndexRow:
    """What an index says of one release, before any rule was applied to it."""

    link: str = ""  # absolute
    title: str = ""
    dates: tuple[str, ...] = ()  # as written; the first that can be read counts
    key: str = ""  # guid, or what stands at fields.key
    body: bytes | None = None  # HTML in UTF-8, where the index carries the text
    where: str = ""  # for people: "norvale, item 3"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """What a sitemap says of one address."""

    url: str
    is_sitemap: bool = False
    changed: date | None = None
    published: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class AnnouncedRelease:
    """A release with its text, or without: *body* ``None`` means that it is to be fetched.

    It is fetched from *fetch_url*, or where that is empty from release.url.
    """

    release: Release
    body: bytes | None = None
    media_type: str = ""
    charset: str = ""
    fetch_url: str = ""


@dataclass(frozen=True, slots=True)
class Announcements:
    """What one source announces now, in its own order, and what was wrong with the rest."""

    items: tuple[AnnouncedRelease, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False  # the server said 304: nothing was read because nothing changed
    broken: Problem | None = None  # why the index gave nothing it should give; is among the problems too


class Undated(Problem):
    """A release has no date, or none that can be true; nothing else is lost by it."""

    __slots__ = ()


def make_release(
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


def merge_announced(*lists: Iterable[AnnouncedRelease]) -> tuple[AnnouncedRelease, ...]:
    """Return *lists* as one, in order; of two announcements of one release the first counts."""
    found: dict[str, AnnouncedRelease] = {}
    for items in lists:
        for item in items:
            found.setdefault(item.release.ref, item)
    return tuple(found.values())


def undated_problem(where: str, mend: str) -> Problem:
    """Say that a release has no date."""
    return Undated(where, UNDATED, mend)


def is_undated(problem: Problem) -> bool:
    """Return whether *problem* only says that a release has no date, so that nothing is lost by it."""
    return isinstance(problem, Undated)
