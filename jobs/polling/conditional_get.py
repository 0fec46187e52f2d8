"""The web, for one index: asked with the validators it gave last, and in full every few hours.

A server that says "not modified" of its index is believed only for so long: one
that says it wrongly would hide every new release.
"""

from __future__ import annotations

from datetime import datetime

from tracker.domain import Manners
from tracker.fetch import DEFAULT_MANNERS, Fetched, NotModified, Web
from tracker.store.records import SourceStatus

FULL_GET_HOURS = 6  # the first visit in each quarter of a day asks for the whole index


class ConditionalWeb:
    """A ``Web`` that sends and keeps the validators of the one address *url*."""

    def __init__(self, web: Web, url: str, previous: SourceStatus, now: datetime, *, full: bool) -> None:
        self._web, self._url = web, url
        full = full or previous.checked_at is None or _quarter(previous.checked_at) != _quarter(now)
        self.etag = None if full else previous.list_etag
        self.last_modified = None if full else previous.list_last_modified
        self.response: Fetched | None = None  # the answer whose validators are to be kept

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        manners: Manners = DEFAULT_MANNERS,
    ) -> Fetched | NotModified:
        """Return what is at *url*, or NotModified where the index is as it was.

        Raises:
            FetchError: It did not give what was asked.
        """
        if url != self._url:
            return self._web.get(url, etag=etag, last_modified=last_modified, manners=manners)
        answer = self._web.get(url, etag=self.etag, last_modified=self.last_modified, manners=manners)
        if isinstance(answer, Fetched):
            self.response = answer
        return answer


def _quarter(instant: datetime) -> tuple[int, int]:
    return instant.toordinal(), instant.hour // FULL_GET_HOURS
