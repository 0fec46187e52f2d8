"""The files in deploy/ that are copied to servers: they fit one another, the program, and the tools that read them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
import typer.main

from jobs.cli import build_app
from jobs.scheduling.cron import parse_cron
from jobs.scheduling.daemon import STOP_GRACE_SECONDS, STOP_NOTE_SECONDS
from jobs.scheduling.daemon_instance import TICK_SECONDS
from tracker.cli.console import EXIT_USAGE

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PROGRAM = "/opt/policy-tracker/bin/policy-tracker"
SERVICES = ("policy-tracker.service", "policy-tracker-run.service", "policy-tracker-site.service")
UNITS = (*SERVICES, "policy-tracker.timer")


def unit(name: str) -> dict[str, dict[str, str]]:
    """Return a unit of systemd: sections, keys, values."""
    sections: dict[str, dict[str, str]] = {}
    for line in (DEPLOY / name).read_text("utf-8").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            assert key not in current, f"{key} is given twice"
            current[key] = value
    return sections


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the container file in order."""
    text = (DEPLOY / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, value) for name, value in (line.split(" ", 1) for line in lines)]


def check_command(words: list[str]) -> None:
    """Raise where *words*, after the name of the program, are no call it understands."""
    command = typer.main.get_command(build_app())
    called = command.get_command(None, words[0])  # type: ignore[attr-defined]
    assert called is not None, f"there is no command {words[0]}"
    called.make_context(words[0], words[1:])


def test_what_is_started_is_a_command_of_the_program():
    """A unit, crontab or image that calls what is not there fails at night on a server."""
    calls = [unit(name)["Service"]["ExecStart"] for name in SERVICES]
    cron = (DEPLOY / "crontab").read_text("utf-8").splitlines()[-1]
    calls.append(cron.partition("&& ")[2].partition(" >")[0])
    for call in calls:
        program, *words = shlex.split(call)
        assert program == PROGRAM
        check_command(words)
    said = dict(instructions())
    assert said["ENTRYPOINT"] == '["policy-tracker"]'
    check_command(shlex.split(said["CMD"].strip("[]").replace(",", " ")))
    check_command(shlex.split(said["HEALTHCHECK"].partition("CMD ")[2].strip("[]").replace(",", " "))[1:])


def test_the_daemon_is_watched_and_given_time():
    """Systemd waits for READY, hears a beat many times within its limit, and waits longer for the end than the end takes."""
    service = unit("policy-tracker.service")["Service"]
    assert (service["Type"], service["TimeoutStartSec"]) == ("notify", "infinity")
    assert int(service["WatchdogSec"]) > 6 * TICK_SECONDS
    assert int(service["TimeoutStopSec"]) > STOP_GRACE_SECONDS + STOP_NOTE_SECONDS
    assert STOP_GRACE_SECONDS + STOP_NOTE_SECONDS < 5
    assert "HUP" in service["ExecReload"]


def test_a_wrong_configuration_is_not_tried_for_ever():
    """A store out of reach is tried again every half minute; a slip of the pen is not."""
    found = unit("policy-tracker.service")
    assert found["Service"]["RestartPreventExitStatus"] == str(EXIT_USAGE)
    assert (found["Service"]["Restart"], found["Unit"]["StartLimitIntervalSec"]) == ("on-failure", "0")


@pytest.mark.parametrize("name", SERVICES)
def test_fonts_are_found_once(name):
    """A service has no home folder: without a place for it, matplotlib looks at every font at every start."""
    service = unit(name)["Service"]
    assert service["Environment"] == f"MPLCONFIGDIR=/var/cache/{service['CacheDirectory']}"


@pytest.mark.parametrize("name", SERVICES)
def test_a_unit_can_write_where_it_must_and_nowhere_else(name):
    """Its folder is its working directory and holds its configuration; it has no privileges, and sees who has died."""
    service = unit(name)["Service"]
    assert service["ReadWritePaths"] == service["WorkingDirectory"] == "/srv/policy-tracker"
    assert service["ExecStart"].split()[-1].startswith(service["WorkingDirectory"])
    assert (service["ProtectSystem"], service["CapabilityBoundingSet"]) == ("strict", "")
    assert service["User"] != "root"
    assert not {"ProtectProc", "ProcSubset", "PrivatePIDs"} & set(service)


def test_all_services_are_hardened_alike():
    """What one may not, the others may not either."""
    texts = [(DEPLOY / name).read_text("utf-8") for name in SERVICES]
    parts = [text.partition("# What it needs:")[2].partition("\n[Install]")[0].strip() for text in texts]
    assert len(set(parts)) == 1
    assert parts[0]


def test_the_timer_starts_the_run():
    """Every five minutes, and at once after the machine was off."""
    timer = unit("policy-tracker.timer")["Timer"]
    assert timer["Unit"] == "policy-tracker-run.service"
    assert (timer["OnCalendar"], timer["Persistent"]) == ("*:0/5", "true")


def test_the_crontab_line_is_silent_unless_there_is_something_to_say():
    """Five fields and a user, as in /etc/cron.d; what was done goes nowhere, problems go to whom MAILTO names."""
    line = (DEPLOY / "crontab").read_text("utf-8").splitlines()[-1]
    fields = line.split()
    day = date(2031, 3, 5)
    times = list(parse_cron(" ".join(fields[:5])).wall_times(day, day + timedelta(days=1)))
    assert len(times) == 24 * 12
    assert fields[5] == unit("policy-tracker.service")["Service"]["User"]
    assert line.endswith(">/dev/null")
    assert "%" not in line  # to cron the end of the command


def test_the_image_holds_the_program_and_nothing_of_ours():
    """What is copied is there, is let through, and is no store, no configuration and no secret."""
    copied = [
        part
        for name, value in instructions()
        if name == "COPY" and "--from" not in value
        for part in value.split()[:-1]
    ]
    ignored = (DEPLOY / "Containerfile.dockerignore").read_text("utf-8").splitlines()
    assert all((ROOT / part).exists() for part in copied)
    assert ignored[1] == "*"
    assert sorted(line[1:] for line in ignored if line.startswith("!")) == sorted(copied)
    assert dict(instructions())["USER"] == "policy-tracker"


def test_the_base_of_the_image_can_be_named_by_digest():
    """A tag is another image next week; whoever builds says by digest which one, for every stage."""
    said = instructions()
    assert ("ARG", "PYTHON_IMAGE=python:3.11-slim") in said
    assert {value.split()[0] for name, value in said if name == "FROM"} == {"${PYTHON_IMAGE}"}


@pytest.mark.parametrize("name", UNITS)
def test_systemd_takes_the_unit(name, tmp_path):
    """Not a word of complaint from the tool that reads it."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    for each in UNITS:
        text = (DEPLOY / each).read_text("utf-8").replace(PROGRAM, "/bin/true")
        (tmp_path / each).write_text(text, "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", f"./{name}"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    ours = [line for line in (said.stdout + said.stderr).splitlines() if re.search(r"policy-tracker", line)]
    assert ours == []
    assert said.returncode == 0


def test_a_cluster_is_of_one_image_and_keeps_its_scheduler_to_itself():
    """Workers of another version are refused, and whoever reaches a scheduler can run programs on its workers."""
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    assert set(re.findall(r"(?m)^ +image: (\S+)", text)) == {"policy-tracker"}
    assert "ports:" not in text
    assert "internal: true" in text
