"""What was said over time as rows for a terminal: how it was worded from when to when, by whom, and whether it still is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from tracker.answering.later_texts import FEW, Kept
from tracker.answering.next_text import new_words
from tracker.answering.said_places import Saying
from tracker.cli.history.nearly_said import Near
from tracker.cli.history.said_over_time import Chronology
from tracker.search.analyzer import fold_words
from tracker.search.excerpts import CLOSELY, Span, both_ends, words_beside, words_with
from tracker.search.telling import tells
from tracker.text.numbers import pluralize
from tracker.text.sanitize import one_line

SCREEN = 22  # rows of a screen of 24: the prompt takes one, and one is spare
MOST_ROWS = 3  # a wording
HANGING = 4
NEXT = 110  # characters of a statement of the next text
LEAST_WORDS = 24  # characters of words, however long what stands before them
LEAST = 8  # rows for wordings, whatever stands around them
WIDTH = 80
NAMING = 3  # texts of others
BREAK = 5  # characters of a row that a break at words leaves empty
END = 2  # words
MOST_NEW = 6  # words in which a wording differs: more is another sentence, whose pieces say another thing
DISSENTS = 3  # days on which only a dissent has the words
OPENING = 3  # words of a statement in which a name is who speaks
_NAME = re.compile(r"(?<=[a-z,;:’'”)] )[A-Z][\w’.-]*\w|\b\d[\d.,/]*")


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
    texts = {one.release.id: one.release for one in told.own}
    issuers = sorted({one.release.issuer for one in told.sayings})
    several = len(issuers) > 1
    above = [*_summary(told, issuers, len(texts)), *(_near("before", one) for one in told.before)]
    below = [_near("since then", one, told.own[-1].words) for one in told.since]
    following = [f"{day}  the next text has: “{_words(words, (), NEXT)}”" for day, words in told.next_said]
    if told.naming:
        below.append(f"in texts of others that name {one_line(told.called)} at their head:")
        below += [
            _row(WordingRun(one.release.issuer, (one,)), 2, named=True) for one in told.naming[-NAMING:]
        ]
    room = max(LEAST, SCREEN - sum(rows_of(row) for row in (*above, *below)))
    runs = _put_together(told.sayings, room, several=several, whole=whole)
    needed = sum(_needed(run, named=several) for run in runs)
    if whole or needed + sum(map(rows_of, following)) <= room:
        below[len(told.since) : len(told.since)] = following
    shares = chosen_rows(runs, room, named=several) if not whole else [MOST_ROWS] * len(runs)
    shown = [(run, many) for run, many in zip(runs, shares, strict=True) if many]
    before = ["", *(run.texts[-1].words if told.exact else "" for run, _ in shown)]
    rows = [
        _row(run, many, named=several, before=words)
        for (run, many), words in zip(shown, before, strict=False)
    ]
    if hidden := shares.count(0):
        rows.append(f"    … {hidden:,} more; --all shows them")
    yield from (*above, *rows, *below)


def rows_of(row: str) -> int:
    """Return how many rows of a screen *row* takes."""
    return -(-len(row) // (WIDTH - BREAK))


def _put_together(sayings: Sequence[Saying], room: int, *, several: bool, whole: bool) -> list[WordingRun]:
    """Return *sayings* put together as little as *room*, rows of a screen, allows: those that follow each other word for word, in nearly the same words, by issuer.

    Another name among the words parts them, and as long as there is a row for each day another end: "for some time", then "for an
    extended period".
    """
    runs = wordings([replace(one, wording=_closely(one)) for one in sayings])
    if whole or sum(_needed(run, named=several) for run in runs) <= room:
        return runs
    runs = wordings([replace(one, wording=(*one.wording, *_names(one), *_end(one))) for one in sayings])
    if len({(run.issuer, run.days[1]) for run in runs}) < room:
        return runs
    runs = wordings([replace(one, wording=(*one.wording, *_names(one))) for one in sayings])
    if several and 3 * len(runs) > 2 * room:  # a row for each would cut most of their words off
        return _by_issuer(sayings)
    return runs


def _closely(one: Saying) -> tuple[str, ...]:
    return (*words_beside(one.words, one.spans, CLOSELY), *_names(one))


def _end(one: Saying) -> list[str]:
    """Return the last words of *one*, in which a statement says until when; none of one that is cut."""
    return [] if one.words.endswith("…") else fold_words(one.words)[-END:]


def _names(one: Saying) -> Iterator[str]:
    """Yield the names and figures in the words of *one*, each once, behind a sign that is no word."""
    begun = len(
        " ".join(one.words.split(" ", OPENING)[:OPENING])
    )  # a statement begins now before, now behind who speaks
    yield from sorted({f"·{found[0].casefold()}" for found in _NAME.finditer(one.words, begun)})


def _needed(run: WordingRun, *, named: bool) -> int:
    """Return how many rows the words of *run* take, as far as it may have them."""
    head = _head(run, named=named)
    words = len(run.texts[-1].words)
    return next((rows for rows in range(1, MOST_ROWS) if words <= _room(rows, head)), MOST_ROWS)


def chosen_rows(runs: Sequence[WordingRun], room: int, *, named: bool) -> list[int]:
    """Return how many of *room* rows each of *runs* has; 0 where others answer more.

    Each day has the run that tells most: the first and the latest as many rows as they need, each other one at least,
    those that tell most more. What is left have the other runs of a day, in full, by how much they tell.
    """
    needed = [_needed(run, named=named) for run in runs]
    if sum(needed) <= room:
        return needed
    days: dict[object, list[int]] = {}
    for at, run in enumerate(runs):
        days.setdefault((run.issuer, run.days[1]), []).append(at)
    best = [max(ats, key=lambda at: (_weight(runs[at]), -at)) for ats in days.values()]
    ends = [best[0], *best[:0:-1][:1]]
    between = sorted(set(best) - set(ends), key=lambda at: (-_weight(runs[at]), at))
    others = sorted(set(range(len(runs))) - set(best), key=lambda at: (-_weight(runs[at]), at))
    shares = [0] * len(runs)
    spare = room - 1  # the last row says how many there are besides
    for at in ends:
        shares[at] = needed[at]
        spare -= needed[at]
    for most in range(1, MOST_ROWS + 1):
        for at in between:
            if shares[at] < min(most, needed[at]) and spare > 0:
                shares[at] += 1
                spare -= 1
    for at in others:
        if needed[at] <= spare:
            shares[at] = needed[at]
            spare -= needed[at]
    return shares


def _weight(run: WordingRun) -> int:
    """Return how much *run* tells: sums, days and findings in its words, that it is a statement or no short remark, that it was said often."""
    latest = run.texts[-1]
    whole = latest.stated or len(latest.words) > WIDTH
    return 2 * tells(latest.words) + whole + min(len(run.texts), 3) - 1


def wordings(sayings: Sequence[Saying]) -> list[WordingRun]:
    """Return *sayings*, which are in order, as what one issuer words alike; what stands between two texts of another wording parts them."""
    runs: list[WordingRun] = []
    for issuer, said in groupby(
        sorted(sayings, key=lambda one: one.release.issuer), lambda one: one.release.issuer
    ):
        held = list(said)
        texts = {identity: at for at, identity in enumerate(dict.fromkeys(one.release.id for one in held))}
        worded: dict[tuple[str, ...], list[list[Saying]]] = {}
        for one in held:
            kept = worded.setdefault(one.wording, [])
            if kept and texts[one.release.id] - texts[kept[-1][-1].release.id] <= 1:
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
    first, last = told.own[0].release.published_on, told.own[-1].release.published_on
    who = one_line(issuers[0]) if len(issuers) == 1 else pluralize(len(issuers), "issuer")
    days = f"{first} to {last}" if first != last else f"of {first}"
    if told.words != told.asked:
        if told.typed > FEW:
            yield f"before or after it was said as it is written, in other forms: {one_line(told.words)}\n"
        else:
            few = "few say" if told.typed else "nothing says"
            yield f"{few} it as it is written; this is what says: {one_line(told.words)}\n"
    if told.words != told.asked:
        said = "said so"
    else:
        said = f"“{one_line(told.asked)}”: " + ("said" if told.exact else "its words together")
    yield f"{said} in {pluralize(texts, 'text')} of {who}, {days}"
    yield _verdict(told, "them" if len(issuers) > 1 else one_line(issuers[0]))


def _verdict(told: Chronology, whom: str) -> str:
    """Return whether it is still said, and when only a dissent did."""
    own = {one.release.id for one in told.own}
    days = sorted({str(one.release.published_on) for one in told.sayings if one.release.id not in own})
    named = ", ".join(days[-DISSENTS:])
    aside = f"; on {named} only in a dissent" if days else ""
    return f"{_still_said(told, whom)}{aside}"


def _still_said(told: Chronology, whom: str) -> str:
    """Return whether it is still said: "not in the later texts" alone only where these have it in none of the ways that are searched."""
    last, later = told.own[-1].release.published_on, told.later
    if not later.number:
        return f"the latest text held of {whom} still says it"
    texts = f"{pluralize(later.number, 'later text')} of {whom}"
    named = "; ".join(f"{release.published_on} {one_line(release.title)[:40]}" for release in later.latest)
    shown = named if later.number <= len(later.latest) else f"the latest is of {later.latest[0].published_on}"
    if later.kept is Kept.FILTERED:
        return f"within the filters last said {last}; {later.having:,} of the {texts} have the words: {shown}"
    if near := [one for one in told.since if not one.alone]:
        words = "in these words" if told.exact else "in these words, close together,"
        return f"{words} last on {last}, {_how_since(near)}; {texts}: {shown}"
    if later.kept is Kept.APART:
        return f"close together last on {last}; further apart or by the press in {later.having:,} of the {texts}: {shown}"
    if later.kept is Kept.ASKED:
        return f"last said {last}; in the {texts} only by the press: {shown}"
    these = " in these words" if later.kept in {Kept.OTHERWISE, Kept.SCATTERED} else ""
    return f"last said {last}; not{these} in the {texts}: {shown}"


def _row(run: WordingRun, rows: int, *, named: bool, before: str = "") -> str:
    head = _head(run, named=named)
    latest = run.texts[-1]
    return f"{head}  “{_words(latest.words, latest.spans, _room(rows, head), before)}”"


def _head(run: WordingRun, *, named: bool) -> str:
    """Return when, how often and, where it is *named*, by whom *run* was said."""
    first, last = run.days
    often = len({one.release.id for one in run.texts})
    head = f"{first} – {last}  {often}×" if often > 1 else str(first)
    head += f"  {one_line(run.issuer)}" if named else ""
    head += "  in a dissent:" if run.texts[-1].dissent else ""
    return f"{head}, lately:" if len({(*one.wording, *_end(one)) for one in run.texts}) > 1 else head


def _room(rows: int, head: str) -> int:
    """Return how many characters of words stand on *rows* behind *head*: two blanks, two quotation marks, and what breaking at words takes."""
    return rows * WIDTH - (rows - 1) * (HANGING + BREAK) - len(head) - 4


def _near(what: str, near: Near, before: str = "") -> str:
    """Return the row of what is *near*; of a long statement on the line with what is new beside the words *before*."""
    head = f"{near.day}  {what}, {_how_near(near)}: "
    new = () if near.spans else new_words(near.words, before)
    return f"{head}“{_words(near.words, near.spans or new, _room(2, head))}”"


def _how_near(near: Near) -> str:
    if near.alone:
        return f"“{one_line(near.alone)}” alone"
    return "on its line" if near.same_line else "nearly so"


def _how_since(near: Sequence[Near]) -> str:
    """Return in which way it was said since, and when: what has most of the words before what is only on the line."""
    said = [one for one in near if not one.same_line] or near
    ways = [(how, [str(one.day) for one in some]) for how, some in groupby(said, _how_near)]
    return ", ".join(f"{how} on {' and '.join(days)}" for how, days in ways)


def _words(text: str, spans: Sequence[Span], room: int, before: str = "") -> str:
    """Return about *room* characters of *text* with the words at *spans*; where it is *before* worded anew, with what is new."""
    room = max(room, LEAST_WORDS)
    if room < len(text) and (changed := _reworded(text, spans, room, before)):
        return one_line(changed)
    return one_line(both_ends(text, spans, room))


def _reworded(text: str, spans: Sequence[Span], room: int, before: str) -> str:
    """Return what was asked for and what *text* has that it had not *before*; "" where it is another sentence, or has nothing new."""
    new = new_words(text, before)
    if not (before and spans and new) or len(new) > MOST_NEW:
        return ""
    core = text[spans[0][0] : spans[0][1]]
    left = room - len(core) - len(" …  … ")
    cut, _ = words_with(text, new, left)
    if core in cut:
        return cut
    if left < LEAST_WORDS:  # what was asked for stands in every row
        return words_with(text, new, room)[0]
    behind = text.find(cut.strip("… ")) > spans[0][0]
    return f"… {core} … {cut.lstrip('… ')}" if behind else f"{cut.rstrip('… ')} … {core} …"
