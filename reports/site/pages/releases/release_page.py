"""One release: its text with every unit marked, what is said in it, and how its texts differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reports.digest.news.evidence import NewsItem
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.digest.news.subject_query import moves_of_texts
from reports.digest.news.told_moves import NOTHING_TOLD, ToldMoves
from reports.digest.news_rows import item_words
from reports.site.entries import THAT_MOVED, ChangeEntry, LineEntry, ReleaseEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import labels_in_order
from reports.site.page_context import NameGroup, PageContext, QueryParams, held_by_id
from reports.site.pages.changes_page import changes_of
from reports.site.pages.releases.release_redline import ReleaseRedline, release_redline
from reports.site.pages.releases.release_witnesses import Witness, also_published, other_accounts
from reports.site.pages.topic_pages import OTHER
from reports.site.release_text.annotations import (
    AnnotatedText,
    annotate,
    annotation_context,
    change_entry_tags,
)
from reports.site.release_text.revisions import RevisionHistory, revision_history
from reports.site.told_words import told_of
from reports.view import addresses as at
from reports.view.change_card import ChangeCard, change_card, release_title
from reports.view.changes import is_edit, quoted_revisions
from reports.view.counts import count_in_words, count_kinds
from reports.view.dates import ISO, SHORT
from reports.view.display_names import party_name, topic_name
from reports.view.legend import Legend
from reports.view.subject_words import SUBJECT_WORDS, subject_ground, subject_head
from reports.view.vocabulary import LABEL_ORDER, LABEL_WORDS, LabelWords, pluralize
from tracker.compare.redline import RedlineRun
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import SILENT_LABELS, Cause, Change, Label, Release
from tracker.store import ChangeQuery
from tracker.text.korean import language_name
from tracker.text.quote_links import safe_page_link
from tracker.text.sanitize import clean, without_controls

if TYPE_CHECKING:
    from tracker.store import RevisionInfo, RevisionText, StoredEdit

MOST_SILENCES = 60  # lines a text is silent on that are named
MOST_MOVED = 10  # changes that are shown above the text
MOST_LEFT = 10  # moves that are not told, folded
# Why a move is not told, by the number of a digest it is counted under; what was dropped stands among the silences.
LEFT_WORDS = {
    "doubtful": "may not be the same promise",
    "repeated": "said so before",
    "slight": "of emphasis, parties or the verb alone",
    "spoken": "said in talk",
}
HELD_TEXTS = 16  # releases whose texts are held: a text stands beside those of its series, and they beside it
MOST_NAMES = 5  # topics, and parties, that are named above the text
ROOT = "../"  # from a page of a release to the root


@dataclass(frozen=True, slots=True)
class SilentLine:
    """A line this text is silent on, though it is of a sort that used to carry it."""

    words: LabelWords
    tags: tuple[str, ...]  # check, recomputed
    line: str
    href: str  # the line, at this change
    last: str  # the day it was last said


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """A subject that came or went in this text, with the statements on it: words, day and where they stand."""

    words: LabelWords
    head: str  # "nothing on Veskia"
    ground: str  # "5 statements in the text of 3 May 2031"
    statements: tuple[tuple[str, str, str], ...]  # quote, address, day


@dataclass(frozen=True, slots=True)
class NearbyRelease:
    """The release before or after this one of the same source, or the one it is compared with."""

    title: str
    href: str
    on: str


@dataclass(frozen=True, slots=True)
class MovedSummary:
    """What moved in a release, gravest first, as a box above its text shows it."""

    against: NearbyRelease | None  # the earlier text most of it is compared with
    redline: str  # this text as a redline of that one; "" for a file
    others: int  # further earlier texts it is compared with
    told: tuple[ChangeCard, ...]  # as everywhere: a digest chooses among the same; up to MOST_MOVED
    more_told: int
    left: tuple[
        tuple[str, tuple[ChangeCard, ...]], ...
    ]  # why moves are not told, with them; up to MOST_LEFT in all
    counts_left: str  # "4 may not be the same promise, 1 said so before"; "" = none
    more_left: int
    rest: str  # "12 lines continue, 40 statements are new"; "" = nothing else
    subjects: tuple[SubjectRow, ...]  # that came or went
    sentences: ReleaseRedline | None  # beside the text before it in its series


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """All of one release, finished."""

    title: str
    issuer: str
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
    texts_of = view.atlas.once("texts", lambda: lru_cache(maxsize=HELD_TEXTS)(view.store.revision_texts))
    texts = texts_of(entry.release.id)
    series = SeriesTexts(view.store, texts_of)
    moves = changes_of(view.store, may_be_told(entry, edits))
    told = told_of(view, moves, series)
    beside = series.beside(entry.release)
    quoted = (*(item.change for item in told.items[:MOST_MOVED]), *_left(told))
    return lay_out(
        entry,
        texts,
        view.atlas.lines,
        edits,
        view.store.revision_infos(quoted_revisions((*edits, *quoted))),
        told=told,
        nearby=_nearby(view.atlas, entry),
        witnesses=view.store.witnesses(entry.release.id),
        differences=view.store.text_edits(release=entry.release.id) if len(texts) > 1 else (),
        subjects=moves_of_texts(
            view.store, [entry.release], view.atlas.agreed_by_same(entry.release), texts_of=texts_of
        ),
        sentences=release_redline(beside, told.units) if beside else None,
        live=view.live,
    )


def may_be_told(entry: ReleaseEntry, edits: Iterable[Change] = ()) -> list[ChangeEntry]:
    """Return the changes of *entry* that may be told, and the moves that are not for being doubtful.

    Moves by an edit are left out: they have a section of their own.
    """
    edited = {change.id for change in edits}
    return [
        move
        for move in entry.changes
        if move.cause is Cause.RELEASE
        and move.id not in edited
        and (
            move.label in THAT_MOVED
            or (not move.review and (move.label is Label.REAFFIRMED or move.kind.is_commitment))
        )
        and move.label is not Label.NOT_REPEATED
    ]


def _left(told: ToldMoves) -> list[Change]:
    """Return the moves that are not told and are shown, folded: by more than emphasis, those for which there is most reason first."""
    return [
        change
        for fate in LEFT_WORDS
        for change in sorted(told.left.get(fate, ()), key=lambda one: LABEL_ORDER.index(one.label))
        if change.label in THAT_MOVED and not change.minor
    ]


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
    told: ToldMoves = NOTHING_TOLD,
    nearby: tuple[NearbyRelease | None, NearbyRelease | None] = (None, None),
    witnesses: Sequence[tuple[Release, str]] = (),
    differences: Sequence[StoredEdit] = (),
    subjects: Sequence[SubjectMove] = (),
    sentences: ReleaseRedline | None = None,
    live: bool = False,
) -> ReleasePage:
    """Return a release as it is shown.

    *texts* are all it has shown, oldest first; *lines* at least those it speaks or
    is silent on; *kept* says of the texts that *edits* and *told* quote when they
    were seen. *told* says what becomes of those of :func:`may_be_told`; *nearby* are the releases
    before and after it; *witnesses* the other releases that are this one or tell of
    the same meeting, with how; *differences* say how each two texts differ, *subjects* which came or went,
    *sentences* how it differs from the text before it in its series.
    """
    release = entry.release
    edited = {change.id for change in edits} | {move.id for move in entry.changes if move.cause is Cause.EDIT}
    called = {item.change.id: item_words(item) for item in told.items}
    held = annotation_context(texts, entry.changes, lines, release.url, edits=edited, told=called, live=live)
    read = [text for text in texts if text.document is not None]
    silent = _silent(entry.changes, lines, edited)
    return ReleasePage(
        title=release_title(release),
        issuer=clean(release.issuer),
        language=language_name(read[-1].document.text) if read and read[-1].document else "",
        on=ISO.day(release.published_on),
        source=clean(release.source),
        source_href=at.source(release.source),
        original=safe_page_link(release.url),
        withdrawn=ISO.day(ISO.local(entry.withdrawn_at)) if entry.withdrawn_at else "",
        older=nearby[0],
        newer=nearby[1],
        moved=_moved(entry, told, kept, lines, edited, subjects, sentences, live=live),
        facts=tuple(_facts(entry, texts, read)),
        named=tuple(_named(read[-1], lines)) if read else (),
        text=annotate(read[-1], held) if read else None,
        unread=_unread(texts, read),
        versions=revision_history(read, held, differences),
        edits=tuple(_card(change, kept, lines) for change in edits),
        silences=tuple(_silence(move, lines[move.line]) for move in silent[:MOST_SILENCES]),
        more_silences=_more(silent[MOST_SILENCES:]),
        legend=Legend(labels_in_order(LABEL_WORDS[move.label] for move in entry.changes)),
        compare=at.compare(release.id) if live and read else "",
        also_published=also_published(witnesses),
        other_accounts=other_accounts(release, witnesses, live=live),
    )


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
    return _near(older) if older else None, _near(newer) if newer else None


def _near(release: Release) -> NearbyRelease:
    return NearbyRelease(release_title(release), at.release(release.id), ISO.day(release.published_on))


def _moved(
    entry: ReleaseEntry,
    told: ToldMoves,
    kept: Mapping[str, RevisionInfo],
    lines: Mapping[str, LineEntry],
    edited: Collection[str],
    subjects: Sequence[SubjectMove],
    sentences: ReleaseRedline | None,
    *,
    live: bool,
) -> MovedSummary:
    shown, left = told.items[:MOST_MOVED], _left(told)
    compared = [change.before.release for change in (*(one.change for one in shown), *left) if change.before]
    earlier = Counter(release.id for release in compared)
    by_id = {release.id: release for release in compared}
    against = by_id[earlier.most_common(1)[0][0]] if earlier else None
    if against and sentences and sentences.href != at.release(against.id):
        against = None  # one text is named above, that it stands beside; each row has the day of its own
    calm = Counter(
        move.label
        for move in entry.changes
        if move.id not in edited and move.cause is not Cause.RECOMPUTED and move.id not in told.ids
    )
    phrases = []
    if calm[Label.REAFFIRMED]:
        phrases.append(f"{pluralize(calm[Label.REAFFIRMED], 'statement')} as before")
    if calm[Label.NEW]:
        phrases.append(f"{calm[Label.NEW]:,} for the first time in the texts held")
    named = {fate: [one for one in told.left.get(fate, ()) if one in left] for fate in LEFT_WORDS}
    folded = left[:MOST_LEFT]
    return MovedSummary(
        _near(against) if against else None,
        at.redline(against.id, entry.release.id) if against and live else "",
        len(earlier) - 1 if earlier else 0,
        tuple(_told_card(item, kept, lines) for item in shown),
        len(told.items) - len(shown),
        tuple(
            (words[:1].upper() + words[1:], tuple(_card(one, kept, lines) for one in some))
            for fate, words in LEFT_WORDS.items()
            if (some := [one for one in folded if one in named[fate]])
        ),
        ", ".join(f"{len(some):,} {LEFT_WORDS[fate]}" for fate, some in named.items() if some),
        len(left) - len(folded),
        ", ".join(phrases),
        tuple(map(_subject, subjects)),
        sentences,
    )


def _told_card(
    item: NewsItem, kept: Mapping[str, RevisionInfo], lines: Mapping[str, LineEntry]
) -> ChangeCard:
    """Return *item* as a card that calls it what a digest does, and marks in its redline what a digest marks."""
    words, wording = item_words(item), item.wording
    runs = tuple(RedlineRun(run.op, without_controls(run.text)) for run in wording.runs) if wording else ()
    card = _card(item.change, kept, lines)
    return replace(card, word=words.word, mark=words.mark, tone=words.tone, runs=runs)


def _subject(move: SubjectMove) -> SubjectRow:
    said = (
        (
            clean(one.unit.quote),
            at.release(one.release.id, one.unit.id),
            ISO.day(one.release.published_on),
        )
        for one in move.mentions
    )
    return SubjectRow(SUBJECT_WORDS[move.how], subject_head(move), subject_ground(move, SHORT), tuple(said))


def _facts(
    entry: ReleaseEntry, texts: Sequence[RevisionText], read: Sequence[RevisionText]
) -> Iterator[tuple[str, str]]:
    """Yield where the text shown, the latest *read*, comes from; what was not read has rows of its own."""
    yield "Called", clean(entry.release.ref)
    if not texts:
        return
    yield "First seen", SHORT.instant(texts[0].seen_at)
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


def _more(silent: Sequence[ChangeEntry]) -> str:
    return count_in_words(count_kinds(move.kind for move in silent)) if silent else ""


def _card(change: Change, kept: Mapping[str, RevisionInfo], lines: Mapping[str, LineEntry]) -> ChangeCard:
    made = change_card(change, kept=kept, site=ROOT)
    entry = lines.get(change.line.id)
    return made if entry and entry.has_page else replace(made, line_href="")
