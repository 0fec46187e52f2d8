"""The one command. Assembles what each package owns and adds ingest, run, daemon, demo and an analyst's desk."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import jobs.desk
import reports.cli
import tracker.cli
from tracker import install
from tracker.console import OK, TROUBLE, WRONG_CALL, complain, finish, plain_errors, progress, row
from tracker.domain import Problem
from tracker.errors import TrackerError
from tracker.settings import ConfigOption, JsonOption, StoreOption, configured

if TYPE_CHECKING:
    from tracker.config import Config

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
    tracker.cli.register(app, {"jobs": look_at_jobs, "mail": look_at_mail})
    reports.cli.register(app)
    jobs.desk.register(app)
    return app


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders: .txt, .html, .md, .jsonl.")],
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
    as_json: JsonOption = False,
) -> None:
    """Take releases from files, read them, and relate them to what was said before."""
    from jobs import ingest as intake
    from jobs.workshop import utc_now
    from tracker.settings import engine_for
    from tracker.store import open_store

    with plain_errors():
        loaded = configured(config, store)
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
                track=progress,
            )
        if as_json:
            row(dict(result.counts))
        else:
            typer.echo(intake.summary(result))
    finish(result.problems)


def run(
    steps: Annotated[
        list[str] | None,
        typer.Argument(help="fetch, read, relate, compose, deliver; none = all.", show_default=False),
    ] = None,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Do the steps once, in order. Whatever is done already is not done again."""
    from jobs import runs
    from jobs.steps import STEPS
    from jobs.workshop import open_workshop, run_step, utc_now
    from tracker.errors import ConfigError

    problems: list[Problem] = []
    with plain_errors():
        for unknown in [name for name in steps or () if name not in STEPS]:
            raise ConfigError(f'there is no step "{unknown}"', mend=f"one of {', '.join(STEPS)}")
        loaded = configured(config, store)
        with open_workshop(loaded) as workshop:
            for name in [name for name in STEPS if not steps or name in steps]:
                now = utc_now()
                step = partial(run_step, workshop, name, now, track=progress)
                result = runs.run(workshop.store, f"run {name}", now, [(name, step)], utc_now)
                if result is None:
                    continue
                problems.extend(result.problems)
                if as_json:
                    row(
                        {
                            "step": name,
                            **result.counts,
                            "problems": [str(problem) for problem in result.problems],
                        }
                    )
                else:
                    said = ", ".join(f"{number} {what}" for what, number in result.counts.items() if number)
                    typer.echo(f"{name:<8} {said or 'nothing to do'}")
    finish(problems)


def daemon(config: ConfigOption = None, store: StoreOption = "") -> None:
    """Do the steps at the times of [jobs] and of each subscriber, until stopped by SIGTERM or Ctrl-C."""
    import logging
    import threading

    from jobs.config import schedule
    from jobs.daemon import serve, stop_on_signals
    from jobs.workshop import open_workshop
    from reports.config import subscribers

    logging.basicConfig(
        level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s", stream=sys.stderr
    )
    logging.getLogger("policy_tracker").setLevel(logging.INFO)
    with plain_errors():
        loaded = configured(config, store)
        planned = schedule(loaded, subscribers(loaded))
        stop = threading.Event()
        stop_on_signals(stop)

        def nap(seconds: float) -> None:
            stop.wait(seconds)

        with open_workshop(loaded, sleep=nap) as workshop:
            serve(workshop, planned, stop)


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where to write.")] = Path("demo-output"),
    serve: Annotated[
        bool, typer.Option("--serve", help="Keep the invented site up, so that links work.")
    ] = False,
) -> None:
    """Follow an invented ministry over two years, without any network, and write the digest."""
    from jobs.demo import perform

    with plain_errors():
        problems = perform(folder, keep_serving=serve, say=typer.echo)
    finish(problems)


def look_at_jobs(config: Config) -> str:
    """Say how many jobs [jobs] and the subscribers make."""
    from jobs.config import schedule
    from reports.config import subscribers

    if not config.sections.get("jobs"):
        return "no [jobs]; `run` needs none, `daemon` does"
    planned = schedule(config, subscribers(config))
    return ", ".join(f"{job.name} ({job.cron})" for job in planned.jobs)


def look_at_mail(config: Config) -> str:
    """Say how digests leave the house, and to whom."""
    from reports.config import mail_settings, password, subscribers
    from reports.mailers import build_mailer

    settings = mail_settings(config)
    if settings is None:
        return "no [mail]; no digests are sent"
    build_mailer(settings, password()).close()
    return f"{len(subscribers(config))} subscribers, by {settings.folder or settings.host}"


def main() -> None:
    """Check the installation, then do what the command line says."""
    try:
        install.check()
        build_app()(prog_name="policy-tracker")
    except TrackerError as error:
        complain(str(error))
        raise SystemExit(WRONG_CALL) from error
    except KeyboardInterrupt:
        raise SystemExit(TROUBLE) from None
    raise SystemExit(OK)
