"""What an address is called, by which host it is asked, and what its errors mean."""

from __future__ import annotations

from urllib.parse import urlsplit

from tracker.errors import FetchError, TrackerError
from tracker.health_states import Failure
from tracker.sources import AnnouncedRelease
from tracker.store.records import StoredRelease

GONE_STATUSES = frozenset({404, 410})


def host_of_address(url: str) -> str:
    """Return the host of *url*: what is asked one request after the other."""
    return urlsplit(url).netloc.lower() or url


def address_of(announced: AnnouncedRelease) -> str:
    """Return the address by which a release is known to people, unique within its source."""
    return announced.release.url or announced.release.ref


def address_of_stored(stored: StoredRelease) -> str:
    """Return the same of a release held."""
    return stored.release.url or stored.release.ref


def failure_from_error(error: BaseException) -> Failure:
    """Return what an error of the outside world means for a source; anything else is a bug and goes on."""
    if not isinstance(error, TrackerError):
        raise error
    transient = isinstance(error, FetchError) and error.transient
    gone = isinstance(error, FetchError) and error.status in GONE_STATUSES
    return Failure(error.message, error.remedy, lasting=not transient, gone=gone)
