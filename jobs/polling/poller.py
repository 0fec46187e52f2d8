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
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from jobs.bulkhead import UNEXPECTED, contained, is_unexpected
from jobs.polling.addresses import address_of, address_of_stored, failure_from_error, host_of_address
from jobs.polling.change_detection import admit
from jobs.polling.conditional_get import ConditionalWeb
from jobs.polling.events import OnEvent, ignore_event
from jobs.polling.host_pool import STOP_CHECK_SECONDS, HostPool
from jobs.polling.poll_record import INDEX, SourcePoll, outcome_of
from jobs.polling.refetch_policy import FetchMode, decide_fetch
from jobs.polling.shared_pass import SharedPass, SourceQueue
from jobs.polling.write_buffer import WriteBuffer
from jobs.step_result import StepResult, Stop, Track, never_stop, no_progress
from tracker.domain import Problem, Source, SourceKind
from tracker.errors import TrackerError
from tracker.fetch import Fetched, NotModified, Web
from tracker.hashing import body_hash
from tracker.health_states import THERE_AGAIN, Failure, HealthState
from tracker.source_health.quiet import quiet_since
from tracker.sources import AnnouncedRelease, Announcements, announced_again, list_releases
from tracker.sources.announcements import is_undated
from tracker.store.records import ReleaseCheck, StoredRelease

if TYPE_CHECKING:
    from tracker.store import Store

