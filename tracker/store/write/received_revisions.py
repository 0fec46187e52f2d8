"""Bodies that arrive: kept once each, and a new revision where they say what was not said before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, Update, bindparam, func, insert, select, update

from tracker.domain import Release, Revision
from tracker.hashing import body_hash, content_id
from tracker.store import generations
from tracker.store.core_tables import BODIES, RELEASES, REVISIONS
from tracker.store.database import Database
from tracker.store.records import BodyRecord, TextMatch
from tracker.store.row_mapping import (
    RELEASE_FIELDS,
    Values,
    body_values,
    release_of,
    release_values,
    revision_of_row,
    revision_values,
)
from tracker.store.sql_helpers import batches, releases_by_id, upsert
from tracker.store.write.standings import forget_standings

TEXTS = (REVISIONS.c.body_sha256, REVISIONS.c.fingerprint)
KNOWN: Select[Any] = (
    select(*(RELEASES.c[name] for name in RELEASE_FIELDS), *TEXTS)
    .outerjoin(REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
    .where(RELEASES.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(RELEASES.c.id, REVISIONS.c.number)
)
SHOWN = select(*TEXTS).where(REVISIONS.c.release_id == bindparam("id")).order_by(REVISIONS.c.number)
LATER = REVISIONS.alias("later")
TEXTS_AS = (
    select(func.count())
    .select_from(REVISIONS)
    .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
    .where(
        REVISIONS.c.fingerprint == bindparam("fingerprint"),
        RELEASES.c.source == bindparam("source"),
        RELEASES.c.id != bindparam("but"),
        ~select(LATER.c.id)
        .where(LATER.c.release_id == REVISIONS.c.release_id, LATER.c.number > REVISIONS.c.number)
        .exists(),
    )
)
NEW_RELEASE, NEW_REVISION = insert(RELEASES), insert(REVISIONS)


class ReceivedRevisions(Database):
    """The part of the store that takes in what was received."""

    def record_bodies(self, arrivals: Sequence[BodyRecord]) -> list[Revision | None]:
        """Keep each of *arrivals*, in order, as a new revision, unless its release has shown it before: all, or none.

        Shown before: the same bytes, or a text of the same *fingerprint* ("" =
        unknown, only bytes are compared), in any of its revisions; with *again*,
        in its latest. Then only the validators and the check are noted, and
        None is returned. What was empty in the stored release, such as its
        title or date, is filled in from the one that came; what was not is left
        as first seen.
        """
        with self.writing() as connection:
            known = _known(connection, list({arrival.release.id: None for arrival in arrivals}))
            kept = _Kept()
            revisions = [_take(arrival, known, kept) for arrival in arrivals]
            kept.write(connection)
        return revisions

    def match_text(self, release_id: str, body: bytes, fingerprint: str) -> TextMatch:
        """Return whether a release has shown *body*, or a text of the same *fingerprint*, and when."""
        with self.reading() as connection:
            texts = [tuple(row) for row in connection.execute(SHOWN, {"id": release_id})]
        return _shown(texts, body_hash(body), fingerprint)

    def last_body(self, release_id: str) -> Revision | None:
        """Return the latest revision of a release; None where it has none."""
        query = (
            select(REVISIONS, BODIES.c.data)
            .join(BODIES, BODIES.c.sha256 == REVISIONS.c.body_sha256)
            .where(REVISIONS.c.release_id == release_id)
            .order_by(REVISIONS.c.number.desc())
            .limit(1)
        )
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            return revision_of_row(row, releases_by_id(connection, [release_id])[release_id])

    def count_same_text(self, source: str, fingerprint: str, *, but: str) -> int:
        """Return how many releases of *source*, other than *but* (an id), show the text of *fingerprint* now."""
        with self.reading() as connection:
            asked = {"source": source, "fingerprint": fingerprint, "but": but}
            return connection.execute(TEXTS_AS, asked).scalar_one() if fingerprint else 0

    def statement_lengths(self, source: str, limit: int = 200) -> list[int]:
        """Return how long the statements of *source* are, in characters, the one seen last first."""
        query = (
            select(REVISIONS.c.characters)
            .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
            .where(RELEASES.c.source == source, REVISIONS.c.characters > 0)
            .order_by(REVISIONS.c.seen_at.desc(), REVISIONS.c.id)
            .limit(limit)
        )
        return [row[0] for row in self.rows(query)]

    def update_fingerprint(self, revision_id: str, fingerprint: str, characters: int) -> None:
        """Put what today's extractor makes of a revision in place of what an earlier one made: no new text."""
        values = {"fingerprint": fingerprint, "characters": characters}
        with self.writing() as connection:
            connection.execute(update(REVISIONS).where(REVISIONS.c.id == revision_id).values(values))


