"""The daemon as a process: signals, systemd, a configuration loaded again, and an end within seconds.

What it does at which time is in :mod:`jobs.scheduling.daemon_instance`, one a configuration.
"""

from __future__ import annotations

import contextlib
import logging
import os
import socket
import threading
import time
from collections.abc import Mapping, Sequence

from jobs.scheduling.daemon_instance import (
    TICK_SECONDS,
    DaemonInstance,
    LoadContext,
    StartProbes,
    no_probes,
)
from jobs.scheduling.signals import RELOAD_SIGNAL, STOP_SIGNALS, Signals
from tracker import sandbox
from tracker.errors import ConfigError, TrackerError

log = logging.getLogger("policy_tracker")

STOP_GRACE_SECONDS = 1.5  # what running steps get to end at SIGTERM; they may be cut short at any point
STOP_NOTE_SECONDS = 1.0  # then, to note in the ledger that they were


def run_daemon(
    load: LoadContext,
    signals: Signals,
    notifier: SystemdNotifier | None = None,
    *,
    tick_seconds: float = TICK_SECONDS,
    start_probes: StartProbes = no_probes,
) -> None:
    """Run what *load* opens until a signal says to end, and load again where one says so.

    What has not ended then is noted as stopped; the process is to :func:`leave_at_once`.

    A configuration that cannot be loaded again is one line, and the old one stays.
    The new one begins at once; what runs under the old one ends in its own time, and
    its leases keep the new one from doing the same beside it.

    Raises:
        TrackerError: The first configuration is wrong, or its store cannot be opened.
    """
    notifier = notifier or SystemdNotifier()
    current, leaving = DaemonInstance(load, start_probes), list[DaemonInstance]()
    current.start()
    notifier.ready(current.next_job_line())
    pause = min(tick_seconds, (notifier.watchdog_seconds or 3 * tick_seconds) / 3)
    while not (came := signals.wait(pause)) & STOP_SIGNALS:
        if RELOAD_SIGNAL in came:
            notifier.reloading()
            new = _reload(load, start_probes)
            if new is not None:
                current.drain()
                leaving.append(current)
                current = new
                _start_reloaded(current)
            notifier.ready(current.next_job_line())
        current.request_tick()
        if current.is_alive():
            notifier.ping_watchdog()
        leaving = [one for one in leaving if not one.close_if_idle()]
    log.info("stopping")
    notifier.stopping()
    signals.restore_defaults()
    _shut_down([current, *leaving])


def _reload(load: LoadContext, start_probes: StartProbes) -> DaemonInstance | None:
    try:
        return DaemonInstance(load, start_probes)
    except TrackerError as error:
        log.error("the configuration stays as it was: %s", error)  # noqa: TRY400 - one plain line
        return None


def _start_reloaded(instance: DaemonInstance) -> None:
    log.info("the configuration was loaded again")
    try:
        instance.start()
    except ConfigError as error:
        log.error("%s", error)  # noqa: TRY400 - one plain line; all else goes on


def _shut_down(instances: Sequence[DaemonInstance]) -> None:
    """End what runs, or note that it was cut short; takes three seconds at most."""
    until = time.monotonic() + STOP_GRACE_SECONDS
    for serving in instances:
        serving.stop()
    idle = all(one.active_jobs.wait_until_idle(max(0.0, until - time.monotonic())) for one in instances)
    if not idle:
        log.warning("a step is still waiting for the network; what it has not finished is done next time")

    def last_words() -> None:
        for serving in instances:
            (serving.close if idle else serving.record_interrupted)()

    noting = threading.Thread(target=last_words, daemon=True)  # a store that is locked may not hold us up
    noting.start()
    noting.join(STOP_NOTE_SECONDS)


def leave_at_once() -> None:
    """End the process: no wait for threads that a server keeps waiting, no going through what it holds in memory."""
    sandbox.close()
    logging.shutdown()
    os._exit(0)


class SystemdNotifier:
    """Tells the service manager named in an environment (NOTIFY_SOCKET, WATCHDOG_USEC) how the daemon is."""

    def __init__(self, environment: Mapping[str, str] = os.environ) -> None:
        named = environment.get("NOTIFY_SOCKET", "")
        self._address = "\0" + named[1:] if named.startswith("@") else named
        usec, pid = environment.get("WATCHDOG_USEC", ""), environment.get("WATCHDOG_PID", "")
        watched = usec.isdigit() and (not pid or pid == str(os.getpid()))
        # it is killed without a ping for so long
        self.watchdog_seconds = int(usec) / 1_000_000 if watched else None

    def ready(self, status: str = "") -> None:
        """Say that start or reload is over."""
        self._tell("READY=1", f"STATUS={status}")

    def reloading(self) -> None:
        """Say that the configuration is read again; :meth:`ready` ends that."""
        self._tell("RELOADING=1", f"MONOTONIC_USEC={time.monotonic_ns() // 1000}")

    def stopping(self) -> None:
        """Say that the end has begun."""
        self._tell("STOPPING=1")

    def ping_watchdog(self) -> None:
        """Ping the watchdog."""
        if self.watchdog_seconds is not None:
            self._tell("WATCHDOG=1")

    def _tell(self, *lines: str) -> None:
        if not self._address:
            return
        # a manager that went away is no reason to end
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
            out.setblocking(False)
            out.sendto("\n".join(lines).encode(), self._address)
