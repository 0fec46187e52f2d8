"""What was said over time as rows for a terminal: how it was worded from when to when, by whom, and whether it still is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.cli.history.later_texts import Kept
from tracker.search.excerpts import CLOSELY, Span, words_beside, words_with
from tracker.text.plurals import pluralize
from tracker.text.sanitize import one_line

if TYPE_CHECKING:  # the store is heavy, and only its views are meant
    from tracker.cli.history.nearly_said import Near
    from tracker.cli.history.said_over_time import Chronology
    from tracker.cli.history.said_places import Saying

SCREEN = 22  # rows of a screen of 24: the prompt takes one, and one is spare
MOST_ROWS = 3  # a wording
HANGING = 4
ENDS = 5  # wordings shown from the first on, and up to the last, where there are too many
WIDTH = 80
NAMING = 3  # texts of others
BREAK = 5  # characters of a row that a break at words leaves empty


@dataclass(frozen=True, slots=True)
class WordingRun:
    """Texts of one issuer that word it alike, one after the other."""

    issuer: str
    texts: tuple[Saying, ...]

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day."""
        return self.texts[0].release.published_on, self.texts[-1].release.published_on


def chronology_rows(told: Chronology, *, whole: bool = False) -> Iterator[str]:
    """Yield a summary of *told*, then its wordings from the first to the latest: as many, and as much of each, as a screen has room for; *whole* = all."""
    texts = {one.release.id: one.release for one in told.sayings}
    issuers = sorted({one.release.issuer for one in told.sayings})
    several = len(issuers) > 1
    above = [*_summary(told, issuers, len(texts)), *(_near("before", one) for one in told.before)]
    below = [_near("since then", one) for one in told.since]
    if told.naming:
        below.append(f"in texts of others that name {one_line(told.called)} at their head:")
        below += [
            _row(WordingRun(one.release.issuer, (one,)), 2, named=True) for one in told.naming[-NAMING:]
        ]
    room = max(2 * ENDS + 1, SCREEN - sum(-(-len(row) // (WIDTH - BREAK)) for row in (*above, *below)))
    runs = _fitting(told.sayings, room, several=several, whole=whole)
    cut = len(runs) > room and not whole
    shown = [*runs[:ENDS], *runs[-ENDS:]] if cut else runs
    shares = [MOST_ROWS] * len(shown) if whole else _shares(shown, room, several=several)
    rows = [_row(run, many, named=several) for run, many in zip(shown, shares, strict=True)]
    if cut:
        rows.insert(ENDS, f"    … {len(runs) - 2 * ENDS:,} more; --all shows them")
    yield from (*above, *rows, *below)


def _fitting(sayings: Sequence[Saying], room: int, *, several: bool, whole: bool) -> list[WordingRun]:
    """Return *sayings* put together as little as *room*, rows of a screen, allows: those that follow each other word for word, in nearly the same words, in these at all, by issuer."""
    runs = wordings([replace(one, wording=words_beside(one.words, one.spans, CLOSELY)) for one in sayings])
    if whole or 2 * len(runs) <= room:
        return runs
    runs = wordings(sayings)
    if several and 3 * len(runs) > 2 * room:  # a row for each would cut most of their words off
        return _by_issuer(sayings)
    return runs if len(runs) <= room else wordings(sayings, apart=False)


def _shares(runs: Sequence[WordingRun], room: int, *, several: bool) -> list[int]:
    """Return how many rows each of *runs* has: one more for each that needs it, while there is *room*."""
    shares = [1] * len(runs)
    spare = room - len(runs)
    for most in range(2, MOST_ROWS + 1):
        for at, run in enumerate(runs):
            held = _room(most - 1, _head(run, named=several))
            if len(run.texts[-1].words) > held and spare > 0:
                shares[at] = most
                spare -= 1
    return shares


def wordings(sayings: Sequence[Saying], *, apart: bool = True) -> list[WordingRun]:
    """Return *sayings*, which are in order, as what one issuer words alike; *apart* what stands between two texts of another wording parts them."""
    runs: list[WordingRun] = []
    for issuer, said in groupby(
        sorted(sayings, key=lambda one: one.release.issuer), lambda one: one.release.issuer
    ):
        held = list(said)
        texts = {identity: at for at, identity in enumerate(dict.fromkeys(one.release.id for one in held))}
        worded: dict[tuple[str, ...], list[list[Saying]]] = {}
        for one in held:
            kept = worded.setdefault(one.wording, [])
            if kept and (not apart or texts[one.release.id] - texts[kept[-1][-1].release.id] <= 1):
                kept[-1].append(one)
            else:
                kept.append([one])
        runs += [WordingRun(issuer, tuple(run)) for kept in worded.values() for run in kept]
    return sorted(runs, key=lambda run: tuple(day or date.min for day in run.days))


def _by_issuer(sayings: Iterable[Saying]) -> list[WordingRun]:
    """Return all that each issuer said as one run, whose latest words stand for it."""
    held: dict[str, list[Saying]] = {}
    for one in sayings:
        held.setdefault(one.release.issuer, []).append(one)
    return [WordingRun(issuer, tuple(said)) for issuer, said in held.items()]


def _summary(told: Chronology, issuers: Sequence[str], texts: int) -> Iterator[str]:
    first, last = told.sayings[0].release.published_on, told.sayings[-1].release.published_on
    who = one_line(issuers[0]) if len(issuers) == 1 else pluralize(len(issuers), "issuer")
    days = f"{first} to {last}" if first != last else f"of {first}"
    if told.words != told.asked:
        few = "few say" if told.typed else "nothing says"
        yield f"{few} it as it is written; this is what says: {one_line(told.words)}\n"
    said = f"“{one_line(told.asked)}”: said" if told.words == told.asked else "said so"
    yield f"{said} in {pluralize(texts, 'text')} of {who}, {days}"
    yield _verdict(told, "them" if len(issuers) > 1 else one_line(issuers[0]))


def _verdict(told: Chronology, whom: str) -> str:
    """Return whether it is still said: "not in the later texts" alone only where these have it in none of the ways that are searched."""
    last, later = told.sayings[-1].release.published_on, told.later
    if not later.number:
        return f"the latest text held of {whom} still says it"
    texts = f"{pluralize(later.number, 'later text')} of {whom}"
    named = "; ".join(f"{release.published_on} {one_line(release.title)[:40]}" for release in later.latest)
    shown = named if later.number <= len(later.latest) else f"the latest is of {later.latest[0].published_on}"
    if later.kept is Kept.FILTERED:
        return f"within the filters last said {last}; {later.having:,} of the {texts} have the words: {shown}"
    if told.since:
        near = next((one for one in reversed(told.since) if not one.same_line), told.since[-1])
        words = "in these words" if told.exact else "in these words, close together,"
        return f"{words} last on {last}, {_how_near(near)} on {near.day}; {texts}: {shown}"
    if later.kept is Kept.APART:
        return f"close together last on {last}; further apart or by the press in {later.having:,} of the {texts}: {shown}"
    if later.kept is Kept.ASKED:
        return f"last said {last}; in the {texts} only by the press: {shown}"
    these = " in these words" if later.kept is Kept.OTHERWISE else ""
    return f"last said {last}; not{these} in the {texts}: {shown}"


def _row(run: WordingRun, rows: int, *, named: bool) -> str:
    head = _head(run, named=named)
    return f"{head}  “{_words(run.texts[-1].words, run.texts[-1].spans, _room(rows, head))}”"


def _head(run: WordingRun, *, named: bool) -> str:
    """Return when, how often and, where it is *named*, by whom *run* was said."""
    first, last = run.days
    often = len({one.release.id for one in run.texts})
    head = f"{first} – {last}  {often}×" if often > 1 else str(first)
    head += f"  {one_line(run.issuer)}" if named else ""
    return f"{head}, lately:" if len({one.wording for one in run.texts}) > 1 else head


def _room(rows: int, head: str) -> int:
    """Return how many characters of words stand on *rows* behind *head*: two blanks, two quotation marks, and what breaking at words takes."""
    return rows * WIDTH - (rows - 1) * (HANGING + BREAK) - len(head) - 4


def _near(what: str, near: Near) -> str:
    head = f"{near.day}  {what}, {_how_near(near)}: "
    return f"{head}“{_words(near.words, near.spans, _room(2, head))}”"


def _how_near(near: Near) -> str:
    return "on its line" if near.same_line else "nearly so"


def _words(text: str, spans: Sequence[Span], room: int) -> str:
    return one_line(words_with(text, spans, max(room, 24))[0])
