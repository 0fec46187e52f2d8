"""The marks of levels: what stands for which label, by shape as well as by colour. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reports.charts.chart import plain_line
from reports.charts.drawing.palette import Ink
from reports.charts.drawing.shapes import TEXT, Point, Shape, Spot, Spots, Words, text_width
from reports.charts.rate_marks import RateMark
from reports.view.change_card import change_tags
from reports.view.line_events import LineEvent
from reports.view.rate_words import rate_moved
from reports.view.vocabulary import LABEL_ORDER, LABEL_WORDS, MOVED_LABELS, ladder_of
from tracker.domain import SILENT_LABELS, Change, Kind, Label
from tracker.text.sanitize import clean

AGAIN = "said"  # what a mark without a label is called


@dataclass(frozen=True, slots=True)
class LineMark:
    """One time a line was said, or missed.

    *label* is how the line moved there, None where nothing was compared. The marks of
    NOT_REPEATED and DROPPED stand for documents that are silent; they are put where the
    line stood before. *quote* are the words, of a silence those it does not repeat; *href*
    leads there. *kind* is that of the unit, from which its ladder follows; None = the
    ladder of the line. *tags* are what a reader is to know before quoting the change,
    as :func:`reports.view.change_card.change_tags` says them.
    """

    day: date
    level: int  # 1..5
    href: str
    label: Label | None
    quote: str
    kind: Kind | None = None
    tags: tuple[str, ...] = ()

    @property
    def spoken(self) -> bool:
        """Whether the line was said."""
        return self.label not in SILENT_LABELS


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line by its name, the ladder of marks that do not say their kind, and its marks in any order.

    *rates* are its decisions in order of days, where it is a line of decisions on one rate.
    """

    name: str
    family: str
    marks: tuple[LineMark, ...]
    rates: tuple[RateMark, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How a mark is drawn: a marker of matplotlib, its inks, its size in pixels and the width of its edge."""

    shape: str
    fill: Ink
    edge: Ink
    size: float = 9.0
    width: float = 1.0


MARK_STYLES: dict[Label | None, MarkStyle] = {
    None: MarkStyle("o", "calm", "paper", 5.0),  # smaller: said, and nothing to compare it with
    Label.REAFFIRMED: MarkStyle("o", "calm", "paper", 8.0),
    Label.NEW: MarkStyle("o", "paper", "calm", 8.0, 2.0),
    Label.NOT_REPEATED: MarkStyle("|", "calm", "calm", 10.0, 2.0),
    Label.RESUMED: MarkStyle("p", "firm", "paper", 11.0),
    Label.DROPPED: MarkStyle("x", "hard", "hard", 9.0, 2.5),
    Label.STRENGTHENED: MarkStyle("^", "firm", "paper", 11.0),
    Label.WEAKENED: MarkStyle("v", "soft", "paper", 11.0),
    Label.BROADENED: MarkStyle("<", "firm", "paper", 11.0),
    Label.NARROWED: MarkStyle(">", "soft", "paper", 11.0),
    Label.QUALIFIED: MarkStyle("*", "soft", "paper", 13.0),
    Label.MIXED: MarkStyle("D", "mixed", "paper", 8.0),
    Label.REVERSED: MarkStyle("s", "hard", "paper", 10.0),
}


def ladder_of_mark(mark: LineMark, line: str) -> str:
    """Return the ladder of *mark*: one of ``reports.view.vocabulary.LADDERS``; *line* is that of the line."""
    return line if mark.kind is None else ladder_of(mark.kind)


def label_text(label: Label | None) -> str:
    """Return the mark and the word of *label*.

    >>> label_text(Label.WEAKENED), label_text(None)
    ('↓ weakened', 'said')
    """
    return AGAIN if label is None else f"{LABEL_WORDS[label].mark} {LABEL_WORDS[label].word}"


def change_text(mark: LineMark) -> str:
    """Return how the line moved at *mark*, with what is to be known before it is quoted.

    >>> change_text(LineMark(date(2031, 3, 4), 3, "", Label.WEAKENED, "", tags=("check",)))
    '↓ weakened (check)'
    """
    return label_text(mark.label) + (f" ({', '.join(mark.tags)})" if mark.tags else "")


def quote_text(mark: LineMark) -> str:
    """Return what was said at *mark*, or is not said again there, as one line.

    >>> quote_text(LineMark(date(2031, 3, 4), 3, "", Label.DROPPED, "will respond"))
    'last said: will respond'
    """
    words = plain_line(mark.quote)
    return words if mark.spoken or not words else f"last said: {words}"


def moved_marks(marks: Iterable[LineMark]) -> tuple[LineMark, ...]:
    """Return those of *marks* where the line moved."""
    return tuple(mark for mark in marks if mark.label in MOVED_LABELS)


def draw_marks(
    marks: Sequence[LineMark], places: Sequence[Point], said: Sequence[str], grow: float = 1.0
) -> list[Shape]:
    """Return *marks* at *places* with their tooltips: what is new or continues below, what moved on top."""
    shown: dict[MarkStyle, list[Spot]] = {MARK_STYLES[label]: [] for label in (None, *reversed(LABEL_ORDER))}
    for mark, (x, y), words in zip(marks, places, said, strict=True):
        shown[MARK_STYLES[mark.label]].append(Spot(x, y, mark.href, words))
    return [
        Spots(look.shape, tuple(some), look.fill, look.edge, look.size * grow, look.width)
        for look, some in shown.items()
        if some
    ]


def merge_spots(shapes: Iterable[Shape]) -> list[Shape]:
    """Return *shapes* with all marks of one look as one shape, where the first of them was: fewer are drawn sooner."""
    made: list[Shape] = []
    places: dict[Spots, int] = {}
    for shape in shapes:
        if not isinstance(shape, Spots):
            made.append(shape)
            continue
        look = replace(shape, spots=())
        if look in places:
            before = made[places[look]]
            assert isinstance(before, Spots)
            made[places[look]] = replace(before, spots=before.spots + shape.spots)
        else:
            places[look] = len(made)
            made.append(shape)
    return made


def draw_mark_key(
    labels: Iterable[Label | None], left: float, right: float, y: float, size: float = TEXT
) -> tuple[list[Shape], float]:
    """Explain the marks of *labels* in as many rows as it takes, from *left* to *right*; return them and their last y."""
    there = set(labels)
    grow = size / TEXT
    made: list[Shape] = []
    x = left
    for label in (label for label in (*LABEL_ORDER, None) if label in there):
        word, look = label_text(label), MARK_STYLES[label]
        room = 14 * grow + text_width(word, size) + 11
        if x > left and x + room > right:
            x, y = left, y + 1.5 * size
        at = (Spot(x + 5 * grow, y - size / 3),)
        made.append(Spots(look.shape, at, look.fill, look.edge, look.size * grow, look.width))
        made.append(Words(x + 14 * grow, y, word, size=size))
        x += round(room)
    return made, y


def mark_for_event(one: LineEvent, href: str = "") -> LineMark | None:
    """Return the mark of a statement, or of a document that is silent; None for what is undated or was taken out.

    Its label is the gravest of what was found there, and its tags are those of that
    change: of two equally grave ones of the one that moved more than emphasis, then
    of the one that is clear. *href* leads to where it is told.
    """
    gravest = min(one.changes, key=_gravity, default=None)
    unit = one.unit or (gravest.before.unit if gravest and gravest.before else None)
    day = one.release.published_on
    if day is None or unit is None or one.removed_by_edit:
        return None
    told = gravest if gravest and not rate_moved(gravest) else None  # a rate that moved is no step of level
    label, tags = (told.label, change_tags(told)) if told else (None, ())
    return LineMark(day, unit.facets.level, href, label, clean(unit.quote), unit.kind, tags)


def _gravity(change: Change) -> tuple[int, bool, bool]:
    return LABEL_ORDER.index(change.label), change.minor, change.review
