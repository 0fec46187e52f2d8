"""One address, asked as often as is worth it: turns, tries, back-off and Retry-After."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

import requests
import urllib3.exceptions

from tracker.fetch import FetchSettings
from tracker.fetch.address import Address
from tracker.fetch.body import BodyError
from tracker.fetch.client import HostClient, HttpResponse
from tracker.fetch.deadline import Watchdog
from tracker.fetch.failures import (
    TRANSIENT,
    FailureStage,
    FetchFailure,
    failure_of_exception,
    failure_of_status,
)
from tracker.fetch.rate_limit import HostState, format_utc, parse_retry_after, rate_limit_slot, utc_after
from tracker.fetch.request import FetchRequest
from tracker.fetch.ssrf_guard import BlockedAddress

_SHORT = 5.0  # seconds of a Retry-After that are waited for at once
_LONGEST_BACKOFF = 30.0  # seconds
_GIVES_UP_AFTER = 3  # gets in a row that a host failed; from then on each asks once, and not again


class Retrier:
    """Asks, and decides whether to ask again."""

    def __init__(
        self,
        settings: FetchSettings,
        watchdog: Watchdog,
        *,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
        now: Callable[[], datetime],
        random: Callable[[], float],
    ) -> None:
        self._settings, self._watchdog = settings, watchdog
        self._sleep, self._clock, self._now, self._random = sleep, clock, now, random
        self._everyone = threading.BoundedSemaphore(settings.parallel)

    def ask(
        self,
        request: FetchRequest,
        host: HostState,
        client: HostClient,
        asked: Address,
        headers: dict[str, str],
    ) -> HttpResponse | FetchFailure:
        """Return a page, a redirect or "not modified"; anything else is lost."""
        while True:
            outcome = self._try(request, host, client, asked, headers)
            if isinstance(outcome, HttpResponse) and outcome.status not in TRANSIENT:
                host.answered()
                host.misses = 0
                return _wanted(outcome, headers)
            lost, wait = self._judged(request, host, outcome)
            if wait is None or wait > request.seconds:
                if lost.transient and lost.stage is not FailureStage.BARRED:
                    host.misses += 1
                if lost.stage is FailureStage.SILENCE:
                    host.count_failed_connection(lost, self._clock())
                return lost
            request.seconds -= wait
            if wait > 0.0:
                self._sleep(wait)

    def _try(
        self,
        request: FetchRequest,
        host: HostState,
        client: HostClient,
        asked: Address,
        headers: dict[str, str],
    ) -> HttpResponse | FetchFailure:
        """Wait for a turn and ask once."""
        delay = max(request.delay, host.robots.delay) if self._settings.robots else request.delay
        with rate_limit_slot(host, self._everyone, delay, clock=self._clock, sleep=self._sleep):
            begun = self._clock()
            if lost := host.blocked_reason(self._now(), begun):  # while this one waited
                return lost
            request.tries += 1
            with self._watchdog.watch(request.seconds) as watch:
                try:
                    outcome: HttpResponse | FetchFailure = client.ask(
                        asked, headers, watch, timeout=request.timeout, cap=request.cap, cut=request.cut
                    )
                except (
                    requests.RequestException,
                    urllib3.exceptions.HTTPError,
                    BlockedAddress,
                    BodyError,
                ) as error:
                    outcome = failure_of_exception(error, host.name, request.timeout)
            request.seconds = max(0.0, request.seconds - (self._clock() - begun))
        if watch.expired:  # whatever it looked like: we cut the stream ourselves
            request.seconds = 0.0
            seconds = self._settings.deadline_seconds
            return FetchFailure(
                f"the answer did not arrive in time ({seconds:g} s)", stage=FailureStage.SILENCE
            )
        if (
            isinstance(outcome, FetchFailure)
            and outcome.stage is FailureStage.CONNECTION
            and outcome.transient
        ):
            host.count_failed_connection(outcome, self._clock())
        return outcome

    def _judged(
        self, request: FetchRequest, host: HostState, outcome: HttpResponse | FetchFailure
    ) -> tuple[FetchFailure, float | None]:
        """Return what failed, and how long to wait until the next try; None = there is none."""
        again = (
            request.tries <= self._settings.retries
            and host.misses < _GIVES_UP_AFTER
            and request.seconds > 0.0
        )
        backoff = self._random() * min(_LONGEST_BACKOFF, 2.0 ** (request.tries - 1)) if again else None
        if isinstance(outcome, FetchFailure):
            lasting = outcome.stage is FailureStage.BARRED or not outcome.transient
            return outcome, None if lasting else backoff
        host.answered()
        lost = failure_of_status(outcome.status, outcome.reason)
        seconds = parse_retry_after(outcome.header("Retry-After"), self._now())
        if outcome.status == HTTPStatus.TOO_MANY_REQUESTS and seconds is None:
            seconds = self._settings.patience_seconds
        if seconds is None or outcome.status not in (
            HTTPStatus.TOO_MANY_REQUESTS,
            HTTPStatus.SERVICE_UNAVAILABLE,
        ):
            return lost, backoff
        if seconds <= _SHORT:
            return lost, self._paused(request, host, seconds)
        until = utc_after(self._now(), seconds)
        host.put_off(until, lost.message)
        asks = f" and asks to be left alone until {format_utc(until)}"
        return failure_of_status(outcome.status, outcome.reason, asks), None

    def _paused(self, request: FetchRequest, host: HostState, seconds: float) -> float | None:
        """Let all threads wait a moment for *host*; this get tries once more, or fails if it has."""
        if host.misses >= _GIVES_UP_AFTER:  # a moment is not enough
            host.put_off(
                utc_after(self._now(), self._settings.patience_seconds), "it keeps asking for a moment"
            )
            return None
        host.pause(self._clock() + seconds)
        if request.waited:
            return None
        request.waited = True
        return 0.0


def _wanted(answer: HttpResponse, headers: dict[str, str]) -> HttpResponse | FetchFailure:
    if answer.body is not None or answer.location is not None:
        return answer
    if answer.status == HTTPStatus.NOT_MODIFIED:
        if "If-None-Match" in headers or "If-Modified-Since" in headers:
            return answer
        return failure_of_status(answer.status, answer.reason, ", though it was not told what is held")
    return failure_of_status(answer.status, answer.reason)
