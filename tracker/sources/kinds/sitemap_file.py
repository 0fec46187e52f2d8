"""One sitemap.xml, or one index of such, to its entries. The caps are those of the protocol."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

from lxml import etree

from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.announcements import SitemapEntry
from tracker.sources.index_limits import MOST_URLS
from tracker.text.dates import find_date

MOST_BYTES = 50_000_000
MOST_PARTS = 20_000  # tags of one entry; 1,000 images with five elements each may be named there
_ENTRIES = {"urlset": "url", "sitemapindex": "sitemap"}  # a root, and what it holds


def read_sitemap(answer: Fetched) -> Iterator[SitemapEntry]:
    """Yield the entries of a sitemap or of an index of sitemaps, which may be compressed.

    Raises:
        FetchError: It is neither, breaks off, or is larger than the protocol allows.
    """
    events = etree.iterparse(
        io.BytesIO(_plain(answer)),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    root: etree._Element | None = None
    found = depth = children = parts = 0
    try:
        for event, element in events:
            depth += 1 if event == "start" else -1
            parts += 1
            if root is None:
                root = element
                if _name(root) not in _ENTRIES:
                    raise _not_a_sitemap(answer)
            if event == "end" and depth == 1:
                children, parts = children + 1, 0
                if _name(element) == _ENTRIES[_name(root)]:
                    entry = _entry(element, _name(root) == "sitemapindex")
                    if entry.url:
                        found += 1
                        yield entry
                element.clear()
                while (read := element.getprevious()) is not None:  # or a tree of 50 MB takes a gigabyte
                    root.remove(read)
            if children > MOST_URLS or parts > MOST_PARTS:
                what = f"more than a sitemap may hold, after {found} addresses"
                raise FetchError(what, where=answer.url, remedy="open it in a browser")
    except etree.XMLSyntaxError as error:
        if root is None:
            raise _not_a_sitemap(answer) from error
        what = f"XML that breaks off or is not well-formed after {found} addresses"
        raise FetchError(what, where=answer.url, remedy="open it in a browser", transient=True) from error


def _name(element: etree._Element) -> str:
    """Return the name of *element* without its prefix, which may be declared or not."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _entry(element: etree._Element, is_sitemap: bool) -> SitemapEntry:
    said = {_name(inner): " ".join((inner.text or "").split()) for inner in element.iter()}
    return SitemapEntry(
        url=said.get("loc", ""),
        is_sitemap=is_sitemap,
        changed=find_date(said.get("lastmod", "")),
        published=said.get("publication_date", ""),
        title=said.get("title", ""),
    )


def _plain(answer: Fetched) -> bytes:
    """Return the body, decompressed up to the cap of the protocol."""
    if not answer.body.startswith(b"\x1f\x8b"):
        return answer.body
    reader = zlib.decompressobj(wbits=31)
    try:
        body = reader.decompress(answer.body, MOST_BYTES)
    except zlib.error as error:
        raise FetchError("gzip that is broken", where=answer.url, transient=True) from error
    if reader.unconsumed_tail:
        what = f"the sitemap is larger than {MOST_BYTES // 1_000_000} MB"
        raise FetchError(what, where=answer.url, remedy="name one of its parts instead")
    return body


def _not_a_sitemap(answer: Fetched) -> FetchError:
    return FetchError(
        f"not a sitemap but {answer.media_type or 'something without a media type'}",
        where=answer.url,
        remedy="open it in a browser: it may have moved, or the site may refuse this program",
    )
