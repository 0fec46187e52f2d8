"""The group ``line``: what an analyst decides about lines as they stand. Kept by words, so it outlives every recomputation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from jobs.commands import review_session as session
from jobs.commands.review_commands import relate_and_print
from jobs.step_result import utc_now
from tracker.cli.console import report_errors
from tracker.cli.options import ByOption, ConfigOption, JsonOption, StoreOption, effective_config
from tracker.review.decision_input import decision_on_line
from tracker.review.decisions import Ruling
from tracker.review.line_decisions import Decider, HeldLine
from tracker.store import open_held_store

HELP = "Name lines, make one of two or two of one, and say which are on one subject."
LineArgument = Annotated[str, typer.Argument(help="Id, start of an id, name, alias, or part of a name.")]
OTHER = typer.Argument(metavar="OTHER", help="The other line.")
DECISIONS = (
    (
        Ruling.RENAME,
        typer.Argument(metavar="NAME", help="What it is called from now on."),
        "Give a line another name.",
        "'engage Lurania'",
    ),
    (
        Ruling.ALIAS,
        typer.Argument(metavar="NAME", help="What it is also called."),
        "Let a line be found under a further name.",
        "'the open door'",
    ),
    (
        Ruling.MERGE,
        OTHER,
        "Make one line of two of the same source: the one that starts later goes on with the other.",
        "77b0e4",
    ),
    (
        Ruling.SPLIT,
        typer.Argument(metavar="DATE", help="The first day of the new line."),
        "Let a new line start with what was first said on or after a day.",
        "2031-03-04",
    ),
    (Ruling.JOIN, OTHER, "Put two lines, of any sources, in one dossier.", "77b0e4"),
    (Ruling.LEAVE, OTHER, "Keep two lines out of each other's dossier.", "77b0e4"),
)


def register(app: typer.Typer) -> None:
    """Add the group to *app*."""
    line = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)
    for ruling, value, about, example in DECISIONS:
        epilog = f"Example: policy-tracker line {ruling} 3fa2c1 {example}"
        line.command(ruling.value, help=about, epilog=epilog)(_command(ruling, value))
    app.add_typer(line, name="line")


def _command(ruling: Ruling, value_argument: Any) -> Callable[..., None]:
    def decide(
        line: LineArgument,
        value: str,
        config: ConfigOption = None,
        store: StoreOption = "",
        by: ByOption = "",
        as_json: JsonOption = False,
    ) -> None:
        with report_errors():
            loaded = effective_config(config, store)
            with open_held_store(loaded.store_url) as opened:
                find, decider = opened.find_line_history, Decider(session.decider(by), utc_now())
                decision = decision_on_line(HeldLine(*find(line)), ruling, value, find=find, decider=decider)
                relate_and_print(loaded, opened, opened.decide([decision]), as_json=as_json)

    decide.__annotations__["value"] = Annotated[str, value_argument]
    return decide
