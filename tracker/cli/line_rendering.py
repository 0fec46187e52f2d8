"""Lines and their histories as text for a terminal. Pure; nothing of the web reaches a terminal as it came."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from tracker.compare.redline import redline
from tracker.domain import Change, Label, Line, Mention
from tracker.level_names import level_name
from tracker.store.records import DatedQuote, LineSummary
from tracker.text.sanitize import one_line

QUIET = frozenset({Label.NEW, Label.REAFFIRMED, Label.NOT_REPEATED})
CHOICE = 15  # lines offered
QUOTE, REDLINE = 160, 320  # characters


def render_line_list(lines: Iterable[LineSummary], moves: Mapping[str, int]) -> Iterator[str]:
    """Yield one row a line: id, kind, level, how often and when it was said, how often it moved, its name."""
    for summary in lines:
        label = summary.last_label.value if summary.last_label else ""
        said = f"{summary.mentions:>3}×  {summary.first_on} – {summary.last_on}"
        moved = f"{moves.get(summary.line.id, 0):>2} moved"
        kind = f"{summary.kind.value:<12} {summary.level}"
        name = f"{one_line(summary.line.name)}  [{summary.line.source}]"
        yield f"{summary.line.id[:8]}  {kind}  {said}  {moved}  {label:<13} {name}"


def render_line_choice(
    text: str,
    lines: Sequence[LineSummary],
    quotes: Mapping[str, Sequence[DatedQuote]],
    moves: Mapping[str, int],
) -> Iterator[str]:
    """Yield what stands on several lines that all have *text*: a summary of all, the latest words, then one row a line."""
    ordered = sorted(lines, key=lambda one: (-one.mentions, -one.last_on.toordinal()))
    mentions = sum(one.mentions for one in ordered)
    sources = Counter(one.line.source for one in ordered)
    first, last = min(one.first_on for one in ordered), max(one.last_on for one in ordered)
    yield (
        f"“{one_line(text)}”: {mentions:,} mentions on {len(ordered):,} lines of {_plural(len(sources), 'source')}, "
        f"{first} to {last}; {_moved(sum(moves.get(one.line.id, 0) for one in ordered))}"
    )
    every = sorted(
        (said for one in ordered for said in quotes.get(one.line.id, ())),
        key=lambda said: said.on or date.min,
    )
    if every:
        words = Counter(_plain(said.quote) for said in every)
        yield f"worded {_plural(len(words), 'way')}; latest, {every[-1].on}:"
        yield f"    “{_cut(every[-1].quote, QUOTE)}”"
    yield ""
    for one in ordered[:CHOICE]:
        yield (
            f"{one.line.id[:8]}  {one.mentions:>3}×  {one.first_on} – {one.last_on}  "
            f"{moves.get(one.line.id, 0):>2} moved  {_cut(one.line.name, 60)}  [{one.line.source}]"
        )
        yield f"          “{_cut(one.quote, 120)}”"
    if len(ordered) > CHOICE:
        yield f"and {len(ordered) - CHOICE:,} more lines"
    yield "\n`policy-tracker history ID` follows one of them"


def render_history(
    line: Line,
    mentions: Sequence[Mention],
    changes: Sequence[Change],
    most: int | None,
    aliases: Sequence[str] = (),
) -> Iterator[str]:
    """Yield a line: a summary, then the latest *most* of its changes (None: all, with the rules), oldest first."""
    yield f"{one_line(line.name)}  [{line.source}]  {line.id}"
    if aliases:
        yield f"also called {'; '.join(map(one_line, aliases))}"
    if mentions:
        yield from _summary(mentions, changes)
    shown = changes if most is None else changes[-most:]
    if len(shown) < len(changes):
        yield f"\n{len(changes) - len(shown):,} earlier changes; --all shows them"
    for change in shown:
        yield from _change(change, whole=most is None)


def _summary(mentions: Sequence[Mention], changes: Sequence[Change]) -> Iterator[str]:
    first, last = mentions[0], mentions[-1]
    speakers = Counter(name for mention in mentions for name in mention.unit.facets.speakers)
    who = ", ".join(name for name, _ in speakers.most_common(4))
    days = f"{first.release.published_on or 'undated'} to {last.release.published_on or 'undated'}"
    yield f"{_plural(len(mentions), 'mention')}, {days}, by {one_line(who) or 'nobody named'}"
    levels = [(mention.unit.facets.family, mention.unit.facets.level) for mention in mentions]
    now = level_name(*levels[-1])
    steady = "throughout" if len(set(levels)) == 1 else f"now; at first {level_name(*levels[0])}"
    alike = sum(
        _plain(one.unit.quote) == _plain(other.unit.quote) for one, other in itertools.pairwise(mentions)
    )
    moved = [change for change in changes if change.label not in QUIET and not change.review]
    doubtful = sum(change.label not in QUIET and change.review for change in changes)
    yield f"{now} {steady}; word for word as before {alike} of {_plural(len(mentions) - 1, 'time')}" + (
        f"; {_plural(doubtful, 'possible move')} not sure" if doubtful else ""
    )
    if moved:
        told = ", ".join(f"{change.label.lower()} {change.release.published_on}" for change in moved[-5:])
        yield f"{_moved(len(moved))}: {'… ' if len(moved) > 5 else ''}{told}"
    else:
        yield "wording steady: it never surely moved"
    yield f"latest, {last.release.published_on or 'undated'}, {_cut(last.release.title, 90)}:"
    yield f"    “{_cut(last.unit.quote, 2 * QUOTE)}”"
    if last.release.url:
        yield f"    {one_line(last.release.url)}"


def _change(change: Change, *, whole: bool) -> Iterator[str]:
    also = f" (also {', '.join(change.also)})" if change.also else ""
    cause = "" if change.cause == "release" else f"  [{change.cause}]"
    doubt = "  (possible)" if change.review else ""
    head = f"\n{change.release.published_on}  {change.label}{also}{cause}{doubt}  {one_line(change.release.title)}"
    before, after = change.before, change.after
    if after and before and _plain(after.unit.quote) == _plain(before.unit.quote) and not whole:
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
    return f"moved {_plural(number, 'time')}" if number else "never surely moved"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _plain(quote: str) -> str:
    return " ".join(quote.casefold().split()).strip(" ,;.")


def _cut(text: str, most: int) -> str:
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 2].rsplit(' ', 1)[0]} …"
