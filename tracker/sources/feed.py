"""RSS and Atom.

feedparser reads the structure; dates are read here, because it takes
``2023.10.17`` for the first of November and KST for UTC.
"""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import urldefrag, urljoin

import feedparser
import lxml.html

from tracker.domain import Problem, Source
from tracker.errors import FetchError
from tracker.fetch import NotModified, Web
from tracker.sources.announced import Announced, Announcements, release_of
from tracker.sources.dates import announced_date


def list_feed(source: Source, web: Web) -> Announcements:
    """Return the items of a feed, in its order, which is often not that of their dates.

    Raises:
        FetchError: The feed did not come, or something that is not a feed did.
    """
    answer = web.get(source.url)
    if isinstance(answer, NotModified):
        return Announcements()
    # a stream, never the bytes themselves: feedparser takes a string for a file name if it can
    parsed = feedparser.parse(io.BytesIO(answer.body), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise FetchError(
            f"not a feed but {answer.media_type or 'something without a media type'}",
            where=source.url,
            mend="open it in a browser: the feed may have moved, or the site may refuse this user agent",
        )
    items: dict[str, Announced] = {}
    problems: list[Problem] = []
    for number, entry in enumerate(parsed.entries, start=1):
        found = _announced(source, entry, f"{source.id}, item {number}")
        if isinstance(found, Problem):
            problems.append(found)
        else:
            items.setdefault(found.release.ref, found)
    if not parsed.entries:
        problems.append(Problem(source.id, "the feed has no items", f"look at {source.url}"))
    return Announcements(tuple(items.values()), tuple(problems))


def _announced(source: Source, entry: Any, where: str) -> Announced | Problem:
    link = str(entry.get("link") or "").strip()
    url = urldefrag(urljoin(source.url, link))[0] if link else ""
    ref = str(entry.get("id") or "").strip() or url
    if not ref:
        return Problem(where, "has neither a guid nor a link", "nothing can be done here; tell the publisher")
    release = release_of(
        source.id,
        ref,
        issuer=source.issuer,
        url=url,
        title=_plain(str(entry.get("title") or "")),
        published_on=announced_date(_written(entry), source.timezone, source.selectors.date_format),
    )
    if source.follow:
        if not url.startswith(("http://", "https://")):
            return Problem(where, "has no link to follow", "set follow = false to read the text in the feed")
        return Announced(release)
    text = _text(entry)
    if not text.strip():
        return Problem(where, "has no text in the feed", "set follow = true to read the page behind it")
    return Announced(release, text.encode("utf-8", "replace"), "text/html", "utf-8")


def _written(entry: Any) -> str:
    """Return the date as the feed writes it; ``updated`` only where nothing else is there."""
    for key in ("published", "created", "updated"):
        written = dict.get(
            entry, key
        )  # the entry's own get() answers for keys it does not have, with a warning
        if written:
            return str(written)
    return ""


def _text(entry: Any) -> str:
    """Return the longest text an item carries: content:encoded, content, or its description."""
    contents = [str(content.get("value") or "") for content in entry.get("content", [])]
    return max([*contents, str(entry.get("summary") or "")], key=len)


def _plain(title: str) -> str:
    if "<" in title:
        title = str(lxml.html.fragment_fromstring(title, create_parent="div").text_content())
    return " ".join(title.split())
