"""The command ``run``: the steps, once. What it imports, a pass that finds nothing new waits for."""

from __future__ import annotations

from typing import Annotated

import typer

from jobs.context import open_context
from jobs.logs import tracebacks_shown
from jobs.polling.events import Event, event_line
from jobs.scheduling.run_once import run_due_jobs, run_steps_once
from jobs.scheduling.runner import JobRunner
from jobs.scheduling.schedule import SCHEDULED_STEPS, schedule
from jobs.step_result import STEPS, StepResult, never_stop
from reports.config.subscriber_settings import subscribers
from tracker.cli.console import exit_with_problems, print_result, progress, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, argument, effective_config
from tracker.domain import Problem
from tracker.errors import ConfigError


def register(app: typer.Typer) -> None:
    """Add ``run`` to *app*."""
    app.command(epilog="Example: policy-tracker run fetch read relate --config desk/config.toml")(run)


def run(
    steps: Annotated[
        list[str] | None,
        argument(
            help="fetch, read, relate, compose, deliver; none = all. With --due also recheck, maintenance."
        ),
    ] = None,
    due: Annotated[
        bool,
        typer.Option(
            "--due",
            help="Do the jobs of [jobs] that are due by the ledger, as the daemon would, and no others.",
        ),
    ] = False,
    config: ConfigOption = None,
    store: StoreOption = "",
    porcelain: Annotated[
        bool,
        typer.Option(
            "--porcelain",
            help="For scripts: print only NEW: URL, CHANGED: URL, ERROR: URL reason, RECOVERED: URL.",
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Do the steps once, in order. Whatever is done already is not done again."""
    problems: list[Problem] = []
    with report_errors(), tracebacks_shown():
        allowed = SCHEDULED_STEPS if due else STEPS
        for unknown in [name for name in steps or () if name not in allowed]:
            raise ConfigError(f'there is no step "{unknown}"', remedy=f"one of {', '.join(allowed)}")
        loaded = effective_config(config, store)
        planned = schedule(loaded, subscribers(loaded)) if due else None

        def on_event(event: Event) -> None:
            if porcelain:
                typer.echo(event_line(event))

        with open_context(loaded) as context:
            if planned is not None:
                job_runner = JobRunner(context, planned, stop=never_stop, track=progress, on_event=on_event)
                doing = run_due_jobs(job_runner, steps or ())
            else:
                doing = run_steps_once(context, steps or (), track=progress, on_event=on_event)
            for name, result in doing:
                problems.extend(result.problems if result else ())
                if not porcelain:
                    _print_result("job" if due else "step", name, result, as_json)
    exit_with_problems(problems)


def _print_result(what: str, name: str, result: StepResult | None, as_json: bool) -> None:
    """Print what a step or a job did; None = it was left to another process."""
    if result is None:
        text = f"{name:<8} left to another process, which is at it"
        print_result({what: name, "left": True}, text, as_json=as_json)
        return
    said = ", ".join(f"{number} {counted}" for counted, number in result.counts.items() if number)
    values = {what: name, **result.counts, "problems": [str(problem) for problem in result.problems]}
    print_result(values, f"{name:<8} {said or 'nothing to do'}", as_json=as_json)
