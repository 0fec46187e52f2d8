"""The group ``line``: what an analyst decides about lines as they stand. Kept by words, so it outlives every recomputation."""

from __future__ import annotations

from typing import Annotated

import typer

from jobs.commands import review_session as session
from jobs.step_result import utc_now
from tracker.cli.console import print_json, progress, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config
from tracker.configured_engine import engine_for
from tracker.review.decision_input import decision_on_line
from tracker.review.decisions import Ruling
from tracker.review.line_decisions import Decider, HeldLine
from tracker.store import open_store

HELP = "Name lines, make one of two or two of one, and say which are on one subject."
LineArgument = Annotated[str, typer.Argument(help="Id, start of an id, name, alias, or part of a name.")]
OtherArgument = Annotated[str, typer.Argument(metavar="OTHER", help="The other line.")]
ByOption = Annotated[str, typer.Option("--by", help="Who decides. [default: $USER]", show_default=False)]


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
    _decide(line, Ruling.RENAME, name, config, store, by, as_json=as_json)


def alias(
    line: LineArgument,
    name: Annotated[str, typer.Argument(help="What it is also called.")],
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Let a line be found under a further name."""
    _decide(line, Ruling.ALIAS, name, config, store, by, as_json=as_json)


def merge(
    line: LineArgument,
    other: OtherArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make one line of two of the same source: the one that starts later goes on with the other."""
    _decide(line, Ruling.MERGE, other, config, store, by, as_json=as_json)


def split(
    line: LineArgument,
    day: Annotated[str, typer.Argument(help="The first day of the new line.", metavar="DATE")],
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Let a new line start with what was first said on or after a day."""
    _decide(line, Ruling.SPLIT, day, config, store, by, as_json=as_json)


def join(
    line: LineArgument,
    other: OtherArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put two lines, of any sources, in one dossier."""
    _decide(line, Ruling.JOIN, other, config, store, by, as_json=as_json)


def leave(
    line: LineArgument,
    other: OtherArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep two lines out of each other's dossier."""
    _decide(line, Ruling.LEAVE, other, config, store, by, as_json=as_json)


def _decide(
    name: str, ruling: Ruling, value: str, config: ConfigOption, store: str, by: str, *, as_json: bool
) -> None:
    with report_errors():
        loaded = effective_config(config, store)
        with open_store(loaded.store_url) as opened:
            now, find = utc_now(), opened.find_line_history
            decider = Decider(session.decider(by), now)
            decision = decision_on_line(HeldLine(*find(name)), ruling, value, find=find, decider=decider)
            kept = opened.decide([decision])
            result = session.relate_after_decisions(opened, engine_for(loaded), now, track=progress)
    for one in kept:
        if as_json:
            print_json(session.decision_row(one))
        else:
            typer.echo(session.decision_line(one))
    if not as_json:
        typer.echo(f"{len(kept)} kept; {result.counts.get('revisions', 0)} texts related again")
