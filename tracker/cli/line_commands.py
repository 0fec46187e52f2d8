"""The commands ``lines`` and ``history``: what has been said, and how one matter was said over the years."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from tracker.cli.console import print_json, report_errors
from tracker.cli.history.chronology_rendering import chronology_rows
from tracker.cli.history.history_asked import history_asked, lines_beside, over_time, within_filters
from tracker.cli.history.line_search import FEW, choice_of, lines_meant, other_texts, others_on
from tracker.cli.options import ConfigOption, JsonOption, SourceFilter, StoreOption, effective_config, option
from tracker.cli.pager import NoPagerOption, paged
from tracker.cli.rendering.line_rendering import dossier_lines, dossier_rows, render_history, render_line_list
from tracker.cli.rendering.paragraphs import fitted
from tracker.domain import Line, Release
from tracker.errors import ConfigError
from tracker.exports.json_rows import change_row, line_row, mention_row
from tracker.search.known_names import known_names, require_source
from tracker.store import Store, open_held_store
from tracker.store.records import LineSummary
from tracker.text.content_words import party_code, party_codes

AT_A_TERMINAL = 50  # lines listed there, where no number is given
EVENTS = 8  # of a line, on the first screen


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
    topic: Annotated[str, option(help="Only this topic and those under it.")] = "",
    party: Annotated[str, option(help="Only what names this party: a code or a name.")] = "",
    grep: Annotated[
        str, option(help="Only where name or latest words match: a regular expression.", metavar="PATTERN")
    ] = "",
    limit: Annotated[int, option(min=0, help="So many at most; 0 = all. [default: 50 at a terminal]")] = 0,
    as_json: JsonOption = False,
) -> None:
    """List the lines: what has been said, how often, when last, how often and how it moved last."""
    with report_errors():
        wanted = LineFilter.of(least=least, topic=topic, party=party, pattern=grep)
        with open_held_store(effective_config(config, store).store_url) as opened:
            require_source(source, opened.sources())
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
    issuer: Annotated[str, option(help="Only what this issuer said: a name or part of one.")] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    everything: Annotated[
        bool, typer.Option("--all", help="Every mention and change, with the rules.")
    ] = False,
    no_pager: NoPagerOption = False,
    as_json: JsonOption = False,
) -> None:
    """Print how one matter was said: a summary, the latest of what moved, and what others say on it. Takes words."""
    with (
        report_errors(),
        open_held_store((loaded := effective_config(config, store)).store_url) as opened,
        paged(wanted=not (no_pager or as_json)),
        opened.one_state(),
    ):
        configured = (source.id for source in loaded.all_sources)
        asked = history_asked(opened, " ".join(words), issuer, {*opened.sources(), *configured})
        told = None if as_json else over_time(opened, asked)
        if told:
            typer.echo("\n".join(fitted(chronology_rows(told, whole=everything))))
            found, text, year = lines_beside(opened, told), told.words, None
        else:
            found, text, year = lines_meant(opened, asked.words, as_it_is=as_json)
        if as_json:
            is_within = within_filters(asked)
            for line in found:
                _print_rows(opened, line, is_within)
            return
        if told and found:
            typer.echo("")
        if len(found) > 1:
            typer.echo(choice_of(opened, text, found, year, every=told is not None))
            return
        for line in found:
            _print_line(opened, line, text, year, whole=everything, elsewhere=told is None)


def _print_line(
    store: Store, line: Line, text: str, year: int | None, *, whole: bool, elsewhere: bool
) -> None:
    """Print *line*, which *text* means, of *year* alone if anything moved in it, with what others say; of a line of few mentions also where *elsewhere* the words stand."""
    mentions, changes = store.history(line.id)
    of_year = [one for one in changes if one.release.published_on and one.release.published_on.year == year]
    by_id = line.id.startswith(text.strip().casefold())
    words = "" if by_id or text.casefold() == line.name.casefold() else text
    shown = None if whole else EVENTS
    dossier = store.dossier(line.id)
    if not elsewhere:  # texts over time stand above it: what is new beside them comes first
        issuer = mentions[-1].release.issuer if mentions else ""
        typer.echo("".join(f"{row}\n" for row in fitted(dossier_lines(dossier, issuer))), nl=bool(dossier))
    rows = render_history(line, mentions, of_year or changes, shown, store.aliases(line.id), words)
    typer.echo("\n".join(fitted(rows)))
    others = others_on(store, text, line)
    if len(mentions) <= FEW:  # what others say is more of an answer than the subject of one line
        typer.echo(others, nl=False)
    if elsewhere:
        typer.echo("".join(f"\n{row}" for row in fitted(dossier_lines(dossier))), nl=bool(dossier))
    if len(mentions) <= FEW and elsewhere and not by_id:
        typer.echo(other_texts(store, text, line), nl=False)
    if len(mentions) > FEW:
        typer.echo(others, nl=False)


def _print_rows(store: Store, line: Line, is_within: Callable[[Release], bool]) -> None:
    """Print *line* as JSON: its mentions and changes, those whose release *is_within* alone, and its dossier."""
    mentions, changes = store.history(line.id)
    for mention in mentions:
        if is_within(mention.release):
            print_json(mention_row(mention, line))
    for change in changes:
        if is_within(change.release):
            print_json({"row": "change", **change_row(change)})
    for row in dossier_rows(store.dossier(line.id)):
        print_json(row)


@dataclass(frozen=True, slots=True)
class LineFilter:
    """What is asked of a line. Empty asks for nothing in particular."""

    least: int = 1  # mentions
    topic: str = ""
    party: str = ""  # a code or a name
    pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, *, least: int, topic: str, party: str, pattern: str) -> LineFilter:
        """Return the filter a user typed.

        Raises:
            ConfigError: *pattern* is no regular expression.
        """
        try:
            compiled = re.compile(pattern, re.IGNORECASE) if pattern else None
        except re.error as error:
            raise ConfigError(
                f"--grep: {pattern!r} is no regular expression: {error}", remedy=r"write \( for a bracket"
            ) from error
        return cls(least, topic, party, compiled)

    def choose(self, lines: Iterable[LineSummary], order: str, moves: Mapping[str, int]) -> list[LineSummary]:
        """Return those of *lines* that are meant, by "name", "moves", "mentions" or "last".

        Raises:
            ConfigError: There is no such topic or party; names near ones.
        """
        every = list(lines)
        found = [one for one in every if one.mentions >= self.least and self._text(one)]
        if self.topic or self.party:
            known = known_names(
                (name for one in every for name in one.parties),
                {topic for one in every for topic in one.topics},
            )
            if self.topic:
                wanted = known.require_topic(self.topic, "--topic")
                found = [
                    one for one in found if any(f"{topic}.".startswith(f"{wanted}.") for topic in one.topics)
                ]
            if self.party:
                party = party_code(known.require_party(self.party, "--party"))
                found = [one for one in found if _names(one, party)]
        keys = {
            "moves": lambda one: (-moves.get(one.line.id, 0), -one.mentions),
            "mentions": lambda one: (-one.mentions, -one.last_on.toordinal()),
            "last": lambda one: (-one.last_on.toordinal(), -one.mentions),
        }
        return sorted(found, key=keys[order]) if order in keys else found

    def _text(self, one: LineSummary) -> bool:
        return self.pattern is None or bool(
            self.pattern.search(one.line.name) or self.pattern.search(one.quote)
        )


def _names(one: LineSummary, party: str) -> bool:
    return party in {party_code(name) for name in one.parties} or party in party_codes(one.quote)
