"""What a pass found, as lines for scripts: one event a line, in words that do not change.

    NEW: URL
    CHANGED: URL
    ERROR: URL reason
    RECOVERED: URL

The URL has no blank in it, so a script may cut a line at its blanks; what follows the
second is for people. Whatever a server or a config file put into an address or a
reason, a line stays one line. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from tracker.text.sanitize import CONTROL_CHARACTERS, one_line

NO_ADDRESS = "-"  # stands where there is no address, so that what follows is not taken for one


class EventKind(StrEnum):
    """What happened at an address."""

    NEW = "NEW"  # a release that was not held
    CHANGED = "CHANGED"  # another text at a release that was held
    ERROR = "ERROR"  # it began to fail; said once
    RECOVERED = "RECOVERED"  # it gives again what it should


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at one address in a pass."""

    kind: EventKind
    url: str
    reason: str = ""  # of an ERROR


OnEvent = Callable[[Event], object]


def event_line(event: Event) -> str:
    """Return *event* as one line without its end.

    >>> event_line(Event(EventKind.ERROR, "https://mfa.norvale.example/a b", "answered 503"))
    'ERROR: https://mfa.norvale.example/a%20b answered 503'
    """
    reason = f" {one_line(event.reason)}" if event.kind is EventKind.ERROR else ""
    return f"{event.kind.value}: {_address(event.url)}{reason}".rstrip()


def _address(url: str) -> str:
    """Return *url* without control characters, every blank in it as %XX."""
    return re.sub(r"\s", lambda found: quote(found[0]), CONTROL_CHARACTERS.sub("", url).strip()) or NO_ADDRESS


def ignore_event(event: Event) -> None:
    """Tell nobody."""
