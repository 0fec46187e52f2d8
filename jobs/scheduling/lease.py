"""Who is at work: leases in the store, renewed while their run lasts.

take ──► held ──► released            its run has ended
           └────► lost                another process has it, or the store was out of reach too long

A lease that is not renewed runs out, so a process that died holds up nobody for longer
than TTL; one of this machine is found to be dead at once. A run that lost its lease stops
at its next safe point. Clocks of machines that share a store may differ by less than TTL.
"""

from __future__ import annotations

import itertools
import logging
import os
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jobs.step_result import Clock
from tracker.errors import StoreError
from tracker.store import Store
from tracker.store.records import JobRun

log = logging.getLogger("policy_tracker")

TTL = timedelta(seconds=45)  # with a beat of 15 s, what a dead process held is taken up within a minute
RENEWALS_PER_TTL = 4  # in each TTL; a store may be locked for 30 s between two
MAX_SILENCE = timedelta(minutes=6)  # a run under a lease that shows no sign of life for so long has died
MAX_DURATION = timedelta(days=1)  # the same of a run that shows none, as of an earlier version
PROC = Path("/proc")
NEVER = datetime.min.replace(tzinfo=UTC)
RUN_NUMBERS = itertools.count(1)  # two runs of one process are two holders, whichever keeper they have
ACTIVE_HOLDERS: set[str] = set()  # holders of this process whose run is under way
HELP = "help "  # begins the name of a run, and of its lease, in a pass that another process leads
EXCLUSIVE_STEPS = {
    "fetch": "fetch",
    "recheck": "fetch",
    "read": "read",
    "relate": "relate",
    "maintenance": "maintenance",
}


@dataclass(frozen=True, slots=True)
class Process:
    """A process by what tells it from every other: its machine since boot, its number and when it started."""

    host: str
    machine: str  # empty = cannot be told, as where there is no /proc
    pid: int
    started: str

    def __str__(self) -> str:
        return f"{self.host} {self.machine or '-'} {self.pid} {self.started or '-'}"


@dataclass(slots=True)
class RunLeases:
    """The leases of one run. *lost* is set when one of them is; *run_id* is noted once there is a run."""

    holder: str
    tokens: dict[str, int] = field(default_factory=dict)
    lost: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    run_id: int | None = None
    renewed_at: datetime = NEVER
    lock: threading.Lock = field(default_factory=threading.Lock)  # of *tokens*, which grow while renewed

    @property
    def token(self) -> int:
        """The fencing token of the first lease: higher than that of any earlier holder."""
        return next(iter(self.tokens.values()), 0)


class LeaseManager:
    """Takes leases of *store* for this process and renews them."""

    def __init__(self, store: Store, clock: Clock, ttl: timedelta = TTL) -> None:
        self.store, self.clock, self.ttl = store, clock, ttl
        self.process = this_process()
        self._lock = threading.Lock()
        self._active: dict[str, RunLeases] = {}

    @contextmanager
    def acquire(self, names: Sequence[str]) -> Iterator[RunLeases | None]:
        """Hold all of *names* within the block, or give None where another holds one of them."""
        run_leases = RunLeases(f"{self.process} {next(RUN_NUMBERS)}", renewed_at=self.clock())
        try:
            if not all(self.take(run_leases, name) for name in names):
                yield None
                return
            renewing = threading.Thread(
                target=self._renew_until_ended, args=(run_leases,), name=f"lease {names[0]}", daemon=True
            )
            with self._lock:
                self._active[run_leases.holder] = run_leases
            ACTIVE_HOLDERS.add(run_leases.holder)
            renewing.start()
            try:
                yield run_leases
            finally:
                run_leases.ended.set()
                ACTIVE_HOLDERS.discard(run_leases.holder)
                with self._lock:
                    self._active.pop(run_leases.holder, None)
        finally:
            self.release(run_leases)

    def active(self) -> tuple[RunLeases, ...]:
        """Return what is held now."""
        with self._lock:
            return tuple(self._active.values())

    def release(self, run_leases: RunLeases) -> None:
        """Give back what *run_leases* has; what the store does not take back runs out by itself."""
        for name in tuple(run_leases.tokens):
            self.give_back(run_leases, name)

    def announce_daemon(self) -> None:
        """Say that a daemon is up: lease ``daemon``, which any number may be behind and one holds."""
        self.store.take_lease("daemon", str(self.process), self.clock(), self.ttl)

    def retract_daemon(self) -> None:
        """Take that back, if it was this process that said so."""
        with suppress(StoreError):
            lease = self.store.lease("daemon")
            if lease is not None and lease.holder == str(self.process):
                self.store.drop_lease("daemon", lease.holder, lease.token)

    def take(self, run_leases: RunLeases, name: str) -> bool:
        """Add the lease *name* to those of a run, if nobody alive has it."""
        token = self.store.take_lease(name, run_leases.holder, self.clock(), self.ttl)
        if token is None:
            other = self.store.lease(name)
            if other is not None and is_dead(other.holder, self.process):
                self.store.drop_lease(name, other.holder, other.token)
                token = self.store.take_lease(name, run_leases.holder, self.clock(), self.ttl)
        if token is None:
            return False
        with run_leases.lock:
            run_leases.tokens[name] = token
        return True

    def held_by_others(self, run_leases: RunLeases) -> frozenset[str]:
        """Return the names of the leases that :meth:`take` would not add to those of a run now."""
        return frozenset(
            lease.name
            for lease in self.store.leases(self.clock())
            if lease.holder != run_leases.holder and not is_dead(lease.holder, self.process)
        )

    def give_back(self, run_leases: RunLeases, name: str) -> None:
        """Let go of one of the leases of a run; what the store does not take back runs out by itself."""
        with run_leases.lock, suppress(StoreError):
            if (token := run_leases.tokens.pop(name, None)) is not None:
                self.store.drop_lease(name, run_leases.holder, token)

    def is_fresh(self, run_leases: RunLeases) -> bool:
        """Return whether what a run holds cannot have run out yet, by the last renewal."""
        return self.clock() - run_leases.renewed_at < self.ttl

    def _renew_until_ended(self, run_leases: RunLeases) -> None:
        kept = True
        try:
            while kept and not run_leases.ended.wait((self.ttl / RENEWALS_PER_TTL).total_seconds()):
                now = self.clock()
                try:
                    kept = self._renew(run_leases, now)
                    run_leases.renewed_at = now
                except StoreError as error:
                    log.warning("the lease could not be renewed: %s", error)
                    kept = now - run_leases.renewed_at < self.ttl
        finally:  # whatever ended it, nobody renews any more
            if not run_leases.ended.is_set():
                log.warning("another process has taken over; this run stops")
                run_leases.lost.set()

    def _renew(self, run_leases: RunLeases, now: datetime) -> bool:
        for name in tuple(run_leases.tokens):
            with run_leases.lock:
                token = run_leases.tokens.get(name)  # None: given back meanwhile
                if token is None or self.store.renew_lease(name, run_leases.holder, token, now, self.ttl):
                    continue
                # run out, as while a laptop slept: it is ours still if the next token is the next number
                taken = self.store.take_lease(name, run_leases.holder, now, self.ttl)
                if taken is None:
                    return False
                run_leases.tokens[name] = taken
                if taken != token + 1:
                    return False
        return run_leases.run_id is None or self.store.heartbeat(run_leases.run_id, now)


