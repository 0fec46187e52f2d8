"""What one reader is told of a window: items, subjects that came or went, redlines and new texts in one order, the rest as counts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from reports.digest.news.first_texts.firmest import FirmStatement
from reports.digest.news.first_texts.new_texts import NewTextItem, choose_new_texts
from reports.digest.news.news_item import NOTHING_STANDS, NewsItem, Standing
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_choice import RedlineItem, choose_redlines
from reports.digest.news.subject_news import OF_ONE_TEXT, SubjectItem, choose_subjects
from reports.digest.news.watch import Watch
from reports.view.changes import subject_unit
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Change, Label

FEW_ROWS = 3  # beside which an agreed text has room for more of its statements
AGAIN = 0.85  # of the value of an item, for each of its label or sort that stands before it

NewsEntry = NewsItem | SubjectItem | RedlineItem | NewTextItem


@dataclass(frozen=True, slots=True)
class News:
    """What one reader is told of a window. Each change of it is in one of these, copies aside."""

    items: tuple[NewsItem, ...] = ()
    further: int = 0  # moves as sure as the items, that did not fit
    doubtful: int = 0  # moves that hang on a link that is only possible
    spoken: int = 0  # moves in talk about what is not watched
    slight: int = 0  # moves of emphasis, of who is named, or of the verb alone
    new: int = 0  # new statements that are no item
    silent: int = 0  # left out once
    dropped: int = 0  # left out twice, and said too seldom before for an item
    repeated: int = 0  # statements said again
    unchanged: int = 0  # of them, word for word
    differing: tuple[Change, ...] = ()  # of them, with another figure, date or condition
    most_repeated: tuple[tuple[Change, int], ...] = ()  # the lines said most often, each by its latest words
    subjects: tuple[SubjectItem, ...] = ()  # that came or went, told among the items
    subjects_left: int = 0  # that are not told
    redlines: tuple[RedlineItem, ...] = ()  # texts beside the ones before them, told among the items
    new_texts: tuple[NewTextItem, ...] = ()  # of which next to nothing was said before, told among the items
    firmest: tuple[FirmStatement, ...] = ()  # what is said most firmly, where nothing is told but read-outs
    first_held: bool = False  # there is no text before those of the window

    @property
    def rows(self) -> tuple[NewsEntry, ...]:
        """Everything that is told, in order."""
        return merge_by_value(self.items, (*self.subjects, *self.redlines, *self.new_texts))


def with_subjects(
    news: News, moves: Sequence[SubjectMove], watch: Watch, *, most: int, every_move: bool = False
) -> News:
    """Return *news* with the weightiest of *moves* among its items, *most* in all; two of a text, unless *every_move* is asked for."""
    chosen = choose_subjects(moves, watch, of_one_text=most if every_move else OF_ONE_TEXT)
    told = _with_rows(news, merge_by_value(news.items, chosen)[:most])
    return replace(told, subjects_left=len(moves) - len(told.subjects))


def with_redlines(
    news: News,
    texts: Sequence[ComparedText],
    changes: Iterable[Change],
    watch: Watch,
    *,
    most: int,
    told_elsewhere: Sequence[NewsItem] = (),
) -> News:
    """Return *news*, chosen of *changes*, with the weightiest of *texts* among its rows, *most* in all.

    What is *told_elsewhere* no redline repeats.
    Statements that a redline shows are no longer counted as left out.
    """
    changes = tuple(changes)
    ranked = choose_redlines(texts, watch, (*news.items, *told_elsewhere), said_again(changes))
    chosen = [replace(one, value=one.value * AGAIN**place) for place, one in enumerate(ranked)]
    told = _with_rows(news, merge_by_value(news.items, (*news.subjects, *chosen))[:most])
    shown = frozenset[str]().union(*(one.units for one in told.redlines))
    seen = Counter(change.label for change in changes if subject_unit(change).id in shown)
    return replace(
        told,
        subjects_left=news.subjects_left + len(news.subjects) - len(told.subjects),
        new=max(0, told.new - seen[Label.NEW]),
        silent=max(0, news.silent - seen[Label.NOT_REPEATED]),
    )


def said_again(changes: Iterable[Change]) -> frozenset[str]:
    """Return the statements of *changes*, by id, that surely say again what an earlier text said."""
    return frozenset(
        subject_unit(change).id
        for change in changes
        if change.label is Label.REAFFIRMED and change.before and not change.review
    )


def with_new_texts(
    news: News,
    changes: Iterable[Change],
    watch: Watch,
    standing: Standing = NOTHING_STANDS,
    *,
    most: int,
    told_before: Collection[str] = (),
) -> News:
    """Return *news*, chosen of *changes*, with the weightiest agreed texts that nothing else is told of among its rows, *most* in all.

    Of releases *told_before*, by id, something was told. One or two new commitments of such a text stand in what is told of it, and are no items beside it.
    """
    told = {
        *told_before,
        *(item.move.release.id for item in news.subjects),
        *(item.text.release.id for item in news.redlines),
    }
    ranked = choose_new_texts(changes, told, news.items, watch, standing)
    of_texts = {one.release.id for one in ranked}
    items = [item for item in news.items if item.change.release.id not in of_texts]
    alone = len(ranked) == 1 and len(items) + len(news.subjects) + len(news.redlines) < FEW_ROWS
    chosen = [
        replace(one if alone else one.shortened(), value=one.value * AGAIN**place)
        for place, one in enumerate(ranked)
    ]
    with_texts = _with_rows(news, merge_by_value(items, (*news.subjects, *news.redlines, *chosen))[:most])
    shown = sum(len(one.quotes) for one in with_texts.new_texts)
    return replace(
        with_texts,
        subjects_left=news.subjects_left + len(news.subjects) - len(with_texts.subjects),
        new=max(0, with_texts.new - shown),
    )


def _with_rows(news: News, rows: Sequence[NewsEntry]) -> News:
    """Return *news* with *rows* told, and its items that are none of them as counts."""
    items = tuple(row for row in rows if isinstance(row, NewsItem))
    left = [item for item in news.items if item not in items]
    fresh = sum(item.change.label is Label.NEW for item in left)
    return replace(
        news,
        items=items,
        subjects=tuple(row for row in rows if isinstance(row, SubjectItem)),
        redlines=tuple(row for row in rows if isinstance(row, RedlineItem)),
        new_texts=tuple(row for row in rows if isinstance(row, NewTextItem)),
        further=news.further + len(left) - fresh,
        new=news.new + fresh,
    )


def merge_by_value(
    items: Sequence[NewsItem], beside: Sequence[SubjectItem | RedlineItem | NewTextItem]
) -> tuple[NewsEntry, ...]:
    """Return all as one list: each of *beside* before the first item that weighs less."""
    merged: list[NewsEntry] = []
    left = sorted(beside, key=lambda one: -one.value)
    for item in items:
        while left and left[0].value > item.value:
            merged.append(left.pop(0))
        merged.append(item)
    return (*merged, *left)
