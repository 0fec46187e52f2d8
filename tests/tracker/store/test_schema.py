"""Which schema a database has, and bringing it to ours."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.fakes import NOW, STAMP, build_facets, build_release
from tests.tracker.store.statement_writer import Desk
from tests.tracker.store.write.test_deliveries import build_delivery
from tracker.domain import Cause
from tracker.errors import StoreError
from tracker.fetch import HostNote
from tracker.health_states import HealthState, Notice, Trouble
from tracker.store import (
    BodyRecord,
    ChangeQuery,
    Delivery,
    Provenance,
    ReleaseCheck,
    SourceStatus,
    Store,
    StoredRelease,
    open_store,
    search_index,
)
from tracker.store.database import display_url
from tracker.store.schema import HEAD, alembic_config, ours
from tracker.store.tables import METADATA


def test_the_head_is_the_last_migration() -> None:
    """The constant that spares us Alembic at every start names the latest migration, and there is one."""
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index ix_lines_called")
def test_migrations_give_the_tables_that_are_declared(store: Store) -> None:
    """A migrated database has exactly the tables, columns, types and indexes the code expects."""
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": ours})
        assert compare_metadata(context, METADATA) == []


def test_migrations_go_down_and_up_with_data(desk: Desk, store: Store) -> None:
    """With rows in every table the way back works, and what comes up again is a working store."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    store.migrate("base")
    with store.reading() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
    store.ensure_schema()
    assert store.counts()["releases"] == 0
    desk.say("NV-1", {"respond": "Norvale will respond."})
    assert store.counts()["changes"] == 1


def test_an_upgrade_indexes_texts_anew_where_the_index_was_another(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A million statements take minutes to index, so it is done where it gives another index, and then of all."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    indexed = []
    monkeypatch.setattr(search_index, "index_all", indexed.append)
    store.migrate(search_index.SCHEMA)
    store.ensure_schema()
    assert indexed == []
    assert store.check() == []
    store.migrate("0009")
    store.ensure_schema()
    assert len(indexed) == 1


def test_what_was_news_before_it_was_noted_is_news(desk: Desk, store: Store) -> None:
    """A store of schema 0001 owes its readers what it owed them; after the migration nothing is lost or due."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    store.migrate("0001")
    store.ensure_schema()
    assert store.changes(ChangeQuery(news=[Cause.RELEASE])) == [said.change]
    assert store.due_to_relate(said.release.source, STAMP) == []
    assert store.decisions() == []


def test_what_was_held_before_checks_were_counted_is_held(desk: Desk, store: Store) -> None:
    """A store of schema 0002 knows when its releases changed and were tried, and has lost nothing."""
    release = build_release()
    later, last = NOW + timedelta(days=1), NOW + timedelta(days=2)
    desk.record(release, "will", etag='"1"')
    desk.record(release, "may", etag='"2"', now=later)
    store.record_checks([ReleaseCheck(release.id, last, whole=False)])
    store.migrate("0002")
    store.ensure_schema()
    held = store.stored_releases(release.source)[release.ref]
    assert held == StoredRelease(release, NOW, last, '"2"', None, changed_at=later, tried_at=last)
    found = list(store.archived_revisions())
    assert [(item.revision.body, item.received) for item in found] == [
        (b"will", Provenance()),
        (b"may", Provenance()),
    ]
    assert store.statement_lengths(release.source) == []
    assert store.source_statuses() == {}
    assert desk.record(release, "shall", now=last) is not None


def test_watching_goes_down_and_up_with_data(desk: Desk, store: Store) -> None:
    """The way back to schema 0002 forgets how sources fared and keeps what was said; no row points nowhere."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    release = build_release("NV-2")
    store.refuse(BodyRecord(release, b"wall", "text/html", "", NOW), release.url, "a wall", "")
    trouble = Trouble(release.source, "", HealthState.BROKEN, "404", "", NOW, NOW)
    notice = Notice(release.source, "", HealthState.BROKEN, "404", NOW)
    store.record_health(SourceStatus(release.source, HealthState.BROKEN), [trouble], [], [notice])
    store.record_hosts([HostNote("mfa.norvale.example")])
    store.migrate("0002")
    with store.reading() as connection:
        assert not {"watched", "troubles", "notices", "hosts", "refused"} & set(
            inspect(connection).get_table_names()
        )
    store.ensure_schema()
    assert store.check() == []
    assert store.changes(ChangeQuery()) == [said.change]
    assert (store.refused(), store.troubles(), store.notices(), store.hosts()) == ([], [], [], [])


def test_a_store_of_a_later_version_is_refused(store: Store) -> None:
    """An older program never touches what a newer one wrote; it says so in one line."""
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="written by a later version") as caught:
        open_store(store.url)
    message = str(caught.value)
    assert message.startswith(display_url(store.url))
    assert message.endswith("upgrade policy-commitment-tracker")
    assert "\n" not in message


def test_a_store_at_head_opens_without_alembic(store: Store) -> None:
    """Opening a store that needs no migration does not load the machinery of migrations."""
    store.close()
    code = (
        "import sys; from tracker.store import open_store; open_store(sys.argv[1]).close();"
        "print([name for name in ('alembic', 'sqlmodel') if name in sys.modules])"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", code, store.url],
        capture_output=True,
        text=True,
        cwd=root,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.sqlite
def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """We do not add our tables to a database that has others."""
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE recipes (id)")
    other.close()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(f"sqlite:///{path}")
    other = sqlite3.connect(path)
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("recipes",)]
    other.close()


