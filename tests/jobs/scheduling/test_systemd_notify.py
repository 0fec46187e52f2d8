"""What systemd hears, read back from a socket."""

from __future__ import annotations

import os
import socket

import pytest

from jobs.scheduling.systemd_notify import SystemdNotifier


@pytest.fixture(params=["file", "abstract"])
def listening(request, tmp_path):
    """A socket as systemd opens it, and its name as systemd tells it."""
    name = str(tmp_path / "notify") if request.param == "file" else f"@policy-tracker-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind("\0" + name[1:] if name.startswith("@") else name)
        heard.settimeout(10)
        yield heard, name


def test_each_message_is_one_datagram(listening):
    """Ready, reloading, stopping and the watchdog are said in the words of sd_notify(3)."""
    heard, name = listening
    notifier = SystemdNotifier({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000"})
    assert notifier.watchdog_seconds == 30
    notifier.ready("next: fetch at 08:00 UTC")
    notifier.reloading()
    notifier.ping_watchdog()
    notifier.stopping()
    said = [heard.recv(4096).decode().splitlines() for _ in range(4)]
    assert said[0] == ["READY=1", "STATUS=next: fetch at 08:00 UTC"]
    assert said[1][0] == "RELOADING=1"
    assert int(said[1][1].removeprefix("MONOTONIC_USEC=")) > 0
    assert said[2:] == [["WATCHDOG=1"], ["STOPPING=1"]]


def test_a_watchdog_of_another_process_is_not_pinged(listening):
    """What a parent handed down by accident is not for us."""
    heard, name = listening
    other = str(os.getpid() + 1)
    notifier = SystemdNotifier({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": other})
    notifier.ping_watchdog()
    notifier.stopping()
    assert notifier.watchdog_seconds is None
    assert heard.recv(4096) == b"STOPPING=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": "/nowhere/notify"}])
def test_where_nobody_listens_nothing_happens(environment):
    """A daemon started by hand, or one whose manager went away, goes on."""
    SystemdNotifier(environment).ready()
