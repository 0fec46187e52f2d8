"""The command ``run``: the steps, once. What it imports, a pass that finds nothing new waits for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated

import typer

from jobs.context import JobContext, open_context, run_step
from jobs.logs import tracebacks_shown
from jobs.polling.events import Event, OnEvent, event_line
from jobs.scheduling import run_log
from jobs.scheduling.lease import LeaseManager, leases_needed
from jobs.scheduling.runner import JobRunner
from jobs.scheduling.schedule import SCHEDULED_STEPS, schedule
from jobs.step_result import STEPS, StepResult, Track, never_stop, utc_now
from reports.config.subscriber_settings import subscribers
from tracker.cli.console import exit_with_problems, print_result, progress, report_errors
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, argument, effective_config
from tracker.domain import Problem
from tracker.errors import ConfigError

NamedResult = tuple[str, StepResult | None]  # None = another process is at it


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


def run_steps_once(
    context: JobContext, names: Sequence[str], *, track: Track, on_event: OnEvent
) -> Iterator[NamedResult]:
    """Do the steps called *names* in order, all where none is named, and yield what each did.

    A step that another process is at is left to it.
    """
    lease_manager = LeaseManager(context.store, utc_now)
    run_log.mark_abandoned(context.store, utc_now(), lease_manager.process)
    for name in [name for name in STEPS if not names or name in names]:
        with lease_manager.acquire(leases_needed(name, [name])) as run_leases:
            if run_leases is None:
                yield name, None
                continue
            now = utc_now()
            step = partial(
                run_step, context, name, now, track=track, on_event=on_event, stop=run_leases.lost.is_set
            )
            work = [(name, step)]
            yield (
                name,
                run_log.run_logged(
                    context.store,
                    f"run {name}",
                    now,
                    work,
                    utc_now,
                    stop=run_leases.lost.is_set,
                    run_leases=run_leases,
                ),
            )


def run_due_jobs(job_runner: JobRunner, names: Sequence[str]) -> Iterator[NamedResult]:
    """Do the jobs that are due, those that begin with one of *names* where some are named, and yield what each did."""
    run_log.mark_abandoned(job_runner.context.store, utc_now(), job_runner.lease_manager.process)
    for job in job_runner.schedule.jobs:
        if (not names or job.steps[0] in names) and job_runner.due(job) is not None:
            yield job.name, job_runner.run_if_due(job)
