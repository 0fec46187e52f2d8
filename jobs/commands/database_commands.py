"""Commands of whoever keeps the service running: ``health``, ``metrics``, ``backup``, ``restore`` and the group ``db``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from jobs.logs import log_settings
from jobs.maintenance import back_up, parse_duration, retention, retention_period
from jobs.monitoring.health_check import check_store_health, health_row, is_healthy
from jobs.monitoring.metrics_endpoint import metrics_text
from jobs.monitoring.metrics_settings import metrics_settings
from jobs.monitoring.status import open_existing_store, schema_of
from tracker.cli.console import (
    EXIT_PROBLEMS,
    exit_with_problems,
    print_error,
    print_json,
    print_result,
    report_errors,
)
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, effective_config, option
from tracker.config import Config
from tracker.domain import Problem
from tracker.exports.output_target import write_or_print
from tracker.store import Store
from tracker.store import restore as put_back
from tracker.store.database import require_store

DB_HELP = "Look after the store: bring it up to date, check it, forget, give back room, index again."


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.command(epilog="Example: policy-tracker health --within 2h")(health)
    app.command(epilog="Example: policy-tracker metrics --output /var/lib/node-exporter/policy-tracker.prom")(
        metrics
    )
    app.command(epilog="Example: policy-tracker backup backups/ --keep 14")(backup)
    app.command(epilog="Example: policy-tracker restore backups/policy-tracker-20310304T030000Z.db")(restore)
    db = typer.Typer(help=DB_HELP, no_args_is_help=True, rich_markup_mode=None)
    db.command(epilog="Example: policy-tracker db upgrade --config desk/config.toml")(upgrade)
    db.command(epilog="Example: policy-tracker db check")(check)
    db.command(epilog="Example: policy-tracker db vacuum")(vacuum)
    db.command(epilog="Example: policy-tracker db prune --keep 400d")(prune)
    db.command(epilog="Example: policy-tracker db reindex")(reindex)
    app.add_typer(db, name="db")


def health(
    within: Annotated[
        str,
        option(
            help="A fetch must have ended well so long ago at most, whatever [jobs] says: 90m, 2h, 1d.",
            metavar="TIME",
        ),
    ] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say whether all is well, for a probe: exit 0, or 1 and on stderr what somebody has to do. Changes nothing."""
    with report_errors():
        now = datetime.now(UTC)
        limit = parse_duration(within, "--within") if within else None
        _, findings = check_store_health(watched_config(config, store), now, within=limit)
    well = is_healthy(findings)
    if as_json:
        print_json(health_row(findings, now))
    elif well:
        typer.echo("well" + "".join(f"; {finding.message}" for finding in findings))
    if not well:
        for finding in findings if not as_json else ():
            print_error(f"{finding.check}: {finding}")
        raise typer.Exit(EXIT_PROBLEMS)


def metrics(
    output: Annotated[
        Path | None,
        option(
            "--output",
            "-o",
            help="Write to FILE, whole or not at all, as for node_exporter's textfile collector.",
            metavar="FILE",
        ),
    ] = None,
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Print how all fares in the text format of Prometheus. Asks nobody, changes nothing."""
    with report_errors():
        text = metrics_text(watched_config(config, store), datetime.now(UTC))
        write_or_print([text], output)


def backup(
    target: Annotated[
        Path, typer.Argument(help="The file to write; a folder gets one named by the time.", metavar="FILE")
    ],
    keep: Annotated[
        int | None, option(help="In a folder: delete all but the latest N.", min=1, metavar="N")
    ] = None,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Copy the store, checked, while it is in use: a SQLite file, whatever database the store is in."""
    with report_errors(), _existing_store(config, store) as found:
        file, held = back_up(found, target, datetime.now(UTC), keep=keep)
    size = file.stat().st_size
    text = f"{file}: {_counts_text(held)}; {size / 1e6:,.1f} MB, checked"
    print_result({"file": str(file), "bytes": size, "rows": dict(held)}, text, as_json=as_json)


def restore(
    source: Annotated[Path, typer.Argument(help="A file that `backup` wrote.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Replace a store that holds something.")] = False,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Put a backup where the store of config.toml is, in either database. Stop the daemon first."""
    with report_errors():
        held = put_back(source, effective_config(config, store).store_url, force=force)
    print_result(dict(held), f"restored, checked: {_counts_text(held)}", as_json=as_json)


def upgrade(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Bring the schema of the store up to date. Any run does so too; this says so. Back up first."""
    with report_errors(), Store(require_store(effective_config(config, store).store_url)) as found:
        before = schema_of(found)
        found.ensure_schema()
        after = schema_of(found)
    text = f"schema {after}" + ("; it was up to date" if before == after else f", from {before}")
    print_result({"before": before, "after": after}, text, as_json=as_json)


def check(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Read the whole store and say what does not fit: damage, orphans, bytes and quotes that are not as received."""
    with report_errors(), _existing_store(config, store) as found:
        wrong = found.check()
    if as_json:
        print_json({"sound": not wrong, "wrong": wrong})
    elif not wrong:
        typer.echo("sound")
    exit_with_problems(Problem("store", line, "") for line in wrong)


def vacuum(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Give room back to the disk. In SQLite nobody can write meanwhile, and it needs the room of the store once more."""
    with report_errors(), _existing_store(config, store) as found:
        before = found.size()
        found.vacuum()
        after = found.size()
    text = f"{before / 1e6:,.1f} MB before, {after / 1e6:,.1f} MB after"
    print_result({"before_bytes": before, "after_bytes": after}, text, as_json=as_json)


def prune(
    keep: Annotated[
        str,
        option(help="How long back the record stays: 400d, 2y. [default: [retention] keep]", metavar="TIME"),
    ] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Forget old runs, notices and bytes of mails that went out. Nothing received goes, nor what a change rests on."""
    with report_errors():
        loaded = effective_config(config, store)
        url = require_store(loaded.store_url)
        period = retention_period(keep, "--keep") if keep else retention(loaded).keep
        with open_existing_store(url) as found:
            gone = found.prune(period, datetime.now(UTC))
    print_result(gone, f"forgotten: {_counts_text(gone)}", as_json=as_json)


def reindex(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Make the index of `search` again from the texts."""
    with report_errors(), _existing_store(config, store) as found:
        number = found.reindex()
    print_result({"passages": number}, f"{number:,} passages", as_json=as_json)


def _existing_store(config: Path | None, store: str) -> AbstractContextManager[Store]:
    return open_existing_store(require_store(effective_config(config, store).store_url))


def watched_config(config: Path | None, store: str) -> Config:
    """Return the configuration in force for a command that shows how all fares.

    The store that it names may not have been made yet; one that *store*, of the command line, names has to be there.

    Raises:
        ConfigError: The configuration is wrong, or there is no such store.
    """
    loaded = effective_config(config, store)
    if store:
        require_store(loaded.store_url)
    return loaded


def describe_maintenance(config: Config) -> str:
    """Say where probes are answered, how lines are logged and how long the record is kept; for ``doctor``.

    Raises:
        ConfigError: [metrics], [log] or [retention] is wrong.
    """
    listen, logs, kept = metrics_settings(config), log_settings(config), retention(config)
    answers = f"probes answered at {listen.host} port {listen.port}" if listen else "no probes answered"
    return f"{answers}; logs {logs.format} from {logs.level} on; the record kept {kept.keep.days} days"


def _counts_text(held: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {what}" for what, number in held.items() if number) or "nothing"
