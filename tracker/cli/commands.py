"""Commands of the domain: init, read, lines, history, doctor, cite, search, and the group sources.

They print what the layers below return. Heavy modules are imported inside the
commands, so that ``--help`` is quick.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from tracker.cli import cite_command, line_commands, search_command
from tracker.cli.console import EXIT_PROBLEMS, exit_with_problems, print_json, print_result, report_errors
from tracker.cli.doctor import CheckFunction, named_store, run_checks
from tracker.cli.options import ConfigOption, JsonOption, PathsArgument, StoreOption, effective_config
from tracker.cli.rendering.unit_rendering import explained, near_rows, render_near_misses, render_units
from tracker.cli.sources import sources_commands
from tracker.config import load_config, store_url
from tracker.config.configured_engine import engine_for
from tracker.domain import Problem
from tracker.errors import ConfigError, UnreadableRevision, writing_to
from tracker.exports.json_rows import read_row
from tracker.private_files import create_file
from tracker.segment.reader import unread_languages
from tracker.sources.announcements import is_undated
from tracker.sources.kinds.files import read_files
from tracker.sources.read_announced import read_announced
from tracker.store import open_store
from tracker.store.database import display_url
from tracker.text.korean import language_name

ZONE = re.compile(
    r"^timezone = .*$", re.MULTILINE
)  # that of [jobs]; those of sources and readers are commented out
LOCALTIME = Path("/etc/localtime")  # on Linux and macOS a link into the database of zones
DATABASE = "zoneinfo/"
UTC_NAMES = frozenset({"Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"})


def register(app: typer.Typer) -> None:
    """Add this package's commands to *app*."""
    app.command(epilog="Example: policy-tracker init --config desk/config.toml")(init)
    app.command(epilog="Example: policy-tracker read statement.txt --json")(read)
    line_commands.register(app)
    cite_command.register(app)
    search_command.register(app)
    sources_commands.register(app)
    register_doctor(app, {})


def register_doctor(app: typer.Typer, looks: Mapping[str, CheckFunction]) -> None:
    """Add ``doctor`` to *app*; *looks* are further things to look at."""

    @app.command(epilog="Example: policy-tracker doctor --config desk/config.toml")
    def doctor(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
        """Look at everything a run needs, without the network; exit 1 if something is wrong."""
        wrong = False
        with report_errors():
            asked = {**looks, "store": named_store} if store else dict(looks)
            for check in run_checks(lambda: effective_config(config, store, whole=False), asked):
                wrong = wrong or not check.ok
                text = f"{'ok   ' if check.ok else 'WRONG'}  {check.name:<9} {check.found}"
                values = {"check": check.name, "ok": check.ok, "found": check.found}
                print_result(values, text, as_json=as_json)
        if wrong:
            raise typer.Exit(EXIT_PROBLEMS)


def init(
    config: Annotated[Path, typer.Option(help="The file to write.")] = Path("config.toml"),
    store: StoreOption = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is there.")] = False,
) -> None:
    """Write a commented config.toml and make the store it names."""
    with report_errors():
        if config.exists() and not force:
            raise ConfigError("is there already", where=str(config), remedy="use --force to overwrite it")
        with writing_to(config, ConfigError):
            config.parent.mkdir(parents=True, exist_ok=True)
            create_file(config)  # it says who is written to
            example = (files("tracker.config") / "example.toml").read_text("utf-8")
            zone = local_zone()
            config.write_text(ZONE.sub(f'timezone = "{zone}"', unchosen(example), count=1), "utf-8")
        url = store_url(store) if store else load_config(config).store_url
        with open_store(url):
            pass
    typer.echo(f"wrote {config}; made the store {display_url(url)}")
    typer.echo(f"times are {zone}; another zone: timezone in [jobs]")
    typer.echo(
        "next: `policy-tracker sources presets`, `policy-tracker sources add ID`, `policy-tracker sources check`, "
        "`policy-tracker run`"
    )


def unchosen(example: str) -> str:
    """Return *example*, a config.toml, with every source and subscriber in it commented out: who starts chooses them."""
    lines, choosing = [], False
    for line in example.splitlines():
        if line.startswith("[["):
            choosing = line.startswith(("[[sources]]", "[[subscribers]]"))
        elif not line.strip() or line.startswith("["):
            choosing = False
        lines.append(f"# {line}" if choosing else line)
    return "\n".join(lines) + "\n"


def read(
    paths: PathsArgument,
    config: ConfigOption = None,
    store: StoreOption = "",  # noqa: ARG001 - every command takes it; this one needs none
    why: Annotated[
        bool,
        typer.Option(
            "--explain",
            help="Print the probability, the words that carried it, the reasons and the slots of each unit.",
        ),
    ] = False,
    unread: Annotated[
        bool,
        typer.Option(
            "--unread", help="Print what nearly became a unit instead: look here for what is missed."
        ),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Print the commitments and positions in files. Needs no store and no configuration."""
    problems: list[Problem] = []
    with report_errors():
        settings = effective_config(config)
        engine = engine_for(settings)
        for found in read_files(paths):
            if isinstance(found, Problem):
                problems.extend(() if is_undated(found) else (found,))  # reading asks for no date
                continue
            try:
                release, reading = read_announced(found, engine)
            except UnreadableRevision as error:
                problems.append(Problem(error.where or found.release.ref, error.message, error.remedy))
                continue
            problems.extend(unread_languages(release.ref, reading.document, engine.encoder))
            if unread:
                near = near_rows(reading.document, settings)
                if as_json:
                    for row in near:
                        print_json({"release": release.ref, **row})
                else:
                    typer.echo("\n".join(render_near_misses(release, near)))
                continue
            reasons = explained(reading) if why else {}
            if as_json:
                for unit in reading.units:
                    print_json(read_row(release, unit) | ({"explain": reasons[unit.id]} if why else {}))
            else:
                typer.echo(
                    "\n".join(
                        render_units(release, reading.units, reasons, language_name(reading.document.text))
                    )
                )
    exit_with_problems(problems)


def local_zone(environment: Mapping[str, str] = os.environ, link: Path = LOCALTIME) -> str:
    """Return the zone that *environment* names in TZ, else the one *link* leads to, else "UTC"."""
    try:
        linked = str(link.readlink()) if link.is_symlink() else ""
    except OSError:
        linked = ""
    known = available_timezones()
    for name in (environment.get("TZ", "").lstrip(":"), linked.rpartition(DATABASE)[2]):
        if name in known:
            return "UTC" if name in UTC_NAMES else name
    return "UTC"
