"""What a mail says about itself. A value the templates print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a mail says about itself: its kind, whose it is, how to leave, and where all of it is."""

    kind: str = "digest"  # digest, immediate, heartbeat
    subscription: str = ""  # "" = none of this is said
    until: str = ""
    leave: str = ""
    leave_href: str = ""
    full: str = "The full report has them."
    full_href: str = ""


NO_IMPRINT = Imprint()
