"""A later revision of a release against the one before it: on which lines its units stand, what moved, what else differs.

readings of both ─► read_edit ─► links by place, then by likeness ─► changes with the cause "edit"
                            └──► counts of the rest, and words that changed outside of units
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.compare.compare_units import claim_note
from tracker.compare.facets.value_parsing import normalise_wording
from tracker.domain import Cause, Change, Document, Label, Line, Link, Mention, Release, Unit
from tracker.edits.edit_reading import EditReading
from tracker.edits.moves.came_or_went import EditedUnit
from tracker.edits.passages import passages
from tracker.edits.words_changed import count_classes, words_changed
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory
from tracker.link.lines.line_naming import line_name
from tracker.reading import CAME_BACK_NOTE, Reading, Return, TextEdit

LinkUnits = Callable[[Sequence[Unit], Release, LineHistory], tuple[Link, ...]]
Placed = Sequence[tuple[Unit, Line]]
IN_PLACE = "stands where it stood"


def returns_of(documents: Sequence[Document]) -> list[Return]:
    """Return of each text of one release, in the order shown, whether it was shown before.

    A text that comes back is a repair, or an edit taken back, and is told once; where the
    same step from one text to the other was made before, the page flips and nothing is told again.
    """
    if len(documents) < 3:
        return [Return.NO] * len(documents)
    said = [
        tuple(form for passage in passages(document) if passage.is_statement for form in passage.forms)
        for document in documents
    ]
    steps = list(itertools.pairwise(said))
    found = [Return.NO]
    for at, step in enumerate(steps):
        if step in steps[:at]:
            found.append(Return.FLIPS)
        else:
            found.append(Return.CAME_BACK if step[1] in said[: at + 1] and step[0] != step[1] else Return.NO)
    return found


@dataclass(frozen=True, slots=True)
class EditRelation:
    """What came of relating an edit; *links* has one for each unit of the later reading, in order."""

    matched: Mapping[str, Link]  # of units that stood in the text before, by unit
    links: tuple[Link, ...]


def link_edit(
    reading: Reading,
    edit: EditReading,
    placed: Placed,
    release: Release,
    standing: LineHistory,
    before: LineHistory,
    link: LinkUnits,
) -> EditRelation:
    """Place the units of a later revision: where they stood, else by likeness to the text before, else in the history.

    *placed* are the units of the revision before with their lines, *before* is the history of those alone.
    """
    matched = dict(_in_place(reading.units, edit, placed))
    taken = {one.before for one in matched.values()}
    left = [unit for unit in reading.units if unit.id not in matched]
    for one in link(left, release, before):
        if one.before and one.before not in taken:
            taken.add(one.before)
            matched[one.unit] = one
    added = [unit for unit in left if unit.id not in matched]
    found = matched | {one.unit: one for one in link(added, release, standing)}
    return EditRelation(matched, tuple(found[unit.id] for unit in reading.units))


def _in_place(units: Sequence[Unit], edit: EditReading, placed: Placed) -> Iterator[tuple[str, Link]]:
    """Yield the links of units that have a counterpart at their place, or stand word for word as they stood."""
    lines = {unit.id: line for unit, line in placed}
    taken: set[str] = set()
    for unit in units:
        before = edit.kept.get(unit.id)
        if before in lines and before not in taken:
            taken.add(before)
            yield unit.id, Link(unit.id, lines[before], before, 1.0, (IN_PLACE,))
    waiting: dict[str, list[str]] = {}
    for unit, _ in placed:
        if unit.id not in taken:
            waiting.setdefault(normalise_wording(unit.quote), []).append(unit.id)
    for unit in units:
        same = waiting.get(normalise_wording(unit.quote))
        if same and unit.id not in edit.kept:
            before = same.pop(0)
            yield unit.id, Link(unit.id, lines[before], before, 1.0, (IN_PLACE,))


def changes_of_edit(
    edit: EditReading, links: Sequence[Link], placed: Placed, release: Release, returns: Return
) -> tuple[Change, ...]:
    """Return the changes of an edit, with the cause ``edit``; none where a page flips between texts that were told."""
    if returns is Return.FLIPS:
        return ()
    lines = {unit.id: line for unit, line in placed} | {one.unit: one.line for one in links}
    made = (_change(one, lines, release, returns) for one in edit.units)
    return tuple({change.id: change for change in made}.values())


def _change(one: EditedUnit, lines: Mapping[str, Line], release: Release, returns: Return) -> Change:
    units = [unit for unit in (*one.found, one.before, one.after) if unit]
    line = next((lines[unit.id] for unit in units if unit.id in lines), None)
    if line is None:
        line = Line(content_id("line", units[0].id), release.source, line_name(units[0]))
    before, after = one.before, one.after
    label, verdict = one.verdict.label, one.verdict
    note = claim_note(after) if label is Label.NEW and after else ""
    return Change(
        content_id(
            "change", line.id, before.id if before else None, after.id if after else release.id, label.value
        ),
        line,
        label,
        Cause.EDIT,
        release,
        Mention(before, release) if before else None,
        Mention(after, release) if after else None,
        also=verdict.also,
        deltas=verdict.deltas,
        rule=verdict.rule,
        minor=verdict.minor,
        note="; ".join(filter(None, (CAME_BACK_NOTE if returns is Return.CAME_BACK else "", note))),
    )


def text_edit(
    edit: EditReading, earlier: Reading, reading: Reading, release: Release, returns: Return
) -> TextEdit:
    """Return what is kept of an edit beside its changes."""
    texts = earlier.document.text, reading.document.text
    told = [run for one in edit.units for run in one.runs]
    return TextEdit(
        content_id("edit", earlier.revision, reading.revision),
        release.id,
        earlier.revision,
        reading.revision,
        count_classes(edit.stretches),
        () if returns is Return.FLIPS else words_changed(edit.stretches, texts, told),
        returns,
    )


def units_of_changes(changes: Sequence[Change], known: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units that *changes* quote and that are none of *known*: read with the edit in view alone."""
    held = {unit.id for unit in known}
    sides = (side.unit for change in changes for side in (change.before, change.after) if side)
    return tuple({unit.id: unit for unit in sides if unit.id not in held}.values())
