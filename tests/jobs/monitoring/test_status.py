"""``policy-tracker status``: one look at everything an operator watches."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import typer
from sqlalchemy import event
from typer.testing import CliRunner

from jobs.commands.operator_commands import status
from jobs.monitoring.metrics_endpoint import metrics_text
from jobs.monitoring.status import (
    RUNS_READ,
    DeliveryStatus,
    SystemStatus,
    collect_status,
    job_statuses,
    last_runs,
    latest_of_each,
)
from jobs.monitoring.status_lines import age, status_lines
from jobs.monitoring.status_rows import status_rows
from jobs.scheduling.lease import TTL, this_process
from jobs.scheduling.schedule import Job, Schedule
from tests.fakes import build_release
from tests.jobs.monitoring.build_status import BROKEN, FETCH, MINUTE, OK, build_run, build_status
from tests.reports.mail.deliveries import build_delivery
from tests.stores import store_url
from tracker.config import Config
from tracker.fetch import HostNote
from tracker.health_states import HealthState, Notice, Trouble
from tracker.source_health.report import SourcesSnapshot
from tracker.store import BodyRecord, LeaseRecord, Recipient, SourceStatus, Store, Unsubscription, open_store

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
CONFIG = """
[jobs]
fetch = "*/30 * * * *"

[[sources]]
id = "norvale"
kind = "feed"
url = "https://mfa.norvale.example/feed"

