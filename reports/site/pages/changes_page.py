"""Every move, newest first: filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.digest.compose import MOVED, Count
from reports.site import pagination
from reports.site.index import Atlas, Move
from reports.site.list_rows import THAT_MOVED, LabelRow, add, count_moves, label_rows
from reports.site.page_context import Pager, Query, View
from reports.site.pages.change_list_filter import Asked, Field, choose, fields, query_of, read
from reports.view import addresses as at
from reports.view.change_card import Card, both, card
from reports.view.legend import Legend, legend_of
from reports.view.vocabulary import LABELS
from tracker.domain import Change, Label
from tracker.store import ChangeQuery

if TYPE_CHECKING:
    from tracker.store import Store

CARDS = 20  # on a page: each has a redline, which takes half a millisecond to work out
FILES_OF_CALM = 25  # pages written of what continues, is new or was not repeated; a server gives all
_MOVED = "Lines that say something else than they did before, or are no longer said. Newest first."
_ALL = (
    "Everything recorded: what moved, what continues, what is new, what was not repeated once. Newest first."
)


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """The list as it is printed."""

    title: str
    lede: str
    found: str  # how many, commitments and positions apart
    cut_off: str  # says what a file leaves out; "" = nothing
    rows: tuple[Card, ...]
    pager: Pager
    fields: tuple[Field, ...]
    asked: Asked
    labels: tuple[LabelRow, ...]  # lists to go to
    here: str  # word of the label whose list this is; "" = another list
    legend: Legend
    held: bool  # any release is
    empty: bool  # no change is recorded at all


def gather(view: View, names: Mapping[str, str], query: Query) -> ChangesPage:
    """Return the page of changes asked for.

    Raises:
        QueryError: A filter cannot be understood.
        NotHereError: The list does not go on that far.
    """
    asked = read(names, query, view.atlas)
    moves = choose(view.atlas, asked)
    shown = moves if view.live else moves[: _in_files(asked.label, len(moves))]
    rows, pager = pagination.cut(shown, pagination.number_of(names, query), _address(view, asked), CARDS)
    return lay_out(view.atlas, asked, moves, changes_of(view.store, rows), pager)


def lay_out(
    atlas: Atlas, asked: Asked, moves: Sequence[Move], shown: Sequence[Change], pager: Pager
) -> ChangesPage:
    """Put a page together: *moves* are all that were asked for, *shown* those of the page *pager* stands at."""
    words = LABELS[asked.label] if asked.label else None
    cards = tuple(card(change, by_many=True, site="") for change in shown)
    return ChangesPage(
        title=f"Changes: {words.word}" if words else "All changes" if asked.calm else "What moved",
        lede=words.meaning if words else _ALL if asked.calm else _MOVED,
        found=both(_number(atlas, asked, moves)),
        cut_off=_cut_off(moves, pager),
        rows=cards,
        pager=pager,
        fields=fields(atlas, asked),
        asked=asked,
        labels=label_rows(atlas.labels),
        here=words.word if words else "",
        legend=legend_of(shown, cards),
        held=bool(atlas.releases),
        empty=not atlas.moves,
    )


def changes_of(store: Store, moves: Iterable[Move]) -> list[Change]:
    """Return *moves* with their words, in their order; what the store no longer has is left out."""
    ids = [move.id for move in moves]
    held = {change.id: change for change in store.changes(ChangeQuery(ids=ids))}
    return [held[identity] for identity in ids if identity in held]


def addresses(atlas: Atlas) -> Iterator[str]:
    """Yield the address of every page of changes that a folder of files has."""
    for number in pagination.numbers(len(atlas.moved), CARDS):
        yield at.changes("", number)
    for label, moves in atlas.labelled.items():
        for number in pagination.numbers(_in_files(label, len(moves)), CARDS):
            yield at.changes(label.value.lower(), number)


def _cut_off(moves: Sequence[Move], pager: Pager) -> str:
    if pager.rows == len(moves):
        return ""
    listed = both(count_moves(moves[: pager.rows]))
    return f"Only the latest are listed here: {listed}; the others are on the pages of their releases."


def _number(atlas: Atlas, asked: Asked, moves: Sequence[Move]) -> Count:
    """Return how many *moves* there are; of those of a label, or of all that moved, the atlas knows it."""
    if asked.filtered:
        return count_moves(moves)
    return add(
        atlas.labels[label] for label in ((asked.label,) if asked.label else MOVED) if label in atlas.labels
    )


def _in_files(label: Label | None, rows: int) -> int:
    return rows if label is None or label in THAT_MOVED else min(rows, FILES_OF_CALM * CARDS)


def _address(view: View, asked: Asked) -> Callable[[int], str]:
    if view.live and asked.filtered:
        return pagination.in_query(at.CHANGES, query_of(asked))
    label = asked.label.value.lower() if asked.label else ""
    return lambda number: at.changes(label, number)
