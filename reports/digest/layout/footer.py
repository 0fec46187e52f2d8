"""What a mail says about itself, and the picture it shows. Values the templates print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Footer:
    """What a mail says about itself: its kind, whose it is, how to leave, and where all of it is."""

    kind: str = "digest"  # digest, immediate, heartbeat
    subscription: str = ""  # "" = none of this is said
    until: str = ""
    leave: str = ""  # the address to write to
    leave_href: str = ""  # the same as a link
    leave_link: str = ""  # the page that takes its reader off; "" = there is none
    full: str = "The full report has everything."
    full_href: str = ""


@dataclass(frozen=True, slots=True)
class InlineImage:
    """A picture that goes along with a mail, as its HTML shows it. *width* and *height* are in pixels."""

    src: str  # "cid:…"
    dark_src: str  # the same for dark mode
    width: int
    height: int
    described: str  # in words, for who does not see it
    caption: str


NO_FOOTER = Footer()
