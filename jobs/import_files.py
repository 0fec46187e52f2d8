"""Files into the store: what ``policy-tracker ingest`` does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from jobs import steps
from jobs.local_pool import LocalPool
from jobs.polling.body_recording import record_body, revision_status
from jobs.reading_places import started_early
from jobs.step_result import StepResult, Track, no_progress, total
from tracker.config import Workers
from tracker.domain import Problem, Selectors, Source
from tracker.engine import Engine
from tracker.hashing import content_id
from tracker.pipeline import extract_document
from tracker.review.coded_units import read_coded_units, reading_of_coded_units
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.sources.kinds.files import read_files
from tracker.store import OpenQuestions, Store
from tracker.text.sanitize import one_line

NAMED = 3  # releases of each sort


def ingest(
    store: Store,
    engine: Engine,
    paths: Sequence[Path],
    now: datetime,
    *,
    source: str | None = None,
    issuer: str = "",
    sources: Sequence[Source] = (),
    units: Path | None = None,
    lexicon: Sequence[str] = (),
    workers: Workers = 1,
    track: Track = no_progress,
) -> StepResult:
    """Record the releases in *paths*, then read and relate what is new, in order of publication.

    *source* overrides the source the files name; *sources* are those configured,
    whose selectors apply. Who issued a release is what its row says, else *issuer*, else the issuer of the configured *source*. Files are streamed: no two releases are in memory at
    once until they are read, and then a batch. Where *units* is given, a file of
    units coded by hand, they are taken instead of reading, and a release without a line in it
    as one that says nothing; *lexicon* are the files of a lexicon of one's own. *workers* processes read (0: as many as there are cores), or a cluster.

    Raises:
        InputError: The file *units* cannot be read.
        UnreadableRevision: There is no text in a release whose units are coded.
    """
    known = load_lexicon(lexicon) if units else None
    coded, problems = read_coded_units(units) if units else ({}, [])
    selectors: dict[str, Selectors] = {configured.id: configured.selectors for configured in sources}
    issuer = issuer or next((configured.issuer for configured in sources if configured.id == source), "")
    counts: Counter[str] = Counter(releases=0, new=0, edited=0, unchanged=0)
    with ExitStack() as until_related:
        started: LocalPool | None = None
        for found in track(read_files(paths, source=source, issuer=issuer), "take in", None):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            release, body = found.release, found.body or b""
            revision = record_body(
                store,
                release,
                body,
                now,
                media_type=found.media_type,
                charset=found.charset,
                selectors=selectors.get(release.source),
            )
            counts["releases"] += 1
            counts[revision_status(revision)] += 1
            if known is None and started is None:
                if started := started_early(engine, workers, counts["new"] + counts["edited"]):
                    until_related.callback(started.close)
            elif known is not None:
                held = revision or store.find_revision(release.id, content_id("revision", release.id, body))
                reading, wrong = reading_of_coded_units(
                    held, extract_document(held, engine), coded.pop(release.ref, []), known
                )
                problems.extend(wrong)
                if store.coded_stamp(held.id) != reading.stamp:
                    store.record_readings([reading])
                    counts["read units"] += len(reading.units)
        for name, rows in coded.items():
            problems.append(
                Problem(rows[0].where, f'"{name}" is none of the releases given', "correct its doc")
            )
        read, related = steps.read_and_relate(
            store, engine, now, workers=workers, started=started, track=track
        )
    took = StepResult(dict(counts), tuple(problems))
    return total((took, prefix_counts(read, "read"), prefix_counts(related, "related")))


def prefix_counts(result: StepResult, step: str) -> StepResult:
    """Return *result* with its counts named after *step*."""
    return StepResult({f"{step} {what}": number for what, number in result.counts.items()}, result.problems)


def questions(found: OpenQuestions) -> Iterator[str]:
    """Yield what stands open in the store, a line each with the command that shows it.

    >>> list(questions(OpenQuestions(2, (), ("NV-1",), 0)))
    ['2 moves are not sure: `policy-tracker review` asks about them', \
'1 text has no statement (NV-1): `policy-tracker read --unread FILE` shows what nearly was one']
    """
    if found.doubtful:
        noun = "move is" if found.doubtful == 1 else "moves are"
        yield f"{found.doubtful:,} {noun} not sure: `policy-tracker review` asks about {'it' if found.doubtful == 1 else 'them'}"
    if found.twice:
        noun = "text is" if len(found.twice) == 1 else "texts are"
        yield f"{len(found.twice):,} {noun} held twice and told once ({_named(found.twice)}): `policy-tracker search` finds the first"
    if found.empty:
        noun = "text has" if len(found.empty) == 1 else "texts have"
        yield (
            f"{len(found.empty):,} {noun} no statement ({_named(found.empty)}): "
            "`policy-tracker read --unread FILE` shows what nearly was one"
        )
    if found.unread:
        noun = "text is" if found.unread == 1 else "texts are"
        yield f"{found.unread:,} {noun} not read: `policy-tracker run read` tries again, `policy-tracker status` says why"


def _named(refs: Sequence[str]) -> str:
    return ", ".join(map(one_line, refs[:NAMED])) + (" …" if len(refs) > NAMED else "")


def summary(result: StepResult) -> str:
    """Say in one line what came of it.

    >>> summary(StepResult({"releases": 2, "new": 1, "unchanged": 1, "read units": 9, "related changes": 9}))
    '2 releases, 1 new, 0 edited, 1 unchanged; 9 units read, 9 changes recorded'
    """
    counts = Counter(result.counts)
    noun = "release" if counts["releases"] == 1 else "releases"
    first = f"{counts['releases']} {noun}, " + ", ".join(
        f"{counts[what]} {what}" for what in ("new", "edited", "unchanged")
    )
    return f"{first}; {counts['read units']} units read, {counts['related changes']} changes recorded"
