"""The commands of ``policy-tracker sources``: what is shipped, what is configured, how it answers.

They print what the layers below return. What asks the web and what opens a store are loaded by those that do.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.console import (
    LEFT_OUT_OF_EXPORT,
    exit_with_problems,
    print_error,
    print_json,
    print_result,
    report_errors,
)
from tracker.cli.options import ConfigOption, JsonOption, StoreOption, argument, effective_config
from tracker.cli.sources import sources_edit_commands
from tracker.config.configured_engine import engine_for
from tracker.config.declared_sources import preset_source
from tracker.domain import Problem, Source
from tracker.errors import ConfigError, did_you_mean
from tracker.secrets import holds_secret, redact, redact_table
from tracker.sources.declaration.toml_writer import source_table_toml
from tracker.sources.presets import preset_names, read_preset

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.sources.presets import Preset
    from tracker.store import SourceStatus, Store

Ids = Annotated[list[str] | None, argument(help="Source ids; none = all.")]
OneId = Annotated[str, typer.Argument(help="Id of a source.")]


def register(app: typer.Typer) -> None:
    """Add the group ``sources`` to *app*."""
    group = typer.Typer(
        help="What is shipped, what is configured, and whether it answers.", no_args_is_help=True
    )
    for name, command, example in (
        ("list", list_sources, "list --json"),
        ("presets", list_presets, "presets"),
        ("show", show, "show us_fed_fomc"),
        ("add", sources_edit_commands.add, "add kr_mofa_en_briefing de_aa_en"),
        ("check", check, "check us_fed_fomc"),
        ("pause", pause, "pause us_state_press --why 'answers 403 since Monday'"),
        ("resume", resume, "resume us_state_press"),
        ("import", sources_edit_commands.import_feeds, "import reader.opml --dry-run"),
        ("export", sources_edit_commands.export, "export feeds.opml"),
        ("refused", refused, "refused --json"),
    ):
        group.command(name, epilog=f"Example: policy-tracker sources {example}")(command)
    app.add_typer(group, name="sources")


def list_sources(config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Print the sources of config.toml, and how each fares where there is a store."""
    with report_errors():
        loaded = effective_config(config, store)
        asked = {source.id for source in loaded.sources}
        watched = _watched(loaded)
    for source in loaded.all_sources:
        state = _state(watched.get(source.id), on=source.id in asked)
        place = redact(source.url) or source.path or f"{len(source.urls)} pages"
        values = {
            "id": source.id,
            "kind": source.kind.value,
            "issuer": source.issuer,
            "place": place,
            "preset": source.preset,
            "enabled": source.id in asked,
            "state": state,
        }
        text = f"{source.id:<24} {source.kind.value:<8} {source.issuer:<24} {state:<10} {place}"
        print_result(values, text, as_json=as_json)
    if not loaded.all_sources and not as_json:
        typer.echo("no sources configured; `policy-tracker sources add`, or use `policy-tracker ingest`")


def _watched(config: Config) -> Mapping[str, SourceStatus]:
    """Return how the sources fare; nothing where no store was made yet, and none is made here."""
    from tracker.store.database import exists  # 0.4 s with SQLAlchemy, which what is shipped needs not

    if not exists(config.store_url):
        return {}
    with _opened(config) as opened:
        return opened.source_statuses()


def _opened(config: Config, *, held: bool = False) -> Store:
    """Return the store, which has to be *held* already where a command only reads it."""
    from tracker.store import open_store  # 0.2 s, which what is shipped needs not
    from tracker.store.database import require_store

    return open_store(require_store(config.store_url) if held else config.store_url)


def _state(watched: SourceStatus | None, *, on: bool) -> str:
    if not on:
        return "off"
    if watched is None:
        return "new"
    if watched.paused_at is not None:
        return "paused"
    return watched.state.value if watched.checked_at else "new"


def list_presets(
    config: ConfigOption = None,  # noqa: ARG001 - every command takes it
    store: StoreOption = "",  # noqa: ARG001 - the same
    as_json: JsonOption = False,
) -> None:
    """Print the sources that are shipped ready to use. None was checked live where it was written."""
    for preset in map(read_preset, preset_names()):
        on, kind = "on" if preset.on else "off", preset.table["kind"]
        checked = preset.verified_on or "never"
        text = f"{preset.id:<22} {preset.grade}  {on:<3}  {preset.country:<4}  {kind:<8} {checked:<10}  {preset.name}"
        print_result(_preset_row(preset), text, as_json=as_json)
    if not as_json:
        typer.echo(
            "\nid · grade of the evidence · one of those to begin with · country · kind · checked live · name"
        )


def _preset_row(preset: Preset) -> dict[str, Any]:
    return {
        "id": preset.id,
        "grade": preset.grade,
        "on": preset.on,
        "country": preset.country,
        "kind": preset.table["kind"],
        "language": preset.table.get("language", "en"),
        "document": preset.document,
        "name": preset.name,
        "verified_on": preset.verified_on,
        "evidence": preset.evidence,
        "note": preset.note,
    }


