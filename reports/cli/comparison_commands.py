"""Commands about two texts: ``diff`` says what moved, ``compare`` what two accounts have in common, ``redline`` shows both whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

import typer

from reports.cli.terminal_output import FormatOption, print_changes, write
from reports.comparison.account_comparison import Account
from reports.comparison.accounts import compare_accounts
from reports.comparison.resolve_release import resolve_reading
from reports.comparison.revision_diff import compare_revisions, diff_lines, diff_rows
from reports.comparison.text_diff import compare_files, rewordings
from reports.comparison.whole_text import redline_texts, render_redline
from reports.digest.compose import compose
from reports.render import Format, render, render_accounts, render_moves
from tracker.cli.console import print_error, print_json, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    OutputOption,
    StoreOption,
    argument,
    effective_config,
    form_by_name,
    option,
)
from tracker.cli.pager import NoPagerOption
from tracker.config.configured_engine import engine_for
from tracker.domain import Release
from tracker.errors import ConfigError
from tracker.fetch.web import RequestsWeb
from tracker.store import Store, open_held_store, open_store
from tracker.store.database import exists
from tracker.text.sanitize import clean

WIDEST = 100  # columns of a redline

AllOption = Annotated[
    bool, typer.Option("--all", help="As text: also what is not repeated, and what both say alike.")
]
FirstArgument = Annotated[
    str, typer.Argument(help="One text: a file, a release in the store (ref or id), or a URL.", metavar="A")
]
SecondArgument = Annotated[str, typer.Argument(help="The other.", metavar="B")]


def register(app: typer.Typer) -> None:
    """Add these commands to *app*."""
    app.command(epilog="Example: policy-tracker diff october.txt november.txt")(diff)
    app.command(epilog="Example: policy-tracker compare norvale.txt estmark.txt -o accounts.html")(compare)
    app.command(epilog="Example: policy-tracker redline october.txt november.txt")(redline)


def diff(
    earlier: Annotated[
        str,
        typer.Argument(
            help="The earlier text: .txt, .html, .md, or .jsonl with one row. Alone: a release in the store that was edited, by ref, id or URL."
        ),
    ],
    later: Annotated[Path | None, argument(help="The later text.")] = None,
    texts: Annotated[
        str, option(help="Of a release: which two of its texts. [default: the last two]", metavar="N,M")
    ] = "",
    config: ConfigOption = None,
    store: StoreOption = "",
    everything: AllOption = False,
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    """Print what moved between two texts, as redlines: two files, or any two texts a release in the store has shown."""
    with report_errors():
        if later is None:
            _diff_release(earlier, texts, config, store, form, output, as_json=as_json, no_pager=no_pager)
            return
        written = form or form_by_name(output, Format.TEXT)
        today = date.today()  # noqa: DTZ011 - stands in for a date neither text has; never shown
        first = Path(earlier)
        compared = compare_files(first, later, engine_for(effective_config(config)), today=today)
        sides = ((compared.earlier, first.name), (compared.later, later.name))
        digest = compose(
            compared.changes,
            title=" → ".join(release.title or name for release, name in sides),
            period=" → ".join(str(release.published_on or "undated") for release, _ in sides),
            window="Only these two texts were compared.",
            notes=rewordings(compared.changes),
        )
        if not compared.changes:
            print_error("no commitment or position was found in either text")
        if as_json:
            print_changes(digest)
            return
        short = written is Format.TEXT and not everything
        write(render_moves(digest) if short else render(digest, written), output, written, no_pager)


def _diff_release(
    name: str,
    texts: str,
    config: Path | None,
    store: str,
    form: Format | None,
    output: Path | None,
    *,
    as_json: bool,
    no_pager: bool,
) -> None:
    """Print how two texts of a release in the store differ."""
    written = form or form_by_name(output, Format.TEXT)
    if written not in (Format.TEXT, Format.JSON):
        raise ConfigError(
            f"the texts of a release are not compared as {written}",
            remedy="--format text or json; its page on the site shows both side by side",
        )
    parts = [part.strip() for part in texts.split(",")] if texts else []
    if parts and (len(parts) != 2 or not all(part.isdigit() for part in parts)):
        raise ConfigError(f'--texts "{texts}" are not two numbers', remedy="write 1,3")
    loaded = effective_config(config, store)
    with open_held_store(loaded.store_url) as opened:
        found = compare_revisions(opened, name, [int(part) for part in parts], engine_for(loaded))
    if as_json or written is Format.JSON:
        for row in diff_rows(found):
            print_json(row)
        return
    write("\n".join(diff_lines(found)) + "\n", output, written, no_pager)


def compare(
    first: FirstArgument,
    second: SecondArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    everything: AllOption = False,
    form: FormatOption = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    """Compare two accounts of one event: where they differ, then what only one says; what both say alike is counted.

    Neither comes first. For files no store is needed.
    """
    with report_errors(), _both(first, second, config, store) as (one, other):
        written = Format.JSON if as_json else form or form_by_name(output, Format.TEXT)
        accounts = compare_accounts(one, other)
        if not (accounts.first.reading.units or accounts.second.reading.units):
            print_error("no commitment or position was found in either account")
        text = render_accounts(accounts, written, whole=everything)
        write(text, output, written, no_pager)


def redline(
    first: FirstArgument,
    second: SecondArgument,
    config: ConfigOption = None,
    store: StoreOption = "",
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
) -> None:
    """Show text B against text A, whole: paragraphs changed, moved, new and gone, with the statements in them."""

    def headed(release: Release, name: str) -> str:
        return clean(f"{release.title or name} ({release.published_on or 'undated'})")

    with report_errors(), _both(first, second, config, store) as (one, other):
        title = f"{headed(one.release, one.name)}\n→ {headed(other.release, other.name)}"
        width = min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns)
        lines = render_redline(title, redline_texts(one.reading, other.reading), width)
        text = "".join(f"{line}\n" for line in lines)
        write(text, output, Format.TEXT, no_pager)


@contextmanager
def _both(first: str, second: str, config: Path | None, store: str) -> Iterator[tuple[Account, Account]]:
    """Yield both texts, read; a store and the web are opened only where they are needed."""
    loaded = effective_config(config, store)
    engine = engine_for(loaded)
    with ExitStack() as opened:

        @cache
        def the_store() -> Store | None:
            return opened.enter_context(open_store(loaded.store_url)) if exists(loaded.store_url) else None

        @cache
        def the_web() -> RequestsWeb:
            return opened.enter_context(RequestsWeb(loaded.fetch))

        one, other = (
            Account(name, *resolve_reading(name, side, engine, web=the_web, store=the_store))
            for name, side in ((first, "first"), (second, "second"))
        )
        yield one, other
