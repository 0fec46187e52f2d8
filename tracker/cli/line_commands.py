"""The commands ``lines`` and ``history``: what has been said, and how one matter was said over the years."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Annotated

import typer

from tracker.cli.console import print_json, report_errors
from tracker.cli.line_filter import LineFilter
from tracker.cli.looser_search import LOOKED_AT, in_other_words, together, with_fewer_words
from tracker.cli.options import ConfigOption, JsonOption, SourceFilter, StoreOption, effective_config
from tracker.cli.pager import NoPagerOption, paged
from tracker.cli.rendering.dossier_rendering import dossier_lines, dossier_rows
from tracker.cli.rendering.hit_rendering import nearest_first, render_hits
from tracker.cli.rendering.line_rendering import render_history, render_line_choice, render_line_list
from tracker.cli.rendering.paragraphs import fitted
from tracker.domain import Line
from tracker.errors import StoreError
from tracker.exports.json_rows import change_row, line_row, mention_row
from tracker.search.looser import split_year
from tracker.store import Store, open_store
from tracker.store.records import Hit
from tracker.text.sanitize import one_line

AT_A_TERMINAL = 50  # lines listed there, where no number is given
EVENTS = 8  # of a line, on the first screen
PLACES = 3  # shown where lines say little
FEW = 2  # mentions beside which other texts are named
HITS_READ = 50  # places looked at for these


class LineOrder(StrEnum):
    """How ``lines`` orders."""

    NAME = "name"
    MOVES = "moves"
    MENTIONS = "mentions"
    LAST = "last"


def register(app: typer.Typer) -> None:
    """Add ``lines`` and ``history`` to *app*."""
    app.command(epilog="Example: policy-tracker lines --sort moves --party JPN --limit 20")(lines)
    app.command(epilog="Example: policy-tracker history 'engage china'")(history)


def lines(
    config: ConfigOption = None,
    store: StoreOption = "",
    source: SourceFilter = None,
    sort: Annotated[
        LineOrder,
        typer.Option(help="By name, how often it surely moved, how often or how lately it was said."),
    ] = LineOrder.NAME,
    least: Annotated[int, typer.Option("--min", min=1, help="Said so often at least.")] = 1,
    topic: Annotated[str, typer.Option(help="Only this topic and those under it.", show_default=False)] = "",
    party: Annotated[
        str, typer.Option(help="Only what names this party: a code or a name.", show_default=False)
    ] = "",
    grep: Annotated[
        str,
        typer.Option(
            help="Only where name or latest words match: a regular expression.",
            metavar="PATTERN",
            show_default=False,
        ),
    ] = "",
    limit: Annotated[
        int,
        typer.Option(min=0, help="So many at most; 0 = all. [default: 50 at a terminal]", show_default=False),
    ] = 0,
    as_json: JsonOption = False,
) -> None:
    """List the lines: what has been said, how often, when last, how often and how it moved last."""
    with report_errors():
        wanted = LineFilter.of(least=least, topic=topic, party=party, pattern=grep)
        with open_store(effective_config(config, store).store_url) as opened:
            moves = opened.line_moves()
            found = wanted.choose(opened.lines(source), sort.value, moves)
        shown = found[: limit or (AT_A_TERMINAL if sys.stdout.isatty() and not as_json else None)]
        if as_json:
            for summary in shown:
                print_json(line_row(summary) | {"moves": moves.get(summary.line.id, 0)})
            return
        typer.echo("".join(f"{row}\n" for row in render_line_list(shown, moves)), nl=False)
        if len(shown) < len(found):
            typer.echo(f"{len(shown):,} of {len(found):,} lines; --limit {len(found)} shows all", err=True)
        elif not found:
            typer.echo("no line is so; `policy-tracker search` looks into the texts", err=True)


def history(
    words: Annotated[
        list[str],
        typer.Argument(
            help="An id or its start, a name or part of one, or words that were said.", metavar="LINE"
        ),
    ],
    config: ConfigOption = None,
    store: StoreOption = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Every mention and change, with the rules.")
    ] = False,
    no_pager: NoPagerOption = False,
    as_json: JsonOption = False,
) -> None:
    """Print how one matter was said: a summary, the latest of what moved, and what others say on it. Takes words."""
    text = " ".join(words)
    with (
        report_errors(),
        open_store(effective_config(config, store).store_url) as opened,
        paged(wanted=not (no_pager or as_json)),
    ):
        found, text, year = _found(opened, text, as_it_is=as_json)
        if len(found) > 1 and not as_json:
            typer.echo(_choice(opened, text, found, year))
            return
        for line in found:
            mentions, changes = opened.history(line.id)
            dossier = opened.dossier(line.id)
            if not as_json:
                shown = None if everything else EVENTS
                of_year = [
                    one
                    for one in changes
                    if one.release.published_on and one.release.published_on.year == year
                ]
                changes = of_year or changes
                aliases = opened.aliases(line.id)
                by_id = line.id.startswith(text.strip().casefold())
                asked = "" if by_id or text.casefold() == line.name.casefold() else text
                typer.echo("\n".join(fitted(render_history(line, mentions, changes, shown, aliases, asked))))
                typer.echo("".join(f"\n{row}" for row in fitted(dossier_lines(dossier))), nl=bool(dossier))
                if len(mentions) <= FEW and not by_id:
                    typer.echo(_other_texts(opened, text, line), nl=False)
                if others := _others_saying(opened, text, line):
                    typer.echo(
                        f"\nThe words are said on {len(others):,} other line{'s' * (len(others) > 1)}."
                    )
                    typer.echo(_choice(opened, text, others))
                continue
            for mention in mentions:
                print_json(mention_row(mention, line))
            for change in changes:
                print_json({"row": "change", **change_row(change)})
            for row in dossier_rows(dossier):
                print_json(row)


def _found(store: Store, text: str, *, as_it_is: bool) -> tuple[list[Line], str, int | None]:
    """Return the lines that *text* means, what they say, and the year among its words, if it is none of them.

    Where no line says it, not *as_it_is*, those that say nearly so, else places in texts are printed.

    Raises:
        StoreError: Nothing says it.
    """
    dated = split_year(text)
    try:
        return find_lines(store, text), text, None
    except StoreError:
        if dated and (said := store.lines_saying(dated[0])):
            return said, *dated
        if as_it_is:
            raise
        asked, year = dated or (text, None)
        found, meant = _found_looser(store, asked)
        if found and meant != text:
            typer.echo(f"nothing says it as it is written; this is what says: {one_line(meant)}\n")
        if not found and not _show_places(store, meant, year):
            raise
        return found, meant, year


def _found_looser(store: Store, text: str) -> tuple[list[Line], str]:
    """Return the lines that say a little less than *text*, which none says, and what they say; none where only texts do."""
    typed = store.search_page(text, limit=LOOKED_AT)
    if together(text, typed.hits):
        return [], text
    held = text if typed.total else ""  # what texts say, its words apart
    for looser in chain(in_other_words(store, text), with_fewer_words(store, text)):
        if not (found := store.search_page(looser, limit=LOOKED_AT)).total:
            continue
        if lines := store.lines_saying(looser):
            return lines, looser
        if together(looser, found.hits):
            return [], looser
        held = held or looser
    return [], held or text


def _show_places(store: Store, text: str, year: int | None) -> bool:
    """Print where texts, of *year* if it is given, say *text*, on no line; return whether any does."""
    since, until = (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
    found = store.search_page(text, limit=LOOKED_AT, since=since, until=until)
    if found.total:
        places = nearest_first(found.hits, text)[:PLACES]
        typer.echo(f"no line says it; texts do: {one_line(text)}\n\n{render_hits(places, 0)}", nl=False)
        typer.echo(f"{found.total:,} in all; `policy-tracker search` shows them")
    return bool(found.total)


def _other_texts(store: Store, text: str, line: Line) -> str:
    """Return where else *text* is said than on *line*, which has few mentions: the best places, of each text one; "" = nowhere."""
    others: dict[str, Hit] = {}  # by release
    for hit in store.search(text, limit=HITS_READ):
        if hit.line is None or hit.line.id != line.id:
            others.setdefault(hit.release.id, hit)
    if not others:
        return ""
    shown = render_hits(list(others.values())[:PLACES], 0)
    return f"\nThe words stand elsewhere too (`policy-tracker search` shows all):\n\n{shown}"


def _choice(store: Store, text: str, lines: Sequence[Line], year: int | None = None) -> str:
    """Return what stands on several *lines* that all have *text*; of *year* alone, where any was said in it."""
    ids = [line.id for line in lines]
    quotes = store.line_quotes(ids)
    of_year = {line: [one for one in held if one.on and one.on.year == year] for line, held in quotes.items()}
    said = of_year if any(of_year.values()) else quotes
    rows = render_line_choice(text, store.line_summaries(ids), said, store.line_moves())
    return "\n".join(fitted(rows))


def _others_saying(store: Store, text: str, line: Line) -> list[Line]:
    """Return the lines that say *text* too, where it is words by which *line* was found and no id."""
    if line.id.startswith(text.strip().casefold()):
        return []
    return [one for one in store.lines_saying(_phrase(text)) if one.id != line.id]


def _phrase(text: str) -> str:
    return f'"{text.replace(chr(34), " ")}"'


def find_lines(store: Store, text: str) -> list[Line]:
    """Return the lines *text* means: one by id or name, else those whose name or words have it, most often said first.

    Raises:
        StoreError: Nothing of it stands in any name, quote or text; says what is near.
    """
    if not text.strip():
        raise StoreError("no line is asked for", remedy='give words that were said: history "halden strait"')
    if called := store.lines_called(text):
        return called
    for asked in (_phrase(text), text):
        if said := store.lines_saying(asked):
            return said
    around = store.search(text, limit=3)
    if around:
        places = "; ".join(
            f"{one_line(hit.release.title)[:60]} ({hit.release.published_on or 'undated'})" for hit in around
        )
        raise StoreError(
            f"no line is called {text!r}, but it stands in {places}",
            remedy=f"`policy-tracker search {text!r}` shows where",
        )
    near = store.near_line_names(text)
    remedy = (
        f"near: {', '.join(map(one_line, near))}"
        if near
        else "try fewer words of it or another form; `policy-tracker lines` lists them"
    )
    raise StoreError(f"no line is called {text!r} and no text says it", remedy=remedy)
