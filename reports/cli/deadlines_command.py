"""The command ``deadlines``: what was promised by when, coming up, and passed with nothing said since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated

import typer

from reports.digest.due_words import due_words
from reports.view.display_names import release_line
from tracker.cli.console import print_json, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    StoreOption,
    effective_config,
    option,
    parse_date_range,
)
from tracker.exports.deadlines import Deadline, coming, passed
from tracker.exports.deadlines import deadlines as of_what_stands
from tracker.exports.json_rows import Row, unit_row
from tracker.search.known_names import known_names
from tracker.store import Store, open_held_store
from tracker.text.content_words import party_code, party_codes
from tracker.text.sanitize import one_line
from tracker.text.shorten import shorten

QUOTE = 170  # characters of a quote that is not shown by its sentence


def register(app: typer.Typer) -> None:
    """Add ``deadlines`` to *app*."""
    app.command(epilog="Example: policy-tracker deadlines --party Norvale --since 2031")(deadlines)


def deadlines(
    party: Annotated[str, option(help="Of whom: a code or a name.")] = "",
    since: Annotated[str, option(help="Due from: 2031-03-04, 2031-03 or 2031.")] = "",
    until: Annotated[str, option(help="Due until.")] = "",
    as_of: Annotated[str, option(help="As if it were then. [default: today]")] = "",
    limit: Annotated[int, typer.Option(min=0, help="So many of each, 0 for all.")] = 10,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """List what was promised by when: what comes up, the next first, and what passed with nothing said since."""
    with report_errors():
        first, last = parse_date_range(since, until)
        day = parse_date_range("", as_of)[1] or datetime.now(UTC).date()
        loaded = effective_config(config, store)
        with open_held_store(loaded.store_url) as opened:
            found = of_what_stands(
                said
                for said in opened.standing_units_with_deadline()
                if not as_of or (said[0].published_on or day) <= day
            )
            if party:
                used = opened.names_used()
                code = party_code(known_names(used.parties).require_party(party, "--party"))
                found = [one for one in found if _is_of(one, code)]
            within = [one for one in found if one.due and (first or one.due) <= one.due <= (last or one.due)]
            ahead, over = coming(within, day), passed(within, day)
            most = limit or len(within)
            if as_json:
                for one in [*ahead[:most], *over[:most]]:
                    print_json(deadline_row(one))
                return
            typer.echo(_facts(found, within, day))
            heard = _heard_since(opened, over)
            _list(opened, "COMING UP", ahead, most)
            _list(opened, "PASSED, NOTHING SAID SINCE", [one for one in over if one in heard], most)
            _list(opened, "PASSED, NO LATER TEXT HELD", [one for one in over if one not in heard], most)


def _heard_since(store: Store, over: Sequence[Deadline]) -> list[Deadline]:
    """Return those of *over* whose issuer published a text that is held after the day: of the others nothing can be said."""
    later = {
        (issuer, due): bool(store.texts_after(due, [issuer], 0)[0])
        for issuer, due in {(one.release.issuer, one.due) for one in over if one.due}
    }
    return [one for one in over if one.due and later[one.release.issuer, one.due]]


def _list(store: Store, title: str, some: Sequence[Deadline], most: int) -> None:
    """Print *most* of *some* at most; those that point back at what was said before are counted alone."""
    if not some:
        return
    typer.echo(f"\n{title}")
    shown = unclear = 0
    for one in some:
        if shown == most:
            break
        words = due_words(one.unit, store.text_as_read(one.unit.revision), QUOTE)
        if words:
            typer.echo("\n".join(_lines(one, words)))
        shown, unclear = shown + bool(words), unclear + (not words)
    if left := len(some) - shown - unclear:
        typer.echo(f"  … and {left:,} more: --limit 0")
    if unclear:
        typer.echo(
            f"  left out, as they say “it” or “this” of what was named before: {unclear:,}; --json has them"
        )


def deadline_row(one: Deadline) -> Row:
    """Return *one* as a row: as ``export units`` has the unit, with the day it is due."""
    return {"due": str(one.due), **unit_row(one.release, one.unit, one.line)}


def _is_of(one: Deadline, party: str) -> bool:
    named = {party_code(name) for name in one.unit.facets.speakers | one.unit.facets.addressees}
    return party in named | party_codes(one.unit.quote) | party_codes(one.release.issuer)


def _facts(found: Sequence[Deadline], within: Sequence[Deadline], day: date) -> str:
    """Say how many there are, and what to try where there are none."""
    dated = sum(one.due is not None for one in found)
    told = (
        f"{len(found):,} commitments stand that name a time, {dated:,} of them a day to wait for; as of {day}"
    )
    if within or not dated:
        return f"{told}."
    return f"{told}. None is due then: leave --since and --until away."


def _lines(one: Deadline, words: str) -> Iterable[str]:
    release = one.release
    who = ", ".join(sorted(one.unit.facets.speakers)) or release.issuer
    yield f"  {one.due}  {one_line(who)} ({one_line(one.unit.facets.deadline)}): {words}"
    said = f"{release.published_on or 'undated'}, {release_line(release)}"
    yield f"              said {shorten(said, QUOTE)}  [{one.line.id[:8]}]"
