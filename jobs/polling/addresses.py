"""What an address is called, by which host it is asked, and what its errors mean."""

from __future__ import annotations

from jobs.bulkhead import SHARED, unexpected_problem
from tracker.domain import Release
from tracker.errors import FetchError, TrackerError
from tracker.health_states import Failure
from tracker.text.quote_links import split_url

GONE_STATUSES = frozenset({404, 410})


def host_of_address(url: str) -> str:
    """Return the host of *url*: what is asked one request after the other. What is no URL is a host of its own."""
    parts = split_url(url)  # whoever asks for "http://[::1" is told
    return (parts.netloc.lower() if parts else "") or url


def address_of(release: Release) -> str:
    """Return the address by which *release* is known to people, unique within its source."""
    return release.url or release.ref


def failure_from_error(error: BaseException, where: str) -> Failure:
    """Return what an error at *where* means for its source; one that nobody foresaw is logged with its traceback.

    Raises:
        BaseException: *error* itself, where it is of something that all sources share, or ends the process.
    """
    if not isinstance(error, Exception) or isinstance(error, SHARED):
        raise error
    if not isinstance(error, TrackerError):
        problem = unexpected_problem(error, where)
        return Failure(problem.message, problem.remedy, lasting=True)
    transient = isinstance(error, FetchError) and error.transient
    gone = isinstance(error, FetchError) and error.status in GONE_STATUSES
    return Failure(error.message, error.remedy, lasting=not transient, gone=gone)
