"""Changes as an Atom 1.0 feed, RFC 4287. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from urllib.parse import quote

from lxml import etree

from tracker.domain import Cause, Change, Mention, Release
from tracker.store.records import StoredEdit
from tracker.text.quote_links import quote_link, safe_page_link, to_ascii_uri
from tracker.text.sanitize import ID_AUTHORITY, MAX_FEED_ENTRIES, single_line

NEWS_CAUSES = (Cause.RELEASE, Cause.EDIT)  # what was recomputed is no news
ATOM = "http://www.w3.org/2005/Atom"
SCHEME = f"tag:{ID_AUTHORITY},2026"  # RFC 4151: the authority, and a year in which it was one

NO_WORDS: Mapping[str, str] = MappingProxyType({})
RecordedChange = tuple[Change, datetime]  # a change, and when it became known


@dataclass(frozen=True, slots=True)
class FeedText:
    """A text beside the one before it in its series, as a feed tells it: ready to print."""

    release: Release
    before: Release
    recorded_at: datetime  # when the text became known
    sentence: str  # what it says otherwise, in one
    redlines: tuple[str, ...]  # its sentences, with the words that went and came
    href: str  # where they stand; "" = nowhere


def atom(
    changes: Iterable[RecordedChange],
    called: Mapping[str, str] = NO_WORDS,
    *,
    now: datetime,
    source: str | None = None,
    limit: int = MAX_FEED_ENTRIES,
    edits: Iterable[StoredEdit] = (),
    texts: Iterable[FeedText] = (),
) -> str:
    """Return *changes* as a feed, newest first, at most *limit*; what was recomputed is left out.

    *called* says what a change is called by its id where that is another word than its label; *source* is the one they were asked of, None for all; *now* is the time of a
    feed without an entry. The id of an entry follows from the id of its change
    alone, that of a text beside the one before it, of *texts*, from its release: a reader who has seen one knows it
    again. Of *edits*, those that changed
    telling words outside of units have an entry of their own. Text only: nothing in a
    title or a quote is read as markup.
    """
    redlined = sorted(
        texts,
        key=lambda one: newness(one.recorded_at, one.release.published_on, one.release.id),
        reverse=True,
    )
    news = [told for told in changes if told[0].cause in NEWS_CAUSES]
    news.sort(key=_place)
    news.sort(key=_newness, reverse=True)  # what is equally new stays in the order of its text
    words = (one for one in edits if one.edit.words)
    entries: list[tuple[datetime, Callable[[etree._Element], None]]] = [
        *((one.recorded_at, partial(_add_text, text=one)) for one in redlined),
        *(
            (at, partial(_add_entry, change=one, at=at, called=called.get(one.id, one.label)))
            for one, at in news
        ),
        *((one.recorded_at, partial(_add_edit, held=one)) for one in words),
    ]
    # of what is equally new a text stands before what moved in it
    entries = sorted(entries, key=itemgetter(0), reverse=True)[:limit]
    latest = entries[0][0] if entries else now
    feed = etree.fromstring(f'<feed xmlns="{ATOM}"/>')
    _add(feed, "id", f"{SCHEME}:changes" + (f":{quote(single_line(source), safe='')}" if source else ""))
    _add(feed, "title", "Policy changes" + (f" of {single_line(source)}" if source else ""))
    _add(feed, "updated", _instant(latest))
    _add(etree.SubElement(feed, _name("author")), "name", "policy-tracker")
    _add(feed, "generator", "policy-tracker")
    for _, add in entries:
        add(feed)
    etree.indent(feed)
    written: bytes = etree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written.decode() + "\n"


def entry_lines(change: Change, called: str) -> Iterator[str]:
    """Yield the lines of an entry: what happened, as it is *called*, and where, both quotes with their days, and the rule that fired."""
    release = change.release
    also = f" (also {', '.join(change.also)})" if change.also else ""
    where = f"{single_line(release.issuer or release.source)}, {_day(release.published_on)}: {single_line(release.title)}"
    yield f"{called}{also} · {where}"
    if change.cause is Cause.EDIT:
        yield "The published text was edited."
    if change.after:
        yield _said("Now", change.after)
    if change.before:
        yield _said("Before" if change.after else "Last said", change.before)
    if change.rule:
        yield f"Why: {single_line(change.rule)}"


def newness(recorded: datetime, published_on: date | None, release: str) -> tuple[datetime, date, str]:
    """Return what changes are ordered by; all of one release that became known at once are equally new."""
    return recorded, published_on or date.min, release


def links(change: Change) -> Iterator[tuple[str, str]]:
    """Yield (relation, address): where it moved, at the words where there are some, and what was said before."""
    now, before = change.after, change.before
    if (
        address := quote_link(change.release.url, now.unit.quote)
        if now
        else safe_page_link(change.release.url)
    ):
        yield "alternate", address
    if before and (address := quote_link(before.release.url, before.unit.quote)):
        yield "related", address


def _add_entry(feed: etree._Element, change: Change, at: datetime, called: str) -> None:
    name, title = f"change:{change.id}", f"{called}: {change.line.name}"
    _put_in(feed, name, title, at, links(change), change.label.value, entry_lines(change, called))


def _add_text(feed: etree._Element, text: FeedText) -> None:
    name, title = f"redline:{text.release.id}", f"REDLINE: {text.release.title}"
    leads_to = (("alternate", text.href), ("related", safe_page_link(text.before.url)))
    lines = map(single_line, (text.sentence, *text.redlines))
    _put_in(feed, name, title, text.recorded_at, leads_to, "REDLINE", lines)


def _add_edit(feed: etree._Element, held: StoredEdit) -> None:
    name, title = f"edit:{held.edit.id}", f"Words changed: {held.release.title}"
    lines = [f"The published text was edited: text {held.before.number} → text {held.after.number}."]
    for one in held.edit.words:
        lines.append(f"{', '.join(one.signals)}: “{single_line(one.before)}” → “{single_line(one.after)}”")
    leads_to = (("alternate", safe_page_link(held.release.url)),)
    _put_in(feed, name, title, held.recorded_at, leads_to, "WORDS CHANGED", lines)


def _put_in(
    feed: etree._Element,
    name: str,
    title: str,
    at: datetime,
    leads_to: Iterable[tuple[str, str]],
    category: str,
    lines: Iterable[str],
) -> None:
    """Add an entry to *feed*; of the links (relation, address) that it *leads_to* those with an address."""
    entry = etree.SubElement(feed, _name("entry"))
    _add(entry, "id", f"{SCHEME}:{name}")
    _add(entry, "title", single_line(title))
    _add(entry, "updated", _instant(at))
    for relation, address in leads_to:
        if address:
            etree.SubElement(entry, _name("link"), {"rel": relation, "href": to_ascii_uri(address)})
    etree.SubElement(entry, _name("category"), {"term": category})
    _add(entry, "content", "\n".join(lines)).set("type", "text")


def _add(parent: etree._Element, name: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, _name(name))
    element.text = text
    return element


def _name(name: str) -> str:
    return f"{{{ATOM}}}{name}"


def _said(when: str, mention: Mention) -> str:
    return f"{when} ({_day(mention.release.published_on)}): “{single_line(mention.unit.quote)}”"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "undated"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _newness(told: RecordedChange) -> tuple[datetime, date, str]:
    release = told[0].release
    return newness(told[1], release.published_on, release.id)


def _place(told: RecordedChange) -> tuple[bool, int, str]:
    after = told[0].after
    return after is None, after.unit.start if after else 0, told[0].id