[[sources]]
id = "estmark"
kind = "pages"
urls = ["https://mfa.estmark.example/1"]
"""


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call the command in a folder with two sources and no store yet."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("POLICY_TRACKER_CONFIG", raising=False)
    monkeypatch.setenv("POLICY_TRACKER_STORE_URL", store_url(tmp_path))
    (tmp_path / "config.toml").write_text(CONFIG)
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(status)

    def run(*arguments, code=0):
        result = CliRunner().invoke(app, list(arguments))
        assert result.exit_code == code, result.output
        return result.output

    return run


def fill(store):
    """Put one thing of each sort into *store*."""
    trouble = Trouble(
        "estmark", "https://mfa.estmark.example/1", HealthState.BROKEN, "answered 404", "", NOW, NOW
    )
    watched = SourceStatus(
        "estmark", HealthState.BROKEN, since=NOW, checked_at=NOW, succeeded_at=NOW - HOUR, what="answered 404"
    )
    notice = Notice(
        "estmark", "https://mfa.estmark.example/1", HealthState.BROKEN, "answered 404", NOW, "look there"
    )
    store.record_health(watched, [trouble], [], [notice])
    store.record_hosts(
        [HostNote("mfa.estmark.example", not_before=datetime(2999, 1, 1, tzinfo=UTC), why="429")]
    )
    said = BodyRecord(build_release("1", source="norvale"), b"a", "text/plain", "", NOW, "a")
    store.record_bodies([said])
    wall = BodyRecord(build_release("2", source="estmark"), b"wall", "text/html", "", NOW)
    store.refuse(wall, "https://mfa.estmark.example/2", "a consent wall", "")
    run_id = store.begin_run("fetch", NOW, NOW)
    store.end_run(
        run_id, NOW, status="problems", counts={"new": 1, "unchanged": 0}, error="estmark: 404\nx: y"
    )
    store.freeze(build_delivery(), [])


@pytest.mark.sqlite
def test_before_the_first_run_it_says_so_and_makes_no_store(call, tmp_path):
    """Looking changes nothing; the sources of the file are named as not checked."""
    said = call()
    assert "there is no store yet at " in " ".join(said.split())
    assert said.count("not checked") == 2
    assert not list(tmp_path.glob("*.db"))


@pytest.mark.sqlite
def test_a_store_that_is_typed_and_not_there_is_not_well(call, tmp_path):
    """Before the first run all is well; of a path typed wrong nothing is said but that there is no store."""
    said = call("--store", "mispelt.db", code=2)
    assert said.startswith("mispelt.db: there is no store; check the path")
    assert "well" not in said


def test_a_process_that_is_no_more_holds_nothing_and_runs_nothing(call, tmp_path):
    """After kill -9 the run has died and nobody holds its lease, whatever the store says until that runs out."""
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    holder = str(replace(this_process(), pid=int(gone.stdout)))
    now = datetime.now(UTC)
    with open_store(store_url(tmp_path)) as store:
        store.begin_run("fetch", now, now, holder=holder)
        store.take_lease("job:fetch", holder, now, TTL)
    said = call()
    assert "HELD BY" not in said
    assert "running" not in said
    assert "never ended" in said
    assert any(
        line.split()[0] == "fetch" and line.split()[-1] == "died" for line in said.splitlines() if line
    )


def test_it_shows_health_sources_hosts_jobs_outbox_and_notices(call, tmp_path):
    """Everything of which an operator would ask: is it well, what fails, what runs when, what waits."""
    with open_store(store_url(tmp_path)) as store:
        fill(store)
    said = call()
    lines = said.splitlines()
    assert lines[0].split("UTC  ")[1].startswith("NOT WELL")
    assert any(line.startswith("  ! 1 of 1 sources broken: estmark") for line in lines)
    table = lines[lines.index("") + 1 :]
    assert table[0].split() == ["SOURCE", "STATE", "SINCE", "CHECKED", "LATEST", "FAIL", "HELD"]
    assert table[1].split() == ["norvale", "not", "checked", "-", "-", "2031-03-04", "-", "-"]
    assert table[2].split()[:4] == ["estmark", "broken", "2031-03-05", "08:00"]
    assert table[2].split()[-2:] == ["1", "1"]
    assert table[3] == "    answered 404"
    assert "mfa.estmark.example is not asked before 2999-01-01 00:00: 429" in lines
    assert any(
        line.split()[0] == "fetch" and line.split()[3:] == ["2031-03-05", "08:00", "problems"]
        for line in lines
        if line
    )
    assert "    1 new" in lines
    assert "    estmark: 404 (and 1 more)" in lines
    assert "OUTBOX  1 queued" in lines
    assert "    desk@example.org  queued" in lines
    assert lines[-1].startswith(
        "2031-03-05 08:00  broken     estmark https://mfa.estmark.example/1: answered"
    )


def test_json_is_one_thing_a_line(call, tmp_path):
    """A program tells sources, hosts, runs, deliveries and notices apart by the key "row"."""
    with open_store(store_url(tmp_path)) as store:
        fill(store)
    rows = [json.loads(line) for line in call("--json").splitlines()]
    kinds = ["source", "source", "host", "job", "run", "deliveries", "delivery", "notice"]
    assert [row["row"] for row in rows if row["row"] != "finding"] == kinds
    rows = {row["row"]: row for row in rows}
    source = rows["source"]
    assert (source["state"], source["troubles"][0]["url"]) == ("broken", "https://mfa.estmark.example/1")
    assert (rows["job"]["job"], rows["job"]["when"]) == ("fetch", "*/30 * * * *")
    assert (rows["job"]["last"], rows["job"]["succeeded"]) == (NOW.isoformat(), NOW.isoformat())
    assert datetime.fromisoformat(rows["job"]["next"]).minute in (0, 30)
    assert rows["run"]["counts"] == {"new": 1, "unchanged": 0}
    assert rows["run"]["problems"] == ["estmark: 404", "x: y"]
    assert rows["deliveries"] == {"row": "deliveries", "state": "queued", "number": 1}
    assert rows["delivery"]["recipients"][0]["address"] == "desk@example.org"
    assert rows["notice"]["mend"] == "look there"
    assert {"check", "bad", "what", "mend"} < rows["finding"].keys()


def test_of_each_job_the_latest_run_is_shown():
    """A fetch every half hour does not push the digest of the morning out of sight."""
    runs = [build_run("fetch", NOW), build_run("fetch", NOW - HOUR), build_run("compose", NOW - 2 * HOUR)]
    assert latest_of_each(runs) == (runs[0], runs[2])


def test_a_daily_job_is_seen_behind_a_thousand_runs_of_another(tmp_path):
    """With a fetch every minute the digest of the morning is 400 runs ago at noon; it did run."""
    schedule = Schedule(ZoneInfo("UTC"), (FETCH, Job("compose desk", "0 7 * * *", ("compose",))))
    with open_store(store_url(tmp_path)) as store:
        store.end_run(store.begin_run("compose desk", NOW, NOW), NOW, status="done", counts={})
        for minute in range(1, RUNS_READ + 5):
            store.begin_run("fetch", NOW + minute * MINUTE, NOW + minute * MINUTE)
        runs = last_runs(store, schedule)
        fares = {
            job_status.job.name: job_status for job_status in job_statuses(schedule, runs, NOW + 5 * HOUR)
        }
    assert fares["compose desk"].last_success.started_at == NOW
    assert runs[0].started_at == NOW + (RUNS_READ + 4) * MINUTE


def test_who_holds_what_is_a_line_for_each_process():
    """Of five daemons one has to be found that holds up a ministry: by its machine and number."""
    names = ("host:mfa.norvale.example", "job:fetch")
    held = [LeaseRecord(name, f"halden boot 17 99 {run}", 1, NOW) for run, name in enumerate(names)]
    lines = list(status_lines(build_status(leases=tuple(held)), (), NOW, 100))
    assert "halden process 17: host:mfa.norvale.example, job:fetch" in lines


def test_an_empty_desk_says_none():
    """No run and no delivery yet is said, not left blank."""
    said = list(status_lines(SystemStatus(SourcesSnapshot([], {})), (), NOW, 80))
    assert said[0] == "2031-03-05 08:00 UTC  well"
    assert said[-2:] == ["", "OUTBOX  none"]
    assert "none has run, and no [jobs] says when one would" in said
    assert list(status_rows(SystemStatus(SourcesSnapshot([], {})))) == []


def test_what_a_server_says_does_no_harm():
    """Reasons, errors and notices come from the web: one line each, nothing a terminal obeys."""
    evil = "gone\x1b[2J\nOUTBOX"
    found = SystemStatus(
        SourcesSnapshot([], {}),
        hosts=(HostNote("x.example", not_before=NOW, why=evil),),
        runs=(build_run("fetch", NOW, "failed", evil),),
        problem_deliveries=(
            DeliveryStatus(
                build_delivery(state="refused", error=evil),
                (Recipient("1", "desk@example.org", "refused", 1, evil, NOW),),
            ),
        ),
        notices=(Notice("norvale", evil, HealthState.BROKEN, evil, NOW),),
    )
    said = list(status_lines(found, (), NOW, 80))
    assert "\x1b" not in "".join(said)
    assert sum(line.startswith("OUTBOX") for line in said) == 1


@pytest.mark.parametrize("width", [80, 100, 140])
def test_it_keeps_to_the_width_of_the_terminal(width):
    """In 80 columns nothing is cut or wrapped by the terminal but what must stay whole to be copied."""
    found = build_status(
        [build_run("fetch", NOW - HOUR, "problems", "estmark: " + "answered 404 " * 20, new=3)],
        states=[OK, BROKEN],
        problem_deliveries=(
            DeliveryStatus(
                build_delivery(state="queued", attempts=3, retry_at=NOW + HOUR, error="451 try later " * 9),
                (Recipient("1", "desk@example.org", "queued", 3, "451 greylisted " * 9, NOW),),
            ),
        ),
    )
    said = list(status_lines(found, (), NOW, width))
    assert max(len(line) for line in said) <= width
    assert "queued, 3 tried, again from 2031-03-05 09:00" in " ".join(" ".join(said).split())


def test_who_left_is_shown_with_how_and_when():
    """It is the operator's to know, and to undo; a script has it as a row."""
    found = build_status(left=(Unsubscription("halden-desk", "ana@example.org", "link", NOW),))
    assert "2031-03-05 08:00  halden-desk  left by ana@example.org (link)" in list(
        status_lines(found, (), NOW, 80)
    )
    row = next(row for row in status_rows(found) if row["row"] == "left")
    assert (row["subscriber"], row["address"], row["how"]) == ("halden-desk", "ana@example.org", "link")


