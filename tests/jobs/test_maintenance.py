"""Retention, maintenance, copies, and the commands of whoever keeps the service running."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner

from jobs.cli import build_app
from jobs.commands.database_commands import describe_maintenance
from jobs.maintenance import (
    MIN_RETENTION,
    VACUUM_THRESHOLD,
    Retention,
    back_up,
    parse_duration,
    retention,
    run_maintenance,
)
from tests.fakes import build_release
from tests.jobs.monitoring.read_metrics import read_metrics
from tests.reports.mail.deliveries import build_delivery
from tests.stores import store_url
from tracker.config import Config
from tracker.errors import ConfigError, InputError
from tracker.store import BodyRecord, open_store

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return the config of a folder with a store in it that holds a release."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICY_TRACKER_CONFIG", raising=False)
    config = Config(store_url=store_url(tmp_path))
    monkeypatch.setenv("POLICY_TRACKER_STORE_URL", config.store_url)
    with open_store(config.store_url) as store:
        fill(store, "1")
    return config


def fill(store, ref):
    """Put one release into *store*."""
    release = build_release(ref, source="norvale")
    store.record_bodies([BodyRecord(release, b"Norvale will respond.", "text/plain", "utf-8", NOW, ref)])


@pytest.fixture
def call(desk):
    """Call the whole command in that folder; return its exit code, stdout and stderr."""

    def run(*arguments):
        result = CliRunner().invoke(build_app(), list(arguments))
        return result.exit_code, result.stdout, result.stderr

    return run


def held(url):
    """Return the refs of the releases in the store at *url*."""
    with open_store(url) as store:
        return {one.release.ref for one in store.stored_releases("norvale").values()}


# ---- [retention] and maintenance ----------------------------------------------------------------------------


def test_more_than_a_year_is_kept_by_default():
    """Who asks in March what ran last February gets an answer."""
    assert retention(Config()) == Retention(timedelta(days=400), True)


@pytest.mark.parametrize(
    ("text", "days"), [("90m", 0.0625), ("12h", 0.5), ("400d", 400), ("8w", 56), ("2y", 730), (" 1d ", 1)]
)
def test_a_length_of_time_is_a_number_with_its_unit(text, days):
    """Minutes, hours, days, weeks, years of 365 days; months are left out, for they differ."""
    assert parse_duration(text, "keep") == days * DAY


@pytest.mark.parametrize("text", ["", "400", "d", "-3d", "0d", "1.5d", "3 days", "1M", "1234567d", "٣d"])
def test_what_is_no_length_of_time_is_refused(text):
    """A bare number could be days or seconds; deleting by a guess is not done."""
    with pytest.raises(ConfigError, match=r"is no length of time.*400d"):
        parse_duration(text, "keep")


def test_less_than_a_month_is_not_kept():
    """What `health` and the catching up of missed jobs look back on must be there."""
    with pytest.raises(ConfigError, match=r"\[retention\]: keep = \"29d\" is too short"):
        retention(Config(sections={"retention": {"keep": "29d"}}))
    assert retention(Config(sections={"retention": {"keep": "30d"}})).keep == MIN_RETENTION


class Fake:
    """A store that says what was asked of it."""

    def __init__(self, gone=None, wrong=()):
        self.gone, self.wrong, self.asked = gone or {}, list(wrong), []

    def prune(self, keep, now):
        self.asked.append(("prune", keep, now))
        return self.gone

    def size(self):
        return 1000

    def check(self):
        self.asked.append(("check",))
        return self.wrong

    def vacuum(self):
        self.asked.append(("vacuum",))

    def optimize_search(self):
        self.asked.append(("optimize",))


def test_maintenance_forgets_checks_and_does_not_vacuum_for_little(desk):
    """The room of a day's runs is used again the next day; giving it back would lock out writers for nothing."""
    store = Fake({"runs": 48, "notices": 0})
    result = run_maintenance(store, desk, NOW)
    assert store.asked == [("prune", timedelta(days=400), NOW), ("check",), ("optimize",)]
    assert dict(result.counts) == {"runs forgotten": 48}
    assert result.problems == ()


def test_maintenance_vacuums_where_much_went(desk):
    """After the first prune of an old store the room is worth giving back."""
    store = Fake({"runs": VACUUM_THRESHOLD})
    assert run_maintenance(store, desk, NOW).counts["vacuumed"] == 1
    assert store.asked[-1] == ("vacuum",)


