"""Which sources a pass may begin: all at once or, where several processes share it, those whose host it is given.

    sources by host ─► HostGate.enter ─► begun ─► … ─► last source of the host finished ─► HostGate.leave

A host is one process's at a time, so is every source that is announced there. What
another has done since the pass began is not done again.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from jobs.polling.addresses import host_of_address
from tracker.domain import Source
from tracker.fetch import HostGate
from tracker.fetch.address import UnfetchableUrl, parse_url
from tracker.store.records import SourceStatus

LOOK_SECONDS = 1.0  # between two looks at the hosts that others have


@dataclass(frozen=True, slots=True)
class SharedPass:
    """How a pass is shared. *since*: a source whose poll began at or after it, and ended, is done; None: none is.

    Who leads waits until all are done, by whomever; who helps ends when nothing is left that nobody has.
    """

    gate: HostGate
    since: datetime | None = None
    leads: bool = True

    def is_done(self, status: SourceStatus) -> bool:
        """Return whether a source was polled in this pass already."""
        return self.since is not None and polled_since(status, self.since)


class SourceQueue:
    """The sources that wait to be begun, by host; at most *most* hosts at a time where the pass is shared."""

    def __init__(
        self,
        sources: Sequence[Source],
        shared: SharedPass | None,
        most: int,
    ) -> None:
        self._shared, self._most = shared, most
        self._host = {source.id: host_key(source) for source in sources}
        self._waiting: dict[str, list[Source]] = {}
        for source in sources:
            self._waiting.setdefault(self._host[source.id], []).append(source)
        self._begun: Counter[str] = Counter()  # sources under way, by host
        self._look_at, self._found = 0.0, True

    def ready(self) -> Iterator[Source]:
        """Yield what may be begun now; each has to be finished."""
        self._found = False
        for host in self._free():
            if self._shared is not None:
                if len(self._begun) >= self._most:
                    break
                if not self._shared.gate.enter(host):
                    continue
            sources = self._waiting.pop(host)
            self._begun[host], self._found = len(sources), True
            yield from sources
        # counted from the end of a look: on a busy machine one may take longer than lies between two
        self._look_at = time.monotonic() + LOOK_SECONDS

    def _free(self) -> Sequence[str]:
        """Return the hosts that wait, without those that others have."""
        waiting = tuple(self._waiting)
        return waiting if self._shared is None or not waiting else self._shared.gate.free(waiting)

    def finish(self, source: Source) -> None:
        """Note that *source* is done; a host whose last one it was is given back."""
        host = self._host[source.id]
        self._begun[host] -= 1
        if not self._begun[host]:
            del self._begun[host]
            if self._shared is not None:
                self._shared.gate.leave(host)

    def is_time(self) -> bool:
        """Return whether to look again which of those that wait may be begun."""
        return bool(self._waiting) and len(self._begun) < self._most and time.monotonic() >= self._look_at

    def is_over(self) -> bool:
        """Return whether nothing is under way and nothing is waited for: by who helps, when the last look found nothing."""
        waits = self._waiting and self._shared is not None and (self._shared.leads or self._found)
        return not self._begun and not waits


def polled_since(status: SourceStatus | None, since: datetime) -> bool:
    """Return whether a source, None where it was never asked, was polled at or after *since*.

    A poll that was cut short and gone on with counts from its beginning: what it asked for first is not asked again.
    """
    if status is None or status.pass_started_at is None or status.pass_ended_at is None:
        return False
    return status.pass_started_at >= since


def host_key(source: Source) -> str:
    """Return what the host of *source* is called where hosts are leased, as the way out to the web calls it."""
    url = source.url or source.id
    try:
        return parse_url(url).key
    except UnfetchableUrl:
        return host_of_address(url)
