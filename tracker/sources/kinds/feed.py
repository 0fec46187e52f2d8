"""RSS and Atom.

feedparser reads the structure; dates are read here, because it takes
``2023.10.17`` for the first of November and KST for UTC.

It expands entities and needs the square of the time for many declarations of them
(8 MB: 512 s, measured), the same for the attributes of one tag, 100 µs for an item
and 3 µs for a reference. So no feed is handed to it that has more than a feed has.
"""

from __future__ import annotations

import io
import re
import sys
from typing import Any

import feedparser
import lxml.html

from tracker.domain import Problem, Source
from tracker.errors import FetchError
from tracker.extract.decode import decode_xml
from tracker.fetch import Fetched
from tracker.sources.announcements import IndexRow
from tracker.sources.index_limits import MOST_ITEMS, check_index_markup, truncation_problem
from tracker.sources.index_reader import IndexPage, absolute_url

MOST_REFERENCES = 1_000_000  # 3 s; a feed of 50 long items whose markup is escaped has some 50,000
_DECLARED = b'<?xml version="1.0" encoding="utf-8"?>\n'
_AS_UTF8 = {"content-type": "application/xml; charset=utf-8"}
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,4000})|([0-9]{1,4000}));?")
_ROOT = re.compile(r"<(?:[A-Za-z]+:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)


def read_feed(source: Source, answer: Fetched) -> IndexPage:
    """Return the items of a feed, in its order, which is often not that of their dates.

    Raises:
        FetchError: It is not a feed, or one that no reader should be given.
    """
    text = decode_xml(answer.body, answer.charset).replace("\x00", "")
    _check(text, answer)
    parsed = _parsed(text, answer)
    if not parsed.get("version"):
        raise _not_a_feed(answer)
    rows: list[IndexRow] = []
    problems = list(truncation_problem(source.id, len(parsed.entries)))
    for number, entry in enumerate(parsed.entries[:MOST_ITEMS], start=1):
        link = str(entry.get("link") or "").strip()
        written = _written(entry)
        row = IndexRow(
            link=absolute_url(answer.url, link),
            title=_plain(str(entry.get("title") or "")),
            dates=(written,) if written else (),
            key=str(entry.get("id") or "").strip(),
            body=None if source.follow else _text(entry).encode("utf-8", "replace"),
            where=f"{source.id}, item {number}",
        )
        if row.body is not None and not row.body.strip():
            problems.append(
                Problem(row.where, "has no text in the feed", "set follow = true to read the page behind it")
            )
        else:
            rows.append(row)
    empty = None
    if not parsed.entries:
        empty = Problem(source.id, "the feed has no items", f"look at {answer.url}")
    return IndexPage(tuple(rows), tuple(problems), empty)


def _check(text: str, answer: Fetched) -> None:
    if not _ROOT.search(text):
        raise _not_a_feed(answer)
    # wherever it stands: what is inside of a comment, a prolog or a text is for a parser to say
    if _ENTITY.search(text):
        what = "a feed that declares entities"
        raise FetchError(what, where=answer.url, remedy="it may be an attack; tell the publisher")
    if text.count("&") > MOST_REFERENCES:
        what = f"more than {MOST_REFERENCES:,} references: no feed"
        raise FetchError(what, where=answer.url, remedy="look for a feed of the newest items only")
    check_index_markup(text, answer.url)


def _parsed(text: str, answer: Fetched) -> Any:
    # the very text that was checked, in one encoding that nothing in it can change; and a stream,
    # never the bytes themselves: feedparser takes a string for a file name if it can
    stream = io.BytesIO(_DECLARED + _REFERENCE.sub(_character, text).encode("utf-8", "replace"))
    try:
        return feedparser.parse(
            stream, response_headers=_AS_UTF8, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # it fails on odd input in many ways; that is one source's trouble
        what = f"a feed that cannot be parsed ({type(error).__name__})"
        raise FetchError(
            what, where=answer.url, remedy="tell the publisher; look for another feed"
        ) from error


def _character(reference: re.Match[str]) -> str:
    """Return a reference as it is if it names a character; feedparser fails on any other."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = 0 < number < 0xD800 or 0xDFFF < number <= sys.maxunicode
    return reference[0] if is_character else "&#xFFFD;"


def _not_a_feed(answer: Fetched) -> FetchError:
    return FetchError(
        f"not a feed but {answer.media_type or 'something without a media type'}",
        where=answer.url,
        remedy="open it in a browser: the feed may have moved, or the site may refuse this user agent",
    )


def _written(entry: Any) -> str:
    """Return the date as the feed writes it; ``updated`` only where nothing else is there."""
    for key in ("published", "created", "updated"):
        written = dict.get(entry, key)  # its own get() answers for keys it does not have, with a warning
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
