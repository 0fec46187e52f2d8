"""Two texts against each other, without a store: the later one is related to the earlier alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from reports.comparison.resolve_release import read_single_release
from reports.digest.digest import DigestNote
from reports.digest.news.words.wording import CONNECTING, REPORTING, wording_change
from reports.view.dates import UNDATED
from reports.view.redline import plain_redline
from tracker import pipeline
from tracker.domain import Cause, Change, Label, Line, Mention, Release, Unit
from tracker.engine import Engine
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import link as link_units
from tracker.pipeline import Reading
from tracker.sources.announcements import AnnouncedRelease
from tracker.sources.read_announced import read_announced
from tracker.text.sanitize import clean

TITLE = "Said again in other words"


SOURCE = "diff"  # one source for both, or nothing would be on the same line
ONE_DAY = timedelta(days=1)


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


@dataclass(frozen=True, slots=True)
class TextDiff:
    """What moved from one text to another; dates are None where a text does not say."""

    earlier: Release
    later: Release
    changes: tuple[Change, ...]


def compare_files(earlier: Path, later: Path, engine: Engine, *, today: date) -> TextDiff:
    """Compare the release in *later* with the one in *earlier*, in the order given whatever their dates.

    Raises:
        InputError: A file cannot be read or does not hold exactly one release.
        UnreadableRevision: There is no text in one of them.
    """
    first, second = (
        read_single_release(path, SOURCE, side) for path, side in ((earlier, "earlier"), (later, "later"))
    )
    issuer = first.release.issuer or second.release.issuer
    before = read_announced(_issued(first, issuer), engine)
    after = read_announced(_issued(second, issuer), engine)
    return compare_readings(before, after, engine, today=today)


def compare_readings(
    earlier: tuple[Release, Reading], later: tuple[Release, Reading], engine: Engine, *, today: date
) -> TextDiff:
    """Relate *later* to *earlier* alone. A text without a date, or out of order, stands the day before."""
    (old, old_reading), (new, new_reading) = earlier, later
    on = new.published_on or (old.published_on + ONE_DAY if old.published_on else today)
    dated_new = replace(new, published_on=on)
    dated_old = replace(old, published_on=min(old.published_on or on, on - ONE_DAY))
    first = link_units(old_reading.units, dated_old, engine.empty_history())
    placed = [(unit, link.line) for unit, link in zip(old_reading.units, first, strict=True)]
    relation = pipeline.relate(
        new_reading, dated_new, LineHistory.of(dated_old, placed, series=engine.series), engine, Cause.RELEASE
    )
    silent = _silent(
        placed, {link.line.id for link in relation.links}, relation.changes, dated_old, dated_new
    )
    undo = _as_published((old, dated_old), (new, dated_new))
    return TextDiff(old, new, tuple(undo(change) for change in (*relation.changes, *silent)))


def _silent(
    placed: Sequence[tuple[Unit, Line]],
    spoken: set[str],
    changes: Sequence[Change],
    earlier: Release,
    later: Release,
) -> list[Change]:
    # Two texts are too few to call a line dropped, but a reader of two texts wants to see what is gone.
    told = spoken | {change.line.id for change in changes}
    return [
        Change(
            id=content_id("change", line.id, unit.id, None, Label.NOT_REPEATED.value),
            line=line,
            label=Label.NOT_REPEATED,
            cause=Cause.RELEASE,
            release=later,
            before=Mention(unit, earlier),
            after=None,
            rule="The later text has no unit on this line.",
        )
        for unit, line in placed
        if line.id not in told
    ]


def _as_published(*releases: tuple[Release, Release]) -> Callable[[Change], Change]:
    """Return what puts the dates back that were assumed for the comparison; *releases* are as published, as assumed."""
    true = {release.id: release for release, _ in releases}
    assumed = {
        str(dated.published_on): str(release.published_on or UNDATED)
        for release, dated in releases
        if release.published_on != dated.published_on
    }

    def undo(change: Change) -> Change:
        before, after = (
            replace(mention, release=true[mention.release.id]) if mention else None
            for mention in (change.before, change.after)
        )
        rule = change.rule
        for day, published in assumed.items():
            rule = rule.replace(day, published)
        return replace(change, release=true[change.release.id], before=before, after=after, rule=rule)

    return undo


def _issued(announced: AnnouncedRelease, issuer: str) -> AnnouncedRelease:
    return replace(announced, release=replace(announced.release, issuer=announced.release.issuer or issuer))
