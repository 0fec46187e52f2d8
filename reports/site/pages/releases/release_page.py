"""One release: its text with every unit marked, what is said in it, and how its texts differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.digest.news.told_changes import NOTHING_TOLD
from reports.site.entries import ChangeEntry, LineEntry, ReleaseEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import labels_in_order
from reports.site.page_context import NameGroup, PageContext, QueryParams, held_by_id
from reports.site.pages.releases.moved_box import (
    MovedSummary,
    NearbyRelease,
    ToldRelease,
    edited_changes,
    lay_told,
    line_card,
    nearby_release,
)
from reports.site.pages.releases.release_witnesses import Witness, also_published, other_accounts
from reports.site.pages.releases.told_release import texts_of, told_release
from reports.site.pages.topic_pages import OTHER
from reports.site.release_text.annotations import AnnotatedText, annotate, annotation_context
from reports.site.release_text.revisions import RevisionHistory, revision_history
from reports.site.release_text.unit_note import change_entry_tags
from reports.view import addresses as at
from reports.view.change_card import ChangeCard
from reports.view.changes import is_edit, quoted_revisions
from reports.view.counts import count_in_words, count_kinds
from reports.view.dates import ISO, SHORT
from reports.view.display_names import party_name, release_title, topic_name
from reports.view.legend import Legend
from reports.view.rate_words import label_words_of
from reports.view.vocabulary import LABEL_WORDS, LabelWords
from tracker.domain import SILENT_LABELS, Change, Label, Release
from tracker.store import ChangeQuery, RevisionInfo, RevisionText, StoredEdit
from tracker.text.korean import language_name
from tracker.text.quote_links import safe_page_link
from tracker.text.sanitize import clean

MOST_SILENCES = 60  # lines a text is silent on that are named
MOST_NAMES = 5  # topics, and parties, that are named above the text


@dataclass(frozen=True, slots=True)
class SilentLine:
    """A line this text is silent on, though it is of a sort that used to carry it."""

    words: LabelWords
    tags: tuple[str, ...]  # check, recomputed
    line: str
    href: str  # the line, at this change
    last: str  # the day it was last said


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All of one release, finished."""

    title: str
    issuer: str
    issuer_href: str  # its page as a party, where it is the only one named; else ""
    language: str  # of its text, where that is another than English
    on: str  # the day of publication, or "undated"
    source: str  # its id
    source_href: str
    original: str  # "" where its address cannot be linked
    withdrawn: str  # the day it was found gone; "" = it is not
    older: NearbyRelease | None  # of the same source
    newer: NearbyRelease | None
    moved: MovedSummary
    facts: tuple[tuple[str, str], ...]  # name and value: ref, texts, first seen, bytes, type, SHA-256
    named: tuple[NameGroup, ...]  # topics and parties it speaks on and of, the most often named first
    text: AnnotatedText | None  # the latest one read
    unread: str  # what could not be read; "" = all was
    versions: RevisionHistory
    edits: tuple[ChangeCard, ...]  # what came of showing another text
    silences: tuple[SilentLine, ...]
    more_silences: str  # not named: "83 commitments, 30 positions"; "" = all are
    legend: Legend  # of the labels on this page
    compare: str  # where its account is compared with another; "" for a file
    also_published: tuple[Witness, ...]  # the same text through other sources
    other_accounts: tuple[Witness, ...]  # of the same meeting, by another side


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> ReleasePage:  # noqa: ARG001 - as of every page
    """Return the page of the release that *names* names.

    Raises:
        PageNotFoundError: None of that id is held.
    """
    entry = held_by_id(view.atlas.releases, names["id"], "release")
    edits: Sequence[Change] = ()
    if len(entry.revisions) > 1:
        edits = list(filter(is_edit, view.store.changes(ChangeQuery(release=entry.release.id))))
    told = told_release(view, entry, edits)
    texts = texts_of(view, entry.release.id)
    return lay_out(
        entry,
        texts,
        view.atlas.lines,
        edits,
        view.store.revision_infos(quoted_revisions(edits)),
        told=told,
        nearby=_nearby(view.atlas, entry),
        witnesses=view.store.witnesses(entry.release.id),
        differences=view.store.text_edits(release=entry.release.id) if len(texts) > 1 else (),
        live=view.live,
    )


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page of a release that files are made of: all."""
    return map(at.release, atlas.releases)


def lay_out(
    entry: ReleaseEntry,
    texts: Sequence[RevisionText],
    lines: Mapping[str, LineEntry],
    edits: Sequence[Change],
    kept: Mapping[str, RevisionInfo],
    *,
    told: ToldRelease | None = None,
    nearby: tuple[NearbyRelease | None, NearbyRelease | None] = (None, None),
    witnesses: Sequence[tuple[Release, str]] = (),
    differences: Sequence[StoredEdit] = (),
    live: bool = False,
) -> ReleasePage:
    """Return a release as it is shown.

    *texts* are all it has shown, oldest first; *lines* at least those it speaks or
    is silent on; *kept* says of the texts that *edits* quote when they
    were seen. *told* is what is told of it, None = nothing; *nearby* are the releases
    before and after it; *witnesses* the other releases that are this one or tell of
    the same meeting, with how; *differences* say how each two texts differ.
    """
    release = entry.release
    edited = edited_changes(entry, edits)
    told = told or lay_told(entry, NOTHING_TOLD, kept, lines, edits, live=live)
    held = annotation_context(
        texts, entry.changes, lines, release.url, edits=edited, told=told.called, live=live
    )
    read = [text for text in texts if text.document is not None]
    silent = _silent(entry.changes, lines, edited)
    more = silent[MOST_SILENCES:]
    named = tuple(_named(read[-1], lines)) if read else ()
    alone = [
        one for one in named if not one.more and [name for name, _ in one.names] == [clean(release.issuer)]
    ]
    return ReleasePage(
        title=release_title(release),
        issuer=clean(release.issuer),
        issuer_href=alone[0].names[0][1] if alone else "",
        language=language_name(read[-1].document.text) if read and read[-1].document else "",
        on=ISO.day(release.published_on),
        source=clean(release.source),
        source_href=at.source(release.source),
        original=safe_page_link(release.url),
        withdrawn=ISO.day(ISO.local(entry.withdrawn_at)) if entry.withdrawn_at else "",
        older=nearby[0],
        newer=nearby[1],
        moved=told.moved,
        facts=tuple(_facts(entry, texts, read)),
        named=tuple(one for one in named if one not in alone),
        text=annotate(read[-1], held) if read else None,
        unread=_unread(texts, read),
        versions=revision_history(read, held, differences),
        edits=tuple(line_card(change, kept, lines) for change in edits),
        silences=tuple(_silence(move, lines[move.line]) for move in silent[:MOST_SILENCES]),
        more_silences=count_in_words(count_kinds(move.kind for move in more)) if more else "",
        legend=Legend(labels_in_order(_labels(entry.changes, texts, told, edited))),
        compare=at.compare(release.id) if live and read else "",
        also_published=also_published(witnesses),
        other_accounts=other_accounts(release, witnesses, live=live),
    )


def _labels(
    moves: Iterable[ChangeEntry], texts: Iterable[RevisionText], told: ToldRelease, edited: Collection[str]
) -> Iterator[LabelWords]:
    """Yield what the page calls each of *moves*: a rate that was held is not "reversed" on it.

    What is new is counted and has its label only in the box above the text; what is not repeated is explained where it stands.
    """
    quotes = {unit.id: unit.quote for text in texts for unit, _ in text.units}
    boxed = {card.id for cards in (told.moved.told, *(rows for _, rows in told.moved.left)) for card in cards}
    for move in moves:
        words = LABEL_WORDS[move.label]
        if move.id not in edited:
            if move.label is Label.NOT_REPEATED or (move.label is Label.NEW and move.id not in boxed):
                continue
            words = told.called.get(move.id) or label_words_of(move.label, quotes.get(move.unit, ""))
        yield words


def _named(text: RevisionText, lines: Mapping[str, LineEntry]) -> Iterator[NameGroup]:
    """Yield the topics and the parties of the units of *text*, those with a page."""
    held = [(unit, entry) for unit, line in text.units if line and (entry := lines.get(line.id))]
    topics = Counter(one for unit, entry in held for one in unit.facets.topics & entry.topics if one != OTHER)
    parties = Counter(
        one
        for unit, entry in held
        for one in (unit.facets.speakers | unit.facets.addressees) & (entry.speakers | entry.addressees)
    )
    for heading, counted, name, address in (
        ("On", topics, topic_name, at.topic),
        ("Who", parties, party_name, at.party),
    ):
        found = sorted(counted, key=lambda one: (-counted[one], one))
        if found:
            shown = tuple((name(one), address(one)) for one in found[:MOST_NAMES])
            yield NameGroup(heading, shown, max(0, len(found) - MOST_NAMES))


def _nearby(atlas: SiteIndex, entry: ReleaseEntry) -> tuple[NearbyRelease | None, NearbyRelease | None]:
    older, newer = atlas.nearby(entry)
    return nearby_release(older) if older else None, nearby_release(newer) if newer else None


def _facts(
    entry: ReleaseEntry, texts: Sequence[RevisionText], read: Sequence[RevisionText]
) -> Iterator[tuple[str, str]]:
    """Yield where the text shown, the latest *read*, comes from; what was not read has rows of its own."""
    yield "Called", clean(entry.release.ref)
    if not texts:
        return
    seen = SHORT.instant(texts[0].seen_at)
    if len(texts) == 1 and read:
        yield "First seen", f"{seen}, as {_received(read[-1])}"
        yield "SHA-256", read[-1].sha256
        return
    yield "First seen", seen
    if len(texts) > 1:
        yield "Texts shown", f"{len(texts):,}, the latest first seen {SHORT.instant(texts[-1].seen_at)}"
    if read:
        yield "Received as", _received(read[-1])
        yield "SHA-256", read[-1].sha256
    for text in texts:
        if text.document is None:
            yield f"Text {text.number:,}, not read", f"{_received(text)}, SHA-256 {text.sha256}"


def _received(text: RevisionText) -> str:
    return f"{clean(text.media_type)}, {text.size:,} bytes"


def _unread(texts: Sequence[RevisionText], read: Sequence[RevisionText]) -> str:
    if not read:
        return "No text of this release has been read." if texts else "No text of this release is held."
    if texts[-1] is not read[-1]:
        return f"Text {texts[-1].number:,} has not been read; below is text {read[-1].number:,}."
    return ""


def _silent(
    moves: Iterable[ChangeEntry], lines: Mapping[str, LineEntry], edited: Collection[str]
) -> list[ChangeEntry]:
    """Return what is dropped, then what is not repeated. What an edit took out (*edited*, by id) is told as an edit."""
    silent = [
        move for move in moves if move.label in SILENT_LABELS and move.id not in edited and move.line in lines
    ]
    return sorted(silent, key=lambda move: move.label is Label.NOT_REPEATED)


def _silence(move: ChangeEntry, entry: LineEntry) -> SilentLine:
    last = next((point.day for point in entry.mentions if point.unit == move.unit), None)
    href = at.line(move.line, move.id) if entry.has_page else ""
    return SilentLine(
        LABEL_WORDS[move.label],
        change_entry_tags(move),
        clean(entry.line.name),
        href,
        ISO.day(last) if last else "",
    )
