"""The pass: ask every source what it has published, and keep every new text.

    index ──► what is announced, and what is held and may have been edited
    page  ──► guard ──► a revision, or held back, or a failure of the source
    end   ──► how the source fares, each step noted once

All sources are under way at the same time, in a bounded pool of threads that only
fetch; what comes back is judged and kept here, by one thread, one release a
transaction. So one source's failure stops no other, and a pass that is cut short at
any point has lost nothing: the next one goes on where it stopped. An error that nobody
foresaw costs the release, or the source, that it is of (:mod:`jobs.bulkhead`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime

from jobs.polling.addresses import address_of
from jobs.polling.events import OnEvent, ignore_event
from jobs.polling.host_pool import STOP_CHECK_SECONDS, HostPool
from jobs.polling.poll_record import INDEX, SourcePoll
from jobs.polling.shared_pass import SharedPass, SourceQueue
from jobs.polling.source_poller import ALL_DAYS, DateRange, FetchResult, SourcePoller
from jobs.step_result import StepResult, Stop, Track, never_stop, no_progress
from tracker.domain import Source
from tracker.fetch import Web
from tracker.sources.announcements import AnnouncedRelease
from tracker.store import Store


def fetch(
    store: Store,
    web: Web,
    sources: Sequence[Source],
    now: datetime,
    *,
    parallel: int = 16,
    per_host: int = 1,
    date_range: DateRange = ALL_DAYS,
    track: Track = no_progress,
    stop: Stop = never_stop,
    on_event: OnEvent = ignore_event,
    shared: SharedPass | None = None,
) -> StepResult:
    """Visit each of *sources* that is not paused, and keep every new text.

    *on_event* is called with each event as soon as it is kept. What fails is a
    problem the first time; how the sources fare is in the store. *shared* says how
    other processes take part in the same pass.
    """
    queue = SourceQueue(sources, shared, parallel)
    host_pool = HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult](parallel, per_host)
    with closing(host_pool):
        source_poller = SourcePoller(store, web, host_pool, now, on_event)
        answers = _answers(queue, source_poller, host_pool, stop, shared, date_range)
        for (source_poll, announced), answer in track(answers, "fetch", None):
            with source_poller.contained_place(
                source_poll, INDEX if announced is None else address_of(announced.release)
            ):
                if announced is None:
                    source_poller.handle_index(source_poll, answer)
                else:
                    source_poller.handle_page(source_poll, announced, answer)
            source_poll.pending_answers -= 1
            if not source_poll.pending_answers:
                with source_poller.contained_source(source_poll.source):
                    source_poller.finish_source(source_poll)
                queue.finish(source_poll.source)
        source_poller.write_buffer.flush()
    return StepResult(dict(source_poller.write_buffer.counts), tuple(source_poller.write_buffer.problems))


def _answers(
    queue: SourceQueue,
    source_poller: SourcePoller,
    host_pool: HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult],
    stop: Stop,
    shared: SharedPass | None,
    date_range: DateRange,
) -> Iterator[tuple[tuple[SourcePoll, AnnouncedRelease | None], FetchResult | BaseException]]:
    """Yield what comes of all sources of *queue*, each begun as soon as it may be."""
    while True:
        for source in queue.ready():
            begun = False
            with source_poller.contained_source(source):
                begun = source_poller.start_source(source, date_range, shared)
            if not begun:
                queue.finish(source)
        yield from host_pool.results(lambda: stop() or queue.is_time())
        if queue.is_over() or stop():
            return
        if not queue.is_time():
            time.sleep(STOP_CHECK_SECONDS)  # others have what waits
