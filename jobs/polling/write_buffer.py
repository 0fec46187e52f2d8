"""What a pass writes down: new texts and checks, a few at a time, and what is told of them."""

from __future__ import annotations

from datetime import datetime, timedelta

from jobs.bulkhead import SHARED, unexpected_problem
from jobs.polling.body_recording import revision_status, undated_problems
from jobs.polling.events import Event, EventKind, OnEvent
from jobs.step_result import StepTally
from tracker.domain import Revision
from tracker.store import Store
from tracker.store.records import BodyRecord, ReleaseCheck, StoredRelease

ARRIVAL_BATCH = 8  # new texts kept in one transaction: a kill loses no more of them
CHECK_BATCH = 100
# a page that stays away so often and so long is withdrawn
WITHDRAWN_AFTER_CHECKS, WITHDRAWN_AFTER = 3, timedelta(days=3)


class WriteBuffer(StepTally):
    """Keeps what a pass found; counts it, and tells of it once it is kept."""

    def __init__(self, store: Store, now: datetime, on_event: OnEvent) -> None:
        super().__init__()
        self.store, self.now, self.on_event = store, now, on_event
        self._checks: list[ReleaseCheck] = []
        self._arrivals: list[BodyRecord] = []

    def add_arrival(self, arrival: BodyRecord, *, at_once: bool) -> None:
        """Keep a new text: soon, or with *at_once* now."""
        self._arrivals.append(arrival)
        if at_once or len(self._arrivals) >= ARRIVAL_BATCH:
            self.flush_arrivals()

    def add_check(self, check: ReleaseCheck) -> None:
        """Keep that a release was asked for and says nothing new, or did not answer."""
        self._checks.append(check)
        if len(self._checks) >= CHECK_BATCH:
            self.flush_checks()

    def add_missing(self, stored: StoredRelease) -> str:
        """Keep that the page of a release is not there; return why it counts as withdrawn, if it now does."""
        self.add_check(ReleaseCheck(stored.release.id, self.now, whole=False, gone=True))
        since = stored.gone_since or self.now
        if stored.withdrawn_at is not None or stored.gone_checks + 1 < WITHDRAWN_AFTER_CHECKS:
            return ""
        if self.now - since < WITHDRAWN_AFTER:
            return ""
        return f"not there since {since:%Y-%m-%d}: counted as withdrawn by its publisher"

    def flush(self) -> None:
        """Write down everything."""
        self.flush_arrivals()
        self.flush_checks()

    def flush_arrivals(self) -> None:
        """Write down the new texts, and tell of them."""
        if not self._arrivals:
            return

        arrivals, self._arrivals = self._arrivals, []
        for arrival, revision in self._recorded(arrivals):
            self.counts[revision_status(revision)] += 1
            self.problems += undated_problems(revision)
            if revision is not None:
                kind = EventKind.NEW if revision.number == 1 else EventKind.CHANGED
                self.on_event(Event(kind, arrival.release.url or arrival.release.ref))

    def _recorded(self, arrivals: list[BodyRecord]) -> list[tuple[BodyRecord, Revision | None]]:
        """Record *arrivals* together; where one of them cannot be, each by itself, so that it alone is lost."""
        try:
            return list(zip(arrivals, self.store.record_bodies(arrivals), strict=True))
        except Exception as error:
            if isinstance(error, SHARED):
                raise
            if len(arrivals) > 1:
                return [pair for arrival in arrivals for pair in self._recorded([arrival])]
            (lost,) = arrivals
            self.add_problem(unexpected_problem(error, lost.release.url or lost.release.ref))
            return []

    def flush_checks(self) -> None:
        """Write down the checks."""
        checks, self._checks = self._checks, []
        self.store.record_checks(checks)
