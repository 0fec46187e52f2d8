"""The one command. Assembles what each package owns and adds ingest, run, daemon, demo and an analyst's desk."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import jobs.commands.database
import jobs.commands.line_commands
import jobs.commands.operations
import jobs.commands.review
import reports.cli.report_commands
import tracker.cli.commands
from tracker import sandbox
from tracker.cli import install_check
from tracker.cli.console import (
    EXIT_OK,
    EXIT_PROBLEMS,
    EXIT_USAGE,
    exit_with_problems,
    print_error,
    print_json,
    progress,
    report_errors,
)
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    StoreOption,
    WorkersOption,
    effective_config,
    read_sections_with,
)
from tracker.domain import Problem
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from jobs.polling.events import Event
    from jobs.step_result import StepResult
    from tracker.config import Config

LOOKED_AT = frozenset(  # sections that doctor has more to say of than that they are read
    {"jobs", "subscribers", "mail", "site", "metrics", "log", "retention"}
)
ABOUT = """What did they commit to, and what has changed since they last said it?

Reads official statements, follows each commitment from one to the next,
and reports what continues and what moved.

Start with: policy-tracker demo
"""


def build_app() -> typer.Typer:
    """Return the whole command."""
    app = typer.Typer(
        help=ABOUT,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"max_content_width": 110},
    )
    app.command(epilog="Example: policy-tracker demo --folder demo-output")(demo)
    app.command(epilog="Example: policy-tracker ingest archive/ more.jsonl --store desk.db")(ingest)
    app.command(epilog="Example: policy-tracker run fetch read relate --config desk/config.toml")(run)
    app.command(epilog="Example: policy-tracker daemon --config desk/config.toml")(daemon)
    read_sections_with("jobs", _check_sections)
    looks = {
        "jobs": describe_jobs,
        "mail": describe_mail,
        "site": describe_site,
        "sections": describe_sections,
        "upkeep": jobs.commands.database.describe_maintenance,
    }
    tracker.cli.commands.register(app, looks)
    reports.cli.report_commands.register(app)
    jobs.commands.review.register(app)
    jobs.commands.line_commands.register(app)
    jobs.commands.operations.register(app)
    jobs.commands.database.register(app)
    return app


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .txt, .html, .md, .pdf, .jsonl.")],
    config: ConfigOption = None,
    store: StoreOption = "",
    source: Annotated[
        str | None,
        typer.Option(
            "--source", help="The source they belong to. [default: as the rows say]", show_default=False
        ),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            "--units",
            help="Units coded by hand, in the gold file format: taken instead of reading.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    workers: WorkersOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take releases from files, read them, and relate them to what was said before."""
    from jobs import import_files as intake
    from jobs.step_result import utc_now
    from tracker.configured_engine import engine_for
    from tracker.store import open_store

    with report_errors():
        loaded = effective_config(config, store)
        engine = engine_for(loaded)
        with open_store(loaded.store_url) as opened:
            result = intake.ingest(
                opened,
                engine,
                paths,
                utc_now(),
                source=source,
                sources=loaded.sources,
                units=units,
                lexicon=loaded.lexicon,
                workers=loaded.workers if workers is None else workers,
                track=progress,
            )
            if as_json:
                print_json(dict(result.counts))
            else:
                typer.echo(intake.summary(result))
                for said in intake.questions(opened.open_questions()):
                    typer.echo(said, err=True)
    exit_with_problems(result.problems)