def test_each_address_has_its_own_state():
    """One address refused and two sent: who did not get it is the question."""
    recipients = tuple(
        Recipient("1", f"{name}@example.org", state, 1, error, NOW)
        for name, state, error in (("desk", "sent", ""), ("chief", "refused", "550 no such user"))
    )
    found = build_status(problem_deliveries=(DeliveryStatus(build_delivery(state="sent"), recipients),))
    said = list(status_lines(found, (), NOW, 80))
    assert "    desk@example.org  sent" in said
    assert "    chief@example.org  refused: 550 no such user" in said


def test_only_the_latest_troubles_of_the_outbox_are_listed():
    """A mail server that is down for a week does not push all else off the screen."""
    posted = tuple(DeliveryStatus(build_delivery(id=str(n), state="queued"), ()) for n in range(14))
    said = list(status_lines(build_status(problem_deliveries=posted), (), NOW, 80))
    assert sum("halden-desk" in line for line in said) == 10
    assert "    and 4 more" in said


def test_how_long_ago():
    """The largest unit of which it is two at least; a clock that went back says 0."""
    assert [age(timedelta(minutes=m)) for m in (-5, 0, 119, 120, 2879, 2880)] == [
        "0 min",
        "0 min",
        "119 min",
        "2 h",
        "47 h",
        "2 d",
    ]


