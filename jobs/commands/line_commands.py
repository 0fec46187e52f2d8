"""The group ``line``: what an analyst decides about lines as they stand. Kept by words, so it outlives every recomputation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from jobs.commands import review_session as session
from jobs.step_result import utc_now
from tracker.cli.console import print_json, progress, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config
from tracker.configured_engine import engine_for
from tracker.errors import ConfigError
from tracker.review.decisions import Decision
from tracker.review.line_decisions import (
    Decider,
    HeldLine,
    alias_line,
    join_lines,
    merge_lines,
    rename_line,
    split_line,
)
from tracker.store import open_store

HELP = "Name lines, make one of two or two of one, and say which are on one subject."
LineArgument = Annotated[str, typer.Argument(help="Id, start of an id, name, alias, or part of a name.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other line.")]
ByOption = Annotated[str, typer.Option("--by", help="Who decides. [default: $USER]", show_default=False)]
Decide = Callable[["list[HeldLine]", "Decider"], "Decision"]


def register(app: typer.Typer) -> None:
    """Add the group to *app*."""
    line = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    line.command(epilog="Example: policy-tracker line rename 3fa2c1 'engage Lurania'")(rename)
    line.command(epilog="Example: policy-tracker line alias 3fa2c1 'the open door'")(alias)
    line.command(epilog="Example: policy-tracker line merge 3fa2c1 77b0e4")(merge)
    line.command(epilog="Example: policy-tracker line split 3fa2c1 2031-03-04")(split)
    line.command(epilog="Example: policy-tracker line join 3fa2c1 77b0e4")(join)
    line.command(epilog="Example: policy-tracker line leave 3fa2c1 77b0e4")(leave)
    app.add_typer(line, name="line")


def rename(
    line: LineArgument,
    name: Annotated[str, typer.Argument(help="What it is called from now on.")],
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Give a line another name."""

    _decide([line], config, store, by, lambda held, who: rename_line(held[0], name, who), as_json=as_json)


def alias(
    line: LineArgument,
    name: Annotated[str, typer.Argument(help="What it is also called.")],
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Let a line be found under a further name."""

    _decide([line], config, store, by, lambda held, who: alias_line(held[0], name, who), as_json=as_json)


def merge(
    line: LineArgument,
    other: OtherArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make one line of two of the same source: the one that starts later goes on with the other."""

    _decide(
        [line, other],
        config,
        store,
        by,
        lambda held, who: merge_lines(held[0], held[1], who),
        as_json=as_json,
    )


def split(
    line: LineArgument,
    day: Annotated[str, typer.Argument(help="The first day of the new line.", metavar="DATE")],
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Let a new line start with what was first said on or after a day."""

    with report_errors():
        try:
            first = date.fromisoformat(day)
        except ValueError:
            raise ConfigError(f'"{day}" is no day', remedy="write it as 2031-03-04") from None
    _decide([line], config, store, by, lambda held, who: split_line(held[0], first, who), as_json=as_json)


def join(
    line: LineArgument,
    other: OtherArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put two lines, of any sources, in one dossier."""

    _decide(
        [line, other], config, store, by, lambda held, who: join_lines(held[0], held[1], who), as_json=as_json
    )


def leave(
    line: LineArgument,
    other: OtherArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep two lines out of each other's dossier."""

    _decide(
        [line, other],
        config,
        store,
        by,
        lambda held, who: join_lines(held[0], held[1], who, joined=False),
        as_json=as_json,
    )


def _decide(
    names: list[str], config: ConfigOption, store: str, by: str, decide: Decide, *, as_json: bool
) -> None:

    with report_errors():
        loaded = effective_config(config, store)
        with open_store(loaded.store_url) as opened:
            now, find = utc_now(), session.line_finder(opened)
            decision = decide([HeldLine(*find(name)) for name in names], Decider(session.decider(by), now))
            kept = opened.decide([decision])
            result = session.relate_after_decisions(opened, engine_for(loaded), now, track=progress)
    for one in kept:
        if as_json:
            print_json(session.decision_row(one))
        else:
            typer.echo(session.decision_line(one))
    if not as_json:
        typer.echo(f"{len(kept)} kept; {result.counts.get('revisions', 0)} texts related again")