def run(
    steps: Annotated[
        list[str] | None,
        typer.Argument(
            help="fetch, read, relate, compose, deliver; none = all. With --due also recheck, maintenance.",
            show_default=False,
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
    from jobs.context import open_context
    from jobs.logs import tracebacks_shown
    from jobs.polling.events import event_line
    from jobs.scheduling.run_once import run_due_jobs, run_steps_once
    from jobs.scheduling.schedule import SCHEDULED_STEPS, schedule
    from jobs.step_result import STEPS, never_stop
    from reports.config import subscribers
    from tracker.errors import ConfigError

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
                from jobs.scheduling.runner import JobRunner

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
    if as_json and result is None:
        print_json({what: name, "left": True})
    elif as_json and result is not None:
        print_json({what: name, **result.counts, "problems": [str(problem) for problem in result.problems]})
    elif result is None:
        typer.echo(f"{name:<8} left to another process, which is at it")
    else:
        said = ", ".join(f"{number} {what}" for what, number in result.counts.items() if number)
        typer.echo(f"{name:<8} {said or 'nothing to do'}")


def daemon(config: ConfigOption = None, store: StoreOption = "") -> None:
    """Do the jobs of [jobs] at their times until SIGTERM or Ctrl-C; SIGHUP loads the configuration again."""
    import threading
    from collections.abc import Iterator
    from contextlib import contextmanager

    from jobs.context import JobContext, open_context
    from jobs.logs import configure_logging, log_settings
    from jobs.monitoring.metrics_endpoint import start_probe_server
    from jobs.scheduling.daemon import run_daemon
    from jobs.scheduling.schedule import Schedule, schedule
    from jobs.scheduling.signals import Signals
    from reports.config import subscribers

    @contextmanager
    def load(stop_event: threading.Event) -> Iterator[tuple[JobContext, Schedule]]:
        loaded = effective_config(config, store)
        planned, logging = schedule(loaded, subscribers(loaded)), log_settings(loaded)
        with open_context(loaded, stop_event=stop_event) as context:
            configure_logging(logging)
            yield context, planned

    with report_errors(), Signals() as signals:
        run_daemon(load, signals, start_probes=start_probe_server)


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where to write.")] = Path("demo-output"),
    serve: Annotated[
        bool, typer.Option("--serve", help="Keep the invented site up, so that links work.")
    ] = False,
) -> None:
    """Follow an invented ministry over two years, without any network, and write the digest."""
    from jobs.demo.run_demo import run_demo

    with report_errors():
        problems = run_demo(folder, keep_serving=serve, say=typer.echo)
    exit_with_problems(problems)


def _check_sections(config: Config) -> None:
    from jobs.sections import check_sections  # pydantic, which it loads, would cost every --help 80 ms

    check_sections(config)


def describe_jobs(config: Config) -> str:
    """Say how many jobs [jobs] and the subscribers make."""
    from jobs.scheduling.schedule import schedule
    from reports.config import subscribers

    if not config.sections.get("jobs"):
        return "no [jobs]; `run` needs none, `daemon` does"
    planned = schedule(config, subscribers(config))
    return ", ".join(f"{job.name} ({job.cron})" for job in planned.jobs)


def describe_mail(config: Config) -> str:
    """Say how digests leave the house, and to whom."""
    from reports.config import mail_settings, smtp_password, subscribers
    from reports.mail.build_transport import build_transport

    settings, readers = mail_settings(config), subscribers(config)
    if settings is None:
        return "no [mail]; no digests are sent"
    build_transport(settings, smtp_password()).close()
    return f"{len(readers)} subscribers, by {settings.folder or settings.host}"


def describe_sections(config: Config) -> str:
    """Name the sections of the file; those that no other look reads are read here.

    Raises:
        ConfigError: One of them is wrong.
    """
    from jobs.sections import SECTION_READERS, check_sections

    check_sections(config, SECTION_READERS.keys() - LOOKED_AT)
    return ", ".join(config.sections) or "none"


def describe_site(config: Config) -> str:
    """Say where the site is, and who may see it where ``serve`` answers.

    Raises:
        ConfigError: [site] is wrong, or of user and password there is only one.
    """
    from reports.config import site_password, site_settings
    from reports.config_checks import parse_listen_address
    from reports.web.access import access_policy

    settings = site_settings(config)
    host, port = parse_listen_address(settings.listen, "[site]")
    access_policy(settings, host, site_password(), public=True)  # whether that is meant is for `serve` to ask
    readers = f'"{settings.user}" with a password' if settings.user else "anyone who reaches it"
    return f"{settings.url or 'no public address'}; `serve` answers {readers} at {host} port {port}"


def main() -> None:
    """Check the installation, then do what the command line says."""
    # a store is read into many small frozen objects without cycles: looking for some cost 12 % of relating
    gc.set_threshold(50_000, 20, 50)
    try:
        install_check.check_package_owner()
        sandbox.install()
        build_app()(prog_name="policy-tracker")
    except TrackerError as error:
        print_error(str(error))
        raise SystemExit(EXIT_USAGE) from error
    except KeyboardInterrupt:
        raise SystemExit(EXIT_PROBLEMS) from None
    raise SystemExit(EXIT_OK)