def test_an_older_store_is_not_migrated_by_looking(call, tmp_path):
    """Looking changes nothing: after an upgrade an older daemon may still be at work on it."""
    with open_store(store_url(tmp_path)) as store:
        store.migrate("0003")
    said = call(code=1)
    assert "this store has schema 0003" in said
    assert "`policy-tracker db upgrade`" in said
    assert "this store has schema 0003" in call(code=1)


def test_it_asks_the_store_as_often_for_thirty_sources_as_for_one(store):
    """Thirty sources and three hundred runs: quick enough to type on a whim. How quick is in bench/moments.py."""
    config, asked = Config(), []
    with store.reading() as connection:
        event.listen(connection.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    def looks():
        asked.clear()
        collect_status(store, config, NOW)
        return len(asked)

    store.record_health(SourceStatus("source", HealthState.OK, NOW, NOW, NOW), [], [], [])
    store.begin_run("fetch", NOW, NOW)
    few = looks()
    for number in range(30):
        store.record_health(SourceStatus(f"source-{number}", HealthState.OK, NOW, NOW, NOW), [], [], [])
    for number in range(100):
        store.begin_run("fetch", NOW + (number + 1) * HOUR, NOW)
    assert looks() == few


def test_what_is_looked_at_has_no_bytes_of_mails(store):
    """Status, health and every scrape look at deliveries: a year of digests with pictures is gigabytes."""
    for number in range(3):
        store.freeze(build_delivery(id=f"{number:024}", window_end=NOW + number * HOUR), [])
    asked = []
    with store.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    found = collect_status(store, Config(), NOW)
    assert len(found.waiting) == 3
    assert asked
    assert not [sql for sql in asked if "deliveries.message," in sql or "deliveries.message " in sql]


def test_metrics_open_the_store_once(tmp_path, monkeypatch):
    """Every scrape of a large store on a slow disk pays for each opening; and both halves are of one moment."""
    url = store_url(tmp_path)
    open_store(url).close()
    opened = []
    real = Store.__init__
    monkeypatch.setattr(Store, "__init__", lambda self, where: (opened.append(where), real(self, where))[1])
    assert "policy_tracker_store_size_bytes" in metrics_text(Config(store_url=url), NOW)
    assert opened == [url]