def show(
    name: Annotated[str, typer.Argument(help="Id of a source in config.toml, or of a preset.", metavar="ID")],
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Print a source as TOML that can be put into config.toml, and what is known of it."""
    with report_errors():
        loaded = effective_config(config, store)
        table = loaded.source_tables.get(name)
        if table is None and name not in preset_names():
            raise _unknown(name, (*loaded.source_tables, *preset_names()))
        origin = table.get("preset", "") if table is not None else name
        preset = read_preset(origin) if origin else None
    if as_json:
        known = _preset_row(preset) if preset else {}
        print_json(
            {
                **known,
                "id": name,
                "table": redact_table(table if table is not None else preset.table if preset else {}),
            }
        )
        return
    for line in _known(preset) if preset else ():
        typer.echo(f"# {line}".rstrip())
    shown = source_table_toml(redact_table(table)) if table is not None else preset.text if preset else ""
    typer.echo(shown, nl=False)
    if table is not None and holds_secret(table):
        print_error(LEFT_OUT_OF_EXPORT.format(name))


def _known(preset: Preset) -> Iterator[str]:
    """Yield lines that say what is known of a preset."""
    yield preset.name
    on = "one of those to begin with" if preset.on else "not one of those to begin with"
    yield f"grade {preset.grade}, {on}; {preset.document}; {preset.country}"
    checked = (
        f"checked live on {preset.verified_on}"
        if preset.verified_on
        else "never checked live: run `sources check`"
    )
    yield checked
    yield from textwrap.wrap(f"evidence: {preset.evidence}", 100)
    yield from textwrap.wrap(preset.note, 100)


def check(
    ids: Annotated[list[str] | None, argument(help="Ids of sources or presets; none = all sources.")] = None,
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Ask each source live and print what comes back, or why nothing does. Stores nothing."""
    from tracker.fetch.web import RequestsWeb  # 0.3 s with what probes, which no other command here needs
    from tracker.source_health.probe import probe_source

    problems: list[Problem] = []
    with report_errors():
        loaded = effective_config(config, store)
        chosen = [_source(name, loaded) for name in ids] if ids else list(loaded.sources)
        engine = engine_for(replace(loaded, sources=tuple(chosen), all_sources=tuple(chosen)))
        with RequestsWeb(loaded.fetch) as web:
            for source in chosen:
                probed = probe_source(source, web, engine, notes=web.notes)
                problems.extend(probed.problems)
                print_result(probed.row(), "\n".join(probed.lines()), as_json=as_json)
    exit_with_problems(problems)


def _source(name: str, config: Config) -> Source:
    """Return the source *name* of *config*, or of the presets.

    Raises:
        ConfigError: There is neither.
    """
    declared = name in config.source_tables or name not in preset_names()
    return _declared(name, config) if declared else preset_source(name)


def _unknown(name: str, known: Iterable[str]) -> ConfigError:
    names = list(known)
    hint = did_you_mean(name, names) or f"one of {', '.join(names) or '(none)'}, or a preset"
    return ConfigError(f'there is no source "{name}"', remedy=hint)


def pause(
    name: OneId,
    why: Annotated[str, typer.Option(help="Why, for whoever finds it paused.")] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Do not ask a source until it is resumed; what it is in config.toml stays as it is."""
    with report_errors():
        loaded = effective_config(config, store)
        source = _declared(name, loaded)
        with _opened(loaded) as opened:
            opened.pause(source.id, datetime.now(UTC), why)
    text = f"{source.id} is paused; `policy-tracker sources resume {source.id}` goes on with it"
    print_result({"id": source.id, "paused": True, "why": why}, text, as_json=as_json)


def resume(
    name: OneId, config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False
) -> None:
    """Ask a paused source again."""
    with report_errors():
        loaded = effective_config(config, store)
        source = _declared(name, loaded)
        with _opened(loaded) as opened:
            was = opened.source_status(source.id).paused_at is not None
            opened.resume(source.id)
    text = f"{source.id} is asked again" if was else f"{source.id} was not paused"
    print_result({"id": source.id, "paused": False}, text, as_json=as_json)


def _declared(name: str, config: Config) -> Source:
    """Return the source *name* of *config*.

    Raises:
        ConfigError: There is none.
    """
    for source in config.all_sources:
        if source.id == name:
            return source
    raise _unknown(name, config.source_tables)


def refused(
    ids: Ids = None, config: ConfigOption = None, store: StoreOption = "", as_json: JsonOption = False
) -> None:
    """List texts that were received and not taken as what a publisher said: walls, empty pages, flicker."""
    with report_errors():
        loaded = effective_config(config, store)
        with _opened(loaded, held=True) as opened:
            held = [item for item in opened.refused() if not ids or item.source in ids]
    for item in held:
        if as_json:
            print_json(asdict(item))
            continue
        typer.echo(f"{item.source}  {item.title or item.ref}  {item.url}")
        typer.echo(f"  {item.reason}" + (f"; {item.mend}" if item.mend else ""))
        seen = f"{item.first_at:%Y-%m-%d %H:%M} – {item.last_at:%Y-%m-%d %H:%M} UTC"
        typer.echo(f"  {item.times}× the same, {seen}; {item.size:,} bytes of {item.media_type}")
        typer.echo(f"  if it is real: policy-tracker accept {item.source} {item.ref}")
    if not held and not as_json:
        typer.echo("nothing is held back")
