"""A text with every unit marked where it stands. Pure.

The text is that of the document, code point for code point; marks only stand
between its characters. What a terminal or a browser would obey (controls, turns of
direction) shows as a blank, one for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Literal

from tracker.domain import Block, Document, Role, Unit
from tracker.text.sanitize import clean

DEEPEST = 6  # marks one inside the other; a unit below that is listed, not marked

STATEMENT = frozenset({Role.HEADING, Role.PARAGRAPH, Role.ITEM})
BlockStyle = Literal["heading", "prose", "bullets", "points", "aside", "around"]

_SORTS: dict[Role, BlockStyle] = {
    Role.HEADING: "heading",
    Role.PARAGRAPH: "prose",
    Role.ITEM: "bullets",
    Role.META: "aside",
    Role.TITLE: "around",
    Role.FURNITURE: "around",
}
_OWN_POINT = re.compile(r"\s*(?:[-–—•‣◦▪·*]|\(?\w{1,4}[.)])\s")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class UnitHighlight:
    """One unit as it is marked in its text."""

    unit: str  # id
    number: int  # in order of the text, from 1
    family: str  # u, d, s, e


@dataclass(frozen=True, slots=True)
class HighlightPiece:
    """A stretch of text, or the place between two characters where a mark begins or ends."""

    text: str = ""  # "" where a mark begins or ends
    begins: UnitHighlight | None = None  # None, and no text: the innermost ends
    first: bool = False  # the unit begins here; False: it goes on after a break


HighlightPieces = tuple[HighlightPiece, ...]


@dataclass(frozen=True, slots=True)
class BlockGroup:
    """Parts of one sort, one after the other."""

    sort: BlockStyle  # points bring their own bullets; aside: dates, bylines; around: titles, menus
    parts: tuple[HighlightPieces, ...]


@dataclass(frozen=True, slots=True)
class HighlightedText:
    """A text in passages. *unplaced* are the units no mark stands for."""

    passages: tuple[BlockGroup, ...]
    marks: tuple[UnitHighlight, ...]
    unplaced: frozenset[str]

    @property
    def families(self) -> frozenset[str]:
        """The families of its units."""
        return frozenset(mark.family for mark in self.marks)


def highlight_units(document: Document, units: Iterable[Unit]) -> HighlightedText:
    """Return the text of *document* with *units* marked.

    Left out are blanks between its blocks, and what has no letter around the
    statement. Units may lie in one another, cross, or run over several blocks: marks
    are closed and opened again there, so that they always nest.
    """
    ordered = sorted(units, key=lambda unit: (unit.start, -unit.end))
    marks = tuple(
        UnitHighlight(unit.id, number, unit.kind.family.lower()) for number, unit in enumerate(ordered, 1)
    )
    waiting = iter(zip(ordered, marks, strict=True))
    following = next(waiting, None)
    reaching: list[tuple[Unit, UnitHighlight]] = []  # begun, and not over before this block
    begun: set[str] = set()
    parts: list[tuple[BlockStyle, HighlightPieces]] = []
    for block in document.blocks:
        reaching = [one for one in reaching if one[0].end > block.start][:DEEPEST]
        while following and following[0].start < block.end:
            reaching.append(following)
            following = next(waiting, None)
        if reaching or (
            block.role in STATEMENT or _WORD.search(document.text, block.start, block.end) is not None
        ):
            pieces = tuple(_pieces(document.text, block, reaching, begun))
            parts.append((_sort(document.text, block), pieces))
    passages = (
        BlockGroup(sort, tuple(pieces for _, pieces in group))
        for sort, group in groupby(parts, itemgetter(0))
    )
    return HighlightedText(
        tuple(passages), marks, frozenset(mark.unit for mark in marks if mark.unit not in begun)
    )


def blank_control_characters(text: str) -> str:
    """Return *text*, as long as it was, with a blank for all that is obeyed and not seen."""
    return clean(f"|{text}|")[1:-1]  # clean() strips blanks at the ends; here they count


def _sort(text: str, block: Block) -> BlockStyle:
    own = block.role is Role.ITEM and _OWN_POINT.match(text, block.start, block.end)
    return "points" if own else _SORTS[block.role]


def _pieces(
    text: str, block: Block, reaching: Sequence[tuple[Unit, UnitHighlight]], begun: set[str]
) -> Iterator[HighlightPiece]:
    """Yield the pieces of *block*; note in *begun* the units whose mark has begun."""
    spans = [(max(unit.start, block.start), min(unit.end, block.end), mark) for unit, mark in reaching]
    spans = [span for span in spans if span[0] < span[1]]
    opening = iter(spans)  # in order of their start, the longer first
    coming = next(opening, None)
    inside: list[tuple[int, UnitHighlight]] = []  # end and mark, outermost first
    at = block.start
    for point in sorted({point for start, end, _ in spans for point in (start, end)}):
        if point > at:
            yield HighlightPiece(blank_control_characters(text[at:point]))
            at = point
        over = next((depth for depth, (end, _) in enumerate(inside) if end == point), len(inside))
        going_on = [one for one in inside[over:] if one[0] > point]
        yield from (HighlightPiece() for _ in inside[over:])
        del inside[over:]
        while coming and coming[0] == point:
            going_on.append((coming[1], coming[2]))
            coming = next(opening, None)
        for end, mark in going_on[: DEEPEST - over]:
            yield HighlightPiece(begins=mark, first=mark.unit not in begun)
            begun.add(mark.unit)
            inside.append((end, mark))
    if at < block.end:
        yield HighlightPiece(blank_control_characters(text[at : block.end]))