def leases_needed(name: str, steps: Sequence[str]) -> tuple[str, ...]:
    """Return the leases a job needs: one for each step that may not run twice at a time, else one of its own.

    Compose and deliver may: the store gives each digest and each delivery to one process.

    >>> leases_needed("fetch", ["fetch", "read", "deliver"])
    ('job:fetch', 'job:read')
    >>> leases_needed("compose halden-desk", ["compose", "deliver"])
    ('job:compose halden-desk',)
    """
    needed = tuple(dict.fromkeys(f"job:{EXCLUSIVE_STEPS[step]}" for step in steps if step in EXCLUSIVE_STEPS))
    return needed or (f"job:{name}",)


def this_process() -> Process:
    """Return the process we are in."""
    pid = os.getpid()
    return Process(socket.gethostname().replace(" ", "-"), _machine(), pid, _started(pid))


def is_dead(holder: str, ours: Process) -> bool:
    """Return whether *holder* was a process of this machine that is no more; False where that cannot be known."""
    parts = holder.split()
    if len(parts) < 4 or not ours.machine or parts[1] != ours.machine or not parts[2].isdigit():
        return False
    pid, started = int(parts[2]), _started(int(parts[2]))
    if started:
        return started != parts[3]
    try:
        os.kill(pid, 0)  # a process of another user may be hidden from /proc; this asks and harms nothing
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return _is_zombie(pid)


def is_silent(run: JobRun, now: datetime) -> bool:
    """Return whether a run that has not ended shows no sign of life at *now*, whatever else is known of its process."""
    return now - (run.beat_at or run.started_at) > (MAX_SILENCE if run.holder else MAX_DURATION)


def is_same(holder: str, ours: Process) -> bool:
    """Return whether *holder* is this very process, or a run of it."""
    return holder == str(ours) or holder.startswith(f"{ours} ")


def _machine() -> str:
    """Name what process numbers count in: this boot, and in it this container."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot}.{(PROC / 'self/ns/pid').stat().st_ino}"
    except OSError:
        return ""


def _started(pid: int) -> str:
    """Return when process *pid* was started, in ticks since boot; empty where it cannot be seen or has ended."""
    fields = _stat(pid)
    return fields[19] if fields and fields[0] != "Z" else ""


def _is_zombie(pid: int) -> bool:
    """Return whether process *pid* has ended and only waits for its parent to ask how."""
    fields = _stat(pid)
    return bool(fields) and fields[0] == "Z"


def _stat(pid: int) -> list[str]:
    """Return what proc_pid_stat(5) says of *pid* from its third field on; nothing where it cannot be seen."""
    try:
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
