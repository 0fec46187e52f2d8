"""Those commands of ``policy-tracker sources`` that write: into config.toml, or from it into another file."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tracker.cli.console import LEFT_OUT_OF_EXPORT, print_error, print_json, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    StoreOption,
    argument,
    effective_config,
    form_by_name,
)
from tracker.config import Config, load_config
from tracker.errors import ConfigError, InputError, writing_to
from tracker.secrets import holds_secret, redact, redact_table
from tracker.sources.declaration.opml import opml_of, read_opml, slug
from tracker.sources.declaration.toml_writer import source_table_toml
from tracker.sources.presets import preset_names, read_preset

_LARGEST_OPML = 10_000_000  # bytes


class ListFormat(StrEnum):
    """What a list of sources is written as."""

    OPML = "opml"
    TOML = "toml"
    JSON = "json"


def add(
    presets: Annotated[list[str] | None, argument(help="Names of presets.")] = None,
    url: Annotated[str, typer.Option(help="Address of a feed, an index or a page instead.")] = "",
    kind: Annotated[str, typer.Option(help="feed, listing, sitemap, pages …")] = "feed",
    item: Annotated[str, typer.Option(help="listing: CSS of one row.")] = "",
    identity: Annotated[str, typer.Option("--id", help="What the source is called.")] = "",
    issuer: Annotated[str, typer.Option(help="Who speaks there.")] = "",
    timezone: Annotated[str, typer.Option(help="The publisher's, such as Asia/Seoul.")] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Append sources to config.toml, which otherwise stays as it is."""
    with report_errors():
        loaded = effective_config(config, store)
        names = presets or []
        if bool(names) == bool(url):
            raise ConfigError("give names of presets, or --url", remedy="`sources presets` lists the presets")
        given = {"issuer": issuer, "timezone": timezone}
        if names and (identity or any(given.values()) or item) and len(names) > 1:
            raise ConfigError("--id, --issuer, --timezone and --item are for one source; add one at a time")
        if url:
            identity = identity or slug("", url, loaded.source_tables)
            place: dict[str, Any] = {"urls": [url]} if kind == "pages" else {"url": url}
            tables: list[dict[str, Any]] = [{"id": identity, "kind": kind, **given, **place}]
        else:
            tables = [
                {"id": identity or name, "preset": read_preset(name).id, **given}
                for name in dict.fromkeys(names)
            ]
        if item:
            tables[0]["selectors"] = {"item": item}
        _append(loaded, tables, as_json=as_json)


def _append(
    loaded: Config, tables: Iterable[Mapping[str, Any]], *, as_json: bool, dry_run: bool = False
) -> None:
    """Append *tables* without their empty values, and say so.

    Raises:
        ConfigError: There is no file, an id is taken, or the result would be wrong.
    """
    chosen = [{key: value for key, value in table.items() if value} for table in tables]
    if loaded.path is None:
        raise ConfigError("there is no config.toml here", remedy="`policy-tracker init` writes a first one")
    for taken in [str(table["id"]) for table in chosen if table["id"] in loaded.source_tables]:
        raise ConfigError(
            f'there is a source "{taken}" already', where=str(loaded.path), remedy="give another --id"
        )
    if not dry_run and chosen:
        add_sources(loaded.path, chosen)
    for table in chosen:
        if as_json:
            print_json(table)
        else:
            where = table.get("url") or table.get("preset") or table["urls"][0]
            typer.echo(f"{'would add' if dry_run else 'added'} {table['id']}  {where}")
    if chosen and not dry_run and not as_json:
        typer.echo(
            f"next: `policy-tracker sources check {' '.join(str(table['id']) for table in chosen[:3])}`"
        )


def import_feeds(
    file: Annotated[Path, typer.Argument(help="A list of subscriptions (OPML).", metavar="FILE")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be added.")] = False,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Append the feeds of an OPML file to config.toml, but those that are there; known ones as presets."""
    with report_errors():
        loaded = effective_config(config, store)
        feeds = read_opml(_bytes(file), str(file))
        there = {url for source in loaded.all_sources for url in (source.url, *source.urls)}
        shipped = {read_preset(name).table.get("url"): name for name in preset_names()}
        taken, tables = set(loaded.source_tables), []
        for feed in feeds:
            if feed.url in there:
                continue
            name = shipped.get(feed.url)
            if name and name not in taken:
                table = {"id": name, "preset": name}
            else:
                identity = slug(feed.title, feed.url, taken)
                table = {"id": identity, "kind": "feed", "issuer": feed.title, "url": feed.url}
            taken.add(table["id"])
            tables.append(table)
        _append(loaded, tables, as_json=as_json, dry_run=dry_run)
        if len(tables) < len(feeds):
            print_error(
                f"{file}: {len(feeds) - len(tables)} of {len(feeds)} feeds are in config.toml already"
            )


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST_OPML:
            raise InputError("larger than 10 MB", where=str(file), remedy="export fewer feeds")
        return file.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read: {error.strerror}", where=str(file), remedy="check the path"
        ) from error


def export(
    file: Annotated[
        Path | None, argument(help="Where to; standard output if not given.", metavar="FILE")
    ] = None,
    form: Annotated[
        ListFormat | None,
        typer.Option("--format", help="opml, toml or json; by the name of the file if not given, else toml."),
    ] = None,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the sources of config.toml out, presets worked in. OPML holds feeds only."""
    with report_errors():
        loaded = effective_config(config, store)
        chosen = ListFormat.JSON if as_json else form or form_by_name(file, ListFormat.TOML)
        if chosen is ListFormat.OPML:
            text = opml_of(replace(source, url=redact(source.url)) for source in loaded.all_sources)
            if left := [source.id for source in loaded.all_sources if source.kind.value != "feed"]:
                print_error(f"left out, being no feeds: {', '.join(left)}")
        elif chosen is ListFormat.TOML:
            text = "\n".join(
                source_table_toml(redact_table(table)) for table in loaded.source_tables.values()
            )
        else:
            text = "".join(
                f"{json.dumps(redact_table(table), ensure_ascii=False)}\n"
                for table in loaded.source_tables.values()
            )
        if secret := [name for name, table in loaded.source_tables.items() if holds_secret(table)]:
            print_error(LEFT_OUT_OF_EXPORT.format(", ".join(secret)))
        if file is None:
            typer.echo(text, nl=False)
            return
        with writing_to(file):
            file.write_text(text, encoding="utf-8")


def add_sources(path: Path, tables: Sequence[Mapping[str, Any]]) -> None:
    """Append *tables* to the file at *path*.

    The new text is checked beside the old before it takes its place in one
    step, so that a reader, or a crash, sees the one or the other.

    Raises:
        ConfigError: The result would be wrong, or cannot be written; the file is as it was.
    """
    real = path.resolve()  # what a link points to, not the link
    with writing_to(path, ConfigError):
        old = real.read_bytes()
        newline = "\r\n" if b"\r\n" in old else "\n"
        added = "\n" + "\n".join(source_table_toml(table) for table in tables)
        new = old + (b"" if old.endswith(b"\n") or not old else newline.encode())
        new += added.replace("\n", newline).encode()
        handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".new", dir=real.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(real, beside)
        load_config(beside)
        beside.replace(real)
    except ConfigError as error:
        mend = error.remedy or "nothing was written; add it by hand"
        raise ConfigError(error.message, where=str(path), remedy=mend) from error
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
