"""Commands of an analyst: ``review`` and ``recompute``. The work is in :mod:`jobs.commands.review_session` and the steps."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from jobs import steps
from jobs.commands import review_session as session
from jobs.step_result import total, utc_now
from tracker.cli.console import (
    exit_with_problems,
    print_error,
    print_json,
    print_result,
    progress,
    report_errors,
)
from tracker.cli.options import (
    ByOption,
    ConfigOption,
    JsonOption,
    StoreOption,
    WorkersOption,
    effective_config,
    effective_workers,
    option,
)
from tracker.config import Config
from tracker.config.configured_engine import engine_for
from tracker.domain import Problem
from tracker.errors import ConfigError
from tracker.exports.json_rows import change_row
from tracker.review.decisions import Decision
from tracker.review.review_queue import within_minutes
from tracker.review.spreadsheet import write_sheet
from tracker.review.training_pairs import write_pairs
from tracker.search.known_names import require_source
from tracker.store import Store, open_held_store

SourceOption = Annotated[str, option("--source", help="Only this source.")]


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(
        invoke_without_command=True, epilog="Example: policy-tracker review --source kr_mofa_en_press"
    )(review)
    group.command("export", epilog="Example: policy-tracker review export answers.jsonl")(export_answers)
    app.add_typer(group, name="review")
    app.command(epilog="Example: policy-tracker recompute --source kr_mofa_en_press")(recompute)


def review(
    context: typer.Context,
    config: ConfigOption = None,
    store: StoreOption = "",
    source: SourceOption = "",
    line: Annotated[
        str, option(help="Every change of this line, in doubt or not: an id, a name, or part of one.")
    ] = "",
    minutes: Annotated[
        int, typer.Option(help="Ask what can be answered in so long; 0: everything.", min=0)
    ] = 15,
    claims: Annotated[
        bool, typer.Option("--claims", help="Also what says it repeats where no earlier statement was found.")
    ] = False,
    export: Annotated[Path | None, option(help="Write them to a sheet.", metavar="FILE.csv")] = None,
    take: Annotated[
        Path | None, option("--import", help="Take the decisions of a filled-in sheet.", metavar="FILE.csv")
    ] = None,
    undo: Annotated[int | None, option(help="Undo this decision.", metavar="ID")] = None,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="List what was decided, and what was undone.")
    ] = False,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """List doubtful links and labels, moves first, and take decisions: at a terminal, or by a sheet.

    What is on one line comes together, like cases are one question. A decision is
    kept with who and when, and outlives every recomputation.
    """
    if context.invoked_subcommand:
        return

    problems: list[Problem] = []
    with report_errors():
        if sum(bool(given) for given in (export, take, undo is not None, decisions)) > 1:
            raise ConfigError("give one of --export, --import, --undo and --decisions")
        loaded = effective_config(config, store)
        with open_held_store(loaded.store_url) as opened:
            require_source(source, opened.sources())
            if decisions:
                for decision in opened.decisions(source or None, undone=True):
                    print_decision(decision, as_json=as_json)
                return
            if undo is not None:
                undone = opened.undo(undo, session.decider(by), utc_now())
                relate_and_print(loaded, opened, [undone], as_json=as_json, verb="undone")
                return
            if take is not None:
                kept, problems = session.import_sheet(opened, take, by=session.decider(by), now=utc_now())
                relate_and_print(loaded, opened, kept, as_json=as_json)
            else:
                _review_doubts(
                    loaded, opened, source, line, export, by, claims=claims, minutes=minutes, as_json=as_json
                )
    exit_with_problems(problems)


def _review_doubts(
    loaded: Config,
    opened: Store,
    source: str,
    line: str,
    export: Path | None,
    by: str,
    *,
    claims: bool,
    minutes: int,
    as_json: bool,
) -> None:
    """List what is in doubt, write it to a sheet, or ask about it where somebody sits at a terminal."""
    found = session.doubts_to_review(opened, source=source or None, line=line or None, claims=claims)
    waiting = within_minutes(found, minutes)
    left = len(found) - len(waiting)
    if export is not None:
        count = write_sheet(waiting, export)
        text = f"wrote {count} rows to {export}; fill in decision and value, then review --import {export}"
        print_result({"file": export.as_posix(), "rows": count}, text, as_json=as_json)
        return
    if as_json:
        for doubt in waiting:
            like = [one.id for one in doubt.like]
            print_json({**change_row(doubt.change), "why": list(doubt.why), "like": like})
        return
    if not waiting:
        typer.echo("nothing is in doubt")
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        kept = session.run_session(
            opened,
            waiting,
            by=session.decider(by),
            now=utc_now(),
            ask=lambda text: input(f"{text}: "),
            say=typer.echo,
        )
        relate_and_print(loaded, opened, kept, as_json=False)
        return
    for doubt in waiting:
        typer.echo("\n".join((*session.doubt_lines(doubt), "")))
    rest = f", {left} more wait (--minutes 0 lists all)" if left else ""
    print_error(f"{len(waiting)} in doubt{rest}; decide at a terminal, or with --export and --import")


def export_answers(
    path: Annotated[
        Path, typer.Argument(help="The file to write, one JSON object a line.", metavar="FILE.jsonl")
    ],
    config: ConfigOption = None,
    store: StoreOption = "",
    source: SourceOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write what was answered as judged pairs of statements: what links and labels can be fitted to and scored on."""
    with report_errors(), open_held_store(effective_config(config, store).store_url) as opened:
        count = write_pairs(opened.decisions(source or None), path)
    print_result({"file": path.as_posix(), "rows": count}, f"wrote {count} pairs to {path}", as_json=as_json)


def print_decision(decision: Decision, *, as_json: bool) -> None:
    """Print *decision* on a line."""
    print_result(session.decision_row(decision), session.decision_line(decision), as_json=as_json)


def relate_and_print(
    loaded: Config, opened: Store, kept: list[Decision], *, as_json: bool, verb: str = "kept"
) -> None:
    """Relate again what the decisions *kept* have made due, and print them."""
    result = steps.relate(opened, engine_for(loaded), utc_now(), track=progress)
    for decision in kept:
        print_decision(decision, as_json=as_json)
    if not as_json:
        again = result.counts.get("revisions", 0)
        typer.echo(f"{len(kept)} {verb}; {again} texts related again")


def recompute(
    config: ConfigOption = None,
    store: StoreOption = "",
    source: SourceOption = "",
    workers: WorkersOption = "",
    as_json: JsonOption = False,
) -> None:
    """Read and relate everything again, or one source. Interrupted, it goes on from there when called again."""
    with report_errors():
        loaded = effective_config(config, store)
        chosen = effective_workers(loaded, workers)
        engine = engine_for(loaded)
        with open_held_store(loaded.store_url) as opened:
            require_source(source, opened.sources())
            if opened.is_recomputing(source or None):
                print_error("going on with a recomputation that was cut short")
            else:
                opened.mark_unread(source or None)
            read, related = steps.read_and_relate(opened, engine, utc_now(), workers=chosen, track=progress)
            opened.optimize_search()
        result = total((read, related))
        counts = {
            "read": read.counts.get("revisions", 0),
            "units": read.counts.get("units", 0),
            "related": related.counts.get("revisions", 0),
            "changes": related.counts.get("changes", 0),
        }
        text = f"{counts['read']} texts read, {counts['units']} units; {counts['related']} texts related, {counts['changes']} changes"
        print_result(counts, text, as_json=as_json)
    exit_with_problems(result.problems)
