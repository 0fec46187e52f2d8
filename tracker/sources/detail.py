"""What a fetched release says: an HTML page as it is, or the fields of a JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tracker.domain import Fields, Release, Source
from tracker.errors import FetchError
from tracker.extract import PDF, is_pdf
from tracker.fetch import Fetched
from tracker.sources.announcement_rules import is_plausible_day
from tracker.sources.index_limits import LONGEST_LINK, LONGEST_TITLE, replace_unstorable
from tracker.sources.index_reader import absolute_url, official_url
from tracker.sources.kinds.json_endpoint import body_in, title_in
from tracker.sources.kinds.json_paths import first_value, parse_json, text_at, values_at
from tracker.sources.publication_date import parse_publication_date

MOST_ATTACHMENTS = 50  # of one release
_PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class ReleaseDocument:
    """A release with the text to read, and what else its document says of it."""

    release: Release
    body: bytes
    media_type: str
    charset: str
    attachments: tuple[str, ...] = ()  # absolute URLs of documents that belong to it
    withdrawn: bool = False  # the publisher says so


def is_parsed(source: Source, fetched: Fetched) -> bool:
    """Return whether :func:`detail_body` has to parse *fetched*; most pages are handed on as they are."""
    return source.detail.fields is not None or bool(
        source.selectors.attachments and fetched.media_type in _PAGES
    )


def detail_body(
    source: Source, fetched: Fetched, release: Release, *, now: datetime | None = None
) -> ReleaseDocument:
    """Return what *fetched* says of *release*; a page, or a PDF, is handed on as received.

    A title or a day in a JSON document goes before that of the index; a day
    that is yet to come on *now* does not.

    Raises:
        FetchError: A JSON document was expected and is not there, or lacks its text.
    """
    base = official_url(fetched.url, release.url or source.url, source.manners)
    fields = source.detail.fields
    if fields is None:
        links = _links(source, fetched, base) if fetched.media_type in _PAGES else ()
        # servers name a PDF anything, application/octet-stream above all
        media_type = PDF if is_pdf(fetched.body) else fetched.media_type
        return ReleaseDocument(release, fetched.body, media_type, fetched.charset, _few(links, base))
    return _document(source, fields, fetched, release, base, now or datetime.now(UTC))


def _document(
    source: Source, fields: Fields, fetched: Fetched, release: Release, base: str, now: datetime
) -> ReleaseDocument:
    document = parse_json(fetched)
    withdrawn = bool(fields.withdrawn and first_value(document, fields.withdrawn))
    body = body_in(document, fields.body)
    if not body and not withdrawn:
        raise FetchError(
            f'there is no text at detail.fields.body = "{fields.body}"',
            where=fetched.url,
            remedy="look at the document: its form may have changed",
        )
    written = text_at(document, fields.date) if fields.date else ""
    day = parse_publication_date(written, source.timezone, source.formats) if fields.date else None
    if day and not is_plausible_day(day, now.astimezone(ZoneInfo(source.timezone)).date()):
        day = None
    known = replace(
        release,
        title=title_in(document, fields.title)[:LONGEST_TITLE] or release.title,
        published_on=day or release.published_on,
    )
    html = replace(fetched, body=body.encode("utf-8", "replace"), media_type="text/html", charset="utf-8")
    links = [*_listed(document, fields.attachments), *_links(source, html, base)]
    return ReleaseDocument(known, html.body, html.media_type, html.charset, _few(links, base), withdrawn)


def _listed(document: Any, path: str) -> Iterator[str]:
    """Yield the URLs at *path*: single ones, or lists of them or of objects with a "url"."""
    for found in values_at(document, path) if path else ():
        for one in found if isinstance(found, list) else [found]:
            url = one.get("url") if isinstance(one, dict) else one
            if isinstance(url, str):
                yield replace_unstorable(url)


def _links(source: Source, page: Fetched, base: str) -> Iterable[str]:
    """Return where the links lead that selectors.attachments finds."""
    css = source.selectors.attachments
    if not css or not page.body.strip():
        return ()
    # lxml: only where attachments are looked for
    from tracker.extract.decode import decode_html
    from tracker.sources.kinds.listing import links_base_url, parse_index_html, select_css

    try:
        tree = parse_index_html(decode_html(page.body, page.charset), base)
    except FetchError:  # no page: whoever reads it says what is wrong with it
        return ()
    home = links_base_url(tree, base)
    return [_joined(home, replace_unstorable(element.get("href", ""))) for element in select_css(tree, css)]


def _few(links: Iterable[str], base: str) -> tuple[str, ...]:
    """Return *links* absolute, without fragments, each once; only those of the web."""
    found: dict[str, None] = {}
    for link in links:
        url = _joined(base, link)
        if url.startswith(("http://", "https://")) and url != base and len(url) <= LONGEST_LINK:
            found[url] = None
    return tuple(found)[:MOST_ATTACHMENTS]


def _joined(base: str, link: str) -> str:
    """Return *link* absolute and without its fragment."""
    return absolute_url(base, link).partition("#")[0]
