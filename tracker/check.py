"""Ask one source for what it has, follow its newest item, and say what came of it. Stores nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from tracker import pipeline
from tracker.domain import Problem, Release, Revision, Source, Unit
from tracker.engine import Engine
from tracker.errors import TrackerError
from tracker.extract import statement_text
from tracker.fetch import Fetched, Web
from tracker.hashing import content_id
from tracker.sources import Announced, list_releases

FIRST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Probed:
    """What a source gave: how many items, and its newest as read."""

    source: Source
    items: int = 0
    release: Release | None = None
    characters: int = 0  # of the statement, without furniture
    units: tuple[Unit, ...] = ()
    problems: tuple[Problem, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return this as a row of ``sources check --json``."""
        release = self.release
        return {
            "source": self.source.id,
            "items": self.items,
            "title": release.title if release else None,
            "published": str(release.published_on) if release and release.published_on else None,
            "url": release.url if release else None,
            "characters": self.characters,
            "units": len(self.units),
            "first_units": [unit.quote for unit in self.units[:FIRST_UNITS]],
            "problems": [str(problem) for problem in self.problems],
        }

    def lines(self) -> Iterator[str]:
        """Yield lines for people."""
        yield f"{self.source.id}: {self.items} items"
        if self.release is not None:
            yield f"  {self.release.published_on or 'undated'}  {self.release.title or '(no title found)'}"
            yield f"  {self.release.url}"
            yield f"  {self.characters:,} characters of statement, {len(self.units)} units"
            for unit in self.units[:FIRST_UNITS]:
                yield f"    {unit.kind.value:<12} {unit.facets.level}  “{' '.join(unit.quote.split())}”"


def probe(source: Source, web: Web, engine: Engine) -> Probed:
    """Return what *source* gives now. What goes wrong is among the problems."""
    try:
        announcements = list_releases(source, web)
    except TrackerError as error:
        return Probed(source, problems=(Problem(error.where or source.id, error.what, error.mend),))
    probed = Probed(source, len(announcements.items), problems=announcements.problems)
    if not announcements.items:
        if not probed.problems:
            nothing = Problem(
                source.id, "nothing is announced", "check its url, and its selectors if it is a listing"
            )
            probed = replace(probed, problems=(nothing,))
        return probed
    newest = max(announcements.items, key=lambda item: str(item.release.published_on or ""))
    try:
        return follow(probed, newest, web, engine)
    except TrackerError as error:
        where = error.where or newest.release.url
        return replace(
            probed,
            release=newest.release,
            problems=(*probed.problems, Problem(where, error.what, error.mend)),
        )


def follow(probed: Probed, announced: Announced, web: Web, engine: Engine) -> Probed:
    """Fetch and read one announced release.

    Raises:
        FetchError: Its page did not come.
        UnreadableRevision: There is no text on it.
    """
    release, body = announced.release, announced.body
    media_type, charset = announced.media_type, announced.charset
    if body is None:
        answer = web.get(release.url)
        assert isinstance(answer, Fetched), "no validators were sent"
        body, media_type, charset = answer.body, answer.media_type, answer.charset
    identity = content_id("revision", release.id, body)
    revision = Revision(identity, release, 1, body, media_type, charset, datetime.now(UTC))
    document = engine.extract(revision)
    release = replace(
        release,
        title=release.title or document.title,
        published_on=release.published_on or document.published_on,
    )
    reading = pipeline.read(replace(revision, release=release), engine)
    missing = [
        Problem(release.url or release.ref, f"no {what} found", f"set selectors.{what} of {probed.source.id}")
        for what, found in (("title", release.title), ("date", release.published_on))
        if not found
    ]
    return replace(
        probed,
        release=release,
        characters=len(statement_text(document)),
        units=reading.units,
        problems=(*probed.problems, *missing),
    )
