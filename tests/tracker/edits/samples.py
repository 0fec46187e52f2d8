"""Texts of the invented Norvale as documents, readings and stretches."""

from __future__ import annotations

from pathlib import Path

import jobs
from tests.fakes import build_release, build_revision
from tracker.domain import Cause, Document, Release
from tracker.edits.edit_reading import ClassedStretch, classed_stretches
from tracker.engine import Engine, default_engine
from tracker.extract import extract
from tracker.pipeline import Relation, read, relate, relate_edit
from tracker.reading import Return

LEXICON = Path(jobs.__file__).parent / "demo" / "site" / "lexicon.toml"
FUND = "Norvale will contribute 40 million crowns to the Halden Rescue Fund by 30 June 2031."
ENGAGE = "Norvale will continue efforts to engage Estmark."
WEATHER = "The talks were held in Halvern on a cold morning."
RELEASE: Release = build_release(title="Statement on the Halden Sea")


def engine() -> Engine:
    """Return the engine of this version, with the states of the demo."""
    return default_engine(lexicon_files=[str(LEXICON)])


def document(*paragraphs: str) -> Document:
    """Return a document of *paragraphs*."""
    return extract("\n\n".join(paragraphs).encode(), "text/plain", charset="utf-8")


def stretches(before: str, after: str) -> tuple[ClassedStretch, ...]:
    """Return the stretches in which two texts differ, between paragraphs that stay."""
    frame = (WEATHER, "The sides thanked the city of Halvern for its welcome.")
    return classed_stretches(document(frame[0], before, frame[1]), document(frame[0], after, frame[1]))


def edited(before: str, after: str, with_engine: Engine, returns: Return = Return.NO) -> Relation:
    """Return what comes of a release whose text *before* was replaced by *after*."""
    readings = [read(build_revision(RELEASE, text), with_engine) for text in (before, after)]
    standing = with_engine.empty_history()
    first = relate(readings[0], RELEASE, standing, with_engine, Cause.RELEASE)
    lines = {link.unit: link.line for link in first.links}
    placed = [(unit, lines[unit.id]) for unit in readings[0].units]
    return relate_edit(readings[1], readings[0], placed, RELEASE, standing, with_engine, returns=returns)
