"""robots.txt: what a host lets us ask, and how often (RFC 9309)."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from protego import Protego

from tracker.fetch.failures import FetchFailure

PRODUCT = "policy-commitment-tracker"
MAX_ROBOTS_BYTES = 500_000  # bytes; RFC 9309, 2.5: at least 500 KiB are read, the rest may be ignored
_FRESH = timedelta(hours=24)  # RFC 9309, 2.4
_STALE = timedelta(days=7)  # how long the last copy serves where the host gives none
_AGAIN = 300.0  # seconds until one that could not be read is asked for again
_LONGEST_DELAY = 60.0  # seconds


class Robots:
    """The rules of one host. *lock* is held by the thread that reads them, so that one does."""

    def __init__(self, text: str | None, read_at: datetime | None) -> None:
        self.lock = threading.Lock()
        self.text, self.read_at = text, read_at
        self.lost: FetchFailure | None = None  # why there are none
        self._parser: Protego | None = None
        self._good_until = 0.0  # by the clock
        self.delay = 0.0  # seconds between two requests
        if text is not None:
            self._parse(text)

    def is_known(self, at: float) -> bool:
        """Return whether what is held, rules or a failure, is good at *at* (by the clock)."""
        return at < self._good_until

    def still_fresh(self, now: datetime, at: float) -> bool:
        """Return whether the copy of an earlier run is good enough; if so, it is *known* from here on."""
        if self.text is None or self.read_at is None or not self.read_at <= now < self.read_at + _FRESH:
            return False
        self._good_until = at + (self.read_at + _FRESH - now).total_seconds()
        return True

    def keep(self, text: str, now: datetime, at: float) -> None:
        """Take *text* as the rules from now on; "" = there are none."""
        self.text, self.read_at, self.lost = text, now, None
        self._good_until = at + _FRESH.total_seconds()
        self._parse(text)

    def keep_after_failure(self, lost: FetchFailure, now: datetime, at: float) -> None:
        """Go on with the last copy, if there is one of this week; without one nothing may be asked."""
        held = self.text is not None and self.read_at is not None and now < self.read_at + _STALE
        self.lost = None if held else lost
        self._good_until = at + _AGAIN

    def allows(self, url: str) -> bool:
        """Return whether *url* may be asked."""
        return self._parser is None or self._parser.can_fetch(url, PRODUCT)

    def _parse(self, text: str) -> None:
        self._parser, self.delay = None, 0.0
        if text.strip():
            self._parser = Protego.parse(text)
            self.delay = min(self._parser.crawl_delay(PRODUCT) or 0.0, _LONGEST_DELAY)


def robots_text(body: bytes) -> str:
    """Return the text of a robots.txt; "" where a site answers with a web page instead."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    return "" if text.lstrip()[:1] == "<" else text
