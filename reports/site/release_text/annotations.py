"""A text as it was read: its units marked, and beside it what each of them is. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.site.entries import ChangeEntry, LineEntry
from reports.site.release_text.highlighted_text import (
    BlockGroup,
    BlockStyle,
    HighlightPieces,
    highlight_units,
)
from reports.site.release_text.unit_note import Annotation, AnnotationContext, annotate_unit
from reports.view.counts import count_kinds
from reports.view.dates import SHORT
from reports.view.vocabulary import LabelWords
from tracker.domain import Unit
from tracker.level_names import FAMILY_NAMES
from tracker.store import RevisionText
from tracker.text.quote_links import comparable

FOLDED_HEADINGS = 4  # from as many headings on, and
FOLDED_CHARACTERS = 40_000  # as many characters on, a text is shown by heading: some ten pages of print


LONGEST_COMPARED = 20_000  # characters of a text in which is looked for the words that links jump to
OTHER = "other"  # the topic of what no other fits


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


def _shared_topics(text: RevisionText) -> frozenset[str]:
    """Return the topics that each unit of *text* has, and no other, which stand above it; none where they differ, or no topic fits."""
    topics = {unit.facets.topics for unit, _ in text.units}
    named = len(topics) == 1 and OTHER not in next(iter(topics)) and any(line for _, line in text.units)
    return next(iter(topics)) if named else frozenset()


def annotate(text: RevisionText, held: AnnotationContext) -> AnnotatedText:
    """Return *text*, which was read, with its units marked and remarked on."""
    assert text.document is not None, f"revision {text.revision} was not read"
    marked = highlight_units(text.document, [unit for unit, _ in text.units])
    by_id = {unit.id: (unit, line) for unit, line in text.units}
    headings = sum(len(passage.parts) for passage in marked.passages if passage.sort == "heading")
    folded = headings >= FOLDED_HEADINGS and len(text.document.text) >= FOLDED_CHARACTERS
    within = comparable(text.document.text) if len(text.document.text) <= LONGEST_COMPARED else ""
    shared = _shared_topics(text)
    notes = {
        mark.unit: annotate_unit(
            mark, *by_id[mark.unit], held, marked.unplaced, terse=folded, within=within, shared=shared
        )
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
