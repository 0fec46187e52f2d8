"""How the daemon hears that it should end."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

STUCK = """
import re
from jobs.scheduling.signals import Signals
with Signals() as signals:
    print("ready", flush=True)
    re.match("(a+)+$", "a" * 60 + "!")  # nobody else gets at the interpreter
"""
WAITING = """
from jobs.scheduling.signals import Signals
with Signals() as signals:
    print("ready", flush=True)
    print(sorted(signals.wait(60)), flush=True)
"""


def is_caught(process: int, number: int) -> bool:
    """Return whether a process has a handler for a signal, by what Linux says of it."""
    (line,) = [
        line for line in Path(f"/proc/{process}/status").read_text().splitlines() if line.startswith("SigCgt")
    ]
    return bool(int(line.split()[1], 16) >> (number - 1) & 1)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_always_ends_the_process(number: int) -> None:
    """Where nothing hears the first one, because some code keeps the interpreter to itself, the second one kills."""
    stuck = subprocess.Popen([sys.executable, "-c", STUCK], stdout=subprocess.PIPE, text=True)
    assert stuck.stdout is not None
    assert stuck.stdout.readline() == "ready\n"
    stuck.send_signal(number)
    while is_caught(stuck.pid, number):
        pass
    assert stuck.poll() is None
    stuck.send_signal(number)
    assert stuck.wait(20) == -number
    stuck.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_first_signal_is_heard(number: int) -> None:
    """It is for the daemon to say what it does about it."""
    waiting = subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE, text=True)
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == "ready\n"
    waiting.send_signal(number)
    assert waiting.communicate(timeout=60)[0] == f"[{number}]\n"
