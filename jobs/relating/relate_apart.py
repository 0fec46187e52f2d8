"""Relate sources side by side, each by a process of its own that writes what it relates.

    sources that wait, the longest first ─► processes that have read ─► counts and problems of each

Order counts within a source alone: what one relates no other looks at. A process that is
killed leaves its source as far as it is recorded, and what is left of it is related as after any kill.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from datetime import datetime

from jobs.bulkhead import contained
from jobs.local_pool import LocalPool, is_over, its_engine
from jobs.reading_pool import TaskLost, take_log
from jobs.relating.relate_source import relate_source
from jobs.step_result import StepResult, StepTally
from tracker.memory import give_back
from tracker.store import open_held_store

log = logging.getLogger("policy_tracker")

Related = tuple[StepResult, tuple[str, ...]]  # and what was logged of it


class RelatingApart:
    """Sources that processes of a pool relate."""

    def __init__(
        self, pool: LocalPool, url: str, now: datetime, waiting: Mapping[str, Collection[object]]
    ) -> None:
        """Begin to relate the sources of the store at *url* with the texts that wait.

        That with most *waiting* comes first, so that no process is left with it at the end.
        """
        longest_first = sorted(waiting, key=lambda source: (-len(waiting[source]), source))
        self._waits = {source: pool.call(_related, url, source, now) for source in longest_first}
        self._is_one_lost = False

    def wait(self, source: str, tally: StepTally) -> bool:
        """Wait for the end of *source*, and tell of it in *tally*; return False where the process died that had it."""
        try:
            done, logged = self._waits[source]()
        except TaskLost:
            if not self._is_one_lost:
                log.warning("a process that relates ended; its sources are related one after the other")
            self._is_one_lost = True
            return False
        for said in logged:
            log.error("%s", said)
        tally.counts.update(done.counts)
        tally.problems += done.problems
        return True


def _related(url: str, source: str, now: datetime) -> Related:
    """Relate *source* in this process of a pool."""
    take_log()
    tally = StepTally()
    with open_held_store(url) as store, contained(source, tally.add_problem):
        engine, problem = its_engine(), tally.add_problem
        tally.counts.update(relate_source(store, engine, source, now, stop=is_over, on_problem=problem))
    give_back()
    return tally.result(), take_log()
