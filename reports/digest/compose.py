"""What is said to one reader about one window. Pure.

compose   changes -> Digest     sections in the order of news value
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Protocol

from reports.digest.digest import (
    DEFAULT_NEWS,
    NO_CONTEXT,
    CountedChange,
    Digest,
    DigestContext,
    DigestNote,
    DigestSection,
    NewsSettings,
)
from reports.digest.filters import MAILED_CAUSES
from reports.digest.news.first_texts.firmest import firmest_statements, first_held
from reports.digest.news.ranking import choose_news
from reports.digest.news.window_news import News, with_new_texts, with_redlines, with_subjects
from reports.view.changes import is_edit, subject_unit
from reports.view.counts import ZERO_COUNT, Count, count_kinds
from reports.view.vocabulary import LABEL_ORDER
from tracker.domain import Cause, Change, Kind, Label, Problem, Release
from tracker.link.occasions.genre import Genre

if TYPE_CHECKING:
    from reports.digest.sources_section import SourcesSection

_RANK = {label: rank for rank, label in enumerate(LABEL_ORDER)}


class HasKind(Protocol):
    """A line as the store sums it up: as much of it as a digest needs."""

    @property
    def kind(self) -> Kind:
        """Its kind when it was last said."""
        ...


_SECTIONS = (
    ("moved", "What moved", "Lines that say something else than they did before."),
    ("edits", "Edits to published texts", "Pages that were changed after they were first published."),
    ("new", "What is new", "No earlier statement on the line in the texts held."),
    (
        "silent",
        "What was not repeated",
        "Missing from one comparable document. Silence once is not a change.",
    ),
    ("continues", "What continues", "Said again; no rule says that it moved."),
)


def compose(
    changes: Iterable[Change],
    *,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
    period: str = "",
    window: str = "",
    problems: Sequence[Problem] = (),
    lines: Iterable[HasKind] = (),
    sources: SourcesSection | None = None,
    background: DigestContext = NO_CONTEXT,
    counted_only: Sequence[CountedChange] = (),
    for_mail: bool = False,
    news: NewsSettings = DEFAULT_NEWS,
    notes: Sequence[DigestNote] = (),
    releases_read: int | None = None,
) -> Digest:
    """Put *changes* in the order a reader wants them.

    *since* and *until* bound the window, both inclusive, unless *period* says it
    in words; *window* says what "new" was judged against; *lines* are those on
    record, to be counted; *sources* says which could be looked at; *counted_only* are
    changes to be counted without being shown; *news* says how its items are chosen,
    *notes* stand beside them, *releases_read* is how many releases were read where some say nothing that changed. With *for_mail*, changes that
    were only recomputed are left out, whatever the caller hands over: a new
    engine is not a change of policy.
    """
    chosen = [change for change in changes if not for_mail or change.cause in MAILED_CAUSES]
    chosen.sort(key=_news_value)
    releases = [*(change.release for change in chosen), *(one.release for one in counted_only)]
    return Digest(
        title=title or title_of(releases),
        since=since,
        until=until,
        period=period,
        window=window,
        sections=_sections(chosen, counted_only),
        tally=_tally(chosen, counted_only),
        releases=len({release.id for release in releases}) if releases_read is None else releases_read,
        recomputed=count(change for change in chosen if change.cause is Cause.RECOMPUTED)
        + count_kinds(one.kind for one in counted_only if one.cause is Cause.RECOMPUTED),
        lines=count_kinds(line.kind for line in lines),
        problems=tuple(problems),
        sources=sources,
        background=background,
        news=_chosen_news(chosen, news),
        subjects=tuple(news.subjects),
        texts=tuple(news.texts),
        notes=tuple(notes),
    )


def _chosen_news(changes: Sequence[Change], settings: NewsSettings) -> News:
    most, every_move = settings.most, settings.every_move

    def chosen(some: Sequence[Change]) -> News:
        return choose_news(
            some, settings.standing, settings.watch, most=most, talk=settings.talk, every_move=every_move
        )

    news = with_subjects(chosen(changes), settings.subjects, settings.watch, most=most, every_move=every_move)
    news = with_redlines(
        news,
        settings.texts,
        changes,
        settings.watch,
        most=most,
        told_elsewhere=chosen(settings.told_elsewhere).items if settings.texts else (),
    )
    news = with_new_texts(
        news, changes, settings.watch, settings.standing, most=most, told_before=settings.texts_told
    )
    told = [row.text.release.id for row in news.redlines if row.text.genre is Genre.READOUT]
    if len(told) < len(news.rows):
        return news
    # a read-out beside the one before it tells whom somebody called: what was said that day elsewhere may be graver
    others = [change for change in changes if change.release.id not in told]
    first = not told and first_held(changes)
    firmest = firmest_statements(others, settings.watch, settings.standing, talk=settings.talk, first=first)
    return replace(news, firmest=firmest, first_held=first)


def _sections(changes: Iterable[Change], unshown: Iterable[CountedChange]) -> tuple[DigestSection, ...]:
    parts: dict[str, list[Change]] = {key: [] for key, _, _ in _SECTIONS}
    for change in changes:
        parts[section_key(change)].append(change)
    kinds: dict[str, list[Kind]] = {}
    for one in unshown:
        kinds.setdefault(section_key(one), []).append(one.kind)
    left = {key: count_kinds(of_section) for key, of_section in kinds.items()}
    return tuple(
        DigestSection(
            key,
            name,
            about,
            tuple(parts[key]),
            count(parts[key]) + left.get(key, ZERO_COUNT),
            left.get(key, ZERO_COUNT),
        )
        for key, name, about in _SECTIONS
    )


def _tally(changes: Iterable[Change], unshown: Iterable[CountedChange]) -> tuple[tuple[Label, Count], ...]:
    stated: dict[Label, list[Kind]] = {}
    for change in changes:
        if not is_edit(change):
            stated.setdefault(change.label, []).append(subject_unit(change).kind)
    for one in unshown:
        if one.cause is not Cause.EDIT:
            stated.setdefault(one.label, []).append(one.kind)
    return tuple((label, count_kinds(stated[label])) for label in LABEL_ORDER if label in stated)


def count(changes: Iterable[Change]) -> Count:
    """Count *changes*, commitments and positions apart."""
    return count_kinds(subject_unit(change).kind for change in changes)


def title_of(releases: Iterable[Release]) -> str:
    """Return a title that names who speaks in *releases*: up to two issuers by name, the one with most first.

    >>> title_of([])
    'Commitments and positions'
    """
    issuers = Counter(release.issuer or release.source for release in releases)
    names = [name for name, _ in sorted(issuers.items(), key=lambda item: (-item[1], item[0])) if name]
    if not names:
        return "Commitments and positions"
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"


def section_key(change: Change | CountedChange) -> str:
    """Return the key of the section that *change* stands in."""
    if is_edit(change) if isinstance(change, Change) else change.cause is Cause.EDIT:
        return "edits"
    if change.label is Label.REAFFIRMED:
        return "continues"
    if change.label is Label.NEW:
        return "new"
    return "silent" if change.label is Label.NOT_REPEATED else "moved"


def _news_value(change: Change) -> tuple[bool, int, bool, int, int, str, int, str]:
    """Order: whole moves before minor ones, by label, commitments first, the longest step, the latest."""
    unit = subject_unit(change)
    step = 0
    if change.before and change.after:
        step = abs(change.after.unit.facets.level - change.before.unit.facets.level)
    day = change.release.published_on
    return (
        change.minor,
        _RANK[change.label],
        not unit.kind.is_commitment,
        -step,
        -(day.toordinal() if day else 0),
        change.release.ref,
        unit.start,
        change.id,
    )
