"""What is said of a formula in words: its history on a screen, its news in one sentence each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reports.formula.tables import wording_differences
from reports.view.dates import ISO, DateStyle
from reports.view.display_names import release_line
from tracker.domain import Release
from tracker.formula.history import FormulaEvent, FormulaHistory, Variant
from tracker.formula.omissions import Omission
from tracker.formula.uses import Use
from tracker.text.numbers import pluralize
from tracker.text.quote_links import quote_link
from tracker.text.sanitize import clean, one_line

WORDINGS, OMISSIONS, LATEST, NAMED = 8, 6, 6, 4  # shown on a screen
QUOTE = 150  # characters of a sentence
Lines = Iterator[str]


def headline(history: FormulaHistory, dates: DateStyle = ISO) -> str:
    """Say in one line how often, by whom and when a formula was used."""
    if not history.uses:
        return "No text held uses it."
    days = [day for use in history.uses if (day := use.release.published_on)]
    span = dates.span(min(days), max(days)) if days else "undated"
    said = (
        f"{pluralize(len(history.uses), 'use')} in {pluralize(history.texts, 'text')} by "
        f"{pluralize(len(history.first_by_issuer), 'issuer')}, {span}"
    )
    literal = next((variant for variant in history.variants if not variant.edits), None)
    exact = f"; {len(literal.uses):,} word for word" if literal else "; none word for word"
    notes = []
    if history.asked:
        notes.append(
            f"{pluralize(len(history.asked), 'use')} in questions and dissents of others not counted"
        )
    if history.copies:
        notes.append(f"{pluralize(history.copies, 'text')} held twice counted once")
    return f"{said}{exact}{f' ({chr(44).join(notes)})'.replace(',', ', ') if notes else ''}."


def event_sentence(title: str, event: FormulaEvent, dates: DateStyle = ISO) -> str:
    """Say in one sentence what was new about the formula called *title*: who, when, what, since when."""
    who, when = event.release.issuer or event.release.source, dates.day(event.day)
    last = f"; last with it on {dates.day(event.before.release.published_on)}" if event.before else ""
    if event.news == "omission":
        return one_line(f"{who}, {when}: “{title}” is left out{last}.")
    assert event.use is not None
    if event.news == "return":
        said = f", as “{event.use.wording}”" if event.use.edits else ""
        back = last.replace("last with it", "before that last said")
        return one_line(f"{who}, {when}: “{title}” is back{said}{back}.")
    if event.news == "first":
        said = f", as “{event.use.wording}”" if event.use.edits else ""
        return one_line(f"{who}, {when}: uses “{title}” for the first time{said}.")
    before = (
        f"; {dates.day(event.before.release.published_on)} had “{event.before.wording}”"
        if event.before
        else ""
    )
    if not event.use.edits:
        return one_line(f"{who}, {when}: “{title}” stands word for word{before}.")
    return one_line(f"{who}, {when}: “{title}” reads “{event.use.wording}”{before}.")


def screen(history: FormulaHistory, *, whole: bool = False) -> str:
    """Return the history of a formula as a terminal shows it: a screen, or with *whole* all of it."""
    formula = history.formula
    if not history.uses:
        return (
            f"“{formula.title}”: no text held uses it; try fewer or other words of it, or `policy-tracker search` for the "
            "words alone; `policy-tracker formula --suggest` lists phrases that are there\n"
        )
    lines = [f"“{formula.text}”" + (f": {formula.name}" if formula.name else ""), headline(history), ""]
    for title, part in (
        ("HOW IT IS WORDED", _wordings(history, whole)),
        ("WHO SAID IT FIRST, AND WHEN LAST", _first(history, whole)),
        ("WHO NEVER SAYS IT, THOUGH THEY SPEAK OF IT", _never(history.never, whole)),
        ("LEFT OUT OF COMPARABLE TEXTS", _omissions(history.omissions, whole)),
        ("EVERY USE" if whole else "LATEST USES", _uses(history, whole)),
    ):
        shown = list(part)
        if shown:
            lines += [title, *shown, ""]
    return "\n".join((*lines, ""))


def _wordings(history: FormulaHistory, whole: bool) -> Lines:
    often = [one for one in history.variants if len(one.uses) > 1 or not one.edits]
    shown: Sequence[Variant] = history.variants if whole else often[:WORDINGS]
    for variant in shown:
        first, last = (
            ISO.day(variant.uses[0].release.published_on),
            ISO.day(variant.uses[-1].release.published_on),
        )
        who = ", ".join(f"{one_line(issuer)} {times}" for issuer, times in variant.issuers[:NAMED])
        more = f" and {len(variant.issuers) - NAMED} more" if len(variant.issuers) > NAMED else ""
        yield f"{len(variant.uses):>5}  {clean(wording_differences(variant.edits))}"
        yield f"       {first} to {last}: {who}{more}" if first != last else f"       {first}: {who}{more}"
    left = len(history.variants) - len(shown)
    if left > 0:
        yield f"       … and {pluralize(left, 'wording')} more: --all"


def _first(history: FormulaHistory, whole: bool) -> Lines:
    uses = history.first_by_issuer
    shown = uses if whole else uses[:OMISSIONS]
    last = {use.release.issuer: use for use in history.uses if use.release.published_on}
    for use in shown:
        latest = last.get(use.release.issuer, use)
        until = f", last {ISO.day(latest.release.published_on)}" if latest != use else ""
        yield f"  {ISO.day(use.release.published_on)}  {one_line(use.release.issuer)}{until}: “{one_line(use.wording)}”"
    if len(uses) > len(shown):
        rest = ", ".join(
            f"{one_line(use.release.issuer)} {ISO.day(use.release.published_on)}"
            for use in uses[len(shown) :]
        )
        yield f"  then {rest}"


def _never(never: Sequence[tuple[str, int]], whole: bool) -> Lines:
    shown = never if whole else never[: 2 * NAMED]
    if shown:
        named = ", ".join(f"{one_line(issuer)} ({pluralize(texts, 'text')})" for issuer, texts in shown)
        more = len(never) - len(shown)
        yield f"  {named}{f' and {more} more' if more else ''}"


def _omissions(omissions: Sequence[Omission], whole: bool) -> Lines:
    ordered = sorted(omissions, key=lambda one: str(one.release.published_on), reverse=True)
    shown = ordered if whole else ordered[:OMISSIONS]
    for omission in shown:
        yield f"  {_named(omission.release)}"
        yield f"       {omission_facts(omission)}"
        if omission.instead:
            yield f"       instead: “{_cut(omission.instead)}”"
    if len(ordered) > len(shown):
        yield f"       … and {len(ordered) - len(shown)} earlier: --all"


def omission_facts(omission: Omission, dates: DateStyle = ISO) -> str:
    """Say when its issuer said it last, in how many of the comparable texts before, and whether it came back."""
    stood = f"in {len(omission.stood)} of the {max(3, len(omission.stood))} comparable texts before"
    day, in_series = omission.last.release.published_on, omission.in_series.release.published_on
    if day != in_series:
        stood += f", the last of {dates.day(in_series)}"
    last = f"last with it {dates.day(day)}, {stood}"
    more = len(omission.without)
    since = f"; {pluralize(more, 'text')} on its subject without it since" if more else ""
    back = omission.returned
    return f"{last}{since}; " + (
        f"back {dates.day(back.release.published_on)}" if back else "not back so far"
    )


def _uses(history: FormulaHistory, whole: bool) -> Lines:
    shown: Iterable[Use] = history.uses if whole else history.uses[-LATEST:][::-1]
    for use in shown:
        speaker = f", {one_line(use.speaker)}" if use.speaker else ""
        yield f"  {_named(use.release)}{speaker}"
        yield f"       “{_cut(use.quote) if whole else one_line(use.wording)}” ({wording_differences(use.edits)})"
        link = quote_link(use.release.url, use.wording) if whole else ""
        if link:
            yield f"       {link}"


def _named(release: Release) -> str:
    title = release_line(release)
    return f"{ISO.day(release.published_on)}  {one_line(release.issuer or release.source)}: {_cut(title, 90)}"


def _cut(text: str, most: int = QUOTE) -> str:
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
