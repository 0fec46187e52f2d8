"""What a digest tells of edits beside its items: words that changed outside of units, and counts of the rest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime

from reports.view.edit_lines import edit_lines
from tracker.health_states import THERE_AGAIN, HealthState
from tracker.reading import Return
from tracker.store import Store, StoredEdit
from tracker.text.sanitize import clean

TITLE = "Edits to published texts"
# beside the section of a report that has the edits of statements
REPORT_TITLE = "Other words edited in published texts"
NOTICES_SEARCHED = 500
MOST_EDITS = 10  # texts that are named
MOST_WORDS = 5  # changes of words that are quoted of one text


def edit_news(
    store: Store,
    since: datetime,
    until: datetime,
    *,
    wanted: Callable[[str], bool],
    releases: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Return the lines of the section, empty where no text was edited in words that count.

    *since* is exclusive, *until* inclusive, so that neighbouring windows tell nothing twice;
    *wanted* says of a source whether it was asked for; *releases* are the ids of those alone.
    """
    held = [
        one
        for one in store.text_edits(recorded_after=since, recorded_until=until, news_only=True)
        if wanted(one.release.source) and (releases is None or one.release.id in releases)
    ]
    gone = () if releases is not None else withdrawn_and_restored(store, since, until, wanted)
    return (*edit_note_lines(held), *gone)


def withdrawn_and_restored(
    store: Store, since: datetime, until: datetime, wanted: Callable[[str], bool]
) -> tuple[str, ...]:
    """Return a line for each page that was counted as withdrawn in the window, or was there again, the latest first."""
    return tuple(
        f"Withdrawn: {clean(notice.place)}, {clean(notice.what)}"
        if notice.state is HealthState.WITHDRAWN
        else f"Restored: {clean(notice.place)} {clean(notice.what)}"
        for notice in store.notices(NOTICES_SEARCHED)
        if since < notice.at <= until
        and wanted(notice.source)
        and (notice.state is HealthState.WITHDRAWN or notice.what == THERE_AGAIN)
    )


def edit_report(store: Store, source: str | None, since: date | None, until: date | None) -> tuple[str, ...]:
    """Return the lines of what was edited in the texts of *source*, None for all, published from *since* to *until*, inclusive."""
    return edit_note_lines(store.text_edits(source=source, since=since, until=until, news_only=True))


def edit_note_lines(held: Sequence[StoredEdit]) -> tuple[str, ...]:
    """Return *held* as lines: those with telling words first and quoted, the others only counted."""
    telling = [one for one in held if one.edit.words and one.edit.returns is not Return.FLIPS]
    quiet = len(held) - len(telling)
    lines: list[str] = []
    for one in sorted(telling, key=lambda one: -len(one.edit.words))[:MOST_EDITS]:
        head, *words = edit_lines(one)
        lines += [head, *words[:MOST_WORDS]]
        if len(words) > MOST_WORDS:
            lines.append(f"· {len(words) - MOST_WORDS:,} more changes of words")
    if len(telling) > MOST_EDITS:
        lines.append(f"{len(telling) - MOST_EDITS:,} more texts were edited in numbers, names or dates.")
    if lines and quiet:
        lines.append(
            f"{quiet:,} more text{'' if quiet == 1 else 's'} changed in spelling, order, layout or what is told above."
        )
    return tuple(lines)