FetchResult = Announcements | Fetched | NotModified
MOST_COSTLY = 3  # pages of a source in one pass on which a parser may spend all it may: the rest waits
RECENT_LENGTHS = 200  # statements that show how long those of a source are


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days of publication asked for; a backfill asks for earlier ones than the index shows."""

    since: date | None = None
    until: date | None = None


def fetch(
    store: Store,
    web: Web,
    sources: Sequence[Source],
    now: datetime,
    *,
    parallel: int = 16,
    per_host: int = 1,
    date_range: DateRange = DateRange(),
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
    lanes = HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult](parallel, per_host)
    with closing(lanes):
        going = Poller(store, web, lanes, now, on_event)
        answers = _answers(queue, going, lanes, stop, shared, date_range)
        for (source_poll, announced), answer in track(answers, "fetch", None):
            with going.contained_place(source_poll, INDEX if announced is None else address_of(announced)):
                if announced is None:
                    going.handle_index(source_poll, answer)
                else:
                    going.handle_page(source_poll, announced, answer)
            source_poll.pending_answers -= 1
            if not source_poll.pending_answers:
                with going.contained_source(source_poll.source):
                    going.finish_source(source_poll)
                queue.finish(source_poll.source)
        going.write_buffer.flush()
    return StepResult(dict(going.write_buffer.counts), tuple(going.write_buffer.problems))


def _answers(
    queue: SourceQueue,
    going: Poller,
    lanes: HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult],
    stop: Stop,
    shared: SharedPass | None,
    date_range: DateRange,
) -> Iterator[tuple[tuple[SourcePoll, AnnouncedRelease | None], FetchResult | BaseException]]:
    """Yield what comes of all sources of *queue*, each begun as soon as it may be."""
    while True:
        for source in queue.ready():
            begun = False
            with going.contained_source(source):
                begun = going.start_source(source, date_range, shared)
            if not begun:
                queue.finish(source)
        yield from lanes.results(lambda: stop() or queue.is_time())
        if queue.is_over() or stop():
            return
        if not queue.is_time():
            time.sleep(STOP_CHECK_SECONDS)  # others have what waits


class Poller:
    """A pass under way."""

    def __init__(
        self,
        store: Store,
        web: Web,
        host_pool: HostPool[tuple[SourcePoll, AnnouncedRelease | None], FetchResult],
        now: datetime,
        on_event: OnEvent,
    ) -> None:
        self.store, self.web, self.host_pool, self.now = store, web, host_pool, now
        self.write_buffer = WriteBuffer(store, now, on_event)

    def contained_source(self, source: Source) -> AbstractContextManager[None]:
        """Let an error of the block end this pass for *source* alone."""
        return contained(source.id, self.write_buffer.add_problem)

    @contextmanager
    def contained_place(self, source_poll: SourcePoll, place: str) -> Iterator[None]:
        """Let an error of the block be a failure of *place*, the index or one release."""

        def fail(problem: Problem) -> None:
            if is_unexpected(problem):
                self.write_buffer.counts[UNEXPECTED] += 1
            failure = Failure(problem.message, problem.remedy, lasting=True)
            source_poll.record_failure(place, failure)

        with contained(f"{source_poll.source.id}: {place or source_poll.index_address}", fail):
            yield

    def start_source(self, source: Source, date_range: DateRange, shared: SharedPass | None = None) -> bool:
        """Ask for the index of *source*; False where it is paused, or another process has done it in this pass."""
        before = self.store.source_status(source.id)
        if before.paused_at is not None:
            self.write_buffer.counts["paused"] += 1
            return False
        if shared is not None and shared.is_done(before):
            return False
        started = self.store.begin_poll(source.id, self.now)
        source_poll = SourcePoll(
            source,
            before,
            self.store.stored_releases(source.id),
            self.store.troubles_by_place(source.id),
            {one.ref: one for one in self.store.refused(source.id)},
            started if started < self.now else None,
            backfill=date_range != DateRange(),
        )
        # what is not held and failed is announced by the whole index only
        whole = source_poll.backfill or source_poll.resumed_from is not None or bool(source_poll.troubles)
        source_poll.index_web = ConditionalWeb(self.web, source.url, before, self.now, full=whole)
        work = partial(
            list_releases,
            source,
            source_poll.index_web,
            since=date_range.since,
            until=date_range.until,
            now=self.now,
        )
        self.host_pool.add(host_of_address(source.url or source.id), (source_poll, None), work)
        return True

    def handle_index(self, source_poll: SourcePoll, answer: FetchResult | BaseException) -> None:
        """Take what a source announces, and ask for the pages that are due."""
        if isinstance(answer, BaseException):
            source_poll.record_failure(INDEX, self._failure(source_poll, source_poll.index_address, answer))
            announced: tuple[AnnouncedRelease, ...] = ()
        else:
            assert isinstance(answer, Announcements), "an index was asked for"
            announced, broken = answer.items, answer.broken
            if broken is None:
                source_poll.record_success(INDEX)
            else:
                source_poll.record_failure(INDEX, Failure(broken.message, broken.remedy, lasting=True))
            # a missing date is told with the release
            for problem in (one for one in answer.problems if one is not broken and not is_undated(one)):
                source_poll.record_failure(
                    problem.where, Failure(problem.message, problem.remedy, lasting=True)
                )
        self.write_buffer.counts["announced"] += len(announced)
        named = {item.release.ref for item in announced}
        for item in announced:
            with self.contained_place(source_poll, address_of(item)):
                self._request_unless_old(source_poll, item)
        for ref, held in source_poll.stored.items():
            if ref not in named and source_poll.is_still_editable(held):
                with self.contained_place(source_poll, address_of_stored(held)):
                    self._request_unless_old(source_poll, announced_again(source_poll.source, held.release))

    def handle_page(
        self, source_poll: SourcePoll, announced: AnnouncedRelease, answer: FetchResult | BaseException
    ) -> None:
        """Take the answer to one release."""
        place, known = address_of(announced), source_poll.stored.get(announced.release.ref)
        if isinstance(answer, BaseException):
            self._record_failure(source_poll, place, known, self._failure(source_poll, place, answer))
        elif isinstance(answer, NotModified):
            assert known is not None, "validators are only sent for what is held"
            source_poll.record_success(place)
            self.write_buffer.counts["unchanged"] += 1
            if known.release.ref in source_poll.refused:  # what was held back is gone again
                self.store.clear_refused(source_poll.source.id, known.release.ref)
            self._record_unchanged(source_poll, known, ReleaseCheck(known.release.id, self.now, whole=False))
        else:
            assert isinstance(answer, Fetched), "a page was asked for"
            self._admit_page(source_poll, announced, answer)

    def finish_source(self, source_poll: SourcePoll) -> None:
        """Note how the source fares."""
        self.write_buffer.flush()
        self._record_withdrawals(source_poll)
        source, still = source_poll.source, source_poll.previous.quiet_since
        if INDEX in source_poll.succeeded and source.kind not in (SourceKind.PAGES, SourceKind.FILES):
            still = self._find_quiet_since(source)
        settled = outcome_of(source_poll, self.now, still)
        if (
            source_poll.index_web is not None
            and source_poll.index_web.response is not None
            and INDEX in source_poll.succeeded
        ):
            given = source_poll.index_web.response
            self.store.record_index(source.id, given.etag, given.last_modified, body_hash(given.body))
        self.store.record_health(settled.watched, settled.troubles, settled.cleared, settled.notices)
        self.store.end_poll(source.id, self.now)
        self.write_buffer.problems += settled.problems
        for event in settled.events:
            self.write_buffer.on_event(event)

    def _request_unless_old(self, source_poll: SourcePoll, announced: AnnouncedRelease) -> None:
        if source_poll.is_left_to_backfill(announced, self.now):
            self.write_buffer.counts["left to a backfill"] += 1
        else:
            self._request_page(source_poll, announced)

    def _request_page(self, source_poll: SourcePoll, announced: AnnouncedRelease) -> None:
        known, place = source_poll.stored.get(announced.release.ref), address_of(announced)
        source_poll.watched_addresses.add(place)
        if announced.body is not None:
            self._admit_page(source_poll, announced, None)
            return
        asking = decide_fetch(
            known,
            source_poll.troubles.get(place),
            self.now,
            recheck_days=None
            if source_poll.source.kind is SourceKind.PAGES
            else source_poll.source.recheck_days,
            resumed_from=source_poll.resumed_from,
        )
        if asking is FetchMode.SKIP:
            self.write_buffer.counts["skipped"] += 1
            return
        again_for = known if known is not None and asking is FetchMode.CONDITIONAL else None
        url = announced.fetch_url or announced.release.url
        work = partial(
            self.web.get,
            url,
            etag=again_for.etag if again_for else None,
            last_modified=again_for.last_modified if again_for else None,
            manners=source_poll.source.manners,
        )
        source_poll.pending_answers += 1
        self.host_pool.add(host_of_address(url), (source_poll, announced), work)

    def _admit_page(
        self, source_poll: SourcePoll, announced: AnnouncedRelease, answer: Fetched | None
    ) -> None:
        """Judge what came of a release, and keep it if it says something new."""
        place, ref = address_of(announced), announced.release.ref
        known = source_poll.stored.get(ref)
        if source_poll.costly_pages >= MOST_COSTLY:
            self.write_buffer.counts["left to the next pass"] += 1
            return
        if source_poll.lengths is None:
            source_poll.lengths = deque(
                self.store.statement_lengths(source_poll.source.id, RECENT_LENGTHS), RECENT_LENGTHS
            )
        try:
            taken = admit(
                self.store,
                source_poll.source,
                announced,
                answer,
                stored=known,
                refused=source_poll.refused.get(ref),
                lengths=source_poll.lengths,
                now=self.now,
            )
        except TrackerError as error:
            self._record_failure(source_poll, place, known, self._failure(source_poll, place, error))
            return
        source_poll.costly_pages += taken.costly
        if taken.failure is not None and taken.unreadable and place in source_poll.attachment_addresses:
            self.write_buffer.counts["attachments not read"] += 1  # there are kinds nobody promised to read
            return
        if taken.failure is not None:
            self.write_buffer.counts["held back"] += 1
            self._record_failure(source_poll, place, known, taken.failure)
            return
        source_poll.record_success(place)
        if taken.arrival is not None:
            source_poll.lengths.appendleft(taken.arrival.characters)
            self.write_buffer.add_arrival(taken.arrival, at_once=self.host_pool.idle)
        elif taken.withdrawn and taken.check is not None and known is not None:
            self.write_buffer.add_check(taken.check)
            if known.withdrawn_at is None:
                source_poll.withdrawals.append((known, "withdrawn by its publisher, says its document"))
        elif taken.check is not None and known is not None:
            self.write_buffer.counts["held back" if taken.held_back else "unchanged"] += 1
            self._record_unchanged(source_poll, known, taken.check)
        for more in taken.attachments:
            source_poll.attachment_addresses.add(address_of(more))
            self._request_page(source_poll, more)

    def _failure(self, source_poll: SourcePoll, place: str, error: BaseException) -> Failure:
        """Return what an error at *place* means; one of this program is counted."""
        if not isinstance(error, TrackerError):
            self.write_buffer.counts[UNEXPECTED] += 1
        return failure_from_error(error, f"{source_poll.source.id}: {place}")

    def _record_failure(
        self, source_poll: SourcePoll, place: str, known: StoredRelease | None, failure: Failure
    ) -> None:
        """Note that a page did not give what it should; one that was withdrawn is expected not to."""
        if known is None:
            source_poll.record_failure(place, failure)
            return
        if failure.gone:
            if why := self.write_buffer.add_missing(known):
                source_poll.withdrawals.append((known, why))
        else:
            self.write_buffer.add_check(ReleaseCheck(known.release.id, self.now, whole=False, failed=True))
        if not (failure.gone and known.withdrawn_at is not None):
            source_poll.record_failure(place, failure)

    def _record_unchanged(self, source_poll: SourcePoll, known: StoredRelease, check: ReleaseCheck) -> None:
        """Note that a release held says nothing new; it is there again if it was withdrawn."""
        if known.withdrawn_at is not None:
            self.store.withdraw(known.release.id, None)
            source_poll.add_notice(
                address_of_stored(known),
                HealthState.RECOVERED,
                THERE_AGAIN,
                self.now,
            )
        self.write_buffer.add_check(check)

    def _record_withdrawals(self, source_poll: SourcePoll) -> None:
        """Count as withdrawn what stayed gone, unless nothing else of the source answers either."""
        if not source_poll.pages_answered:
            return
        for known, what in source_poll.withdrawals:
            place = address_of_stored(known)
            self.store.withdraw(known.release.id, self.now)
            source_poll.failures.pop(place, None)
            source_poll.unwatch(place)
            source_poll.add_notice(place, HealthState.WITHDRAWN, what, self.now)
            self.write_buffer.counts["withdrawn"] += 1

    def _find_quiet_since(self, source: Source) -> datetime | None:
        """Return since when a source has published nothing for far longer than usual."""
        day = quiet_since(self.store.publication_days(source.id), self.now.date())
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
