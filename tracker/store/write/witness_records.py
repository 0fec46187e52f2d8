"""Releases that are one, held under the first of them, and accounts of one meeting. Found again from texts at any time."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Select, bindparam, delete, func, select

from tracker.domain import Release
from tracker.store.core_tables import (
    CHANGES,
    MENTIONS,
    READINGS,
    RELATIONS,
    RELEASE_KEYS,
    RELEASES,
    REVISIONS,
    WITNESSES,
)
from tracker.store.database import Database
from tracker.store.row_mapping import document_of, release_of
from tracker.store.sql_helpers import batches, latest_with, rows_in, upsert
from tracker.store.write import invalidation
from tracker.store.write.standings import forget_standings

if TYPE_CHECKING:
    from tracker.link.witnesses import ReleaseText, WitnessKind

AT_ONCE = 100  # texts in memory
MOST_SHARING = 400  # releases one key may find: what more share says nothing
COPY = ("address", "text")  # the kinds that are related once; see tracker.link.witnesses
_OTHERS = tuple(
    select(other.label("other"), WITNESSES.c.how).where(own == bindparam("release"))
    for other, own in (
        (WITNESSES.c.release_id, WITNESSES.c.of_release),
        (WITNESSES.c.of_release, WITNESSES.c.release_id),
    )
)


class Witnesses(Database):
    """The part of the store that knows which releases are one."""

    def texts_without_keys(self, among: Collection[str] | None = None) -> Iterator[ReleaseText]:
        """Yield the releases (of those called *among*, else of all) that have been read and not yet been looked for, as they came."""
        keyed = select(RELEASE_KEYS.c.release_id).where(RELEASE_KEYS.c.release_id == RELEASES.c.id).exists()
        read = (
            select(REVISIONS.c.id)
            .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
            .where(REVISIONS.c.release_id == RELEASES.c.id)
            .exists()
        )
        query = (
            select(RELEASES.c.id)
            .where(~keyed, read)
            .order_by(RELEASES.c.first_seen_at, RELEASES.c.published_on, RELEASES.c.id)
        )
        if among is not None:
            query = query.where(RELEASES.c.id.in_(among))
        with self.reading() as connection:
            waiting = list(connection.execute(query).scalars())
        for batch in batches(waiting, AT_ONCE):
            with self.reading() as connection:
                found = _texts(connection, batch)
            yield from (found[identity] for identity in batch if identity in found)

    def has_unsought(self, source: str) -> bool:
        """Return whether a release of *source* has not yet been looked for among those of other sources."""
        keyed = select(RELEASE_KEYS.c.release_id).where(RELEASE_KEYS.c.release_id == RELEASES.c.id).exists()
        query = select(RELEASES.c.id).where(RELEASES.c.source == source, ~keyed).limit(1)
        with self.reading() as connection:
            return connection.execute(query).first() is not None

    def texts_sharing(self, keys: Collection[str], source: str) -> list[ReleaseText]:
        """Return the releases of other sources than *source* that are found by one of *keys*, as they came.

        One that is held under another is left out: its first witness stands for it.
        """
        copies = copies_of_others()
        counted = (
            select(RELEASE_KEYS.c.key)
            .where(RELEASE_KEYS.c.key.in_(keys))
            .group_by(RELEASE_KEYS.c.key)
            .having(func.count() <= MOST_SHARING)
        )
        query = (
            select(RELEASES.c.id)
            .join(RELEASE_KEYS, RELEASE_KEYS.c.release_id == RELEASES.c.id)
            .where(RELEASE_KEYS.c.key.in_(counted), RELEASES.c.source != source, RELEASES.c.id.not_in(copies))
            .order_by(RELEASES.c.first_seen_at, RELEASES.c.published_on, RELEASES.c.id)
            .distinct()
            .add_columns(RELEASES.c.first_seen_at, RELEASES.c.published_on)
        )
        with self.reading() as connection:
            found = [row.id for row in connection.execute(query)]
            texts = _texts(connection, found)
        return [texts[identity] for identity in found if identity in texts]

    def record_keys(self, release_id: str, keys: Sequence[str], held_under: dict[str, WitnessKind]) -> None:
        """Keep what a release is found by, and the releases it is a witness of, by their ids.

        What was related of a copy goes: it stands under the other.
        """
        rows = [
            {"key": key, "release_id": release_id} for key in (*dict.fromkeys(keys), f"release {release_id}")
        ]
        witnesses = [
            {"release_id": release_id, "of_release": of, "how": how.value} for of, how in held_under.items()
        ]
        copied = any(one["how"] in COPY for one in witnesses)
        with self.writing() as connection:
            upsert(connection, RELEASE_KEYS, rows, replace=False)
            upsert(connection, WITNESSES, witnesses)
            if copied:
                _forget_relations(connection, release_id)

    def witnesses(self, release_id: str) -> list[tuple[Release, str]]:
        """Return the other releases that are this one, or tell of the same meeting, with how: as they came."""
        with self.reading() as connection:
            asked = {"release": release_id}
            how = {row.other: row.how for query in _OTHERS for row in connection.execute(query, asked)}
            rows = rows_in(connection, select(RELEASES), RELEASES.c.id, how)
            found = sorted(rows, key=lambda row: (row.first_seen_at, row.id))
        return [(release_of(row), how[row.id]) for row in found]

    def sources_of_copies(self, release_id: str) -> tuple[str, ...]:
        """Return the other sources that published the text of a release too, in order of their names."""
        query = (
            select(RELEASES.c.source)
            .join(WITNESSES, WITNESSES.c.release_id == RELEASES.c.id)
            .where(WITNESSES.c.of_release == release_id, WITNESSES.c.how.in_(COPY))
            .order_by(RELEASES.c.source)
            .distinct()
        )
        with self.reading() as connection:
            return tuple(connection.execute(query).scalars())


def copies_of_others() -> Select[tuple[str]]:
    """Select the ids of the releases that are held under another: the same text from a second source."""
    return select(WITNESSES.c.release_id).where(WITNESSES.c.how.in_(COPY))


def _texts(connection: Connection, releases: Sequence[str]) -> dict[str, ReleaseText]:
    """Return releases (by id) with the latest text of each that was read."""
    from tracker.link.witnesses import ReleaseText  # 40 ms of every command that opens a store

    query = (
        select(RELEASES, READINGS.c.document)
        .join(REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
        .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
        .where(latest_with(READINGS))
    )
    return {
        row.id: ReleaseText(release_of(row), document_of(row.document).text)
        for row in rows_in(connection, query, RELEASES.c.id, releases)
    }


def _forget_relations(connection: Connection, release_id: str) -> None:
    """Take what was related of a release off the lines, and make what followed it due."""
    own = select(REVISIONS.c.id).where(REVISIONS.c.release_id == release_id)
    if (
        connection.execute(select(RELATIONS.c.revision_id).where(RELATIONS.c.revision_id.in_(own))).first()
        is None
    ):
        return
    forget_standings(connection, [release_id])
    for table in (MENTIONS, CHANGES, RELATIONS):
        connection.execute(delete(table).where(table.c.revision_id.in_(own)))
    row = connection.execute(select(RELEASES).where(RELEASES.c.id == release_id)).one()
    later = (
        select(REVISIONS.c.id)
        .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
        .where(RELEASES.c.source == row.source, RELEASES.c.published_on >= row.published_on)
    )
    invalidation.mark_due(connection, later, invalidation.RECOMPUTE)
