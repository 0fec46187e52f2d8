"""What two texts say again in other words: the redline of every statement that no rule calls moved. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from reports.digest.digest import DigestNote
from reports.digest.news.words.wording import CONNECTING, REPORTING, wording_change
from reports.view.redline import plain_redline
from tracker.domain import Change, Label
from tracker.text.sanitize import clean

TITLE = "Said again in other words"


def rewordings(changes: Iterable[Change]) -> tuple[DigestNote, ...]:
    """Return a section with a redline for each of *changes* that is REAFFIRMED though words of its matter came or went.

    Words by which anything is reported ("reiterated" for "stressed") are no matter. No section where there is none.
    """
    lines = []
    for change in changes:
        if change.label is not Label.REAFFIRMED or change.before is None or change.after is None:
            continue
        wording = wording_change(change.before.unit.quote, change.after.unit.quote, ())
        if wording.moved - REPORTING - CONNECTING:
            lines.append(clean(plain_redline(wording.runs)))
    return (DigestNote(TITLE, tuple(lines)),) if lines else ()
