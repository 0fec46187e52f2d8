"""Which edits a mail may still tell as what a page says now: those that its last text did not undo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from tracker.domain import Cause, Change
from tracker.reading import Return
from tracker.store import Store


def standing_edits(store: Store, changes: Iterable[Change]) -> Iterator[Change]:
    """Yield *changes* without the edits of a page that has gone back since to what it said before them.

    Such a page says "now" what it said then. Where it has not gone back, what was edited twice is told twice.
    """

    @cache
    def text_now(release: str) -> str | None:
        """Return the last text of *release*, None where it never went back."""
        if all(held.edit.returns is Return.NO for held in store.text_edits(release=release)):
            return None
        texts = [one.document for one in store.revision_texts(release) if one.document is not None]
        return _plain(texts[-1].text) if texts else None

    for change in changes:
        now = text_now(change.release.id) if change.cause is Cause.EDIT else None
        if now is None or _stands(change, now):
            yield change


def _stands(change: Change, now: str) -> bool:
    if change.after is not None:
        return _plain(change.after.unit.quote) in now
    return change.before is None or _plain(change.before.unit.quote) not in now


def _plain(text: str) -> str:
    return " ".join(text.split())
