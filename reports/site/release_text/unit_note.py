"""The note on one unit beside its text: what it is, its line, and how that moved here. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.site.entries import ChangeEntry, LineEntry
from reports.site.release_text.highlighted_text import UnitHighlight
from reports.view import addresses as at
from reports.view.change_card import tags_from_flags
from reports.view.dates import SHORT
from reports.view.display_names import topic_name
from reports.view.rate_words import label_words_of
from reports.view.vocabulary import LABEL_WORDS, MOVED_LABELS, LabelWords, kind_words
from tracker.domain import Cause, Label, Line, Unit
from tracker.text.quote_links import quote_link
from tracker.text.sanitize import clean


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
class AnnotationContext:
    """What is known of the units of one release."""

    changes_by_unit: Mapping[str, Sequence[ChangeEntry]]  # by unit
    lines: Mapping[str, LineEntry]
    url: str  # of the release
    edits: frozenset[str]  # ids of moves that came by an edit, whatever cause they are recorded under
    told: Mapping[str, LabelWords]  # what a move that is told is called, by its id
    live: bool


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


def annotate_unit(
    mark: UnitHighlight,
    unit: Unit,
    line: Line | None,
    held: AnnotationContext,
    unplaced: frozenset[str],
    *,
    terse: bool,
    within: str = "",
    shared: frozenset[str] = frozenset(),
) -> Annotation:
    """Return the note on *unit*, which stands *within* a text as a fragment is compared with it, "" for one of which that takes long.

    Topics that all of its units have, *shared*, are named above the text and not again.

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
    goes_on = paged and not any(one.certain for one in badges)  # and is compared on the page of its line
    return Annotation(
        mark,
        mark.unit not in unplaced,
        kind_words(unit.kind, unit.facets.level),
        clean(line.name) if line else "",
        at.line(line.id) if line and paged and not led else "",
        _times(entry),
        badges,
        topic_links(unit, entry) if whole and unit.facets.topics != shared else (),
        quote_link(held.url, unit.quote, within) if whole else "",
        at.compare(unit.id) if held.live and whole and not goes_on else "",
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
