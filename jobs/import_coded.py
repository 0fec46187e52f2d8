"""Releases with their units coded by hand, into the store: ``policy-tracker ingest --units``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jobs.polling.body_recording import record_body, revision_status
from jobs.step_result import StepResult, Track, no_progress
from tracker.domain import Problem, Selectors, Source
from tracker.engine import Engine
from tracker.hashing import content_id
from tracker.pipeline import extract_document
from tracker.review.coded_units import read_coded_units, reading_of_coded_units
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.sources import read_files
from tracker.store import Store


def record_coded_files(
    store: Store,
    engine: Engine,
    lexicon: Lexicon,
    paths: Sequence[Path],
    units: Path,
    now: datetime,
    *,
    source: str | None = None,
    sources: Sequence[Source] = (),
    track: Track = no_progress,
) -> StepResult:
    """Record every release in *paths* with its units of the file *units*; none of them is read by the engine.

    A release without a line in *units* is taken as one that says nothing.

    Raises:
        InputError: The file *units* cannot be read.
        UnreadableRevision: There is no text in a release.
    """
    selectors: dict[str, Selectors] = {configured.id: configured.selectors for configured in sources}
    coded, problems = read_coded_units(units)
    counts: Counter[str] = Counter(releases=0, new=0, edited=0, unchanged=0)
    for found in track(read_files(paths, source=source), "take in", None):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        release, body = found.release, found.body or b""
        new = record_body(
            store,
            release,
            body,
            now,
            media_type=found.media_type,
            charset=found.charset,
            selectors=selectors.get(release.source),
        )
        counts["releases"] += 1
        counts[revision_status(new)] += 1
        revision = new or store.find_revision(release.id, content_id("revision", release.id, body))
        reading, wrong = reading_of_coded_units(
            revision, extract_document(revision, engine), coded.pop(release.ref, []), lexicon
        )
        problems.extend(wrong)
        if store.coded_stamp(revision.id) != reading.stamp:
            store.record_readings([reading])
            counts["read units"] += len(reading.units)
    for name, rows in coded.items():
        problems.append(Problem(rows[0].where, f'"{name}" is none of the releases given', "correct its doc"))
    return StepResult(dict(counts), tuple(problems))
