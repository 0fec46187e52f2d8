"""A web of its own for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain import Manners
from tracker.errors import FetchError
from tracker.fetch import DEFAULT_MANNERS, Fetched, NotModified


@dataclass(slots=True)
class FakeWeb:
    """A web of its own for tests and documentation; remembers what it was asked.

    A page whose validators are sent back is NotModified; a URL without a page
    is answered with 404.
    """

    pages: Mapping[str, Fetched | NotModified | FetchError]
    asked: list[tuple[str, str | None, str | None]] = field(default_factory=list)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        manners: Manners = DEFAULT_MANNERS,  # noqa: ARG002 - every host here is alike
    ) -> Fetched | NotModified:
        """Return the page at *url*, or raise the error that stands there."""
        self.asked.append((url, etag, last_modified))
        answer = self.pages.get(url)
        if answer is None:
            raise FetchError("the server answered 404 Not Found", where=url, status=404)
        if isinstance(answer, FetchError):
            raise answer
        if isinstance(answer, Fetched):
            same_tag = etag is not None and etag == answer.etag
            same_day = etag is None and last_modified is not None and last_modified == answer.last_modified
            if same_tag or same_day:
                return NotModified(url)
        return answer
