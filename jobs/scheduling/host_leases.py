"""Hosts as leases: of all processes that share a store, one asks a host at a time."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence

from jobs.scheduling.lease import LeaseManager, RunLeases

PREFIX = "host:"  # of the name of a lease
LOOK_SECONDS = 0.5  # between two tries where a host is waited for


class HostLeases:
    """The hosts that the run of *run_leases* holds, as :class:`tracker.fetch.HostGate`. Threads may share it."""

    def __init__(self, lease_manager: LeaseManager, run_leases: RunLeases) -> None:
        self._manager, self._run_leases = lease_manager, run_leases
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    def enter(self, host: str, patience: float = 0.0) -> bool:
        """Hold *host* until it is left as often; False where another has it for *patience* seconds."""
        until = time.monotonic() + patience
        while not self._enter(host):
            if self._run_leases.lost.is_set() or time.monotonic() >= until:
                return False
            time.sleep(LOOK_SECONDS)
        return True

    def leave(self, host: str) -> None:
        """Give *host* back, where nobody of this run is inside any more."""
        with self._lock:
            self._inside[host] -= 1
            if not self._inside[host]:
                del self._inside[host]
                self._manager.give_back(self._run_leases, PREFIX + host)

    def free(self, hosts: Sequence[str]) -> Sequence[str]:
        """Return those of *hosts* that no other run holds, in one look: to try each takes a transaction."""
        held = self._manager.held_by_others(self._run_leases)
        return [host for host in hosts if PREFIX + host not in held]

    def _enter(self, host: str) -> bool:
        with self._lock:
            if self._run_leases.lost.is_set() or not self._manager.is_fresh(self._run_leases):
                return False  # a process that slept asks nobody before it has renewed what it holds
            if not self._inside[host] and not self._manager.take(self._run_leases, PREFIX + host):
                del self._inside[host]
                return False
            self._inside[host] += 1
            return True