def frozen(kind: str, state: str, *, day: int = 0) -> Delivery:
    """A delivery of *kind* for the window that ends *day* days on, settled in *state*."""
    delivery = build_delivery(window_end=NOW + timedelta(days=day))
    return replace(delivery, id=f"{kind} {day}", kind=kind, state=state)


def test_what_was_sent_before_addresses_had_states_has_them(store: Store) -> None:
    """A store of schema 0003 knows of each address what it knew of the delivery, and runs as they were."""
    for day, state in enumerate(("sent", "refused", "uncertain", "queued", "sending")):
        delivery = replace(frozen("digest", "queued", day=day), id=state)
        store.freeze(delivery, [f"c{day}"])
        if state != "queued":
            store.claim(delivery.id, NOW)
        if state not in ("queued", "sending"):
            store.settle(delivery.id, state, NOW, f"it was {state}")
    run_id = store.begin_run("fetch", NOW, NOW, holder="a", token=7)
    before = {held.id: held for held in store.deliveries()}
    store.migrate("0003")
    store.ensure_schema()
    assert {held.id: held for held in store.deliveries()} == before
    assert all(held.kind == "digest" for held in before.values())
    states = {one.delivery_id: (one.state, one.error) for one in store.recipients(list(before))}
    assert states == {
        "sent": ("sent", "it was sent"),
        "refused": ("refused", "it was refused"),
        "uncertain": ("uncertain", "it was uncertain"),
        "queued": ("queued", ""),
        "sending": ("queued", ""),
    }
    (run,) = store.last_runs()
    assert (run.id, run.holder, run.token, run.beat_at) == (run_id, "", 0, None)
    assert store.take_lease("daemon", "a", NOW, timedelta(minutes=1)) == 1
    assert store.check() == []


def test_what_was_told_stays_told_on_the_way_back(store: Store) -> None:
    """Schema 0003 keeps one message a window; going back to it forgets the others, and not what they told."""
    for number, kind in enumerate(("immediate", "heartbeat", "digest")):
        assert store.freeze(frozen(kind, "queued"), [f"c{number}"])
    assert store.freeze(frozen("immediate", "queued", day=1), ["c3"])
    store.migrate("0003")
    store.ensure_schema()
    assert {held.id for held in store.deliveries()} == {"digest 0", "immediate 1"}
    assert store.delivered_changes("desk") == {"c0", "c1", "c2", "c3"}
    assert store.check() == []


def test_what_was_read_before_there_was_an_index_is_found(desk: Desk, store: Store) -> None:
    """Bringing a store up to date indexes all it has read; a new one starts with nothing."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    store.migrate("0003")
    store.ensure_schema()
    assert [hit.unit for hit in store.search("respond")] == list(said.units)


def test_a_store_without_generations_gets_them(desk: Desk, store: Store) -> None:
    """A store of schema 0004 keeps all it has, and from then on tells when what readers see has changed."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    store.migrate("0004")
    store.ensure_schema()
    assert store.changes() == [said.change]
    assert [stated.unit for stated in store.unit_summaries()] == [said.units[0].id]
    before = store.generation()
    desk.say("NV-2", {"pay": "Norvale will pay."})
    assert store.generation() != before
    assert store.check() == []


@pytest.mark.postgres
def test_texts_are_ordered_by_code_point(store: Store) -> None:
    """Ids and names come in the same order from either database, whatever language the server speaks."""
    with store.reading() as connection:
        asked = """
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND data_type = 'character varying'
            AND collation_name IS DISTINCT FROM 'C' AND table_name <> 'alembic_version'
        """
        assert connection.execute(text(asked)).all() == []


def test_names_come_by_code_point(desk: Desk, store: Store) -> None:
    """Z before a, as in Python: a list of the store and one sorted by us agree."""
    names = ["Zeta", "alpha", "Ähre", "_x", "Alpha", "beta 2", "beta-10"]
    for number, name in enumerate(names):
        desk.say(f"NV-{number}", {name: "Norvale will respond."}, source=f"{name}-mfa")
    assert store.sources() == sorted(f"{name}-mfa" for name in names)


def test_texts_with_nul_are_kept(desk: Desk, store: Store) -> None:
    """A careless PDF holds NUL, which PostgreSQL has no place for: the text is kept all the same, and is sound."""
    said = desk.say("NV-1", {"respond": "Norvale will\x00respond."}, cue="wi\x00ll")
    assert store.check() == []
    assert store.changes()[0].after is not None
    assert len(store.search("respond")) == 1
    assert (
        next(iter(store.archived_revisions())).revision.body
        == said.revision.body
        == b"Norvale will\x00respond."
    )


def test_facets_with_nul_can_be_asked_for(desk: Desk, store: Store) -> None:
    """One careless page must not stop every list: what was read in it is counted like any other."""
    facets = build_facets(target="vessels\x00of Veskia")
    desk.say("NV-1", {"respond": "Norvale will respond to vessels\x00of Veskia."}, facets=facets)
    assert [(one.level, one.mentions) for one in store.lines()] == [(4, 1)]
    assert [one.level for one in store.unit_summaries()] == [4]
