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

from tracker import segment
from tracker.compare import compare, compare_edit
from tracker.compare.edit_filter import drop_resegmented
from tracker.domain import Cause, Document, Line, Release, Revision, Unit
from tracker.engine import Engine
from tracker.extract import extract
from tracker.link import link as link_units
from tracker.link.line_history import LineHistory
from tracker.link.subject import subjects_of
from tracker.reading import CODED_STAMP_PREFIX, Reading, Relation
from tracker.review.rulings import Rulings, rule_changes, rule_links

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
    units = segment.segment(revision, document, engine.lexicon, engine.encoder)
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
    changes = compare(units, links, release, standing, cause)
    changes = rule_changes(changes, units, text, release, rulings)
    stamp, subjects = engine.stamp_for(release.source), subjects_of(links, units, release)
    return Relation(reading.revision, release, stamp, links, changes, subjects)


def relate_edit(
    reading: Reading,
    earlier: Sequence[tuple[Unit, Line]],
    release: Release,
    standing: LineHistory,
    engine: Engine,
    rulings: Rulings = NO_RULINGS,
    *,
    text_before: str = "",
) -> Relation:
    """Relate a later revision to the one before it: the same comparison with another pair.

    *earlier* are the units of the revision before, with their lines. A unit
    with no counterpart there is placed against *standing*, so that a sentence
    added by hand still finds its line. What did not move is not reported, nor
    what is only cut otherwise: *text_before* is the whole text before.
    """
    before = LineHistory.of(release, earlier, series=engine.series)
    matched = {link.unit: link for link in link_units(reading.units, release, before) if link.before}
    added = tuple(unit for unit in reading.units if unit.id not in matched)
    placed = {link.unit: link for link in link_units(added, release, standing)}
    units, text = reading.units, reading.document.text
    links = tuple((matched | placed)[unit.id] for unit in units)
    links = rule_links(links, units, text, release, standing, rulings, kept=matched)
    changes = compare_edit(units, links, release, before)
    changes = drop_resegmented(changes, text_before, text)
    changes = rule_changes(changes, units, text, release, rulings)
    stamp, subjects = engine.stamp_for(release.source), subjects_of(links, units, release)
    return Relation(reading.revision, release, stamp, links, changes, subjects)
