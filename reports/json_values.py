"""A digest as plain values, for JSON. Its changes are the rows of ``export changes``."""

from __future__ import annotations

from typing import Any

from reports.digest.digest import Digest
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_choice import moves_of
from reports.digest.sources_section import SourcesSection
from reports.view.counts import Count
from reports.view.subject_words import subject_sentence
from tracker.compare.silences.subjects import SubjectMove
from tracker.edits.passages import Passage
from tracker.exports.json_rows import change_row, published_day
from tracker.source_health.report import status_since, status_word, trouble_row
from tracker.text.dates import utc_iso


def digest_values(digest: Digest) -> dict[str, Any]:
    """Return *digest* as one JSON value: counts first, then the sections with their rows."""
    return {
        "title": digest.title,
        "since": digest.since.isoformat() if digest.since else None,
        "until": digest.until.isoformat() if digest.until else None,
        "window": digest.window,
        "releases": digest.releases,
        "lines": count_values(digest.lines),
        "counts": {label.value: count_values(tallied) for label, tallied in digest.tally},
        "recomputed": count_values(digest.recomputed),
        "sections": [
            {
                "key": section.key,
                "title": section.title,
                **count_values(section.count),
                "changes": [change_row(change) for change in section.changes],
            }
            for section in digest.sections
        ],
        "subjects": [subject_values(move) for move in digest.subjects],
        "redlines": [redline_values(text) for text in digest.texts],
        "problems": [
            {"where": problem.where, "what": problem.message, "mend": problem.remedy}
            for problem in digest.problems
        ],
        "sources": sources_values(digest.sources) if digest.sources else None,
    }


def subject_values(move: SubjectMove) -> dict[str, Any]:
    """Return a subject that came or went as one JSON value, with the statements on it and where they stand."""
    return {
        "release": move.release.ref,
        "source": move.release.source,
        "published": published_day(move.release),
        "title": move.release.title,
        "how": move.how.value,
        "act": move.act.value if move.act else None,
        "subject": move.subject.name,
        "sort": move.subject.sort.value,
        "earlier_texts": move.texts,
        "since": move.since.isoformat() if move.since else None,
        "sentence": subject_sentence(move),
        "statements": [
            {
                "release": said.release.ref,
                "published": published_day(said.release),
                "start": said.unit.start,
                "end": said.unit.end,
                "quote": said.unit.quote,
            }
            for said in move.mentions
        ],
    }


def redline_values(text: ComparedText) -> dict[str, Any]:
    """Return a text beside the one before it in its series as one JSON value, with its sentences and where they stand."""
    return {
        "release": text.release.ref,
        "source": text.release.source,
        "published": published_day(text.release),
        "title": text.release.title,
        "earlier_release": text.before.ref,
        "earlier_published": published_day(text.before),
        "sentences": [
            {
                "fate": one.fate.value,
                "later": _sentence(one.pair.after),
                "earlier": _sentence(one.pair.before),
            }
            for one in moves_of(text)
        ],
    }


def _sentence(passage: Passage | None) -> dict[str, Any] | None:
    return {"start": passage.start, "end": passage.end, "quote": passage.said} if passage else None


def sources_values(section: SourcesSection) -> dict[str, Any]:
    """Return how the sources fare as one JSON value; the keys are those of ``status --json``."""
    return {
        "headline": section.headline,
        "sources": [
            {
                "source": watched.source,
                "state": status_word(watched),
                "since": utc_iso(status_since(watched)),
                "checked": utc_iso(watched.checked_at),
                "succeeded": utc_iso(watched.succeeded_at),
                "what": watched.what,
                "mend": watched.mend,
                "quiet_since": utc_iso(watched.quiet_since),
                "paused": utc_iso(watched.paused_at),
                "paused_why": watched.paused_why,
                "troubles": [trouble_row(trouble) for trouble in troubles],
            }
            for watched, troubles in section.watched
        ],
        "withdrawn": [
            {
                "release": gone.release.ref,
                "source": gone.release.source,
                "title": gone.release.title,
                "url": gone.release.url,
                "published": published_day(gone.release),
                "found": utc_iso(gone.at),
            }
            for gone in section.withdrawn
        ],
    }


def count_values(count: Count) -> dict[str, int]:
    """Return a count as JSON keeps it, without a total."""
    return {"commitments": count.commitments, "positions": count.positions}
