"""Which changes are told, wherever they are told: pages and feeds ask here, digests choose among the same. Pure.

A digest has room for some of them; a page of one text and a feed have room for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reports.digest.news.evidence import is_overtaken
from reports.digest.news.first_texts.new_texts import NewTextItem, choose_new_texts
from reports.digest.news.item_words import as_shown
from reports.digest.news.news_item import NewsItem, Standing
from reports.digest.news.ranking import (
    ITEM,
    REPEATED,
    folded,
    judge,
    value_order,
)
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_choice import choose_redlines
from reports.digest.news.watch import NO_WATCH
from reports.digest.news.window_news import said_again
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Change


@dataclass(frozen=True, slots=True)
class ToldChanges:
    """What a reader who watches nothing in particular is told of some changes, and what becomes of the others."""

    items: tuple[
        NewsItem, ...
    ] = ()  # the weightiest first; of one text none that says the same words as another
    # under which number of a digest each other one is counted
    left: dict[str, tuple[Change, ...]] = field(default_factory=dict)

    @property
    def ids(self) -> frozenset[str]:
        """The changes that are told, by id."""
        return frozenset(item.change.id for item in self.items)

    @property
    def units(self) -> frozenset[str]:
        """The statements that what is told shows, by id."""
        sides = (side for item in self.items for side in (item.change.before, item.change.after))
        return frozenset(side.unit.id for side in sides if side)


NOTHING_TOLD = ToldChanges()


def told_new_text(
    changes: Iterable[Change],
    told: ToldChanges,
    beside: ComparedText | None,
    subjects: Sequence[SubjectMove],
    standing: Standing,
) -> NewTextItem | None:
    """Return a text by its firmest statements, as a digest with room for it would tell it; None where it is not told so.

    *changes* are all of that text, of which *told* are told; *beside* lays it beside the one before it, *subjects* came or
    went in it: where either is told, its statements are not.
    """
    changes = tuple(changes)
    if subjects or (beside and choose_redlines((beside,), NO_WATCH, told.items, said_again(changes))):
        return None
    return next(iter(choose_new_texts(changes, (), told.items, NO_WATCH, standing)), None)


def told_among(changes: Iterable[Change], standing: Standing) -> ToldChanges:
    """Sort *changes* into what is told and what is not, as a digest with room for all of them would."""
    told: defaultdict[str, list[NewsItem]] = defaultdict(list)
    left: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        fate, weighed = judge(change, standing)
        item = as_shown(weighed, standing) if weighed and fate == ITEM else None
        if item and not is_overtaken(item, standing):
            told[change.release.id].append(item)
        else:
            left[REPEATED if fate == ITEM else fate].append(change)
    items = [item for of_text in told.values() for item in folded(of_text)]
    return ToldChanges(
        tuple(sorted(items, key=value_order)), {fate: tuple(some) for fate, some in left.items()}
    )
