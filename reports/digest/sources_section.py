"""The last section of a report: which sources could be looked at, and which could not. Pure.

A reader has to know what a digest could not see: silence of a source that was not
checked is no news of that source. How a source fares is never a change of policy, so
nothing of this is counted or labelled with what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reports.view.dates import ENGLISH, ISO, DateStyle
from reports.view.display_names import release_line
from tracker.domain import Release
from tracker.health_states import HealthState, Trouble
from tracker.source_health.report import NOT_CHECKED, PAUSED, status_word
from tracker.store.records import SourceStatus
from tracker.text.numbers import pluralize
from tracker.text.quote_links import safe_page_link
from tracker.text.sanitize import one_line

STALE = timedelta(days=1)  # not checked for longer is said
NAMED = 3  # addresses that fail and are named; more are counted


@dataclass(frozen=True, slots=True)
class FailingAddress:
    """One address of a source that fails."""

    place: str
    href: str  # "" where it is no web address
    said: str


@dataclass(frozen=True, slots=True)
class SourceNote:
    """One source of which something is to be said."""

    source: str
    word: str  # broken, suspect, quiet, recovered, paused, not checked, ok
    tone: str  # hard, soft, firm, calm
    said: tuple[str, ...]  # sentences
    answered: bool = True  # it was looked at, lately, and gave its list of releases
    addresses: tuple[FailingAddress, ...] = ()
    more: int = 0  # addresses that fail and are not named


@dataclass(frozen=True, slots=True)
class WithdrawnRelease:
    """A release its publisher has withdrawn."""

    release: Release
    at: datetime
    title: str
    source: str
    href: str
    published: str  # the day, or "undated"
    found: str


@dataclass(frozen=True, slots=True)
class SourcesSection:
    """Finished values for the templates. *fine* are the sources of which nothing else is to be said."""

    headline: str
    looked: tuple[SourceNote, ...]
    fine: tuple[tuple[str, str], ...]  # source, when it was checked
    withdrawn: tuple[WithdrawnRelease, ...]
    watched: tuple[tuple[SourceStatus, tuple[Trouble, ...]], ...]  # every source as it is known, for JSON
    more_looked: int = 0  # left out of a mail
    more_withdrawn: int = 0

    def cut(self, limit: int | None) -> SourcesSection:
        """Return this section with at most *limit* sources and as many withdrawn releases; the rest is counted."""
        if limit is None:
            return self
        return replace(
            self,
            looked=self.looked[:limit],
            withdrawn=self.withdrawn[:limit],
            more_looked=max(0, len(self.looked) - limit),
            more_withdrawn=max(0, len(self.withdrawn) - limit),
        )


_TONES = {
    HealthState.BROKEN.value: "hard",
    HealthState.SUSPECT.value: "soft",
    HealthState.QUIET.value: "soft",
    NOT_CHECKED: "soft",
    PAUSED: "calm",
    HealthState.RECOVERED.value: "firm",
    HealthState.OK.value: "calm",
}
_ORDER = {said: rank for rank, said in enumerate(_TONES)}


def sources_section(
    watches: Mapping[str, SourceStatus],
    troubles: Iterable[Trouble],
    withdrawn: Iterable[tuple[Release, datetime]],
    now: datetime,
    *,
    configured: Sequence[str] = (),
    wanted: Callable[[str], bool] | None = None,
    dates: DateStyle | None = None,
) -> SourcesSection | None:
    """Return what is to be said of the sources that are *wanted* (None: all); None where there are none.

    With *configured*, ids of config.toml, one of these that was never checked is
    named too, and one that is only in the store is not. *dates* says how a reader
    writes days and instants; without it they are those of the report.
    """
    days, at = dates or ISO, dates or ENGLISH
    wanted = wanted or (lambda source: True)  # noqa: ARG005 - any
    chosen = {
        source: watches.get(source) or SourceStatus(source)
        for source in sorted(configured or watches)
        if wanted(source)
    }
    gone = tuple(_gone(release, when, days, at) for release, when in withdrawn if wanted(release.source))
    failing: dict[str, list[Trouble]] = {source: [] for source in chosen}
    for trouble in sorted(troubles, key=lambda one: (one.source, one.since, one.place)):
        if trouble.source in failing:
            failing[trouble.source].append(trouble)
    looked: list[SourceNote] = []
    fine: list[tuple[str, str]] = []
    for source, watched in chosen.items():
        if found := _looked(source, watched, failing[source], now, at):
            looked.append(found)
        elif watched.checked_at:
            fine.append((one_line(source), at.instant(watched.checked_at)))
    if not (chosen or gone):
        return None
    looked.sort(key=lambda one: (_ORDER[one.word], one.source))
    return SourcesSection(
        headline=_headline(chosen, looked, at),
        looked=tuple(looked),
        fine=tuple(fine),
        withdrawn=gone,
        watched=tuple((watched, tuple(failing[source])) for source, watched in chosen.items()),
    )


def _looked(
    source: str, watched: SourceStatus, failing: Sequence[Trouble], now: datetime, dates: DateStyle
) -> SourceNote | None:
    """Return what is to be said of one source; None where it answered lately and nothing of it fails."""
    said = status_word(watched)
    sentences = [_paused(watched, dates)] if watched.paused_at else []
    if watched.checked_at is None:
        sentences.append("Not checked yet: nothing of it is in this report.")
        return _as(source, said, sentences, (), dates, answered=False)
    stale = now - watched.checked_at > STALE or watched.paused_at is not None
    if stale:
        sentences.append(f"Not checked since {dates.instant(watched.checked_at)}.")
    index = next((trouble for trouble in failing if not trouble.place), None)
    addresses = [trouble for trouble in failing if trouble.place]
    if index:
        sentences += _failing(index, watched, dates)
    if watched.state is HealthState.RECOVERED and watched.since:
        sentences.append(f"Answers again since {dates.instant(watched.since)}.")
    if watched.quiet_since is not None:
        day = dates.day(dates.local(watched.quiet_since))
        sentences.append(
            f"Has published nothing since {day}, far longer than usual: "
            "look whether it publishes elsewhere now."
        )
    if addresses:
        one = len(addresses) == 1
        sentences.append(
            f"{len(addresses):,} of its addresses fail{'s' if one else ''}: "
            f"what is new or edited there is not in this report."
        )
    if not sentences:
        return None
    if stale and said in (HealthState.OK, HealthState.RECOVERED):
        said = NOT_CHECKED
    return _as(source, said, sentences, addresses, dates, answered=not (stale or index))


def _as(
    source: str,
    said: str,
    sentences: Sequence[str],
    addresses: Sequence[Trouble],
    dates: DateStyle,
    *,
    answered: bool,
) -> SourceNote:
    return SourceNote(
        one_line(source),
        said,
        _TONES[said],
        tuple(one_line(one) for one in sentences),
        answered,
        tuple(_address(trouble, dates) for trouble in addresses[:NAMED]),
        max(0, len(addresses) - NAMED),
    )


def _paused(watched: SourceStatus, dates: DateStyle) -> str:
    when = f" since {dates.instant(watched.paused_at)}" if watched.paused_at else ""
    return _stop(f"Paused{when}{f': {watched.paused_why}' if watched.paused_why else ''}")


def _failing(index: Trouble, watched: SourceStatus, dates: DateStyle) -> list[str]:
    """Say since when a source fails, why, what mends it and what may be missing."""
    seen = (
        f"Last answered on {dates.instant(watched.succeeded_at)}: what it published since may be missing here."
        if watched.succeeded_at
        else "It has never answered: nothing of it is in this report."
    )
    return [
        _stop(f"Fails since {dates.instant(index.since)} ({pluralize(index.times, 'check')}): {_why(index)}"),
        seen,
    ]


def _why(trouble: Trouble) -> str:
    return "; ".join(filter(None, (trouble.what, trouble.mend)))


def _stop(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _address(trouble: Trouble, dates: DateStyle) -> FailingAddress:
    said = f"{trouble.state.value} since {dates.instant(trouble.since)}: {_why(trouble)}"
    return FailingAddress(one_line(trouble.place), safe_page_link(trouble.place), one_line(said))


def _gone(release: Release, at: datetime, days: DateStyle, instants: DateStyle) -> WithdrawnRelease:
    return WithdrawnRelease(
        release,
        at,
        title=release_line(release),
        source=one_line(release.source),
        href=safe_page_link(release.url),
        published=days.day(release.published_on),
        found=instants.instant(at),
    )


def _headline(chosen: Mapping[str, SourceStatus], looked: Sequence[SourceNote], dates: DateStyle) -> str:
    """Say in one line whether all is well, and if not, of how many sources this report may lack something."""
    number = len(chosen)
    if not number:
        return "No source is watched."
    unseen = {one.source for one in looked if not one.answered}
    times = [watched.checked_at for source, watched in chosen.items() if source not in unseen]
    last = max((at for at in times if at), default=None)
    when = f", last on {dates.instant(last)}" if last else ""
    partly = sum(1 for one in looked if one.answered and one.addresses)
    but = f"; addresses of {partly:,} fail" if partly else ""
    if unseen:
        seen = number - len(unseen)
        return f"{f'{seen:,}' if seen else 'None'} of {pluralize(number, 'source')} answered{when}{but}."
    which = "The source" if number == 1 else "Both sources" if number == 2 else f"All {number:,} sources"
    return f"{which} answered{when}{but}."
