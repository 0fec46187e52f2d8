"""How sources fare, as lines for a terminal and rows for JSON; shared by ``sources list`` and ``status``. Pure."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tracker.domain import Source
from tracker.source_health.states import State, Trouble

if TYPE_CHECKING:  # the store is heavy, and only its views are meant
    from tracker.store.records import Refused, Watched

WIDTH = 100
NOT_CHECKED, PAUSED, UNKNOWN = "not checked", "paused", "not in config"  # beside the states
_COLUMNS = (("STATE", 13), ("SINCE", 16), ("CHECKED", 16), ("LATEST", 10), ("FAILING", 7), ("HELD", 5))
_FIRST = WIDTH - sum(width + 2 for _, width in _COLUMNS)

# What a terminal obeys, what turns the direction of all that follows, and what is not seen at all.
CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


@dataclass(frozen=True, slots=True)
class Watch:
    """What is known of all sources: as the store hands it over, with what config.toml names."""

    sources: Sequence[Source]
    watches: Mapping[str, Watched]
    troubles: Sequence[Trouble] = ()
    refused: Sequence[Refused] = ()
    latest: Mapping[str, date] = field(default_factory=dict)  # day of the last release, by source


@dataclass(frozen=True, slots=True)
class Fare:
    """How one source fares."""

    id: str
    kind: str  # "" = only the store knows it
    word: str
    watched: Watched
    failing: int  # addresses of it that fail now
    held_back: int  # texts that were kept and not taken
    last: date | None  # day of publication of its last release


def fares(watch: Watch) -> Iterator[Fare]:
    """Yield how each source fares: those of config.toml in its order, then those only the store knows."""
    from tracker.store.records import Watched

    failing = Counter(trouble.source for trouble in watch.troubles if trouble.place)
    held_back = Counter(one.source for one in watch.refused)
    kinds = {source.id: source.kind.value for source in watch.sources}
    for name in (*kinds, *sorted(watch.watches.keys() - kinds.keys())):
        watched = watch.watches.get(name) or Watched(name)
        kind = kinds.get(name, "")
        said = word(watched) if kind or not watch.sources else UNKNOWN
        yield Fare(name, kind, said, watched, failing[name], held_back[name], watch.latest.get(name))


def word(watched: Watched) -> str:
    """Return how a source fares in one word or two; a failure goes before silence, silence before what is over."""
    if watched.paused_at is not None:
        return PAUSED
    if watched.checked_at is None:
        return NOT_CHECKED
    if watched.quiet_since is not None and watched.state in (State.OK, State.RECOVERED):
        return State.QUIET.value
    return watched.state.value


def source_lines(watch: Watch) -> Iterator[str]:
    """Yield a table of :data:`WIDTH` columns; under what fails or rests, why and what mends it. Times are UTC."""
    yield from _row("SOURCE", [name for name, _ in _COLUMNS])
    for fare in fares(watch):
        watched = fare.watched
        cells = [
            fare.word,
            moment(since(watched)),
            moment(watched.checked_at),
            fare.last.isoformat() if fare.last else "-",
            str(fare.failing or "-"),
            str(fare.held_back or "-"),
        ]
        yield from _row(fare.id, cells)
        for said in why(watched):
            yield from textwrap.wrap(
                one_line(said),
                WIDTH,
                initial_indent="    ",
                subsequent_indent="    ",
                break_long_words=False,
                break_on_hyphens=False,
            )


def source_row(fare: Fare) -> dict[str, Any]:
    """Return *fare* as a row of JSON."""
    watched = fare.watched
    return {
        "source": fare.id,
        "kind": fare.kind,
        "state": fare.word,
        "since": iso(since(watched)),
        "checked": iso(watched.checked_at),
        "succeeded": iso(watched.succeeded_at),
        "last_release": fare.last.isoformat() if fare.last else None,
        "failing": fare.failing,
        "held_back": fare.held_back,
        "quiet_since": iso(watched.quiet_since),
        "paused": iso(watched.paused_at),
        "paused_why": watched.paused_why,
        "what": watched.what,
        "mend": watched.mend,
        "pass_cut_short": cut_short(watched),
    }


def trouble_row(trouble: Trouble) -> dict[str, Any]:
    """Return what fails at one address as a row of JSON; url "" is the source itself."""
    return {
        "url": trouble.place,
        "state": trouble.state.value,
        "since": iso(trouble.since),
        "last": iso(trouble.last_at),
        "times": trouble.times,
        "what": trouble.what,
        "mend": trouble.mend,
    }


def why(watched: Watched) -> Iterator[str]:
    """Yield why a source is not simply ok, each a clause or two."""
    if watched.paused_at is not None:
        yield watched.paused_why or "paused"
        return
    if watched.what:
        yield "; ".join(filter(None, (watched.what, watched.mend)))
    if watched.quiet_since is not None:
        yield f"nothing new since {watched.quiet_since:%Y-%m-%d}, far longer than usual"
    if cut_short(watched):
        yield f"its pass of {moment(watched.pass_started_at)} did not end; the next goes on with it"


def since(watched: Watched) -> datetime | None:
    """Return since when a source fares as :func:`word` says."""
    said = word(watched)
    if said == PAUSED:
        return watched.paused_at
    return watched.quiet_since if said == State.QUIET.value else watched.since


def cut_short(watched: Watched) -> bool:
    """Return whether the last pass did not come to its end, or is under way."""
    return watched.pass_started_at is not None and watched.pass_ended_at is None


def moment(at: datetime | None) -> str:
    """Return an instant in UTC as a table shows it; "-" for none.

    >>> moment(datetime(2031, 3, 4, 8, 0, 59, tzinfo=UTC))
    '2031-03-04 08:00'
    """
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" if at else "-"


def one_line(text: str) -> str:
    """Return *text*, which may come from the web, without control characters and with single blanks.

    >>> one_line("gone\\n  for good")
    'gone for good'
    """
    return " ".join(CONTROL.sub("", text).split())


def _row(first: str, cells: Sequence[str]) -> Iterator[str]:
    """Yield one line; a first cell that is too long has a line of its own, so that it can be copied whole."""
    if len(first) > _FIRST:
        yield first
        first = ""
    rest = "".join(f"  {cell:<{width}}" for cell, (_, width) in zip(cells, _COLUMNS, strict=True))
    yield f"{first:<{_FIRST}}{rest}".rstrip()


def iso(at: datetime | None) -> str | None:
    """Return an instant in UTC as JSON keeps it."""
    return at.astimezone(UTC).isoformat() if at else None
