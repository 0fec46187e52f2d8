"""What an address is called, by which host it is asked, and what its errors mean."""

from __future__ import annotations

from urllib.parse import urlsplit

from tracker.errors import FetchError, TrackerError
from tracker.source_health.states import Failure
from tracker.sources import Announced
from tracker.store.records import Held

GONE = frozenset({404, 410})


def lane(url: str) -> str:
    """Return the host of *url*: what is asked one request after the other."""
    return urlsplit(url).netloc.lower() or url


def place_of(announced: Announced) -> str:
    """Return the address by which a release is known to people, unique within its source."""
    return announced.release.url or announced.release.ref


def place_of_held(held: Held) -> str:
    """Return the same of a release held."""
    return held.release.url or held.release.ref


def failure_of(error: BaseException) -> Failure:
    """Return what an error of the outside world means for a source; anything else is a bug and goes on."""
    if not isinstance(error, TrackerError):
        raise error
    transient = isinstance(error, FetchError) and error.transient
    gone = isinstance(error, FetchError) and error.status in GONE
    return Failure(error.what, error.mend, lasting=not transient, gone=gone)
