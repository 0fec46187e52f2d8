"""What the guard is shown: a page as it answered, and what is known of its release and its source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CandidatePage:
    """What answered for one release."""

    statement: str  # what was extracted as said
    title: str
    body: bytes  # as received
    media_type: str
    charset: str  # as declared
    requested_url: str  # URL
    final_url: str  # URL, after redirects
    min_characters: int = 0  # source.min_characters
    announced_title: str = ""  # title, as its feed or index gives it
    source: str = ""  # id; with *ref* for the command that accepts it
    ref: str = ""  # of the release


@dataclass(frozen=True, slots=True)
class ReleaseHistory:
    """What is known of the release and of its source."""

    characters: int = 0  # of the statement held; 0 = the release is not held
    statement: str = ""  # held
    title: str = ""  # held
    lengths: tuple[int, ...] = ()  # characters of the statements of the source, latest first
    same_text_elsewhere: int = 0  # other releases of the source that show the same text now
