"""Lists of subscriptions (OPML), as feed readers write and read them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from html import escape

from tracker.domain import Source, SourceKind
from tracker.errors import InputError
from tracker.text.quote_links import split_url

_LONGEST_ID = 40


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list."""

    title: str
    url: str


def read_opml(body: bytes, where: str) -> tuple[Subscription, ...]:
    """Return the feeds in *body*, in order and each address once; folders are looked into.

    Raises:
        InputError: It is not OPML, declares entities, or has no feed.
    """
    from lxml import etree  # 10 ms of every command that reads a declaration

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            f"not OPML: {error}", where=where, remedy="export it anew from the reader"
        ) from error
    if root.tag != "opml" or root.getroottree().docinfo.internalDTD:
        what = "has a DOCTYPE" if root.tag == "opml" else f"not OPML but <{root.tag}>"
        raise InputError(what, where=where, remedy="export it anew from the reader")
    found: dict[str, Subscription] = {}
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        if url:
            title = " ".join((outline.get("title") or outline.get("text") or "").split())
            found.setdefault(url, Subscription(title, url))
    if not found:
        raise InputError("no feed in it", where=where, remedy="a feed is an outline with an xmlUrl")
    return tuple(found.values())


def opml_of(sources: Iterable[Source]) -> str:
    """Return the feeds among *sources* as OPML 2.0."""
    outlines = "".join(
        f'    <outline type="rss" text="{escape(source.id)}" title="{escape(source.issuer or source.id)}"'
        f' xmlUrl="{escape(source.url)}"/>\n'
        for source in sources
        if source.kind is SourceKind.FEED
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>policy-tracker</title></head>\n'
        f"  <body>\n{outlines}  </body>\n</opml>\n"
    )


def slug(title: str, url: str, taken: Container[str] = ()) -> str:
    """Return an id for a source of that *title*, or else after its *url*; one that is not *taken*.

    >>> slug("Norvale: Ministry of Foreign Affairs", "https://mfa.norvale.example/feed")
    'norvale_ministry_of_foreign_affairs'
    >>> slug("외교부", "https://www.mfa.norvale.example/rss/press.xml", {"mfa_norvale_example_rss_press"})
    'mfa_norvale_example_rss_press_2'
    """
    parts = split_url(url)
    place = ""
    if parts is not None:
        place = f"{(parts.hostname or '').removeprefix('www.')}{re.sub(r'[.][a-z]+$', '', parts.path)}"
    made = next(found for text in (title, place, "source") if (found := _plain(text)))
    number, given = 1, made
    while given in taken:
        number += 1
        given = f"{made}_{number}"
    return given


def _plain(text: str) -> str:
    if not text.isascii():
        return ""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:_LONGEST_ID].strip("_")
