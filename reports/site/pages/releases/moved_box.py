"""The box above the text of a release: what a digest tells of it, what became of the other moves, and what is new in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.digest.layout.news_rows import item_words, marked_runs, statements_made
from reports.digest.news.first_texts.new_texts import NewTextItem
from reports.digest.news.news_item import NewsItem
from reports.digest.news.told_changes import ToldChanges
from reports.site.entries import THAT_MOVED, ChangeEntry, LineEntry, ReleaseEntry
from reports.site.pages.releases.release_redline import ReleaseRedline
from reports.view import addresses as at
from reports.view.change_card import ChangeCard, change_card
from reports.view.dates import ISO, SHORT
from reports.view.display_names import title_beside_day
from reports.view.subject_words import SUBJECT_WORDS, subject_ground, subject_head
from reports.view.vocabulary import LABEL_ORDER, NEW_TEXT, LabelWords
from tracker.compare.redline import RedlineRun
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Cause, Change, Label, Release
from tracker.store import RevisionInfo
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean, without_controls

MOST_MOVED = 10  # changes that are shown above the text
MOST_LEFT = 10  # moves that are not told, folded
# Why a move is not told, by the number of a digest it is counted under; what was dropped stands among the silences.
LEFT_WORDS = {
    "doubtful": "may not be the same promise",
    "repeated": "said so before",
    "slight": "of emphasis, parties or the verb alone",
    "spoken": "said in talk",
}
ROOT = "../"  # from a page of a release to the root


@dataclass(frozen=True, slots=True)
class SubjectMoveRow:
    """A subject that came or went in this text, with the statements on it: words, day and where they stand."""

    words: LabelWords
    head: str  # "nothing on Veskia"
    ground: str  # "5 statements in the text of 3 May 2031"
    statements: tuple[tuple[str, str, str], ...]  # quote, address, day


@dataclass(frozen=True, slots=True)
class NewTextRow:
    """What a release says that nobody had said, by its firmest statements."""

    words: LabelWords
    made: str  # "the text makes 14 statements"; "" = all are quoted
    statements: tuple[tuple[str, str], ...]  # quote, and where it stands on the page


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
    subjects: tuple[SubjectMoveRow, ...]  # that came or went
    sentences: ReleaseRedline | None  # beside the text before it in its series
    new_text: NewTextRow | None  # a first text of its sort, of which no earlier one says most


@dataclass(frozen=True, slots=True)
class ToldRelease:
    """What is told of a release: the box above its text, and what its moves are called where they are told."""

    moved: MovedSummary
    called: Mapping[str, LabelWords]  # by id of the change


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


def left_moves(told: ToldChanges) -> list[Change]:
    """Return the moves that are not told and are shown, folded: by more than emphasis, those for which there is most reason first."""
    return [
        change
        for fate in LEFT_WORDS
        for change in sorted(told.left.get(fate, ()), key=lambda one: LABEL_ORDER.index(one.label))
        if change.label in THAT_MOVED and not change.minor
    ]


def nearby_release(release: Release) -> NearbyRelease:
    """Return *release* as a page beside it names it."""
    return NearbyRelease(title_beside_day(release), at.release(release.id), ISO.day(release.published_on))


def edited_changes(entry: ReleaseEntry, edits: Iterable[Change]) -> frozenset[str]:
    """Return the ids of the changes of *entry* that *edits* of its text made: they have a section of their own."""
    moved = {move.id for move in entry.changes if move.cause is Cause.EDIT}
    return frozenset({change.id for change in edits} | moved)


def lay_told(
    entry: ReleaseEntry,
    told: ToldChanges,
    kept: Mapping[str, RevisionInfo],
    lines: Mapping[str, LineEntry],
    edits: Iterable[Change] = (),
    *,
    subjects: Sequence[SubjectMove] = (),
    sentences: ReleaseRedline | None = None,
    new_text: NewTextItem | None = None,
    live: bool = False,
) -> ToldRelease:
    """Return what *told* tells of *entry*, and what is new in it, as its page shows it.

    *kept* says of the texts that are quoted when they were seen, *lines* which have a page; *subjects* came or went in it,
    *sentences* say how it differs from the text before it in its series. A *new_text*, what is told of a first one, stands
    for the new commitments that are told.
    """
    edited = edited_changes(entry, edits)
    called = {item.change.id: item_words(item) for item in told.items}
    return ToldRelease(
        _summary(entry, told, kept, lines, edited, subjects, sentences, new_text, live=live), called
    )


def _summary(
    entry: ReleaseEntry,
    told: ToldChanges,
    kept: Mapping[str, RevisionInfo],
    lines: Mapping[str, LineEntry],
    edited: Collection[str],
    subjects: Sequence[SubjectMove],
    sentences: ReleaseRedline | None,
    new_text: NewTextItem | None,
    *,
    live: bool,
) -> MovedSummary:
    items = () if new_text else told.items  # one or two new commitments are among what is quoted
    shown, left = items[:MOST_MOVED], left_moves(told)
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
        nearby_release(against) if against else None,
        at.redline(against.id, entry.release.id) if against and live else "",
        len(earlier) - 1 if earlier else 0,
        tuple(_told_card(item, kept, lines) for item in shown),
        len(items) - len(shown),
        tuple(
            (words[:1].upper() + words[1:], tuple(line_card(one, kept, lines) for one in some))
            for fate, words in LEFT_WORDS.items()
            if (some := [one for one in folded if one in named[fate]])
        ),
        ", ".join(f"{len(some):,} {LEFT_WORDS[fate]}" for fate, some in named.items() if some),
        len(left) - len(folded),
        ", ".join(phrases),
        tuple(map(_subject, subjects)),
        sentences,
        _new_text_row(new_text) if new_text else None,
    )


def _new_text_row(item: NewTextItem) -> NewTextRow:
    quotes = ((one.words, f"#u-{one.unit.id}") for one in item.quotes)
    return NewTextRow(NEW_TEXT, statements_made(item), tuple(quotes))


def _told_card(
    item: NewsItem, kept: Mapping[str, RevisionInfo], lines: Mapping[str, LineEntry]
) -> ChangeCard:
    """Return *item* as a card that calls it what a digest does, and marks in its redline what a digest marks."""
    words = item_words(item)
    runs = tuple(RedlineRun(run.op, without_controls(run.text)) for run in marked_runs(item))
    card = line_card(item.change, kept, lines)
    return replace(card, word=words.word, mark=words.mark, tone=words.tone, runs=runs)


def _subject(move: SubjectMove) -> SubjectMoveRow:
    said = (
        (
            clean(one.unit.quote),
            at.release(one.release.id, one.unit.id),
            ISO.day(one.release.published_on),
        )
        for one in move.mentions
    )
    return SubjectMoveRow(
        SUBJECT_WORDS[move.how], subject_head(move), subject_ground(move, SHORT), tuple(said)
    )


def line_card(change: Change, kept: Mapping[str, RevisionInfo], lines: Mapping[str, LineEntry]) -> ChangeCard:
    """Return *change* as a card that leads to its line where that has a page."""
    made = change_card(change, kept=kept, site=ROOT)
    entry = lines.get(change.line.id)
    return made if entry and entry.has_page else replace(made, line_href="")