def test_a_damaged_store_is_told_and_not_rewritten(desk):
    """VACUUM reads and writes every page; on a damaged file that is the last thing to do."""
    store = Fake({"runs": VACUUM_THRESHOLD}, ["body 12 is not what was received"])
    result = run_maintenance(store, desk, NOW)
    assert store.asked[-1] == ("check",)
    assert "body 12 is not what was received" in str(result.problems[0])


def test_the_check_can_be_left_out(desk):
    """On a store of many GB reading everything every night may be too much."""
    store = Fake()
    run_maintenance(store, Config(store_url=desk.store_url, sections={"retention": {"check": False}}), NOW)
    assert ("check",) not in store.asked


def test_maintenance_of_a_real_store_keeps_what_was_received(desk):
    """Two years later old runs are gone, the release and the record of who was told are not."""
    with open_store(desk.store_url) as store:
        for number in range(3):
            run_id = store.begin_run("fetch", NOW + number * DAY, NOW + number * DAY)
            store.end_run(run_id, NOW + number * DAY, status="done", counts={})
        store.freeze(build_delivery(), [])
        store.settle(build_delivery().id, "sent", NOW, recipients={"desk@example.org": ("sent", "")})
        result = run_maintenance(store, desk, NOW + 800 * DAY)
        assert dict(result.counts) == {"runs forgotten": 2, "messages forgotten": 1}
        assert result.problems == ()
        assert [delivery.subject for delivery in store.deliveries()] == [build_delivery().subject]
        assert len(store.last_runs()) == 1
        assert store.counts()["revisions"] == 1
        assert not run_maintenance(store, desk, NOW + 800 * DAY).counts


# ---- copies --------------------------------------------------------------------------------------------------


def test_backups_in_a_folder_are_named_by_time_and_the_oldest_go(desk, tmp_path):
    """`backup backups/ --keep 2` from cron never fills the disk; what else lies there stays."""
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "policy-tracker-note.db").write_text("mine")
    (folder / "another.db").write_text("mine")
    with open_store(desk.store_url) as store:
        for hour in range(4):
            file, rows = back_up(store, folder, NOW + hour * timedelta(hours=1), keep=2)
    assert (file.name, rows["releases"]) == ("policy-tracker-20310305T110000Z.db", 1)
    assert sorted(path.name for path in folder.iterdir()) == [
        "another.db",
        "policy-tracker-20310305T100000Z.db",
        "policy-tracker-20310305T110000Z.db",
        "policy-tracker-note.db",
    ]


def test_a_backup_that_fails_costs_no_older_one(desk, tmp_path):
    """The oldest go only once the new one is there and checked."""
    folder = tmp_path / "backups"
    folder.mkdir()

    class Failing:
        def backup(self, _target):
            raise InputError("the disk is full")

    with open_store(desk.store_url) as store:
        back_up(store, folder, NOW, keep=1)
    with pytest.raises(InputError):
        back_up(Failing(), folder, NOW + DAY, keep=1)
    assert len(list(folder.iterdir())) == 1


def test_keep_without_a_folder_is_a_mistake(desk, tmp_path):
    """A folder that was misspelt must not become a file that every run overwrites."""
    with (
        open_store(desk.store_url) as store,
        pytest.raises(InputError, match="counts the backups of a folder"),
    ):
        back_up(store, tmp_path / "bakcups", NOW, keep=14)


def test_backup_and_restore_bring_back_what_was_there(call, desk, tmp_path):
    """The way it is done after a mistake: copy, lose, put back."""
    code, said, _ = call("backup", "copy.db")
    assert code == 0
    assert said.startswith("copy.db: 1 releases, 1 revisions; ")
    with open_store(desk.store_url) as store:
        fill(store, "2")
    code, _, complaint = call("restore", "copy.db")
    assert (code, held(desk.store_url)) == (1, {"1", "2"})
    assert "--force replaces it" in complaint
    code, said, _ = call("restore", "copy.db", "--force")
    assert (code, held(desk.store_url)) == (0, {"1"})
    assert said == "restored, checked: 1 releases, 1 revisions\n"


def test_restore_to_another_place_needs_no_force(call, tmp_path):
    """Moving to another machine: the store is not there yet."""
    assert call("backup", "copy.db", "--json")[0] == 0
    code, said, _ = call("restore", "copy.db", "--store", "elsewhere.db", "--json")
    assert (code, json.loads(said)["releases"], held("sqlite:///elsewhere.db")) == (0, 1, {"1"})


