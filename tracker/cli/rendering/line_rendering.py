"""Lines and their histories as text for a terminal. Pure; nothing of the web reaches a terminal as it came."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from tracker.compare.redline import redline
from tracker.domain import Change, Label, Line, Mention
from tracker.level_names import level_name
from tracker.link.dossiers import Dossier, DossierLine
from tracker.search.analyzer import Term, has_term, parse_terms, snippet
from tracker.store.records import LineSummary
from tracker.text.numbers import pluralize
from tracker.text.rates import LOWERED, RAISED, rate_decision
from tracker.text.sanitize import one_line

QUIET = frozenset({Label.NEW, Label.REAFFIRMED, Label.NOT_REPEATED})
QUOTE, REDLINE = 160, 320  # characters
RATES = 8  # moves of a rate, the latest
MEETING = timedelta(
    days=100
)  # between two decisions of a board at most; where it is more, one may not be held
QUOTED = 110  # characters of a quote


def render_line_list(lines: Iterable[LineSummary], moves: Mapping[str, int]) -> Iterator[str]:
    """Yield one row a line: id, kind, level, how often and when it was said, how often it moved, its name."""
    for summary in lines:
        label = summary.last_label.value if summary.last_label else ""
        said = f"{summary.mentions:>3}×  {summary.first_on} – {summary.last_on}"
        moved = f"{moves.get(summary.line.id, 0):>2} moved"
        kind = f"{summary.kind.value:<12} {summary.level}"
        name = f"{one_line(summary.line.name)}  [{summary.line.source}]"
        yield f"{summary.line.id[:8]}  {kind}  {said}  {moved}  {label:<13} {name}"


def render_history(
    line: Line,
    mentions: Sequence[Mention],
    changes: Sequence[Change],
    most: int | None,
    aliases: Sequence[str] = (),
    asked: str = "",
) -> Iterator[str]:
    """Yield a line: a summary, then the *most* latest of its changes, latest first; with None all, oldest first, with the rules.

    Where only some of its mentions have the words that were *asked* for, it is said since when.
    """
    yield f"{one_line(line.name)}  [{line.source}]  {line.id}"
    if aliases:
        yield f"also called {'; '.join(map(one_line, aliases))}"
    if mentions:
        rates = _rate_moves(mentions)
        if rates:
            told = rates if most is None else rates[::-1][:RATES]
            yield f"{pluralize(len(rates), 'move')} of the rate{', the latest first' if most is not None else ''}:"
            yield from (f"    {row}" for row in told)
        yield from _summary(mentions, changes, labels=not rates)
        yield from _since_when(mentions, asked)
    if len(mentions) == 1 and most is not None:
        changes = [one for one in changes if one.label is not Label.NEW]  # its words stand above
    shown = changes if most is None else changes[::-1][:most]
    for change in shown:
        yield from _change(change, whole=most is None)
    if len(shown) < len(changes):
        yield f"\n{len(changes) - len(shown):,} earlier changes; --all shows them"


def snippet_line(quote: str, terms: Sequence[Term], most: int) -> str:
    """Return the words of *quote* around what was asked for, *most* characters on one line."""
    return one_line(snippet(one_line(quote), terms, most)[0])


def _rate_moves(mentions: Sequence[Mention]) -> list[str]:
    """Return the decisions of *mentions* that moved a rate, oldest first; none where a rate is not what most of them are about.

    Where a text does not say by how much, the level of the decision before does, if that is no more than :data:`MEETING` before.
    """
    rows, before, decided = [], None, 0
    for mention in mentions:
        decision, day = rate_decision(mention.unit.quote), mention.release.published_on
        if decision is None:
            continue
        decided += 1
        level, step = decision.level, decision.step
        if step is None and before and level and day and day - before[0] <= MEETING:
            low, high = level.low - before[1].low, level.high - before[1].high
            step = abs(low) * 100 if low == high else None
        if decision.direction in (RAISED, LOWERED):
            rows.append(f"{day or 'undated'}  {replace(decision, step=step or None).moved}")
        before = (day, level) if day and level else before
    return rows if 2 * decided > len(mentions) else []


def _summary(mentions: Sequence[Mention], changes: Sequence[Change], *, labels: bool = True) -> Iterator[str]:
    first, last = mentions[0], mentions[-1]
    speakers = Counter(name for mention in mentions for name in sorted(mention.unit.facets.speakers))
    who = ", ".join(name for name, _ in speakers.most_common(4))
    days = f"{first.release.published_on or 'undated'} to {last.release.published_on or 'undated'}"
    yield f"{pluralize(len(mentions), 'mention')}, {days}, by {one_line(who) or 'nobody named'}"
    if len(mentions) == 1:
        yield level_name(first.unit.facets.family, first.unit.facets.level)
    else:
        yield from _steadiness(mentions, changes, labels=labels)
    yield f"latest, {last.release.published_on or 'undated'}, {_cut(last.release.title, 90)}:"
    yield f"    “{_cut(last.unit.quote, 2 * QUOTE)}”"
    if last.release.url:
        yield f"    {one_line(last.release.url)}"


def _steadiness(mentions: Sequence[Mention], changes: Sequence[Change], *, labels: bool) -> Iterator[str]:
    """Yield how level, words and, where *labels* say it, the line moved."""
    levels = [(mention.unit.facets.family, mention.unit.facets.level) for mention in mentions]
    now = level_name(*levels[-1])
    steady = "throughout" if len(set(levels)) == 1 else f"now; at first {level_name(*levels[0])}"
    alike = sum(
        comparable_quote(one.unit.quote) == comparable_quote(other.unit.quote)
        for one, other in itertools.pairwise(mentions)
    )
    moved = [change for change in changes if change.label not in QUIET and not change.review]
    doubtful = sum(change.label not in QUIET and change.review for change in changes)
    yield f"{now} {steady}; word for word as before {alike} of {pluralize(len(mentions) - 1, 'time')}" + (
        f"; {pluralize(doubtful, 'possible move')} not sure" if doubtful else ""
    )
    if not labels:
        return
    if moved:
        told = ", ".join(f"{change.label.lower()} {change.release.published_on}" for change in moved[-5:])
        yield f"{_moved(len(moved))}: {'… ' if len(moved) > 5 else ''}{told}"
    else:
        same = alike == len(mentions) - 1
        yield (
            "wording steady"
            if same
            else "worded otherwise at times; whether that says more or less is not sure"
        )


def _since_when(mentions: Sequence[Mention], asked: str) -> Iterator[str]:
    """Yield which of *mentions* have what was *asked* for, as it was typed, else all its words; nothing where all or none have."""
    for typed in (f'"{asked}"', asked):
        terms = parse_terms(typed)
        having = [one for one in mentions if terms and all(has_term(one.unit.quote, term) for term in terms)]
        if having:
            break
    if not having or len(having) == len(mentions):
        return
    first, last = (one.release.published_on or "undated" for one in (having[0], having[-1]))
    yield f"“{one_line(asked)}” in {len(having):,} of them, {first} to {last}"


def _change(change: Change, *, whole: bool) -> Iterator[str]:
    also = f" (also {', '.join(change.also)})" if change.also else ""
    cause = "" if change.cause == "release" else f"  [{change.cause}]"
    doubt = "  (possible)" if change.review else ""
    head = f"\n{change.release.published_on}  {change.label}{also}{cause}{doubt}  {one_line(change.release.title)}"
    before, after = change.before, change.after
    if (
        after
        and before
        and comparable_quote(after.unit.quote) == comparable_quote(before.unit.quote)
        and not whole
    ):
        yield f"{head}\n    same words"
        return
    yield head
    if after and before and not whole:
        yield f"    {_redlined(before.unit.quote, after.unit.quote)}"
    elif after:
        yield f"    “{one_line(after.unit.quote) if whole else _cut(after.unit.quote, 2 * QUOTE)}”"
    elif before:
        yield f"    silent; last said {before.release.published_on}"
    if change.rule and (whole or change.label not in QUIET):
        yield f"    {one_line(change.rule)}"


def _redlined(before: str, after: str) -> str:
    forms = {"equal": "{}", "delete": "[-{}-] ", "insert": "{{+{}+}} "}
    runs = redline(one_line(before), one_line(after))
    kept = sum(len(run.text) for run in runs if run.op == "equal")
    if kept < len(after) / 4:
        return f"“{_cut(after, 2 * QUOTE)}”"
    text = "".join(
        forms[run.op].format(run.text if run.op == "equal" else run.text.strip()) for run in runs if run.text
    )
    return _cut(text, REDLINE)


def _moved(number: int) -> str:
    return f"moved {pluralize(number, 'time')}" if number else "never surely moved"


def comparable_quote(quote: str) -> str:
    """Return *quote* as it is compared: case, white space and what ends it aside."""
    return " ".join(quote.casefold().split()).strip(" ,;.")


def _cut(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 2].rsplit(' ', 1)[0]} …"


def dossier_lines(dossier: Dossier | None, issuer: str = "") -> Iterator[str]:
    """Yield lines for people: one block an issuer, *issuer* and then the nearest first; nothing where nobody else says anything."""
    if dossier is None:
        return
    yield "On the same subject:"
    for row in sorted(dossier.others, key=lambda one: one.issuer != issuer):
        yield f"  {one_line(row.issuer)}"
        for one in row.lines:
            times = "once" if one.times == 1 else f"{one.times} times since {one.first_on}"
            said = one.latest.release.published_on
            joined = ", joined by an analyst" if one.joined else ""
            yield f"    {one.line.id[:8]}  {said}, {times}{joined}: “{_short(one.latest.unit.quote)}”"


def dossier_rows(dossier: Dossier | None) -> Iterator[dict[str, Any]]:
    """Yield a row for each line of the dossier but the one it is of."""
    for row in dossier.others if dossier else ():
        for one in row.lines:
            yield _row(one)


def _row(one: DossierLine) -> dict[str, Any]:
    latest = one.latest
    return {
        "row": "dossier",
        "line": one.line.id,
        "line_name": one.line.name,
        "source": one.line.source,
        "issuer": one.issuer,
        "times": one.times,
        "first_on": one.first_on,
        "last_on": latest.release.published_on,
        "release": latest.release.ref,
        "quote": latest.unit.quote,
        "kind": latest.unit.kind.value,
        "level": latest.unit.facets.level,
        "likeness": one.likeness,
        "joined": one.joined,
    }


def _short(quote: str) -> str:
    said = one_line(quote)
    return said if len(said) <= QUOTED else f"{said[:QUOTED].rsplit(' ', 1)[0]} …"
