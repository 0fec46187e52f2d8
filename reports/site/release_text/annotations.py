"""A text as it was read: its units marked, and beside it what each of them is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reports.site.release_text.highlighted_text import (
    BlockGroup,
    BlockStyle,
    HighlightPieces,
    UnitHighlight,
    highlight_units,
)
from reports.view import addresses as at
from reports.view.change_card import tags_from_flags
from reports.view.counts import count_kinds
from reports.view.dates import SHORT
from reports.view.display_names import topic_name
from reports.view.rate_words import label_words_of
from reports.view.vocabulary import LABEL_WORDS, MOVED_LABELS, LabelWords, kind_words
from tracker.domain import Cause, Label, Line, Unit
from tracker.level_names import FAMILY_NAMES
from tracker.text.quote_links import quote_link
from tracker.text.sanitize import clean

if TYPE_CHECKING:
    from reports.site.entries import ChangeEntry, LineEntry
    from tracker.store import RevisionText

FOLDED_HEADINGS = 4  # from as many headings on, and
FOLDED_CHARACTERS = 40_000  # as many characters on, a text is shown by heading: some ten pages of print


@dataclass(frozen=True, slots=True)
class ChangeBadge:
    """How a line moved here."""

    words: LabelWords
    href: str  # the line, at this change, or where it is said again; "" where it has no page
    tags: tuple[str, ...]  # check, not mailed, emphasis only, edited text, recomputed
    certain: bool  # it is told: it says something else than before, and nothing of that is in doubt


@dataclass(frozen=True, slots=True)
class Annotation:
    """One unit in the list beside its text."""

    mark: UnitHighlight
    placed: bool  # whether it is marked in the text; if not, its anchor is in the list
    kind: str  # "undertaking, definite ●●●●○"
    line: str  # "" = on none
    line_href: str  # "" where the line has no page: this release is all there is
    times: str  # "said 5 times since 2029-04-02"; "" where it was said once
    badges: tuple[ChangeBadge, ...]
    topics: tuple[tuple[str, str], ...]  # name and page
    original: str  # the source, at the quote; "" where it cannot be linked
    compare: str  # where it is compared with another; "" for a file

    @property
    def moved(self) -> str:
        """The mark of how its line moved here for certain; "" where it did not."""
        return next((one.words.mark for one in self.badges if one.certain), "")


@dataclass(frozen=True, slots=True)
class AnnotatedBlock:
    """A paragraph, heading or point, with the notes on the units that begin in it."""

    pieces: HighlightPieces
    notes: tuple[Annotation, ...]
    anchor: str = ""  # of a heading

    @property
    def moved(self) -> str:
        """The marks of how lines moved in it, each once; "" where none did."""
        return "".join(dict.fromkeys(note.moved for note in self.notes))


@dataclass(frozen=True, slots=True)
class AnnotatedGroup:
    """Blocks of one style, one after the other."""

    style: BlockStyle
    blocks: tuple[AnnotatedBlock, ...]


@dataclass(frozen=True, slots=True)
class AnnotatedSection:
    """A heading with what stands under it; before the first heading there is none."""

    heading: AnnotatedBlock | None
    groups: tuple[AnnotatedGroup, ...]

    @property
    def notes(self) -> tuple[Annotation, ...]:
        """All notes, in order."""
        under = (note for group in self.groups for block in group.blocks for note in block.notes)
        return (*(self.heading.notes if self.heading else ()), *under)

    @property
    def moved(self) -> int:
        """How many units in it stand on a line that moved here."""
        return sum(bool(note.moved) for note in self.notes)


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """One text of a release."""

    number: int
    seen: str  # "2031-03-04 08:00 UTC"
    sha256: str  # of its bytes, hexadecimal
    sections: tuple[AnnotatedSection, ...]
    folded: bool  # long: sections under a heading are opened one by one
    unplaced: tuple[Annotation, ...]  # of units that no mark in the text stands for
    count_phrases: tuple[str, ...]  # "3 commitments", "1 position"
    plain: frozenset[
        str
    ]  # units of a long text that did not move: their number is no link, as the note stands beside
    families: tuple[tuple[str, str], ...]  # that are marked: letter and word, "u" and "undertaking"

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """All notes, in order of the text."""
        return (*(note for section in self.sections for note in section.notes), *self.unplaced)

    @property
    def moves(self) -> bool:
        """Whether a line moved in it."""
        return any(note.moved for note in self.annotations)


@dataclass(frozen=True, slots=True)
class AnnotationContext:
    """What is known of the units of one release."""

    changes_by_unit: Mapping[str, Sequence[ChangeEntry]]  # by unit
    lines: Mapping[str, LineEntry]
    url: str  # of the release
    edits: frozenset[str]  # ids of moves that came by an edit, whatever cause they are recorded under
    told: Mapping[str, LabelWords]  # what a move that is told is called, by its id
    live: bool


def annotation_context(
    texts: Sequence[RevisionText],
    moves: Iterable[ChangeEntry],
    lines: Mapping[str, LineEntry],
    url: str,
    *,
    edits: Collection[str],
    told: Mapping[str, LabelWords],
    live: bool,
) -> AnnotationContext:
    """Return what is known of the units of *texts*, those of one release, oldest first.

    A move holds in every text that says the same on the same line, word for word;
    what an edit moved (*edits*, by id) only from the text it made. *told* are the moves that are told, by id, with
    what they are called.
    """
    by_unit: dict[str, list[ChangeEntry]] = {}
    for move in moves:
        by_unit.setdefault(move.unit, []).append(move)
    said_so: dict[tuple[str, str], list[ChangeEntry]] = {}
    placed = [(unit.id, (line.id, unit.quote)) for text in texts for unit, line in text.units if line]
    for unit, words in placed:
        if unit in by_unit:
            said_so[words] = [move for move in by_unit[unit] if move.id not in edits]
    for unit, words in placed:
        if unit not in by_unit and said_so.get(words):
            by_unit[unit] = said_so[words]
    return AnnotationContext(by_unit, lines, url, frozenset(edits), told, live)


def annotate(text: RevisionText, held: AnnotationContext) -> AnnotatedText:
    """Return *text*, which was read, with its units marked and remarked on."""
    assert text.document is not None, f"revision {text.revision} was not read"
    marked = highlight_units(text.document, [unit for unit, _ in text.units])
    by_id = {unit.id: (unit, line) for unit, line in text.units}
    headings = sum(len(passage.parts) for passage in marked.passages if passage.sort == "heading")
    folded = headings >= FOLDED_HEADINGS and len(text.document.text) >= FOLDED_CHARACTERS
    notes = {
        mark.unit: _remark(mark, *by_id[mark.unit], held, marked.unplaced, terse=folded)
        for mark in marked.marks
    }
    sections = tuple(_sections(text.number, marked.passages, notes))
    return AnnotatedText(
        text.number,
        SHORT.instant(text.seen_at),
        text.sha256,
        sections,
        folded,
        tuple(note for unit, note in notes.items() if unit in marked.unplaced),
        count_phrases(unit for unit, _ in text.units),
        frozenset(unit for unit, note in notes.items() if folded and not note.moved),
        tuple(
            (letter.lower(), word)
            for letter, word in FAMILY_NAMES.items()
            if letter.lower() in marked.families
        ),
    )


def _sections(
    number: int, passages: Sequence[BlockGroup], notes: Mapping[str, Annotation]
) -> Iterator[AnnotatedSection]:
    """Yield the passages of text *number*, each heading with what follows it."""
    heading: AnnotatedBlock | None = None
    groups: list[AnnotatedGroup] = []
    headings = 0
    for passage in passages:
        blocks = tuple(_block(pieces, notes) for pieces in passage.parts)
        if passage.sort != "heading":
            groups.append(AnnotatedGroup(passage.sort, blocks))
            continue
        for block in blocks:
            if heading or groups:
                yield AnnotatedSection(heading, tuple(groups))
            headings += 1
            heading, groups = replace(block, anchor=f"t{number}-{headings}"), []
    if heading or groups:
        yield AnnotatedSection(heading, tuple(groups))


def _block(pieces: HighlightPieces, notes: Mapping[str, Annotation]) -> AnnotatedBlock:
    begun = (piece.begins.unit for piece in pieces if piece.begins and piece.first)
    return AnnotatedBlock(pieces, tuple(notes[unit] for unit in begun))


def count_phrases(units: Iterable[Unit]) -> tuple[str, ...]:
    """Return what *units* are, commitments and positions each in a phrase of their own."""
    count = count_kinds(unit.kind for unit in units)
    pairs = ((count.commitments, "commitment"), (count.positions, "position"))
    return tuple(f"{number or 'no'} {noun}{'' if number == 1 else 's'}" for number, noun in pairs)


def change_entry_tags(move: ChangeEntry, *, edited: bool = False) -> tuple[str, ...]:
    """Return what is to be known of *move* besides its label, as :func:`reports.view.change_card.change_tags` of a change.

    *edited*: it is known to have come by an edit. A move names one of its two texts, so
    by itself it tells only what was recorded as an edit, and not what was recomputed of one.
    """
    return tags_from_flags(
        review=move.review,
        withheld=move.withheld,
        minor=move.minor,
        edited=edited or move.cause is Cause.EDIT,
        recomputed=move.cause is Cause.RECOMPUTED,
    )


def _remark(
    mark: UnitHighlight,
    unit: Unit,
    line: Line | None,
    held: AnnotationContext,
    unplaced: frozenset[str],
    *,
    terse: bool,
) -> Annotation:
    """Return the note on *unit*.

    *terse*: one of hundreds, which says only its kind unless its line goes on, and all there is where it moved: what
    all of them lead to was a third of the weight of the page.
    """
    entry = held.lines.get(line.id) if line else None
    paged = entry is not None and entry.has_page
    badges = tuple(
        _pill(move, unit, held, paged=paged, terse=terse)
        for move in held.changes_by_unit.get(unit.id, ())
        if move.label is not Label.NEW  # counted once for the text
    )
    whole = not terse or any(one.certain for one in badges)
    led = badges[0].href if badges and not whole else ""  # to its line already
    return Annotation(
        mark,
        mark.unit not in unplaced,
        kind_words(unit.kind, unit.facets.level),
        clean(line.name) if line else "",
        at.line(line.id) if line and paged and not led else "",
        _times(entry),
        badges,
        topic_links(unit, entry) if whole else (),
        quote_link(held.url, unit.quote) if whole else "",
        at.compare(unit.id) if held.live and whole else "",
    )


def topic_links(unit: Unit, entry: LineEntry | None) -> tuple[tuple[str, str], ...]:
    """Return the topics of *unit* with their pages, by name; "" where its line is not held: they may have none."""
    topics = sorted(unit.facets.topics, key=topic_name)
    return tuple((topic_name(one), at.topic(one) if entry and one in entry.topics else "") for one in topics)


def _times(entry: LineEntry | None) -> str:
    if entry is None or len(entry.mentions) < 2:
        return ""
    return f"said {len(entry.mentions):,} times since {SHORT.day(entry.mentions[0].day)}"


def _pill(move: ChangeEntry, unit: Unit, held: AnnotationContext, *, paged: bool, terse: bool) -> ChangeBadge:
    # the unit stands on the page already, and costs it nothing; what only goes on has no anchor of its own to miss
    again = move.label is Label.REAFFIRMED
    href = (f"{at.line(move.line)}#m-{move.unit}" if again else at.line(move.line, move.id)) if paged else ""
    if again and not terse and move.id not in held.told:
        href = ""  # the name beside it leads to the line, and what it says again stands here
    edited = move.id in held.edits
    doubted = move.review or move.minor or move.cause is Cause.RECOMPUTED
    by_edit = edited and move.label in MOVED_LABELS and not doubted
    words = LABEL_WORDS[move.label] if edited else label_words_of(move.label, unit.quote)
    return ChangeBadge(
        held.told.get(move.id, words),
        href,
        change_entry_tags(move, edited=edited),
        by_edit or move.id in held.told,
    )
