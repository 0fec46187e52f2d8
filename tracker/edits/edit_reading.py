"""What an edit moved: every stretch that differs with its class, and the units of both texts with a label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain import Document, Release, Unit
from tracker.edits.classes import ClassedRun, classify_stretch
from tracker.edits.list_items import lists_item
from tracker.edits.moves.came_or_went import EditedUnit, UnitsAt
from tracker.edits.moves.edit_rules import weighs_much
from tracker.edits.moves.judging import UnitsNear, judge_pairs
from tracker.edits.moves.near_units import Touched, with_near_units
from tracker.edits.moves.pairing import pair_units
from tracker.edits.passage_alignment import Stretch, align_passages
from tracker.edits.passages import Passage, passages
from tracker.reading import CODED_STAMP_PREFIX, EditClass, Reading
from tracker.segment.languages import language_of

READ = (EditClass.WORDS, EditClass.GRAMMAR)  # classes of stretches in which units are looked for


@dataclass(frozen=True, slots=True)
class ClassedStretch:
    """A stretch that differs, with the class it has and those of its runs."""

    stretch: Stretch
    edit_class: EditClass
    runs: tuple[ClassedRun, ...]


@dataclass(frozen=True, slots=True)
class EditReading:
    """All that differs between two texts of one release."""

    stretches: tuple[ClassedStretch, ...]
    units: tuple[EditedUnit, ...]
    kept: Mapping[str, str]  # id of a unit after → id of the unit before that stood in its place


def classed_stretches(
    before: Document, after: Document, *, title: str = "", site: frozenset[str] = frozenset()
) -> tuple[ClassedStretch, ...]:
    """Return the stretches in which two texts of one release differ, in order of the text; *site* are lines of other pages."""
    texts = before.text, after.text
    return tuple(
        ClassedStretch(stretch, *classify_stretch(stretch, texts, title, site))
        for stretch in align_passages(passages(before), passages(after))
    )


def read_edit(
    before: Reading,
    after: Reading,
    release: Release,
    near: UnitsNear,
    at: UnitsAt,
    site: frozenset[str] = frozenset(),
) -> EditReading:
    """Return what differs between the readings of two revisions of *release* that follow each other.

    *site* are the lines that stand on other pages of its site too. Of a page that is shown in another language
    nothing moved. What people coded is not read again: there the units coded are all there are.
    """
    stretches = classed_stretches(before.document, after.document, title=release.title, site=site)
    shown = {language_of(reading.document.text) for reading in (before, after)} - {""}
    wanted = [
        one
        for one in stretches
        if len(shown) < 2
        and one.edit_class in READ
        and any(passage.is_statement for passage in (*one.stretch.before, *one.stretch.after))
    ]
    old = _units(before, [place for one in wanted for place in _touched(one, old=True)], near)
    new = _units(after, [place for one in wanted for place in _touched(one, old=False)], near)
    pairs = [
        pair
        for one in wanted
        for pair in pair_units(
            one.stretch, one.runs, _in(old, one.stretch.before), _in(new, one.stretch.after)
        )
    ]
    touched = [pair for pair in pairs if pair.runs]
    kept = {pair.after.id: pair.before.id for pair in pairs if pair.before and pair.after}
    return EditReading(stretches, tuple(judge_pairs(touched, before, after, release, at)), kept)


def _units(reading: Reading, places: Sequence[Touched], near: UnitsNear) -> Sequence[Unit]:
    if not places or reading.stamp.startswith(CODED_STAMP_PREFIX):
        return reading.units
    return tuple(with_near_units(reading.units, near(reading, places)))


def _touched(one: ClassedStretch, *, old: bool) -> Iterator[Touched]:
    """Yield the passages of one side of a stretch, with what happened to each."""
    stretch = one.stretch
    side, other = (stretch.before, stretch.after) if old else (stretch.after, stretch.before)
    words = [run for run in one.runs if run.edit_class is EditClass.WORDS]
    at = 0
    for passage in side:
        upto = at + len(passage.words)
        here = [
            run
            for run in words
            for first, last in [(run.run.first, run.run.last) if old else (run.run.into, run.run.upto)]
            if first <= upto and at <= last
        ]
        yield Touched(
            passage.start,
            passage.end,
            not other,
            any(weighs_much(run, stretch) for run in here),
            any(lists_item(run, stretch) for run in here),
        )
        at = upto


def _in(units: Sequence[Unit], side: Sequence[Passage]) -> list[Unit]:
    return [unit for unit in units if any(one.start < unit.end and unit.start < one.end for one in side)]
