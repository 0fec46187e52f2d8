"""One release, from bytes to changes.

    read         revision              -> Reading    any order, any machine, no memory
    relate       reading + standing    -> Relation   in published order, one at a time
    relate_edit  reading + its earlier -> Relation   a later revision against the one before

All three are pure: they touch no network, clock or database. ``jobs.steps`` does
that on either side. What analysts decided comes in as *rulings* and is applied
after each of the two halves of relating. To follow a release through the system,
read this file.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.compare_units import compare
from tracker.domain import Cause, Document, Line, Release, Revision, Unit
from tracker.edits.edit_reading import EditReading, read_edit
from tracker.edits.moves import near_units
from tracker.edits.relate_edit import changes_of_edit, link_edit, text_edit, units_of_changes
from tracker.engine import Engine
from tracker.extract import extract
from tracker.link.dossiers import subjects_of_new_lines
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import link as link_units
from tracker.reading import CODED_STAMP_PREFIX, Reading, Relation, Return
from tracker.review.rulings import Rulings, rule_changes, rule_links
from tracker.segment import reader

__all__ = [
    "CODED_STAMP_PREFIX",
    "NO_RULINGS",
    "Reading",
    "Relation",
    "extract_document",
    "read",
    "relate",
    "relate_edit",
]

NO_RULINGS = Rulings()


def read(revision: Revision, engine: Engine) -> Reading:
    """Read the units in *revision*.

    The result depends on nothing but the revision and the engine's stamp, so it
    may be computed anywhere, in any order, and thrown away and computed again.

    Raises:
        UnreadableRevision: No text could be extracted, or more than a release has;
            says from what and why.
    """
    document = extract_document(revision, engine)
    units = reader.segment(revision, document, engine.lexicon, engine.encoder)
    return Reading(revision.id, engine.stamp_for(revision.release.source), document, units)


def extract_document(revision: Revision, engine: Engine) -> Document:
    """Return the text of *revision* with its parts marked.

    Raises:
        UnreadableRevision: No text could be extracted; says from what and why.
    """
    return extract(
        revision.body,
        revision.media_type,
        charset=revision.charset,
        selectors=engine.selectors(revision.release.source),
        where=revision.release.ref,
    )


def relate(
    reading: Reading,
    release: Release,
    standing: LineHistory,
    engine: Engine,
    cause: Cause,
    rulings: Rulings = NO_RULINGS,
) -> Relation:
    """Relate *reading* to what already stands.

    *standing* must be as of the day before the release was published; handing
    over a later one would compare a statement with its own future.
    """
    units, text = reading.units, reading.document.text
    links = link_units(units, release, standing)
    links = rule_links(links, units, text, release, standing, rulings)
    changes = compare(units, links, release, standing, cause, text)
    changes = rule_changes(changes, units, text, release, rulings)
    stamp, subjects = engine.stamp_for(release.source), subjects_of_new_lines(links, units, release, standing)
    return Relation(reading.revision, release, stamp, links, changes, subjects)


def relate_edit(
    reading: Reading,
    earlier: Reading,
    placed: Sequence[tuple[Unit, Line]],
    release: Release,
    standing: LineHistory,
    engine: Engine,
    rulings: Rulings = NO_RULINGS,
    *,
    returns: Return = Return.NO,
    site: frozenset[str] = frozenset(),
) -> Relation:
    """Relate a later revision to the one before it, of which *earlier* is the reading.

    *placed* are the units of the revision before, with their lines. A unit
    with no counterpart there is placed against *standing*, so that a sentence
    added by hand still finds its line. What did not move is not reported, nor
    what is only cut otherwise. *returns* says whether the release has shown this text before,
    *site* which lines stand on other pages of the site too.
    """
    before = LineHistory.of(release, placed, series=engine.series)
    edit = _edit(earlier, reading, release, engine, site)
    related = link_edit(reading, edit, placed, release, standing, before, link_units)
    units, text = reading.units, reading.document.text
    links = rule_links(related.links, units, text, release, standing, rulings, kept=related.matched)
    changes = changes_of_edit(edit, links, placed, release, returns)
    changes = rule_changes(changes, units, text, release, rulings)
    return Relation(
        reading.revision,
        release,
        engine.stamp_for(release.source),
        links,
        changes,
        subjects_of_new_lines(links, units, release, standing),
        text_edit(edit, earlier, reading, release, returns),
        units_of_changes(changes, (*units, *earlier.units)),
    )


def _edit(
    before: Reading, after: Reading, release: Release, engine: Engine, site: frozenset[str]
) -> EditReading:
    def near(reading: Reading, touched: Sequence[near_units.Touched]) -> tuple[Unit, ...]:
        return near_units.units_near(reading, release, touched, engine.lexicon, engine.encoder)

    def at(reading: Reading, places: Sequence[near_units.Place]) -> tuple[Unit | None, ...]:
        return near_units.units_at(reading, release, places, engine.lexicon, engine.encoder)

    return read_edit(before, after, release, near, at, site)