@dataclass(slots=True)
class _Known:
    """A release as it stands in the store, while arrivals are taken in."""

    release: Release
    texts: list[tuple[str, str]]  # body hash and fingerprint of each revision, by number


class _Kept:
    """Rows to be written, by table; each kind in one statement."""

    def __init__(self) -> None:
        self.releases: dict[str, Values] = {}  # new ones, by id
        self.renewed: dict[str, Values] = {}  # columns of held ones, by id
        self.bodies: dict[str, Values] = {}  # by hash
        self.revisions: list[Values] = []

    def write(self, connection: Connection) -> None:
        if self.releases:
            connection.execute(NEW_RELEASE, list(self.releases.values()))
        for columns, rows in groupby(self.renewed.items(), key=lambda item: tuple(item[1])):
            named = [
                {"key": identity} | {f"new_{name}": value for name, value in values.items()}
                for identity, values in rows
            ]
            anew = [] if set(columns).isdisjoint(RELEASE_FIELDS) else [value["key"] for value in named]
            forget_standings(connection, anew)  # of the day it had
            connection.execute(_renewal(columns), named)
            forget_standings(connection, anew)
        upsert(connection, BODIES, list(self.bodies.values()), replace=False)
        if self.revisions:
            connection.execute(NEW_REVISION, self.revisions)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, _Known]:
    known: dict[str, _Known] = {}
    for batch in batches(ids):
        for row in connection.execute(KNOWN, {"ids": batch}):
            held = known.setdefault(row.id, _Known(release_of(row), []))
            if row.body_sha256 is not None:
                held.texts.append((row.body_sha256, row.fingerprint))
    return known


@cache
def _renewal(columns: tuple[str, ...]) -> Update:
    """Return the statement that gives *columns* of a release new values."""
    values = {name: bindparam(f"new_{name}", type_=RELEASES.c[name].type) for name in columns}
    renewal = update(RELEASES).where(RELEASES.c.id == bindparam("key")).values(values)
    if set(columns).isdisjoint(RELEASE_FIELDS):  # it was asked for, and said nothing new
        renewal = renewal.execution_options(**{generations.PART: generations.HEALTH})
    return renewal


def _take(arrival: BodyRecord, known: dict[str, _Known], kept: _Kept) -> Revision | None:
    """Add to *kept* what *arrival* gives, and to *known* what is known from then on."""
    now = arrival.now
    checked: dict[str, Any] = {
        "etag": arrival.etag,
        "last_modified": arrival.last_modified,
        "last_checked_at": now,
        "tried_at": now,
        "unread_checks": 0,
        "gone_since": None,
        "gone_checks": 0,
    }
    held = known.get(arrival.release.id)
    if held is None:
        held = known[arrival.release.id] = _Known(arrival.release, [])
        kept.releases[held.release.id] = release_values(held.release, now) | checked
        row = kept.releases[held.release.id]
    else:
        filled = {
            name: value
            for name in RELEASE_FIELDS
            if (value := getattr(arrival.release, name)) and not getattr(held.release, name)
        }
        held.release = replace(held.release, **filled)
        row = kept.releases.get(held.release.id) or kept.renewed.setdefault(held.release.id, {})
        row |= checked | filled
    sha256 = body_hash(arrival.body)
    shown = _shown(held.texts, sha256, arrival.fingerprint)
    if shown is TextMatch.LATEST or (shown is TextMatch.EARLIER and not arrival.again):
        return None
    number = len(held.texts) + 1
    came_back = any(sha256 == old for old, _ in held.texts)  # and two revisions cannot have one id
    revision = Revision(
        content_id("revision", held.release.id, arrival.body, *([str(number)] if came_back else [])),
        held.release,
        number,
        arrival.body,
        arrival.media_type,
        arrival.charset,
        now,
    )
    held.texts.append((sha256, arrival.fingerprint))
    row["changed_at"] = now
    if sha256 not in kept.bodies:
        kept.bodies[sha256] = body_values(arrival.body, sha256)
    kept.revisions.append(revision_values(revision, arrival, sha256))
    return revision


def _shown(texts: Sequence[tuple[str, str]], sha256: str, fingerprint: str) -> TextMatch:
    """Return where in *texts*, by number, the same bytes or the same known fingerprint stand."""
    if not texts:
        return TextMatch.NO_REVISIONS
    same = [old == sha256 or bool(fingerprint and said == fingerprint) for old, said in texts]
    if same[-1]:
        return TextMatch.LATEST
    return TextMatch.EARLIER if any(same) else TextMatch.NO_MATCH
