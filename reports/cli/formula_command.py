"""The command ``formula``: every use of a set phrase across all issuers, and how it was worded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from reports.cli.terminal_output import write_output
from reports.formula import sentences, tables
from reports.formula.configured import configured_formulas
from reports.formula.formula_query import formula_history, suggested_formulas
from reports.formula.tables import formula_rows
from reports.view.dates import ISO
from tracker.cli.console import print_json, print_result, report_errors
from tracker.cli.options import (
    ConfigOption,
    JsonOption,
    OutputOption,
    StoreOption,
    argument,
    effective_config,
    form_by_name,
    option,
    parse_date_range,
)
from tracker.cli.pager import NoPagerOption
from tracker.errors import ConfigError
from tracker.exports.delimited import csv_lines, json_array
from tracker.formula.history import FormulaHistory
from tracker.formula.wording import parse_formula
from tracker.memory import gc_paused
from tracker.store import Store, open_held_store


class FormulaFormat(StrEnum):
    """What the history of a formula can be written as."""

    TEXT = "text"
    HTML = "html"
    CSV = "csv"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add ``formula`` to *app*."""
    app.command(
        epilog="Example: policy-tracker formula 'freedom of navigation in the Halden Sea' -o uses.csv"
    )(formula)


def formula(
    phrase: Annotated[
        list[str] | None,
        argument(help="The phrase, in quotes; none = those of [[formulas]].", metavar="PHRASE"),
    ] = None,
    suggest: Annotated[
        bool, typer.Option("--suggest", help="List the steadiest phrases of the archive instead.")
    ] = False,
    until: Annotated[str, option(help="As if nothing later were held: 2031-03-04, 2031-03.")] = "",
    whole: Annotated[bool, typer.Option("--all", help="Every use, wording and omission.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="Phrases that --suggest lists.")] = 20,
    form: Annotated[
        FormulaFormat | None,
        option("--format", help="How to write it. [default: by the name of FILE, else text]"),
    ] = None,
    as_json: JsonOption = False,
    output: OutputOption = None,
    no_pager: NoPagerOption = False,
    config: ConfigOption = None,
    store: StoreOption = "",
) -> None:
    """Follow a set phrase: who says it, how it is worded, who left it out and where it came back."""
    with report_errors(), gc_paused():
        loaded = effective_config(config, store)
        last = parse_date_range("", until)[1]
        wanted = [parse_formula(" ".join(phrase))] if phrase else list(configured_formulas(loaded))
        written = FormulaFormat.JSON if as_json else form or form_by_name(output, FormulaFormat.TEXT)
        with open_held_store(loaded.store_url) as opened:
            if suggest:
                _suggest(opened, limit, as_json=as_json)
                return
            if not wanted:
                raise ConfigError(
                    "no phrase is given, and config.toml has no [[formulas]]",
                    where="formula",
                    remedy="give one in quotes, or see what --suggest finds",
                )
            histories = [formula_history(opened, one, loaded.series, until=last) for one in wanted]
        if written is FormulaFormat.JSON and output is None:
            _print_rows(histories)
            return
        text = "".join(_written(histories, written, whole=whole))
        write_output(text, output, pager=not no_pager, coloured=written is FormulaFormat.TEXT)


def _print_rows(histories: Iterable[FormulaHistory]) -> None:

    for history in histories:
        for row in formula_rows(history):
            print_json({"formula": history.formula.text, **row})


def _written(histories: list[FormulaHistory], form: FormulaFormat, *, whole: bool) -> Iterable[str]:

    if form is FormulaFormat.TEXT:
        return [sentences.screen(history, whole=whole) for history in histories]
    if form is FormulaFormat.HTML:
        from reports.formula.page import (  # 0.3 s, for a page alone
            render_formulas,  # with digests and pages, 0.4 s of processor
        )

        return [render_formulas(histories)]
    rows = ({"formula": one.formula.text, **row} for one in histories for row in tables.formula_rows(one))
    if form is FormulaFormat.CSV:
        return csv_lines(rows, ("formula", *tables.COLUMNS), mark=True)
    return json_array(rows)


def _suggest(opened: Store, limit: int, *, as_json: bool) -> None:

    found = suggested_formulas(opened, limit)
    if not found:
        typer.echo("no phrase is steady enough: none stands in five texts over three months")
    for one in found:
        days = f"{ISO.day(one.first)} to {ISO.day(one.last)}"
        text = f"{one.texts:>5} texts, {one.issuers:>3} issuers, {days}  “{one.text}”"
        print_result(asdict(one), text, as_json=as_json)
