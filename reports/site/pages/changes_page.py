"""Every move, newest first: filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.site import pagination
from reports.site.columns.change_table import ChangeRows
from reports.site.entries import THAT_MOVED, ChangeEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import LabelRow, label_rows
from reports.site.page_context import PageContext, Pager, QueryParams
from reports.site.pages.change_list_filter import (
    UNSURE,
    ChangeListFilter,
    SelectField,
    filter_query,
    parse_filter,
    select_changes,
    select_fields,
)
from reports.view import addresses as at
from reports.view.change_card import ChangeCard, change_card
from reports.view.counts import count_in_words
from reports.view.legend import Legend, legend_for
from reports.view.vocabulary import LABEL_WORDS
from tracker.domain import Change, Label
from tracker.store import ChangeQuery, Store

CARDS = 12  # on a page: each has a redline, which takes half a millisecond to work out
FILES_OF_CALM = 25  # pages written of what continues, is new or was not repeated; a server gives all
_MOVED = "Lines that say something else than they did before, or are no longer said. Newest first."
_UNSURE = "Perhaps not the same promise, or under another label, or said in talk: read both texts before you quote one. Few of these does a digest tell."
_ALL = (
    "Everything recorded: what moved, what continues, what is new, what was not repeated once. Newest first."
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Clear moves, or those that are not certain."""

    word: str
    count: str  # "4 commitments, 5 positions"
    href: str  # "" = it is this one


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The list as it is printed."""

    title: str
    lede: str
    found: str  # how many, commitments and positions apart
    cut_off: str  # says what a file leaves out; "" = nothing
    rows: tuple[ChangeCard, ...]
    pager: Pager
    fields: tuple[SelectField, ...]
    asked: ChangeListFilter
    labels: tuple[LabelRow, ...]  # lists to go to
    here: str  # word of the label whose list this is; "" = another list
    shelves: tuple[Shelf, ...]  # what is clear, and what is not
    legend: Legend
    held: bool  # any release is
    empty: bool  # no change is recorded at all


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> ChangesPage:
    """Return the page of changes asked for."""
    asked = parse_filter(names, query, view.atlas)
    both = select_changes(view.atlas, replace(asked, unsure=False))
    moves = both.unsure() if asked.unsure else both.sure()
    shown = moves if view.live else moves[: _in_files(asked.label, len(moves))]
    rows, pager = pagination.paginate(
        shown, pagination.requested_page(names, query), _address(view, asked), CARDS
    )
    shelves = tuple(_shelves(asked, both, live=view.live))
    return lay_out(view.atlas, asked, moves, changes_of(view.store, rows), pager, shelves)


def lay_out(
    atlas: SiteIndex,
    asked: ChangeListFilter,
    moves: ChangeRows,
    shown: Sequence[Change],
    pager: Pager,
    shelves: tuple[Shelf, ...] = (),
) -> ChangesPage:
    """Put a page together: *moves* are all that were asked for, *shown* those of the page *pager* stands at."""
    words = LABEL_WORDS[asked.label] if asked.label else None
    cards = tuple(change_card(change, show_issuer=True, site="") for change in shown)
    return ChangesPage(
        title=f"Changes: {words.word}"
        if words
        else "All changes"
        if asked.calm
        else "What may have moved"
        if asked.unsure
        else "What moved",
        lede=_UNSURE if asked.unsure else words.meaning if words else _ALL if asked.calm else _MOVED,
        found=count_in_words(moves.count_kinds()),
        cut_off=_cut_off(moves, pager),
        rows=cards,
        pager=pager,
        fields=select_fields(atlas, asked),
        asked=asked,
        labels=label_rows(atlas.label_counts),
        shelves=shelves,
        here=words.word if words else "",
        legend=legend_for(shown, cards),
        held=bool(atlas.releases),
        empty=not atlas.changes,
    )


def changes_of(store: Store, moves: Iterable[ChangeEntry]) -> list[Change]:
    """Return *moves* with their words, in their order; what the store no longer has is left out."""
    moves = list(moves)
    return among(store.changes(ChangeQuery(ids=[move.id for move in moves])), moves)


def among(changes: Iterable[Change], moves: Iterable[ChangeEntry]) -> list[Change]:
    """Return those of *changes* that are *moves*, in the order of these."""
    held = {change.id: change for change in changes}
    return [held[move.id] for move in moves if move.id in held]


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page of changes that a folder of files has."""
    for name, moves in (("", atlas.moved.sure()), (UNSURE, atlas.moved.unsure())):
        for number in pagination.page_numbers(len(moves), CARDS):
            yield at.changes(name, number)
    for label, of_label in atlas.changes_by_label.items():
        for number in pagination.page_numbers(_in_files(label, len(of_label.sure())), CARDS):
            yield at.changes(label.value.lower(), number)


def _cut_off(moves: ChangeRows, pager: Pager) -> str:
    if pager.rows == len(moves):
        return ""
    listed = count_in_words(moves[: pager.rows].count_kinds())
    return f"Only the latest are listed here: {listed}; the others are on the pages of their releases."


def _shelves(asked: ChangeListFilter, both: ChangeRows, *, live: bool) -> Iterator[Shelf]:
    """Yield the two shelves of what was *asked* for; of a label that has files only, the other one is that of all."""
    if not live and asked.label:
        return
    for unsure, word in ((False, "Clear"), (True, "Not certain")):
        other = replace(asked, unsure=unsure)
        rows = both.unsure() if unsure else both.sure()
        href = _first_page(other) if unsure is not asked.unsure else ""
        yield Shelf(word, count_in_words(rows.count_kinds()) if rows else "none", href)


def _first_page(asked: ChangeListFilter) -> str:
    if asked.filtered:
        return pagination.query_address(at.CHANGES, filter_query(asked))(1)
    return at.changes(asked.name)


def _in_files(label: Label | None, rows: int) -> int:
    return rows if label is None or label in THAT_MOVED else min(rows, FILES_OF_CALM * CARDS)


def _address(view: PageContext, asked: ChangeListFilter) -> Callable[[int], str]:
    if view.live and asked.filtered:
        return pagination.query_address(at.CHANGES, filter_query(asked))
    return lambda number: at.changes(asked.name, number)