@pytest.mark.parametrize(
    "command", [("db", "check"), ("db", "prune"), ("db", "upgrade"), ("backup", "copy.db")]
)
def test_a_store_that_is_not_there_is_not_made(call, tmp_path, command):
    """A misspelt --store would otherwise be backed up, empty, every night."""
    code, _, complaint = call(*command, "--store", "mispelt.db")
    assert code == 2
    assert complaint.startswith("mispelt.db: there is no store; check the path; `policy-tracker init`")
    assert not (tmp_path / "mispelt.db").exists()


# ---- the group db --------------------------------------------------------------------------------------------


def test_upgrade_says_from_where_to_where(call, desk):
    """After a new version is installed: what the first run would do, done when it suits."""
    with open_store(desk.store_url) as store:
        store.migrate("0003")
    code, said, _ = call("db", "upgrade")
    assert (code, said.startswith("schema 00"), said.endswith(", from 0003\n")) == (0, True, True)
    assert call("db", "upgrade", "--json")[1].count('"00') == 2
    assert call("db", "upgrade")[1].endswith("; it was up to date\n")


@pytest.mark.sqlite
def test_check_says_sound_or_each_fault(call):
    """For a probe and for the hour after a power cut: exit 1 and one line a fault."""
    assert call("db", "check") == (0, "sound\n", "")
    with sqlite3.connect("desk.db") as connection:
        connection.execute("update bodies set sha256 = 'x' || substr(sha256, 2)")
    connection.close()
    code, said, complaint = call("db", "check")
    assert (code, said) == (1, "")
    assert complaint.count("store: ") == len(complaint.splitlines()) > 0
    assert json.loads(call("db", "check", "--json")[1])["sound"] is False


def test_prune_takes_its_time_from_the_option_or_the_file(call):
    """--keep goes before [retention]; less than a month is refused either way."""
    assert call("db", "prune")[1] == "forgotten: nothing\n"
    code, _, complaint = call("db", "prune", "--keep", "1d")
    assert (code, "30d at least" in complaint) == (2, True)


def test_vacuum_and_reindex_say_what_they_did(call):
    """In bytes, and in passages that can be found."""
    assert call("db", "vacuum")[1].endswith(" MB after\n")
    assert {"before_bytes", "after_bytes"} == json.loads(call("db", "vacuum", "--json")[1]).keys()
    assert call("db", "reindex")[1].endswith(" passages\n")


# ---- probes --------------------------------------------------------------------------------------------------


def test_health_is_an_exit_code_and_one_word(call):
    """For systemd, cron and uptime probes: 0 and "well", or 1 and on stderr what to do."""
    assert call("health") == (0, "well; no [jobs] says when to fetch, so nothing is late\n", "")
    code, said, complaint = call("health", "--within", "2h")
    assert (code, said) == (1, "")
    assert complaint.splitlines()[0].startswith("job: no fetch has ended well ever; ")


def test_health_in_json_is_one_object_whatever_the_verdict(call):
    """A monitoring script reads stdout alone."""
    code, said, complaint = call("health", "--json", "--within", "2h")
    assert (code, complaint) == (1, "")
    assert json.loads(said)["healthy"] is False


def test_a_wrong_within_is_a_wrong_call(call):
    """Exit 2, so that a probe with a typing error is not taken for an ill service."""
    assert call("health", "--within", "soon")[0] == 2


@pytest.mark.sqlite
def test_health_of_a_file_that_is_no_store(call, tmp_path):
    """A damaged store is ill and not a crash."""
    (tmp_path / "desk.db").write_bytes(b"no database at all" * 100)
    code, _, complaint = call("health")
    assert code == 1
    assert "not a database" in complaint


def test_metrics_are_printed_or_written_whole(call, tmp_path):
    """node_exporter reads the folder at any moment: the file is there whole, and no other beside it."""
    code, said, _ = call("metrics")
    assert code == 0
    assert ("policy_tracker_releases_total", frozenset()) in read_metrics(said)[2]
    folder = tmp_path / "textfile"
    folder.mkdir()
    assert call("metrics", "--output", str(folder / "desk.prom"))[:2] == (0, "")
    assert [path.name for path in folder.iterdir()] == ["desk.prom"]
    assert read_metrics((folder / "desk.prom").read_text())[2]
    code, _, complaint = call("metrics", "--output", str(tmp_path / "nowhere" / "desk.prom"))
    assert (code, "cannot be written" in complaint) == (1, True)


def test_doctor_looks_at_what_upkeep_is_told(desk):
    """A wrong length of time is found before the first night, not by the first maintenance."""
    assert "400 days" in describe_maintenance(desk)
    wrong = Config(sections={"retention": {"keep": "forever"}})
    with pytest.raises(ConfigError, match=r"\[retention\]"):
        describe_maintenance(wrong)
