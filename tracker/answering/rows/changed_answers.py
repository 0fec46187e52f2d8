"""What a question of what changed at a time is answered by: the lines that moved in the texts of that time."""

from __future__ import annotations

from tracker.answering.meaning import Meant
from tracker.answering.rows.answer_parts import AnswerPart, AnswerRow
from tracker.domain import SILENT_LABELS, Change, Label, Release
from tracker.search.asked_questions import asks_what_changed
from tracker.search.asked_time import split_time
from tracker.store import Store
from tracker.store.records import ChangeQuery
from tracker.text.sanitize import one_line
from tracker.text.shorten import excerpt

TOLD = tuple(label for label in Label if label not in {Label.REAFFIRMED, Label.NOT_REPEATED})
MOST = 5  # moves that are told
ROOM = 150  # characters of a statement


def changed_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return how lines moved, and then which are new, in the texts that the question *typed* asks for by their time, the latest first, and after a day the first; () where it has other words too, or no time.

    A move that waits for review is none. Between two texts those of the first are no news.
    """
    asked = meant.found_by
    if not asks_what_changed(typed) or asked.text or asked.since is None:
        return ()
    changes = store.changes(ChangeQuery(since=asked.since, until=asked.until, labels=TOLD))
    time = split_time(typed, store.has_hits)
    texts = [
        hit.release for hit in store.search_page("", by_date=True, oldest=True, limit=1, **asked.filters).hits
    ]
    first = {one.id for one in texts} if time and time.is_of_two else set[str]()
    told = [
        one
        for one in (changes if time and time.said.startswith("after") else reversed(changes))
        if not one.review
        and one.release.id not in first
        and _is_asked(one.release, asked.issuer, asked.issuers)
    ]
    told.sort(key=lambda one: one.label is Label.NEW)
    rows = [AnswerRow(one.label.value.capitalize(), tuple(_moved(one))) for one in told[:MOST]]
    if len(told) > MOST:
        rows.append(AnswerRow("", (AnswerPart(f"and {len(told) - MOST:,} more that moved or are new"),)))
    return tuple(rows)


def _is_asked(release: Release, issuer: str | None, issuers: tuple[str, ...]) -> bool:
    return issuer in (None, release.issuer) and (not issuers or release.issuer in issuers)


def _moved(change: Change) -> tuple[AnswerPart, ...]:
    """Return the text with a move, what it says now and what was said before."""
    before = f"“{excerpt(one_line(change.before.unit.quote), ROOM)}”" if change.before else ""
    after = f"“{excerpt(one_line(change.after.unit.quote), ROOM)}”" if change.after else ""
    if change.label in SILENT_LABELS:
        said = f"no more {before}"
    else:
        said = f"{after}, before {before}" if before else after
    of = change.after.unit.id if change.after else ""
    return AnswerPart(of=change.release, unit=of), AnswerPart(f" · {one_line(change.release.issuer)}: {said}")
